"""Files that cannot be used, as those who publish are told of them: in the terminal and in the A–Z list."""

from __future__ import annotations

from collections.abc import Iterable

from handbook.store.broken import Broken


def sentence(broken: Broken) -> str:
    """What the terminal says of such a file: the place, the reason, what to do."""
    return f"Left out, since it cannot be used: {broken.file}:{broken.line}: {broken.message} {broken.todo}".rstrip()


def by_edition(broken: Iterable[Broken]) -> dict[str, list[tuple[str, str]]]:
    """File and reason for each edition, for its A–Z list."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in broken:
        found.setdefault(one.edition, []).append((one.file, one.message))
    return found
