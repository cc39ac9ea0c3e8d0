from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from handbook.editions.fingerprint import fingerprint, fingerprint_of_set, normal_form

VECTORS = json.loads((Path(__file__).parent / "fingerprint_vectors.json").read_text(encoding="utf-8"))

words = st.sampled_from(
    ["consult", "early", "2024.", "(ISPs)", "não", "Ünïted", "التشاور", "مبكر؟", "한국", "a-b", "R&D", "e\u0301"]
)
prose = st.lists(words, min_size=1, max_size=12).filter(lambda said: said[0] != "2024.")
starts = st.sampled_from(["", "- ", "1. ", "- [ ] ", "  ", "# ", "> "])
signs = st.sampled_from(
    [*" \t\n-*+#>|`~\\=_1.)a", "```", "~~~", "    ", "  \n", "\n- ", "\n1. ", "2024. ", "\n\n", "e\u0301", "word"]
)
anything = st.one_of(st.lists(signs, max_size=40).map("".join), st.text(max_size=60))


@st.composite
def wrapped(draw: st.DrawFn, said: list[str]) -> str:
    """The same words with line breaks elsewhere, as another editor's screen would have it."""
    gaps = [draw(st.sampled_from([" ", "\n", "\n  ", " \n", "\t\n"])) for _ in said[1:]]
    return "".join(word + gap for word, gap in zip(said, [*gaps, ""], strict=True))


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["about"] for vector in VECTORS])
def test_frozen_vectors(vector: dict[str, str]) -> None:
    assert normal_form(vector["text"]) == vector["normal_form"]
    assert fingerprint(vector["text"]) == vector["fingerprint"]


def test_there_are_enough_vectors_and_they_are_sound() -> None:
    assert len({vector["text"] for vector in VECTORS}) >= 30
    for vector in VECTORS:
        digest = hashlib.sha256(vector["normal_form"].encode()).hexdigest()
        assert vector["fingerprint"] == "f1-" + digest[:32]


@given(st.data(), prose, starts.filter(lambda start: start not in ("# ", "> ")))
def test_reflow_of_prose_makes_no_difference(data: st.DataObject, said: list[str], start: str) -> None:
    if start.strip() and "2024." in said:
        return  # in a list item a number at the start of a line would be the next item
    text = start + " ".join(said)
    assert fingerprint(start + data.draw(wrapped(said))) == fingerprint(text)


@given(anything)
def test_line_ends_and_unicode_forms_make_no_difference(text: str) -> None:
    text = text.replace("\r", "")
    assert fingerprint(text.replace("\n", "\r\n")) == fingerprint(text)
    assert fingerprint(text.replace("\n", "\r")) == fingerprint(text)
    assert fingerprint(unicodedata.normalize("NFD", text)) == fingerprint(text)
    assert fingerprint(f"\n\n{text}\n") == fingerprint(text)


@given(st.lists(st.tuples(starts, prose.map(" ".join)), max_size=5), st.sampled_from([" ", "\t", " \t"]))
def test_white_space_at_line_ends_makes_no_difference(parts: list[tuple[str, str]], space: str) -> None:
    lines = [start + said for start, said in parts]
    assert fingerprint("\n".join(line + space for line in lines)) == fingerprint("\n".join(lines))


@given(prose, st.integers(0, 11), words)
def test_a_changed_word_makes_a_difference(said: list[str], at: int, word: str) -> None:
    at %= len(said)
    changed = [*said[:at], word + "x", *said[at + 1 :]]
    assert fingerprint(" ".join(changed)) != fingerprint(" ".join(said))


@given(st.text(alphabet="ab -*|\t\n#>1.", max_size=30), st.sampled_from(["```", "~~~~", "```yaml"]))
def test_fences_are_opaque(code: str, fence: str) -> None:
    text = f"Before.\n\n{fence}\n{code}\n{fence.rstrip('yaml')}\n\nAfter\nit."
    assert normal_form(text) == f"Before.\n\n{fence}\n{code}\n{fence.rstrip('yaml')}\n\nAfter it."


@given(anything)
def test_the_normal_form_is_its_own(text: str) -> None:
    form = normal_form(text)
    assert normal_form(form) == form
    assert fingerprint(form) == fingerprint(text)


@given(
    st.lists(st.tuples(st.sampled_from(["", "- ", "1. ", "> ", "# ", "    "]), prose.map(" ".join)), max_size=6),
    st.data(),
)
def test_the_normal_form_is_the_same_markdown(parts: list[tuple[str, str]], data: st.DataObject) -> None:
    """What gets the same label is shown in the same way; white space aside."""
    text = ""
    for start, said in parts:
        text += start + said + data.draw(st.sampled_from(["\n", "\n\n", "  \n", " \n", "\\\n"]))

    def shown(markdown: str) -> list[str]:
        return re.sub(r"(<[^>]*>)", r" \1 ", MarkdownIt("js-default").render(markdown)).split()

    assert shown(normal_form(text)) == shown(unicodedata.normalize("NFC", text))


@given(st.lists(words), st.randoms())
def test_the_order_of_a_set_makes_no_difference(members: list[str], random: st.DataObject) -> None:
    shuffled = [*members, *members[:2]]
    random.shuffle(shuffled)
    assert fingerprint_of_set(shuffled) == fingerprint_of_set(members)
    assert fingerprint_of_set([*members, "more"]) != fingerprint_of_set(members)


def test_a_set_is_sorted_and_joined_by_newlines() -> None:
    expected = hashlib.sha256(b"government\ntechnical-community").hexdigest()[:32]
    assert fingerprint_of_set(iter(["technical-community", "government"])) == f"f1-{expected}"
