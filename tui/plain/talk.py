"""Talks by lines: says sentences, asks for a line at a time. Nothing is painted over, nothing acts on the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TextIO

from tui.answer import DIGITS, Choice
from tui.speech import _, shown

# What arrow and function keys send, and other control characters: a terminal that only knows lines passes them on.
_SPECIAL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|[^\[O])?|[\x00-\x08\x0b-\x1f\x7f]")
MOST_BYTES = 4_095  # of one line: a terminal throws away what is typed beyond, and tells nobody
END = "."


class Hangup(Exception):
    """Nobody types any more: Ctrl+D, the end of what was piped in, or a line that was cut."""


class Talk:
    """A conversation by lines. What came through a pipe is repeated, so that the record reads like a terminal's."""

    def __init__(self, reads: TextIO, writes: TextIO) -> None:
        self._reads, self._writes = reads, writes
        self._at_keys = reads.isatty()
        self.somebody = self._at_keys and writes.isatty()

    def say(self, text: str = "") -> None:
        """A sentence, or several lines."""
        self._write(shown(text) + "\n")

    def ask(self, question: str) -> str:
        """One line that somebody types, without its end. Raises Hangup where nobody does."""
        self._write(shown(question, lines=False) + ": ")
        try:
            line = self._reads.readline()
        except OSError:  # the terminal is gone
            line = ""
        if not self._at_keys:
            self._write(shown(line, lines=False).rstrip() + "\n")
        elif not line:
            self._write("\n")
        if not line:
            raise Hangup
        return self._looked_at(line.removesuffix("\n"))

    def answer(self, choices: Sequence[Choice], question: str = "") -> str | None:
        """The key of the answer whose number is typed; None for Enter alone."""
        for number, one in enumerate(choices, 1):
            after = f" {_('(off)')}. {one.off}" if one.off else f". {one.follows}" if one.follows else ""
            self.say(f"{number} {one.words}{after}")
        while said := self.ask(question or _("Number, or Enter to go back")).strip():
            number = DIGITS.get(said) or (int(said) if said.isdecimal() else 0)
            if not 0 < number <= len(choices):
                self.say(_("Write a number from 1 to {number}.", number=len(choices)))
            elif choices[number - 1].off:
                self.say(choices[number - 1].off)
            else:
                return choices[number - 1].key
        return None

    def lines(self, keep: Callable[[str], None]) -> str:
        """A text line by line, up to a full stop alone on a line; each line is handed over as soon as it is typed."""
        self.say(_("Write line by line. A full stop alone on a line ends the text."))
        said: list[str] = []
        while (line := self.ask(_("Line {number}", number=len(said) + 1))).strip() != END:
            said.append(line)
            keep("\n".join(said))
        return "\n".join(said)

    def _looked_at(self, line: str) -> str:
        """The line without what special keys have sent; where something may be missing, that is said."""
        if self._at_keys and len(line.encode("utf-8", "replace")) >= MOST_BYTES - 1:
            self.say(_("A terminal takes no more than {number} bytes a line: the end of this one may be missing. "
                       "Write in shorter lines.", number=MOST_BYTES))  # fmt: skip
        kept = _SPECIAL.sub("", line)
        if kept != line:
            self.say(_("Arrows and other special keys write nothing here and were left out. The line reads: {line}",
                       line=kept))  # fmt: skip
        return kept

    def _write(self, text: str) -> None:
        self._writes.write(text)
        self._writes.flush()
