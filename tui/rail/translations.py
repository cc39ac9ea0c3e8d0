"""Translations: what is missing and what is out of date in each language of the edition. Enter opens one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.editions.translate import TranslationUnit, translations
from handbook.errors import HandbookError
from tui.beside import Beside
from tui.bilingual import waits
from tui.names import language_name
from tui.speech import _, count
from tui.to_fix import told
from tui.widgets.lines import Row

if TYPE_CHECKING:
    from tui.host import Host


def number(desk: Host) -> str:
    """In how many languages something waits."""
    try:
        waiting = sum(1 for units in _by_language(desk).values() if any(unit.waits for unit in units))
    except HandbookError:
        return ""
    return count("{number} waits", "{number} wait", waiting) if waiting else ""


def holds(desk: Host) -> Beside:
    """A row a language, with what waits in it."""
    try:
        held = _by_language(desk)
    except HandbookError as error:
        return Beside(told(error))
    if not held:
        return Beside(_("There is nothing to translate: this edition has no other language for these words."))
    rows = [Row(lang, language_name(lang), (waits(units) or _("up to date"),)) for lang, units in held.items()]
    return Beside(_("Enter opens them beside the original."), rows)


def chosen(desk: Host, key: str) -> None:
    """Open the translations."""
    if desk.copy is not None:
        desk.act("translations", desk.copy.practice, key)


def _by_language(desk: Host) -> dict[str, list[TranslationUnit]]:
    assert desk.copy is not None  # noqa: S101 - a tab holds something only with a practice open
    languages = desk.book.edition(desk.edition).languages
    held = {lang: translations(desk.book, desk.edition, lang, desk.copy.practice) for lang in languages}
    return {lang: units for lang, units in held.items() if units}
