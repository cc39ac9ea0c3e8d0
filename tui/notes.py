"""What is said below a row of the form: what is to fix first, else a hint. From findings and refusals, by path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handbook.checks.finding import Finding, Severity
from handbook.editions.working_copy import WorkingCopy
from handbook.errors import HandbookError
from handbook.model import fields as declared
from handbook.model.fields import Kind
from handbook.model.review import Comment
from handbook.model.units import UnitPath
from tui.names import spoken
from tui.rows import main_part
from tui.speech import _
from tui.to_fix import KEYS, Ways, of_error, path_of, sentence

Notes = Mapping[str, tuple[str, bool]]


def notes_of(
    copy: WorkingCopy, findings: Sequence[Finding], refused: Mapping[str, HandbookError],
    comments: Sequence[Comment] = (), ways: Ways = KEYS,
) -> Notes:  # fmt: skip
    """Path → sentence, and whether it is to fix; in the order of the form, what is to fix before what is a hint.

    Open comments stand below either. `ways`: what to press, or to type, to do something about it.
    """
    found: dict[str, tuple[str, bool]] = {}
    for path in (*copy.changed, *sorted(copy.moved)):
        if copy.wants_reason(path):
            found[path] = (_("To fix: say in one sentence why it differs here."), True)
    for path, error in refused.items():
        found[path] = (_("To fix: {why}", why=of_error(path, error, ways)), True)
    for path in missing(copy):
        found.setdefault(path, (_("To fix: it is empty, and a published practice needs it."), True))
    for finding in sorted(findings, key=lambda one: one.rule.severity is Severity.ADVICE):
        path = path_of(finding)
        if path not in found:
            said, wrong = sentence(finding, ways), finding.rule.severity is not Severity.ADVICE
            if lang := _language(finding):
                said = _("in the translation “{lang}”: {said}", lang=lang, said=said)
            found[path] = (_("To fix: {why}", why=said) if wrong else _("Hint: {why}", why=said), wrong)
    for path, said in comments_of(copy, comments).items():
        words, wrong = found.get(path, ("", False))
        found[path] = (f"{words}\n{said}".strip(), wrong)
    return dict(sorted(found.items(), key=lambda one: _order(copy, one[0])))


def missing(copy: WorkingCopy) -> list[str]:
    """What a draft of the edition's own still lacks before it can be published: fields, and what it rests on."""
    if copy.shared or copy.now.text("status") not in ("draft", "in-review"):
        return []
    held = {UnitPath.parse(path).field for path in copy.now.values}
    lacking = [field.name for field in declared.PRACTICE.fields if field.essential and field.name not in held]
    return lacking if held & {"evidence", "basis"} else [*lacking, "evidence"]


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


def _row_of(copy: WorkingCopy, unit: str) -> tuple[str, str]:
    """The row of the form below which a comment stands, and what it is about where the row does not say so.

    What no row shows is told below the title, so that nothing said is lost.
    """
    at = UnitPath.parse(unit)
    field = declared.PRACTICE.field(at.field) if at.field else None
    if field is None:
        return "title", unit or _("the whole practice")
    if field.kind is not Kind.ITEMS:
        return (unit, "") if field.unit or not copy.shared else ("title", spoken(unit))
    ids = copy.now.lists.get(at.field, ())
    main = main_part(field)
    row = f".{main.name}" if main else ""
    if not at.item:
        return (f"{at.field}/{ids[0]}{row}", spoken(unit)) if ids else (at.field, "")
    if at.item not in ids:
        return "title", spoken(unit)
    return f"{at.field}/{at.item}{row}", "" if main is None or at.part in ("", main.name) else spoken(unit)


def _language(finding: Finding) -> str:
    """The language of the translation a finding is of; empty for the entry or adaptation itself."""
    folders = finding.file.split("/")
    return folders[-2] if "i18n" in folders else ""


def _order(copy: WorkingCopy, path: str) -> tuple[int, int, str]:
    names = [field.name for field in declared.PRACTICE.fields]
    at = UnitPath.parse(path)
    ids = copy.now.lists.get(at.field, ())
    return names.index(at.field) if at.field in names else -1, ids.index(at.item) if at.item in ids else -1, path
