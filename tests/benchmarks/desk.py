"""How fast the desk is, through a real pseudo-terminal: from its start, and from a key to the last byte of its answer.

All it knows of the desk stands in `Marks`: keys to press, and regular expressions by which the answers are known.
"""

from __future__ import annotations

import random
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.benchmarks import peers
from tests.benchmarks.line import Line, Unanswered, share
from tests.benchmarks.measure import HANDBOOK, Row, spent
from tests.benchmarks.synthetic import practice
from tests.benchmarks.synthetic import workspace as synthetic

FEW, MANY = 1_000, 10_000
STARTS = 5
ITEMS = 40
LOOKED_THROUGH = 20  # seconds in which what the library shows besides is found for the many
STEPS = 0.1  # seconds without a byte, after which list, count and scroll bar have followed the filter
MB = 200
QUERIES = ("trust ministry", "report number", "early warning")
UP, DOWN, ESCAPE, ENTER, ERASE = "\x1b[A", "\x1b[B", "\x1b", "\r", "\x7f"
LONG = "Zebras at dawn"  # the title of the practice with many items; nothing else in the workspace holds a z
COUNTED = "Zebras are counted at dawn"  # how its problem begins


@dataclass(frozen=True, slots=True)
class Marks:
    """What to press at the desk, and what then stands on the screen."""

    command: tuple[str, ...] = ("edit", "--edition", "first")
    filter: str = "/"  # goes to the filter
    leave_filter: str = ESCAPE  # empties it and goes back to the list
    into_list: str = DOWN  # from the filter to the first practice that is left
    filtered: str = "{words}"  # they stand in the filter; the list is drawn anew a moment later, if it is another one
    open: str = ENTER
    opened: str = "{begins}"  # its problem, which stands in the form alone
    close: str = ESCAPE
    into_text: str = "\t"  # from the title into the summary, whose Markdown is previewed
    typed: str = "{word}"
    bold: str = r"(?<!\*){word}(?!\*)"  # the same word without its stars: it stands so in the preview alone
    pause: float = 0.25  # after which the preview follows what was typed


MARKS = Marks()


def rows(folder: Path, marks: Marks = MARKS) -> Iterator[Row]:
    """The rows on the desk; `folder` is an empty one to work in."""
    few = _workspace(folder / "few", FEW)
    title = _first(few)
    yield from _starting(few, FEW, marks, paints=0.8, usable=1.3)
    with _desk(few, marks) as desk:
        desk.answer(title)
        desk.still(0.5)
        yield _met("a filter key", _filtering(desk, marks), 50)
        yield _met("opening a practice", _opening(desk, marks, few), 150)
        _enter(desk, marks, LONG)
        desk.send(marks.open)
        desk.answer(marks.opened.format(begins=COUNTED))
        desk.still(0.5)
        desk.send(marks.into_text)
        desk.still(0.3)
        yield _met(f"typing in a practice with {ITEMS} items", _typing(desk, marks), 30)
        yield _met(f"the preview, after a pause of {marks.pause:g} s", _previewing(desk, marks), 150)
        yield Row("… and its memory then", f"{desk.memory:.0f} MB", f"≤ {MB} MB", desk.memory <= MB)
    many = _workspace(folder / "many", MANY)
    yield from _starting(many, MANY, marks, usable=2.5)
    with _desk(many, marks) as desk:
        desk.answer(_first(many))
        desk.pause(LOOKED_THROUGH)
        yield Row("… its memory at most, until all of it is looked through", f"{desk.most_memory:.0f} MB", "", True)
    yield from peers.rows(folder, FEW, STARTS)


def _starting(root: Path, count: int, marks: Marks, *, usable: float, paints: float = 0) -> Iterator[Row]:
    """The least of several starts: what the desk needs, without what else the machine was doing."""
    first, answered, title = [], [], _first(root)
    for _ in range(STARTS):
        with _desk(root, marks) as desk:
            first.append(desk.answer(title))
            answered.append(_answers(desk, marks))
            memory = desk.memory
    bar = f"≤ {paints} s" if paints else ""
    yield Row(
        f"the desk with {count:,} practices: first paint",
        f"{min(first):.2f} s",
        bar,
        min(first) <= paints or not paints,
    )
    yield Row("… until it answers a filter key", f"{min(answered):.2f} s", f"≤ {usable} s", min(answered) <= usable)
    yield Row("… its memory then", f"{memory:.0f} MB", f"≤ {MB} MB", memory <= MB)


def _answers(desk: Line, marks: Marks, tries: int = 40) -> float:
    """Press the filter key and a letter until there is an answer: a program that is not ready yet may lose both.

    Seconds from the start of the program to that answer.
    """
    for left in reversed(range(tries)):
        desk.send(marks.filter + "z")
        pressed = time.perf_counter() - desk.began
        try:
            return pressed + desk.answer(marks.filtered.format(words="z"), patience=0.25, burst=STEPS)
        except Unanswered:
            if not left:
                raise
    return 0.0


def _filtering(desk: Line, marks: Marks) -> list[float]:
    """Each letter of some words, and each taken back."""
    took = []
    for words in QUERIES:
        desk.send(marks.filter)
        desk.still(0.3)
        lengths = [*range(1, len(words) + 1), *range(len(words) - 1, 0, -1)]
        for before, length in zip([0, *lengths], lengths, strict=False):
            desk.send(words[length - 1] if length > before else ERASE)
            took.append(desk.answer(marks.filtered.format(words=re.escape(words[:length].strip())), burst=STEPS))
        desk.send(marks.leave_filter)
        desk.still(0.3)
    return took


def _opening(desk: Line, marks: Marks, root: Path) -> list[float]:
    """Some practices all over the list, each found by its title and opened."""
    took = []
    for path in sorted((root / "practices/first/entries").glob("practice-*.yaml"))[3 :: FEW // 40]:
        held = yaml.load(path.read_text(), Loader=yaml.CSafeLoader)
        _enter(desk, marks, held["title"][-5:])
        desk.send(marks.open)
        took.append(desk.answer(marks.opened.format(begins=" ".join(held["problem"].split()[:3]))))
        desk.still(0.3)
        desk.send(marks.close)
        desk.still(0.3)
    return took


def _typing(desk: Line, marks: Marks, count: int = 160) -> list[float]:
    """Words typed as people type, with pauses in which the desk checks, keeps and previews what it has."""
    dice, took, word = random.Random(3), [], ""
    for _ in range(count):
        key = " " if len(word) == 8 else dice.choice("abdefgh") if word else "ñ"  # ñ stands nowhere else
        word = key if key == "ñ" else "" if key == " " else word + key
        desk.send(key)
        took.append(desk.answer(marks.typed.format(word=word)))
        desk.pause(dice.choice((0.05, 0.08, 0.08, 0.12, 0.4)))
    return took


def _previewing(desk: Line, marks: Marks) -> list[float]:
    took = []
    for number in range(20):
        word = f"ñandu{number}"
        desk.send(f" **{word}*")
        desk.still(0.02)
        desk.send("*")
        took.append(desk.answer(marks.bold.format(word=word)) - marks.pause)
        desk.still(0.3)
    return took


def _enter(desk: Line, marks: Marks, words: str) -> None:
    """Find one practice, and stand on it."""
    desk.send(marks.leave_filter)
    desk.still(0.2)
    desk.send(marks.filter)
    desk.still(0.1)
    desk.send(words)
    desk.answer(marks.filtered.format(words=re.escape(words)), burst=STEPS)
    desk.still(0.3)
    desk.send(marks.into_list)
    desk.still(0.3)


def _met(what: str, took: Sequence[float], bar: int) -> Row:
    middle, most = share(took, 0.5) * 1000, share(took, 0.95) * 1000
    said = f"p50 {middle:.0f} ms, p95 {most:.0f} ms"
    return Row(f"{what}, {len(took)} times", said, f"p95 ≤ {bar} ms", most <= bar)


def _desk(root: Path, marks: Marks) -> Line:
    """The desk as it starts when nobody was cut off before."""
    for kept in ("drafts", "open"):
        shutil.rmtree(root / ".handbook" / kept, ignore_errors=True)
    return Line([*HANDBOOK, *marks.command], root)


def _first(root: Path) -> str:
    """The beginning of a title that stands at the top of the list; a narrow list cuts its end."""
    titles = (
        re.search(r"^title: (.*)$", path.read_text(), re.M) for path in (root / "practices/first/entries").iterdir()
    )
    return re.escape(min(title[1] for title in titles if title)[:20])


def _workspace(root: Path, count: int) -> Path:
    """A handbook of this size with one long practice, read twice, so that the cache is warm as on any other day."""
    synthetic(root, count)
    held = practice("zebra", ["practice-00001"], random.Random(4))
    items = [
        {"id": f"item-{n}", "text": f"Look for the zebra of the {n}. street.", "groups": ["government"], "kind": "do",
         "basis": "editors"} for n in range(ITEMS)
    ]  # fmt: skip
    held |= {"title": LONG, "problem": f"{COUNTED}, and never later.\n", "checklist": items}
    held |= {"evidence": [], "basis": [{"id": "plan", "kind": "policy", "title": "A plan"}]}
    text = yaml.dump(held, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110)
    (root / "practices/first/entries/zebra.yaml").write_text(text)
    time.sleep(2.5)  # a file read within two seconds of its writing is not trusted, and would be read again
    spent([*HANDBOOK, "list", "--format", "csv"], root)
    return root
