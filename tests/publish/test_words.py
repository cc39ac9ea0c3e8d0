from __future__ import annotations

from pathlib import Path

import pytest

from handbook.errors import PublishError
from handbook.publish.words import catalog, direction, own_name

PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "now"
msgstr "nu"

msgid "%(number)d practice"
msgid_plural "%(number)d practices"
msgstr[0] "%(number)d praktijk"
msgstr[1] "%(number)d praktijken"
"""


def test_a_language_says_its_own_name_and_direction() -> None:
    assert [own_name(one) for one in ("nl", "ar", "pt-BR")] == ["Nederlands", "العربية", "Português (Brasil)"]
    assert [direction(one) for one in ("nl", "ar", "zz")] == ["ltr", "rtl", "ltr"]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "2017-12-19", "19 December 2017"),
        ("nl", "2017-12-19", "19 december 2017"),
        ("fr", "2017-12", "décembre 2017"),
        ("nl", "2017", "2017"),
        ("nl", "2017-99", "2017-99"),
    ],
)
def test_dates_are_written_as_the_language_does(language: str, text: str, said: str) -> None:
    assert catalog(language).day(text) == said


def test_a_catalog_speaks_and_counts(tmp_path: Path) -> None:
    place = tmp_path / "nl" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "handbook.po").write_text(PO, encoding="utf-8")
    held = catalog("nl-BE", tmp_path)
    assert held.gettext("now") == "nu"
    assert held.gettext("unheard of") == "unheard of"
    assert held.gettext("") == ""
    counted = [held.count("%(number)d practice", "%(number)d practices", number) for number in (1, 3)]
    assert counted == ["1 praktijk", "3 praktijken"]


def test_a_spoilt_catalog_is_told_by_its_file(tmp_path: Path) -> None:
    place = tmp_path / "nl" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "handbook.po").write_bytes(PO.encode() + b'msgid "later"\nmsgstr "\xff"\n')
    with pytest.raises(PublishError, match=r"locales/nl/LC_MESSAGES/handbook\.po"):
        catalog("nl", tmp_path)


@pytest.mark.parametrize("language", ["../../etc", "", "a/b", "x" * 90])
def test_no_language_leads_out_of_the_catalogs(language: str, tmp_path: Path) -> None:
    assert catalog(language, tmp_path / "locales").gettext("now") == "now"
