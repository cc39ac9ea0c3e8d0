"""The last gate before the terminal: whatever a widget draws, no sign in it acts there or turns text around."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_TURNS = "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_ACTS = (*map(chr, range(32)), *map(chr, range(0x7F, 0xA0)), *_TURNS)
# Where one sign must stay one sign, since a caret counts them: the pictures of the control characters, else a blot.
_PICTURES = {ord(c): chr(0x2400 + ord(c)) if ord(c) < 32 else "\ufffd" for c in _ACTS if c != "\t"}
_GONE = dict.fromkeys(map(ord, _ACTS))


def letter_for_letter(text: str) -> str:
    """Text with a visible mark in place of each sign that would act; as long as before."""
    return text if text.isprintable() else text.translate(_PICTURES)


class NothingActs(LineFilter):
    """Takes out what slipped through. Widgets show such signs as marks; this is for those that do not."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments of one line, without them."""
        if all(one.control or one.text.isprintable() for one in segments):
            return segments
        return [one if one.control else Segment(one.text.translate(_GONE), one.style) for one in segments]
