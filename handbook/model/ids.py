"""Ids of practices, items and editions, and how they become file names and addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import count

ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
LONGEST_ID = 80

# Names that pages, folders or operating systems use themselves; an entry of that name would collide with them.
RESERVED = frozenset(
    [
        "index",
        "en",
        "new",
        "none",
        "all",
        "search",
        "about",
        "glossary",
        "sources",
        "initiatives",
        "challenges",
        "practices",
        "duties",
        "groups",
        "themes",
        "phases",
        "topics",
        "assets",
        "checklists",
        "con",
        "prn",
        "aux",
        "nul",
        "com1",
        "com2",
        "com3",
        "com4",
        "lpt1",
        "lpt2",
        "lpt3",
        "lpt4",
    ]
)

# Lists of a practice whose items bear the id of something else, and of what; all others have ids of their own.
BORROWED = {"value": "groups", "related": "practices"}

_ID = re.compile(rf"{ID_PATTERN}\Z")


def is_id(text: str) -> bool:
    """Whether this is a plain id: lower-case words joined by hyphens, at most 80 characters, no reserved name."""
    return len(text) <= LONGEST_ID and bool(_ID.match(text)) and text not in RESERVED


def is_entry_id(text: str) -> bool:
    """Whether this is the id of an entry or item: a plain id, or `<edition>/<slug>` for a local one."""
    edition, slash, slug = text.rpartition("/")
    return is_id(slug) and (not slash or bool(_ID.match(edition)))


_SLUG = 60  # letters of an id that is made from words


def slug(words: str, otherwise: str, most: int = 6) -> str:
    """An id from the first few words of a text: lower-case, joined by hyphens; another one for words in other scripts.

    What an editor types is words, and file names and addresses need an id.
    """
    bare = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
    kept = "".join(sign if sign.isalnum() else " " for sign in bare).split()
    made = "-".join(kept[:most])[:_SLUG].strip("-")
    return made if is_id(made) else otherwise


def free_id(wanted: str, taken: Collection[str]) -> str:
    """The id itself, or with -2, -3 and so on behind it: the first that is not taken."""
    return next(name for n in count(1) if (name := wanted if n == 1 else f"{wanted}-{n}") not in taken)


def file_name(entry_id: str) -> str:
    """The id as file names and addresses carry it: `eu/impact` lies in `eu.impact`."""
    return entry_id.replace("/", ".")


def from_file_name(stem: str) -> str:
    """The id that a file name stands for; ids have no full stop, so this is exact."""
    return stem.replace(".", "/")
