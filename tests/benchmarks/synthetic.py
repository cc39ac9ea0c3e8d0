"""A workspace of any size, the same for the same seed: practices of about 2.8 KB."""

from __future__ import annotations

import random
from pathlib import Path

import yaml

WORDS = (  # noqa: SIM905
    "agree ask bring build call check choose clear common cost date decide draw early explain find first follow give "
    "group help hold hotline keep know learn letter line list look measure meet ministry month name network number "
    "open operator paper partner pay people place plan police problem provider public record report rule sector send "
    "service share show sign small speak start step story table talk team test time together trust try user victim "
    "wait watch week work worry write year"
).split()
THEMES = ("trust", "funding", "law", "sharing")
GROUPS = ("government", "private-sector", "civil-society", "technical-community")
PHASES = ("start", "operate", "review")
TOPICS = ("abuse", "awareness", "response")


def workspace(root: Path, count: int, *, seed: int = 1, second: float = 0.0) -> None:
    """Write a handbook with one edition, and with a second one that changes a share of the first."""
    dice = random.Random(seed)
    _put(root / "handbook.yaml", {"format": "1", "title": {"en": "Synthetic handbook"}})
    first = root / "practices" / "first"
    _put(first / "edition.yaml", _edition("first", ""))
    _put(first / "taxonomy.yaml", _taxonomy())
    _put(first / "sources.yaml", _sources())
    ids = [f"practice-{number:05d}" for number in range(count)]
    for one in ids:
        _put(first / "entries" / f"{one}.yaml", practice(one, ids, dice))
    if second:
        other = root / "practices" / "second"
        _put(other / "edition.yaml", _edition("second", "first"))
        for one in ids[: int(count * second)]:
            _put(other / "adapt" / f"{one}.yaml", _adaptation(one, dice))


def practice(practice_id: str, ids: list[str], dice: random.Random) -> dict[str, object]:
    """One practice as its file holds it."""
    groups = dice.sample(GROUPS, 2)
    return {
        "format": "1",
        "id": practice_id,
        "kind": "practice",
        "lang": "en",
        "title": f"{_words(dice, 5).capitalize()} {practice_id[-5:]}",
        "summary": _sentences(dice, 2),
        "status": "published",
        "maturity": dice.choice(["emerging", "demonstrated"]),
        "priority": {"level": dice.choice(["now", "next", "later"]), "reason": _sentences(dice, 1)},
        "themes": dice.sample(THEMES, 1),
        "groups": groups,
        "phases": dice.sample(PHASES, 1),
        "topics": dice.sample(TOPICS, 1),
        "problem": f"{_sentences(dice, 3)}\n\n{_sentences(dice, 2)} See *{_words(dice, 2)}*.\n",
        "steps": [
            {"id": f"step-{n}", "text": _sentences(dice, 1), "groups": groups[:1], "basis": "editors"} for n in range(4)
        ],
        "checklist": [
            {"id": f"item-{n}", "text": _sentences(dice, 1), "groups": [groups[n % 2]], "kind": "do", "basis": "heard"}
            for n in range(4)
        ],
        "signs": [{"id": f"sign-{n}", "text": _sentences(dice, 1)} for n in range(1)],
        "pitfalls": [{"id": f"pitfall-{n}", "text": _sentences(dice, 1)} for n in range(1)],
        "examples": [
            {"id": "one", "outcome": "worked", "text": _sentences(dice, 2), "where": "Nowhere", "as_of": "2017"}
        ],
        "evidence": [
            {
                "id": f"said-{n}",
                "source": "session",
                "at": str(dice.randint(1, 200)),
                "kind": dice.choice(["first-hand", "opinion"]),
                "speaker": {"label": "Speaker", "role": "Speaker", "organisation": f"Body {n}"},
                "says": _sentences(dice, 1),
                "supports": ["summary", f"checklist/item-{n}.text"],
                "as_of": "2017-12-19",
            }
            for n in range(2)
        ],
        "related": [{"id": one, "relation": "see-also"} for one in dice.sample(ids, min(2, len(ids)))],
        "revision": "1",
    }


def _edition(name: str, above: str) -> dict[str, object]:
    held: dict[str, object] = {
        "format": "1",
        "id": name,
        "title": {"en": f"The {name} edition"},
        "standing": "official",
        "languages": ["en"],
        "licence": "CC-BY-4.0",
    }
    return {**held, "builds_on": above} if above else held


def _adaptation(practice_id: str, dice: random.Random) -> dict[str, object]:
    return {
        "format": "1",
        "adapts": practice_id,
        "lang": "en",
        "changes": {"summary": {"text": _sentences(dice, 2), "why": _sentences(dice, 1), "base": "f1-" + "0" * 32}},
    }


def _taxonomy() -> dict[str, object]:
    lists = {"themes": THEMES, "groups": GROUPS, "phases": PHASES, "topics": TOPICS}
    held = {name: [{"id": one, "label": {"en": one.replace("-", " ").capitalize()}} for one in ids]
            for name, ids in lists.items()}  # fmt: skip
    return {"format": "1", **held}


def _sources() -> dict[str, object]:
    source = {"id": "session", "kind": "session", "title": "A session", "short": "S1", "date": "2017-12-19",
              "authority": "caption"}  # fmt: skip
    return {"format": "1", "lang": "en", "sources": [source]}


def _words(dice: random.Random, count: int) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(count))


def _sentences(dice: random.Random, count: int) -> str:
    return " ".join(f"{_words(dice, dice.randint(7, 13)).capitalize()}." for _ in range(count))


def _put(path: Path, held: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.dump(held, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110))
