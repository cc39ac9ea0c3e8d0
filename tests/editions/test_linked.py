"""Who leads to a practice and where it leads, over all editions that have it."""

from __future__ import annotations

import pytest

from handbook.editions.linked import links_from, links_to
from handbook.errors import UnknownPractice
from handbook.model.edition import Edition
from tests.editions.build import edition, handbook, practice


def said(links):
    return [(link.edition, link.practice, link.words) for link in links]


@pytest.fixture
def held():
    old = practice("old", status="withdrawn", replaced_by=["trust"], title="An old one")
    near = practice("near", related=[{"id": "trust", "relation": "see-also"}], title="A near one")
    shared = edition("global", "", practice("trust", related=[{"id": "near", "relation": "needs"}]), old, near)
    dutch = edition(
        "nl",
        "global",
        practice("nl/hub", related=[{"id": "trust", "relation": "in-tension"}], title="Hub"),
        adaptations={
            "trust": {"changes": {"summary": {"text": "Kom.", "why": "Kort."}}},
            "old": {"additions": {"related": [{"id": "trust", "relation": "supports", "why": "Zo is het."}]}},
        },
        translations={("ar", "trust"): {}},
    )
    stock = {"inventory": [{"id": "one", "of": "trust", "status": "not-applicable", "text": "Nothing yet."}]}
    dutch = Edition(dutch.id, dutch.content, dutch.practices, dutch.adaptations, dutch.translations,
                    holdings={"inventory": stock}, file="practices/nl/edition.yaml")  # fmt: skip
    return handbook(shared, dutch)


def test_all_that_names_it_is_listed_the_asking_edition_s_first(held):
    assert said(links_to(held, "global", "trust")) == [
        ("global", "old", "Replaced by"),
        ("global", "near", "Read with: see also"),
        ("nl", "nl/hub", "Read with: in tension"),
        ("nl", "trust", "Adapted: 1 change"),
        ("nl", "old", "Read with: supports"),
        ("nl", "trust", "Translated into: ar"),
        ("nl", "", "Inventory: not applicable"),
    ]
    assert links_to(held, "nl", "trust")[0].edition == "nl"


def test_an_inventory_is_told_by_its_words_and_its_file(held):
    last = links_to(held, "global", "trust")[-1]
    assert (last.title, last.file, last.unit) == ("Nothing yet.", "practices/nl/inventory.yaml", "inventory/one")


def test_titles_read_as_the_edition_shows_them(held):
    assert {link.title for link in links_to(held, "global", "trust")} >= {"An old one", "A near one", "Hub"}


def test_where_it_leads_is_what_the_edition_shows(held):
    assert said(links_from(held, "nl", "trust")) == [("global", "near", "Read with: needs")]
    assert said(links_from(held, "nl", "old")) == [
        ("nl", "trust", "Read with: supports"),
        ("global", "trust", "Replaced by"),
    ]


def test_a_practice_nobody_names_has_no_links(held):
    assert links_to(held, "nl", "nl/hub") == []


def test_an_unknown_practice_is_refused(held):
    with pytest.raises(UnknownPractice):
        links_to(held, "nl", "nowhere")


def test_another_practice_of_the_same_id_is_another_practice():
    far = practice("far", related=[{"id": "trust", "relation": "needs"}])
    own = edition("nl", "global", practice("trust"), practice("nl/x", related=[{"id": "trust", "relation": "needs"}]))
    held = handbook(edition("global", "", practice("trust"), far), own)
    assert said(links_to(held, "global", "trust")) == [("global", "far", "Read with: needs")]
    assert said(links_to(held, "nl", "trust")) == [("nl", "nl/x", "Read with: needs")]


def test_taken_in_by_the_shared_edition_both_ids_lead_to_it():
    near = practice("nl/near", related=[{"id": "nl/hub", "relation": "needs"}])
    held = handbook(edition("global", "", practice("hub", **{"from": "nl/hub"})), edition("nl", "global", near))
    assert said(links_to(held, "nl", "hub")) == [("nl", "nl/near", "Read with: needs")]
    assert said(links_from(held, "nl", "nl/near")) == [("nl", "hub", "Read with: needs")]
    ours = handbook(*held.editions.values())
    ours = handbook(held.edition("global"), edition("nl", "global", near, practice("nl/hub")))
    assert ("global", "hub", "Taken in from here") in said(links_to(ours, "nl", "nl/hub"))
