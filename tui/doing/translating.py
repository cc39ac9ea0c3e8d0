"""Translate: open a practice beside its words in another language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.editions.translate import translations as units_of
from handbook.errors import DecisionError
from tui.bilingual import AT, Bilingual, waits
from tui.library import BROKEN
from tui.names import language_name
from tui.open_too import open_too
from tui.screens.desk import DeskScreen
from tui.screens.picking import Option, PickPage
from tui.screens.translations import TranslationsPage
from tui.speech import _
from tui.widgets.lines import Lines

if TYPE_CHECKING:
    from tui.host import Host


async def translations(desk: Host, practice: str = "", lang: str = "", path: str = "") -> None:
    """Open a practice's translations; the language is asked for where there are several."""
    if not practice and in_the_way(desk):
        return
    practice = practice or _at_hand(desk)
    if not practice:
        desk.say(_("Open a practice first."))
        return
    lang = lang or await _which_language(desk, practice)
    if not lang:
        return
    key = f"{practice}{AT}{lang}"
    held = desk.copies.get(key)
    await show(desk, held if isinstance(held, Bilingual) else opened(desk, key), path)


async def show(desk: Host, copy: Bilingual, path: str = "", said: str = "") -> None:
    """Show these translations, and a sentence about them, until the editor goes back."""
    if not copy.units:
        raise DecisionError(
            _("“{practice}” has no words to translate into {language} here.", practice=copy.of,
              language=language_name(copy.lang)),
            todo=_("All of it is written in that language."),
        )  # fmt: skip
    if (held := desk.copies.get(copy.of)) is not None and held.changed:
        said = _("What you typed in the practice itself is not saved yet; beside the translation stands the file.")
    said = " ".join(one for one in (said, open_too(desk.presence, desk.edition, copy.of)) if one)
    edition = desk.edition
    desk.behind.submit(desk.presence.come, edition, copy.of)
    await desk.ask(TranslationsPage(copy, path, said))
    if desk.copy is None or desk.copy.practice != copy.of:
        desk.behind.submit(desk.presence.go, edition, copy.of)
    desk.show_library()


def opened(desk: Host, key: str) -> Bilingual:
    """A translation as it lies on disk now; raises what `Bilingual.opened` raises."""
    desk.workspace.refresh()
    digest = desk.workspace.digest(desk.edition, key.rpartition(AT)[0])
    return Bilingual.opened(desk.workspace.handbook, desk.edition, key, digest)


def shown_page(desk: Host) -> TranslationsPage | None:
    """The translations that are open; None on another page."""
    return desk.screen if isinstance(desk.screen, TranslationsPage) else None


def in_the_way(desk: Host) -> bool:
    """Whether a page that asks something must be answered first; it is said."""
    if isinstance(desk.screen, (DeskScreen, TranslationsPage)):
        return False
    desk.say(_("Finish this page first. Esc goes back and changes nothing."))
    return True


def _at_hand(desk: Host) -> str:
    view = desk.view
    if view is not None and view.pane == "library":
        row = desk.screen.query_one("#list", Lines).row
        if row is not None and not row.key.startswith(BROKEN):
            return row.key
    return desk.copy.practice if desk.copy is not None else ""


async def _which_language(desk: Host, practice: str) -> str:
    """The language to translate this practice into: only those that some of its words are not in."""
    handbook = desk.workspace.handbook
    languages = handbook.edition(desk.edition).languages
    held = {lang: units_of(handbook, desk.edition, lang, practice) for lang in languages}
    options = [
        Option(lang, language_name(lang), waits(units) or _("up to date")) for lang, units in held.items() if units
    ]
    if not options:
        desk.say(_("There is nothing to translate: this edition has no other language for these words."))
        return ""
    return await _picked(desk, options)


async def picked_language(desk: Host) -> str:
    """One of the languages of the edition; empty for Esc."""
    languages = desk.workspace.handbook.edition(desk.edition).languages
    return await _picked(desk, [Option(lang, language_name(lang)) for lang in languages])


async def _picked(desk: Host, options: list[Option]) -> str:
    if len(options) == 1:
        return options[0].key
    found = await desk.ask(PickPage((desk.names.edition, _("Translations")), _("Into which language?"), options))
    return found[0] if found else ""
