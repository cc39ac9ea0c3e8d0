"""An adaptation: what one edition says differently about one practice of the edition it builds on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """One unit as an edition has it: other words, another value, members, left out, or another place."""

    text: str | None = None
    value: str | None = None
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    hide: str = ""
    after: tuple[str, ...] | None = None
    why: str = ""
    base: str = ""
    origin: str = ""  # the edition whose proposal this was

    @classmethod
    def read(cls, held: Mapping[str, Any]) -> Change:
        """A change as its file holds it."""
        after = held.get("after")
        return cls(
            text=held.get("text"),
            value=held.get("value"),
            add=tuple(held.get("add", ())),
            remove=tuple(held.get("remove", ())),
            hide=held.get("hide", ""),
            after=tuple(after) if after is not None else None,
            why=held.get("why", ""),
            base=held.get("base", ""),
            origin=held.get("from", ""),
        )

    def written(self) -> dict[str, Any]:
        """The change as a file holds it; what says nothing is left out."""
        held = {
            "text": self.text, "value": self.value, "add": list(self.add) or None, "remove": list(self.remove) or None,
            "hide": self.hide or None, "after": None if self.after is None else list(self.after),
            "why": self.why or None, "base": self.base or None, "from": self.origin or None,
        }  # fmt: skip
        return {name: said for name, said in held.items() if said is not None}

    @property
    def reason(self) -> str:
        """Why this edition differs; a hide is its own reason."""
        return self.why or self.hide


@dataclass(frozen=True, slots=True)
class Adaptation:
    """All that an edition changes in one practice: unit path -> change, and items of its own."""

    adapts: str
    lang: str
    changes: Mapping[str, Change]
    additions: Mapping[str, tuple[Mapping[str, Any], ...]]
    reviewed: Mapping[str, str] = field(default_factory=dict)
    file: str = ""

    @classmethod
    def read(cls, content: Mapping[str, Any], file: str = "") -> Adaptation:
        """An adaptation as its validated file holds it."""
        return cls(
            adapts=content["adapts"],
            lang=content["lang"],
            changes={path: Change.read(held) for path, held in content.get("changes", {}).items()},
            additions={name: tuple(items) for name, items in content.get("additions", {}).items() if _items(items)},
            reviewed=content.get("reviewed", {}),
            file=file,
        )

    @property
    def differs(self) -> bool:
        """Whether it changes or adds anything; otherwise it only says how the practice was looked at."""
        return bool(self.changes) or any(self.additions.values())


def _items(held: Any) -> bool:
    """Whether this is a list of items: below a name that no field declares anything may stand."""
    return isinstance(held, list) and all(isinstance(one, Mapping) and isinstance(one.get("id"), str) for one in held)
