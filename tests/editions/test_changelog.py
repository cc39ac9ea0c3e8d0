"""The changelog names what reads otherwise and nothing else, and never weighs it too lightly."""

from __future__ import annotations

import copy
import unicodedata
from typing import Any

import pytest
from hypothesis import given

from handbook.editions.changelog import beside, changes, sentence, title
from handbook.editions.fingerprint import fingerprint
from handbook.model.practice import Practice
from tests.editions.build import edition, practice
from tests.editions.strategies import RANDOMS, Pen

LONG = "The secretariat publishes the results of every meeting within thirty days."
CHECKLIST = practice().content["checklist"]


def lines(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What has changed in one practice: unit, what, kind."""
    found = changes([edition("global", "", practice(**before))], [edition("global", "", practice(**after))])
    assert {line.practice for line in found} <= {"trust"}
    return [(line.unit, line.what, line.kind) for line in found]


def test_a_first_release_changes_nothing_and_neither_does_the_same_again():
    chain = [edition("global", "", practice())]
    assert changes(None, chain) == [] and changes(chain, copy.deepcopy(chain)) == []


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ({}, {"summary": "Meet often. Break your word."}, ("summary", "changed", "substantive")),
        ({"summary": LONG}, {"summary": LONG.replace("results", "reslts")}, ("summary", "changed", "editorial")),
        ({}, {"breakthrough": "A table."}, ("breakthrough", "new", "substantive")),
        ({"breakthrough": "A table."}, {}, ("breakthrough", "gone", "substantive")),
        ({}, {"groups": ["government", "hotline"]}, ("groups", "changed", "substantive")),
        ({"maturity": "emerging"}, {"maturity": "ended"}, ("maturity", "changed", "substantive")),
        ({"priority": {"level": "now"}}, {"priority": {"level": "next"}}, ("priority.level", "changed", "substantive")),
        ({}, {"checklist": [*CHECKLIST, {"id": "ask", "text": "Ask."}]}, ("checklist/ask", "new", "substantive")),
        ({}, {"checklist": CHECKLIST[:2]}, ("checklist/thank", "gone", "substantive")),
        ({}, {"checklist": CHECKLIST[::-1]}, ("checklist", "changed", "editorial")),
        ({}, {"harmonisation": "candidate"}, ("harmonisation", "new", "legal")),
        ({"duty": {"holder": "Who sells."}}, {"duty": {"holder": "Who buys."}}, ("duty.holder", "changed", "legal")),
        ({}, {"basis": [{"id": "law", "title": "A law"}]}, ("basis/law", "new", "legal")),
        ({}, {"legal_barriers": [{"id": "law", "text": "A law."}]}, ("legal_barriers/law", "new", "legal")),
        ({"duty": {"holder": LONG}}, {"duty": {"holder": LONG.replace("results", "reslts")}},
         ("duty.holder", "changed", "legal")),
        ({}, {"status": "withdrawn", "summary": "Other words."}, ("status", "changed", "substantive")),
        ({"status": "withdrawn"}, {"status": "withdrawn", "replaced_by": ["x"]},
         ("replaced_by", "changed", "substantive")),
        ({"evidence": [{"id": "a", "says": "So.", "at": "1"}]}, {"evidence": [{"id": "a", "says": "So.", "at": "2"}]},
         ("evidence/a.at", "changed", "substantive")),
        ({"summary": LONG}, {"summary": LONG.replace("results", "reslts"), "lang": "nl"},
         ("summary", "changed", "substantive")),
    ],
)  # fmt: skip
def test_one_change_is_one_line(before, after, line):
    assert line in lines(before, after)
    assert len(lines(before, after)) == (2 if "lang" in after else 1)


def test_what_only_looks_otherwise_is_no_change():
    before = {"summary": "Réseau, one line and another.", "revision": 1, "groups": ["a", "b"]}
    after = {
        "groups": ["b", "a"], "revision": 2, "review": {"next": "2027"}, "ext": {"note": "x"},
        "summary": unicodedata.normalize("NFD", "Réseau, one line\r\nand another.\r\n"),
    }  # fmt: skip
    assert lines(before, after) == []


def test_practices_come_and_go_and_drafts_do_not_count():
    duty = practice("duty", kind="duty")
    before = [edition("global", "", practice(), practice("gone"), practice("draft", status="draft"))]
    after = [edition("global", "", practice(), duty, practice("draft", status="draft", summary="Other."))]
    assert [(line.practice, line.unit, line.what, line.kind) for line in changes(before, after)] == [
        ("duty", "", "new", "legal"), ("gone", "", "gone", "substantive"),
    ]  # fmt: skip
    published = [edition("global", "", practice(), duty, practice("draft"))]
    assert [line.practice for line in changes(after, published)] == ["draft"]


def test_an_edition_tells_what_it_shows_whoever_changed_it():
    ours = {"trust": {"changes": {"summary": {"text": "Ours.", "why": "w"}}}}
    local = edition("nl", "global", adaptations=ours)
    before = [edition("global", "", practice(), practice("share")), local]
    after = [edition("global", "", practice(summary="Theirs."), practice("share", summary="New.")), local]
    assert [(line.practice, line.unit) for line in changes(before, after)] == [("share", "summary")]


def test_hiding_leaves_out_and_a_stance_is_told():
    hide = {"trust": {"changes": {"checklist/meet": {"hide": "So it is."}}}}
    against = {"trust": {"reviewed": {"stance": "not-for-us", "why": "Our law forbids it."}}}
    shared = edition("global", "", practice())
    before, hidden, not_for_us = ([shared, edition("nl", "global", adaptations=held)] for held in (None, hide, against))
    assert [(line.unit, line.what) for line in changes(before, hidden)] == [("checklist/meet", "gone")]
    assert [(line.unit, line.what) for line in changes(hidden, before)] == [("checklist/meet", "new")]
    (line,) = changes(before, not_for_us)
    assert line.unit == "stance" and sentence(line.written(), not_for_us) == "Not for us: Our law forbids it."
    assert sentence(line.written(), before) == "It is used here again."


def test_what_was_taken_in_from_us_is_no_change_of_ours():
    item = {"id": "ke/ask", "text": "Ask twice."}
    own = edition("ke", "global", practice("ke/early"), adaptations={"trust": {"additions": {"checklist": [item]}}})
    before = [edition("global", "", practice()), own]
    taken = practice(checklist=[*CHECKLIST, {"id": "ask", "text": "Ask twice.", "from": "ke/ask"}])
    shared = edition("global", "", taken, practice("early", **{"from": "ke/early"}))
    assert changes(before, [shared, own]) == []
    assert changes(before, [shared, edition("ke", "global")]) == [], "also after our own are cleared away"


def test_translations_are_one_line_a_practice_and_language():
    def translated(**units: str):
        held = {("es", "trust"): {path: (text, "Build trust") for path, text in units.items()}} if units else {}
        return [edition("global", "", practice(), translations=held, languages=("en", "es"))]

    none, some, more = translated(), translated(title="Confianza"), translated(title="Fiarse", summary="Ya.")
    told = [changes(*pair)[0] for pair in ((none, some), (some, more), (more, none))]
    assert [(line.unit, line.what, line.kind) for line in told] == [
        ("i18n/es", what, "editorial") for what in ("new", "changed", "gone")
    ]
    assert changes(some, translated(title="Confianza\n")) == []
    assert sentence(told[0].written(), some) == "The translation into “es” is new."


def test_what_else_changed_is_named():
    before, after = edition("global", "", practice()), edition("global", "", practice())
    after.content["title"]["en"] = "Other"  # type: ignore[index]
    object.__setattr__(after, "holdings", {"glossary": {"terms": []}})
    assert beside([before], [after]) == ["edition", "glossary"] and beside(None, [after]) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"unit": "", "what": "new"}, "This practice is new."),
        ({"unit": "summary", "what": "changed"}, "Summary: reads anew."),
        ({"unit": "maturity", "what": "changed"}, "Maturity: has changed."),
        ({"unit": "checklist", "what": "changed"}, "Checklist: the order has changed."),
        ({"unit": "checklist/nl/ask-twice", "what": "new"}, "Checklist: ask twice: new."),
        ({"unit": "steps/ask.groups", "what": "changed"}, "Steps: ask (for): has changed."),
        ({"unit": "status", "what": "changed"}, "It was withdrawn; in its place: “Build trust”."),
        ({"unit": "nonsense", "what": "gone"}, "nonsense: taken out."),
    ],
)
def test_every_line_has_a_sentence(line, said):
    chain = [edition("global", "", practice("share", status="withdrawn", replaced_by=["trust"]), practice())]
    assert sentence({"practice": "share", **line}, chain) == said


def test_a_practice_is_called_by_its_title_where_it_is_known():
    chain = [edition("global", "", practice())]
    assert title("trust", None, chain) == "Build trust" and title("other", chain) == "other"


@given(RANDOMS)
def test_laws_over_practices_made_up(random):
    """Nothing has changed in a practice written anew in other lines; each unit that changed is one line."""
    pen = Pen(random)
    held = {"format": "1", "id": "trust", "kind": "practice", "lang": "en", "status": "published", **pen.practice()}
    before = [edition("global", "", Practice("trust", held))]
    again = copy.deepcopy(held)
    for name in ("summary", "problem"):
        again[name] = again[name].replace(". ", ".\r\n") + "\n"
    assert changes(before, [edition("global", "", Practice("trust", dict(reversed(again.items()))))]) == []
    names = random.sample(["title", "summary", "problem"], random.randint(1, 3))
    for name in names:
        again[name] = pen.text()
    found = changes(before, [edition("global", "", Practice("trust", again))])
    assert sorted(line.unit for line in found) == sorted(names)
    assert all(fingerprint(again[line.unit]) != fingerprint(held[line.unit]) for line in found)
