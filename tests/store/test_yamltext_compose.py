"""New files: what is written reads back equal, and looks like a file written by hand."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from handbook.model.scalar import NOT_TEXT
from handbook.store.yamltext import Node, compose, read

TEXTS = st.text(st.characters(exclude_categories=["Cs"])).filter(
    lambda text: not NOT_TEXT.search(text) and "\r" not in text
)
NASTY = st.lists(
    st.sampled_from(
        ["no", "1.10", "---", "...", ": ", " #", "- ", "  ", "word " * 30, "نص", *"ab:-# \n\t'\"|>{}[],&*!%@`?~"]
    ),
    max_size=12,
).map("".join)
KEYS = (TEXTS | NASTY).filter(lambda key: len(key) < 500)
NODES: st.SearchStrategy[Any] = st.recursive(
    TEXTS | NASTY, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)
TREES = st.dictionaries(KEYS, NODES, max_size=5)


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
