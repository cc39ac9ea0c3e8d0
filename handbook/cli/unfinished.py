"""Drafts and kept texts in words: the list, and one of them whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from handbook.cli.output import complain, say, table, wrapped
from handbook.errors import HandbookError, ReadError
from handbook.model.sheet import Sheet, differences
from handbook.model.units import spoken
from handbook.store.journal import ASKED, Left, Unread
from handbook.store.kept import Kept

_NOTHING = "Nothing was left unfinished{of}, and no text is kept aside."


class NoDraft(HandbookError):
    """No draft or kept text has that number."""


def listed(found: Sequence[Left | Kept], edition: str) -> None:
    """All of them with their numbers, which are the same whichever edition is asked for."""
    rows = [
        (str(number), one.edition, _named(one), _time(one.when), _what(one), _why(one))
        for number, one in enumerate(found, 1)
        if edition in ("", one.edition)
    ]
    if not rows:
        say(_NOTHING.format(of=f" in the edition “{edition}”" if edition else ""))
        return
    table(("", "edition", "practice", "when", "what", "why it is here"), rows)
    wrapped("To read one: handbook drafts show 1. The desk offers a draft again when you open its practice.")


def shown(found: Sequence[Left | Kept], number: int) -> None:
    """One of them, with every text in it; raises NoDraft where there is no such number."""
    if not 0 < number <= len(found):
        todo = f"They are numbered from 1 to {len(found)}: handbook drafts" if found else "There is none at all."
        what = f"There is no draft {number}." if number else "Say which one is to be shown."
        raise NoDraft(what, todo=todo)
    one = found[number - 1]
    wrapped(f"{_named(one)}, in the edition “{one.edition}”", style="bold")
    wrapped(f"{_time(one.when)}. {_why(one)}")
    for label, text in _texts(one):
        say()
        wrapped(label, style="bold")
        say(text)  # as it was typed, so that it can be taken over


def told_unread(unread: Sequence[Unread]) -> None:
    """What lies among the drafts and cannot be used: people may want to look at it themselves."""
    for one in unread:
        complain(f"{one.file}: {one.what} Nothing of it was removed; open it in a text editor to see what it holds.")


def _named(one: Left | Kept) -> str:
    """The practice, or the page on which it was typed."""
    if isinstance(one, Left) and one.practice.startswith(ASKED):
        return str(one.tree.get("title", "")) or one.practice
    return one.practice


def _time(when: datetime) -> str:
    return f"{when.astimezone():%Y-%m-%d %H:%M}"


def _what(one: Left | Kept) -> str:
    if isinstance(one, Kept) and one.path:
        return spoken(one.path)
    count = len(list(_texts(one)))
    return "1 field" if count == 1 else f"{count} fields"


def _why(one: Left | Kept) -> str:
    return one.why if isinstance(one, Kept) else "You left this unfinished."


def _texts(one: Left | Kept) -> Iterator[tuple[str, str]]:
    if isinstance(one, Kept) and one.path:
        yield spoken(one.path), one.text
    else:
        yield from _changed(one.tree)


def _changed(tree: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What a draft says otherwise than what it began with; of a draft of another form, every text in it."""
    try:
        before, now = Sheet.read(tree.get("before")), Sheet.read(tree.get("now"))
    except ReadError:
        yield from _leaves(tree, "")
        return
    for path in differences(before, now):
        yield spoken(path), _now(before, now, path)


def _now(before: Sheet, now: Sheet, path: str) -> str:
    """What the draft has at a path: a text, an item with its parts, or a list in its order."""
    if path in now.left_out:
        return f"Left out: {now.left_out[path]}"
    if path in now.lists:
        return "In this order: " + ", ".join(now.lists[path])
    name, _, item = path.partition("/")
    if item in now.lists.get(name, ()):
        parts = now.of_item(name, item)
        return "\n".join(now.text(f"{path}.{part}") for part in parts) or "Shown again."
    said = now.text(path)
    if not said:
        return "Removed."
    reason = now.why.get(path, "")
    return f"{said}\n(Why: {reason})" if reason and reason != before.why.get(path, "") else said


def _leaves(held: Any, at: str) -> Iterator[tuple[str, str]]:
    waiting = [(at, held)]  # no recursion: a file may nest as deep as it likes
    while waiting:
        place, one = waiting.pop()
        if isinstance(one, dict):
            waiting.extend((f"{place}.{key}".lstrip("."), inner) for key, inner in reversed(one.items()))
        elif isinstance(one, list):
            waiting.extend((place, inner) for inner in reversed(one))
        elif one is not None and one != "":
            yield place, str(one)
