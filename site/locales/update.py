"""Collects the words of the interface and brings every catalog up to date: `python site/locales/update.py`.

Run it after a label, a choice or a sentence of the site or of the desk has changed. It writes a template and the .po
files of both, and names what is not translated yet, or says a `{name}` otherwise; exit 1 if anything is. `--check`
writes nothing.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from handbook.editions.released import KINDS
from handbook.model.evidence import Support
from handbook.model.field import Field
from handbook.model.fields import PRACTICE, SHAPES
from handbook.model.taxonomy import TRIGGERS
from handbook.store.listing import STANCES
from tui import speech

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LANGUAGES = ("ar", "en", "es", "fr", "nl", "pt_BR")
DESK_LANGUAGES = tuple(one for one in speech.LANGUAGES if one != "en")  # English stands in the code
KEYWORDS = {"_": None, "N_": None, "gettext": None, "said": None, "say": None, "ngettext": (1, 2), "count": (1, 2)}
FOLDERS = (ROOT / "site" / "theme", ROOT / "handbook" / "publish")
DESK, LIBRARY = ROOT / "tui", ROOT / "handbook"
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
# {language}: words of {what}.
# Prepared by machine; to be reviewed by a speaker of the language.
# `python site/locales/update.py` adds new messages and takes out old ones; translate here,
# by hand or with a PO editor."""
# What the program fills in: %(name)s, %(number)d, {name}.
PLACES = re.compile(r"%\(\w+\)[sd]|\{[^{}]*\}")
# May be told by the words alone: one practice, no practices.
NUMBERS = {"%(number)d", "{number}", "{n}"}
Words = str | tuple[str, str]  # a message, or its singular and plural


@dataclass(frozen=True)
class Part:
    """A part of the program with catalogs of its own, and who is spoken to."""

    domain: str
    what: str
    languages: tuple[str, ...]
    collect: Callable[[Catalog], None]


def main(check: bool) -> int:
    """Update the templates and all catalogs; say what is missing or wrong."""
    return max([bring_up_to_date(part, check) for part in PARTS])


def bring_up_to_date(part: Part, check: bool) -> int:
    """One template and its catalogs; 1 if something is not translated, or says a placeholder otherwise."""
    template = template_of(part)
    write(HERE / f"{part.domain}.pot", template, check)
    missing = wrong = 0
    for language in part.languages:
        path = HERE / language / "LC_MESSAGES" / f"{part.domain}.po"
        catalog = updated(path, language, template, part.what)
        write(path, catalog, check)
        for message in untranslated(catalog):
            missing += 1
            print(f"{part.domain}, {language}: not translated: {message.id}")
        for message in misplaced(catalog):
            wrong += 1
            print(f"{part.domain}, {language}: its {{names}} are not those of the message: {message.string}")
    counted = f"{len(template)} messages, {len(part.languages)} languages, {missing} not translated"
    print(f"{part.domain}: {counted}, {wrong} with other placeholders.")
    return 1 if missing or wrong else 0


def template_of(part: Part) -> Catalog:
    """All messages of a part, untranslated."""
    header = HEADER.format(language="Template", what=part.what)
    template = Catalog(project="handbook", header_comment=header, fuzzy=False)
    part.collect(template)
    return template


def words_of_the_site(template: Catalog) -> None:
    """Of templates and code, of every declared field and choice, of support, and of triggers."""
    methods = [("**.html", "jinja2.ext:babel_extract"), ("**.py", "python")]
    for folder in FOLDERS:
        for _file, _line, message, comments, _context in extract_from_dir(
            folder, methods, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
        ):
            template.add(message, auto_comments=comments)
    for word in words_of_the_model():
        template.add(word)


def words_of_the_desk(template: Catalog) -> None:
    """Of the code of the desk, and of what it shows of the library."""
    for module in modules_of_the_desk():
        for words in said_in(ast.parse(module)):
            template.add(words)
    from tui.look import THEMES  # late: the site's words do not need it

    for words in (*STANCES.values(), *KINDS.values(), *(theme.name for theme in THEMES), *_helps(PRACTICE.fields)):
        template.add(words)


def modules_of_the_desk() -> Iterator[str]:
    """Its own, and those of the library that say something to whoever sits at it."""
    for file in sorted(DESK.rglob("*.py")):
        yield file.read_text(encoding="utf-8")
    for file in sorted(LIBRARY.rglob("*.py")):
        if "from handbook.wording import" in (module := file.read_text(encoding="utf-8")):
            yield module


def said_in(tree: ast.AST) -> Iterator[Words]:
    """What is marked in a module; Babel's own reader passes over a message within an f-string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            given = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if node.func.id in ("_", "N_") and given and given[0]:
                yield given[0]
            elif node.func.id in ("count", "pair") and len(given) > 1:
                yield given[0], given[1]


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


def _helps(fields: tuple[Field, ...]) -> Iterator[str]:
    for field in fields:
        if field.help:
            yield field.help
        yield from _helps(field.fields)


def updated(path: Path, language: str, template: Catalog, what: str) -> Catalog:
    """The catalog of a language with exactly the template's messages; nothing is guessed, so nothing is fuzzy."""
    catalog = Catalog(locale=language)
    if path.is_file():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
    # A copy, since a catalog takes over the template's own messages and so would fill them for the next language.
    catalog.update(deepcopy(template), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    name = catalog.locale.english_name if catalog.locale else language
    catalog.header_comment = HEADER.format(language=name, what=what)
    catalog.fuzzy = False
    if language == "en":
        for message in untranslated(catalog):
            message.string = message.id
    return catalog


def untranslated(catalog: Catalog) -> list[Message]:
    """Messages with an empty translation, or an empty plural form."""
    return [message for message in catalog if message.id and not all(_forms(message, catalog))]


def misplaced(catalog: Catalog) -> list[Message]:
    """Messages whose translation says other placeholders: the program would stop over them, or leave a name out."""
    return [message for message in catalog if message.id and any(_other_places(message, catalog))]


def _other_places(message: Message, catalog: Catalog) -> Iterator[bool]:
    one = (message.id,) if isinstance(message.id, str) else message.id
    asked, may = set(PLACES.findall(" ".join(one))), NUMBERS if len(one) > 1 else set()
    for form in filter(None, _forms(message, catalog)):
        yield set(PLACES.findall(form)) - may != asked - may or bool(set(PLACES.findall(form)) - asked)


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


PARTS = (
    Part("handbook", "the interface of the handbook", LANGUAGES, words_of_the_site),
    Part("desk", "the terminal desk of the handbook", DESK_LANGUAGES, words_of_the_desk),
)

if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
