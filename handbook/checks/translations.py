"""Translations: whether they are of something that is there, and of the words that stand there now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handbook.checks import editionrules as rules
from handbook.checks.finding import Finding, quoted
from handbook.checks.held import Held, held_translation
from handbook.checks.reach import units_by_path
from handbook.editions.fingerprint import fingerprint
from handbook.editions.resolve import layers, practice_ids, taken_in
from handbook.model.edition import Edition
from handbook.model.resolved import Unit
from handbook.model.translation import TranslatedUnit, Translation


def check(chain: Sequence[Edition]) -> Iterator[Finding]:
    """What is wrong with the translations of the last edition of a chain."""
    edition = chain[-1]
    taken = taken_in(chain)
    known = {*practice_ids(chain), *(entry for one in chain for entry in one.practices), *taken}
    for translation in edition.translations.values():
        held = held_translation(edition, translation)
        if translation.translates not in known:
            message = f"There is no entry {quoted(translation.translates)} in this edition."
            todo = "Correct translates and the name of the file; “handbook list” shows the entries there are."
            yield held.breaks(rules.UNKNOWN_PRACTICE, "translates", message, todo)
            continue
        name = translation.translates
        entry = name if any(name in one.practices for one in chain) else taken.get(name, name)
        units = units_by_path(layers(chain, entry)[-1])
        for path, words in translation.units.items():
            yield from _unit(held, translation, path, words, units.get(path), edition)


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
