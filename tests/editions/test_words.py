"""Words as a word diff compares them: with no stop on them, and letter by letter where a script has no blanks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.editions.merge import word_diff
from handbook.editions.words import is_one_letter, words

any_text = st.text(
    st.sampled_from("ab。，.,“”()*_ \n的监管机构ควรปรึกษาป์ก្ุកមក្រុមကျွန်ုပ်ガが\u3099é\u0301התי-5%") | st.characters(),
    max_size=40,
)


@given(any_text)
def test_words_and_the_white_space_behind_them_are_the_text(text):
    cut = words(text)
    assert "".join(word + space for word, space in cut) == text
    assert all(word or space for word, space in cut)
    assert all(word.strip() == word for word, _ in cut)


@given(any_text, any_text)
def test_a_word_diff_makes_up_both_texts_in_every_script(old, new):
    parts = word_diff(old, new)
    assert "".join(text for kind, text in parts if kind != "ins") == old
    assert "".join(text for kind, text in parts if kind != "del") == new
    assert all(text for _, text in parts)
    assert all(one[0] != two[0] for one, two in pairwise(parts))


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("matters.", ["matters", "."]),
        ("“don't”, 5%", ["“", "don't", "”,", "5%"]),
        ("**bold** land-use", ["**", "bold", "**", "land-use"]),
        ("https://example.org/a.", ["https://example.org/a", "."]),
        ("监管AI。", ["监", "管", "AI", "。"]),
        ("เก็บ", ["เก็", "บ"]),
        ("ក្រុម", ["ក្រុ", "ម"]),
        ("か\u3099く", ["か\u3099", "く"]),
        ("e\u0301te\u0301", ["e\u0301te\u0301"]),
        ("مبكر،", ["مبكر", "،"]),
    ],
)
def test_a_word_keeps_what_belongs_to_it_and_nothing_else(text, cut):
    assert [word for word, _ in words(text)] == cut


def test_a_stop_that_comes_or_goes_changes_no_word():
    then, now = "nobody shares what matters.", "nobody shares what matters in time."
    assert word_diff(then, now) == [("same", "nobody shares what matters"), ("ins", " in time"), ("same", ".")]


def test_chinese_and_thai_are_compared_within_the_line():
    assert word_diff("监管机构应当咨询各方。", "监管机构必须咨询各方。") == [
        ("same", "监管机构"),
        ("del", "应当"),
        ("ins", "必须"),
        ("same", "咨询各方。"),
    ]
    kinds = dict(word_diff("หน่วยงานควรปรึกษา", "หน่วยงานต้องปรึกษา"))
    assert kinds == {"same": "ปรึกษา", "del": "ควร", "ins": "ต้อง"}


def test_a_lone_letter_between_two_changes_is_no_word_that_stayed():
    assert word_diff("甲乙的丙丁", "天地的玄黄") == [("del", "甲乙的丙丁"), ("ins", "天地的玄黄")]
    assert word_diff("的甲", "的乙") == [("same", "的"), ("del", "甲"), ("ins", "乙")]
    assert is_one_letter("的") and not is_one_letter("a") and not is_one_letter("的的")
