"""Mutants of merge, resolve and sync: each breaks one promise made to an edition, and the tests have to catch it.

Made from what is promised, without a look at the tests. Run: `python -m tests.mutants [NAME…] [--list]`.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("handbook", "tests", "practices", "site", "handbook.yaml", "pyproject.toml")
TESTS = ("tests/editions", *(f"tests/store/test_{name}.py" for name in ("sync", "pins", "parents", "killed")))
SECONDS = 300
AT_ONCE = 2
_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+?::.*?|\S+)(?: - .*)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One small change of meaning: the promise it breaks, and the words of the code it changes."""

    name: str
    file: str
    law: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Ran:
    """What the tests said of one copy; `failed` is empty where they all passed."""

    failed: tuple[str, ...]
    trouble: str = ""  # why the run says nothing


MERGE = "handbook/editions/merge.py"
STATES = "handbook/editions/states.py"
LAYER = "handbook/editions/layer.py"
ORDER = "handbook/editions/order.py"
RESOLVE = "handbook/editions/resolve.py"
TRANSLATED = "handbook/editions/translated.py"
STATUS = "handbook/editions/status.py"
DECIDE = "handbook/editions/decide.py"
TIDY = "handbook/editions/tidy.py"
SNAPSHOT = "handbook/editions/snapshot.py"
SYNC = "handbook/store/sync.py"
PINS = "handbook/store/pins.py"
PARENTS = "handbook/store/parents.py"
PLANS = "handbook/store/plans.py"
HANDBOOK = "handbook/model/handbook.py"

# Two steps of one story, which a mutant tells in the wrong order.
_STORE = """\
        if not _at_hand(folder, release):
            write_atomic(snapshot_file(folder, pin), accepted.data, expected=None, locks=workspace.locks)
"""
_LATER = """\
        lock = _lock(workspace, edition_id)
        previous = lock.pin if lock is not None and lock.pin.parent == pin.parent else None
        if lock is not None and previous == pin:  # another program was faster, or only the snapshot was lost
            previous = lock.previous
        write_lock(folder, Lock(pin, accepted.verified, previous), workspace.locks)
"""
_KEEP = "    _keep_bases(workspace, edition, plan)\n"
_WRITE = """\
    if _nothing_left(document, edits, comments=plan.kind == "adaptation"):
        workspace.remove(document)
    else:
        workspace.save(document, edits)
"""

MUTANTS = (
    Mutant("both-reworded", MERGE,
        "Where both sides changed one sentence there is a conflict, never a suggestion.",
        "    if ours != theirs and base not in (ours, theirs):\n        raise _Conflict\n", ""),
    Mutant("insertion-dropped", MERGE,
        "No improvement is swallowed: a sentence that one side put in is in the merged text.",
        "if ours and theirs else ours or theirs", "if ours and theirs else ours"),
    Mutant("removed-and-reworded", MERGE,
        "A sentence is merged only where one side left it alone, removing it included.",
        "if kept is not None and kept.key != base.key:", "if False:"),
    Mutant("two-insertions", MERGE,
        "Two sentences put at one place by two sides are a conflict, and neither is lost.",
        "!= [(s.place, s.key) for s in theirs]:\n        raise _Conflict",
        "!= [(s.place, s.key) for s in theirs]:\n        return ours"),
    Mutant("reflow-conflicts", MERGE,
        "Reflow makes no work: a sentence that was only wrapped anew was not changed.",
        '" ".join(unicodedata.normalize("NFC", body).split())', "body"),
    Mutant("merged-across-languages", STATES,
        "Ours and the base in two languages are never merged.",
        "if base is None or theirs.lang != lang:", "if base is None:"),
    Mutant("converged-across-languages", STATES,
        "Words converge only with words of the same language.",
        "if label(ours) == now and (is_value or theirs.lang == lang):", "if label(ours) == now:"),
    Mutant("lost-base-is-fresh", STATES,
        "Without the base text it is never guessed that nothing changed.",
        "    if base is None or theirs.lang != lang:",
        "    if base is None:\n        return State.FRESH, None\n    if theirs.lang != lang:"),
    Mutant("values-agree", STATES,
        "A value that both sides hold otherwise conflicts whenever theirs changed.",
        "(State.CONFLICT if change.base else State.STALE), None", "State.STALE, None"),
    Mutant("orphan-is-fresh", STATES,
        "What is adapted in a unit that is gone there is orphaned.",
        "(State.ORPHANED if gone or change.base else State.FRESH), None", "State.FRESH, None"),
    Mutant("suggestion-applied", LAYER,
        "No adapted text is replaced without a decision, not by a clean suggestion either.",
        "        path=str(path),\n        field=field,\n        value=value,",
        "        path=str(path),\n        field=field,\n        value=suggestion or value,"),
    Mutant("middle-lets-through", LAYER,
        "An edition in the middle shields the one below it until it decides.",
        "        unit, state=None, why=",
        "        unit, value=(unit.before or unit.value) if behind else unit.value, state=None, why="),
    Mutant("behind-not-told", LAYER,
        "It is told that the edition above has not taken in the news of its own parent.",
        "behind = unit.parent_behind or unit.state in (State.STALE, State.CONFLICT)", "behind = unit.parent_behind"),
    Mutant("reworded-hide-returns", LAYER,
        "A hidden item never comes back, however it is worded by now.",
        "hidden=bool(change.hide), unsure", "hidden=bool(change.hide) and state is State.FRESH, unsure"),
    Mutant("hide-ends-below", LAYER,
        "What an edition leaves out does not come back in one that builds on it.",
        "[_plain_item(item) for item in items if not item.hidden]",
        "[replace(_plain_item(item), hidden=False) for item in items]"),
    Mutant("claimed-shows-theirs", LAYER,
        "A parent cannot erase an item of ours by claiming its id for other words.",
        "stands = same[0] if state is State.CONVERGED else item", "stands = item if state is State.STALE else same[0]"),
    Mutant("gone-words-dropped", LAYER,
        "Local text always renders, also in an item that is gone there.",
        "    if item is None:  # gone there",
        "    if item is None:\n        return\n    if item is None:  # gone there"),
    Mutant("set-replaced", LAYER,
        "A set changes by members: theirs stay, whatever is added.",
        "kept = [member for member in held if member not in change.remove]", "kept = []"),
    Mutant("displaced-outweighs", LAYER,
        "Displaced comes last: what has become of the words of an item weighs more.",
        "if item.state in (None, State.FRESH) else item", "if item.state is not None else item"),
    Mutant("displaced-dropped", ORDER,
        "Nothing is ever dropped: an item whose neighbours are gone is appended.",
        "        if anchor is None:\n",
        "        if anchor is None and anchors:\n            continue\n        if anchor is None:\n"),
    Mutant("circle-dropped", ORDER,
        "Items that stand after each other in a circle are there once all the same.",
        "for hanging in behind.values():", "for hanging in list(behind.values())[:0]:"),
    Mutant("moved-twice", ORDER,
        "Every item is there once after any change of order.",
        "[entry for entry in spine if entry.id not in moving]", "list(spine)"),
    Mutant("last-anchor", ORDER,
        "An item takes the first of its anchors that still exists.",
        "for one in anchors or () if one in present", "for one in reversed(anchors or ()) if one in present"),
    Mutant("their-id-wins", RESOLVE,
        "A practice of ours stays ours where a parent takes its id for one of its own.",
        "range(len(chain) - 1, -1, -1)", "range(len(chain))"),
    Mutant("shown-beside", RESOLVE,
        "What was taken in under “from” is not shown beside ours.",
        "known.pop(theirs, None)", "pass"),
    Mutant("stance-binds-below", RESOLVE,
        "A stance binds its own edition only.",
        "    stance, why = _stance(edition, owner, draft.practice)\n",
        "    stance, why = _stance(edition, owner, draft.practice)\n"
        "    if _above(edition, owner, chain, draft.practice):\n        stance = Stance.NOT_FOR_US\n"),
    Mutant("outdated-from-above", TRANSLATED,
        "An outdated translation of their words is never shown as one of the adapted words.",
        "if place >= origin and outdated is None:", "if outdated is None:"),
    Mutant("outdated-unmarked", TRANSLATED,
        "A translation of other words is never shown unmarked.",
        "return (outdated, True)", "return (outdated, False)"),
    Mutant("farthest-translation", TRANSLATED,
        "The nearest edition's translation of these very words is taken.",
        "in reversed(list(enumerate(chain)))", "in list(enumerate(chain))"),
    Mutant("conflict-not-asked", STATUS,
        "Whatever is not fresh waits for a decision, a conflict too.",
        "elif state is not State.FRESH:", "elif state not in (State.FRESH, State.CONFLICT):"),
    Mutant("kept-against-old", DECIDE,
        "Keep records their present words as the base, and never asks again about them.",
        '(*path, "base"): label(now)}', '(*path, "base"): label(question.before or now)}'),
    Mutant("base-not-kept", DECIDE,
        "The base text is kept in full with every decision that names it.",
        "return place.plan(edits, (now,))", "return place.plan(edits)"),
    Mutant("take-takes-all", DECIDE,
        "A decision settles one unit; no other change of the practice goes with it.",
        "        return place.plan({path: None})\n    if question.state is State.ORPHANED:",
        '        return place.plan({("changes",): None})\n    if question.state is State.ORPHANED:'),
    Mutant("later-keeps", DECIDE,
        "Later stores nothing.",
        '        return Plan("adaptation", question.practice)\n', "        decision = Decision.KEEP\n"),
    Mutant("kept-claimed-lost", DECIDE,
        "An item of ours whose id they claimed is kept under another one, not lost.",
        "return place.plan(_renamed(place, at, own, text))", "return place.plan({path: None})"),
    Mutant("kept-gone-lost", DECIDE,
        "Our words in an item that is gone there become an item of ours when we keep them.",
        'return place.plan({**_reanchored(place, at, name), **edits, ("additions", at.field, name): item})',
        'return place.plan({**_reanchored(place, at, ""), **edits})'),
    Mutant("tidy-removes-stale", TIDY,
        "Tidy removes converged changes alone.",
        "elif states.get(now) is State.CONVERGED:", "elif states.get(now) in (State.CONVERGED, State.STALE):"),
    Mutant("tidy-removes-sets", TIDY,
        "Resolving before tidy is resolving after it, sets included.",
        "if now in states and _members(ours, now) == _members(theirs, now):", "if now in states:"),
    Mutant("in-review-released", SNAPSHOT,
        "A release carries nothing that is not published or withdrawn.",
        '_RELEASED = ("published", "withdrawn")', '_RELEASED = ("published", "withdrawn", "in-review")'),
    Mutant("notes-released", SNAPSHOT,
        "Internal notes never leave in a release.",
        '_NOTES = ("ext",)', "_NOTES = ()"),
    Mutant("lock-first", SYNC,
        "Killed at any write, an edition reads the old release or the new one: the snapshot comes first.",
        _STORE + _LATER, _LATER + _STORE),
    Mutant("dry-run-writes", SYNC,
        "A dry run writes nothing.",
        "if new and not dry_run:", "if new:"),
    Mutant("rollback-taken", SYNC,
        "A rollback is refused unless it is asked for.",
        "if int(release.number) < int(now.release) and not asked:", "if False:"),
    Mutant("ten-before-nine", SYNC,
        "Release 9 is older than release 10.",
        "if int(release.number) < int(now.release) and not asked:", "if release.number < now.release and not asked:"),
    Mutant("changed-release-taken", SYNC,
        "A release that changed under its number is refused.",
        "if known.get(release.number, release.digest) != release.digest:", "if False:"),
    Mutant("taken-again", SYNC,
        "Sync is idempotent: taking in what is read already is no news.",
        "return now.digest != release.digest", "return True"),
    Mutant("previous-forgotten", SYNC,
        "Undo is the release before: sync records what was read until now.",
        "        previous = lock.pin if lock is not None", "        previous = lock.previous if lock is not None"),
    Mutant("undo-is-final", SYNC,
        "Undo records the release it leaves, so that doing it twice comes back.",
        "Lock(lock.previous, previous=lock.pin)", "Lock(lock.previous)"),
    Mutant("digest-not-compared", PINS,
        "A snapshot that is not the one its pin names is not read.",
        "if content_hash(data) != pin.digest:", "if False:"),
    Mutant("pin-not-followed", HANDBOOK,
        "With handbook.lock an edition reads only its pinned snapshot.",
        "pinned = self.pins.get(walked[0])",
        "pinned = self.pins.get(walked[0]) if parent not in self.editions else None"),
    Mutant("other-release-taken", PARENTS,
        "What calls itself another release than the one asked for is refused.",
        "if (release.edition, release.number) != (held.edition, held.number):", "if release.edition != held.edition:"),
    Mutant("wrong-signature-taken", PARENTS,
        "A wrong signature is refused, also under --unsigned.",
        "if held.signature is not None and signers.is_file():",
        "if held.signature is not None and signers.is_file() and not unsigned:"),
    Mutant("base-after-file", PLANS,
        "Killed at any write, a file never names a base text that is not there.",
        _KEEP + _WRITE, _WRITE + _KEEP),
)  # fmt: skip


def main() -> int:
    """Run the tests on a copy of the code for each mutant; 1 where one survives, or the tests fail without any."""
    reader = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    reader.add_argument("names", nargs="*", metavar="NAME", help="only these mutants")
    reader.add_argument("--list", action="store_true", help="show the mutants and the promises they break")
    asked = reader.parse_args()
    chosen = _chosen(asked.names)
    if asked.list:
        for mutant in chosen:
            print(f"{mutant.name:28} {mutant.file}\n    {mutant.law}")
        return 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        return _tried(chosen, Path(folder))


def _chosen(names: Sequence[str]) -> Sequence[Mutant]:
    known = {mutant.name: mutant for mutant in MUTANTS}
    if odd := set(names) - known.keys():
        raise SystemExit(f"There is no mutant {', '.join(sorted(odd))}: see --list.")
    return [known[name] for name in dict.fromkeys(names)] or MUTANTS


def _tried(mutants: Sequence[Mutant], folder: Path) -> int:
    # One copy at the start: what people write meanwhile must not make two runs differ.
    plain = _copied(ROOT, folder / "plain")
    if moved := [why for mutant in mutants if (why := _misfit(mutant, plain))]:
        raise SystemExit("\n".join(moved))
    before = _run(_copied(plain, folder / "before"))
    if before.trouble:
        raise SystemExit(f"Without a mutant: {before.trouble}")
    for test in before.failed:
        print(f"fails without a mutant, so left out: {test}", flush=True)
    survived = 0
    with ThreadPoolExecutor(AT_ONCE) as workers:
        runs = [(mutant, workers.submit(_run_mutant, mutant, plain, folder, before.failed)) for mutant in mutants]
        for mutant, run in runs:
            ran = run.result()
            survived += not ran.failed
            said = (
                f"caught by {ran.failed[0]}" if ran.failed else f"SURVIVED {ran.trouble}".rstrip() + f": {mutant.law}"
            )
            print(f"{mutant.name:28} {said}", flush=True)
    print(f"{len(mutants) - survived} of {len(mutants)} mutants caught")
    return 1 if survived or before.failed else 0


def _copied(source: Path, target: Path) -> Path:
    target.mkdir()
    left = shutil.ignore_patterns("__pycache__", ".hypothesis")
    for name in COPIED:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, symlinks=True, ignore=left)
        else:
            shutil.copy2(source / name, target / name)
    return target


def _misfit(mutant: Mutant, root: Path) -> str:
    """Why a mutant can no longer be made of this code."""
    text = (root / mutant.file).read_text(encoding="utf-8")
    if (times := text.count(mutant.old)) != 1:
        return f"{mutant.name}: its place occurs {times} times in {mutant.file}; the code has moved, so write it anew."
    try:
        compile(text.replace(mutant.old, mutant.new), mutant.file, "exec")
    except SyntaxError as error:
        return f"{mutant.name}: it is no Python any more ({error}), so write it anew."
    return ""


def _run_mutant(mutant: Mutant, plain: Path, folder: Path, left_out: Iterable[str]) -> Ran:
    root = _copied(plain, folder / mutant.name)
    path = root / mutant.file
    path.write_text(path.read_text(encoding="utf-8").replace(mutant.old, mutant.new), encoding="utf-8")
    try:
        return _run(root, "-x", *(f"--deselect={test}" for test in left_out))
    finally:
        shutil.rmtree(root)


def _run(root: Path, *options: str) -> Ran:
    """What the tests say of the code in a folder; it is proved that this code is what they import."""
    environment = {**os.environ, "PYTHONPATH": str(root)}
    probe = [sys.executable, "-c", "import handbook; print(handbook.__file__)"]
    found = subprocess.run(probe, cwd=root, env=environment, capture_output=True, text=True, check=True).stdout.strip()
    assert Path(found).is_relative_to(root), f"{found} was imported, which is not the copy in {root}"
    there = [test for test in TESTS if (root / test).exists()]
    # One seed: a mutant that is caught today is caught tomorrow. No cache: no example comes from another mutant.
    fixed = [
        "-n",
        "0",
        "-p",
        "no:cacheprovider",
        "--hypothesis-seed=0",
        "--tb=no",
        "-rfE",
        f"--basetemp={root / 'tmp'}",
    ]
    command = [sys.executable, "-m", "pytest", "-q", *fixed, *options, *there]
    with subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    ) as tests:  # fmt: skip
        try:
            output, _ = tests.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(tests.pid, signal.SIGKILL)  # with the programs that the tests themselves have started
            return Ran((), f"(no answer in {SECONDS} s)")
    failed = tuple(_FAILED.findall(output))
    if tests.returncode == 0 or (tests.returncode == 1 and failed):
        return Ran(failed)
    return Ran((), f"(the tests could not run: {' '.join(output.split()[-40:])})")


if __name__ == "__main__":
    sys.exit(main())
