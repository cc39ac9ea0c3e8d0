"""The sentence that a commit is proposed with says what was done."""

from __future__ import annotations

import pytest

from handbook.store.commit import uncommitted
from handbook.store.commit_sentence import proposed
from tests.small import ADAPT, ENGLISH, HUB, MEET, PUBLISH, SUMMARY, TRUST
from tests.store.repositories import opened, repository, rewrite


@pytest.fixture
def book(tmp_path):
    return repository(tmp_path / "book")


def sentence(folder, edition="global"):
    workspace = opened(folder)
    return proposed(workspace, uncommitted(workspace, edition))


def test_a_practice_by_its_title_with_what_changed_in_it(book):
    rewrite(book, TRUST, SUMMARY, "Meet.")
    rewrite(book, TRUST, MEET, "They meet.")
    rewrite(book, TRUST, "Everybody has the list", "All have the list")
    rewrite(book, TRUST, "Invite ten people.", "Invite twelve people.")
    assert sentence(book) == "Build trust: summary, step, checklist (2)"


def test_a_new_one_and_one_that_went(book):
    new = (book / TRUST).with_name("new-one.yaml")
    new.write_text((book / PUBLISH).read_text().replace("publish-results", "new-one").replace("Publish", "Tell"))
    assert sentence(book) == "Tell the results: new"
    (book / PUBLISH).unlink()
    assert sentence(book) == "Tell the results: new; Publish the results: taken away"


def test_a_published_one_says_so_first(book):
    rewrite(book, PUBLISH, "status: draft", "status: published")
    rewrite(book, PUBLISH, "Say what came of it.", "Say what came.")
    assert sentence(book) == "Publish the results: published, summary"


def test_an_adaptation_with_its_translation(book):
    rewrite(book, ADAPT, "Bouw vertrouwen op", "Bouw vertrouwen")
    rewrite(book, ENGLISH, "Collect reports", "Collect all reports")
    assert sentence(book, "nl") == (
        "Bouw vertrouwen: title; Verzamel meldingen op één plek: translation (en)"
    ) or sentence(book, "nl").startswith("Bouw vertrouwen: title; ")


def test_a_name_with_a_line_break_does_not_tell_of_another_file(book):
    odd = (book / TRUST).with_name("build-trust.yaml\nb.yaml")
    odd.write_text((book / PUBLISH).read_text().replace("publish-results", "odd-one").replace("Publish", "Tell"))
    assert sentence(book) == "Tell the results: new"


def test_other_files_by_what_they_are(book):
    (book / "practices/nl/handbook.lock").write_text("parent: global\n")
    rewrite(book, "practices/nl/edition.yaml", "Dutch edition", "The Dutch edition")
    said = sentence(book, "nl")
    assert "about this edition" in said.lower() and "a release taken in" in said.lower()


def test_many_are_counted_and_a_sentence_is_never_long(book):
    for number in range(12):
        new = (book / TRUST).with_name(f"n{number}.yaml")
        held = (book / TRUST).read_text().replace("id: build-trust", f"id: n{number}")
        new.write_text(held.replace("title: Build trust", f"title: Build trust in the year number {number} of ten"))
    said = sentence(book)
    assert said.startswith("12 practices changed: ") and len(said) <= 100
    rewrite(book, TRUST, "title: Build trust", f"title: {'Build trust in each other ' * 3}")
    assert len(proposed(opened(book), [TRUST])) <= 100


def test_a_file_that_cannot_be_read_does_no_harm(book):
    (book / HUB).write_text("id: [")
    assert sentence(book, "nl")
    (book / TRUST).write_bytes(b"\xff\xfe")
    assert sentence(book)
