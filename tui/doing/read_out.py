"""A text to be read, which can be written into a file as well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.doing.into_file import into_file
from tui.screens.reading import ReadPage
from tui.speech import _
from tui.widgets.bar import Item
from tui.widgets.text import Said

if TYPE_CHECKING:
    from tui.host import Host


class TextPage(ReadPage):
    """A text that scrolls, and that ^S writes into a file."""

    wants_file = False

    @property
    def keys(self) -> Sequence[Item]:
        """As for every text, and the file."""
        return [("^S", _("Write it into a file")), *super().keys]

    def act_save(self) -> None:
        """The key of Save is that of the file here: the app's keys come before a page's."""
        self.wants_file = True
        self.dismiss(None)


async def read_out(desk: Host, where: Sequence[str], title: str, text: Said, *, file: str) -> None:
    """Show a text until the editor goes back, or wants it as a file, for which a name is proposed."""
    page = TextPage(where, title, text)
    await desk.ask(page)
    if page.wants_file:
        await into_file(desk, where, file, str(text))
