from __future__ import annotations

import posixpath

from hypothesis import given
from hypothesis import strategies as st

from handbook.publish import addresses
from handbook.publish.addresses import in_language, numbered, relative

steps = st.lists(st.sampled_from(["a", "b", "practices", "en"]), max_size=4)
files = steps.map(lambda held: "/".join([*held, "index.html"]))


@given(files, files)
def test_the_way_from_one_page_to_another_arrives(target: str, here: str) -> None:
    assert posixpath.normpath(posixpath.join(posixpath.dirname(here), relative(target, here))) == target


def test_an_anchor_on_the_same_page_stays_on_it() -> None:
    assert relative("a/index.html#b", "a/index.html") == "#b"
    assert relative("a/index.html#b", "index.html") == "a/index.html#b"


def test_local_ids_bear_a_full_stop() -> None:
    assert addresses.practice("eu/impact") == "practices/eu.impact/index.html"


def test_the_main_language_stands_at_the_root() -> None:
    assert in_language(addresses.HOME, "nl", "nl") == "index.html"
    assert in_language(addresses.HOME, "pt-BR", "nl") == "pt-BR/index.html"


def test_the_first_page_of_a_list_bears_its_address() -> None:
    assert [numbered("all/index.html", number) for number in (1, 2)] == ["all/index.html", "all/2/index.html"]
