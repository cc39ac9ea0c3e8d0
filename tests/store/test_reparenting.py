"""Moving an edition to another shared one on disk: what is written, in which order, and what a crash leaves."""

from __future__ import annotations

import pytest

from handbook.checks.runner import check
from handbook.editions.resolve import resolve
from handbook.editions.snapshot import frozen
from handbook.errors import FormError, ReleaseError, SaveRefused
from handbook.store import reparenting
from handbook.store.reparenting import prepared, reparent
from handbook.store.shared import Source
from handbook.store.workspace import Workspace
from tests.small import ADAPT, ENGLISH, FILES, HUB, NL, small, write

EU = "practices/eu/edition.yaml"
EU_ADAPT = "practices/eu/adapt/build-trust.yaml"
IMPACT = "practices/eu/entries/impact.yaml"
OURS = "practices/nl/adapt/eu.impact.yaml"
NO_BASE = "f1-00000000000000000000000000000000"
CHANGED = {
    EU: FILES[NL].replace("id: nl", "id: eu").replace("{nl: Nederlandse editie, en: Dutch edition}", "{en: Europe}")
    .replace("[nl, en]", "[en]"),
    NL: FILES[NL].replace("builds_on: global", "builds_on: eu").replace("[nl, en]", "[en]"),
    HUB: None, ADAPT: None, ENGLISH: None,
    EU_ADAPT: f"""\
format: "1"
adapts: build-trust
lang: en
changes:
  summary: {{text: Meet in Brussels. Keep your word., why: The offices are there., base: {NO_BASE}}}
additions:
  checklist:
    - {{id: eu/write, text: Write it down., groups: [hotline], kind: do, basis: editors, after: [meet], why: Habit.}}
""",
    IMPACT: FILES[HUB].replace("nl/hub", "eu/impact").replace("lang: nl", "lang: en"),
    OURS: 'format: "1"\nadapts: eu/impact\nlang: en\nchanges:\n  title: {text: Look ahead, why: Shorter.}\n',
}  # fmt: skip


@pytest.fixture
def root(tmp_path):
    return small(tmp_path, CHANGED)


def opened(root):
    return Workspace.open(root, cache=False)


def moved(root, *, all_of_it=True):
    workspace = opened(root)
    move = prepared(workspace, "nl", Source(edition="global"))
    return reparent(workspace, move, move.changes if all_of_it else [])


def shown(root, practice="build-trust"):
    return [str(unit.value) for unit in resolve(opened(root).handbook, practice, "nl").units()]


def test_all_that_was_shown_is_shown_and_nothing_needs_mending(root):
    before, whole = shown(root), shown(root, "eu/impact")
    files = moved(root)
    assert shown(root) == before and shown(root, "nl/impact") == whole and "Look ahead" in whole
    assert files == ["practices/nl/entries/impact.yaml", "practices/nl/adapt/build-trust.yaml"]
    assert [one.id for one in opened(root).handbook.chain("nl")] == ["global", "nl"]
    assert not (root / OURS).exists()
    assert [finding.message for finding in check(opened(root), ["nl"])] == []


def test_dropping_all_writes_one_line(root):
    before = {path: path.read_bytes() for path in (root / "practices").rglob("*.yaml")}
    assert moved(root, all_of_it=False) == []
    changed = [path for path, data in before.items() if path.read_bytes() != data]
    assert [path.relative_to(root).as_posix() for path in changed] == [NL]
    assert "builds_on: global" in (root / NL).read_text() and "Meet in Brussels." not in " ".join(shown(root))


def test_the_edition_that_is_left_is_not_touched(root):
    before = {path: path.read_bytes() for path in (root / "practices/eu").rglob("*") if path.is_file()}
    moved(root)
    assert before == {path: path.read_bytes() for path in (root / "practices/eu").rglob("*") if path.is_file()}


def released(root, edition):
    data = frozen(opened(root).handbook.chain(edition), "1", "2026-11-01")
    write(root / f"practices/{edition}/releases/{edition}-1.json", data)


def test_the_pin_follows(root):
    released(root, "global")
    moved(root)
    assert opened(root).lock("nl").pin.parent == "global"
    assert "Meet in Brussels. Keep your word." in shown(root)


@pytest.mark.parametrize("step", range(4))
def test_a_run_that_dies_is_finished_by_the_next(root, step, monkeypatch):
    released(root, "global")
    before, done = shown(root), []

    def counted(name):
        real = getattr(reparenting, name)

        def maybe(*given, **named):
            if len(done) >= step:
                raise KeyboardInterrupt
            done.append(name)
            return real(*given, **named)

        return maybe

    with monkeypatch.context() as patch:
        for name in ("carry_out", "pin_to"):
            patch.setattr(reparenting, name, counted(name))
        with pytest.raises(KeyboardInterrupt):
            moved(root)
    moved(root)
    assert shown(root) == before and "Look ahead" in shown(root, "nl/impact")
    assert [finding.message for finding in check(opened(root), ["nl"])] == []


def test_a_run_that_died_before_its_last_line_asks_nothing(root, monkeypatch):
    released(root, "global")
    with monkeypatch.context() as patch:
        patch.setattr(Workspace, "save", lambda *_: pytest.fail("here it dies"))
        workspace = opened(root)
        move = prepared(workspace, "nl", Source(edition="global"))
        with pytest.raises(pytest.fail.Exception):
            reparent(workspace, move, move.changes)
    again = prepared(opened(root), "nl", Source(edition="global"))
    assert again.changes == () and again.unknown == ""
    reparent(opened(root), again, [])
    assert "Meet in Brussels. Keep your word." in shown(root)


def test_an_edition_whose_shared_one_is_gone_can_still_move(root):
    for path in sorted((root / "practices/eu").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    move = prepared(opened(root), "nl", Source(edition="global"))
    assert "not in this handbook" in move.unknown
    reparent(opened(root), move, [])
    assert [one.id for one in opened(root).handbook.chain("nl")] == ["global", "nl"]


def test_moves_that_make_no_sense_are_refused(root, tmp_path):
    with pytest.raises(ReleaseError, match="already"):
        prepared(opened(root), "nl", Source(edition="eu"))
    with pytest.raises(ReleaseError, match="no other"):
        prepared(opened(root), "global", Source(edition="eu"))
    with pytest.raises(FormError):
        prepared(opened(root), "eu", Source(edition="nl"))
    with pytest.raises(ReleaseError):
        prepared(opened(root), "nl", Source(edition="nowhere"))
    shipped = Workspace(root, tmp_path / "machine", cache=False, read_only=True)
    with pytest.raises(SaveRefused):
        prepared(shipped, "nl", Source(edition="global"))


def test_sources_terms_and_groups_that_are_named_come_along(root):
    write(root / "practices/eu/sources.yaml", """\
format: "1"
lang: en
sources:
  - {id: meeting, kind: session, title: A meeting, lines: "9", authority: report}
  - {id: unused, kind: session, title: Another one, authority: report}
""")  # fmt: skip
    write(root / "practices/eu/taxonomy.yaml", """\
format: "1"
groups:
  - {id: commission, label: {en: Commission}, within: [union]}
  - {id: union, label: {en: Union}}
""")  # fmt: skip
    evidence = (
        "evidence:\n  - {id: said, source: meeting, at: '3', kind: opinion, says: It works., supports: [summary]}\n"
    )
    write(
        root / IMPACT, CHANGED[IMPACT].replace("groups: [hotline]\nproblem", "groups: [commission]\nproblem") + evidence
    )
    moved(root)
    workspace = opened(root)
    held = workspace.handbook.edition("nl").holdings
    assert [item["id"] for item in held["sources"]["sources"]] == ["meeting"]
    assert sorted(item["id"] for item in held["taxonomy"]["groups"]) == ["commission", "union"]
    assert workspace.broken == []
