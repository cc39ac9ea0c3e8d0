"""Release this edition: what stands in the way, what has changed since the release before, then its number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.checks.finding import Severity
from handbook.checks.runner import check
from handbook.editions import released as words
from handbook.editions.changelog import WEIGHTS, title
from handbook.errors import HandbookError
from handbook.model.ids import from_file_name
from handbook.store import releasing
from handbook.store.layout import kind_of
from handbook.store.signing import short_digest
from handbook.store.versions import inside
from handbook.store.workspace import Workspace
from tui import to_fix
from tui.doing.aside import aside
from tui.paths import typed_path
from tui.screens.asking import AskPage, Blank
from tui.screens.picking import Option, PickPage
from tui.screens.question import Asked, Choice, QuestionPage
from tui.speech import _, count
from tui.widgets.text import Said, styled

if TYPE_CHECKING:
    from tui.host import Host

MOST_FAULTS = 8  # shown at once


@dataclass(frozen=True, slots=True)
class _Draft:
    """A release as it would be: what stands in its way, else its number and what changed, in words."""

    faults: tuple[tuple[str, str], ...] = ()  # practice, sentence
    number: str = ""
    changes: tuple[tuple[str, tuple[str, ...]], ...] = ()  # title of a practice, sentences
    lines: Mapping[str, str] = field(default_factory=dict)  # “practice unit” → what is said of it
    told: tuple[str, ...] = ()


async def release(desk: Host) -> None:
    """Show what would be released, and release it with a number and a note."""
    edition, marks, fault = desk.edition, dict[str, str](), ""
    where = (desk.names.edition, _("Release this edition"))
    while True:
        draft = await aside(desk, _("Checking what would be released …"), _drafted, edition, marks)
        if draft.faults:
            await _to_fix(desk, where, draft)
            return
        answer = await desk.ask(QuestionPage(where, _question(draft, desk.names.edition, fault)))
        if answer is None:
            return
        if answer == "release" and await _released(desk, where, edition, draft, marks):
            return
        if answer == "weigh":
            weighed = {**marks, **await _weighed(desk, where, draft)}
            fault = await _refused(desk, edition, weighed) if weighed != marks else ""
            marks = marks if fault else weighed


def _drafted(workspace: Workspace, edition: str, marks: Mapping[str, str]) -> _Draft:
    errors = [one for one in check(workspace, [edition]) if one.rule.severity is Severity.ERROR]
    if errors:
        front = inside(workspace, edition)
        practices = (_practice(workspace, edition, one.file.removeprefix(front)) for one in errors)
        said = [to_fix.sentence(one) for one in errors]
        return _Draft(tuple(zip(practices, said, strict=True)))
    made = releasing.release(workspace, edition, marks=marks, dry_run=True)
    before = made.before
    older = before.chain if before else None
    held = [line.written() for line in made.changes]
    return _Draft(
        number=made.number,
        changes=tuple((name, tuple(said)) for name, said in words.changelog(held, made.chain, older)),
        lines={
            f"{one['practice']} {one.get('unit', '')}".strip(): f"{title(one['practice'], made.chain, older)}: "
            f"{words.weighed(one, made.chain)}"
            for one in held
        },
        told=(words.first_or_since([one["kind"] for one in held], made.chain, before), words.also(made.beside)),
    )


def _practice(workspace: Workspace, edition: str, file: str) -> str:
    """The practice that a file of the edition is about; empty where it is about none."""
    kind = kind_of(file)
    stem = file.rpartition("/")[2].removesuffix(".yaml")
    if kind is None or kind.kind not in ("practice", "adaptation", "translation"):
        return ""
    if kind.kind == "practice" and workspace.handbook.edition(edition).parent:
        return f"{edition}/{stem}"
    return from_file_name(stem)


async def _to_fix(desk: Host, where: tuple[str, str], draft: _Draft) -> None:
    number = len(draft.faults)
    named = [f"{desk.names.of('practices', one)}: {said}" if one else said for one, said in draft.faults[:MOST_FAULTS]]
    if number > MOST_FAULTS:
        named.append(_("And {number} more.", number=number - MOST_FAULTS))
    first = next((one for one, _said in draft.faults if one), "")
    choices = [Choice("go", _("Go to the first"), desk.names.of("practices", first))] if first else []
    asked = Asked(
        count("{number} thing to fix before this edition can be released",
              "{number} things to fix before this edition can be released", number),
        _("Others will build on what you release."), choices, after="\n\n".join(named),
    )  # fmt: skip
    if await desk.ask(QuestionPage(where, asked)) == "go":
        desk.open_practice(first)
        desk.call_after_refresh(desk.act, "next")


def _question(draft: _Draft, edition: str, fault: str) -> Asked:
    weigh = _("Editorial, substantive or about law.")
    return Asked(
        _("Release {number} of {edition}", number=draft.number, edition=edition),
        "\n\n".join(one for one in (fault, " ".join(one for one in draft.told if one)) if one),
        (
            Choice("release", _("Release it"), _("Asks for a note first.")),
            Choice("weigh", _("Weigh a change otherwise"), weigh, "" if draft.lines else _("Nothing has changed.")),
        ),
        after=_changes(draft),
    )


def _changes(draft: _Draft) -> Said:
    parts: list[Said | tuple[str, str]] = []
    for name, said in draft.changes:
        parts += [(f"{name}\n", "bold"), *(f"  {one}\n" for one in said)]
    return styled(*parts) if parts else ""


async def _released(
    desk: Host, where: tuple[str, str], edition: str, draft: _Draft, marks: Mapping[str, str]
) -> bool:  # fmt: skip
    """Ask for the note and the key, and write it; False where the editor went back."""
    note = _("One sentence on what this release is about; those who take it in read it.")
    key = _("The file of an SSH key, so that others can tell it is yours; empty: not signed.")
    typed: Mapping[str, str] = {}
    fault = ""
    while True:
        blanks = [Blank("note", _("Note"), note, typed.get("note", ""), long=True),
                  Blank("key", _("Sign it with"), key, typed.get("key", ""))]  # fmt: skip
        title_words = _("Release {number}", number=draft.number)
        answered = await desk.ask(AskPage(where, title_words, blanks, told=fault, done=_("Release it")))
        if answered is None:
            return False
        typed = answered
        sign = typed_path(typed["key"]) if typed["key"] else None
        try:
            said = await aside(desk, _("Releasing …"), _write, edition, typed["note"], marks, sign)
        except HandbookError as error:
            fault = to_fix.told(error)
            continue
        desk.load_library()
        desk.say(said)
        return True


def _write(workspace: Workspace, edition: str, note: str, marks: Mapping[str, str], sign: Path | None) -> str:
    made = releasing.release(workspace, edition, note=note, marks=marks, sign=sign)
    said = _("Released: number {number}. {file}", number=made.number, file=made.file)
    return said + " " + _("Short digest, to be compared by phone: {digest}", digest=short_digest(made.digest))


async def _weighed(desk: Host, where: tuple[str, str], draft: _Draft) -> Mapping[str, str]:
    """One line with another weight; nothing where the editor went back."""
    lines = [Option(name, said) for name, said in draft.lines.items()]
    line = await desk.ask(PickPage(where, _("Which change?"), lines))
    if line is None:
        return {}
    weights = [Option(one, _(words.KINDS[one])) for one in WEIGHTS]
    weight = await desk.ask(PickPage(where, draft.lines[line[0]], weights))
    return {line[0]: weight[0]} if weight is not None else {}


async def _refused(desk: Host, edition: str, marks: Mapping[str, str]) -> str:
    """Why changes cannot have these weights; empty where they can."""
    try:
        await aside(desk, _("Checking …"), _tried, edition, marks)
    except HandbookError as error:
        return to_fix.told(error)
    return ""


def _tried(workspace: Workspace, edition: str, marks: Mapping[str, str]) -> None:
    releasing.release(workspace, edition, marks=marks, dry_run=True)
