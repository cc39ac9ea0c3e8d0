"""Values that a reader asks for by name: an unknown one is refused with those there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from handbook.errors import HandbookError
from handbook.model.fields import PRACTICE
from handbook.model.taxonomy import LISTS, Taxonomy

if TYPE_CHECKING:
    from handbook.model.handbook import Handbook
    from handbook.store.listing import Wanted

_ONE = {"themes": "theme", "groups": "group", "phases": "phase", "topics": "topic", "entry_kind": "kind"}


class UnknownChoice(HandbookError):
    """A value that was asked for is none of those there are."""


def refuse_unknown(wanted: Wanted, handbook: Handbook, edition: str) -> None:
    """Raise UnknownChoice for a filter that nothing could ever fit, since an empty list would look like an answer."""
    editions = handbook.chain(edition) if edition else handbook.editions.values()
    taxonomy = Taxonomy.read(one.holdings.get("taxonomy", {}) for one in editions)
    known: dict[str, Iterable[str]] = {name: taxonomy.lists[name] for name in LISTS}
    known |= {name: _choices(name) for name in ("status", "maturity")}
    known |= {"priority": _choices("priority", "level"), "entry_kind": _choices("kind")}
    for name, values in known.items():
        for one in getattr(wanted, name) or ():
            among(one, values, _ONE.get(name, name))


def among(asked: str, known: Iterable[str], what: str, *, where: str = "here") -> None:
    """Raise UnknownChoice, with those there are, unless it is one of them."""
    there = list(known)
    if asked not in there:
        raise UnknownChoice(f"There is no {what} “{asked}” {where}.", todo=f"There is: {', '.join(there) or 'none'}.")


def _choices(name: str, part: str = "") -> tuple[str, ...]:
    field = PRACTICE.field(name)
    held = field.part(part) if field and part else field
    return held.choices if held else ()
