"""Makes the histories: a shared edition, a local one, and ten years of edits; the same for the same seed.

They are committed, and were so before the merging was measured with them. `python -m
tests.journeys.ten_years.make_histories` writes them anew; a test says that they are still the same.
"""

from __future__ import annotations

import copy
import json
import random

from tests.journeys.ten_years.phrases import Phrases, sentences
from tests.journeys.ten_years.shared import (
    HISTORIES,
    LISTS,
    PARAGRAPH,
    SETS,
    WORDS,
    Edit,
    History,
    Shared,
    Tree,
    Trees,
    history_file,
    last_name,
    units,
    value_of,
)

SEEDS = range(1, 21)
YEARS = 10
SUBJECTS = (
    "Answer reports", "Ask early", "Book the room", "Build trust", "Call first", "Check the law", "Close the loop",
    "Compare offers", "Count the calls", "Draw the map", "Explain refusals", "Fund travel", "Greet newcomers",
    "Hear the critics", "Invite users", "Keep minutes", "Lend a desk", "List contacts", "Measure delay", "Meet at dawn",
    "Name a deputy", "Open accounts", "Pay together", "Plan handover", "Print on paper", "Publish drafts",
    "Read aloud", "Record objections", "Rotate the chair", "Run a drill", "Say thank you", "Share tools",
    "Show results", "Speak plainly", "Start small", "Teach schools", "Test backups", "Translate calls", "Vote last",
    "Write it down",
)  # fmt: skip
SHARE = 0.10  # of its units that the shared edition edits in a year
LONGEST = {"title": 90, "summary": 300, "breakthrough": 200}
GROUPS = ("government", "regulator", "private-sector", "isp-hosting", "civil-society", "technical-community", "csirt",
          "academia", "law-enforcement", "hotline", "consumer-organisation", "youth")  # fmt: skip
CHOICES = {
    "maturity": ("proposed", "emerging", "demonstrated", "established", "ended"),
    "level": ("now", "next", "later"),
}
NAMES = ("agree", "ask", "book", "call", "check", "collect", "compare", "explain", "invite", "list", "measure",
         "meet", "name", "open", "pay", "publish", "read", "review", "send", "share", "teach", "test", "thank",
         "translate")  # fmt: skip
# What the local edition changes: 44 units, most of them texts.
LOCAL = ["reword"] * 14 + ["append"] * 8 + ["rewrite"] * 6 + ["cut"] * 2 + ["value"] * 4 + ["set"] * 3
LOCAL += ["hide"] * 3 + ["item"] * 3 + ["move"]


def made_start() -> Trees:
    """The practices of the shared edition on the first day."""
    dice = random.Random(2026)
    phrases = Phrases(dice)
    found: Trees = {}
    for subject in SUBJECTS:
        name = subject.lower().replace(" ", "-")
        found[name] = _practice(name, phrases.title(subject), phrases)
    return found


def made_history(seed: int, practices: Trees) -> History:
    """Ten years of a seed."""
    return _Maker(seed, practices).history()


def written(history: History) -> str:
    """A history as its file holds it: one edit a line."""
    years = "],[\n".join(_lines(year) for year in history.years)
    return f'{{"seed":{history.seed},\n"local":[\n{_lines(history.local)}],\n"years":[[\n{years}]]}}\n'


def _lines(edits: list[Edit]) -> str:
    return ",\n".join(json.dumps(edit, ensure_ascii=False, separators=(",", ":")) for edit in edits)


def _practice(name: str, title: str, phrases: Phrases) -> Tree:
    dice = phrases.dice
    made: Tree = {
        "id": name,
        "title": title,
        "summary": phrases.text(2),
        "status": "published",
        "maturity": dice.choice(CHOICES["maturity"][:4]),
        "priority": {"level": dice.choice(CHOICES["level"]), "reason": phrases.text(2)},
        "groups": dice.sample(GROUPS, 4),
        "problem": f"{phrases.text(dice.randint(2, 3))}\n\n{phrases.text(2)}",
    }
    for key, count in (("steps", 3), ("checklist", 3), ("pitfalls", 2)):
        made[key] = []
        for _ in range(count):
            made[key].append(_item(key, made[key], phrases))
    return {**made, "breakthrough": phrases.sentence()}


def _item(name: str, others: list[Tree], phrases: Phrases) -> Tree:
    dice = phrases.dice
    taken = {item["id"].rpartition("/")[2] for item in others}
    free = [one for one in NAMES if one not in taken] or [f"more-{len(taken)}"]
    item: Tree = {"id": dice.choice(free), "text": phrases.text(dice.choice([1, 1, 2]), order=name != "pitfalls")}
    if name == "checklist":
        item["groups"] = dice.sample(GROUPS, dice.randint(1, 2))
    return item


class _Maker:
    """One seed: the shared edition as it changes, the local one as it was written on the first day."""

    def __init__(self, seed: int, practices: Trees) -> None:
        self.seed = seed
        self.dice = random.Random(seed)
        self.phrases = Phrases(self.dice)
        self.first = practices
        self.shared = Shared(copy.deepcopy(practices))
        self.local: list[Edit] = []
        self.was_now: dict[tuple[str, str], tuple[str, str]] = {}  # what local texts were made of, and what they say
        self.gone_ids: dict[tuple[str, str], list[Tree]] = {}  # an id is never used again

    def history(self) -> History:
        self._adapt()
        reflow, order, keys = self.dice.sample(range(2, YEARS), 3)
        years = []
        for year in range(1, YEARS + 1):
            edits: list[Edit] = []
            self._year(edits)
            if year == reflow:
                self._do(edits, "reflow", self.dice.choice([80, 90, 110]))
            if year == order:
                self._reorder_items(edits)
            if year == keys:
                self._do(edits, "keys", self._other_keys())
            years.append(edits)
        return History(self.seed, self.local, years)

    def _do(self, edits: list[Edit], *edit: object) -> None:
        self.shared.apply(list(edit))
        edits.append(list(edit))

    # What the local edition changes

    def _adapt(self) -> None:
        names = self.dice.sample(sorted(self.first), 26)
        taken: set[tuple[str, str]] = set()
        for kind in LOCAL:
            while not self._adapt_one(kind, self.dice.choice(names), taken):
                pass

    def _adapt_one(self, kind: str, name: str, taken: set[tuple[str, str]]) -> bool:
        """Make one local change, or say that it does not fit here."""
        practice = self.first[name]
        if kind in ("hide", "item", "move"):
            place = self.dice.choice(LISTS)
            item = self.dice.choice(practice[place])["id"]
            if any(held.startswith(f"{place}/") for of, held in taken if of == name):
                return False
            taken.add((name, f"{place}/"))
            if kind == "hide":
                self.local.append(["remove", name, place, item])
            elif kind == "move":
                self.local.append(["move", name, place, practice[place][0]["id"], practice[place][-1]["id"]])
            else:
                own = _item(place, practice[place], self.phrases)
                self.local.append(["add", name, place, item, {**own, "id": f"ke/{own['id']}"}])
            return True
        wanted = {"value": ("maturity", "level"), "set": SETS}.get(kind, WORDS)
        unit = self.dice.choice([path for path, _ in units(practice) if last_name(path) in wanted])
        own_list = (name, unit.partition("/")[0] + "/")
        if (name, unit) in taken or own_list in taken or unit == "title":
            return False
        now = value_of(practice, unit)
        if kind in ("value", "set"):
            edit = self._other_value(name, unit, now)
        else:
            new = self._local_text(kind, unit, now)
            if new in ("", now):
                return False
            self.was_now[name, unit] = (now, new)
            edit = _said(name, unit, now, new)
        taken.add((name, unit))
        self.local.append(edit)
        return True

    def _local_text(self, kind: str, unit: str, now: str) -> str:
        said = sentences(now)
        if kind == "append":
            return f"{now} {self.phrases.sentence()}"
        if kind == "rewrite":
            return self.phrases.text(len(said), order="steps" in unit or "checklist" in unit)
        one = self.dice.choice(said)
        if kind == "cut":
            return _without(now, one) if len(said) > 1 else ""
        return now.replace(one, self.phrases.reworded(self.phrases.reworded(one)))

    # What the shared edition does in a year

    def _year(self, edits: list[Edit]) -> None:
        alive = [name for name, held in self.shared.practices.items() if held["status"] == "published"]
        count = round(SHARE * sum(1 for name in alive for _ in units(self.shared.practices[name])))
        if self.dice.random() < 0.4:
            name = self.dice.choice(alive)
            alive.remove(name)
            because = f"Nobody does this any more. {self.phrases.sentence()}"
            self._do(edits, "withdraw", name, because, [self.dice.choice(alive)])
        if self.dice.random() < 0.5:
            self._adopt(edits, alive)
        if self.dice.random() < 0.5:
            self._touch(edits, alive)
        if self.dice.random() < 0.06:
            self._take_in(edits, alive)
        for _ in range(self.dice.randint(2, 4)):
            name, place = self.dice.choice(alive), self.dice.choice(LISTS)
            items = self.shared.practices[name][place]
            item = _item(place, [*items, *self.gone_ids.get((name, place), [])], self.phrases)
            self._do(edits, "add", name, place, self.dice.choice([held["id"] for held in items]), item)
        for _ in range(self.dice.randint(1, 3)):
            self._remove(edits, self.dice.choice(alive), self.dice.choice(LISTS))
        waiting = [(name, unit) for name in alive for unit, _ in units(self.shared.practices[name])]
        self.dice.shuffle(waiting)
        done = {(edit[1], edit[2]) for edit in edits}
        for name, unit in waiting:
            if len(edits) >= count:
                break
            if (name, unit) not in done:
                self._edit(edits, name, unit)

    def _remove(self, edits: list[Edit], name: str, place: str) -> None:
        items = self.shared.practices[name][place]
        if len(items) < 2:
            return
        item = self.dice.choice(items)
        self.gone_ids.setdefault((name, place), []).append(item)
        self._do(edits, "remove", name, place, item["id"])

    def _adopt(self, edits: list[Edit], alive: list[str]) -> None:
        """Take the local wording into the shared text, where that still has the sentence it was made of."""
        for name, unit, now, was, ours in self._local_texts(alive):
            before, after = sentences(was), sentences(ours)
            old = [one for one in before if one not in after]
            new = [one for one in after if one not in before]
            if len(old) == 1 and len(new) == 1:
                adopted = now.replace(old[0], new[0]) if old[0] in now else ""
            elif not old and new:
                adopted = "" if new[0] in now else f"{now} {new[0]}"
            elif len(before) > 1 and not new:
                adopted = _without(now, old[0]) if len(sentences(now)) > 1 else ""
            else:
                adopted = ours
            if adopted and adopted != now:
                self._do(edits, *_said(name, unit, now, adopted))
                return

    def _touch(self, edits: list[Edit], alive: list[str]) -> None:
        """Reword the very sentence that the local edition changed."""
        for name, unit, now, was, ours in self._local_texts(alive):
            said = [one for one in sentences(was) if one not in sentences(ours) and one in now]
            if said and not any(edit[1:3] == [name, unit] for edit in edits):
                self._do(edits, *_said(name, unit, now, now.replace(said[0], self.phrases.reworded(said[0]))))
                return

    def _take_in(self, edits: list[Edit], alive: list[str]) -> None:
        """Take a local item in, as a contribution that was accepted."""
        for verb, name, *rest in self.local:
            if verb == "add" and name in alive:
                place, after, item = rest
                slug = item["id"].removeprefix("ke/")
                held = [one["id"] for one in self.shared.practices[name][place]]
                if slug not in held and slug not in [one["id"] for one in self.gone_ids.get((name, place), [])]:
                    self._do(edits, "add", name, place, after, {**item, "id": slug, "from": item["id"]})
                    return

    def _local_texts(self, alive: list[str]) -> list[tuple[str, str, str, str, str]]:
        found = []
        for (name, unit), (was, ours) in self.was_now.items():
            here = dict(units(self.shared.practices[name]))
            if name in alive and unit in here:
                found.append((name, unit, here[unit], was, ours))
        self.dice.shuffle(found)
        return found

    def _edit(self, edits: list[Edit], name: str, unit: str) -> None:
        now = value_of(self.shared.practices[name], unit)
        if last_name(unit) not in WORDS:
            self._do(edits, *self._other_value(name, unit, now))
            return
        new = self._edited_text(unit, now)
        if new != now and len(new) <= LONGEST.get(unit, 1200):
            self._do(edits, *_said(name, unit, now, new))

    def _edited_text(self, unit: str, now: str) -> str:
        if unit == "title":
            return self.phrases.reworded(now) if not now.endswith(".") else now
        said = sentences(now)
        one = self.dice.choice(said)
        kinds = ("reword", "number", "add", "cut", "replace", "rewrite")
        kind = self.dice.choices(kinds, (40, 12, 22, 12, 10, 4) if len(said) > 1 else (60, 12, 12, 0, 0, 16))[0]
        order = "steps" in unit or "checklist" in unit
        if kind == "cut":
            return _without(now, one)
        if kind == "rewrite":
            return self.phrases.text(len(said), order=order)
        if kind == "add":
            return now.replace(one, f"{one} {self.phrases.sentence()}")
        if kind == "replace":
            return now.replace(one, self.phrases.sentence(order=order and one == said[0]))
        return now.replace(one, self.phrases.renumbered(one) if kind == "number" else self.phrases.reworded(one))

    def _other_value(self, name: str, unit: str, now: str | list[str]) -> Edit:
        if isinstance(now, list):
            if len(now) > 1 and self.dice.random() < 0.4:
                return ["leave", name, unit, self.dice.choice(now)]
            return ["join", name, unit, self.dice.choice([one for one in GROUPS if one not in now])]
        return ["set", name, unit, self.dice.choice([one for one in CHOICES[last_name(unit)] if one != now])]

    def _reorder_items(self, edits: list[Edit]) -> None:
        for name, practice in self.shared.practices.items():
            place = self.dice.choice(LISTS)
            ids = [item["id"] for item in practice[place]]
            if practice["status"] == "published" and len(ids) > 1 and self.dice.random() < 0.5:
                other = self.dice.sample(ids, len(ids))
                if other != ids:
                    self._do(edits, "order", name, place, other)

    def _other_keys(self) -> list[str]:
        """The keys in another order: three fields move, and in items the text comes last."""
        keys = [key for key in next(iter(self.first.values())) if key != "id"]
        for key in self.dice.sample(keys[1:], 3):
            keys.remove(key)
            keys.insert(self.dice.randint(1, len(keys)), key)
        return ["id", *keys, "from", "text"]


def _said(name: str, unit: str, now: str, new: str) -> Edit:
    """The edit between two texts: the words at which they part, and those that come in their place."""
    old, come = (text.replace("\n\n", f" {PARAGRAPH} ").split(" ") for text in (now, new))
    shorter = min(len(old), len(come))
    front = next((at for at in range(shorter) if old[at] != come[at]), shorter)
    rest = shorter - front
    back = next((at for at in range(rest) if old[-1 - at] != come[-1 - at]), rest)
    return ["say", name, unit, front, len(old) - front - back, " ".join(come[front : len(come) - back])]


def _without(text: str, sentence: str) -> str:
    """The text without a sentence; a paragraph that is left empty goes too."""
    paragraphs = [" ".join(one for one in sentences(paragraph) if one != sentence) for paragraph in text.split("\n\n")]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def main() -> None:
    """Write the histories."""
    practices = made_start()
    lines = [f"{json.dumps(name)}:{json.dumps(held, ensure_ascii=False)}" for name, held in practices.items()]
    HISTORIES.mkdir(exist_ok=True)
    (HISTORIES / "start.json").write_text("{" + ",\n".join(lines) + "}\n", encoding="utf-8")
    for seed in SEEDS:
        history_file(seed).write_text(written(made_history(seed, practices)), encoding="utf-8")


if __name__ == "__main__":
    main()
