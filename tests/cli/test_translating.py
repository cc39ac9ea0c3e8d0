"""The command translate: a table, one unit, the editor, PO files; what was typed is never lost."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import polib
import pytest

from handbook.editions.fingerprint import fingerprint
from handbook.editions.resolve import resolve
from handbook.store.workspace import Workspace
from tests.cli.run import handbook
from tests.small import ENGLISH, FILES, HUB, NL, small

SWAHILI = "practices/nl/i18n/sw/build-trust.yaml"
CHANGED = FILES[HUB].replace("Verzamel meldingen op één plek", "Verzamel alle meldingen op één plek")


@pytest.fixture
def run(tmp_path, capsys):
    small(tmp_path, {NL: FILES[NL].replace("languages: [nl, en]", "languages: [nl, en, sw]")})
    return lambda *words: handbook(capsys, tmp_path, "translate", "--edition", "nl", *words)


@pytest.fixture(autouse=True)
def _nothing_typed_yet(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("handbook.cli.editor._typed", [])


def units(root: Path, lang: str, practice: str):
    return Workspace.open(root).handbook.edition("nl").translations[lang, practice].units


def typing(monkeypatch, tmp_path, program: str) -> None:
    """An editor that runs these lines over `text`, and somebody who sits before it."""
    script = tmp_path / "editor.py"
    body = f"import sys\npath = sys.argv[1]\ntext = open(path).read()\n{program}\nopen(path, 'w').write(text)\n"
    script.write_text(body)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr("handbook.cli.asking.somebody", lambda: True)


def kept() -> list[Path]:
    return list((Path(os.environ["XDG_STATE_HOME"]) / "igf-handbook" / "typed").glob("*"))


def test_the_table_counts_by_practice(run):
    done = run("--to", "en")
    assert done.code == 0 and done.err == ""
    row = next(line.split() for line in done.out.splitlines() if line.strip().startswith("nl/hub"))
    assert row == ["nl/hub", "5", "1", "0", "0", "1", "0"]  # missing, fresh, outdated; courtesy, machine, authoritative
    assert "waiting for a translation" in done.out


def test_status_tells_of_an_outdated_one_what_has_changed(run, tmp_path):
    (tmp_path / HUB).write_text(CHANGED)
    done = run("nl/hub", "--to", "en", "--status")
    assert "Verzamel {+alle +}meldingen op één plek" in done.out
    assert "The translation says: Collect reports in one place" in done.out and "changed since" in done.out


def test_one_unit_in_swahili(run, tmp_path):
    done = run("build-trust", "--to", "sw", "--unit", "summary", "--text", "Kutaneni mara kwa mara.", "--by", "A body")
    assert done.code == 0 and SWAHILI in done.out
    unit = units(tmp_path, "sw", "build-trust")["summary"]
    assert (unit.text, unit.kind, unit.by) == ("Kutaneni mara kwa mara.", "courtesy", "A body")
    assert (tmp_path / "practices/nl/upstream/bases" / f"{unit.of}.txt").is_file()
    shown = resolve(Workspace.open(tmp_path).handbook, "build-trust", "nl", "sw")
    assert shown.value("summary") == "Kutaneni mara kwa mara."


def test_confirm_and_take_out(run, tmp_path):
    (tmp_path / HUB).write_text(CHANGED)
    assert run("nl/hub", "--to", "en", "--unit", "title", "--confirm").code == 0
    unit = units(tmp_path, "en", "nl/hub")["title"]
    assert (unit.of, unit.kind) == (fingerprint("Verzamel alle meldingen op één plek"), "machine")
    assert run("nl/hub", "--to", "en", "--unit", "title", "--take-out").code == 0
    assert not (tmp_path / ENGLISH).exists()  # nothing was left in it


def test_typed_in_the_editor_only_what_is_new_is_written(run, tmp_path, monkeypatch):
    (tmp_path / HUB).write_text(CHANGED)
    typing(
        monkeypatch,
        tmp_path,
        """
assert "#: Verzamel {+alle +}meldingen" in text and "Collect reports in one place" in text
text = text.replace("=== summary ===", "=== summary ===\\nOne desk.\\n\\n# A heading stays")
""",
    )
    done = run("nl/hub", "--to", "en")
    assert done.code == 0 and "1 unit written." in done.out
    found = units(tmp_path, "en", "nl/hub")
    assert found["summary"].text == "One desk.\n\n# A heading stays" and set(found) == {"title", "summary"}
    assert found["title"].of == fingerprint("Verzamel meldingen op één plek")  # left as it was, so not confirmed
    assert kept() == []


@pytest.mark.parametrize(
    "program",
    [
        "text = text.replace('=== summary ===', '=== summery ===\\nOne desk.')",
        "text = text.replace('#: Eén loket', '#: One desk. Eén loket')",
        "text = 'One desk.' + text",
        "text += '\\n=== title ===\\nOne desk.\\n'",
        "text = text.replace('=== summary ===', '=== summary ===\\nOne desk.\\u202e')",
    ],
)
def test_what_cannot_be_read_or_saved_is_kept_and_its_place_is_told(run, tmp_path, monkeypatch, program):
    typing(monkeypatch, tmp_path, program)
    before = (tmp_path / ENGLISH).read_bytes()
    done = run("nl/hub", "--to", "en")
    assert done.code == 1 and (tmp_path / ENGLISH).read_bytes() == before
    place = next(path for path in kept() if str(path) in done.err)
    assert "One desk." in place.read_text()
    place.unlink()


def test_a_po_file_out_and_in(run, tmp_path):
    po = tmp_path / "hub.po"
    done = run("nl/hub", "--to", "en", "--export", str(po))
    assert done.code == 0 and "6 units, 5 missing, 0 outdated" in done.out
    file = polib.pofile(str(po))
    next(one for one in file if one.msgctxt == "nl/hub#summary").msgstr = "One desk."
    file.append(polib.POEntry(msgctxt="nl/hub#nowhere", msgid="x", msgstr="y"))
    file.save()
    done = run("--to", "en", "--import", str(po))
    assert done.code == 0 and "1 translation taken in." in done.out
    assert "nl/hub nowhere: Not taken in." in done.err
    assert units(tmp_path, "en", "nl/hub")["summary"].text == "One desk."
    assert units(tmp_path, "en", "nl/hub")["title"].text == "Collect reports in one place"
    again = (tmp_path / ENGLISH).read_bytes()
    assert "0 translations taken in." in run("--to", "en", "--import", str(po)).out
    assert (tmp_path / ENGLISH).read_bytes() == again


def test_a_file_that_is_there_is_never_written_over(run, tmp_path):
    po = tmp_path / "hub.po"
    po.write_text("a translator's work")
    done = run("--to", "en", "--export", str(po))
    assert done.code == 1 and po.read_text() == "a translator's work"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--to", "xx"], "no pages in “xx”"),
        (["nl/hub", "--to", "en", "--text", "x"], "which unit"),
        (["--to", "en", "--unit", "summary", "--text", "x"], "which unit"),
        (["nl/hub", "--to", "en", "--unit", "summary"], "no words"),
        (["nl/hub", "--to", "en", "--unit", "nothing", "--text", "x"], "no unit"),
        (["nl/hub", "--to", "en"], "no words"),
        (["nl/hub", "--to", "en", "--status", "--export", "x.po"], "together"),
        (["publish-results", "--to", "nl"], "not published"),
        (["nothing", "--to", "en"], "no practice"),
        (["--to", "en", "--import", "nowhere.po"], "no such file"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(run, words, said):
    done = run(*words)
    assert done.code == 1 and said in done.err and "Traceback" not in done.all


def test_help_has_an_example(run):
    assert "Example: handbook translate" in run("--help").out
