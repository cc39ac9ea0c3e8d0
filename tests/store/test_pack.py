"""Packs: the same bytes each time, and of a stranger's file nothing but what a pack holds."""

from __future__ import annotations

import json
import stat
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.errors import PackError
from handbook.model.release import MOST_BYTES
from handbook.store import pack
from handbook.store.files import content_hash
from handbook.store.pack import Pack, packed, unpacked

SNAPSHOT = '{"edition":"eu","note":"Überall","release":"7"}\n'.encode()
SIGNATURE = b"-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n"
PACK = packed("eu", "7", SNAPSHOT, SIGNATURE)

Entry = tuple[ZipInfo, bytes]


def entry(name: str, data: bytes, *, mode: int = 0o100644, method: int = ZIP_DEFLATED) -> Entry:
    about = ZipInfo(name)
    about.create_system, about.external_attr, about.compress_type = 3, mode << 16, method
    return about, data


def zipped(*entries: Entry) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for about, data in entries:
            archive.writestr(about, data)
    return buffer.getvalue()


def manifest(**files: bytes) -> bytes:
    return pack._manifest("eu", "7", files)


def inside(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


GOOD = [entry(name, data) for name, data in inside(PACK).items()]


def refused(data: bytes) -> str:
    with pytest.raises(PackError) as error:
        unpacked(data, "mail/eu-7.pack")
    assert str(error.value).startswith("mail/eu-7.pack: ") and error.value.todo
    return error.value.what


# What is packed comes out again


@given(
    st.binary(), st.none() | st.binary(max_size=200), st.sampled_from(["eu", "arab", "eu-2"]), st.integers(1, 999999)
)
def test_what_is_packed_comes_out_again(snapshot: bytes, signature: bytes | None, edition: str, number: int) -> None:
    data = packed(edition, str(number), snapshot, signature)
    assert unpacked(data, "x") == Pack(edition, str(number), content_hash(snapshot), snapshot, signature)
    assert packed(edition, str(number), snapshot, signature) == data


def test_a_pack_is_small() -> None:
    assert len(packed("eu", "7", SNAPSHOT * 1000)) < len(SNAPSHOT) * 100


def test_any_program_can_look_into_a_pack() -> None:
    assert list(inside(PACK)) == ["eu-7.json", "eu-7.json.sig", "manifest.json"]
    said = json.loads(inside(PACK)["manifest.json"])
    assert (said["format"], said["edition"], said["release"]) == ("1", "eu", "7")
    assert said["digest"] == content_hash(SNAPSHOT)
    assert said["files"]["eu-7.json"]["size"] == len(SNAPSHOT)
    with ZipFile(BytesIO(PACK)) as archive:
        assert {about.date_time for about in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_ordinary_zip_of_the_same_files_is_accepted() -> None:
    assert unpacked(zipped(*GOOD), "x") == unpacked(PACK, "x")
    assert (
        unpacked(zipped(*(entry(about.filename, data, method=ZIP_STORED) for about, data in GOOD)), "x").number == "7"
    )


def test_too_large_a_release_is_not_packed() -> None:
    with pytest.raises(PackError, match=r"“eu-7\.json” is too large"):
        packed("eu", "7", bytes(MOST_BYTES + 1))
    with pytest.raises(PackError, match=r"“eu-7\.json\.sig” is too large"):
        packed("eu", "7", SNAPSHOT, bytes(20_000))


# A stranger's file


@given(st.binary(max_size=200))
def test_anything_is_no_pack(data: bytes) -> None:
    refused(data)


@given(st.integers(0, len(PACK) - 1), st.integers(0, 255))
def test_a_pack_with_any_byte_changed_never_says_something_else(place: int, byte: int) -> None:
    data = PACK[:place] + bytes([byte]) + PACK[place + 1 :]
    try:
        found = unpacked(data, "x")
    except PackError:
        return
    assert found == unpacked(PACK, "x")  # a date, say, which nobody reads


@given(st.integers(0, len(PACK) - 1))
def test_a_pack_that_is_cut_off_is_refused(end: int) -> None:
    refused(PACK[:end])


@pytest.mark.parametrize("change", [lambda data: b"x" + data, lambda data: data + b"x", lambda data: data + data])
def test_what_is_hidden_around_the_files_is_refused(change: Callable[[bytes], bytes]) -> None:
    refused(change(PACK))


def test_a_comment_is_refused() -> None:
    buffer = BytesIO(PACK)
    with ZipFile(buffer, "a") as archive:
        archive.comment = b"hidden"
    refused(buffer.getvalue())


@pytest.mark.parametrize(
    "name",
    [
        "../eu-7.json",
        "/etc/passwd",
        "eu/eu-7.json",
        "EU-7.json",
        "eu-7.JSON",
        "Manifest.json",
        "eu-8.json",
        "eu-7.json.sig\n",
        "C:\\eu-7.json",
        "setup.py",
        "eu-7.json ",
    ],
)
def test_a_file_of_another_name_is_refused_by_name(name: str) -> None:
    without_signature = [GOOD[0], GOOD[2]]
    assert name in refused(zipped(*without_signature, entry(name, SNAPSHOT)))


def test_names_that_are_not_ascii_are_refused() -> None:
    refused(zipped(GOOD[0], GOOD[2], entry("ëu-7.json", SNAPSHOT)))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused() -> None:
    assert "eu-7.json" in refused(zipped(GOOD[0], GOOD[0], GOOD[2]))


@pytest.mark.parametrize("name", ["index-7.json", "con-1.json", "eu-0.json", "eu-07.json", "eu-1234567.json"])
def test_a_release_that_cannot_be_called_so_is_refused(name: str) -> None:
    assert name in refused(zipped(entry(name, SNAPSHOT), GOOD[2]))


def test_a_folder_a_link_and_a_program_are_refused_by_name() -> None:
    for kind in (stat.S_IFLNK | 0o777, stat.S_IFDIR | 0o755, stat.S_IFIFO | 0o644, 0o100755, 0o104644):
        assert "“eu-7.json” in it is no plain file" in refused(zipped(entry("eu-7.json", SNAPSHOT, mode=kind), GOOD[2]))
    assert "releases/" in refused(zipped(entry("releases/", b"", mode=stat.S_IFDIR | 0o755), *GOOD[1:]))


def test_too_many_and_too_few_files_are_refused() -> None:
    assert "is 200;" in refused(zipped(*(entry(f"{one}.json", b"") for one in range(200))))
    assert "is 1;" in refused(zipped(GOOD[0]))
    assert "holds no release" in refused(zipped(GOOD[1], GOOD[2]))
    assert "no manifest" in refused(zipped(GOOD[0], GOOD[1]))


def test_encryption_and_other_methods_are_refused() -> None:
    marked = bytearray(PACK)
    table = PACK.index(b"PK\1\2")
    marked[6] |= 1
    marked[table + 8] |= 1
    assert "encrypted" in refused(bytes(marked))
    assert "not written as in a pack" in refused(zipped(entry("eu-7.json", SNAPSHOT, method=ZIP_BZIP2), *GOOD[1:]))


def test_extra_fields_and_comments_of_files_are_refused() -> None:
    for field, value in (("extra", b"\x99\x99\x04\x00evil"), ("comment", b"evil")):
        about, data = entry("eu-7.json", SNAPSHOT)
        setattr(about, field, value)
        assert "eu-7.json" in refused(zipped((about, data), *GOOD[1:]))


def test_another_name_before_the_file_than_in_the_table_is_refused() -> None:
    assert "not written as in a pack" in refused(PACK.replace(b"eu-7.json", b"../../x.y", 1))


def test_files_that_lie_over_each_other_are_refused() -> None:
    marked = bytearray(PACK)
    second = PACK.index(b"PK\1\2", PACK.index(b"PK\1\2") + 4)
    marked[second + 42 : second + 46] = bytes(4)  # the second file begins where the first one does
    refused(bytes(marked))


# Sizes


def test_a_bomb_is_refused_before_it_is_inflated(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped(entry("eu-7.json", bytes(MOST_BYTES + 1)), GOOD[2])
    assert len(bomb) < 64 * 1024
    monkeypatch.setattr(zlib, "decompressobj", None)  # nobody may try
    assert "“eu-7.json” in it would be larger than 33,554,432 bytes" in refused(bomb)


def test_a_bomb_that_lies_about_its_size_is_inflated_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = bytearray(zipped(entry("eu-7.json", bytes(8 << 20)), GOOD[2]))
    for mark, place in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = bomb.index(mark) + place
        bomb[at : at + 4] = (100).to_bytes(4, "little")
    seen: list[int] = []

    class Watched:
        def __init__(self, _: int) -> None:
            self.real = real(-zlib.MAX_WBITS)

        def decompress(self, data: bytes, most: int) -> bytes:
            found = self.real.decompress(data, most)
            seen.append(len(found))
            return found

        def __getattr__(self, name: str) -> object:
            return getattr(self.real, name)

    real = zlib.decompressobj
    monkeypatch.setattr(zlib, "decompressobj", Watched)
    assert "not as large as it says" in refused(bytes(bomb))
    assert seen == [101]


def test_manifests_and_signatures_have_sizes_of_their_own() -> None:
    assert "manifest.json" in refused(zipped(GOOD[0], entry("manifest.json", bytes(10_000))))
    assert "eu-7.json.sig" in refused(zipped(GOOD[0], entry("eu-7.json.sig", bytes(20_000)), GOOD[2]))


def test_a_file_that_is_too_large_is_not_looked_at() -> None:
    assert "the most that is read" in refused(bytes(pack.MOST_PACK + 1))


# The manifest


def test_a_file_that_is_not_the_one_of_the_manifest_is_refused_by_name() -> None:
    changed = {"eu-7.json": SNAPSHOT + b" ", "eu-7.json.sig": SIGNATURE + b" "}
    for name, data in changed.items():
        files = {about.filename: text for about, text in GOOD} | {name: data}
        assert f"“{name}” in it is not the file" in refused(zipped(*(entry(*one) for one in files.items())))
    # a signature that the manifest does not know, and one that it misses
    alone = manifest(**{"eu-7.json": SNAPSHOT})
    assert "“eu-7.json.sig” in it is not the file" in refused(zipped(*GOOD[:2], entry("manifest.json", alone)))
    assert "does not tell of release 7" in refused(zipped(GOOD[0], GOOD[2]))


@pytest.mark.parametrize("said", [b"", b"null", b"[]", b"{", b"\xff", b"[" * 4000])
def test_a_manifest_that_cannot_be_read_is_refused(said: bytes) -> None:
    assert "cannot be read" in refused(zipped(*GOOD[:2], entry("manifest.json", said)))


def test_a_manifest_that_tells_of_another_release_is_refused() -> None:
    good = GOOD[2][1]
    for change in (
        good.replace(b'"edition":"eu"', b'"edition":"nl"'),
        good.replace(b'"release":"7"', b'"release":7'),
        good.replace(b"sha256:", b"sha256:0", 1),
        good.replace(b'"format":"1"', b'"format":1'),
        good + b" ",
        b'{"edition":"nl",' + good[1:],
    ):
        assert "does not tell of release 7" in refused(zipped(*GOOD[:2], entry("manifest.json", change)))


def test_a_pack_of_a_newer_program_is_told_as_such() -> None:
    newer = GOOD[2][1].replace(b'"format":"1"', b'"format":"2"')
    with pytest.raises(PackError, match="newer version"):
        unpacked(zipped(*GOOD[:2], entry("manifest.json", newer)), "x")


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    unpacked(PACK, "x")
    refused(zipped(*GOOD, entry("../x", b"")))
    assert not list(tmp_path.iterdir())
