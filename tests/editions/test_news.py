"""What a release means for the edition that takes it in: exact counts, in plain words, the most pressing first."""

from __future__ import annotations

from handbook.editions.fingerprint import fingerprint
from handbook.editions.news import news, sentences
from handbook.model.resolved import State
from tests.editions.build import edition, practice

CHECKLIST = practice().content["checklist"]


def shared(**changed):
    return practice(**changed)


def test_nothing_new_says_nothing():
    chain = [edition("global", "", practice())]
    told = news(chain, chain, edition("ke", "global"))
    assert sentences(told) == [] and not told.anew and not told.first


def test_texts_used_as_they_are_are_counted_and_those_of_our_own_are_not():
    ours = {"trust": {"changes": {"summary": {"text": "Ours.", "why": "w", "base": fingerprint("Old. Words.")}}},
            "left": {"reviewed": {"stance": "not-for-us", "why": "w"}}}  # fmt: skip
    local = edition("ke", "global", adaptations=ours, bases=("Old. Words.",))
    before = [edition("global", "", practice(summary="Old. Words."), practice("share", title="Share"),
                      practice("left"))]  # fmt: skip
    after = [
        edition(
            "global", "", practice(summary="New. Words.", problem="One."),
            practice("share", title="Share", summary="New.", basis=[{"id": "law", "title": "A law"}],
                     checklist=CHECKLIST[:2]),
            practice("left", summary="Unread."),
        )
    ]  # fmt: skip
    told = news(before, after, local)
    assert told.anew == {"Share": 3, "Build trust": 1} and told.legal == 1
    assert told.waiting == {State.STALE: 1} or told.waiting == {State.CONFLICT: 1}
    first, second = sentences(told)
    assert first.startswith("1 change of yours waits for a decision") and first.endswith("handbook status")
    assert second == (
        "4 texts that you use as they are read anew, in “Share” and “Build trust”. Of these, 1 is about law."
    )


def test_practices_come_are_withdrawn_and_go():
    before = [edition("global", "", practice("old", title="Old"), practice("lost", title="Lost"))]
    after = [
        edition("global", "", practice("old", title="Old", status="withdrawn", replaced_by=["new"]),
                practice("new", title="New"))
    ]  # fmt: skip
    told = news(before, after, edition("ke", "global"))
    assert (told.withdrawn, told.gone, told.new) == ((("Old", ("New",)),), ("Lost",), ("New",))
    assert sentences(told) == [
        "They withdrew “Old”. In its place they name “New”.",
        "1 practice is no longer there: “Lost”.",
        "There is 1 new practice: “New”.",
    ]


def test_a_practice_that_is_gone_while_our_words_keep_it_in_sight_is_told_by_its_old_title():
    ours = {"lost": {"changes": {"summary": {"text": "Ours.", "why": "w"}}}}
    before = [edition("global", "", practice("lost", title="Lost"))]
    told = news(before, [edition("global")], edition("ke", "global", adaptations=ours))
    assert told.gone == ("Lost",) and told.withdrawn == ()


def test_what_they_took_in_from_us_is_no_news_but_can_be_cleared_away():
    item = {"id": "ke/ask", "text": "Ask twice."}
    own = edition("ke", "global", practice("ke/early"), adaptations={"trust": {"additions": {"checklist": [item]}}})
    taken = practice(checklist=[*CHECKLIST, {"id": "ask", "text": "Ask twice.", "from": "ke/ask"}])
    told = news([edition("global", "", practice())],
                [edition("global", "", taken, practice("early", **{"from": "ke/early"}))], own)  # fmt: skip
    assert told.new == () and not told.anew and told.converged == 2
    assert sentences(told) == [
        "2 changes of yours are in the shared edition now, word for word. To clear them away: handbook tidy"
    ]


def test_translations_of_older_words_are_counted_by_language():
    held = {
        ("sw", "trust"): {"title": ("Jenga", "Build trust"), "summary": ("Kutana.", "Meet often. Keep your word.")},
        ("fr", "trust"): {"summary": ("Ancien.", "Words of long ago.")},
    }
    local = edition("ke", "global", translations=held, languages=("en", "sw", "fr"))
    told = news([edition("global", "", practice())], [edition("global", "", practice(summary="Meet."))], local)
    assert told.outdated == {"sw": 1}
    assert sentences(told)[-1] == "1 translation of yours is of older words now: handbook translate --to sw --status"


def test_the_first_release_names_a_few_and_counts_the_rest():
    after = [edition("global", "", *(practice(f"p{number}", title=f"P{number}") for number in range(5)),
                     practice("old", status="withdrawn"))]  # fmt: skip
    told = news(None, after, edition("ke", "global"))
    assert sentences(told) == ["There are 5 practices: “P0”, “P1”, “P2” and 2 more."]


def test_skipping_a_release_tells_all_that_both_changed():
    chains = [[edition("global", "", practice(summary=words))] for words in ("One.", "Two.", "Three.")]
    local = edition("ke", "global")
    assert news(chains[0], chains[2], local).anew == {"Build trust": 1} == news(chains[1], chains[2], local).anew
