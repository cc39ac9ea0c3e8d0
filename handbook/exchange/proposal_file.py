"""The file of a proposal: written for e-mail or a branch, and read as what it is, the words of a stranger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from handbook.errors import FormError, Place
from handbook.exchange.proposal import Proposal, ProposedUnit, unglossed
from handbook.exchange.public import borrowed, public
from handbook.model import fields as declared
from handbook.model import handed
from handbook.model.field import Kind, Merge, Shape
from handbook.model.fields import CAP
from handbook.model.ids import is_entry_id, is_id
from handbook.model.practice import nearest_line
from handbook.model.release import is_number
from handbook.model.schema import validated
from handbook.model.units import UnitPath, field_at
from handbook.store.broken import checked
from handbook.store.yamltext import Document, compose
from handbook.store.yamltext import read as read_yaml
from handbook.wording import _

SUFFIX = ".proposal.yaml"
_LICENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+ -]{1,60}\Z")
_BESIDE = ("after", "why", "gloss")  # what stands beside the parts of an item that is proposed

Tree = dict[str, Any]


def file_of(proposal: Proposal) -> str:
    """What the file of a proposal is called."""
    return f"{proposal.name}{SUFFIX}"


def written(proposal: Proposal) -> bytes:
    """The bytes of a proposal. Raises FormError where its gist in English is missing, SaveRefused for what cannot be
    written."""
    if missing := unglossed(proposal):
        what = _("These words are in another language, and have no gist in English: {names}.", names=", ".join(missing))
        raise FormError(what, todo=_("Say in one sentence what they mean: --gloss."))
    name = file_of(proposal)
    note = f"# A proposal of the edition “{proposal.origin}”. To look at it: handbook receive {name}\n"
    return note.encode() + compose(_tree(proposal), name)


def read(data: bytes, name: str) -> Proposal:
    """The proposal that these bytes hold. Nothing of it is believed: raises ReadError or FormError, with the line.

    What is no declared field is left behind, and so is what no proposal may carry.
    """
    document = read_yaml(data, name)
    tree, faults = checked(document, handed.PROPOSAL, "")
    if faults:
        raise FormError(faults[0].message, where=faults[0].where, todo=faults[0].todo)
    held: Tree = dict(tree)
    reader = _Reader(document)
    reader.head(held)
    whole = reader.entry(held)
    units = tuple(reader.unit(path, said) for path, said in held.get("units", {}).items())
    additions = {key: tuple(reader.items(key, items)) for key, items in held.get("additions", {}).items()}
    kind = held["proposal"]
    experiences = len(additions.get("tried", ())) if len(additions) == 1 else 0
    fits = {
        "improvement": whole is None and bool(units or any(additions.values())),
        "practice": whole is not None and not units and not additions,
        "experience": whole is None and not units and experiences == 1,
    }
    if not fits[kind]:
        raise reader.refused("proposal", f"It calls itself “{kind}”, but that is not what it holds.")
    return Proposal(
        kind, held["from"], held["to"], held["practice"], held["lang"], held["licence"].strip(), held["date"],
        release=held.get("release", ""), why=held.get("why", ""), gloss=held.get("gloss", ""), units=units,
        additions=additions, entry=whole,
    )  # fmt: skip


def _tree(proposal: Proposal) -> Tree:
    tree: Tree = {
        "format": "1", "proposal": proposal.kind, "from": proposal.origin, "to": proposal.to,
        "practice": proposal.practice, "release": proposal.release, "lang": proposal.lang,
        "licence": proposal.licence, "date": proposal.date, "why": proposal.why, "gloss": proposal.gloss,
    }  # fmt: skip
    tree = {name: said for name, said in tree.items() if said}
    if proposal.units:
        tree["units"] = {unit.path: _unit_tree(unit) for unit in proposal.units}
    if proposal.additions:
        tree["additions"] = {name: [dict(item) for item in items] for name, items in proposal.additions.items()}
    if proposal.entry is not None:
        tree["entry"] = dict(proposal.entry)
    return tree


def _unit_tree(unit: ProposedUnit) -> Tree:
    said = {"text": unit.text, "value": unit.value, "add": list(unit.add) or None, "remove": list(unit.remove) or None,
            "base": unit.base, "why": unit.why or None, "gloss": unit.gloss or None}  # fmt: skip
    return {name: words for name, words in said.items() if words is not None}


class _Reader:
    """Looks at each part of a stranger's file beyond its form."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def head(self, held: Tree) -> None:
        """Who proposes what to whom, and under which licence."""
        for key in ("from", "to"):
            if not is_id(held[key]):
                raise self.refused(key, f"“{_short(held[key])}” cannot be the id of an edition.")
        if held["from"] == held["to"]:
            raise self.refused("from", "It says that an edition proposes something to itself.")
        if not is_entry_id(held["practice"]):
            raise self.refused("practice", f"“{_short(held['practice'])}” cannot be the id of a practice.")
        if not _LICENCE.match(held["licence"].strip()):
            raise self.refused("licence", "It does not name a licence under which its words may be used.")
        if held.get("release") and not is_number(held["release"]):
            raise self.refused("release", "The number of a release is 1, 2, 3 and so on.")
        self._short_enough(held, "why", "gloss")

    def entry(self, held: Tree) -> Tree | None:
        """The practice proposed, as far as it may come along, or None."""
        if "entry" not in held:
            return None
        own = held["practice"].startswith(f"{held['from']}/")
        if not own or not isinstance(held["entry"], dict):
            raise self.refused("entry", f"A practice of theirs has an id that begins with “{held['from']}/”.")
        frame = {"format": "1", "id": held["practice"], "lang": held["lang"], "status": "in-review"}
        content, faults = validated({"kind": "practice", **held["entry"], **frame}, declared.PRACTICE)
        if faults:
            raise self.refused(f"entry.{'.'.join(faults[0].pointer)}", faults[0].message, faults[0].todo)
        whole = public(content, declared.PRACTICE.fields)
        self._texts("entry", whole)
        for field in declared.PRACTICE.fields:
            if field.kind is Kind.ITEMS:
                self._ids(f"entry.{field.name}", whole.get(field.name, ()))
        return whole

    def unit(self, path: str, said: Tree) -> ProposedUnit:
        """One unit; what it says must be something that such a unit can hold."""
        at = UnitPath.parse(path)
        field, top, where = field_at(at), declared.PRACTICE.field(at.field), f"units.{path}"
        if field is None or top is None or not (field.unit and top.unit) or (at.item and not is_entry_id(at.item)):
            raise self.refused(where, f"Practices have no unit “{_short(path)}” that could be changed.")
        self._short_enough({where: said}, where)
        wanted = {Merge.WORDS: {"text"}, Merge.VALUE: {"value"}, Merge.SET: {"add", "remove"}}.get(field.merge, set())
        says = {key for key in ("text", "value", "add", "remove") if said.get(key)}
        if not says or says - wanted:
            raise self.refused(where, f"It does not say what “{_short(path)}” should read, or says it wrongly.")
        if field.merge is Merge.WORDS and not said["text"].strip():
            raise self.refused(where, f"It has no words for “{_short(path)}”.")
        if field.merge is Merge.VALUE:
            faults = validated({field.name: said["value"]}, Shape("value", (field,)))[1]
            if faults:
                raise self.refused(where, faults[0].message, faults[0].todo)
        kept = {key: said[key] for key in ("text", "value", "base", "why", "gloss") if key in said}
        return ProposedUnit(path, add=tuple(said.get("add", ())), remove=tuple(said.get("remove", ())), **kept)

    def items(self, name: str, items: Any) -> Iterator[Tree]:
        """The items proposed for one list, as far as they may come along."""
        field = declared.PRACTICE.field(name)
        if field is None or field.kind is not Kind.ITEMS or not field.unit:
            raise self.refused(f"additions.{name}", f"Practices have no list “{_short(name)}”.")
        where = f"additions.{name}"
        self._ids(where, items)
        origin = str(self.document.tree["from"])
        for item in items:
            if not borrowed(name) and not item["id"].startswith(f"{origin}/"):
                raise self.refused(where, f"The item “{item['id']}” does not begin with “{origin}/”.")
            kept = {"id": item["id"], **public(item, field.fields)}
            if len(kept) == 1:
                raise self.refused(where, f"The item “{item['id']}” says nothing.")
            self._texts(where, kept)
            beside = {key: item[key] for key in _BESIDE if item.get(key)}
            self._short_enough(beside, "why", "gloss")
            yield kept | beside

    def refused(self, pointer: str, what: str, todo: str = "") -> FormError:
        """Why a proposal is not taken, with its line."""
        line = nearest_line(self.document.lines, pointer) or 1
        why = todo or "Nothing was taken in. Ask those who sent it for a sound one."
        return FormError(what, where=Place(self.document.name, line, pointer), todo=why)

    def _ids(self, where: str, items: Sequence[Tree]) -> None:
        ids = [item["id"] for item in items]
        for name in ids:
            if not is_entry_id(name):
                raise self.refused(where, f"“{_short(name)}” cannot be the id of an item.")
        if len(set(ids)) < len(ids):
            raise self.refused(where, "Two items bear the same id.")

    def _texts(self, where: str, held: Any) -> None:
        if isinstance(held, str):
            if len(held.encode()) > CAP:
                raise self.refused(where, f"A text is longer than {CAP:,} bytes.", "Shorten it.")
        else:
            for one in held.values() if isinstance(held, Mapping) else held:
                self._texts(where, one)

    def _short_enough(self, held: Tree, *keys: str) -> None:
        for key in keys:
            self._texts(key, held.get(key, ""))


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
