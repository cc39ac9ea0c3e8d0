"""`make locales`: every word of site and desk is collected, and a translation that would break a sentence is told."""

from __future__ import annotations

import ast
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from sys import modules
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog

FILE = Path(__file__).resolve().parents[2] / "site" / "locales" / "update.py"


@pytest.fixture(scope="module")
def update() -> ModuleType:
    """The script; it lies in no package."""
    spec = spec_from_file_location("update_catalogs", FILE)
    assert spec is not None and spec.loader is not None
    module = modules[spec.name] = module_from_spec(spec)  # where its dataclass looks for it
    spec.loader.exec_module(module)
    return module


def test_nothing_waits_for_make_locales(update, capsys):
    before = {path: path.stat().st_mtime_ns for path in FILE.parent.rglob("*.po*")}
    assert update.main(check=True) == 0, capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in FILE.parent.rglob("*.po*")} == before, "a check writes nothing"


def test_what_is_marked_is_found_within_an_f_string_too(update):
    code = """
a = _("One {name}.", name=b)
c = f"{said} {_('Two.')}"
d = count("{number} word", "{number} words", 3)
e = {"x": N_("Three " "and four.")}
f = _(later), _("")
"""
    assert sorted(map(str, update.said_in(ast.parse(code)))) == sorted(
        ["One {name}.", "Two.", str(("{number} word", "{number} words")), "Three and four."]
    )


@pytest.mark.parametrize(
    ("message", "said", "well"),
    [
        ("Saved {name}.", "Enregistré {name}.", True),
        ("Saved {name}.", "Enregistré.", False),
        ("Saved {name}.", "Enregistré {nom}.", False),
        ("Saved {name}.", "Enregistré {name}, {file}.", False),
        ("%(edition)s uses it.", "%(édition)s l’utilise.", False),
        ("%(edition)s uses it.", "%(edition)s l’utilise.", True),
        (
            ("{number} word of {name}", "{number} words of {name}"),
            ("un mot de {name}", "{number} mots de {name}"),
            True,
        ),
        (("{number} word of {name}", "{number} words of {name}"), ("{number} mot", "{number} mots de {name}"), False),
        ("Saved {name}.", "", True),
    ],
)
def test_a_translation_keeps_what_is_filled_in(update, message, said, well):
    catalog = Catalog(locale="fr")
    catalog.add(message, said)
    assert (update.misplaced(catalog) == []) is well


def test_a_new_message_is_told_and_an_old_one_goes(update, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(update, "HERE", tmp_path)
    words = ["Open {name}."]
    part = update.Part("desk", "a trial", ("fr",), lambda template: [template.add(one) for one in words])
    path = tmp_path / "fr/LC_MESSAGES/desk.po"
    assert update.bring_up_to_date(part, check=True) == 1 and not path.exists()
    assert update.bring_up_to_date(part, check=False) == 1
    assert "not translated: Open {name}." in capsys.readouterr().out
    path.write_text(path.read_text().replace('name}."\nmsgstr ""', 'name}."\nmsgstr "Ouvrir {nom}."'))
    assert update.bring_up_to_date(part, check=False) == 1
    assert "Ouvrir {nom}." in capsys.readouterr().out
    path.write_text(path.read_text().replace("{nom}", "{name}"))
    assert update.bring_up_to_date(part, check=False) == 0
    assert "to be reviewed by a speaker" in path.read_text() and "a trial" in path.read_text()
    words[:] = ["Close {name}."]
    assert update.bring_up_to_date(part, check=False) == 1
    assert "Open" not in path.read_text()
