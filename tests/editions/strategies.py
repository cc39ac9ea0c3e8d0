"""Made-up practices, what an edition changes in them, and what became of the shared edition since.

A `Story` knows which state each change must have, since it is told by what happened.
"""

from __future__ import annotations

import copy
import unicodedata
from dataclasses import dataclass, field
from random import Random
from typing import Any

from hypothesis import strategies as st

from handbook.editions.fingerprint import fingerprint
from handbook.model.handbook import Handbook
from handbook.model.resolved import State
from tests.editions.build import edition, handbook, practice

WORDS = [
    "aid",
    "ally",
    "answer",
    "café",
    "call",
    "duty",
    "law",
    "meet",
    "naïve",
    "open",
    "rule",
    "voice",
    "ثقة",
    "قانون",
]
GROUPS = ["government", "academia", "hotline", "civil-society", "private-sector"]
MATURITY = ["proposed", "emerging", "demonstrated", "established", "ended"]
LISTS = {"checklist": ["text"], "steps": ["text"], "barriers": ["text", "overcome"]}
# Drawn as one seed each: a practice takes hundreds of choices, and Hypothesis would spend its time on drawing them.
RANDOMS = st.randoms(use_true_random=True)
# What can become of the words that an edition changed.
WORDS_FATES = {"left": State.FRESH, "elsewhere": State.STALE, "same": State.CONFLICT, "ours": State.CONVERGED}
ITEM_FATES = ["changed", "changed", "gone", "hidden", "moved", "moved and reworded", "nothing"]
OWN_FATES = {
    "left": State.FRESH, "claimed": State.CLAIMED, "taken": State.CONVERGED, "reworded": State.STALE,
    "both": State.CONVERGED, "lost": State.DISPLACED,
}  # fmt: skip


@dataclass
class Pen:
    """Writes sentences none of which is written twice."""

    random: Random
    written: int = 0

    def sentence(self) -> str:
        self.written += 1
        words = [self.random.choice(WORDS) for _ in range(self.random.randint(1, 4))]
        return f"{' '.join(words).capitalize()} {self.written}."

    def text(self, sentences: int = 3) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def some(self, members: list[str], least: int = 0) -> list[str]:
        return self.random.sample(members, self.random.randint(min(least, len(members)), len(members)))

    def maybe(self) -> bool:
        return self.random.random() < 0.5

    def item(self, name: str, item_id: str) -> dict[str, Any]:
        held: dict[str, Any] = {"id": item_id} | {part: self.text() for part in LISTS[name]}
        if name != "barriers":
            held["groups"] = self.some(GROUPS, 1)
        return held

    def practice(self) -> dict[str, Any]:
        held: dict[str, Any] = {"title": self.sentence(), "summary": self.text(), "problem": self.text()}
        held["problem"] += "\n\n" + self.text()
        held |= {"maturity": self.random.choice(MATURITY), "groups": self.some(GROUPS, 1)}
        held["priority"] = {"level": "now", "reason": self.text()}
        for name in LISTS:
            held[name] = [self.item(name, f"{name[0]}{n}") for n in range(1, self.random.randint(1, 5) + 1)]
        return held


@dataclass
class Story:
    """What the parent said, what the edition made of it, what the parent says now, and so each change's state."""

    then: dict[str, Any]
    now: dict[str, Any]
    changes: dict[str, dict[str, Any]] = field(default_factory=dict)
    additions: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    bases: list[str] = field(default_factory=list)
    expected: dict[str, State] = field(default_factory=dict)

    def book(self, now: dict[str, Any] | None = None) -> Handbook:
        adaptations = {"trust": {"changes": self.changes, "additions": self.additions}}
        return handbook(
            edition("global", "", practice(**(self.now if now is None else now))),
            edition("nl", "global", adaptations=adaptations, bases=tuple(self.bases)),
        )


@st.composite
def stories(draw: st.DrawFn) -> Story:
    pen = Pen(draw(RANDOMS))
    then = pen.practice()
    story = Story(then, copy.deepcopy(then))
    for name in ("title", "summary", "problem"):
        if pen.maybe():
            _words(pen, story, story.now, name, name)
    if pen.maybe():
        _words(pen, story, story.now["priority"], "reason", "priority.reason")
    _maturity(pen, story)
    if pen.maybe():
        story.changes["groups"] = {"add": pen.some(GROUPS, 1), "remove": pen.some(GROUPS), "why": "w"}
        story.expected["groups"] = State.FRESH
    for name in LISTS:
        _items(pen, story, name)
    return story


def _words(pen: Pen, story: Story, holder: dict[str, Any], key: str, path: str) -> None:
    """The edition rewords the first sentence, and something happens to the parent's words."""
    base, fate = holder[key], pen.random.choice(list(WORDS_FATES))
    _, _, rest = base.partition(". ")
    ours = f"{pen.sentence()} {rest}" if rest else pen.sentence()
    story.changes[path] = {"text": ours, "why": "w", "base": fingerprint(base)}
    story.bases.append(base)
    if fate == "elsewhere" and not rest:
        fate = "same"
    if fate == "elsewhere":
        holder[key] = base.rpartition(". ")[0] + ". " + pen.sentence()
    elif fate == "same":
        holder[key] = f"{pen.sentence()} {rest}" if rest else pen.sentence()
    elif fate == "ours":
        holder[key] = ours
    story.expected[path] = WORDS_FATES[fate]


def _maturity(pen: Pen, story: Story) -> None:
    ours, theirs = pen.random.sample([level for level in MATURITY if level != story.then["maturity"]], 2)
    fates = {
        "left": (story.then["maturity"], State.FRESH), "other": (theirs, State.CONFLICT),
        "ours": (ours, State.CONVERGED), "gone": ("", State.ORPHANED),
    }  # fmt: skip
    story.now["maturity"], story.expected["maturity"] = fates[pen.random.choice(list(fates))]
    story.changes["maturity"] = {"value": ours, "why": "w", "base": fingerprint(story.then["maturity"])}


def _items(pen: Pen, story: Story, name: str) -> None:
    items = story.now[name]
    fates = {item["id"]: pen.random.choice(ITEM_FATES) for item in items}
    stay = [item_id for item_id, fate in fates.items() if fate in ("nothing", "changed", "hidden")]
    for item in list(items):
        _item(pen, story, name, item, fates[item["id"]], stay)
    story.now[name] = [item for item in items if fates[item["id"]] != "gone"]
    for number in range(pen.random.randint(0, 2)):
        _own(pen, story, name, f"nl/own-{number}", stay)
    story.now[name] += [pen.item(name, f"new-{number}") for number in range(pen.random.randint(0, 2))]
    pen.random.shuffle(story.now[name])


def _item(pen: Pen, story: Story, name: str, item: dict[str, Any], fate: str, stay: list[str]) -> None:
    path, base = f"{name}/{item['id']}", item["text"]
    if fate in ("changed", "moved and reworded", "gone"):
        for part in LISTS[name]:
            _words(pen, story, item, part, f"{path}.{part}")
        if fate == "gone":
            for part in LISTS[name]:
                del story.expected[f"{path}.{part}"]
            story.expected[path] = State.ORPHANED
    if fate == "hidden":
        story.changes[path] = {"hide": pen.sentence(), "base": fingerprint(base)}
    if fate.startswith("moved"):
        lost = pen.maybe()
        anchors = ["never-there"] if lost else pen.some([other for other in stay if other != item["id"]])
        story.changes[path] = {"after": anchors, "why": "w", "base": fingerprint(base)}
        story.expected[path] = State.DISPLACED if lost else State.FRESH
    if fate in ("hidden", "moved", "moved and reworded"):
        if fate == "hidden" and pen.maybe():
            item["text"] = pen.text()
        if item["text"] != base:
            story.expected[path] = State.STALE
        else:
            story.expected.setdefault(path, State.FRESH)


def _own(pen: Pen, story: Story, name: str, item_id: str, stay: list[str]) -> None:
    fate, ours = pen.random.choice(list(OWN_FATES)), pen.item(name, item_id)
    if fate == "lost":
        ours["after"] = ["never-there"]
    elif stay and pen.maybe():
        ours["after"] = ["never-there", pen.random.choice(stay)]
    story.additions.setdefault(name, []).append(ours)
    there = item_id
    theirs = [{"id": item_id} | {part: pen.text() for part in LISTS[name]}]
    if fate in ("taken", "reworded", "both"):
        there = item_id.replace("/", "-")
        words = {part: pen.text() for part in LISTS[name]} if fate == "reworded" else {}
        taken = {part: held for part, held in ours.items() if part != "after"}
        theirs = [taken | {"id": there, "from": item_id} | words, *(theirs if fate == "both" else [])]
    if fate not in ("left", "lost"):
        story.now[name] = [*story.now[name], *theirs]
    shown = there if OWN_FATES[fate] is State.CONVERGED else item_id
    story.expected[f"{name}/{shown}"] = OWN_FATES[fate]


def reflowed(content: Any, random: Random) -> Any:
    """The same, said with other line ends, another Unicode form, and other orders of keys and items."""
    if isinstance(content, str):
        wrapped = content.replace(". ", random.choice([".\n", ". ", ".\r\n"]))
        return unicodedata.normalize(random.choice(["NFC", "NFD"]), wrapped)
    if isinstance(content, list):
        return random.sample([reflowed(item, random) for item in content], len(content))
    if isinstance(content, dict):
        keys = random.sample(list(content), len(content))
        return {key: content[key] if key in ("id", "from") else reflowed(content[key], random) for key in keys}
    return content
