"""Text: the cap, sentences, terms and quotes."""

from __future__ import annotations

import pytest

from handbook.model.fields import CAP
from tests.checks.harness import ADAPT, ENTRY, GLOSSARY, LOCAL, Example, findings


def found_in(root, file, text):
    return [(one.rule.id, one.unit) for one in findings(root, Example(file, text))]


@pytest.mark.parametrize(("letter", "size"), [("a", 1), ("ä", 2), ("م", 2), ("漢", 3)])
def test_the_cap_counts_bytes(letter, size, tmp_path):
    fits = letter * (CAP // size)
    assert found_in(tmp_path / "a", ENTRY, f"problem: {fits}\n") == []
    assert found_in(tmp_path / "b", ENTRY, f"problem: {fits}{letter}\n") == [("text-too-large", "problem")]


def test_the_cap_holds_for_unknown_keys_and_for_an_editions_own_words(tmp_path):
    large = "a" * (CAP + 1)
    assert found_in(tmp_path / "a", ENTRY, f"ext: {{x: {large}}}\n") == [("text-too-large", "ext.x")]
    text = f"changes:\n  not_for: {{text: {large}, why: W.}}\n"
    assert found_in(tmp_path / "b", ADAPT, text) == [("text-too-large", "changes.not_for.text")]


@pytest.mark.parametrize(
    "nasty", ["](" * 8000, "[" * 16_000, "`" * 16_000, "` `` " * 3000, "<a:" * 5000, "." * 16_000, '."' * 8000]
)
def test_texts_made_to_be_slow_are_read_like_others(nasty, tmp_path):
    text = f"problem: |-\n  x{nasty}\n"
    assert {rule for rule, _ in found_in(tmp_path, ENTRY, text)} <= {"links-address", "text-long-sentence"}


SIX = "one two three four five six "


@pytest.mark.parametrize(
    ("text", "long"),
    [
        (SIX * 5 + "one two three four five.", False),
        (SIX * 6 + ".", True),
        (SIX * 3 + ". " + SIX * 3 + ".", False),
        ((SIX * 3 + "؟ ") * 2, False),
        ("- " + SIX * 4 + "\n  - " + SIX * 4, False),
        ("a [link](https://example.org/" + "a-" * 40 + ") here", False),
        ("\n\n".join([SIX * 4] * 3), False),
    ],
)
def test_long_sentences_are_advised_against(text, long, tmp_path):
    indented = "\n".join(f"  {line}" for line in text.split("\n"))
    assert found_in(tmp_path, ENTRY, f"problem: |-\n{indented}\n") == (
        [("text-long-sentence", "problem")] if long else []
    )


@pytest.mark.parametrize(
    ("term", "words", "used"),
    [
        ("Duty of care", "Duties of care differ.", True),
        ("Harmonisation", "Harmonise what can be.", True),
        ("Trade body", "The body of a trade is here.", True),
        ("Trade body", "The trade is here.", False),
        ("IoT", "The IoT is large.", True),
        ("IoT", "An iota.", True),
        ("واجب العناية", "هذا واجب من العناية", True),
    ],
)
def test_a_term_is_used_in_any_ending(term, words, used, tmp_path):
    glossary = f"terms:\n  - {{id: trade-body, term: {term}, definitions: [{{id: a, text: A.}}]}}\n"
    rest = "steps:\n  - {id: a, text: B., basis: editors}\nevidence: []\nbasis:\n  - {id: b, title: C}\n"
    entry = f"problem: {words}\n{rest}"
    found = findings(tmp_path, Example(GLOSSARY, glossary), Example(ENTRY, entry))
    assert [one.rule.id for one in found if one.file == ENTRY] == ([] if used else ["text-unused-term"])


def test_a_glossary_in_another_language_says_nothing_about_words(tmp_path):
    glossary = "lang: fr\nterms:\n  - {id: trade-body, term: Chambre, definitions: [{id: a, text: A.}]}\n"
    assert findings(tmp_path, Example(GLOSSARY, glossary)) == []


@pytest.mark.parametrize("value", ["no", "on", "12:30", "1.10", "2016-12-08", "0x1F", "~", "1_000"])
def test_a_value_that_lost_its_quotes_is_told_and_still_read_as_text(value, tmp_path):
    (found,) = findings(tmp_path / "a", Example(ENTRY, f"breakthrough: {value}\n"))
    assert (found.rule.id, found.unit, found.edition) == ("text-unquoted", "breakthrough", "global")
    assert found.line > 1
    assert found_in(tmp_path / "b", ENTRY, f'breakthrough: "{value}"\n') == []


def test_norway_lost_its_quotes(tmp_path):
    found = findings(tmp_path, Example(LOCAL, "id: no\n"))
    assert "text-unquoted" in {one.rule.id for one in found}
