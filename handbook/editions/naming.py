"""New items get their ids from their words: while they are typed there are none yet, and ids stay for ever."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from handbook.model.ids import free_id, slug
from handbook.model.sheet import Sheet

Names = Mapping[tuple[str, str], str]  # (list, id) → the id it gets

_WORDS = 5


def item_slug(text: str, name: str) -> str:
    """The id of an item from its words; from none, one after the list: `step`."""
    return slug(text, name.replace("_", "-").rstrip("s"), _WORDS)


def names(before: Sheet, now: Sheet) -> Names:
    """Which items that were not there before still bear the id of a list, though they have words by now."""
    found: dict[tuple[str, str], str] = {}
    for name, ids in now.lists.items():
        taken = {*ids, *before.lists.get(name, ())}
        for item in ids:
            front, _slash, bare = item.rpartition("/")
            words = next((now.text(f"{name}/{item}.{part}") for part in ("text", "says", "title")
                          if now.text(f"{name}/{item}.{part}")), "")  # fmt: skip
            plain = item_slug("", name)
            if item in before.lists.get(name, ()) or not re.fullmatch(rf"{plain}(-\d+)?", bare) or not words:
                continue
            wanted = item_slug(words, name)
            if wanted != plain:
                new = free_id(f"{front}/{wanted}" if front else wanted, taken)
                taken.add(new)
                found[name, item] = new
    return found


def items(given: Names) -> Mapping[str, str]:
    """The same by path: `steps/step` → `steps/ask-first`."""
    return {f"{name}/{old}": f"{name}/{new}" for (name, old), new in given.items()}


def followed(path: str, at: Mapping[str, str]) -> str:
    """The path of an item, or of a part of it, under its new id."""
    item, dot, part = path.partition(".")
    return f"{at.get(item, item)}{dot}{part}"


def renamed(sheet: Sheet, given: Names) -> Sheet:
    """The sheet with these items under their new ids, also where evidence says that it supports them."""
    if not given:
        return sheet
    at = items(given)

    def path(old: str) -> str:
        return followed(old, at)

    return replace(
        sheet,
        values={path(key): tuple(path(one) for one in held) if key.endswith(".supports") and isinstance(held, tuple)
                else held for key, held in sheet.values.items()},
        lists={name: tuple(given.get((name, item), item) for item in ids) for name, ids in sheet.lists.items()},
        left_out={path(key): said for key, said in sheet.left_out.items()},
        why={path(key): said for key, said in sheet.why.items()},
    )  # fmt: skip
