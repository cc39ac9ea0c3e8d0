"""Pages read back, for tests that ask what stands where."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

VOID = {"area", "base", "br", "circle", "col", "hr", "img", "input", "link", "meta", "path", "source", "wbr"}


class Read(HTMLParser):
    """Elements, ids, links and text of one page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text_of: dict[str, str] = {}
        self.text = ""
        self._open: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        self.elements.append((tag, held))
        if tag not in VOID:
            self._open.append((tag, held.get("id", "")))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.text += data
        for _, id_ in self._open:
            if id_:
                self.text_of[id_] = self.text_of.get(id_, "") + data

    @property
    def ids(self) -> list[str]:
        """All ids, in order."""
        return [held["id"] for _, held in self.elements if held.get("id")]

    @property
    def links(self) -> list[str]:
        """Where links, styles and scripts lead."""
        return [held[name] for _, held in self.elements for name in ("href", "src") if name in held]

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of a name."""
        return [held for name, held in self.elements if name == tag]


def read(path: Path) -> Read:
    """One page."""
    return Read(path.read_text(encoding="utf-8"))
