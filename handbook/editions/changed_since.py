"""What a practice of one edition says otherwise than it did, unit by unit and in words, and how a unit is put back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from handbook.editions.states import label
from handbook.editions.working_copy import WorkingCopy
from handbook.errors import UnknownPractice, UnknownUnit
from handbook.model.adaptation import Adaptation
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.model.practice import Practice
from handbook.model.sheet import Sheet, differences, slot
from handbook.model.translation import Translation
from handbook.model.units import UnitPath, Value, spoken
from handbook.wording import N_, _, count, pair

_SENTENCE_END = re.compile(r"(?<=[.!?…؟۔])\s+|(?<=[。！？])|\n\s*\n")
# Members of a set that came or went, by what they point at.
_ADDED = {
    "groups": pair("{number} group added", "{number} groups added"),
    "themes": pair("{number} theme added", "{number} themes added"),
    "phases": pair("{number} phase added", "{number} phases added"),
    "topics": pair("{number} topic added", "{number} topics added"),
    "terms": pair("{number} term added", "{number} terms added"),
    "units": pair("{number} unit added", "{number} units added"),
    "practices": pair("{number} practice added", "{number} practices added"),
    "": pair("{number} entry added", "{number} entries added"),
}
_TAKEN_OUT = {
    "groups": pair("{number} group taken out", "{number} groups taken out"),
    "themes": pair("{number} theme taken out", "{number} themes taken out"),
    "phases": pair("{number} phase taken out", "{number} phases taken out"),
    "topics": pair("{number} topic taken out", "{number} topics taken out"),
    "terms": pair("{number} term taken out", "{number} terms taken out"),
    "units": pair("{number} unit taken out", "{number} units taken out"),
    "practices": pair("{number} practice taken out", "{number} practices taken out"),
    "": pair("{number} entry taken out", "{number} entries taken out"),
}
_ANOTHER_ORDER = N_("put into another order")


class How(StrEnum):
    """What became of a unit."""

    CHANGED = "changed"
    ADDED = "added"
    TAKEN_OUT = "taken out"
    LEFT_OUT = "left out"
    SHOWN = "shown again"
    BACK = "back"
    ORDER = "order"
    REASON = "reason"
    STANCE = "stance"


@dataclass(frozen=True, slots=True)
class Changed:
    """One unit that reads otherwise. No path means the whole practice, `lang` that it is about a translation.

    `before` and `after` are values in their types; of a list the ids in their order, of a reason the reason.
    """

    path: str
    how: How
    what: str  # “2 sentences changed”
    before: Value | None = None
    after: Value | None = None
    lang: str = ""

    @property
    def name(self) -> str:
        """The unit as people are told of it."""
        name = spoken(self.path, _) if self.path else _("The practice")
        if self.path == "stance":
            name = _("Our stance")
        return f"{name} ({self.lang})" if self.lang else name

    @property
    def sentence(self) -> str:
        """“Summary: 2 sentences changed”."""
        return _("{unit}: {what}", unit=self.name, what=self.what)


@dataclass(frozen=True, slots=True)
class Held:
    """What an edition's own files said of a practice at one time."""

    practice: Practice | None = None
    adaptation: Adaptation | None = None
    translations: Mapping[str, Translation] = field(default_factory=dict)  # by language


@dataclass(frozen=True, slots=True)
class Stand:
    """How a practice stood in an edition at one time; `sheet` is None where the edition did not have it."""

    sheet: Sheet | None = None
    theirs: Sheet = field(default_factory=Sheet)
    stance: tuple[str, str] = ("", "")  # as-is or not-for-us, and why
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # language → unit path → words


def stand(handbook: Handbook, edition: str, practice: str, held: Held) -> Stand:
    """How a practice stood with these files of the edition, above it all as it is now: so only its own doing differs.

    Raises UnknownEdition and ChainError.
    """
    now = handbook.edition(edition)
    then = Edition(
        id=edition,
        content=now.content,
        practices={practice: replace(held.practice, id=practice)} if held.practice else {},
        adaptations={practice: held.adaptation} if held.adaptation else {},
        bases=now.bases,
        holdings=now.holdings,
        file=now.file,
    )
    texts = {
        lang: {path: unit.text for path, unit in one.units.items()} for lang, one in sorted(held.translations.items())
    }
    reviewed = held.adaptation.reviewed if held.adaptation else {}
    stance = (reviewed.get("stance", ""), reviewed.get("why", ""))
    try:
        alone = Handbook(handbook.title, {**handbook.editions, edition: then}, handbook.pins)
        copy = WorkingCopy.opened(alone, edition, practice, "")
    except UnknownPractice:
        return Stand(None, stance=stance, translations=texts)
    return Stand(copy.now, copy.theirs, stance, texts)


def changed_since(before: Stand, now: Stand) -> tuple[Changed, ...]:
    """All that reads otherwise, in the declared order, its translations behind it."""
    return (*_practice(before, now), *_translations(before.translations, now.translations))


def put_back(now: Sheet, then: Sheet, path: str) -> Sheet:
    """The sheet with one unit, item, list order or group as it was then; its reason comes back with it."""
    at, list_now, list_then = UnitPath.parse(path), now.lists, then.lists
    if at.item and not at.part:
        return _item_back(now, then, at)
    if not at.item and (at.field in list_now or at.field in list_then):
        kept = [item for item in list_then.get(at.field, ()) if item in list_now.get(at.field, ())]
        new = [item for item in list_now.get(at.field, ()) if item not in kept]
        return replace(now, lists={**list_now, at.field: (*kept, *new)}) if kept else now
    if at.item and at.item not in list_now.get(at.field, ()):
        return _item_back(now, then, UnitPath(at.field, at.item))
    known = dict.fromkeys([*now.values, *then.values])
    paths = [one for one in known if one == path or one.startswith(f"{path}.")]
    if not paths:
        raise UnknownUnit(f"“{path}” says nothing, then as now.", todo="See what has changed: handbook history")
    for one in paths:
        now = now.with_value(one, then.values.get(one, "")).with_why(one, then.why.get(one, ""))
    return now


def _item_back(now: Sheet, then: Sheet, at: UnitPath) -> Sheet:
    name, item = str(UnitPath(at.field, at.item)), at.item
    ids = then.lists.get(at.field, ())
    if item not in ids:
        if item not in now.lists.get(at.field, ()):
            raise UnknownUnit(f"“{name}” is not there, then as now.", todo="See what has changed: handbook history")
        return now.without_item(at.field, item)
    there = now.lists.get(at.field, ())
    place = there if item in there else ids
    ahead = [one for one in place[: place.index(item)] if one in there]
    back = now.without_item(at.field, item).with_item(
        at.field, item, then.of_item(at.field, item), ahead[-1] if ahead else ""
    )
    why = {path: said for path, said in then.why.items() if path == name or path.startswith(f"{name}.")}
    return replace(back, why={**back.why, **why}).leaving_out(name, then.left_out.get(name, ""))


def _practice(before: Stand, now: Stand) -> Iterator[Changed]:
    was, says = before.sheet, now.sheet
    if was is None or says is None:
        if says is not None:
            yield Changed("", How.ADDED, _("begun"), None, says.text("title"))
        elif was is not None:
            yield Changed("", How.TAKEN_OUT, _("taken away"), was.text("title"), None)
        return
    if before.stance != now.stance:
        yield Changed("stance", How.STANCE, _stance(*now.stance), before.stance[0], now.stance[0])
    for path in differences(was, says):
        if (found := _unit(path, was, says, now.theirs)) is not None:
            yield found


def _unit(path: str, was: Sheet, says: Sheet, theirs: Sheet) -> Changed | None:
    at = UnitPath.parse(path)
    if at.item and not at.part:
        return _item(path, at, was, says)
    if not at.part and (at.field in was.lists or at.field in says.lists):
        return Changed(path, How.ORDER, _(_ANOTHER_ORDER), was.lists[path], says.lists[path])
    old, new = was.values.get(path), says.values.get(path)
    if old == new:
        return Changed(path, How.REASON, _reason(was, says, path), was.why.get(path), says.why.get(path))
    if path in was.why and path not in says.why and new == theirs.values.get(path):
        return Changed(path, How.BACK, _("back to the shared words"), old, new)
    return _value(path, old, new, adapted=path in says.why and path not in was.why)


def _item(path: str, at: UnitPath, was: Sheet, says: Sheet) -> Changed:
    there, here = (at.item in sheet.lists.get(at.field, ()) for sheet in (was, says))
    if not there:
        return Changed(path, How.ADDED, _("added"), None, _words(says, at))
    if not here:
        return Changed(path, How.TAKEN_OUT, _("taken out"), _words(was, at), None)
    if path in says.left_out and path in was.left_out:
        what = _("another reason for leaving it out")
        return Changed(path, How.REASON, what, was.left_out[path], says.left_out[path])
    if path in says.left_out:
        what = _("left out, since: {why}", why=says.left_out[path])
        return Changed(path, How.LEFT_OUT, what, _words(was, at), None)
    if path in was.left_out:
        return Changed(path, How.SHOWN, _("shown again"), None, _words(says, at))
    return Changed(path, How.REASON, _reason(was, says, path), was.why.get(path), says.why.get(path))


def _words(sheet: Sheet, at: UnitPath) -> str:
    """The text of an item, or the first of its parts that holds words."""
    parts = sheet.of_item(at.field, at.item)
    if "text" in parts:
        return str(parts["text"])
    held = {name: slot(f"{at.field}/{at.item}.{name}") for name in parts}
    return next((str(parts[name]) for name, one in held.items() if one is not None and one.words), "")


def _value(path: str, old: Value | None, new: Value | None, *, adapted: bool) -> Changed | None:
    declared = slot(path)
    if isinstance(old, tuple) or isinstance(new, tuple):
        how = How.ADDED if old is None else How.TAKEN_OUT if new is None else How.CHANGED
        return Changed(path, how, _members(path, _tuple(old), _tuple(new)), old, new)
    if old is None:
        return Changed(path, How.ADDED, _("added"), None, new)
    if new is None:
        return Changed(path, How.TAKEN_OUT, _("taken out"), old, None)
    if declared is None or not declared.words:
        what = _("changed from “{old}” to “{new}”", old=_(str(old)), new=_(str(new)))
        return Changed(path, How.CHANGED, what, old, new)
    if label(old) == label(new):
        return None  # only wrapped otherwise
    what = sentences_changed(str(old), str(new))
    return Changed(path, How.CHANGED, _("adapted here, {what}", what=what) if adapted else what, old, new)


def sentences_changed(old: str, new: str) -> str:
    """How much of a text is otherwise, counted in sentences: “2 sentences changed”."""
    was, now = (Counter(_sentences(text)) for text in (old, new))
    gone, came = (was - now).total(), (now - was).total()
    if was.total() == now.total() == 1:
        return _("reworded")
    if not gone and not came:
        return _("its sentences put into another order")
    if not gone:
        return count("{number} sentence added", "{number} sentences added", came)
    if not came:
        return count("{number} sentence taken out", "{number} sentences taken out", gone)
    return count("{number} sentence changed", "{number} sentences changed", max(gone, came))


def _sentences(text: str) -> list[str]:
    return [" ".join(one.split()) for one in _SENTENCE_END.split(text) if one and one.strip()]


def _members(path: str, old: Sequence[str], new: Sequence[str]) -> str:
    declared = slot(path)
    name = declared.of if declared is not None and declared.of in _ADDED else ""
    came, gone = [one for one in new if one not in old], [one for one in old if one not in new]
    if not came and not gone:
        return _(_ANOTHER_ORDER)
    if not came:
        return count(*_TAKEN_OUT[name], len(gone))
    added = count(*_ADDED[name], len(came))
    return _("{added}, {number} taken out", added=added, number=len(gone)) if gone else added


def _translations(was: Mapping[str, Mapping[str, str]], now: Mapping[str, Mapping[str, str]]) -> Iterator[Changed]:
    for lang in dict.fromkeys([*was, *now]):
        old, new = was.get(lang, {}), now.get(lang, {})
        if lang not in was:
            what = count("translation begun, {number} text", "translation begun, {number} texts", len(new))
            yield Changed("", How.ADDED, what, lang=lang)
        elif lang not in now:
            yield Changed("", How.TAKEN_OUT, _("translation taken away"), lang=lang)
        else:
            for path in dict.fromkeys([*old, *new]):
                yield from _translated(path, old.get(path), new.get(path), lang)


def _translated(path: str, old: str | None, new: str | None, lang: str) -> Iterator[Changed]:
    if old is None:
        yield Changed(path, How.ADDED, _("translated"), None, new, lang)
    elif new is None:
        yield Changed(path, How.TAKEN_OUT, _("translation taken out"), old, None, lang)
    elif label(old) != label(new):
        yield Changed(path, How.CHANGED, sentences_changed(old, new), old, new, lang)


def _reason(was: Sheet, says: Sheet, path: str) -> str:
    if path not in says.why:
        return _("its reason taken out")
    return _("its reason reworded") if path in was.why else _("a reason given")


def _stance(stance: str, why: str) -> str:
    said = {"as-is": _("used as is"), "not-for-us": _("not for us, since: {why}", why=why)}
    return said.get(stance, _("taken back"))


def _tuple(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
