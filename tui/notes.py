"""What is said below a row of the form: what is to fix first, else a hint. From findings and refusals, by path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handbook.checks.finding import Finding, Severity
from handbook.checks.survey import lacking
from handbook.editions.working_copy import WorkingCopy
from handbook.errors import HandbookError
from handbook.model import fields as declared
from handbook.model.field import Field, Kind
from handbook.model.review import Comment
from handbook.model.sheet import UNWRITTEN, slot
from handbook.model.units import UnitPath
from tui.names import spoken
from tui.rows import BY_ACTION, main_part
from tui.speech import _
from tui.to_fix import KEYS, Ways, of_error, path_of, sentence

Notes = Mapping[str, tuple[str, bool]]


def notes_of(
    copy: WorkingCopy, findings: Sequence[Finding], refused: Mapping[str, HandbookError],
    comments: Sequence[Comment] = (), ways: Ways = KEYS,
) -> Notes:  # fmt: skip
    """Path of a row → sentences, and whether it is to fix; in the order of the form. Hints are told where nothing is.

    Open comments stand below either. `ways`: what to press, or to type, to do something about it.
    """
    found: dict[str, tuple[str, bool]] = {}
    for path, told in _told(copy, findings, refused, ways).items():
        wrong = any(is_wrong for _words, is_wrong in told)
        found[path] = ("\n".join(words for words, is_wrong in told if is_wrong is wrong), wrong)
    for path, said in comments_of(copy, comments).items():
        words, wrong = found.get(path, ("", False))
        found[path] = (f"{words}\n{said}".strip(), wrong)
    return dict(sorted(found.items(), key=lambda one: order(copy, one[0])))


def number_to_fix(copy: WorkingCopy, findings: Sequence[Finding], refused: Mapping[str, HandbookError]) -> int:
    """How much is to fix: each fault counts, also where one row has several. The survey counts the same."""
    told = _told(copy, findings, refused, KEYS).values()
    return sum(is_wrong for sentences in told for _words, is_wrong in sentences)


def missing(copy: WorkingCopy) -> list[str]:
    """What a draft of the edition's own still lacks before it can be published: fields, and what it rests on."""
    return [] if copy.shared else lacking(copy.now)


def row_of(copy: WorkingCopy, path: str) -> str:
    """The row of the form that shows a path: an item is shown at its words, and what has no row at the title."""
    at = UnitPath.parse(path)
    field = declared.PRACTICE.field(at.field) if at.field else None
    if field is None or not _is_written(copy, field):
        return "title"
    if field.kind is Kind.ITEMS:
        return path if _is_part(copy, path) else _item_row(copy, field, at.item)
    if field.kind is Kind.GROUP:
        filled = [row for part in field.fields if (row := f"{field.name}.{part.name}") in copy.now.values]
        return path if path in filled else next(iter(filled), "title")
    there = field.essential or field.name in copy.now.values or field.name in copy.changed
    return field.name if there else "title"


def order(copy: WorkingCopy, path: str) -> tuple[int, int, tuple[int, ...]]:
    """What paths are sorted by, so that they stand as their rows do: of an item first its words, then its parts."""
    at, names = UnitPath.parse(path), [field.name for field in declared.PRACTICE.fields]
    if at.field not in names:
        return -1, -1, ()
    field, ids = declared.PRACTICE.fields[names.index(at.field)], copy.now.lists.get(at.field, ())
    main, parts = main_part(field) if field.kind is Kind.ITEMS else None, []
    for step in at.part.split(".") if at.part else ():
        inner = field.part(step)
        parts.append(-1 if inner is None or inner is main else field.fields.index(inner))
        field = inner or field
    return names.index(at.field), ids.index(at.item) if at.item in ids else -1, tuple(parts)


def comments_of(copy: WorkingCopy, comments: Sequence[Comment]) -> Mapping[str, str]:
    """Path of a row → the open comments that speak of it, each with who made it."""
    found: dict[str, str] = {}
    for one in comments:
        path, about = _row_of(copy, one.unit)
        text = one.text.strip()
        if about:
            said = _("Comment by {by} on “{unit}”: {text}", by=one.by or _("an editor"), unit=about, text=text)
        else:
            said = _("Comment by {by}: {text}", by=one.by or _("an editor"), text=text)
        found[path] = f"{found[path]}\n{said}" if path in found else said
    return found


def _told(
    copy: WorkingCopy, findings: Sequence[Finding], refused: Mapping[str, HandbookError], ways: Ways
) -> dict[str, list[tuple[str, bool]]]:
    """All that is said at each row, and whether it is to fix. What was refused is told before what a check finds."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for path in (*copy.changed, *sorted(copy.moved)):
        if copy.wants_reason(path):
            found[path] = [(_("To fix: say in one sentence why it differs here."), True)]
    for path, error in refused.items():
        found[path] = [(_("To fix: {why}", why=of_error(path, error, ways)), True)]
    first = frozenset(found)
    for path in missing(copy):
        found.setdefault(path, [(_("To fix: it is empty, and a published practice needs it."), True)])
    for finding in findings:
        row = row_of(copy, path_of(finding))
        if row in first or path_of(finding) in first:
            continue
        item = row.partition(".")[0]
        said, wrong = _sentence(finding, row, ways), finding.rule.severity is not Severity.ADVICE
        words = _("To fix: {why}", why=said) if wrong else _("Hint: {why}", why=said)
        found.setdefault(item if item in first else row, []).append((words, wrong))
    return found


def _sentence(finding: Finding, row: str, ways: Ways) -> str:
    """What a check has found, with the field where another one's row shows it, and the translation it is of."""
    said, path = sentence(finding, ways), path_of(finding)
    if row.partition(".")[0] != path.partition(".")[0] and spoken(path) not in said:
        said = _("{field}: {said}", field=spoken(path), said=said)
    if lang := _language(finding):
        said = _("in the translation “{lang}”: {said}", lang=lang, said=said)
    return said


def _row_of(copy: WorkingCopy, unit: str) -> tuple[str, str]:
    """The row of the form below which a comment stands, and what it is about where the row does not say so.

    What no row shows is told below the title, so that nothing said is lost.
    """
    at = UnitPath.parse(unit)
    field = declared.PRACTICE.field(at.field) if at.field else None
    if field is None:
        return "title", unit or _("the whole practice")
    if field.kind is not Kind.ITEMS:
        return (unit, "") if _is_written(copy, field) else ("title", spoken(unit))
    row = _item_row(copy, field, at.item)
    if not at.item:
        return row, spoken(unit) if "/" in row else ""
    if at.item not in copy.now.lists.get(at.field, ()):
        return "title", spoken(unit)
    main = main_part(field)
    return row, "" if main is None or at.part in ("", main.name) else spoken(unit)


def _is_written(copy: WorkingCopy, field: Field) -> bool:
    """Whether the form has rows for a field."""
    return field.name not in (*UNWRITTEN, *BY_ACTION) and (field.unit or not copy.shared)


def _item_row(copy: WorkingCopy, field: Field, item: str) -> str:
    """The row of an item's words; of one that is not there that of the first; the list itself where it has none."""
    ids, main = copy.now.lists.get(field.name, ()), main_part(field)
    if not ids:
        return field.name
    return f"{field.name}/{item if item in ids else ids[0]}{f'.{main.name}' if main else ''}"


def _is_part(copy: WorkingCopy, path: str) -> bool:
    """Whether a part of an item has a row of its own while the item is open."""
    at, field = UnitPath.parse(path), slot(path)
    if field is None or field.kind is Kind.GROUP or not at.part or at.item not in copy.now.lists.get(at.field, ()):
        return False
    hidden = f"{at.field}/{at.item}" in copy.now.left_out
    return not hidden and (copy.can_set(path) or path in copy.now.values)


def _language(finding: Finding) -> str:
    """The language of the translation a finding is of; empty for the entry or adaptation itself."""
    folders = finding.file.split("/")
    return folders[-2] if "i18n" in folders else ""
