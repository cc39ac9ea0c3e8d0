"""The address of every page, and the way from one to another; links name `index.html`, so that they work offline."""

from __future__ import annotations

from handbook.model.ids import file_name

HOME = "index.html"
SEARCH = "search/index.html"
SEARCH_INDEX = "search/search-index.js"
ALL = "all/index.html"  # A–Z
DUTIES = "duties/index.html"
ABOUT = "about/index.html"
MISSING = "404.html"

# Indexes by a list of the taxonomy; that of the groups leads to their checklists.
INDEXES = ("themes", "groups", "phases", "topics")


def practice(practice_id: str) -> str:
    """A practice or a duty."""
    return f"practices/{file_name(practice_id)}/index.html"


def index(name: str) -> str:
    """All entries of a list of the taxonomy, or a page of rows such as `glossary`."""
    return f"{name}/index.html"


def taxon(name: str, taxon_id: str) -> str:
    """The practices of one theme, phase or topic; the checklist of one group."""
    return f"{name}/{file_name(taxon_id)}/index.html"


def numbered(address: str, number: int) -> str:
    """One page of a long list: the first bears the address of the list itself."""
    return address if number == 1 else f"{address.removesuffix(HOME)}{number}/{HOME}"


def in_language(address: str, language: str, main: str) -> str:
    """The same page in a language of its edition: the main one stands at the root, others under their code."""
    return address if language == main else f"{language}/{address}"


def relative(target: str, here: str) -> str:
    """The way from one page of an edition to another, or to a file; an anchor is kept."""
    path, mark, anchor = target.partition("#")
    if path == here and mark:
        return f"#{anchor}"
    there, start = path.split("/"), here.split("/")
    shared = 0
    while shared < min(len(there), len(start)) - 1 and there[shared] == start[shared]:
        shared += 1
    return "../" * (len(start) - 1 - shared) + "/".join(there[shared:]) + mark + anchor
