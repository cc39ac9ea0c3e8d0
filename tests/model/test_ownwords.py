"""Own words and names: found by hashes alone, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.errors import ReadError
from handbook.model.ownwords import RUN, Runs, make, words

TITLE = "IGF 2030: let us all break down the silos of care"
TRANSCRIPT = f"""{TITLE}
Captions are an aid.
>> QUILLON VARGAS: We wrote the rule in one week, and nobody in the field could follow it at all.
>> MODERATOR: The session is called let us all break down the silos of care.  Thank you, Quillon.
"""
NAMES = ["Quillon Vargas", "Quillon", "Vargas", "Ana de Vries", "Lee", "José Peña", "Peña"]
RUNS = Runs.read(make(TRANSCRIPT, NAMES, "5a17", 2))


@pytest.mark.parametrize(
    "text",
    [
        "They said we wrote the rule in one week there.",
        "WE WROTE, THE RULE: IN ONE WEEK!",
        "we *wrote* the **rule** _in_ one `week`",
        "we wrote\nthe rule\n\n> in one week",
        "we wrote the ru\u00adle in one we\u200bek",
        "we wrote the r&shy;ule in one week",
        "ｗｅ wrote the rule in one week",
        "we wro'te the rule in one week",
    ],
)
def test_six_words_of_the_source_are_found_whatever_their_dress(text):
    (found,) = RUNS.found_in(text)
    assert found == "we wrote the rule in one week"


@pytest.mark.parametrize(
    "text", ["We wrote the rule in a week.", "wrote the rule in one", "", "rule the wrote we in one week nobody"]
)
def test_fewer_or_other_words_are_ours(text):
    assert RUNS.found_in(text) == []


def test_a_longer_stretch_is_one_find_and_two_stretches_are_two():
    found = RUNS.found_in("We wrote the rule in one week and nobody. Others: in the field could follow it at all.")
    assert found == ["we wrote the rule in one week and nobody", "in the field could follow it at all"]


def test_the_title_may_be_quoted_though_somebody_reads_it_aloud():
    assert RUNS.found_in(TITLE) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("As Quillon Vargas said", ["Quillon Vargas"]),
        ("as quillon vargas said", ["quillon vargas"]),
        ("QUILLON, VARGAS", ["QUILLON VARGAS"]),
        ("Vargas's view and Quillon’s", ["Vargas", "Quillon"]),
        ("Vargas' view", ["Vargas"]),
        ("de mening van Quillons", ["Quillons"]),
        ("**Quil\u200blon** spoke", ["Quillon"]),
        ("ana DE vries", ["ana DE vries"]),
        ("Jose Pena and José Peña", ["Jose Pena", "José Peña"]),
        ("Vargas, Vargas and Vargas", ["Vargas"]),
        ("vargas is a word here", []),
        ("Lee of the ship", []),
        ("Vries alone", []),
        ("nothing", []),
    ],
)
def test_names_are_found_and_ordinary_words_are_not(text, found):
    assert RUNS.names_in(text) == found


def test_the_file_holds_neither_words_nor_names():
    data = make(TRANSCRIPT, NAMES, "5a17", 2)
    lines = data.decode("ascii").split("\n")
    assert lines[:2] == ["handbook-runs 1", "salt 5a17"]
    assert {line.partition(" ")[0] for line in lines[2:-1]} == {"run", "name"}
    assert all(len(line.partition(" ")[2]) == 10 for line in lines[2:-1])
    assert lines[2:-1] == sorted(lines[2:-1], key=lambda line: (line.startswith("name"), line))
    assert make(TRANSCRIPT, reversed(NAMES), "5a17", 2) == data


def test_another_salt_gives_other_hashes():
    assert not Runs.read(make(TRANSCRIPT, NAMES, "other", 2)).runs & RUNS.runs


def test_a_name_of_four_words_is_refused():
    with pytest.raises(ValueError, match="one to 3 words"):
        make("", ["Ana Maria de Vries"], "5a17", 0)


@pytest.mark.parametrize(
    "data",
    [b"", b"handbook-runs 1", b"handbook-runs 2\nsalt x\n", b"handbook-runs 1\nrun 0123456789\n",
     b"handbook-runs 1\nsalt x\nrun 012345678\n", b"handbook-runs 1\nsalt x\nname zzzzzzzzzz\n",
     b"handbook-runs 1\nsalt x\n<html>\n", b"\xff\xfe\x00"],
)  # fmt: skip
def test_a_damaged_file_is_refused_and_never_taken_for_one_without_hashes(data):
    with pytest.raises(ReadError) as caught:
        Runs.read(data, "sources/x.runs")
    assert caught.value.where is not None and caught.value.where.file == "sources/x.runs"
    assert caught.value.todo


def test_line_ends_of_another_system_are_read():
    data = make(TRANSCRIPT, NAMES, "5a17", 2)
    assert Runs.read(data.replace(b"\n", b"\r\n")) == RUNS


@given(st.text(max_size=300))
def test_any_text_is_found_in_itself_and_reading_never_fails(text):
    runs = Runs.read(make(text, [], "salt", 0))
    said = max((words(line) for line in text.split("\n")), key=len)
    assert bool(runs.found_in(" ".join(said))) == (len(said) >= RUN)
    assert all(name in text or " " in name for name in runs.names_in(text))
