"""Translations: whether they are of something that is there, and of the words that stand there now."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.checks import editionrules as rules
from handbook.checks.around import Around
from handbook.checks.finding import Finding, quoted
from handbook.checks.held import Held
from handbook.checks.reach import units_by_path
from handbook.editions.fingerprint import fingerprint
from handbook.model.edition import Edition
from handbook.model.resolved import Unit
from handbook.model.translation import TranslatedUnit, Translation


def of_translation(around: Around, held: Held, translation: Translation) -> Iterator[Finding]:
    """What is wrong with one translation of an edition whose chain is sound."""
    name = translation.translates
    entry = around.present(name)
    if not entry:
        message = f"There is no entry {quoted(name)} in this edition."
        todo = "Correct translates and the name of the file; “handbook list” shows the entries there are."
        yield held.breaks(rules.UNKNOWN_PRACTICE, "translates", message, todo)
        return
    units = units_by_path(around.layers(entry)[-1])
    for path, words in translation.units.items():
        yield from _unit(held, translation, path, words, units.get(path), around.edition)


def _unit(
    held: Held, translation: Translation, path: str, words: TranslatedUnit, unit: Unit | None, edition: Edition
) -> Iterator[Finding]:
    pointer, name = f"units.{path}", quoted(path)
    if unit is None or not unit.field.words:
        message = f"The entry has no words at {name} that could be translated."
        todo = (
            "Correct the path: a field such as summary, or a list, an id and a part, such as steps/consult-early.text."
        )
        yield held.breaks(rules.UNKNOWN_UNIT, pointer, message, todo)
    elif unit.lang == translation.lang:
        message = f"The words at {name} are in this language already, so no translation is shown."
        yield held.breaks(rules.NEEDLESS, pointer, message, "Take this unit out.")
    elif not words.of:
        message = f"It is not known which words this translation of {name} was made from."
        yield held.breaks(
            rules.NO_BASE,
            pointer,
            message,
            "It is shown, marked as outdated. If it fits the present words, say so: handbook translate "
            f"{translation.translates} --to {translation.lang} --unit {path} --confirm",
        )
    else:
        if words.of not in edition.bases:
            message = f"The words that {name} was translated from are not in upstream/bases."
            yield held.breaks(rules.BASE_MISSING, pointer, message, f"Restore {words.of[:40]}.txt from an older copy.")
        if words.of != fingerprint(str(unit.value)):
            message = f"The words at {name} have changed since they were translated."
            yield held.breaks(rules.OUTDATED, pointer, message, "Read both and mend the translation.")
