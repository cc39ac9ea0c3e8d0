"""A text cut into words, as a word diff compares them: also where a script has no blanks between its words."""

from __future__ import annotations

import re

# What stands around a word is no part of it, so that “matters.” and “matters” are one word.
_AROUND = r".,;:!?…\"'“”„‘’«»‹›()\[\]{}*_`¿¡؟۔،؛।、。，．；：！？・「」『』（）《》〈〉【】"
# Thai, Lao, Burmese, Khmer, Japanese and Chinese: each letter is compared by itself, with all that is written on it.
_LETTER = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
)
_VOWEL_BEFORE = r"\u0e40-\u0e44\u0ec0-\u0ec4"
_ON_LETTER = (
    r"\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u1056-\u1059\u17b4-\u17d3"
    r"\u0300-\u036f\u3099\u309a\u30fc\ufe00-\ufe0f\U000e0100-\U000e01ef"
)
_JOINED = r"(?<=[\u1039\u17d2])"  # a sign that puts the next letter below this one
_CLUSTER = rf"[{_VOWEL_BEFORE}]?[{_LETTER}](?:[{_ON_LETTER}]|{_JOINED}[{_LETTER}])*"
_INNER = rf"[^\s{_AROUND}{_LETTER}]"
_WORD = re.compile(rf"([{_AROUND}]+|{_CLUSTER}|{_INNER}(?:[^\s{_LETTER}]*{_INNER})?|)(\s*)")
_ONE_LETTER = re.compile(_CLUSTER)


def words(text: str) -> list[tuple[str, str]]:
    """Each word, and the white space behind it; together they are the text."""
    return [(word, space) for word, space in _WORD.findall(text) if word or space]


def is_one_letter(text: str) -> bool:
    """Whether this is a single letter of a script without blanks: too little to tell two changes apart."""
    return _ONE_LETTER.fullmatch(text) is not None
