"""Proposals: what an edition offers to the one it builds on, an improvement, a practice of its own or an experience."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from handbook.editions.adapt import added
from handbook.editions.layer import of_practice
from handbook.editions.resolve import layers, own_practice_state, taken_in
from handbook.editions.states import label
from handbook.errors import DecisionError, UnknownPractice, UnknownUnit
from handbook.exchange.public import borrowed, public
from handbook.model import fields as declared
from handbook.model.adaptation import Adaptation, Change
from handbook.model.edition import Edition, in_language
from handbook.model.field import Kind, Merge
from handbook.model.handbook import Handbook
from handbook.model.ids import file_name, free_id
from handbook.model.plan import Plan
from handbook.model.resolved import Item, Resolved, State, Unit
from handbook.model.units import UnitPath, field_at
from handbook.wording import _

Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ProposedUnit:
    """One unit as they have it, and the words it was written against."""

    path: str
    text: str | None = None
    value: str | None = None
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    base: str | None = None  # empty: there was nothing; None: nobody knows any more
    why: str = ""
    gloss: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one edition proposes to another; never a person, a note, a draft, or what it leaves out and moves."""

    kind: Literal["improvement", "practice", "experience"]
    origin: str
    to: str
    practice: str
    lang: str
    licence: str
    date: str
    release: str = ""
    why: str = ""
    gloss: str = ""  # of a whole practice
    units: tuple[ProposedUnit, ...] = ()
    additions: Mapping[str, tuple[Tree, ...]] = field(default_factory=dict)
    entry: Tree | None = None

    @property
    def name(self) -> str:
        """What its file, and a branch that carries it, is called."""
        return f"{self.origin}-{file_name(self.practice.removeprefix(f'{self.origin}/'))}-{self.date}"

    def items(self) -> Iterator[tuple[str, Tree]]:
        """Unit path and item of every item that is proposed."""
        for name, items in self.additions.items():
            for item in items:
                yield str(UnitPath(name, item["id"])), item


def improvement(
    handbook: Handbook, edition: str, practice: str, unit: str = "", *, date: str, release: str = "", reason: str = ""
) -> Proposal:
    """What an edition changed or added in a shared practice: all of it, or one unit or item.

    Raises UnknownPractice, UnknownUnit where nothing of it is its own, and DecisionError where it cannot be proposed.
    """
    chain = handbook.chain(edition)
    begun = _begun(chain[-1], "improvement", practice, date, release, reason)
    if practice in chain[-1].practices:
        what = _("“{practice}” is your own practice, and they do not have its units.", practice=practice)
        raise DecisionError(what, todo=_("Propose it whole: handbook contribute {practice}", practice=practice))
    theirs, ours = layers(chain, practice)[-2:]
    held = of_practice(chain[-1], ours.practice)
    if held is None or not held.differs:
        what = _("You have changed nothing in “{practice}”, so there is nothing to propose.", practice=practice)
        raise DecisionError(what, todo=_("Adapt it first, or tell an experience with --experience."))
    found = _Found(chain[-1], ours, theirs, unit)
    found.look_at(held)
    if not found.units and not found.additions:
        raise _nothing(practice, unit, found.left)
    additions = {name: tuple(items) for name, items in found.additions.items()}
    return replace(begun, practice=ours.id, lang=held.lang, units=tuple(found.units), additions=additions)


def entry(
    handbook: Handbook, edition: str, practice: str, *, date: str, release: str = "", reason: str = ""
) -> Proposal:
    """A practice of the edition's own, whole. Raises UnknownPractice, and DecisionError where it cannot be proposed."""
    chain = handbook.chain(edition)
    begun = _begun(chain[-1], "practice", practice, date, release, reason)
    held = chain[-1].practices.get(practice)
    if held is None:
        what = _("“{practice}” is no practice of your own.", practice=practice)
        raise UnknownPractice(what, todo=_("See “handbook list” for yours."))
    if held.status != "published":
        what = _("“{practice}” is {status}, and only what you have published is proposed.",
                 practice=practice, status=_(held.status))  # fmt: skip
        todo = _("Set “status: published” when your edition stands behind it, then propose it.")
        raise DecisionError(what, todo=todo)
    _refuse_foreign_id(practice, edition)
    if theirs := taken_in(chain).get(practice):
        if own_practice_state(chain, practice, theirs) is State.CONVERGED:
            raise _already(practice)
        what = _("They have taken in “{practice}” already, in other words, as “{theirs}”.",
                 practice=practice, theirs=theirs)  # fmt: skip
        todo = _("See “handbook status” for what they say. To change theirs, adapt it and propose that.")
        raise DecisionError(what, todo=todo)
    return replace(begun, lang=held.lang, entry=public(held.content, declared.PRACTICE.fields))


def experience(
    handbook: Handbook, edition: str, practice: str, item: Mapping[str, str], *, date: str, release: str = ""
) -> tuple[Proposal, Plan]:
    """What came of a shared practice here: `organisation`, `date`, `outcome` and `text` of one who tried it.

    The plan keeps it in the edition itself, so that it converges once they have taken it in; it is empty where the
    experience stands there already. Raises UnknownPractice, and DecisionError for what an experience cannot hold.
    """
    chain = handbook.chain(edition)
    begun = _begun(chain[-1], "experience", practice, date, release, "")
    for name, asked in (("organisation", "Who tried it?"), ("text", "What came of it?"), ("outcome", "How did it go?")):
        if not item.get(name, "").strip():
            todo = f"Say it with --{name}. Name an organisation, never a person."
            raise DecisionError(f"The experience is not complete. {asked}", todo=todo)
    if practice in chain[-1].practices:
        todo = f"Write it there under “tried”. To propose it with the practice: handbook contribute {practice}"
        raise DecisionError(f"“{practice}” is your own practice.", todo=todo)
    resolved = layers(chain, practice)[-1]
    held = of_practice(chain[-1], resolved.practice)
    lang = held.lang if held else chain[-1].languages[0]
    told = {"where": _where(chain[-1], lang), **{name: said.strip() for name, said in item.items() if said.strip()}}
    there = _told_before(held, told)
    if there is None:
        there = {"id": _free(resolved, edition, told), **told}
        plan = added(handbook, edition, resolved.id, "tried", there)
    else:
        plan = Plan("adaptation", resolved.id)
        if any(one.alias == there["id"] and one.state is State.CONVERGED for one in resolved.items("tried")):
            raise _already(f"tried/{there['id']}")
    tried = declared.PRACTICE.field("tried")
    item_fields = tried.fields if tried else ()
    proposed = {"id": there["id"], **public(there, item_fields)}
    return replace(begun, practice=resolved.id, lang=lang, additions={"tried": (proposed,)}), plan


def unglossed(proposal: Proposal) -> list[str]:
    """The paths of what still lacks its gist in English; a whole practice goes by its id."""
    if proposal.lang.partition("-")[0] == "en":
        return []
    units = [unit.path for unit in proposal.units if unit.text is not None and not unit.gloss.strip()]
    items = [path for path, item in proposal.items() if not str(item.get("gloss", "")).strip()]
    whole = [proposal.practice] if proposal.entry is not None and not proposal.gloss.strip() else []
    return [*units, *items, *whole]


def glossed(proposal: Proposal, gloss: Mapping[str, str]) -> Proposal:
    """The proposal with the gist of some of its paths in English."""
    units = tuple(replace(unit, gloss=gloss.get(unit.path, unit.gloss)) for unit in proposal.units)
    additions = {
        name: tuple(_with_gloss(item, gloss.get(str(UnitPath(name, item["id"])), "")) for item in items)
        for name, items in proposal.additions.items()
    }
    whole = gloss.get(proposal.practice, proposal.gloss) if proposal.entry is not None else ""
    return replace(proposal, units=units, additions=additions, gloss=whole)


class _Found:
    """What of an edition's changes can be proposed, and what not, with the reason."""

    def __init__(self, edition: Edition, ours: Resolved, theirs: Resolved, asked: str) -> None:
        self.edition, self.ours, self.theirs, self.asked = edition, ours, theirs, asked
        self.units: list[ProposedUnit] = []
        self.additions: dict[str, list[Tree]] = {}
        self.left: list[DecisionError] = []

    def look_at(self, held: Adaptation) -> None:
        """Go through all that the edition's file says of the practice."""
        for named, change in held.changes.items():
            unit = _unit(self.ours, UnitPath.parse(named))
            if unit is not None and unit.state is not None and self._is_asked(named, unit.path):
                self._change(unit, change)
        for name, items in held.additions.items():
            for item in items:
                path = str(UnitPath(name, item["id"]))
                if self._is_asked(path):
                    self._item(name, item)

    def _is_asked(self, *paths: str) -> bool:
        return not self.asked or any(path == self.asked or path.startswith(f"{self.asked}.") for path in paths)

    def _change(self, unit: Unit, change: Change) -> None:
        if unit.state is State.CONVERGED or _members_there(unit, change):
            self.left.append(_already(unit.path))
        elif unit.state is State.ORPHANED:
            todo = _("Propose it in another place, or tell them why it is missed.")
            self.left.append(DecisionError(_("They no longer have “{unit}”.", unit=unit.path), todo=todo))
        elif unit.field.merge is Merge.SET:
            self.units.append(ProposedUnit(unit.path, add=change.add, remove=change.remove, why=change.why))
        else:
            base = _base(self.edition, change, unit)
            said = {"text" if unit.field.merge is Merge.WORDS else "value": str(unit.value)}
            self.units.append(ProposedUnit(unit.path, base=base, why=change.why, **said))  # type: ignore[arg-type]

    def _item(self, name: str, held: Tree) -> None:
        field_ = declared.PRACTICE.field(name)
        if field_ is None or field_.kind is not Kind.ITEMS:
            return
        ours = self.ours.item(name, held["id"])
        theirs = self._taken(name, held["id"])
        if ours is not None and ours.state is State.CONVERGED:
            self.left.append(_already(f"{name}/{held['id']}"))
        elif theirs is not None and ours is not None:
            # They have it in other words: what we propose is a change of theirs, by the id it bears there.
            for part, unit in ours.units.items():
                now = theirs.units.get(part)
                if unit.field.words and (now is None or label(now.value) != label(unit.value)):
                    path = str(UnitPath(name, theirs.id, part))
                    base = str(now.value) if now else ""
                    self.units.append(ProposedUnit(path, text=str(unit.value), base=base, why=str(held.get("why", ""))))
        else:
            if not borrowed(name):
                _refuse_foreign_id(held["id"], self.edition.id)
            placed = {key: held[key] for key in ("after", "why") if held.get(key)}
            item = {"id": held["id"], **public(held, field_.fields), **placed}
            self.additions.setdefault(name, []).append(item)

    def _taken(self, name: str, ours: str) -> Item | None:
        items = self.theirs.items(name)
        return next((one for one in items if one.fixed.get("from") == ours and one.id != ours), None)


def _begun(edition: Edition, kind: Any, practice: str, date: str, release: str, reason: str) -> Proposal:
    if not edition.parent:
        what = _("The edition “{edition}” builds on no other one, so there is nobody to propose anything to.",
                 edition=edition.id)  # fmt: skip
        raise DecisionError(what, todo=_("Name the edition that proposes with --edition."))
    licence = str(edition.content.get("licence", "")).strip()
    if not licence:
        what = _("The edition “{edition}” does not say under which licence others may use its words.",
                 edition=edition.id)  # fmt: skip
        todo = _("Write it into edition.yaml, such as “licence: CC-BY-4.0”, then propose again.")
        raise DecisionError(what, todo=todo)
    lang = edition.languages[0]
    return Proposal(kind, edition.id, edition.parent, practice, lang, licence, date, release=release, why=reason)


def _unit(resolved: Resolved, at: UnitPath) -> Unit | None:
    field_ = field_at(at)
    if field_ is None or field_.kind is Kind.ITEMS:
        return None  # what is left out or moved is the edition's own business
    if not at.item:
        return resolved.parts.get(str(at))
    item = resolved.item(at.field, at.item, shown=True)
    return item.units.get(at.part) if item else None


def _members_there(unit: Unit, change: Change) -> bool:
    """Whether they have, and lack, the members that this edition has and lacks."""
    held = unit.before if isinstance(unit.before, tuple) else ()
    is_set = unit.field.merge is Merge.SET
    return is_set and not set(change.add) - set(held) and not set(change.remove) & set(held)


def _base(edition: Edition, change: Change, unit: Unit) -> str | None:
    """The words it was written against; never a guess where they are not at hand."""
    if not change.base:
        return "" if unit.before is None else None
    text = edition.bases.get(change.base)
    if text is None and unit.before is not None and label(unit.before) == change.base:
        return str(unit.before)
    return text


def _nothing(practice: str, unit: str, left: list[DecisionError]) -> Exception:
    if len(left) == 1 or (unit and left):
        return left[0]
    if left:
        what = _("They already have all that you changed in “{practice}”.", practice=practice)
        return DecisionError(what, todo=_("Nothing was written."))
    if unit:
        what = _("You have not changed “{unit}” in “{practice}”, so there is nothing to propose.",
                 unit=unit, practice=practice)  # fmt: skip
        todo = _("See “handbook show {practice} --units” for what is adapted or added here.", practice=practice)
        return UnknownUnit(what, todo=todo)
    what = _("You only left out or moved something in “{practice}”, and that is not proposed.", practice=practice)
    return DecisionError(what, todo=_("Adapt its words, or add an item of your own."))


def _already(path: str) -> DecisionError:
    what = _("They already say so: “{unit}” is the same there.", unit=path)
    return DecisionError(what, todo=_("Clear yours away: handbook tidy"))


def _refuse_foreign_id(name: str, edition: str) -> None:
    if not name.startswith(f"{edition}/"):
        what = _("“{name}” does not begin with “{edition}/”, so they could not tell whose it is.",
                 name=name, edition=edition)  # fmt: skip
        todo = _("Name it {name}, then propose it.", name=f"{edition}/{name.rpartition('/')[2]}")
        raise DecisionError(what, todo=todo)


def _where(edition: Edition, lang: str) -> str:
    """The region of the edition, as those who read the experience know it."""
    names = edition.content.get("name") or edition.content["title"]
    return in_language(names, lang, edition.id)[0]


def _told_before(held: Adaptation | None, told: Mapping[str, str]) -> Tree | None:
    items = held.additions.get("tried", ()) if held else ()
    return next((item for item in items if all(item.get(name, "") == said for name, said in told.items())), None)


def _free(resolved: Resolved, edition: str, told: Mapping[str, str]) -> str:
    """An id for an experience: by its date, since a name may be in any script."""
    taken = {one for item in resolved.lists.get("tried", ()) for one in (item.id, item.alias)}
    slug = f"tried-{told['date']}" if told.get("date") else "tried"
    return free_id(f"{edition}/{slug}", taken)


def _with_gloss(item: Tree, gloss: str) -> Tree:
    return {**item, "gloss": gloss} if gloss.strip() else item
