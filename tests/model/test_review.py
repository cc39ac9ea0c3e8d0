"""A review is read from its file as it was written there, and its declaration keeps to the house's rules."""

from __future__ import annotations

from handbook.model import fields
from handbook.model.review import REVIEW, Done, Review, Standing
from handbook.model.schema import validated

HELD = {
    "format": "1",
    "reviews": "build-trust",
    "state": "approved",
    "asked": {"by": "AK", "of": "the legal team", "on": "2026-11-22"},
    "approved": {"by": "legal", "on": "2026-11-23", "of": "sha256:00"},
    "comments": [
        {"id": "c1", "unit": "summary", "text": "Name one aim.", "by": "legal", "on": "2026-11-22"},
        {"id": "c2", "text": "Good.", "by": "AK", "on": "2026-11-22", "settled": "2026-11-23", "settled_by": "AK",
         "answer": "Thank you."},
    ],
    "log": [{"on": "2026-11-22", "by": "AK", "what": "asked", "units": ["summary"]}],
}  # fmt: skip


def test_a_review_is_read_as_its_file_holds_it():
    content, faults = validated(HELD, REVIEW)
    assert faults == []
    review = Review.read(content, "practices/global/reviews/build-trust.yaml")
    assert (review.practice, review.state, review.asked["of"]) == ("build-trust", Standing.APPROVED, "the legal team")
    assert [comment.id for comment in review.open] == ["c1"]
    assert (review.comments[1].unit, review.comments[1].answer) == ("", "Thank you.")
    assert [(line.what, line.units) for line in review.log] == [(Done.ASKED, ("summary",))]


def test_a_new_review_says_nothing():
    review = Review("build-trust")
    assert review.state is Standing.NONE and not review.open and not review.log


def test_what_a_file_has_wrong_is_told_of_all_at_once():
    wrong = {**HELD, "state": "perhaps", "comments": [{"id": "c1", "by": "AK"}]}
    _, faults = validated(wrong, REVIEW)
    assert [fault.pointer for fault in faults] == [("state",), ("comments", "c1", "text")]


def test_a_review_is_none_of_the_files_that_an_edition_hands_on():
    assert REVIEW.name not in fields.SHAPES
    assert not any(field.unit for field in REVIEW.fields if field.name not in ("format", "ext"))
    unlabelled = [field.name for field in REVIEW.fields if not field.label]
    assert unlabelled == []
