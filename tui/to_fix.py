"""What is to fix, in an editor's words and language: no line of a file, no path, no command, and what to do here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from handbook.errors import HandbookError
from handbook.model import fields as declared
from handbook.model.ids import ID_PATTERN
from handbook.model.sheet import slot
from handbook.model.units import UnitPath
from handbook.store.editor import NoEditor
from tui.fixes import FIXES, Table
from tui.names import choice, label, language_name, spoken
from tui.refusals import REASONS, REFUSALS, WRONG_VALUE
from tui.speech import N_, _

if TYPE_CHECKING:
    from handbook.checks.finding import Finding
    from handbook.model.handbook import Handbook
    from handbook.model.ownwords import Runs
    from handbook.model.review import Review

Ways = Mapping[str, str]  # what is to be done → the key of the desk, or the command of plain mode

KEYS: Ways = {"inbox": "F2", "back": "^B", "delete": "^D", "add": "^N", "translations": "F8", "pick": "Enter"}
_UNKNOWN = N_("Something is not as it should be here. Tell whoever looks after the files of this edition.")
# What only people who edit files understand: commands, options, names and lines of files, paths, patterns.
OF_FILES = re.compile(r"\bhandbook [a-z]|--[a-z]|\.ya?ml\b|\.lock\b|: …|“[a-z_]+: |\w/\w|\[[a-z]-[a-z]|\bYAML\b")
_LOCAL_ID = re.compile(rf"“({ID_PATTERN})/{ID_PATTERN}”")
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z“])")
# The parts of a change in an adaptation's file: what stands there is told at the unit.
_PARTS = ("of", "kind", "by", "text", "value", "why", "hide", "add", "remove", "after", "base")


def commands() -> Ways:
    """The ways of plain mode, by its commands; what only the desk does is named with its key there."""
    at_desk = _("F8 at the desk")
    words = {"inbox": _("decide"), "back": _("back"), "delete": _("remove"), "add": _("add"), "pick": _("edit")}
    return {"translations": at_desk, **{way: _("“{command}”", command=word) for way, word in words.items()}}


def sentence(finding: Finding, ways: Ways = KEYS) -> str:
    """What a check has found, and what to do about it."""
    table = FIXES.get(finding.rule.id, ())
    return _said(table, f"{finding.message} {finding.todo}", path_of(finding), ways) or _(_UNKNOWN)


def of_error(path: str, error: HandbookError, ways: Ways = KEYS) -> str:
    """Why something could not be done at a field, and what to do; of the whole practice where the path is empty.

    What is not known here is told as it was said, without what speaks of files.
    """
    words = f"{error.what} {error.todo}".strip()
    known = _said(REFUSALS, words, path, ways) or _without_files(words)
    if known or path:
        return known or _(WRONG_VALUE, field=_called(path))
    return _("Something could not be done here: {why}", why=_SENTENCE.split(error.what)[0])


def told(error: HandbookError, ways: Ways = KEYS) -> str:
    """Why something could not be done. Where words are kept, and what is wrong in a file, is told to the letter."""
    return str(error) if error.where or isinstance(error, NoEditor) else of_error("", error, ways)


def in_the_way(
    handbook: Handbook, edition: str, practice: str, review: Review, *, runs: Mapping[str, Runs] | None = None
) -> list[str]:
    """Why a practice cannot be published yet, in the sentences of the desk; none where it can."""
    from handbook.checks.content import ESSENTIALS  # late: most is written without publishing
    from handbook.checks.evidence import NONE
    from handbook.checks.finding import Severity
    from handbook.checks.one import of_practice
    from handbook.editions.review import as_published, may_publish

    found = of_practice(as_published(handbook, edition, practice), edition, practice, runs=runs)
    errors = [one for one in found if one.rule.severity is Severity.ERROR and one.rule not in (ESSENTIALS, NONE)]
    reasons = may_publish(handbook, edition, practice, review, [_at_its_place(one) for one in errors])
    return [_said(REASONS, one, "", KEYS) or one for one in reasons]


def path_of(finding: Finding) -> str:
    """Where the form shows what a finding speaks of: its pointer without what only the file knows."""
    path = finding.unit.removeprefix("changes.").removeprefix("additions.").removeprefix("units.")
    if finding.unit.startswith(("changes.", "units.")):
        head, _dot, last = path.rpartition(".")
        path = head if last in _PARTS and head else path
    return path if UnitPath.parse(path).field else "title"


def _at_its_place(finding: Finding) -> str:
    """The sentence with its field, where it does not name it itself."""
    said, field = sentence(finding), _called(path_of(finding))
    return said if field in said else _("{field}: {said}", field=field, said=said)


def _said(table: Table, words: str, path: str, ways: Ways) -> str:
    """The sentence of the first pattern that is found in the words; empty where none is."""
    for pattern, message in table:
        if found := re.search(pattern, words.strip(), re.DOTALL):
            return _(message, **{**ways, "field": _called(path), **_details(found.groupdict())})
    return ""


def _details(found: Mapping[str, str | None]) -> dict[str, str]:
    """What the message quotes, called as the desk calls it."""
    held = {name: words or "" for name, words in found.items()}
    called = {"unit": _called, "label": _label, "choices": _choices}
    said = {name: called[name](words) if name in called else words for name, words in held.items()}
    return said | ({"language": language_name(held["lang"])} if "lang" in held else {})


def _called(path: str) -> str:
    """A path as people are told of it, whatever it is."""
    if not path:
        return _("this field")
    words = spoken(path)
    return re.sub(r"[/._]+", " ", words) if words == path else words


def _label(words: str) -> str:
    """A field as the library names it, in the editor's language: “Steps: ask early”."""
    head, colon, rest = words.partition(": ")
    field = next((one for one in declared.PRACTICE.fields if one.label == head), None)
    return words if field is None else f"{label(field)}{colon}{rest}"


def _choices(words: str) -> str:
    return ", ".join(choice(one) for one in re.split(r", | or ", words))


def _without_files(words: str) -> str:
    """What is said without the sentences that speak of files, paths and commands."""
    said: Sequence[str] = _SENTENCE.split(words)
    return " ".join(one for one in said if not OF_FILES.search(_LOCAL_ID.sub(_unless_a_field, one)))


def _unless_a_field(found: re.Match[str]) -> str:
    """Nothing in the place of a practice's id, which an editor knows: “nl/abuse-data-hub”. A path of fields stays."""
    return found[0] if slot(found[1]) is not None else "“”"
