"""Collects the words of the interface and brings every catalog up to date: `python site/locales/update.py`.

Run it after a label, a choice or a sentence of the site has changed. It writes handbook.pot and the .po files, and
names what is not translated yet; exit 1 if anything is. `--check` writes nothing.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from handbook.model.evidence import Support
from handbook.model.fields import SHAPES, Field
from handbook.model.taxonomy import TRIGGERS

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LANGUAGES = ("ar", "en", "es", "fr", "nl", "pt_BR")
KEYWORDS = {"_": None, "N_": None, "gettext": None, "said": None, "say": None, "ngettext": (1, 2), "count": (1, 2)}
FOLDERS = (ROOT / "site" / "theme", ROOT / "handbook" / "publish", ROOT / "handbook" / "editions")
# Header lines that would change with every run.
CHANGING = tuple(
    f'"{name}:'.encode()
    for name in (
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
    )
)
HEADER = """\
# {language}: words of the interface of the handbook.
# Prepared by machine; to be reviewed by a speaker of the language.
# `python site/locales/update.py` adds new messages and takes out old ones; translate here,
# by hand or with a PO editor."""


def main(check: bool) -> int:
    """Update the template and all catalogs; say what is missing."""
    template = collect()
    write(HERE / "handbook.pot", template, check)
    missing = 0
    for language in LANGUAGES:
        path = HERE / language / "LC_MESSAGES" / "handbook.po"
        catalog = updated(path, language, template)
        write(path, catalog, check)
        for message in untranslated(catalog):
            missing += 1
            print(f"{language}: not translated: {message.id if message.id else ''}")
    print(f"{len(template)} messages, {len(LANGUAGES)} languages, {missing} not translated.")
    return 1 if missing else 0


def collect() -> Catalog:
    """All messages: of templates and code, of every declared field and choice, of support, and of triggers."""
    template = Catalog(project="handbook", header_comment=HEADER.format(language="Template"), fuzzy=False)
    methods = [("**.html", "jinja2.ext:babel_extract"), ("**.py", "python")]
    for folder in FOLDERS:
        for _file, _line, message, comments, _context in extract_from_dir(
            folder, methods, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
        ):
            template.add(message, auto_comments=comments)
    for word in words_of_the_model():
        template.add(word)
    return template


def words_of_the_model() -> Iterator[str]:
    """Labels and choices of all fields, the degrees of support, and when a duty applies."""
    for shape in SHAPES.values():
        yield from _words(shape.fields)
    yield from (support.value for support in Support)
    yield from TRIGGERS


def _words(fields: tuple[Field, ...]) -> Iterator[str]:
    for field in fields:
        if field.label:
            yield field.label
        yield from (choice for choice in field.choices if not choice.isdigit())
        yield from _words(field.fields)


def updated(path: Path, language: str, template: Catalog) -> Catalog:
    """The catalog of a language with exactly the template's messages; nothing is guessed, so nothing is fuzzy."""
    catalog = Catalog(locale=language)
    if path.is_file():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
    # A copy, since a catalog takes over the template's own messages and so would fill them for the next language.
    catalog.update(deepcopy(template), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.header_comment = HEADER.format(language=catalog.locale.english_name if catalog.locale else language)
    catalog.fuzzy = False
    if language == "en":
        for message in untranslated(catalog):
            message.string = message.id
    return catalog


def untranslated(catalog: Catalog) -> list[Message]:
    """Messages with an empty translation, or an empty plural form."""
    return [message for message in catalog if message.id and not all(_forms(message, catalog))]


def _forms(message: Message, catalog: Catalog) -> tuple[str, ...]:
    if isinstance(message.id, str):
        return (str(message.string or ""),)
    given = tuple(message.string) if isinstance(message.string, (tuple, list)) else ()
    return (*given, *[""] * (catalog.num_plurals - len(given)))


def write(path: Path, catalog: Catalog, check: bool) -> None:
    """Write a catalog without places and dates, so that it changes only with its words."""
    held = io.BytesIO()
    write_po(held, catalog, width=110, no_location=True, sort_output=True)
    lines = [line for line in held.getvalue().splitlines(keepends=True) if not line.startswith(CHANGING)]
    if not check:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(lines))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
