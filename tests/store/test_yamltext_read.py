"""The reader: everything is text, everything has a line, and what is not ours is refused in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from handbook.errors import ReadError
from handbook.store import yamlread
from handbook.store.yamltext import read

SHIPPED = sorted((Path(__file__).parents[2] / "practices").glob("*/entries/*.yaml"))

ENTRY = b"""\
# A comment.
format: "1"
id: stimulate
summary: >-
  One
  line.
checklist:
  - id: consult-early
    text: Consult.
    groups: [government, isp]
  - text: Without an id.
  - {id: nl/ask, text: Ask.}
changes:
  checklist/consult-early.groups:
    why: Because.
empty:
"""


def test_every_scalar_is_text() -> None:
    tree = read(b"a: 1\nb: no\nc: 12:30\nd: 2024-01-02\ne: ~\nf: 1.10\ng:\nh: ''\n", "f.yaml").tree
    assert tree == {"a": "1", "b": "no", "c": "12:30", "d": "2024-01-02", "e": "~", "f": "1.10", "g": "", "h": ""}


def test_it_reads_what_pyyaml_reads_as_text() -> None:
    assert read(ENTRY, "f.yaml").tree == yaml.load(ENTRY, yaml.BaseLoader)


def test_lines_are_where_keys_and_items_stand() -> None:
    lines = read(ENTRY, "f.yaml").lines
    assert lines["summary"] == 4
    assert lines["checklist"] == 7
    assert lines["checklist/consult-early"] == 8
    assert lines["checklist/consult-early.text"] == 9
    assert lines["checklist/consult-early.groups/1"] == 10
    assert lines["checklist/1.text"] == 11
    assert lines["checklist/nl/ask.text"] == 12
    assert lines["changes.checklist/consult-early.groups.why"] == 15
    assert lines["empty"] == 16


def test_an_id_counts_wherever_it_stands_in_its_item() -> None:
    assert read(b"a:\n- text: x\n  id: late\n", "f.yaml").lines["a/late.text"] == 2


def test_of_twins_the_first_line_counts() -> None:
    assert read(b"a:\n- id: x\n- id: x\n", "f.yaml").lines["a/x"] == 2


def test_lines_count_the_same_with_crlf_and_byte_order_mark() -> None:
    plain = read(ENTRY, "f.yaml")
    windows = read(b"\xef\xbb\xbf" + ENTRY.replace(b"\n", b"\r\n"), "f.yaml")
    assert (windows.tree, windows.lines) == (plain.tree, plain.lines)


def test_it_notes_texts_without_quotes_that_others_would_type() -> None:
    source = (
        b'a: no\nb: "no"\nc: [x, on, 2024-01-02]\nd:\n- id: 12:30\nyes: fine\ne: 141-145\nf:\ng: 0o7\nh: .inf\ni: =\n'
    )
    assert read(source, "f.yaml").plain_typed == {
        "a": 1,
        "c/1": 3,
        "c/2": 3,
        "d/12:30.id": 5,
        "yes": 6,
        "g": 9,
        "h": 10,
        "i": 11,
    }


TYPED = "1 -1 +1 08 014 0x1F 0b1 0o17 1_000 1.5 .5 1e3 1.10 12:30 ~ null y N Off = 1:2.5"
TEXTS = "141-145 1.2.3 nb nn e3 x1 truely no-one v1 1st 12:99 0b2 a=b -x"


@pytest.mark.parametrize("word", TYPED.split())
def test_words_that_yaml_types(word: str) -> None:
    assert read(f"a: {word}\n".encode(), "f.yaml").plain_typed == {"a": 1}


@pytest.mark.parametrize("word", TEXTS.split())
def test_words_that_yaml_takes_as_text(word: str) -> None:
    assert read(f"a: {word}\n".encode(), "f.yaml").plain_typed == {}


def test_a_last_block_reads_the_same_without_a_last_line_end() -> None:
    assert read(b"a: |\n  x", "f.yaml").tree == read(b"a: |\n  x\n", "f.yaml").tree


def test_direction_marks_and_other_scripts_are_text() -> None:
    text = "نص‎ عربي‏ हिन्दी 🌍"
    assert read(f"a: {text}\n".encode(), "f.yaml").tree == {"a": text}


def test_where_the_wheel_has_no_libyaml_the_slower_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = read(ENTRY, "f.yaml")
    monkeypatch.setattr(yamlread, "Parser", yaml.SafeLoader)
    slow = read(ENTRY, "f.yaml")
    assert (slow.tree, slow.lines) == (quick.tree, quick.lines)


REFUSED = [
    (b"", 1, "empty"),
    (b"# only a comment\n", 1, "empty"),
    (b"- a\n", 1, "not a list of keys"),
    (b"text\n", 1, "not a list of keys"),
    (b"a: b\nc: *x\n", 2, "alias"),
    (b"a: b\nc: &x d\n", 2, "anchor"),
    (b"&x a: b\n", 1, "anchor"),
    (b"a: &x [b]\n", 1, "anchor"),
    (b"&x\na: b\n", 1, "anchor"),
    (b"a: !!str b\n", 1, "tag"),
    (b"a: !mine b\n", 1, "tag"),
    (b"a: ! b\n", 1, "tag"),
    (b"a: !!python/object:os.system [ls]\n", 1, "tag"),
    (b"a: b\n<<: {c: d}\n", 2, "Merge keys"),
    (b"a: b\nc: d\na: e\n", 3, "twice"),
    (b"x:\n  - {a: b, a: c}\n", 2, "twice"),
    (b"x: y\n? [a]\n: b\n", 2, "key must be a text"),
    (b"? {a: b}\n: c\n", 1, "key must be a text"),
    (b"a: b\n---\nc: d\n", 2, "second document"),
    (b"%YAML 1.2\n---\na: b\n", 1, "%"),
    (b"%TAG ! tag:x,2000:\n---\na: b\n", 1, "%"),
    (b"%FOO\n---\na: b\n", 1, "%"),
    (b"a: b\nc: \xff\n", 2, "not UTF-8"),
    (b"\xff\xfea\x00", 1, "UTF-16"),
    (b"\xfe\xff\x00a", 1, "UTF-16"),
    ("a: b\n".encode("utf-16-le"), 1, "U+0000"),
    (b"a: \xed\xa0\x80\n", 1, "not UTF-8"),
    (b"a: b\nc: \x07\n", 2, "U+0007"),
    (b"a: \x1b]52;c;x\n", 1, "U+001B"),
    (b'a: b\nc: "\\e]52"\n', 2, "U+001B"),
    (b'a: "\\r"\n', 1, "U+000D"),
    (b"a: b\rc: d\n", 1, "U+000D"),
    ("a: \u202e\n".encode(), 1, "U+202E (right-to-left override)"),
    ("a: b\n# \u2066\n".encode(), 2, "U+2066"),
    (b'a: "\\u202e"\n', 1, "U+202E"),
    ("a: \u2028\n".encode(), 1, "U+2028"),
    ("a: \u2029\n".encode(), 1, "U+2029"),
    ("a: \x85\n".encode(), 1, "U+0085"),
    ("a: \ufeff\n".encode(), 1, "U+FEFF"),
    (b"a: b: c\n", 1, "colon"),
    (b"a: b\nc: 'd\ne: f\n", 2, "quotation mark"),
    (b"a: b\nc: [d\ne: f\n", 2, "bracket"),
    (b"a:\n\tb: c\n", 2, "tab"),
    (b"a:\n  - b\n c: d\n", 3, "does not fit"),
    (b"a: b\nc\nd: e\n", 3, "colon"),
    (b'a: "\\q"\n', 1, "backslash"),
    (b"a: > x\n", 1, "Text stands on the line"),
    (b"a: @x\n", 1, "begins something"),
]


@pytest.mark.parametrize(("source", "line", "said"), REFUSED)
def test_refusals_name_file_line_reason_and_what_to_do(source: bytes, line: int, said: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(source, "entries/x.yaml")
    error = caught.value
    assert error.where is not None
    assert (error.where.file, error.where.line) == ("entries/x.yaml", line)
    assert said in error.what
    assert error.todo


def test_a_quoted_merge_key_is_a_text() -> None:
    assert read(b'"<<": x\n', "f.yaml").tree == {"<<": "x"}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_entries_read_as_pyyaml_reads_them(path: Path) -> None:
    source = path.read_bytes()
    document = read(source, path.name)
    assert document.tree == yaml.load(source, yaml.BaseLoader)
    assert document.plain_typed == {}


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(source: bytes) -> None:
    try:
        document = read(source, "f.yaml")
    except ReadError as error:
        assert str(error).startswith("f.yaml")
    else:
        assert isinstance(document.tree, dict)


@given(st.text("ab:-# \n\t[]{}&*!|>'\"%@`?,.~<=0", max_size=60))
def test_any_signs_are_read_as_pyyaml_reads_them_or_refused(text: str) -> None:
    try:
        tree = read(text.encode(), "f.yaml").tree
    except ReadError:
        return
    # libyaml and PyYAML's own scanner differ about tabs, so each is held to itself.
    loader = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
    assert tree == yaml.load(text if text.endswith("\n") else text + "\n", loader)
