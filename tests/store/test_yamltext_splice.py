"""The writer: one changed unit changes only its lines, and what it cannot carry it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from handbook.errors import SaveRefused
from handbook.model.scalar import NOT_TEXT
from handbook.store import yamlread, yamltext
from handbook.store.yamltext import REMOVE, Document, Node, Removed, read, splice

SHIPPED = sorted((Path(__file__).parents[2] / "practices").glob("*/entries/*.yaml"))

SOURCE = """\
# Head.
format: "1"
id: stimulate # the id

# Above the title.
title: Stimulate before you regulate
summary: >-
  One two three
  four five.
problem: |  # Markdown
  First.

  Second.

# Above the groups.
groups: [government, isp]  # for whom
checklist:
  # Above the first.
  - id: consult-early
    text: 'Consult.'
    groups: [government]

  # Above the second.
  - {id: evaluate, text: "Look back."}
themes:
- one # first
- two
priority:
  level: now
unknown-key: {kept: "yes", عربي: نص}
# Tail.
"""

PLAIN = read(SOURCE.encode(), "f.yaml")
WINDOWS = read(b"\xef\xbb\xbf" + SOURCE.replace("\n", "\r\n").encode(), "f.yaml")

Path_ = tuple[str, ...]
ARABIC = 'unknown-key: {kept: "yes", عربي: نص}\n'
UNITS: list[Path_] = [
    ("title",),
    ("summary",),
    ("problem",),
    ("checklist", "consult-early", "text"),
    ("checklist", "evaluate", "text"),
    ("groups", "1"),
    ("themes", "0"),
    ("priority", "level"),
    ("unknown-key", "kept"),
    ("unknown-key", "عربي"),
]
TEXTS = st.text(st.characters(exclude_categories=["Cs"])).filter(
    lambda text: not NOT_TEXT.search(text) and "\r" not in text
)
NASTY = st.lists(st.sampled_from([*"ab:-# \n\t'\"|>{}[],", "word " * 30, "no"]), max_size=10).map("".join)


def changed(document: Document, edits: dict[Path_, Node | Removed], order: Any = None) -> tuple[list[str], list[str]]:
    """The lines that went and the lines that came, from the first difference to the last."""
    old = document.source.decode().splitlines(keepends=True)
    new = (splice(document, edits, order) if order else splice(document, edits)).decode().splitlines(keepends=True)
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return old, new


def lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


@pytest.mark.parametrize("document", [PLAIN, WINDOWS], ids=["unix", "windows"])
def test_without_a_change_the_bytes_stay(document: Document) -> None:
    assert splice(document, {}) is document.source
    assert (
        splice(document, {("title",): "Stimulate before you regulate", ("groups",): ["government", "isp"]})
        is document.source
    )
    assert splice(document, {("not-there",): REMOVE, ("checklist", "no", "text"): REMOVE}) is document.source


@pytest.mark.parametrize(
    ("path", "value", "went", "came"),
    [
        (("title",), "Short", "title: Stimulate before you regulate\n", "title: Short\n"),
        (("title",), "A: b", "title: Stimulate before you regulate\n", 'title: "A: b"\n'),
        (("title",), "no", "title: Stimulate before you regulate\n", 'title: "no"\n'),
        (("title",), "A\nb", "title: Stimulate before you regulate\n", "title: |-\n  A\n  b\n"),
        (("id",), "x", "id: stimulate # the id\n", "id: x # the id\n"),
        (("format",), "2", 'format: "1"\n', 'format: "2"\n'),
        (("summary",), "New.", "  One two three\n  four five.\n", "  New.\n"),
        (("summary",), "New.\n", "summary: >-\n  One two three\n  four five.\n", "summary: >\n  New.\n"),
        (("summary",), "A\n  b", "summary: >-\n  One two three\n  four five.\n", "summary: |-\n  A\n    b\n"),
        (("summary",), "", "summary: >-\n  One two three\n  four five.\n", 'summary: ""\n'),
        (("problem",), "First.\n\nThird.\n", "  Second.\n", "  Third.\n"),
        (
            ("problem",),
            "  First.\n",
            "problem: |  # Markdown\n  First.\n\n  Second.\n",
            "problem: |2  # Markdown\n    First.\n",
        ),
        (
            ("groups", "1"),
            "a, b",
            "groups: [government, isp]  # for whom\n",
            'groups: [government, "a, b"]  # for whom\n',
        ),
        (("groups",), ["isp"], "groups: [government, isp]  # for whom\n", "groups: [isp]  # for whom\n"),
        (("checklist", "consult-early", "text"), "It's.", "    text: 'Consult.'\n", "    text: 'It''s.'\n"),
        (
            ("checklist", "evaluate", "text"),
            "A\nb",
            '  - {id: evaluate, text: "Look back."}\n',
            '  - {id: evaluate, text: "A\\nb"}\n',
        ),
        (("themes", "0"), "uno", "- one # first\n", "- uno # first\n"),
        (("themes", "0"), REMOVE, "- one # first\n", ""),
        (("themes",), REMOVE, "themes:\n- one # first\n- two\n", ""),
        (("themes", "2"), "three", "", "- three\n"),
        (("priority", "level"), REMOVE, "priority:\n  level: now\n", ""),
        (("priority", "reason"), "So.", "", "  reason: So.\n"),
        (("unknown-key", "عربي"), "كلمة", ARABIC, ARABIC.replace("نص", "كلمة")),
        (
            ("checklist", "consult-early"),
            REMOVE,
            "  - id: consult-early\n    text: 'Consult.'\n    groups: [government]\n\n",
            "",
        ),
        (("checklist", "evaluate"), REMOVE, '  - {id: evaluate, text: "Look back."}\n', ""),
        (("checklist", "new"), {"id": "new", "text": "Go."}, "", "  - {id: new, text: Go.}\n"),
        (("new",), ["a", {"id": "b"}], "", "new:\n  - a\n  - id: b\n"),
    ],
)
def test_one_change_changes_its_lines_alone(path: Path_, value: Node | Removed, went: str, came: str) -> None:
    assert changed(PLAIN, {path: value}) == (lines(went), lines(came))
    # The same under Windows' line ends, with a byte-order mark.
    windows = [[line.replace("\n", "\r\n") for line in lines(text)] for text in (went, came)]
    assert changed(WINDOWS, {path: value}) == (windows[0], windows[1])


@given(st.sampled_from([PLAIN, WINDOWS]), st.sampled_from(UNITS), TEXTS | NASTY)
def test_any_text_changes_only_the_lines_of_its_unit(document: Document, path: Path_, text: str) -> None:
    pointer = path[0] + "".join(f"/{step}" if step in ("0", "1") else f".{step}" for step in path[1:])
    pointer = pointer.replace("checklist.", "checklist/")
    begins = document.lines[pointer]
    ends = min([line for line in document.lines.values() if line > begins], default=1_000)
    source = splice(document, {path: text})
    old, new = document.source.splitlines(keepends=True), source.splitlines(keepends=True)
    assert new[: begins - 1] == old[: begins - 1]
    assert new[len(new) - len(old[ends - 1 :]) :] == old[ends - 1 :]
    for comment in (
        b"# Head.",
        b"# the id",
        b"# Markdown",
        b"# Above the groups.",
        b"# for whom",
        b"# first",
        b"# Tail.",
    ):
        assert comment in source
    assert list(read(source, "f.yaml").tree) == list(document.tree)


@given(st.data())
def test_a_shipped_entry_takes_any_text_anywhere(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(SHIPPED))
    document = read(path.read_bytes(), path.name)
    unit = data.draw(st.sampled_from(sorted(_texts(document.tree))))
    text = data.draw(TEXTS | NASTY)
    again = read(splice(document, {unit: text}), path.name)
    assert _at(again.tree, unit) == text
    assert again.plain_typed == {}
    back = splice(again, {unit: _at(document.tree, unit)})
    assert read(back, path.name).tree == document.tree


def _texts(tree: Node, front: Path_ = ()) -> set[Path_]:
    """The paths of all texts but ids, which name other paths."""
    if isinstance(tree, str):
        return {front}
    found = tree.items() if isinstance(tree, dict) else ((_name(item, place), item) for place, item in enumerate(tree))
    return {path for step, inner in found if step != "id" for path in _texts(inner, (*front, step))}


def _name(item: Node, place: int) -> str:
    return str(item.get("id", place)) if isinstance(item, dict) else str(place)


def _at(tree: Node, path: Path_) -> Node:
    for step in path:
        tree = tree[step] if isinstance(tree, dict) else {_name(item, n): item for n, item in enumerate(tree)}[step]
    return tree


def test_comments_above_what_is_removed_stay() -> None:
    source = splice(PLAIN, {("checklist", "consult-early"): REMOVE, ("groups",): REMOVE, ("title",): REMOVE}).decode()
    for comment in ("# Above the title.", "# Above the groups.", "# Above the first.", "# Above the second."):
        assert comment in source


def test_a_removal_that_empties_removes_the_parents_too() -> None:
    document = read(b"a:\n  b:\n    - id: x\n  # c\nz: y\n", "f.yaml")
    assert splice(document, {("a", "b", "x"): REMOVE}) == b"# c\nz: y\n"
    assert read(splice(document, {("a",): REMOVE, ("z",): REMOVE}), "f.yaml").tree == {}


def test_a_missing_key_goes_where_the_order_says() -> None:
    keys = ("format", "id", "title", "status", "summary", "level", "reason")
    order = {"order": lambda parent: keys if parent in ((), ("priority",)) else ()}
    assert changed(PLAIN, {("status",): "draft"}, order["order"]) == ([], ["status: draft\n"])
    tree = read(splice(PLAIN, {("status",): "draft", ("z",): "last"}, order["order"]), "f.yaml").tree
    assert list(tree)[:5] == ["format", "id", "title", "status", "summary"]
    assert list(tree)[-1] == "z"


def test_a_known_key_with_no_other_before_it_goes_to_the_front() -> None:
    document = read(b"# c\nid: x\n", "f.yaml")
    assert splice(document, {("format",): "1"}, lambda _: ("format", "id")) == b'# c\nformat: "1"\nid: x\n'


def test_missing_parents_are_made() -> None:
    document = read(b"id: x\n", "f.yaml")
    assert splice(document, {("units", "checklist/a.text", "text"): "T"}) == (
        b"id: x\nunits:\n  checklist/a.text:\n    text: T\n"
    )
    assert splice(document, {("checklist", "a"): {"id": "a", "text": "T"}}) == (
        b"id: x\nchecklist:\n  - id: a\n    text: T\n"
    )


def test_lists_can_change_their_order_and_comments_move_along() -> None:
    document = read(b"k:\n# a\n- id: a # x\n  t: 1\n# b\n- id: b\n# c\n- id: c\n", "f.yaml")
    new: list[Node] = [{"id": "c"}, {"id": "b"}, {"id": "a", "t": "1"}]
    source = splice(document, {("k",): new}).decode()
    assert yaml.safe_load(source) == {"k": [{"id": "c"}, {"id": "b"}, {"id": "a", "t": 1}]}
    assert "# c\n- id: c\n" in source
    assert "- id: a # x\n  t: 1\n" in source


def test_an_empty_list_is_filled_in_the_form_of_a_new_one() -> None:
    document = read(b"a: [] # c\nb: {}\n", "f.yaml")
    source = splice(document, {("a", "x"): {"id": "x", "text": "T"}, ("b", "k"): "v"})
    assert source == b"a: # c\n  - id: x\n    text: T\nb:\n  k: v\n"


def test_a_value_can_become_of_another_kind() -> None:
    assert splice(PLAIN, {("title",): ["a", "b"]}).count(b"title: [a, b]\n") == 1
    assert read(splice(PLAIN, {("checklist",): "none"}), "f.yaml").tree["checklist"] == "none"


def test_a_file_without_a_last_line_end_stays_so_where_its_end_is_untouched() -> None:
    document = read(b"a: b\nc: |\n  d", "f.yaml")
    assert splice(document, {("a",): "x"}) == b"a: x\nc: |\n  d"
    assert splice(document, {("e",): "f"}) == b"a: b\nc: |\n  d\ne: f\n"


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ({(): "x"}, "names no key"),
        ({("title", "x"): "y"}, "is a text"),
        ({("title", "x", "z"): "y"}, "text"),
        ({("checklist", "not-there", "text"): "y"}, "no item not-there"),
        ({("checklist", "not-there"): {"id": "other"}}, "does not bear that id"),
        ({("themes", "7"): "y"}, "no item 7"),
        ({("title",): "a\x07"}, "U+0007"),
        ({("title",): {"a\x07": "b"}}, "U+0007"),
        ({("title",): "\u202etxet"}, "U+202E"),
        ({("title",): "\ud800"}, "U+D800"),
        ({("title",): 7}, "Only text"),
        ({("title",): {1: "x"}}, "key"),
    ],
)
def test_what_cannot_be_written_is_refused(edits: dict[Path_, Node], said: str) -> None:
    with pytest.raises(SaveRefused) as caught:
        splice(PLAIN, edits)
    assert said in caught.value.what
    assert caught.value.where is not None
    assert caught.value.where.file == "f.yaml"


def test_twins_are_not_guessed_at() -> None:
    with pytest.raises(SaveRefused, match="more than once"):
        splice(read(b"a:\n- id: x\n- id: x\n", "f.yaml"), {("a", "x", "t"): "y"})


def test_a_result_that_says_something_else_is_never_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamltext, "spliced", lambda text, old, new, cautious: text.replace("now", "later"))
    with pytest.raises(SaveRefused, match="something else"):
        splice(PLAIN, {("title",): "x"})


def test_it_splices_the_same_where_the_wheel_has_no_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    edits: dict[Path_, Node | Removed] = {(unit): f"New {place}: x" for place, unit in enumerate(UNITS)}
    quick = splice(PLAIN, edits)
    monkeypatch.setattr("handbook.store.yamlspot.Parser", yaml.SafeLoader)
    monkeypatch.setattr(yamlread, "Parser", yaml.SafeLoader)
    assert splice(PLAIN, edits) == quick
