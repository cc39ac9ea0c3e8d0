"""A short label for what a text says: reflow, line ends and Unicode forms do not change it, a changed word does.

It is a label. Whether a parent changed its words is decided by comparing the stored base texts.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

_PREFIX = "f1-"
_HEX_DIGITS = 32
_CODE_INDENT = 4
_BLANKS = " \t"

_LIST_MARKER = re.compile(r"(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)")
_HEADING_OR_QUOTE = re.compile(r"(?P<heading>#{1,6}(?:[ \t]|$))|>")
_UNDERLINE_OR_RULE = re.compile(r"(?:=+[ \t]*|(?:-[ \t]*){2,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FENCE = re.compile(r"(?P<mark>`{3,})[^`]*$|(?P<tilde>~{3,})")


def fingerprint(text: str) -> str:
    """The label of a text: equal for texts that say the same in the same Markdown, whatever their line breaks."""
    return _label(normal_form(text))


def fingerprint_of_set(members: Iterable[str]) -> str:
    """The label of a set such as `groups`: the order in which its members stand, or a repeated one, says nothing."""
    return _label("\n".join(sorted({unicodedata.normalize("NFC", member) for member in members})))


def normal_form(text: str) -> str:
    """The text as it is fingerprinted: NFC, LF, prose unwrapped, needless white space gone, fences untouched."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
    return _Walk(text.split("\n")).result().strip("\n")


def starts_block(line: str) -> bool:
    """Whether a line, without the blanks before it, begins something other than prose; merging cuts texts there too."""
    return any(pattern.match(line) for pattern in (_LIST_MARKER, _HEADING_OR_QUOTE, _UNDERLINE_OR_RULE, _FENCE))


def fence_mark(line: str) -> str:
    """The back-ticks or tildes by which a line, without the blanks before it, opens a fence; nothing if it does not."""
    found = _FENCE.match(line)
    return (found["mark"] or found["tilde"]) if found else ""


def closes_fence(line: str, mark: str) -> bool:
    """Whether a line ends the fence that `mark` opened."""
    bare = line.strip(_BLANKS)
    return bare.startswith(mark) and not bare.strip(mark[0])


def after_markers(line: str) -> int:
    """Where the text of a list item begins, past one marker or several (`- - text`); 0 where there is none."""
    at = 0
    while marker := _LIST_MARKER.match(line, at):
        at = marker.end()
        blanks = len(line) - at - len(line[at:].lstrip(_BLANKS))
        if blanks > _CODE_INDENT:
            return at + 1
        at += blanks
    return at


def _label(form: str) -> str:
    digest = hashlib.sha256(form.encode("utf-8", "surrogatepass")).hexdigest()
    return _PREFIX + digest[:_HEX_DIGITS]


class _Walk:
    """One pass over the lines; it decides by what stays in the normal form, so a second pass changes nothing."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.out: list[str] = []
        self.fence = ""
        self.in_list = False  # since a list item, with no new paragraph after a blank line
        self.open = ""  # what a prose line would continue: "", "prose" or "item"
        self.paragraph = False  # whether an indented line is text, not code
        self.quoted = False  # whether that paragraph stands in a quote

    def result(self) -> str:
        for number, line in enumerate(self.lines):
            if self.fence:
                self._inside_fence(line)
            elif not line.strip(_BLANKS):
                self._other("")
            else:
                following = self.lines[number + 1] if number + 1 < len(self.lines) else ""
                self._text_line(line, following)
        return "\n".join(self.out)

    def _inside_fence(self, line: str) -> None:
        self.out.append(line)
        if closes_fence(line, self.fence):
            self.fence = ""

    def _text_line(self, line: str, following: str) -> None:
        body = line.lstrip(_BLANKS)
        deep = _indent(line) >= _CODE_INDENT
        self.quoted = body.startswith(">") or (self.paragraph and self.quoted and not starts_block(body))
        if deep and not self.in_list:
            self._deep(line, following)
        elif self._opens_fence(body):
            self._other(line)
        elif self._starts_item(body):
            self._item(line if deep else body, following)
        elif deep and not self.open:
            self._deep(line, following)
        elif _HEADING_OR_QUOTE.match(body) or _UNDERLINE_OR_RULE.match(body):
            self._other(self._trimmed(body, following), paragraph=body.startswith(">"))
        else:
            self._prose(self._trimmed(body, following))

    def _opens_fence(self, body: str) -> bool:
        """Also on the line of a list item."""
        start = after_markers(body)
        self.fence = fence_mark(body[start:])
        if self.fence and start:
            self.in_list = True
        return bool(self.fence)

    def _starts_item(self, body: str) -> bool:
        """Inside a paragraph `2024.` at the start of a line is a word to Markdown; only `1.` begins a list there."""
        marker = _LIST_MARKER.match(body)
        if not marker or _UNDERLINE_OR_RULE.match(body):
            return False
        return self.open != "prose" or marker[1] is None or int(marker[1]) == 1

    def _item(self, line: str, following: str) -> None:
        body = line.lstrip(_BLANKS)
        rest = body[after_markers(body) :]
        code = _indent(rest) >= _CODE_INDENT
        special = not rest or code or "|" in rest or _HEADING_OR_QUOTE.match(rest)
        self.out.append(self._trimmed(line, following))
        self.in_list = True
        self.open = "" if special else "item"
        self.paragraph = bool(rest) and not code

    def _prose(self, body: str) -> None:
        self.paragraph = True
        joins = self.open and not self.out[-1].endswith(("  ", "\\")) and "|" not in body
        if joins:
            self.out[-1] += " " + body
            return
        if not self.open and self.out and not self.out[-1]:
            self.in_list = False
        self.out.append(body)
        if "|" in body:
            self.open = ""
        else:
            self.open = self.open or "prose"

    def _deep(self, line: str, following: str) -> None:
        text = self.paragraph or self.in_list
        self._other(self._trimmed(line, following) if text else line.rstrip(_BLANKS), paragraph=text)

    def _other(self, line: str, *, paragraph: bool = False) -> None:
        self.out.append(line)
        self.open = ""
        self.paragraph = paragraph

    def _trimmed(self, line: str, following: str) -> str:
        """The line without white space at its end, but with the two spaces that break a line inside a paragraph."""
        bare = line.rstrip(_BLANKS)
        return bare + "  " if line.endswith("  ") and self._breaks(bare, following.strip(_BLANKS)) else bare

    def _breaks(self, line: str, following: str) -> bool:
        mark = _HEADING_OR_QUOTE.match(line)
        if not following or line.startswith("|") or (mark and mark["heading"]):
            return False
        return self.quoted if following.startswith(">") else not starts_block(following)


def _indent(line: str) -> int:
    wide = line.expandtabs(_CODE_INDENT)
    return len(wide) - len(wide.lstrip(" "))
