from __future__ import annotations

from handbook.editions.holdings import holdings, taxonomy
from handbook.model.edition import Edition


def edition(name: str, **held: object) -> Edition:
    return Edition(name, {"languages": ["en"], "id": name}, holdings=held)  # type: ignore[arg-type]


ABOVE = edition(
    "above",
    glossary={"lang": "en", "terms": [{"id": "one", "term": "One"}, {"id": "two", "term": "Two"}]},
    taxonomy={"themes": [{"id": "trust", "label": {"en": "Trust"}}]},
)
HERE = edition(
    "here",
    glossary={"lang": "nl", "terms": [{"id": "one", "term": "Een"}, {"id": "three", "term": "Drie"}]},
    taxonomy={"themes": [{"id": "trust", "label": {"nl": "Vertrouwen"}}, {"id": "own", "label": {"nl": "Eigen"}}]},
)


def test_the_nearest_edition_wins_an_id_and_the_place_stays() -> None:
    found = [(held.item["term"], held.origin, held.lang) for held in holdings([ABOVE, HERE], "glossary")]
    assert found == [("Een", "here", "nl"), ("Two", "above", "en"), ("Drie", "here", "nl")]


def test_what_nobody_holds_is_nothing() -> None:
    assert holdings([ABOVE, HERE], "sources") == []


def test_the_taxonomy_grows_down_the_chain() -> None:
    found = taxonomy([ABOVE, HERE])
    assert list(found.lists["themes"]) == ["trust", "own"]
    assert found.label("themes", "trust", "nl") == "Vertrouwen"
