"""The command translate: what lacks a translation, words typed beside the original, and PO files out and in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from handbook.cli.program import app, opened
from handbook.errors import DecisionError
from handbook.model.counted import counted

if TYPE_CHECKING:
    from handbook.editions.translate import TranslationUnit
    from handbook.model.plan import Plan
    from handbook.store.workspace import Workspace

_HEADING = re.compile(r"=== (\S+) ===\s*")
_HINT = "#:"
_PAGE = """\
#: Write the translation below each line with “===”. Lines that begin with “#:” are not saved.
#: What you leave empty stays without a translation; what you leave as it is stays as it is.
"""


class Kind(StrEnum):
    """What a translation is worth."""

    COURTESY = "courtesy"
    MACHINE = "machine"
    AUTHORITATIVE = "authoritative"


@app.command(epilog="Example: handbook translate common-cause --to es --edition global")
def translate(
    to: Annotated[str, typer.Option("--to", metavar="LANG", help="The language: es, sw, pt-BR; one of the edition's.")],
    practice: Annotated[str, typer.Argument(help="The id of a practice; without it, of all there is the table.")] = "",
    edition: Annotated[str, typer.Option("--edition", "-e", help="The edition; the only one is taken by itself.")] = "",
    unit: Annotated[str, typer.Option(help="One unit alone: summary, or checklist/consult-early.text")] = "",
    text: Annotated[str, typer.Option(help="Its translation; without it, it is typed in your editor.")] = "",
    kind: Annotated[Kind, typer.Option(help="What the translation is worth.")] = Kind.COURTESY,
    by: Annotated[str, typer.Option(help="The body that translated; never a person.")] = "",
    confirm: Annotated[
        bool, typer.Option("--confirm", help="The unit's translation still fits the new words.")
    ] = False,
    take_out: Annotated[bool, typer.Option("--take-out", help="Take the unit's translation out.")] = False,
    status: Annotated[bool, typer.Option("--status", help="Only tell what is there and what is missing.")] = False,
    export: Annotated[Path | None, typer.Option(metavar="FILE.po", help="Write a PO file for translators.")] = None,
    import_: Annotated[
        Path | None, typer.Option("--import", metavar="FILE.po", help="Take in a PO file that translators sent back.")
    ] = None,
) -> None:
    """Translate the units that lack a translation, in your editor with the original beside, or through a PO file."""
    from handbook.store.choose import chosen_edition

    workspace = opened()
    chosen = chosen_edition(workspace, edition)
    _refuse_several(export, import_, status, text, confirm, take_out)
    if (text or confirm or take_out or unit) and not (practice and unit):
        raise DecisionError("It is not said which unit is meant.", todo="Name the practice, and its unit with --unit.")
    if import_ is not None:
        _import(workspace, chosen, to, import_, kind, by)
        return
    from handbook.editions import translate as verbs

    if export is not None:
        _export(workspace, chosen, to, export, verbs.translations(workspace.handbook, chosen, to, practice))
    elif status or not practice:
        _tell(verbs.translations(workspace.handbook, chosen, to, practice))
    else:
        seen = workspace.digest(chosen, practice)
        handbook = workspace.handbook
        if confirm:
            plan = verbs.confirmed(handbook, chosen, practice, to, [unit])
        elif take_out:
            plan = verbs.taken_out(handbook, chosen, practice, to, [unit])
        else:
            units = verbs.translations(handbook, chosen, to, practice)
            texts = {unit: text} if text else _typed(units, practice, unit)
            plan = verbs.translated(handbook, chosen, practice, to, texts, kind=kind.value, by=by)
        _write(workspace, chosen, plan, seen)


def _refuse_several(*asked: object) -> None:
    if sum(bool(one) for one in asked) > 1:
        raise DecisionError(
            "These options cannot be used together.",
            todo="Use one of: --text, --confirm, --take-out, --status, --export, --import.",
        )


def _write(workspace: Workspace, edition: str, plan: Plan, seen: str) -> None:
    from handbook.cli.editor import forget
    from handbook.cli.output import say
    from handbook.store.plans import carry_out

    file = carry_out(workspace, edition, plan, seen=seen)
    forget()
    units = len({path[1] for path in plan.edits})
    say(f"{counted(units, 'unit')} written. {file}" if file else "Nothing was changed.")


def _export(workspace: Workspace, edition: str, lang: str, file: Path, units: Sequence[TranslationUnit]) -> None:
    from handbook.cli.output import say
    from handbook.exchange.po import exported
    from handbook.store.files import write_atomic

    data = exported(units, edition=edition, lang=lang).encode("utf-8")
    # Never over a file that is there: a translator's work may lie in it.
    write_atomic(file, data, expected="", locks=workspace.locks)
    waiting = Counter(unit.standing.value for unit in units)
    say(f"{file}: {counted(len(units), 'unit')}, {waiting['missing']} missing, {waiting['outdated']} outdated.")


def _import(workspace: Workspace, edition: str, lang: str, file: Path, kind: Kind, by: str) -> None:
    from handbook.cli.output import complain, say
    from handbook.exchange.po import MOST_BYTES, imported
    from handbook.store.files import read_bytes
    from handbook.store.plans import carry_out

    data = read_bytes(file, limit=MOST_BYTES)
    found = imported(workspace.handbook, edition, lang, data, str(file), kind=kind.value, by=by)
    seen = {plan.practice: workspace.digest(edition, plan.practice) for plan in found.plans}
    for plan in found.plans:
        say(carry_out(workspace, edition, plan, seen=seen[plan.practice]))
    say(f"{counted(len(found.taken), 'translation')} taken in.")
    if found.unfinished:
        say(f"{counted(found.unfinished, 'translation')} marked as fuzzy, left for the translator to finish.")
    for one in found.skipped:
        complain(f"{one.practice} {one.path}: Not taken in. {one.why}".strip())


def _tell(units: Sequence[TranslationUnit]) -> None:
    """A table by practice, and of each outdated translation what has changed since."""
    from handbook.cli.output import say, table, wrapped
    from handbook.model.units import spoken

    by_practice: dict[str, Counter[str]] = {}
    for unit in units:
        count = by_practice.setdefault(unit.practice, Counter())
        count.update([unit.standing.value, *([unit.kind] if unit.kind else [])])
    headings = ("missing", "fresh", "outdated", *(kind.value for kind in Kind))
    rows = [(name, *(str(held[one]) for one in headings)) for name, held in by_practice.items()]
    table(("practice", *headings), rows)
    for unit in units:
        if unit.standing.value == "outdated":
            say(f"{unit.practice} {unit.path}")
            wrapped(f"{spoken(unit.path)}: the original has changed since it was translated.", indent=2)
            wrapped(_diff(unit), indent=2)
            wrapped(f"The translation says: {unit.text}", indent=2)
    waiting = sum(unit.waits for unit in units)
    say(f"{counted(waiting, 'unit')} of {len(units)} waiting for a translation.")


def _diff(unit: TranslationUnit) -> str:
    """What it says now, with what is gone in [-…-] and what is new in {+…+}; all of it where the old is not at hand."""
    from handbook.editions.merge import word_diff

    if unit.before is None:
        return f"It now says: {unit.original} (What it said then is not at hand.)"
    marks = {"same": ("", ""), "del": ("[-", "-]"), "ins": ("{+", "+}")}
    parts = word_diff(unit.before.strip("\n"), unit.original.strip("\n"))
    return "".join(f"{marks[kind][0]}{words}{marks[kind][1]}" for kind, words in parts)


def _typed(units: Sequence[TranslationUnit], practice: str, path: str) -> Mapping[str, str]:
    """What is typed in the editor for the units that wait, or for one."""
    from handbook.cli.asking import somebody
    from handbook.cli.editor import edited
    from handbook.errors import UnknownUnit

    wanted = [unit for unit in units if (unit.path == path if path else unit.waits)]
    if not wanted:
        if path:
            raise UnknownUnit(
                f"“{practice}” has no words at “{path}” to translate into this language.",
                todo="See “handbook show” with --units for those it has.",
            )
        return {}
    if not somebody():
        todo = "Give them with --unit and --text, or use --export and --import."
        raise DecisionError(f"There are no words for “{practice}”.", todo=todo)
    page = _PAGE + "".join(_block(unit) for unit in wanted)
    said = edited(page, ".txt")
    return _changed(said, wanted) if said is not None else {}


def _block(unit: TranslationUnit) -> str:
    hints = "".join(f"{hint}\n" for hint in _hints(unit))
    return f"\n=== {unit.path} ===\n{hints}\n{unit.text.strip()}\n"


def _hints(unit: TranslationUnit) -> list[str]:
    from handbook.model.units import spoken

    hints = [f"{spoken(unit.path)} ({unit.lang}):", *unit.original.strip("\n").split("\n")]
    if unit.standing.value == "outdated":
        hints += ["", "The original has changed since it was translated:", *_diff(unit).split("\n")]
    return [f"{_HINT} {hint}".rstrip() for hint in hints]


def _changed(said: str, units: Sequence[TranslationUnit]) -> dict[str, str]:
    """The translations that were written or changed; raises DecisionError rather than drop a line that was typed."""
    before = {unit.path: unit.text.strip() for unit in units}
    ours = {*_PAGE.splitlines(), *(hint for unit in units for hint in _hints(unit))}
    found: dict[str, list[str]] = {}
    lines: list[str] | None = None
    for number, line in enumerate(said.split("\n"), 1):
        if heading := _HEADING.fullmatch(line):
            if heading[1] not in before or heading[1] in found:
                raise _unread(number, "This heading is not one of those that were there, or it is there twice.")
            lines = found.setdefault(heading[1], [])
        elif line.startswith(_HINT):
            if line.rstrip() not in ours:
                raise _unread(number, "A line that begins with “#:” is not saved, and this one was changed.")
        elif lines is not None:
            lines.append(line)
        elif line.strip():
            raise _unread(number, "These words stand above the first heading.")
    texts = {path: "\n".join(body).strip() for path, body in found.items()}
    return {path: text for path, text in texts.items() if text and text != before[path]}


def _unread(line: int, what: str) -> DecisionError:
    return DecisionError(f"Line {line} of what you typed: {what}", todo="Nothing was written; do it again.")
