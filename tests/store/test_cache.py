"""The cache is only ever a cache: torn, foreign, read-only, deleted or shared, nothing that people see changes."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from handbook.checks.runner import check
from handbook.editions.resolve import resolve
from handbook.model import fields
from handbook.model.field import Field, Kind
from handbook.store import cache as module
from handbook.store import scan as scanning
from handbook.store.cache import RACY_NS
from handbook.store.listing import Wanted, listed
from handbook.store.workspace import Workspace
from tests.small import FILES, HUB, PUBLISH, TRUST, small, write

PLACE = ".handbook/cache.sqlite"


def seen(root: Path, *, cache: bool = True):
    """All that people see of a workspace: its lists, its practices, its broken files, its findings."""
    workspace = Workspace.open(root, cache=cache)
    return (
        listed(workspace, "", Wanted()),
        listed(workspace, "nl", Wanted(groups=["government"])),
        {name: dict(edition.practices) for name, edition in workspace.handbook.editions.items()},
        resolve(workspace.handbook, "build-trust", "nl"),
        workspace.broken,
        check(workspace),
        {name: workspace.edition_digest(name) for name in workspace.manifest.folders},
    )


@pytest.fixture
def root(tmp_path):
    """A workspace with a broken file, read once, and so long ago that its cache is believed."""
    small(tmp_path, {"practices/global/entries/broken.yaml": 'format: "1"\nid: [a\n'})
    Workspace.open(tmp_path)
    _aged(tmp_path)
    return tmp_path


def _aged(root: Path) -> None:
    with sqlite3.connect(root / PLACE) as db:
        db.execute("update files set read_at = read_at + ?", (10 * RACY_NS,))


def reads(monkeypatch) -> list[str]:
    """The files that are read from now on."""
    found: list[str] = []
    true = scanning.read_bytes
    monkeypatch.setattr(scanning, "read_bytes", lambda path, **kind: found.append(path.name) or true(path, **kind))
    return found


def test_nothing_is_read_again_that_has_not_changed(root, monkeypatch):
    before, read = seen(root), reads(monkeypatch)
    assert seen(root) == before and read == []
    write(root / HUB, FILES[HUB].replace("maturity: ended", "maturity: emerging"))
    assert seen(root) != before and read == ["hub.yaml"] * len(read) != []


def test_delete_it_and_nothing_changes(root):
    before = seen(root)
    (root / PLACE).unlink()
    assert seen(root) == before == seen(root, cache=False)


def test_files_removed_renamed_and_added_are_noticed(root):
    (root / TRUST).unlink()
    (root / HUB).rename(root / "practices/nl/entries/loket.yaml")
    write(root / "practices/global/entries/again.yaml", FILES[TRUST])
    assert seen(root) == seen(root, cache=False)


def test_a_change_that_keeps_size_and_time_is_noticed(root):
    """As when a file is restored from a copy with its old time."""
    old = (root / TRUST).stat()
    write(root / TRUST, FILES[TRUST].replace("Build trust", "Built trust"))
    write(root / TRUST, FILES[TRUST].replace("Build", "Earns"))
    os.utime(root / TRUST, ns=(old.st_atime_ns, old.st_mtime_ns))
    assert (root / TRUST).stat().st_size == old.st_size
    assert seen(root) == seen(root, cache=False)


def test_a_change_in_the_very_second_of_reading_is_noticed(tmp_path, monkeypatch):
    """A disk with coarse times gives both versions of a file one time, and they may have one length."""
    small(tmp_path)
    monkeypatch.setattr(module, "signature", lambda stat: (stat.st_size, 0, 0, 0))
    monkeypatch.setattr(scanning, "signature", lambda stat: (stat.st_size, time.time_ns() // 10**9 * 10**9, 0, 0))
    Workspace.open(tmp_path)
    write(tmp_path / TRUST, FILES[TRUST].replace("Build", "Earns"))
    assert Workspace.open(tmp_path).handbook.edition("global").practices["build-trust"].title == "Earns trust"


TORN = {
    "empty": lambda data: b"",
    "no database": lambda data: b"not a database, but a note " * 400,
    "cut in half": lambda data: data[: len(data) // 2],
    "head only": lambda data: data[:100],
    "a hole in the middle": lambda data: data[:4096] + bytes(len(data) - 4096),
    "garbage in the middle": lambda data: data[:8192] + b"\xff" * (len(data) - 8192),
    "garbage at the end": lambda data: data[: len(data) * 3 // 4] + b"\xff" * (len(data) - len(data) * 3 // 4),
}


@pytest.mark.parametrize("how", TORN)
def test_a_torn_cache_is_made_anew(root, how):
    place = root / PLACE
    place.write_bytes(TORN[how](place.read_bytes()))
    assert seen(root) == seen(root, cache=False)
    assert seen(root) == seen(root, cache=False)


def test_a_database_of_another_program_is_made_anew(root):
    (root / PLACE).unlink()
    with sqlite3.connect(root / PLACE) as db:
        db.execute("create table files (other text)")
        db.execute("insert into files values ('x')")
    assert seen(root) == seen(root, cache=False)


def test_tables_that_went_missing_are_made_anew(root):
    workspace = Workspace.open(root)
    with sqlite3.connect(root / PLACE) as db:
        db.execute("drop table files")
    edition = workspace.handbook.edition("global")
    assert edition.practices["build-trust"].title == "Build trust"
    assert seen(root) == seen(root, cache=False)


def test_a_folder_in_the_place_of_the_cache_does_no_harm(root):
    (root / PLACE).unlink()
    (root / PLACE).mkdir()
    assert seen(root) == seen(root, cache=False)


def test_a_cache_that_cannot_be_written_does_no_harm(root):
    """What a read-only file or a full disk gives; as root, only a limit on the size of files does."""
    write(root / PUBLISH, FILES[PUBLISH].replace("draft", "in-review"))
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0));"
        "from pathlib import Path; from handbook.store.workspace import Workspace;"
        "held = Workspace.open(Path(sys.argv[1]));"
        "raise SystemExit(held.handbook.edition('global').practices['publish-results'].status != 'in-review')"
    )
    before = (root / PLACE).read_bytes()
    done = subprocess.run([sys.executable, "-c", program, root], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len((root / PLACE).read_bytes()) == len(before)
    assert seen(root) == seen(root, cache=False)


def test_another_declaration_of_fields_gives_another_cache(root, monkeypatch):
    write(root / TRUST, FILES[TRUST] + "motto: {a: b}\n")
    assert Workspace.open(root).handbook.edition("global").practices["build-trust"].content["motto"] == {"a": "b"}
    _aged(root)
    shape = fields.PRACTICE.with_field(Field("motto", Kind.LINE, "Motto"))
    with monkeypatch.context() as patch:
        patch.setattr(fields, "PRACTICE", shape)
        assert [broken.unit for broken in Workspace.open(root).broken][-1:] == ["motto"]
    assert len(Workspace.open(root).broken) == 1


def test_many_processes_may_begin_at_once(root):
    (root / PLACE).unlink()
    for number in range(300):
        write(root / f"practices/global/entries/e{number}.yaml", FILES[TRUST].replace("build-trust", f"e{number}"))
    program = (
        "import sys; from pathlib import Path; from handbook.store.workspace import Workspace;"
        "held = Workspace.open(Path(sys.argv[1]));"
        "print(len(held.handbook.edition('global').practices), len(held.broken))"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", program, root], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    assert [run.communicate() for run in runs] == [(b"302 1\n", b"")] * 4


def test_a_process_that_dies_while_it_writes_leaves_a_cache_that_can_be_used(root):
    with sqlite3.connect(root / PLACE) as db:
        db.execute("pragma user_version = 1")
    program = (
        "import sys, os; from pathlib import Path; from handbook.store.cache import Cache;"
        "cache = Cache(Path(sys.argv[1])); cache.db.execute('begin immediate');"
        "cache.db.execute(\"insert into trees values ('x', '{}')\"); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", program, root / PLACE], check=False)
    assert seen(root) == seen(root, cache=False)


def test_nothing_is_ever_unpickled():
    code = Path(module.__file__).resolve().parents[1]
    asked = re.compile(r"^\s*(?:import|from) (?:pickle|marshal|shelve|dill)\b", re.MULTILINE)
    assert [path for path in code.rglob("*.py") if asked.search(path.read_text())] == []
