"""Asking, commenting, sending back, approving; and the reasons why something cannot be published yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.editions import review as verbs
from handbook.editions.review import may_publish, practice_set, said_now
from handbook.errors import DecisionError, UnknownPractice, UnknownUnit
from handbook.model.review import Done, Review, Standing
from handbook.store.yamledit import edited
from tests.editions.build import edition, handbook, practice

DAY = "2026-11-22"
ADAPTED = {"trust": {"changes": {"summary": {"text": "Meet weekly.", "why": "A month is long.", "base": "f1-0"}}}}
WHOLE = {
    "status": "draft", "problem": "Nobody calls.", "steps": [{"id": "invite", "text": "Invite ten people."}],
    "checklist": [{"id": "meet", "text": "Meet."}], "basis": [{"id": "plan", "kind": "policy", "title": "A plan"}],
}  # fmt: skip

NOTHING = "It rests on nothing yet: no statement, and no law, policy or practice, carries it."


def after(review: Review, edits: verbs.Edits) -> Review:
    """The review as its file reads once the edits are made."""
    tree: dict[str, Any] = {"format": "1", "reviews": review.practice, "state": review.state.value}
    tree |= {name: dict(held) for name in ("asked", "approved") if (held := getattr(review, name))}
    if review.comments:
        tree["comments"] = [{name: getattr(one, name) for name in one.__slots__} for one in review.comments]
    if review.log:
        tree["log"] = [
            {"on": one.on, "by": one.by, "what": one.what.value, "note": one.note, "units": list(one.units)}
            for one in review.log
        ]
    return Review.read(edited(tree, edits, lambda _: (), "a review"))


def shared(**content: Any):
    return handbook(
        edition("global", "", practice(**{**WHOLE, **content})), edition("nl", "global", adaptations=ADAPTED)
    )


def asked(by: str = "AK") -> Review:
    return after(Review("trust"), verbs.asked(Review("trust"), by=by, on=DAY))


def approved(book, review: Review | None = None, by: str = "legal", edition: str = "global") -> Review:
    review = review or asked()
    return after(review, verbs.approved(review, by=by, on=DAY, of=said_now(book, edition, "trust")))


def test_from_asking_to_publishing_nothing_is_in_the_way():
    book = shared()
    assert may_publish(book, "global", "trust", Review("trust")) == ["Nobody has reviewed this practice."]
    review = asked()
    assert may_publish(book, "global", "trust", review) == ["The review that was asked for is not done yet."]
    review = approved(book, review)
    assert may_publish(book, "global", "trust", review) == []
    review = after(review, verbs.published(review, by="AK", on=DAY))
    assert [line.what for line in review.log] == [Done.ASKED, Done.APPROVED, Done.PUBLISHED]
    assert may_publish(shared(status="published"), "global", "trust", review) == ["“Build trust” is published already."]


def test_an_open_comment_stands_in_the_way_until_it_is_settled():
    book = shared()
    review = approved(book)
    for text in ("Name one aim.", "And say for whom."):
        review = after(review, verbs.commented(review, text, unit="summary", by="legal", on=DAY))
    assert may_publish(book, "global", "trust", review) == ["2 comments are open."]
    review = after(review, verbs.settled(review, "c1", by="AK", on=DAY, answer="Done."))
    assert may_publish(book, "global", "trust", review) == ["1 comment is open."]
    review = after(review, verbs.settled(review, "c2", by="AK", on=DAY))
    assert may_publish(book, "global", "trust", review) == []
    assert [(one.text, one.settled, one.answer) for one in review.comments] == [
        ("Name one aim.", DAY, "Done."),
        ("And say for whom.", DAY, ""),
    ]


def test_an_approval_stands_for_the_words_that_were_approved_and_no_others():
    review = approved(shared())
    assert may_publish(shared(status="in-review"), "global", "trust", review) == []
    assert may_publish(shared(revision=4), "global", "trust", review) == []
    changed = may_publish(shared(summary="Meet never."), "global", "trust", review)
    assert changed == ["It has changed since it was approved."]


def test_what_is_empty_and_what_a_check_says_is_told_first():
    steps = [{"id": "invite", "text": "Invite."}, {"id": "go-on", "text": " "}]
    told = may_publish(
        shared(problem="", steps=steps, basis=[]), "global", "trust", Review("trust"), ["No source.", "No source."]
    )
    assert told == [
        "“The problem” is empty.", "“Steps: go on” is empty.", NOTHING, "No source.",
        "Nobody has reviewed this practice.",
    ]  # fmt: skip


def test_what_is_not_one_s_own_or_gone_is_never_published():
    book = shared(status="withdrawn")
    assert may_publish(book, "global", "trust", Review("trust")) == ["“Build trust” is withdrawn."]
    assert "practice of the shared edition" in may_publish(book, "nl", "trust", Review("trust"))[0]
    with pytest.raises(UnknownPractice):
        may_publish(book, "nl", "none", Review("none"))


def test_an_adaptation_is_reviewed_too_and_no_status_moves():
    book = shared(status="published")
    review = approved(book, edition="nl")
    assert verbs.stands(book, "nl", review) and not verbs.stands(book, "global", review)
    other = {"trust": {"changes": {"summary": {"text": "Meet daily.", "why": "So.", "base": "f1-0"}}}}
    reworded = handbook(edition("global", "", practice()), edition("nl", "global", adaptations=other))
    assert not verbs.stands(reworded, "nl", review)
    assert not any(practice_set(book, "nl", "trust", done) for done in Done)
    assert said_now(handbook(edition("global", "", practice()), edition("nl", "global")), "nl", "trust")


@pytest.mark.parametrize(
    ("done", "before", "now"),
    [
        (Done.ASKED, "draft", "in-review"), (Done.ASKED, "published", ""), (Done.SENT_BACK, "in-review", "draft"),
        (Done.SENT_BACK, "published", ""), (Done.APPROVED, "in-review", ""), (Done.PUBLISHED, "in-review", "published"),
        (Done.PUBLISHED, "draft", "published"), (Done.PUBLISHED, "withdrawn", ""),
    ],
)  # fmt: skip
def test_the_status_follows_the_review(done, before, now):
    plan = practice_set(shared(status=before), "global", "trust", done)
    assert dict(plan.edits) == ({("status",): now} if now else {})


def test_reviewing_by_oneself_is_allowed_and_said():
    review = approved(shared(), asked("AK"), by="ak ")
    assert review.state is Standing.APPROVED and review.log[-1].what is Done.APPROVED_ALONE


def test_sending_back_says_what_should_change():
    review = asked()
    with pytest.raises(DecisionError, match="not said what should change"):
        verbs.sent_back(review, by="legal", on=DAY)
    noted = after(review, verbs.sent_back(review, by="legal", on=DAY, note="Say for whom."))
    assert (noted.state, noted.log[-1].note) == (Standing.SENT_BACK, "Say for whom.")
    assert may_publish(shared(), "global", "trust", noted)[0].startswith("The reviewer has sent it back")
    with pytest.raises(DecisionError, match="sent back"):
        verbs.approved(noted, by="legal", on=DAY, of="sha256:0")
    commented = after(review, verbs.commented(review, "For whom?", unit="", by="legal", on=DAY))
    assert verbs.sent_back(commented, by="legal", on=DAY)


def test_what_says_nothing_or_nobody_is_refused():
    new, done = Review("trust"), asked()
    done = after(done, verbs.commented(done, "Why?", unit="", by="legal", on=DAY))
    done = after(done, verbs.settled(done, "c1", by="AK", on=DAY))
    for act, said in (
        (lambda: verbs.commented(new, " \n", unit="", by="AK", on=DAY), "says nothing"),
        (lambda: verbs.commented(new, "x" * 2_001, unit="", by="AK", on=DAY), "2,001 characters"),
        (lambda: verbs.commented(new, "Why?", unit="", by=" ", on=DAY), "who is speaking"),
        (lambda: verbs.asked(new, by="", on=DAY), "who is speaking"),
        (lambda: verbs.settled(done, "c9", by="AK", on=DAY), "no comment “c9”"),
        (lambda: verbs.settled(done, "c1", by="AK", on=DAY), "was settled on 2026-11-22"),
        (lambda: verbs.approved(new, by="AK", on=DAY, of="sha256:0"), "Nobody has asked"),
        (lambda: verbs.sent_back(new, by="AK", on=DAY, note="No."), "Nobody has asked"),
    ):
        with pytest.raises(DecisionError, match=said):
            act()


def test_a_comment_is_on_a_unit_that_could_be_there():
    book = shared()
    for unit in ("", "summary", "not_for", "checklist", "steps/invite", "steps/invite.text", "priority.reason"):
        verbs.refuse_unknown_unit(book, "nl", "trust", unit)
    for unit in ("sumary", "steps/none.text", "steps/invite.none", "summary/invite", ".", "/"):
        with pytest.raises(UnknownUnit):
            verbs.refuse_unknown_unit(book, "nl", "trust", unit)


def test_a_small_correction_keeps_an_approval_that_stood():
    review = approved(shared())
    before = review.approved["of"]
    note = "Summary: “ofen” became “often”."
    kept = after(
        review, verbs.corrected(review, by="AK", on=DAY, units=["summary"], note=note, before=before, after="n")
    )
    assert kept.approved["of"] == "n" and kept.log[-1].units == ("summary",)
    other = verbs.corrected(review, by="AK", on=DAY, units=["summary"], note=note, before="sha256:other", after="n")
    assert after(review, other).approved["of"] == before


def test_published_is_tried_out_in_memory_alone():
    book = shared()
    shown = verbs.as_published(book, "global", "trust")
    assert shown.edition("global").practices["trust"].status == "published"
    assert book.edition("global").practices["trust"].status == "draft"
    assert verbs.as_published(book, "nl", "trust") is book


ACTS: dict[str, Callable[[Review, str], verbs.Edits]] = {
    "ask": lambda review, text: verbs.asked(review, by="AK", on=DAY, note=text),
    "comment": lambda review, text: verbs.commented(review, text, unit="", by="AK", on=DAY),
    "settle": lambda review, _: verbs.settled(review, review.open[0].id if review.open else "c0", by="AK", on=DAY),
    "send back": lambda review, text: verbs.sent_back(review, by="legal", on=DAY, note=text),
    "approve": lambda review, _: verbs.approved(review, by="legal", on=DAY, of="sha256:0"),
    "correct": lambda review, text: verbs.corrected(review, by="AK", on=DAY, units=["summary"], note=text),
    "publish": lambda review, _: verbs.published(review, by="AK", on=DAY),
}


@given(st.lists(st.sampled_from(list(ACTS)), max_size=12))
def test_whatever_is_done_nothing_that_was_said_is_lost(steps):
    """The log and the comments only ever grow, and a comment keeps its words."""
    review = Review("trust")
    for count, name in enumerate(steps):
        try:
            now = after(review, ACTS[name](review, f"Say more, {count}."))
        except DecisionError:
            continue
        assert now.log[: len(review.log)] == review.log
        assert [one.text for one in now.comments][: len(review.comments)] == [one.text for one in review.comments]
        assert len({one.id for one in now.comments}) == len(now.comments)
        review = now
