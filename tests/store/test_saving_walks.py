"""However an editor walks through a practice: what she sees is what is saved, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.editions.resolve import resolve
from handbook.store.as_written import as_written
from handbook.store.saving import opened, save
from tests.disk import files
from tests.store.walks import LOCAL, OWN, SHARED, explained, unlike, walk, walked

RANDOMS = st.randoms(use_true_random=True)


@pytest.mark.parametrize("which", [OWN, SHARED, LOCAL], ids=["own", "shared", "local"])
@settings(max_examples=25)
@given(random=RANDOMS, steps=st.integers(1, 14), ends=st.sampled_from(["\n", "\r\n"]))
def test_what_is_seen_is_what_is_saved(tmp_path_factory, which, random, steps, ends):
    edition, practice, file = which
    root = tmp_path_factory.mktemp("walk")
    workspace = walked(root, ends=ends)
    before = files(root)
    copy = opened(workspace, edition, practice)
    walk(random, copy, steps)
    copy.name_items()  # as saving does
    explained(copy)
    seen, foreseen = copy.now, as_written(workspace, copy)
    outcome = save(workspace, copy)
    assert not outcome.refused, {path: str(error) for path, error in outcome.refused.items()}
    fresh = opened(workspace, edition, practice)
    assert workspace.broken == []
    assert not unlike(fresh.before, seen) and outcome.copy.now == fresh.before
    assert outcome.copy.changed == []
    # The preview showed what readers now get.
    told, read = (resolve(book, practice, edition) for book in (foreseen, workspace.handbook))
    assert (told.parts, told.lists, told.stance) == (read.parts, read.lists, read.stance)
    # Nothing else is touched.
    after = files(root)
    assert {name for name in {*before, *after} if before.get(name) != after.get(name)} <= {
        file, *(name for name in after if "/upstream/bases/" in name and name not in before)
    }  # fmt: skip
    again = save(workspace, outcome.copy)
    assert again.file == "" and files(root) == after
    # And all of it can still be undone.
    while outcome.copy.undo():
        pass
    assert not unlike(outcome.copy.now, copy.before)


@pytest.mark.parametrize("which", [OWN, SHARED], ids=["own", "shared"])
@settings(max_examples=25)
@given(random=RANDOMS, steps=st.integers(1, 8), ends=st.sampled_from(["\n", "\r\n"]))
def test_what_nobody_changed_stands_in_the_file_as_it_stood(tmp_path_factory, which, random, steps, ends):
    edition, practice, file = which
    workspace = walked(tmp_path_factory.mktemp("walk"), ends=ends)
    source = (workspace.root / file).read_bytes()
    copy = opened(workspace, edition, practice)
    walk(random, copy, steps)
    explained(copy)
    outcome = save(workspace, copy)
    written = (workspace.root / file).read_bytes()
    assert (b"\r\n" in written) == (ends == "\r\n") and not (ends == "\r\n" and b"\n" in written.replace(b"\r\n", b""))
    # Comments and what no field declares: of the file, and of each item that is still there.
    touched = {path.partition(".")[0].partition("/")[0] for path in outcome.paths}
    there = outcome.copy.now.lists
    assert all(line in written for line in source.splitlines() if line.startswith((b"#", b"odd_key", b"ext")))
    if edition == "global":
        assert (b"spice: pepper" in written) == ("cook" in there.get("steps", ()))
        assert (b"mood: calm" in written) == ("e1" in there.get("evidence", ()))
    fields = _fields(source)
    for name, lines in _fields(written).items():
        assert name in touched or fields.get(name) == lines or edition == "nl"


def _fields(source: bytes) -> dict[str, list[bytes]]:
    """The lines of a file by the top key that they stand below."""
    found: dict[str, list[bytes]] = {}
    name = ""
    for line in source.splitlines(keepends=True):
        if line[:1].isalpha():
            name = line.partition(b":")[0].decode()
        found.setdefault(name, []).append(line)
    return found
