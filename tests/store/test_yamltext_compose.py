"""New files: what is written reads back equal, by our reader and by every other one."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from handbook.store.yamlscalar import NOT_TEXT
from handbook.store.yamltext import Node, compose, read, splice
from tests.store.awkward import AWKWARD

TEXTS = st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: not NOT_TEXT.search(text) and "\r" not in text)
NASTY = st.lists(st.sampled_from([*AWKWARD, *"ab:-# \n\t'\"|>{}[],&*!%@`?~"]), max_size=6).map("".join)
KEYS = (TEXTS | NASTY).filter(lambda key: len(key) < 500)
NODES: st.SearchStrategy[Any] = st.recursive(
    TEXTS | NASTY, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)
TREES = st.dictionaries(KEYS, NODES, max_size=5)


def _all_readers(source: bytes) -> list[object]:
    ruamel = YAML(typ="safe", pure=True)
    return [read(source, "f.yaml").tree, yaml.safe_load(source), ruamel.load(source.decode())]


def test_there_are_enough_awkward_texts() -> None:
    assert len(AWKWARD) >= 500


def test_awkward_texts_composed_read_back_equal_by_every_reader() -> None:
    for start in range(0, len(AWKWARD), 100):
        some = AWKWARD[start : start + 100]
        tree: dict[str, Node] = {
            "values": {f"k{place}": text for place, text in enumerate(some)},
            "items": list(some),
            "maps": [{"id": f"i{place}", "text": text} for place, text in enumerate(some)],
            "nested": [[text, "x"] for text in some[:20]],
        }
        for found in _all_readers(compose(tree)):
            assert found == tree


def test_awkward_keys_composed_read_back_equal_by_every_reader() -> None:
    tree: dict[str, Node] = {text: "x" for text in AWKWARD if len(text) < 120}
    for found in _all_readers(compose(tree)):
        assert found == tree


BLOCKS = {
    "plain": b"a: b\nk: old\nz: y\n",
    "single": b"a: b\nk: 'old'  # why\nz: y\n",
    "double": b'a: b\nk: "old"\nz: y\n',
    "literal": b"a: b\nk: |\n  old\n  older\n\n# why\nz: y\n",
    "folded": b"a: b\nk: >-  # why\n    old\n    older\nz: y\n",
    "empty": b"a: b\nk:\nz: y\n",
    "windows": b"a: b\r\nk: |\r\n  old\r\n\r\nz: y\r\n",
    "last": b"a: b\nz: y\nk: old",
    "flow": b"{a: b, k: old, z: y}\n",
    "flow single": b"{a: b, k: 'old', z: y}\n",
}


@pytest.mark.parametrize("form", BLOCKS)
def test_awkward_texts_spliced_read_back_equal_by_every_reader(form: str) -> None:
    document = read(BLOCKS[form], "f.yaml")
    # ruamel is slow, so it reads a third of them here and all of them composed above.
    for place, text in enumerate(AWKWARD):
        source = splice(document, {("k",): text})
        wanted = {"a": "b", "k": text, "z": "y"}
        assert read(source, "f.yaml").tree == wanted
        loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
        assert yaml.load(source if source.endswith(b"\n") else source + b"\n", loader) == wanted
        if place % 9 == len(form) % 9:
            assert YAML(typ="safe", pure=True).load(source.decode()) == wanted


@pytest.mark.parametrize("source", [b"k: [a, old, c]\n", b"k:\n- a\n- old # x\n- c\n"], ids=["flow", "block"])
def test_awkward_texts_in_lists_read_back_equal(source: bytes) -> None:
    document = read(source, "f.yaml")
    for text in AWKWARD:
        assert yaml.safe_load(splice(document, {("k", "1"): text})) == {"k": ["a", text, "c"]}


@given(TREES)
def test_compose_reads_back(tree: dict[str, Node]) -> None:
    assert read(compose(tree), "f.yaml").tree == tree


@given(TREES)
def test_what_compose_writes_needs_no_more_quotes(tree: dict[str, Node]) -> None:
    assert read(compose(tree), "f.yaml").plain_typed == {}


def test_line_ends_of_an_edit_are_ours() -> None:
    assert read(compose({"a": "one\r\ntwo\rthree"}), "f.yaml").tree == {"a": "one\ntwo\nthree"}


def test_a_new_file_looks_like_one_written_by_hand() -> None:
    tree: dict[str, Node] = {
        "format": "1",
        "id": "x",
        "title": "Before: after",
        "summary": "word " * 30 + "end",
        "groups": ["government", "no"],
        "problem": "One.\n\nTwo.\n",
        "steps": [{"id": "a", "text": "Do it.", "groups": ["isp"]}, {"id": "b", "text": "Then:\n- this"}],
        "priority": {"level": "now", "reason": ""},
        "ext": {},
    }
    assert compose(tree).decode() == (
        'format: "1"\n'
        "id: x\n"
        'title: "Before: after"\n'
        "summary: >-\n"
        "  word word word word word word word word word word word word word word word word word word word word word\n"
        "  word word word word word word word word word end\n"
        'groups: [government, "no"]\n'
        "problem: |\n"
        "  One.\n"
        "\n"
        "  Two.\n"
        "steps:\n"
        "  - id: a\n"
        "    text: Do it.\n"
        "    groups: [isp]\n"
        "  - id: b\n"
        "    text: |-\n"
        "      Then:\n"
        "      - this\n"
        "priority:\n"
        "  level: now\n"
        '  reason: ""\n'
        "ext: {}\n"
    )
