"""A release is numbered, whole, refused where it would mislead, and the same for whoever reads it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from threading import Barrier, Thread

import pytest

from handbook.editions.snapshot import thawed
from handbook.errors import FormError, HandbookError, ReleaseError, SaveRefused, SignatureError
from handbook.store import releasing
from handbook.store.releases import numbers
from handbook.store.releasing import history, lay_out, look_into, opened, pack, release
from handbook.store.workspace import Workspace
from tests.small import ADAPT, FILES, GLOBAL, HUB, NL, PUBLISH, TRUST, small, write

FILE = "practices/global/releases/global-{}.json"
real = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="no ssh-keygen here: signatures are not tried")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(small(tmp_path), cache=False)


def changed(workspace: Workspace, file: str, old: str, new: str) -> Workspace:
    path = workspace.root / file
    write(path, path.read_text().replace(old, new))
    workspace.refresh()
    return workspace


def held(workspace: Workspace) -> dict[str, bytes]:
    root = workspace.root
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.glob("practices/**/*.*")}


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path], check=True)
    return path


def test_the_first_release_has_number_1_and_tells_no_changes(workspace):
    made = release(workspace, "global")
    assert (made.number, made.changes, made.before, made.file) == ("1", (), None, FILE.format(1))
    found = thawed((workspace.root / made.file).read_bytes(), made.file)
    assert (found.edition, found.number, found.digest, found.note) == ("global", "1", made.digest, "The first release.")
    assert list(found.chain[0].practices) == ["build-trust"], "no drafts"
    assert "built_on" not in json.loads((workspace.root / made.file).read_text())


def test_the_next_tells_what_changed_since(workspace):
    release(workspace, "global")
    made = release(changed(workspace, TRUST, "maturity: emerging", "maturity: ended"), "global", note=" Looked at. ")
    assert [line.written() for line in made.changes] == [
        {"practice": "build-trust", "unit": "maturity", "what": "changed", "kind": "substantive"}
    ]
    found = opened(workspace, "global")
    assert (found.number, found.note, [dict(line) for line in found.changes]) == (
        "2", "Looked at.", [line.written() for line in made.changes],
    )  # fmt: skip
    assert [one.number for one in history(workspace, "global")] == ["2", "1"] and history(workspace, "nl") == []


def test_numbers_are_counted_not_spelled(workspace):
    first = (workspace.root / release(workspace, "global").file).read_text()
    for number in ("9", "10"):
        write(workspace.root / FILE.format(number), first.replace('"release":"1"', f'"release":"{number}"'))
    assert release(changed(workspace, TRUST, "Build trust", "Trust"), "global").number == "11"


def test_a_dry_run_writes_nothing(workspace):
    before = held(workspace)
    made = release(workspace, "global", dry_run=True)
    assert made.number == "1" and held(workspace) == before


@pytest.mark.parametrize("new", ["summary: >-\n  Meet often before you need\n  each other. Keep your word.", None])
def test_where_nothing_reads_otherwise_there_is_nothing_to_release(workspace, new):
    release(workspace, "global")
    if new:
        old = next(line for line in FILES[TRUST].splitlines() if line.startswith("summary:"))
        changed(workspace, TRUST, old, new)
        assert "need\n" in (workspace.root / TRUST).read_text()
    with pytest.raises(ReleaseError, match="Nothing has changed since release 1"):
        release(workspace, "global")


def test_what_is_no_text_of_a_practice_can_be_released_as_well(workspace):
    release(workspace, "global")
    made = release(changed(workspace, GLOBAL, "en: Shared edition", "en: The shared one"), "global")
    assert made.changes == () and made.beside == ("edition",)


@pytest.mark.parametrize(
    ("change", "said"), [(None, "its file is gone"), (("status: published", "status: draft"), "is draft now")]
)
def test_nothing_that_was_released_is_deleted(workspace, change, said):
    release(workspace, "global")
    if change:
        changed(workspace, TRUST, *change)
    else:
        (workspace.root / TRUST).unlink()
        workspace.refresh()
    with pytest.raises(ReleaseError, match=said):
        release(workspace, "global")
    assert numbers(workspace.folder("global"), "global") == ["1"]


def test_what_the_shared_edition_took_in_may_be_cleared_away(workspace):
    release(workspace, "nl")
    taken = FILES[HUB].replace("id: nl/hub", "id: hub") + "from: nl/hub\n"
    write(workspace.root / "practices/global/entries/hub.yaml", taken)
    (workspace.root / HUB).unlink()
    workspace.refresh()
    assert release(workspace, "nl").changes == ()


@pytest.mark.parametrize(("file", "refused"), [(TRUST, "global nl"), (PUBLISH, "global nl"), (HUB, "nl")])
def test_a_file_that_cannot_be_used_stops_the_editions_it_would_be_missing_in(workspace, file, refused):
    write(workspace.root / file, "title: [")
    workspace.refresh()
    for edition in ("global", "nl"):
        if edition in refused.split():
            with pytest.raises(ReleaseError, match="file cannot be used"):
                release(workspace, edition)
        else:
            assert release(workspace, edition).number == "1"


def test_a_release_that_was_tampered_with_is_no_ground_for_the_next(workspace):
    write(workspace.root / FILE.format(1), "{}")
    with pytest.raises(FormError):
        release(workspace, "global")


def test_a_mark_weighs_heavier_freely_and_lighter_only_where_that_holds(workspace):
    release(workspace, "global")
    changed(workspace, TRUST, "Keep your word", "Break your word")
    changed(workspace, TRUST, "title: A plan of trust", "title: A plan of trst")
    changed(workspace, TRUST, "Invite ten people", "Invite nine people")
    for mark, said in (
        ({"build-trust summary": "editorial"}, "“Keep” became “Break”, which may be"),
        ({"build-trust steps/invite.text": "editorial"}, "“ten” became “nine”"),
        ({"build-trust basis/plan.title": "substantive"}, "about law, and stays so"),
        ({"build-trust summary": "grave"}, "cannot be marked “grave”"),
        ({"build-trust title": "legal"}, "nothing that has changed"),
    ):
        with pytest.raises(ReleaseError, match=said):
            release(workspace, "global", marks=mark)
    made = release(workspace, "global", marks={"build-trust summary": "legal"})
    assert {line.unit: line.kind for line in made.changes} == {
        "summary": "legal", "steps/invite.text": "substantive", "basis/plan.title": "legal",
    }  # fmt: skip


def test_of_two_at_once_one_wins_and_the_other_is_told(workspace):
    ready, ended = Barrier(2), []

    def run() -> None:
        mine = Workspace.open(workspace.root, cache=False)
        ready.wait()
        try:
            ended.append(release(mine, "global").number)
        except HandbookError as error:
            ended.append(str(error))

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    won, told = sorted(ended, key=len)
    assert won == "1" and "Nothing has changed" in told and numbers(workspace.folder("global"), "global") == ["1"]


@real
def test_a_signed_release_is_never_seen_without_its_signature(workspace, key, monkeypatch):
    write_atomic = releasing.write_atomic

    def dies(path: Path, *args, **more) -> None:
        if path.suffix == ".json":
            raise KeyboardInterrupt
        write_atomic(path, *args, **more)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(releasing, "write_atomic", dies)
        release(workspace, "global", sign=key)
    assert history(workspace, "global") == []
    release(workspace, "global")
    assert not (workspace.root / f"{FILE.format(1)}.sig").exists(), "what the dead run signed was another release"
    made = release(changed(workspace, TRUST, "Build trust", "Trust"), "global", sign=key)
    assert made.signed and (workspace.root / f"{FILE.format(2)}.sig").is_file()


def test_a_key_that_cannot_sign_leaves_nothing(workspace):
    before = held(workspace)
    with pytest.raises(SignatureError):
        release(workspace, "global", sign=workspace.root / "none")
    assert held(workspace) == before


def test_an_edition_in_a_chain_of_four_needs_none(workspace):
    for name, parent in (("be", "nl"), ("bx", "be")):
        text = FILES[NL].replace("id: nl", f"id: {name}").replace("builds_on: global", f"builds_on: {parent}")
        write(workspace.root / f"practices/{name}/edition.yaml", text)
    workspace.refresh()
    assert release(workspace, "be").number == "1"
    with pytest.raises(ReleaseError, match="no edition can build on it"):
        release(workspace, "bx")


def test_editions_that_came_along_are_released_by_their_makers(workspace):
    workspace.read_only = True
    with pytest.raises(SaveRefused):
        release(workspace, "global")


def test_a_pack_is_the_same_whenever_it_is_made_and_unpacks_to_the_release(workspace, tmp_path):
    made = release(workspace, "nl")
    found, data, signed = pack(workspace, "nl")
    assert pack(workspace, "nl", "1") == (found, data, signed) and not signed and found.digest == made.digest
    with pytest.raises(ReleaseError):
        pack(workspace, "nl", "01")
    write(tmp_path / "a.handbook", data)
    looked = look_into(tmp_path / "a.handbook")
    assert (looked.release.digest, looked.verified) == (made.digest, "") and looked.unchecked is not None
    assert lay_out(tmp_path / "new/got", looked.release, looked.data, looked.signature) == ["releases/nl-1.json"]
    assert (tmp_path / "new/got/releases/nl-1.json").read_bytes() == (workspace.root / made.file).read_bytes()
    with pytest.raises(SaveRefused):
        lay_out(tmp_path / "new/got", looked.release, looked.data, looked.signature)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["got"]


@real
def test_a_signed_pack_says_who_signed_it_and_another_key_is_refused(workspace, tmp_path, key):
    release(workspace, "global", sign=key)
    _, data, signed = pack(workspace, "global")
    write(tmp_path / "a.handbook", data)
    write(tmp_path / "signers", f"global@igf.example {(tmp_path / 'key.pub').read_text()}")
    looked = look_into(tmp_path / "a.handbook", tmp_path / "signers")
    assert signed and (looked.verified, looked.unchecked) == ("global@igf.example", None)
    other = tmp_path / "other"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", other], check=True)
    write(tmp_path / "signers", f"global@igf.example {(tmp_path / 'other.pub').read_text()}")
    with pytest.raises(SignatureError, match="not on your list"):
        look_into(tmp_path / "a.handbook", tmp_path / "signers")


def test_an_edition_that_adapts_tells_what_it_shows_otherwise(workspace):
    release(workspace, "nl")
    changed(workspace, ADAPT, "Bouw vertrouwen op", "Vertrouwen")
    changed(workspace, TRUST, "Build trust", "Trust each other")
    assert [line.unit for line in release(workspace, "nl").changes] == ["title"]
