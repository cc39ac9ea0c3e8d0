"""Files made to hurt: none may crash, hang or swell the reader, and each is refused with its reason."""

from __future__ import annotations

import subprocess
import sys

import pytest

from handbook.errors import ReadError, SaveRefused
from handbook.store.yamltext import Node, compose, read, splice

KIB = 1024
BOMB = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    b"%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n" % (n, n, *[n - 1] * 9) for n in range(ord("b"), ord("j"))
)

# Each is close to the largest file that is read, where libyaml by itself would die or take minutes.
DEEP = {
    "brackets": b"a: " + b"[" * 255 * KIB,
    "brackets and line ends": b"a: " + b"[\n" * 127 * KIB,
    "braces": b"{a: " * 63 * KIB,
    "dashes": b"a:\n " + b"- " * 127 * KIB,
    "question marks": b"? " * 127 * KIB,
    "indentation": b"".join(b" " * depth + b"a:\n" for depth in range(700)),
}


@pytest.mark.parametrize("kind", DEEP)
def test_deep_nesting_is_refused(kind: str) -> None:
    with pytest.raises(ReadError, match=r"levels deep|key must be"):
        read(DEEP[kind], "f.yaml")


def test_40_000_brackets_do_not_kill_the_process() -> None:
    program = (
        "from handbook.store.yamltext import read\n"
        "from handbook.errors import ReadError\n"
        "try: read(b'a: ' + b'[' * 40_000 + b']' * 40_000, 'f.yaml')\n"
        "except ReadError as error: print(error)\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0
    assert run.stdout.startswith("f.yaml:1: This is nested more than 16 levels deep.")


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    with pytest.raises(ReadError, match="anchor") as caught:
        read(BOMB, "f.yaml")
    assert str(caught.value).startswith("f.yaml:1:")


def test_depth_16_is_read_and_17_is_not() -> None:
    assert read(b"a: " + b"[" * 15 + b"]" * 15, "f.yaml").tree
    with pytest.raises(ReadError, match="16 levels"):
        read(b"a: " + b"[" * 16 + b"]" * 16, "f.yaml")


def test_5_000_values_are_read_and_one_more_is_not() -> None:
    assert read(b"a:\n" + b"- x\n" * 4_999, "f.yaml").tree
    with pytest.raises(ReadError, match="5,000") as caught:
        read(b"a:\n" + b"- x\n" * 5_000, "f.yaml")
    assert caught.value.where is not None
    assert caught.value.where.line == 5_001


def test_256_kib_are_read_and_one_byte_more_is_not() -> None:
    source = b"a: " + b"x" * (256 * KIB - 3)
    assert read(source, "f.yaml").tree
    with pytest.raises(ReadError, match="262,145 bytes"):
        read(source + b"x", "f.yaml")


@pytest.mark.parametrize(
    "source",
    [
        b"a: [" + b"x," * 127 * KIB,
        b"a: {" + b"a:a," * 63 * KIB,
        b'a: "' + b"x" * 255 * KIB,
        b"#" * 255 * KIB,
        b"\n" * 255 * KIB,
        b"a\n" * 127 * KIB,
        b"a: |\n" + b" \n" * 127 * KIB + b"x",
        b'a: "' + b"\\" * 255 * KIB,
        b"-\n" * 127 * KIB,
        b": " * 127 * KIB,
        b"'" * 255 * KIB,
        b"\xef\xbb\xbf" * 85 * KIB,
    ],
    ids=lambda source: repr(source[:8]),
)
def test_a_large_file_of_anything_is_refused(source: bytes) -> None:
    with pytest.raises(ReadError):
        read(source, "f.yaml")


def test_a_nested_or_huge_edit_is_refused_before_it_is_written() -> None:
    deep: Node = []
    for _ in range(10_000):
        deep = [deep]
    document = read(b"a: b\n", "f.yaml")
    values: list[Node] = [deep, "x" * 300_000, ["x"] * 6_000, "\x1b]52;c;x", "\u202e"]
    for value in values:
        with pytest.raises(SaveRefused):
            splice(document, {("a",): value})
        with pytest.raises(SaveRefused):
            compose({"a": value})
    with pytest.raises(SaveRefused):
        compose({"k" * 2_000: "a"})
    with pytest.raises(SaveRefused):
        compose({"a": 1})  # type: ignore[dict-item]
