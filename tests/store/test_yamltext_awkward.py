"""Texts that YAML readers and writers trip over: written anywhere, they read back equal by every reader."""

from __future__ import annotations

from itertools import product

import pytest
import yaml
from ruamel.yaml import YAML

from handbook.store.yamltext import Node, compose, read, splice

TYPED = """
    y Y n N yes Yes YES no No NO on On ON off Off OFF true True TRUE false False FALSE null Null NULL ~ = <<
    0 1 -1 +1 00 07 08 014 0b1 0o7 0o17 0x1F 1_000 -1_0 1. .5 1.10 1.5e3 1e3 1E-3 -.5 +.5 .inf .Inf -.INF .nan .NaN
    12:30 190:20:30 12:30.5 2024 2024-01-02 2024-1-2 2024-13-45 2024-01-02T03:04:05Z 2001-12-14t21:59:43.10-05:00 1e 0x
    0b 0o _1 1_ 1,000 +1,5 - -- --- ---- . .. ... .... ? : , :: ?? nb nn NO! 141-145 1.2.3 v1 +49 -x
"""

INDICATORS = [
    sign + rest for sign, rest in product("-?:,[]{}#&*!|>'\"%@`~=<.\\/$^()_;+", ["", "x", " x", ": x", " #x"])
]
INSIDE = [
    f"a{sign}b"
    for sign in [*"-?:,[]{}#&*!|>'\"%@`\\", ": ", " #", "# ", " :", "::", ", ", " - ", "\t", "  ", "{{", "}}"]
]
ENDING = [
    f"a{sign}"
    for sign in [*"-?:,[]{}#&*!|>'\"%@`\\", " ", "  ", "\t", " #", ": ", "\n", "\n\n", "\n\n\n", " \n", "\n "]
]
BEGINNING = [
    f"{sign}a"
    for sign in [" ", "  ", "\t", "\n", "\n\n", " \n", "\n ", "\t\n", "---\n", "--- ", "...\n", "%YAML 1.2\n", "# "]
]
LINES = [
    first.join(["", middle]) + last
    for first, middle, last in product(
        ["one\n", "one\n\n", "one  \n", "  one\n", "- one\n", "# one\n", "one:\n"],
        ["two", "  two", "\ttwo", "- two", "> two", "   ", "---", "```\n  code\n```", "two\n\n\n  three"],
        ["", "\n", "\n\n", " "],
    )
]
SCRIPTS = [
    "نص عربي: مع نقطتين",
    "نص‏ مع ‎ علامات",
    "# نص",
    "עברית - test",
    "e\u0301 combining",
    "\u0301 first",
    "हिन्दी",
    "中文：标点",
    "🌍",
    "🌍: x",
    "👩‍👩‍👧 family",
    "\xa0no-break",
    "no-break\xa0",
    "soft\xadhyphen",
    "\u200bzero width",
    "\u3000ideographic space",
    "ﬁ ligature",
    "𝔘nicode",
    "“quotes” ‘and’ «guillemets»",
    "\u2003em space\u2003",
]
QUOTES = [
    "'",
    '"',
    "''",
    '""',
    "'a'",
    '"a"',
    "it's",
    'say "x"',
    "'a' \"b\"",
    "a'\"",
    "\\n",
    "\\",
    "\\\\",
    "a\\",
    '\\"',
    "'''",
    '"""',
]
LONG = [
    "word " * 100 + "end",
    "word  " * 60 + "end",
    "x" * 500,
    "x" * 2_000,
    "no: " * 60 + "x",
    "# " * 80 + "x",
    "- " * 80 + "x",
    "a " * 3_000 + "b",
    "word " * 60,
    " word" * 60,
    ("word " * 60).strip() + "\n\n" + ("more " * 60).strip() + "\n",
    ("word " * 60).strip() + "\n  indented " + "more " * 30 + "x\n",
    "نص " * 100 + "نهاية",
]
WORDS = [
    "",
    " ",
    "   ",
    "\t",
    "\n",
    "\n\n",
    " \n ",
    "a b",
    "https://example.org/?a=b#c",
    "C:\\path",
    "key: value",
    "{a: b}",
    "[a, b]",
]

AWKWARD = list(
    dict.fromkeys(TYPED.split() + INDICATORS + INSIDE + ENDING + BEGINNING + LINES + SCRIPTS + QUOTES + LONG + WORDS)
)


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
    # ruamel is slow, so it reads a ninth of them here and all of them composed above.
    for place, text in enumerate(AWKWARD):
        source = splice(document, {("k",): text})
        wanted = {"a": "b", "k": text, "z": "y"}
        assert read(source, "f.yaml").tree == wanted
        if source == document.source:
            continue  # nothing changed, so what was there stays in its own words
        loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
        assert yaml.load(source if source.endswith(b"\n") else source + b"\n", loader) == wanted
        if place % 9 == len(form) % 9:
            assert YAML(typ="safe", pure=True).load(source.decode()) == wanted


@pytest.mark.parametrize("source", [b"k: [a, old, c]\n", b"k:\n- a\n- old # x\n- c\n"], ids=["flow", "block"])
def test_awkward_texts_in_lists_read_back_equal(source: bytes) -> None:
    document = read(source, "f.yaml")
    for text in AWKWARD:
        assert yaml.safe_load(splice(document, {("k", "1"): text})) == {"k": ["a", text, "c"]}
