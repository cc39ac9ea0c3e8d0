"""Releases out of a stranger's git repository: looked for by name and size in a quarantine, and read there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handbook.errors import ParentError
from handbook.model.ids import is_id
from handbook.model.release import MOST_BYTES, is_number
from handbook.store.quarantine import ADDRESS, TELL_THEM, Blob, Quarantine, refuse_unsafe
from handbook.store.releases import FOLDER, MOST_SIGNATURE, SIGNATURE
from handbook.wording import N_, _


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of one release as they lay in a repository; nobody has looked at what they say."""

    number: str
    snapshot: bytes
    signature: bytes | None
    commit: str


@dataclass(frozen=True, slots=True)
class _Lying:
    """A release where it lies in the tree: its file, and its signature's."""

    snapshot: Blob
    signature: Blob | None


def is_address(text: str) -> bool:
    """Whether this means a git repository, rather than a folder or a pack; what `parts` refuses may be one, too."""
    if text.startswith("/"):
        front = text.rpartition("@")[0]
        return text.endswith(".git") or bool(front and not Path(text).exists() and Path(front).exists())
    return "://" in text or "::" in text or text.startswith("-") or bool(re.match(r"[^/\\]+@[^/\\]+:", text))


def parts(text: str) -> tuple[str, str]:
    """The address and the tag, branch or commit of `ADDRESS@tag`; without a tag, HEAD: what the repository shows first.

    An `@` in the path itself needs a tag behind it, were it `@HEAD`. Raises ParentError for whatever git might take
    for anything else than an address.
    """
    front, _, ref = text.rpartition("@")
    # In git@host:path and ssh://git@host/path the only @ stands before the host.
    if not ADDRESS.match(front):
        front, ref = text, "HEAD"
    refuse_unsafe(front, ref)
    return front, ref


def fetched(address: str, ref: str, edition: str, number: str = "", *, machine: Path) -> Fetched:
    """A release of an edition out of a repository by its number, or the newest; `machine` is where it is quarantined.

    Raises ParentError where it cannot be reached, is not there, or is not what can be read safely.
    """
    with Quarantine.of(address, ref, machine) as quarantine:
        there = _releases(quarantine, edition)
        wanted = number or max(there, key=int, default="")
        if wanted not in there:
            raise _no_release(quarantine, edition, number, sorted(there, key=int))
        lying = _only_one(quarantine, f"{edition}-{wanted}.json", there[wanted])
        return Fetched(
            wanted,
            quarantine.content(lying.snapshot),
            quarantine.content(lying.signature) if lying.signature else None,
            quarantine.commit,
        )


def _releases(quarantine: Quarantine, edition: str) -> dict[str, list[_Lying]]:
    """Number → the places of that release in the tree; raises ParentError for what only looks like one."""
    if not is_id(edition):
        raise quarantine.error(_("“{edition}” cannot be the id of an edition.", edition=edition), _("Correct the id."))
    blobs = dict(_plain_files(quarantine, _named(quarantine, edition)))
    releases: dict[str, list[_Lying]] = {}
    for path, blob in blobs.items():
        number = path.removesuffix(".json").rpartition("-")[2]
        if is_number(number):
            releases.setdefault(number, []).append(_Lying(blob, blobs.get(path + SIGNATURE)))
    return releases


def _named(quarantine: Quarantine, edition: str) -> dict[str, tuple[str, Blob]]:
    """Path → mode and blob of what bears the name of a release, or of its folder; of case twins there must be none."""
    name, folder, suffix = (re.escape(text).encode() for text in (edition, FOLDER, SIGNATURE))
    front = rb"(?:[A-Za-z0-9._-]+/)*" + name + b"/" + folder
    pattern = front + b"(?:/" + name + rb"-[1-9][0-9]{0,5}\.json(?:" + suffix + rb")?)?\Z"
    # Over bytes, so that only ASCII letters have two cases; all other names are not even looked at.
    alike = re.compile(pattern, re.IGNORECASE)
    found = {path.decode("ascii"): (mode, blob) for path, mode, blob in quarantine.files() if alike.match(path)}
    exactly = {path.lower(): path for path in found if re.match(pattern, path.encode())}
    for path in found:
        if exactly.get(path.lower(), path) != path:
            what = _("“{one}” and “{other}” there differ only in capital letters.",
                     one=exactly[path.lower()], other=path)  # fmt: skip
            raise quarantine.error(what, _(TELL_THEM))
    return {path: found[path] for path in exactly.values()}


def _plain_files(quarantine: Quarantine, found: Mapping[str, tuple[str, Blob]]) -> Iterator[tuple[str, Blob]]:
    for path, (mode, blob) in found.items():
        if mode != "100644":
            raise quarantine.error(_(_KINDS.get(mode, _NO_FILE), file=path), _(TELL_THEM))
        most = MOST_SIGNATURE if path.endswith(SIGNATURE) else MOST_BYTES
        if blob.size > most:
            what = _("“{file}” there is larger than {number} bytes.", file=path, number=f"{most:,}")
            raise quarantine.error(what, _(TELL_THEM))
        yield path, blob


def _only_one(quarantine: Quarantine, name: str, places: Sequence[_Lying]) -> _Lying:
    if len(set(places)) > 1:
        what = _("“{file}” lies there {number} times, and not with the same content.", file=name, number=len(places))
        raise quarantine.error(what, _(TELL_THEM))
    return places[0]


def _no_release(quarantine: Quarantine, edition: str, number: str, there: Sequence[str]) -> ParentError:
    if not there:
        todo = _("Look whether the address and the tag are right, or ask those who keep it to release something.")
        return quarantine.error(_("There is no release of the edition “{edition}” there.", edition=edition), todo)
    what = _("There is no release {number} of “{edition}” there.", number=number, edition=edition)
    return quarantine.error(what, _("There are: {names}.", names=", ".join(there)))


_NO_FILE = N_("“{file}” there is no plain file.")
_KINDS = {
    "120000": N_("“{file}” there is a link."),
    "160000": N_("“{file}” there is another repository."),
    "100755": N_("“{file}” there is marked as a program."),
}
