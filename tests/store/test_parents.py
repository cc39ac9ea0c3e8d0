"""Where releases come from, each kind of place; and that nobody calls verified what nobody has verified."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from handbook.errors import HandbookError, ReleaseError, SignatureError, SignatureUnchecked
from handbook.store import parents
from handbook.store.pack import packed
from handbook.store.signing import sign
from handbook.store.sync import Taken, sync
from handbook.store.workspace import Workspace
from tests.cli.run import handbook
from tests.small import NL, write
from tests.store.released import SIGNERS, follower, key, pin_of, real, shared, signed, touched, trusting
from tests.store.stranger import Stranger

RELEASES = "practices/global/releases"


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """Somebody else's workspace, with two releases."""
    return shared(tmp_path / "there", 2)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return follower(tmp_path / "here")


def taken(root: Path, address: object = "", **asked: str | bool) -> Taken:
    return sync(Workspace.open(root), "nl", address=str(address), **asked)  # type: ignore[arg-type]


def refused(root: Path, address: object = "", kind: type[HandbookError] = ReleaseError, **asked: str | bool) -> str:
    before = touched(root)
    with pytest.raises(kind) as error:
        taken(root, address, **asked)
    assert touched(root) == before
    assert error.value.todo or kind is HandbookError
    return str(error.value)


def pack_of(place: Path, there: Path, number: str = "2", signature: bytes | None = None) -> Path:
    place.write_bytes(packed("global", number, (there / RELEASES / f"global-{number}.json").read_bytes(), signature))
    return place


def repository(folder: Path, there: Path, tag: str = "v2") -> Stranger:
    made = Stranger(folder)
    files = {path.relative_to(there).as_posix(): path.read_bytes() for path in (there / RELEASES).iterdir()}
    made.holds(files, f"refs/tags/{tag}")
    return made


def holds(root: Path, there: Path, number: str = "2") -> bool:
    held = Workspace.open(root).lock("nl")
    return held is not None and held.pin == pin_of(there / RELEASES / f"global-{number}.json")


# Each kind of place


def test_from_a_sibling(there: Path) -> None:
    assert taken(there).trusted and holds(there, there)


def test_from_what_came_along(here: Path, there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parents, "data_folder", lambda: there)
    assert taken(here, "builtin").trusted and holds(here, there)
    shutil.rmtree(there / RELEASES)
    assert "has not released anything yet" in refused(here, "builtin")


@pytest.mark.parametrize("part", ["", "practices", "practices/global"])
@pytest.mark.parametrize("relative", [False, True])
def test_from_a_folder(here: Path, there: Path, part: str, *, relative: bool) -> None:
    address = (Path("../there") if relative else there) / part
    told = taken(here, address, unsigned=True)
    assert not told.trusted and not told.verified and holds(here, there)


def test_an_address_in_edition_yaml_is_seen_from_the_workspace(tmp_path: Path, there: Path) -> None:
    here = follower(tmp_path / "other", "../there")
    assert taken(here, unsigned=True).new and holds(here, there)


def test_from_a_pack(here: Path, there: Path, tmp_path: Path) -> None:
    pack = pack_of(tmp_path / "global-2.handbook", there)
    assert not taken(here, pack, unsigned=True).trusted and holds(here, there)
    assert "This pack holds release 2 of “global”" in refused(here, pack, unsigned=True, to="1")
    edition = here / NL
    edition.write_text(edition.read_text().replace("builds_on: global", "builds_on: eu"))
    assert "This pack holds release 2 of “global”" in refused(here, pack, unsigned=True)


@pytest.mark.parametrize("front", ["file://", ""])
def test_from_git(here: Path, there: Path, tmp_path: Path, front: str) -> None:
    made = repository(tmp_path / "igf.git", there)
    address = f"{front}{made.folder}@v2"
    assert not taken(here, address, unsigned=True).trusted and holds(here, there)
    assert taken(here, address, unsigned=True, to="1").new and holds(here, there, "1")
    assert not (here / ".handbook" / "quarantine").exists() or not any((here / ".handbook/quarantine").iterdir())


def test_a_wrong_place_is_said_in_a_sentence(here: Path, there: Path, tmp_path: Path) -> None:
    assert "it is not said where its releases come from" in refused(here)
    assert "There is nothing here" in refused(here, "../nowhere")
    assert "There is nothing here" in refused(here, "~nobody-of-this-name/x")
    assert "There is nothing here" in refused(here, "x" * 5000)
    (tmp_path / "round").symlink_to("round")
    assert "There is nothing here" in refused(here, "../round")
    assert "has not released anything yet" in refused(here, tmp_path)
    write(tmp_path / "letter.txt", "Dear colleagues, …" * 9)
    assert "This is no pack" in refused(here, tmp_path / "letter.txt", HandbookError)
    assert "no ordinary file" in refused(here, "/dev/zero", HandbookError)


def test_which_edition_is_meant_is_told_or_asked(there: Path) -> None:
    def fetched(edition: str) -> str:
        found = parents.fetch(str(there), edition, base=there, machine=there / ".handbook", siblings={})
        return f"{found.edition}-{found.number}"

    assert fetched("") == fetched("global") == "global-2"
    write(there / "practices/eu/releases/eu-1.json", "{}")
    with pytest.raises(ReleaseError, match="not clear which edition") as error:
        fetched("")
    assert "eu, global" in error.value.todo


@pytest.mark.parametrize("edition", ["../there", "/etc", "a*", "con", "UPPER"])
@pytest.mark.parametrize("address", ["", "builtin", "folder"])
def test_what_is_no_edition_is_refused_by_name(there: Path, edition: str, address: str) -> None:
    with pytest.raises(ReleaseError, match="edition") as error:
        parents.fetch(
            str(there) if address == "folder" else address, edition, base=there, machine=there, siblings={}
        )  # fmt: skip
    assert edition in str(error.value)


# Signatures


def said(capsys: pytest.CaptureFixture[str], root: Path, *words: object) -> tuple[int, str]:
    """What the program says to a sync, in one line."""
    done = handbook(capsys, root, "sync", *map(str, words))
    return done.code, " ".join(done.all.split())


def digest_shown(there: Path, number: str = "2") -> str:
    digits = pin_of(there / RELEASES / f"global-{number}.json").digest.removeprefix("sha256:")[:16]
    return " ".join(digits[place : place + 4] for place in (0, 4, 8, 12))


def places(there: Path, tmp_path: Path) -> list[object]:
    """The same signed release as a folder, a pack and a repository."""
    signature = (there / RELEASES / "global-2.json.sig").read_bytes()
    git = repository(tmp_path / "igf.git", there)
    return [there, pack_of(tmp_path / "2.handbook", there, "2", signature), f"file://{git.folder}@v2"]


@real
def test_a_good_signature_is_verified_wherever_it_comes_from(
    here: Path, there: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = key(tmp_path / "key")
    signed(there / RELEASES / "global-2.json", mine)
    trusting(here, mine)
    for address in places(there, tmp_path):
        code, text = said(capsys, here, "--from", address, "--dry-run")
        assert code == 0 and "Signed by secretariat@igf.example; the signature was verified." in text
    taken(here, there)
    lock = Workspace.open(here).lock("nl")
    assert lock is not None and lock.verified == "secretariat@igf.example"


@real
def test_the_wrong_key_is_refused_even_unsigned(
    here: Path, there: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed(there / RELEASES / "global-2.json", key(tmp_path / "theirs"))
    trusting(here, key(tmp_path / "other"))
    before = touched(here)
    for address in places(there, tmp_path):
        for more in ((), ("--unsigned",)):
            code, text = said(capsys, here, "--from", address, *more)
            assert code == 1 and "a key that is not on your list" in text and "verified" not in text
    assert touched(here) == before


@real
def test_a_signature_for_another_release_is_refused(here: Path, there: Path, tmp_path: Path) -> None:
    mine = key(tmp_path / "key")
    trusting(here, mine)
    first = signed(there / RELEASES / "global-1.json", mine)
    shutil.copy(f"{first}.sig", there / RELEASES / "global-2.json.sig")
    for address in places(there, tmp_path):
        assert "The signature does not fit" in refused(here, address, SignatureError, unsigned=True)
    (there / RELEASES / "global-2.json.sig").write_bytes(b"I swear.")
    assert "is no signature" in refused(here, there, SignatureError, unsigned=True)


def test_without_a_signature_a_digest_is_shown_to_compare(
    here: Path, there: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = touched(here)
    code, text = said(capsys, here, "--from", there)
    assert code == 1 and "The release is not signed" in text and digest_shown(there) in text
    assert "--unsigned" in text and "verified" not in text and touched(here) == before
    code, text = said(capsys, here, "--from", there, "--unsigned")
    assert code == 0 and "Nobody's signature was checked" in text and digest_shown(there) in text
    assert "verified" not in text and holds(here, there)


@real
def test_without_a_list_of_keys_nobody_is_believed(
    here: Path, there: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed(there / RELEASES / "global-2.json", key(tmp_path / "key"))
    code, text = said(capsys, here, "--from", there)
    assert code == 1 and "not known whose signature to trust" in text and "verified" not in text
    code, text = said(capsys, here, "--from", there, "--unsigned")
    assert code == 0 and "Nobody's signature was checked" in text and "verified" not in text


@real
def test_a_list_of_keys_that_came_with_the_release_counts_for_nothing(here: Path, there: Path, tmp_path: Path) -> None:
    mine = key(tmp_path / "key")
    signed(there / RELEASES / "global-2.json", mine)
    for folder in (there, there / "practices/global"):
        write(folder / SIGNERS, f"secretariat@igf.example {Path(f'{mine}.pub').read_text()}")
    for address in places(there, tmp_path):
        refused(here, address, SignatureUnchecked)


@real
def test_without_ssh_keygen_nothing_is_verified(
    here: Path, there: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = key(tmp_path / "key")
    signed(there / RELEASES / "global-2.json", mine)
    trusting(here, mine)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    before = touched(here)
    code, text = said(capsys, here, "--from", there)
    assert code == 1 and "ssh-keygen is not installed" in text and digest_shown(there) in text
    assert touched(here) == before
    code, text = said(capsys, here, "--from", there, "--unsigned")
    assert code == 0 and "Nobody's signature was checked" in text and "verified" not in text
    lock = Workspace.open(here).lock("nl")
    assert lock is not None and not lock.verified


@real
def test_a_sibling_needs_no_signature_and_none_is_claimed(
    there: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = key(tmp_path / "key")
    signed(there / RELEASES / "global-2.json", mine)
    trusting(there, mine)
    code, text = said(capsys, there, "--edition", "nl")
    assert code == 0 and "signature" not in text and "verified" not in text


def test_a_signature_lies_over_the_bytes(tmp_path: Path, there: Path, here: Path) -> None:
    """Words that read the same after sorting keys anew are other bytes, and another release."""
    path = there / RELEASES / "global-2.json"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    assert taken(here, there, unsigned=True).release.digest == pin_of(path).digest


def test_a_pack_that_is_signed_twice_over_is_the_same_release(tmp_path: Path, there: Path, here: Path) -> None:
    if shutil.which("ssh-keygen") is None:
        pytest.skip("no ssh-keygen here: signatures are not tried")
    data = (there / RELEASES / "global-2.json").read_bytes()
    packs = [
        pack_of(tmp_path / str(count), there, signature=sign(data, key(tmp_path / f"key-{count}"))) for count in (1, 2)
    ]
    assert taken(here, packs[0], unsigned=True).new
    assert not taken(here, packs[1], unsigned=True).new
