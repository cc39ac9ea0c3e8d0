"""A word diff as a sentence in the editor's language: “a” became “b”; “c” is new; “d” is gone."""

from __future__ import annotations

from collections.abc import Sequence

from handbook.editions.asked import Part, swaps
from tui.speech import _, count

MOST_TOLD = 4  # changes told one by one
LONGEST = 60  # characters of one of them


def told(parts: Sequence[Part]) -> str:
    """What changed, without a stop at its end; empty where nothing did."""
    found = swaps(parts)
    if not found:
        return _("only punctuation or spacing") if any(kind != "same" for kind, _text in parts) else ""
    said = [_one(gone, come) for gone, come in found[:MOST_TOLD]]
    if more := len(found) - len(said):
        said.append(count("and {number} more change", "and {number} more changes", more))
    return "; ".join(said)


def _one(gone: str, come: str) -> str:
    if gone and come:
        return _("“{before}” became “{now}”", before=_short(gone), now=_short(come))
    return _("“{words}” is new", words=_short(come)) if come else _("“{words}” is gone", words=_short(gone))


def _short(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    cut = text[: LONGEST - 1]
    at = cut.rfind(" ")
    return f"{cut[:at] if at > LONGEST // 2 else cut}…"
