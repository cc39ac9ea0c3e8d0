"""Text that is only ever text: no markup, nothing that acts."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from tui.speech import shown

Said = str | Content


class Text(Static):
    """A piece of text. A string is cleaned; parts with a style come as Content, made by `styled`."""

    def __init__(self, text: Said = "", *, id: str | None = None, classes: str | None = None) -> None:
        self._said = as_content(text)
        super().__init__(self._said, markup=False, id=id, classes=classes)

    def say(self, text: Said) -> None:
        """Show something else. Where it takes no more room the page is not laid out anew, which would cost each key."""
        before, after = self._said, as_content(text)
        if after.is_same(before):
            return
        self._said = after
        self.update(after, layout=not self._same_room(before, after))

    def _same_room(self, before: Content, after: Content) -> bool:
        """Whether two texts surely take the same room: as many lines, each as before, or one that fits in both."""
        lines = before.plain.split("\n"), after.plain.split("\n")
        if not before.plain or not after.plain or len(lines[0]) != len(lines[1]):
            return False
        width = self.styles.width
        is_fixed = width is not None and not width.is_auto
        return all(
            one == other or (max(wide := (cell_len(one), cell_len(other))) <= self.size.width
                             and (is_fixed or wide[0] == wide[1]))
            for one, other in zip(*lines, strict=True)
        )  # fmt: skip


def as_content(text: Said) -> Content:
    """A string as text that acts on nothing; what is styled already stays."""
    return text if isinstance(text, Content) else Content(shown(text))


def styled(*parts: Said | tuple[str, str]) -> Content:
    """Pieces of text one behind the other, each alone or with a style."""
    made = [(shown(part[0]), part[1]) if isinstance(part, tuple) else as_content(part) for part in parts]
    return Content.assemble(*made)


def marked(pieces: list[tuple[str, str]], *, only: str = "") -> Content:
    """A word diff: −gone−, +new+, so that it reads the same without colours. `only` leaves out "ins" or "del"."""
    made: list[Said | tuple[str, str]] = []
    for kind, text in pieces:
        bare = text.strip()
        if kind == only or (kind != "same" and not bare):
            continue
        if kind == "same":
            made.append(text)
        else:
            sign, style = ("−", "dim") if kind == "del" else ("+", "bold underline")
            lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
            made += [lead, (f"{sign}{bare}{sign}", style), tail or (" " if kind == "del" else "")]
    return styled(*made)
