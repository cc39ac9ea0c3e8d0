"""Random walks of an editor through a working copy, and a workspace whose practices have a bit of everything."""

from __future__ import annotations

from pathlib import Path
from random import Random

from handbook.editions.fingerprint import fingerprint
from handbook.editions.working_copy import Origin, WorkingCopy
from handbook.errors import DecisionError
from handbook.model import fields as declared
from handbook.model.field import Kind
from handbook.model.ids import BORROWED
from handbook.model.sheet import Sheet, slot
from handbook.store.workspace import Workspace
from tests.small import ADAPT, HUB, MEET, TRUST, small

WALKED = f"""\
# Written by two editors.
format: "1"
id: build-trust
kind: practice
lang: en
title: Build trust
summary: Meet often before you need each other. Keep your word.   # two sentences
status: published
maturity: emerging
priority: {{level: now, reason: It takes a year.}}
themes: [trust]
groups: [regulator, government]
problem: |
  People who do not know each other do not call.

  So a call comes too late.
steps:
  - {{id: invite, text: Invite ten people., groups: [government], phase: start, basis: editors}}
  # Said twice.
  - {{id: cook, text: Cook for them., groups: [hotline], basis: heard, spice: pepper}}
  - {{id: thank, text: "قل شكرا.", basis: heard}}
checklist:
  - {{id: meet, text: {MEET}, groups: [hotline], kind: verify, basis: editors}}
  # The next one came out of a workshop.
  - {{id: list, text: Everybody has the list of numbers., groups: [hotline], kind: do, basis: editors}}
  - {{id: ring, text: "打电话。", kind: do}}
  - id: write
    text: >-
      Write it down,
      and send it around.
value:
  - {{id: hotline, gives: Reports., gets: Answers.}}
basis:
  - {{id: plan, kind: policy, title: A plan of trust, as_of: "2017-12"}}
evidence:
  - id: e1
    source: session-1
    at: "141-145"
    kind: opinion
    speaker: {{label: Speaker 2, role: Regulator, mood: calm}}
    says: Trust takes time.
    supports: [steps/invite]
related:
  - {{id: publish-results, relation: supports}}
revision: "3"
odd_key: {{kept: "yes"}}
"""
ADAPTED = f"""\
# Read with the ministry.
format: "1"
adapts: build-trust
lang: nl
changes:
  title: {{text: Bouw vertrouwen op, why: In het Nederlands., base: {fingerprint("Build trust")}}}   # our words
  groups: {{add: [hotline], why: Het meldpunt deed mee.}}
  checklist/meet: {{hide: Dat is hier al zo., base: {fingerprint(MEET)}}}
  steps/thank: {{after: [invite], why: Eerst bedanken., base: {fingerprint("قل شكرا.")}}}
additions:
  checklist:
    - {{id: nl/bel, text: Bel eerst., groups: [hotline], kind: do, basis: editors, after: [list], why: Zo werkt het.}}
  evidence:
    - {{id: nl/e2, source: session-1, at: "7", kind: wish, speaker: {{role: Hotline}}, says: Wij bellen eerst.}}
ext: {{kept: "no"}}
"""
OWN = ("global", "build-trust", TRUST)
SHARED = ("nl", "build-trust", ADAPT)
LOCAL = ("nl", "nl/hub", HUB)
WORDS = [
    "Bel eerst.",
    "Twice 1.",
    "إلى الأمام",
    "先打电话。",
    "two\nlines",
    "no",
    "12:30",
    "#1: 'x'",
    '"q" [red] {{x}}',
]
IDS = {"themes": ["trust"], "groups": ["government", "regulator", "hotline"], "phases": ["start"], "topics": ["spam"]}
FIXED = ("kind", "lang", "status", "replaced_by", "withdrawn_because")


def walked(root: Path, *, ends: str = "\n") -> Workspace:
    """The workspace on disk."""
    texts = {TRUST: WALKED, ADAPT: ADAPTED}
    files = {name: text.replace("\n", ends).encode() for name, text in texts.items()}
    return Workspace.open(small(root, dict(files)), cache=False)


def walk(random: Random, copy: WorkingCopy, steps: int) -> None:
    """Some changes of all kinds, in any order."""
    ways = [_set, _set, _set, _set_part, _set_part, _add, _take_out, _leave_out, _move, _back, _undo, _redo]
    for _ in range(steps):
        try:
            random.choice(ways)(random, copy)
        except DecisionError:
            continue  # what cannot be done is said, and changes nothing


def explained(copy: WorkingCopy) -> None:
    """Say why, wherever readers must be told."""
    for path in [*copy.changed, *sorted(copy.moved)]:
        if copy.wants_reason(path):
            copy.say_why(path, f"Because of {path}.")


def unlike(one: Sheet, other: Sheet) -> dict[str, tuple[object, object]]:
    """What two sheets say otherwise: members have no order, what is left out has no place."""
    mine, theirs = _said(one), _said(other)
    return {at: (mine.get(at), theirs.get(at)) for at in {*mine, *theirs} if mine.get(at) != theirs.get(at)}


def _said(sheet: Sheet) -> dict[str, object]:
    said: dict[str, object] = {f"left out {at}": reason for at, reason in sheet.left_out.items()}
    for path, held in sheet.values.items():
        said[path] = frozenset(held) if isinstance(held, tuple) else held
    for name, ids in sheet.lists.items():
        said[name] = (tuple(one for one in ids if f"{name}/{one}" not in sheet.left_out), frozenset(ids))
    return said


def _set(random: Random, copy: WorkingCopy) -> None:
    field = random.choice([one for one in declared.PRACTICE.fields if one.name not in FIXED])
    path = field.name
    if field.kind is Kind.GROUP:
        path += f".{random.choice(field.fields).name}"
    if copy.can_set(path):
        copy.set(path, _value(random, path, copy))


def _set_part(random: Random, copy: WorkingCopy) -> None:
    name, item = _item(random, copy)
    field = declared.PRACTICE.field(name)
    part = random.choice(field.fields)
    path = f"{name}/{item}.{part.name}"
    if part.kind is Kind.GROUP:
        path += f".{random.choice(part.fields).name}"
    if copy.can_set(path):
        copy.set(path, _value(random, path, copy))


def _value(random: Random, path: str, copy: WorkingCopy) -> str | tuple[str, ...]:
    field = slot(path)
    if field.kind is Kind.IDS:
        known = IDS.get(field.of, ["steps/invite", "summary"] if field.of == "units" else ["one", "two"])
        known = ["minor-affected", "crime-reported"] if field.of == "triggers" else known
        return tuple(random.sample(known, random.randint(0, len(known))))
    empty = not (field.required or copy.theirs.values.get(path))
    if empty and random.random() < 0.2:
        return ""
    fixed = {Kind.CHOICE: field.choices, Kind.DATE: ["2017", "2017-12-19"], Kind.LOCATOR: ["3", "3-9"],
             Kind.ADDRESS: ["https://x.example/"], Kind.ID: IDS.get(field.of, ["session-2"])}  # fmt: skip
    return random.choice(list(fixed.get(field.kind, WORDS)))


def _item(random: Random, copy: WorkingCopy) -> tuple[str, str]:
    found = [(name, item) for name, ids in copy.now.lists.items() for item in ids]
    return random.choice(found or [("steps", "there-is-none")])


def _add(random: Random, copy: WorkingCopy) -> None:
    name = random.choice([one.name for one in declared.PRACTICE.fields if one.kind is Kind.ITEMS])
    field = declared.PRACTICE.field(name)
    values = {
        part.name: _value(random, f"{name}/x.{part.name}", copy)
        for part in field.fields
        if part.name not in ("id", "from") and part.kind is not Kind.GROUP and (part.required or random.random() < 0.6)
    }
    if name == "evidence" and random.random() < 0.5:
        values["speaker.role"] = random.choice(WORDS)
    borrowed = {"value": "government", "related": "publish-results"}[name] if name in BORROWED else ""
    after = random.choice([None, "", *copy.now.lists.get(name, ())])
    copy.add(name, {part: held for part, held in values.items() if held}, id=borrowed, after=after)


def _take_out(random: Random, copy: WorkingCopy) -> None:
    copy.take_out(*_item(random, copy))


def _leave_out(random: Random, copy: WorkingCopy) -> None:
    name, item = _item(random, copy)
    there = copy.origin(f"{name}/{item}") is Origin.LEFT_OUT
    copy.leave_out(name, item, random.choice(["", "Not here."] if there else ["Already so.", "Not here."]))


def _move(random: Random, copy: WorkingCopy) -> None:
    copy.move(*_item(random, copy), random.choice([-1, 1, -9, 9]))


def _back(random: Random, copy: WorkingCopy) -> None:
    copy.back(random.choice([*copy.now.values, *copy.now.left_out]))


def _undo(_random: Random, copy: WorkingCopy) -> None:
    copy.undo()


def _redo(_random: Random, copy: WorkingCopy) -> None:
    copy.redo()
