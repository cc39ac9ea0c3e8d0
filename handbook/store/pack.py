"""Packs: one release as one file, for e-mail or a memory stick; a stranger's is taken apart in memory only."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from struct import Struct
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from handbook.errors import PackError, Place
from handbook.model.ids import ID_PATTERN, is_id
from handbook.model.release import MOST_BYTES, is_number
from handbook.store.files import content_hash
from handbook.store.releases import MOST_SIGNATURE, SIGNATURE

MOST_PACK = 32 << 20  # bytes of a pack file; the texts of a snapshot shrink to a fifth or less
_MANIFEST = "manifest.json"
_MOST_MANIFEST = 4 * 1024
_SNAPSHOT = re.compile(rf"({ID_PATTERN})-([0-9]+)\.json\Z")
_PLAIN_FILE = 0o100644 << 16
_COPIED = "Ask for the pack again, and pass it on as it is, without unpacking it and packing it anew."

# The three records of a ZIP file, as its specification lays them out.
_LOCAL = Struct("<4s5H3L2H")
_CENTRAL = Struct("<4s6H3L5H2L")
_END = Struct("<4s4H2LH")


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pack carries. Its bytes are whole; what they say, and who signed them, nobody has looked at yet."""

    edition: str
    number: str
    digest: str
    snapshot: bytes
    signature: bytes | None


@dataclass(frozen=True, slots=True)
class _Entry:
    """One file of a pack, as the table at the end of the pack announces it."""

    name: str
    method: int
    crc: int
    size: int
    data: bytes  # compressed


def packed(edition: str, number: str, snapshot: bytes, signature: bytes | None = None) -> bytes:
    """The pack of a release: the same bytes whenever and wherever it is made."""
    files = _files(edition, number, snapshot, signature)
    _refuse_large(files)
    files[_MANIFEST] = _manifest(edition, number, files)
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            about = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            about.create_system, about.external_attr, about.compress_type = 3, _PLAIN_FILE, ZIP_DEFLATED
            archive.writestr(about, files[name])
    return buffer.getvalue()


def unpacked(data: bytes, name: str) -> Pack:
    """What a stranger's pack carries; nothing is written to disk. Raises PackError, naming what is wrong.

    `name` is how people know the file. Only what `packed` writes is accepted: a reader that puts up with more can be
    shown other files than another reader sees.
    """
    if len(data) > MOST_PACK:
        raise _refusal(name, f"The file is larger than {MOST_PACK:,} bytes, the most that is read.")
    entries = _entries(data, name)
    edition, number = _release_in(entries, name)
    files = {entry.name: _inflated(entry, name) for entry in entries}
    _compare(files, edition, number, name)
    snapshot = files[f"{edition}-{number}.json"]
    return Pack(edition, number, content_hash(snapshot), snapshot, files.get(f"{edition}-{number}.json{SIGNATURE}"))


def _files(edition: str, number: str, snapshot: bytes, signature: bytes | None) -> dict[str, bytes]:
    files = {f"{edition}-{number}.json": snapshot}
    return files if signature is None else {**files, f"{edition}-{number}.json{SIGNATURE}": signature}


def _manifest(edition: str, number: str, files: Mapping[str, bytes]) -> bytes:
    tree = {
        "format": "1",
        "edition": edition,
        "release": number,
        "digest": content_hash(files[f"{edition}-{number}.json"]),
        "files": {name: _about(data) for name, data in files.items()},
    }
    return f"{json.dumps(tree, sort_keys=True, separators=(',', ':'))}\n".encode()


def _about(data: bytes) -> dict[str, str | int]:
    return {"sha256": sha256(data).hexdigest(), "size": len(data)}


def _entries(data: bytes, name: str) -> list[_Entry]:
    """The files, in the order of the table at the end, which must tell the same as what stands before each file."""
    if len(data) < _END.size:
        raise _refusal(name, "This is no pack.")
    mark, disk, first_disk, here, count, size, start, comment = _END.unpack(data[-_END.size :])
    if mark != b"PK\5\6" or start + size + _END.size != len(data):
        raise _refusal(name, "This is no pack, or it is not whole.")
    if disk or first_disk or comment or here != count:
        raise _refusal(name, "This is a part of a larger file, or not written as a pack is.")
    if not 2 <= count <= 3:
        raise _refusal(name, f"The number of files in it is {count}; a pack holds two or three.")
    entries, place, next_file = [], start, 0
    for _ in range(count):
        if place + _CENTRAL.size > len(data):
            raise _refusal(name, "Its table of files is not whole.")
        record = _CENTRAL.unpack_from(data, place)
        place += _CENTRAL.size
        entry, next_file = _entry(data, record, data[place : place + record[10]], next_file, name)
        entries.append(entry)
        place += record[10]
    if place != len(data) - _END.size or next_file != start:
        raise _refusal(name, "There is something between its files.")
    return entries


def _entry(data: bytes, record: tuple[Any, ...], raw: bytes, expected: int, name: str) -> tuple[_Entry, int]:
    """The file that a record of the table announces, and where the next one must begin."""
    mark, _, needed, flags, method, time, date, crc, packed_size, size, length, extra, comment, disk, _, mode, at = (
        record
    )
    shown = raw.decode("ascii", "backslashreplace")
    if flags & 1:
        raise _refusal(name, f"“{shown}” in it is encrypted.")
    if mode != _PLAIN_FILE:
        raise _refusal(name, f"“{shown}” in it is no plain file.")
    begin = expected + _LOCAL.size + length
    ours = _LOCAL.pack(b"PK\3\4", needed, flags, method, time, date, crc, packed_size, size, length, 0) + raw
    odd = mark != b"PK\1\2" or flags or extra or comment or disk or at != expected
    if odd or method not in (ZIP_STORED, ZIP_DEFLATED) or data[expected:begin] != ours:
        raise _refusal(name, f"“{shown}” in it is not written as in a pack.")
    return _Entry(shown, method, crc, size, data[begin : begin + packed_size]), begin + packed_size


def _release_in(entries: list[_Entry], name: str) -> tuple[str, str]:
    """The edition and number of the release, told from the names of the files, which must be those of a pack."""
    names = [entry.name for entry in entries]
    found = [match for match in map(_SNAPSHOT.match, names) if match]
    if not found:
        raise _refusal(name, f"It holds no release, but {', '.join(f'“{one}”' for one in names)}.")
    edition, number = found[0].groups()
    snapshot = f"{edition}-{number}.json"
    if not is_id(edition) or not is_number(number):
        raise _refusal(name, f"“{snapshot}” cannot be the name of a release.")
    known = {_MANIFEST: _MOST_MANIFEST, snapshot: MOST_BYTES, snapshot + SIGNATURE: MOST_SIGNATURE}
    for entry in entries:
        if entry.name not in known or names.count(entry.name) > 1:
            raise _refusal(name, f"It holds “{entry.name}”, which has no place in the pack of this release.")
        if entry.size > known[entry.name]:
            raise _refusal(name, f"“{entry.name}” in it would be larger than {known[entry.name]:,} bytes.")
    if _MANIFEST not in names:
        raise _refusal(name, f"It has no {_MANIFEST}.")
    return edition, number


def _inflated(entry: _Entry, name: str) -> bytes:
    """What a file says, never more of it than was announced."""
    data = entry.data
    if entry.method == ZIP_DEFLATED:
        machine = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            # One byte more than announced is enough to see that it lied.
            data = machine.decompress(entry.data, entry.size + 1)
        except zlib.error:
            raise _refusal(name, f"“{entry.name}” in it is damaged.") from None
        if not machine.eof or machine.unused_data:
            raise _refusal(name, f"“{entry.name}” in it is not as large as it says.")
    if len(data) != entry.size or zlib.crc32(data) != entry.crc:
        raise _refusal(name, f"“{entry.name}” in it is damaged.")
    return data


def _compare(files: dict[str, bytes], edition: str, number: str, name: str) -> None:
    """Hold what the manifest says against what is there."""
    said = files.pop(_MANIFEST)
    if said == _manifest(edition, number, files):
        return
    try:
        tree = json.loads(said)
    except (ValueError, RecursionError):
        tree = None
    if not isinstance(tree, dict):
        raise _refusal(name, f"Its {_MANIFEST} cannot be read.")
    if isinstance(form := tree.get("format"), str) and form != "1":
        what = "It was written by a newer version of the program, in a form that this one does not know."
        raise PackError(what, where=Place(name), todo="Install the newer version, then try again.")
    listed = tree.get("files")
    for one, data in files.items():
        if not isinstance(listed, dict) or listed.get(one) != _about(data):
            raise _refusal(name, f"“{one}” in it is not the file that its {_MANIFEST} tells of.")
    raise _refusal(name, f"Its {_MANIFEST} does not tell of release {number} of “{edition}” as a pack does.")


def _refuse_large(files: Mapping[str, bytes]) -> None:
    for one, data in files.items():
        if len(data) > (MOST_SIGNATURE if one.endswith(SIGNATURE) else MOST_BYTES):
            raise PackError(f"“{one}” is too large for a pack.", todo="Release fewer or shorter practices.")


def _refusal(name: str, what: str) -> PackError:
    return PackError(what, where=Place(name), todo=_COPIED)
