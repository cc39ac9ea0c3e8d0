"""The one renderer of field text: Markdown to safe HTML for the site, and to plain text for terminal, search and meta.

Field text comes from anyone. Three barriers stand one behind the other: markdown-it without HTML, links and images
tamed in the tokens, and an allow-list as the last step.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.metadata import version
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from handbook.errors import FormError

MOST_BYTES = 16 * 1024
MOST_REFERENCES = 50
MOST_BRACKETS = 1000  # links are found in quadratic time
MOST_BRACKETS_IN_A_ROW = 100
MOST_CELLS = 10_000  # a table fills up short rows
MOST_GROWTH = 20
_ROOM = 1000
_TOP_HEADING = 4  # pages have h1 to h3 of their own

# Raised whenever the same text would come out differently: fragments kept from earlier runs are then not used.
_FORM = f"1 {version('markdown-it-py')} {version('nh3')}"

_INLINE_TAGS = {"a", "br", "code", "em", "s", "strong"}
_TABLE_TAGS = {"table", "tbody", "td", "th", "thead", "tr"}
_BLOCK_TAGS = {"blockquote", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul"} | _TABLE_TAGS
_SAFE_ADDRESS = re.compile(r"(?:https?://[^/\\?#\s]|mailto:[^\s?])", re.IGNORECASE)

# Entities can spell what the YAML reader refuses: control characters, and those that turn the direction of text around.
_UNSEEN = {
    code: None for span in ((0, 9), (11, 32), (127, 160), (0x2028, 0x202F), (0x2066, 0x206A)) for code in range(*span)
}
_UNSEEN_CLASS = r"\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff"

# Text in which no character can mean anything to Markdown, by line; most fields are of this kind.
_INLINE_SIGNS = rf"\\`*_\[<&~\n{_UNSEEN_CLASS}"
_PLAIN_LINE = re.compile(rf"[^{_INLINE_SIGNS}]*")
_LINE_OF_BLOCK = rf"(?!\d+[.)])[^{_INLINE_SIGNS}\s#>+=|:\-](?:[^{_INLINE_SIGNS}]*[^{_INLINE_SIGNS}\s])?"
_PLAIN_BLOCK = re.compile(rf"{_LINE_OF_BLOCK}(?:\n+{_LINE_OF_BLOCK})*")
_BETWEEN_PARAGRAPHS = re.compile(r"\n{2,}")

_markdown = MarkdownIt("js-default")
_clean_block = nh3.Cleaner(
    tags=_INLINE_TAGS | _BLOCK_TAGS,
    attributes={"*": set(), "a": {"href"}, "ol": {"start"}},  # unnamed, "*" would mean lang and title
    set_tag_attribute_values={"th": {"scope": "col"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="noreferrer",
).clean
_clean_line = nh3.Cleaner(
    tags=_INLINE_TAGS,
    attributes={"*": set(), "a": {"href"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="noreferrer",
).clean


class Renderer:
    """Renders fragments and remembers them; `fresh` holds those that `known`, from an earlier run, did not have."""

    def __init__(self, known: Mapping[str, str] | None = None) -> None:
        self.known: Mapping[str, str] = {} if known is None else known
        self.fresh: dict[str, str] = {}
        self.hits = 0

    def block(self, text: str) -> str:
        """Paragraphs, lists, tables and so on as HTML; FormError for a text over 16 KB."""
        _refuse_too_long(text)
        bare = text.strip("\n")
        if _PLAIN_BLOCK.fullmatch(bare):
            return "\n".join(f"<p>{_escaped(part)}</p>" for part in _BETWEEN_PARAGRAPHS.split(bare))
        return self._remembered("block", text)

    def line(self, text: str) -> str:
        """The text of a one-line field as HTML to put inside an element; FormError for a text over 16 KB."""
        _refuse_too_long(text)
        bare = text.strip()
        return _escaped(bare) if _PLAIN_LINE.fullmatch(bare) else self._remembered("line", bare)

    def _remembered(self, kind: str, text: str) -> str:
        key = hashlib.sha256(f"{_FORM}\n{kind}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()
        found = self.fresh.get(key)
        if found is None:
            found = self.known.get(key)
        if found is not None:
            self.hits += 1
            return found
        self.fresh[key] = made = _block_html(text) if kind == "block" else _line_html(text)
        return made


def render(text: str, *, lang: str = "", cache: Renderer | None = None) -> str:
    """Block Markdown as safe HTML, its highest heading an h4; with `lang`, in a div of that language."""
    inner = (cache or Renderer()).block(text)
    if not lang or not inner:
        return inner
    return f'<div lang="{html.escape(lang)}" dir="{_direction(lang)}">\n{inner}\n</div>'


def render_line(text: str, *, cache: Renderer | None = None) -> str:
    """The text of a one-line field as safe HTML: emphasis, code and links, but no blocks."""
    return (cache or Renderer()).line(text)


def plain(text: str) -> str:
    """What the Markdown says, without marks: wrapped lines joined, blocks apart, list items with dash or number."""
    bare = text.strip("\n")
    if _PLAIN_BLOCK.fullmatch(bare):
        return "\n\n".join(part.replace("\n", " ") for part in _BETWEEN_PARAGRAPHS.split(bare))
    if _bytes(text) > MOST_BYTES or _is_costly(text):
        return _seen(text).strip()
    return _seen(_PlainText(_markdown.parse(_encodable(text))).text)


def _refuse_too_long(text: str) -> None:
    if len(text) * 4 > MOST_BYTES and (size := _bytes(text)) > MOST_BYTES:
        what = f"A text of {size:,} bytes is longer than the {MOST_BYTES:,} that one field may hold."
        raise FormError(what, todo="Shorten it, or split it over several fields.")


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _block_html(text: str) -> str:
    if _is_costly(text):
        return _as_it_stands(text)
    env: dict[str, Any] = {}
    tokens = _markdown.parse(_encodable(text), env)
    if _references_used(tokens, env) > MOST_REFERENCES:
        return _as_it_stands(text)
    _tame(tokens)
    made: str = _markdown.renderer.render(tokens, _markdown.options, env)
    if len(made) > MOST_GROWTH * len(text) + _ROOM:
        return _as_it_stands(text)
    # Content cannot hold a tag, so these are the renderer's own: a wide table scrolls by itself, also by keyboard.
    safe = _seen(_clean_block(made)).rstrip("\n")
    return safe.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace("</table>", "</table></div>")


def _line_html(text: str) -> str:
    if _is_costly(text):
        return _escaped(_seen(text))
    tokens = _markdown.parseInline(_encodable(text))
    _tame(tokens)
    made: str = _markdown.renderer.render(tokens, _markdown.options, {})
    return _seen(_clean_line(made))


def _is_costly(text: str) -> bool:
    """Whether parsing could take seconds: too many brackets, or a table that fills up too many cells."""
    if text.count("[") > MOST_BRACKETS or "[" * (MOST_BRACKETS_IN_A_ROW + 1) in text:
        return True
    if text.count("|") < 2:
        return False
    lines = text.split("\n")
    return max(line.count("|") for line in lines) * len(lines) > MOST_CELLS


def _references_used(tokens: list[Token], env: Mapping[str, Any]) -> int:
    """A definition of 4 KB, used three thousand times, would make 12 MB."""
    defined = {reference["href"] for reference in env.get("references", {}).values()}
    used = (token.attrGet("href") or token.attrGet("src") for part in tokens for token in part.children or ())
    return sum(address in defined for address in used) if defined else 0


def _tame(tokens: list[Token]) -> None:
    """Links to anything but the web and mail, and all images, become their words; the highest heading becomes an h4."""
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    shift = _TOP_HEADING - min(levels, default=_TOP_HEADING)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + shift, 6)}"
        elif token.children:
            token.children = list(_tamed(token.children))


def _tamed(children: list[Token]) -> Iterator[Token]:
    kept: list[bool] = []
    for token in children:
        if token.type == "link_open":
            kept.append(bool(_SAFE_ADDRESS.match(str(token.attrGet("href")))))
        if token.type == "image":
            yield Token("text", "", 0, content=_words(token.children or []))
        elif token.type not in ("link_open", "link_close") or kept[-1]:
            yield token
        if token.type == "link_close":
            kept.pop()


def _words(children: list[Token]) -> str:
    return "".join(_word(token) for token in children)


def _word(token: Token) -> str:
    if token.type == "image":
        return _words(token.children or [])
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)


class _PlainText:
    """Walks the blocks of a text; lists are numbered and indented again."""

    def __init__(self, tokens: list[Token]) -> None:
        self.text = ""
        self._numbers: list[int | None] = []  # of the lists we are in; None for one with dashes
        self._marker = ""
        self._row: list[str] | None = None
        self._apart = ""
        for token in tokens:
            self._token(token)

    def _token(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._numbers.append(None)
            case "ordered_list_open":
                start = token.attrGet("start")
                self._numbers.append(1 if start is None else int(start))
            case "bullet_list_close" | "ordered_list_close":
                self._numbers.pop()
                self._apart = "\n" if self._numbers else "\n\n"
            case "list_item_open":
                self._item()
            case "tr_open":
                self._row = []
            case "tr_close":
                self._put(" | ".join(self._row or []))
                self._row, self._apart = None, "\n"
            case "table_close":
                self._apart = "\n\n"
            case "inline" if self._row is not None:
                self._row.append(_words(token.children or []))
            case "inline":
                self._put(_words(token.children or []))
            case "fence" | "code_block":
                self._put(token.content.rstrip("\n"))

    def _item(self) -> None:
        number = self._numbers[-1]
        self._marker = "- " if number is None else f"{number}. "
        if number is not None:
            self._numbers[-1] = number + 1

    def _put(self, words: str) -> None:
        depth = len(self._numbers) - bool(self._marker)
        lines = words.split("\n")
        indent = "  " * depth
        first = indent + self._marker + lines[0]
        rest = ["\n" + indent + " " * len(self._marker) + line for line in lines[1:]]
        self.text += (self._apart if self.text else "") + first + "".join(rest)
        self._marker = ""
        self._apart = "\n" if self._numbers else "\n\n"


def _as_it_stands(text: str) -> str:
    """Text that is not rendered, for its cost: escaped, with its paragraphs and line ends."""
    parts = _BETWEEN_PARAGRAPHS.split(_seen(text).strip("\n"))
    return "\n".join("<p>" + _escaped(part).replace("\n", "<br>\n") + "</p>" for part in parts)


def _escaped(text: str) -> str:
    """As the sanitiser writes text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


def _seen(text: str) -> str:
    return _encodable(text).translate(_UNSEEN)


def _encodable(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


@lru_cache(maxsize=256)
def _direction(lang: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(lang, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return "auto"
