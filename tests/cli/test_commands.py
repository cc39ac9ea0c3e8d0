"""Each command does what its help says, with exit codes that a script can use."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from handbook.editions.fingerprint import fingerprint
from handbook.store.workspace import Workspace
from tests.cli.run import handbook
from tests.small import ADAPT, FILES, HUB, NL, PUBLISH, TRUST, small

COMMANDS = [
    "start", "reparent", "new", "adapt", "stance", "list", "show", "why", "search", "status", "sync", "decide", "tidy",
    "translate", "contribute", "receive", "check", "schema", "doctor", "release", "releases", "pack", "unpack", "build",
    "serve", "edit", "demo", "drafts", "review", "links", "rename", "duplicate", "withdraw", "history", "restore",
    "commit",
    "push", "pull",
]  # fmt: skip


@pytest.fixture
def run(tmp_path, capsys):
    small(tmp_path)
    return lambda *words: handbook(capsys, tmp_path, *words)


def listed(run, *words):
    return [entry["id"] for entry in json.loads(run("list", "--format", "json", *words).out)]


def test_help_names_every_command(run):
    help_text = run("--help").out
    assert [word for word in COMMANDS if not re.search(rf"^  {word} ", help_text, re.M)] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_s_help_has_an_example_that_names_it(run, command):
    done = run(command, "--help")
    assert done.code == 0 and f"Example: handbook {command}" in done.out


def test_a_wrong_use_ends_with_2_and_says_how_to_find_help(run):
    for words in (["lst"], ["list", "extra"], ["list", "--nope"], ["show"], ["list", "--format", "xml"]):
        done = run(*words)
        assert done.code == 2 and "handbook" in done.err and "Traceback" not in done.err


def test_list_as_a_table_names_entries_and_their_number(run):
    done = run("list")
    assert done.code == 0 and "nl/hub" in done.out and "3 entries." in done.out


def test_list_of_an_edition_has_its_parents_entries_as_it_has_them(run):
    held = {entry["id"]: entry for entry in json.loads(run("list", "-e", "nl", "--format", "json").out)}
    assert held["build-trust"]["title"] == "Bouw vertrouwen op" and held["build-trust"]["stance"] == "adapted"
    assert held["nl/hub"]["stance"] == "own" and held["publish-results"]["stance"] == "not yet looked at"
    assert held["build-trust"]["groups"] == ["regulator", "hotline"]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["--group", "government"], ["build-trust"]),
        (["--group", "regulator"], ["build-trust"]),
        (["--group", "hotline"], ["publish-results", "nl/hub"]),
        (["--group", "hotline", "--edition", "nl"], ["build-trust", "publish-results", "nl/hub"]),
        (["--group", "government", "--group", "hotline"], ["build-trust", "publish-results", "nl/hub"]),
        (["--group", "hotline", "--status", "published"], ["nl/hub"]),
        (["--status", "draft"], ["publish-results"]),
        (["--priority", "now"], ["build-trust"]),
        (["--maturity", "ended"], ["nl/hub"]),
        (["--theme", "trust", "--phase", "start", "--topic", "spam"], ["build-trust"]),
        (["--kind", "duty"], []),
        (["--edition", "global"], ["build-trust", "publish-results"]),
    ],
)
def test_filters_and_sub_groups_count(run, words, ids):
    assert listed(run, *words) == ids


def test_an_entry_of_the_edition_hides_one_of_its_parent_that_claims_its_id(tmp_path, capsys):
    claim = FILES[HUB].replace("title: Verzamel", "title: Claimed").replace("ended", "emerging")
    small(tmp_path, {"practices/global/entries/hub.yaml": claim})
    done = handbook(capsys, tmp_path, "list", "--edition", "nl", "--format", "json", "--maturity", "emerging")
    assert [entry["id"] for entry in json.loads(done.out)] == ["build-trust"]


def test_csv_carries_no_formula_and_no_empty_marks(tmp_path, capsys):
    titles = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", 'a"b,c']
    files = {
        f"practices/global/entries/f{n}.yaml": FILES[PUBLISH]
        .replace("publish-results", f"f{n}")
        .replace("Publish the results", json.dumps(title))
        for n, title in enumerate(titles)
    }
    done = handbook(capsys, small(tmp_path, files), "list", "--format", "csv")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(done.out))}
    assert [rows[f"f{n}"]["title"] for n in range(len(titles))] == [
        "'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1", "' =1", 'a"b,c',
    ]  # fmt: skip
    assert rows["publish-results"]["priority"] == "" and rows["nl/hub"]["title"].startswith("Verzamel")


def test_show_reads_as_the_edition_has_it_with_reasons(run):
    done = run("show", "build-trust", "--edition", "nl")
    assert done.code == 0
    for words in ("Bouw vertrouwen op", "In het Nederlands.", "left out here: Dat is hier al zo.", "Bel eerst."):
        assert words in done.out
    assert "Support: no statement yet" in done.out


def test_show_counts_the_evidence_an_edition_adds(tmp_path, capsys):
    evidence = """  evidence:
    - {id: nl/said, source: s, at: "1", kind: opinion, says: Wij denken van wel., supports: [summary]}
"""
    small(tmp_path, {ADAPT: FILES[ADAPT] + evidence})
    assert "Support: opinions only" in handbook(capsys, tmp_path, "show", "build-trust", "-e", "nl").out
    assert "Support: no statement yet" in handbook(capsys, tmp_path, "show", "build-trust", "-e", "global").out


def test_show_with_unit_paths_in_a_language_and_as_json(run):
    assert "checklist/list.text" in run("show", "build-trust", "--units").out
    assert "Collect reports in one place" in run("show", "nl/hub", "--lang", "en").out
    held = json.loads(run("show", "build-trust", "--edition", "nl", "--format", "json").out)
    title = next(unit for unit in held["units"] if unit["path"] == "title")
    assert (title["state"], title["origin"], title["lang"]) == ("fresh", "nl", "nl")


def test_show_of_what_is_not_there_ends_with_1_and_says_what_to_do(run):
    done = run("show", "nowhere")
    assert (done.code, done.out) == (1, "") and "no practice “nowhere”" in done.err and "handbook list" in done.err
    done = run("show", "build-trust", "--edition", "zz")
    assert done.code == 1 and "global, nl" in done.err


def test_why_prints_the_layers(run):
    done = run("why", "build-trust", "title", "--edition", "nl")
    assert done.code == 0
    assert done.out.index("global (first said here)") < done.out.index("nl (changed here)")
    assert "Build trust" in done.out and "Bouw vertrouwen op" in done.out and "Why: In het Nederlands." in done.out
    assert "Left out." in run("why", "build-trust", "checklist/meet", "--edition", "nl").out
    done = run("why", "build-trust", "nonsense")
    assert done.code == 1 and "no unit “nonsense”" in done.err and "--units" in done.err


def test_search_finds_any_field_in_any_language_and_ranks_titles_first(run):
    done = run("search", "plek")
    assert done.code == 0 and done.out.startswith("nl/hub")
    assert "build-trust  (nl)" in run("search", "Bel eerst").out
    assert run("search", "collect", "reports").out.startswith("nl/hub")
    assert "build-trust" in run("search", "ÉVERYBODY", "numb").out
    hits = [line for line in run("search", "trust").out.splitlines() if line.endswith(")")]
    assert hits[0] == "build-trust  (global, nl)"


def test_search_names_each_entry_once_and_shows_no_bare_language(run):
    done = run("search", "trust")
    assert [line.split()[0] for line in done.out.splitlines() if line.startswith("build-trust")] == ["build-trust"]
    assert "en" not in done.out.split()
    assert run("search", "en").code == 1 or "build-trust" not in run("search", "en").out


@pytest.mark.parametrize(
    ("option", "known"),
    [
        ("theme", "trust"), ("group", "government, regulator, hotline"), ("phase", "start"), ("topic", "spam"),
        ("status", "draft, in-review"), ("priority", "now, next, later"), ("maturity", "proposed"),
        ("kind", "practice, duty"),
    ],
)  # fmt: skip
def test_an_unknown_filter_is_refused_with_those_there_are(run, option, known):
    for edition in ([], ["--edition", "nl"]):
        done = run("list", f"--{option}", "nope", *edition)
        assert (done.code, done.out) == (1, "")
        assert f"There is no {option} “nope” here." in done.err and known in done.err


def test_show_marks_machine_translation_and_names_themes_and_groups(tmp_path, capsys):
    arabic = f"""\
format: "1"
translates: build-trust
units:
  title: {{text: ابنوا الثقة, of: {fingerprint("Build trust")}, kind: machine}}
  summary: {{text: التقوا, of: 000000000000, kind: courtesy}}
"""
    small(tmp_path, {"practices/global/i18n/ar/build-trust.yaml": arabic})
    done = handbook(capsys, tmp_path, "show", "build-trust", "--lang", "ar")
    assert "ابنوا الثقة (machine translation)" in done.out and "التقوا (outdated translation)" in done.out
    assert "Regulator" in done.out and "Trust" in done.out
    assert "translation)" not in handbook(capsys, tmp_path, "show", "build-trust").out


def test_show_refuses_a_language_that_the_edition_does_not_have(run):
    done = run("show", "build-trust", "--lang", "fr")
    assert (done.code, done.out) == (1, "") and "“fr”" in done.err and "en, ar" in done.err


def test_show_says_that_no_success_was_reported(tmp_path, capsys):
    example = "examples:\n  - {id: hub, outcome: none-worked, text: Nobody told of one.}\n"
    small(tmp_path, {TRUST: FILES[TRUST] + example})
    assert "no success was reported · Nobody told of one." in handbook(capsys, tmp_path, "show", "build-trust").out


def test_why_names_editions_that_say_the_same_in_one_line(tmp_path, capsys):
    below = FILES[NL].replace("id: nl", "id: city").replace("builds_on: global", "builds_on: nl")
    small(tmp_path, {"practices/city/edition.yaml": below})
    done = handbook(capsys, tmp_path, "why", "build-trust", "summary", "--edition", "city")
    assert done.out.endswith("nl, city: as above\n") and done.out.count("Meet often") == 1
    done = handbook(capsys, tmp_path, "why", "build-trust", "checklist/nl/bel", "--edition", "nl")
    assert "global (not there)" in done.out and "nl (changed here)" in done.out


def test_doctor_says_that_what_came_along_can_only_be_read(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("handbook.store.workspace._is_shipped", lambda root: True)
    done = handbook(capsys, small(tmp_path), "doctor")
    assert "They came with the program and can only be read." in done.out and "can be written" not in done.out


def test_serve_prints_the_address_first_and_takes_the_first_edition(run, monkeypatch):
    shown = []
    monkeypatch.setattr("handbook.publish.serve.serve", lambda workspace, edition, port: shown.append((edition, port)))
    assert run("serve", "--port", "8123").out == "Open http://127.0.0.1:8123/ — Ctrl-C ends it\n"
    assert shown == [("global", 8123)]
    done = run("serve", "zz")
    assert (done.code, done.out) == (1, "")


def test_a_hit_in_an_adaptation_bears_the_title_of_the_practice(run):
    assert "Bouw vertrouwen op" in run("search", "Het meldpunt deed", "--edition", "nl").out


def test_search_takes_any_text_and_ends_with_1_if_nothing_is_found(run):
    for words in ('"', "NEAR(a b)", "title:x", "*", "a AND NOT", "' or 1=1 --", "()", "\x00", "zzzz"):
        done = run("search", words)
        assert done.code == 1 and "Nothing was found" in done.out and done.err == ""


def test_check_is_quiet_on_sound_files_and_ends_with_1_on_an_error(tmp_path, capsys):
    small(tmp_path)
    done = handbook(capsys, tmp_path, "check", "--strict")
    assert (done.code, done.out) == (0, "Nothing to mend.\n")
    small(tmp_path, {TRUST: FILES[TRUST].replace("themes: [trust]", "themes: [nonsense]")})
    done = handbook(capsys, tmp_path, "check")
    line = FILES[TRUST].splitlines().index("themes: [trust]") + 1
    assert done.code == 1 and f"{TRUST}:{line}" in done.out and "nonsense" in done.out
    found = json.loads(handbook(capsys, tmp_path, "check", "--format", "json").out)
    assert {"rule", "severity", "file", "line", "unit", "message", "todo", "edition"} <= found[0].keys()
    github = handbook(capsys, tmp_path, "check", "--format", "github").out.splitlines()
    assert all(
        re.match(r"::(error|warning|notice) file=practices/\S+,line=\d+,title=[a-z-]+::\S", one) for one in github
    )
    assert handbook(capsys, tmp_path, "check", "--edition", "zz").code == 1


def test_schema_writes_valid_schemas_once(run, tmp_path):
    done = run("schema")
    assert done.code == 0 and (tmp_path / "practices/schemas/practice.json").is_file()
    assert "up to date" in run("schema").out
    run("schema", "--out", str(tmp_path / "there"))
    assert json.loads((tmp_path / "there/edition.json").read_text())["$schema"].startswith("https://json-schema.org")


def test_new_begins_a_draft_that_editors_can_complete(run, tmp_path):
    done = run("new", "answer-fast", "--title", "Answer: fast", "--edition", "nl")
    file = tmp_path / "practices/nl/entries/answer-fast.yaml"
    assert done.code == 0 and "practices/nl/entries/answer-fast.yaml" in done.out
    text = file.read_text()
    first = text.splitlines()[0]
    there = (file.parent / first.removeprefix("# yaml-language-server: $schema=")).resolve()
    assert there == (tmp_path / "practices/schemas/practice.json").resolve() and there.is_file()
    entry = Workspace.open(tmp_path).handbook.edition("nl").practices["nl/answer-fast"]
    assert (entry.title, entry.status, entry.lang) == ("Answer: fast", "draft", "nl")
    assert handbook_is_clean(run)
    assert run("new", "x-y", "--title", "T").code == 1


def handbook_is_clean(run):
    return run("check").code == 0


def test_doctor_looks_at_everything_and_never_fails(run, tmp_path, capsys, monkeypatch):
    done = run("doctor")
    assert done.code == 0 and str(tmp_path) in done.out and "editions global, nl" in done.out
    monkeypatch.setattr("shutil.which", lambda name: None)
    done = handbook(capsys, tmp_path / "nowhere", "doctor")
    assert done.code == 0 and "git is not installed" in done.out


def test_the_workspace_may_come_from_the_environment(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("HANDBOOK_WORKSPACE", str(small(tmp_path)))
    assert "3 entries." in handbook(capsys, None, "list").out


def test_build_publishes_the_named_editions(run, tmp_path):
    done = run("build", "nl", "--out", str(tmp_path / "out"))
    assert done.code == 0 and str(tmp_path / "out/index.html") in done.out
    page = (tmp_path / "out/nl/practices/nl.hub/index.html").read_text()
    assert "Verzamel meldingen" in page and not (tmp_path / "out/global").exists()
    done = run("build", "zz", "--out", str(tmp_path / "out"))
    assert done.code == 1 and "zz" in done.err and Path(tmp_path / "out/nl").is_dir()
