"""Print a proposal: who proposes what, and each piece of it with what it said before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from handbook.cli.output import wrapped
from handbook.cli.waiting import marked
from handbook.exchange import in_words
from handbook.exchange.in_words import Line
from handbook.exchange.proposal import Proposal


def headed(proposal: Proposal, title: str) -> None:
    """Who proposes what to whom, since when and under which licence."""
    _printed(in_words.headed(proposal, title))


def contents(proposal: Proposal) -> None:
    """Each piece with what it said before."""
    _printed(in_words.contents(proposal))


def item_parts(name: str, item: Mapping[str, Any]) -> None:
    """What an item of a list says, part by part."""
    _printed(in_words.item_parts(name, item))


def practice_parts(entry: Mapping[str, Any]) -> None:
    """What a whole practice says, field by field."""
    _printed(in_words.practice_parts(entry))


def _printed(lines: Iterable[Line]) -> None:
    for line in lines:
        wrapped(marked(line.parts), indent=line.indent, style="bold" if line.heading else "")
