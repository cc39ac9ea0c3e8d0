"""Print releases: what changed, in sentences, with number, digest and what to do next."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from handbook.cli.output import say, table, wrapped
from handbook.editions import released as words
from handbook.editions.changelog import WEIGHTS
from handbook.editions.released import KINDS, named, size, summed
from handbook.editions.resolve import practice_ids
from handbook.model.edition import Edition
from handbook.model.release import Release
from handbook.store.releasing import Made
from handbook.store.signing import short_digest


def made(release: Made, *, dry_run: bool) -> None:
    """What was released, or would be."""
    before = release.before
    _lines([line.written() for line in release.changes], release.chain, before.chain if before else None)
    edition = release.chain[-1]
    wrapped(words.first_or_since([line.kind for line in release.changes], release.chain, before))
    if release.beside:
        wrapped(words.also(release.beside))
    say()
    if dry_run:
        wrapped(f"It would be release {release.number} of {named(edition)}. Nothing was written.")
        return
    wrapped(f"Release {release.number} of {named(edition)}{', signed' if release.signed else ''}: {release.file}")
    _digest(release.digest)
    wrapped(f"To send it as one file: handbook pack --edition {edition.id}")


def listed(releases: Sequence[Release], edition: str, output: str) -> None:
    """The releases of an edition, the newest first."""
    if output == "json":
        say(json.dumps([_as_json(release) for release in releases], ensure_ascii=False, indent=1))
    elif not releases:
        wrapped(f"The edition “{edition}” has released nothing yet. To do so: handbook release --edition {edition}")
    else:
        rows = [[release.number, release.date, *_counts(release), release.note] for release in releases]
        table(["Release", "Date", *(KINDS[kind].capitalize() for kind in WEIGHTS), "Note"], rows)


def changelog(release: Release, output: str) -> None:
    """What changed with one release."""
    if output == "json":
        held = {**_as_json(release), "changes": [dict(line) for line in release.changes]}
        say(json.dumps(held, ensure_ascii=False, indent=1))
        return
    wrapped(f"Release {release.number} of {named(release.chain[-1])}, {release.date}", style="bold")
    if release.note:
        wrapped(release.note)
    say()
    _lines(release.changes, release.chain, None)
    if not release.changes:
        wrapped("No text of a practice reads otherwise than in the release before.")
    _built_on(release)
    _digest(release.digest)


def packed(release: Release, file: str, size: int, *, signed: bool) -> None:
    """What was put into a pack."""
    wrapped(f"Release {release.number} of {named(release.chain[-1])}{', signed' if signed else ''}: {file}")
    wrapped(f"It has {_kilobytes(size)}. Short digest, for those who get it to compare by phone:")
    say(f"  {short_digest(release.digest)}")


def unpacked(release: Release, verified: str, output: str) -> None:
    """What a pack holds, and who signed it, where that was verified."""
    if output == "json":
        say(json.dumps({**_as_json(release), "signed_by": verified}, ensure_ascii=False, indent=1))
        return
    edition = release.chain[-1]
    wrapped(f"Release {release.number} of {named(edition)}, {release.date}", style="bold")
    if release.note:
        wrapped(release.note)
    licence = f"under the licence {release.licence}" if release.licence else "and does not say under which licence"
    wrapped(f"It holds {size(release.chain)}, {licence}.")
    _built_on(release)
    if release.changes:
        wrapped(summed([line["kind"] for line in release.changes], None))
    if verified:
        wrapped(f"Signed by {verified}; the signature was verified.")
    else:
        wrapped("Who made it was not verified. Compare the short digest with its makers, say by phone.")
    _digest(release.digest)


def _lines(lines: Sequence[Mapping[str, str]], chain: Sequence[Edition], before: Sequence[Edition] | None) -> None:
    """Sentences below the title of their practice."""
    for title, sentences in words.changelog(lines, chain, before):
        wrapped(title, style="bold")
        for sentence in sentences:
            wrapped(sentence, indent=2)
    if lines:
        say()


def _counts(release: Release) -> list[str]:
    count = Counter(line["kind"] for line in release.changes)
    return [str(count[kind] or "–") for kind in WEIGHTS]


def _as_json(release: Release) -> dict[str, Any]:
    count = Counter(line["kind"] for line in release.changes)
    pin = release.built_on
    return {
        "edition": release.edition, "release": release.number, "date": release.date, "note": release.note,
        "licence": release.licence, "digest": release.digest, "short_digest": short_digest(release.digest),
        "practices": len(practice_ids(release.chain)), "changes": {kind: count[kind] for kind in WEIGHTS},
        "built_on": {"edition": pin.parent, "release": pin.release, "digest": pin.digest} if pin else None,
    }  # fmt: skip


def _built_on(release: Release) -> None:
    if release.built_on is not None:
        wrapped(f"It builds on release {release.built_on.release} of “{release.built_on.parent}”.")


def _digest(digest: str) -> None:
    say(f"  {digest}")
    say(f"  Short digest, to be compared by phone: {short_digest(digest)}")


def _kilobytes(size: int) -> str:
    return f"{max(1, round(size / 1024)):,} KB"
