"""What `handbook adapt` was asked for, as a plan; words are typed in the editor with theirs below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handbook.cli.asking import asked as ask
from handbook.cli.asking import somebody
from handbook.cli.editor import edited
from handbook.cli.output import say
from handbook.editions import adapt
from handbook.errors import DecisionError, UnknownUnit
from handbook.model import fields as declared
from handbook.model.adaptation import Change
from handbook.model.field import Kind, Merge
from handbook.model.plan import Plan
from handbook.model.units import UnitPath, field_at, spoken
from handbook.store.workspace import Workspace

CUT = "-------- Everything from this line on is left out. Write your words above it. --------"


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of the command."""

    text: str
    value: str
    add: tuple[str, ...]
    remove: tuple[str, ...]
    hide: str
    after: tuple[str, ...]
    new: str
    parts: tuple[str, ...]
    groups: tuple[str, ...]
    why: str
    back: bool


def plan_of(workspace: Workspace, edition: str, practice: str, unit: str, asked: Asked) -> Plan:
    """The plan of what was asked for; empty where the words were left as they are."""
    handbook = workspace.handbook
    _refuse_several(asked)
    if asked.back:
        return adapt.back(handbook, edition, practice, unit)
    if asked.new:
        return adapt.added(handbook, edition, practice, unit, _item(unit, asked), after=asked.after)
    if asked.hide:
        return adapt.hidden(handbook, edition, practice, unit, asked.hide)
    if asked.after:
        return adapt.moved(handbook, edition, practice, unit, asked.after, _why(asked.why))
    if asked.value or asked.add or asked.remove:
        change = Change(value=asked.value or None, add=asked.add, remove=asked.remove, why=_why(asked.why))
        return adapt.adapted(handbook, edition, practice, unit, change)
    place = adapt.Place(handbook, edition, practice)
    old = place.changes.get(unit, Change())
    text = asked.text or _typed(place, unit)
    if not text:
        return Plan("adaptation", practice)
    why = asked.why or old.why or _why("")
    return adapt.adapted(handbook, edition, practice, unit, Change(text=text, why=why))


def _refuse_several(asked: Asked) -> None:
    """One change at a time: an option that is silently left out would be words lost."""
    members = bool(asked.add or asked.remove)
    kinds = {"--back": asked.back, "--hide": bool(asked.hide), "--value": bool(asked.value), "--new": bool(asked.new),
             "--add and --remove": members, "--text": bool(asked.text) and not asked.new,
             "--after": bool(asked.after) and not asked.new}  # fmt: skip
    given = [name for name, there in kinds.items() if there]
    if len(given) > 1:
        what = f"{' and '.join(given)} are two changes."
        raise DecisionError(what, todo="Nothing was written. Make them one after the other.")
    if (asked.hide or asked.back) and asked.why:
        said = "With --hide the reason is what you give there" if asked.hide else "--back needs no reason"
        raise DecisionError(f"{said}.", todo="Leave --why out.")


def told(workspace: Workspace, edition: str, practice: str, unit: str, asked: Asked, file: str) -> None:
    """Say what was written, and where."""
    if not file:
        say("Nothing was changed.")
        return
    done = "reads as in the shared edition again" if asked.back else "adapted"
    if asked.new:
        done = f"has the new item {edition}/{asked.new.removeprefix(f'{edition}/')}"
    elif asked.hide:
        done = "left out"
    elif asked.after:
        done = f"stands after {asked.after[0]}"
    say(f"“{practice}”, {spoken(unit)}: {done}. {file}")


def _item(name: str, asked: Asked) -> dict[str, Any]:
    field = declared.PRACTICE.field(name)
    item: dict[str, Any] = {"id": asked.new}
    if asked.text:
        item["text"] = asked.text
    if asked.groups:
        item["groups"] = list(asked.groups)
    for said in asked.parts:
        part, mark, value = said.partition("=")
        held = field.part(part) if field else None
        if not mark or held is None or part in ("id", "text", "from"):
            raise DecisionError(f"“{said}” is no part of such an item.", todo="Write part=value, such as kind=verify.")
        item[part] = value.split(",") if held.kind is Kind.IDS else value
    if field is not None and field.part("basis") and field.part("basis").choices:  # type: ignore[union-attr]
        item.setdefault("basis", "editors")  # said by an editor here, not heard in a session
    return item | {"why": _why(asked.why)}


def _typed(place: adapt.Place, unit: str) -> str:
    at = UnitPath.parse(unit)
    field = field_at(at)
    if field is None:
        todo = "Name a field such as summary, or a list, an id and a part, such as steps/consult-early.text."
        raise UnknownUnit(f"Practices have no unit “{unit}”.", todo=todo)
    if field.merge is not Merge.WORDS:
        choices = f", one of: {', '.join(field.choices)}" if field.choices else ""
        how = {
            Merge.VALUE: f"Give your value with --value{choices}.",
            Merge.SET: "Give its members with --add, --remove.",
        }
        todo = how.get(field.merge, "To add an item, use --new; to change one, name it: steps/consult-early.text.")
        raise DecisionError(f"It is not said what to change in “{unit}”.", todo=todo)
    if not somebody():
        raise DecisionError(f"There are no words for “{unit}”.", todo="Give them with --text.")
    theirs, ours = place.their_unit(at), place.changes.get(unit, Change()).text
    shown = str(theirs.value) if theirs is not None else ""
    return typed(ours or shown, f"The shared edition says:\n\n{shown}\n")


def typed(words: str, below: str) -> str:
    """What somebody types in her editor in place of these words, with others below to look at; "" where she left them.

    Raises DecisionError where it is not clear what is hers: then all she typed is kept in its file.
    """
    said = edited(f"{words}\n\n{CUT}\n{below}")
    if said is None:
        return ""
    above, cut, under = said.partition(CUT)
    if not cut or under.strip() != below.strip():
        todo = "Write above that line and leave it, and what is below it, as it is."
        raise DecisionError("It is not clear what of this are your words, so nothing was written.", todo=todo)
    return above.strip("\n")


def _why(why: str) -> str:
    return why or ask("Why? Readers see this")
