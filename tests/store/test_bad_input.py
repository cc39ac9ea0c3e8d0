"""What bad input gets, as a person sees it: file and line, the reason and what to do; and all else works."""

from __future__ import annotations

import errno
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.run import handbook, spawned
from tests.small import ADAPT, FILES, GLOBAL, NL, PUBLISH, TRUST, small

BOMB = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
HEAD = FILES[PUBLISH]

# What the file holds -> the line that is named, and words of the reason.
UNREADABLE = {
    "brackets without end": (HEAD + "ext: " + "[" * 40_000, 9, "nested"),
    "dashes without end": (HEAD + "ext:\n  " + "- " * 3_000 + "x\n", 10, "nested"),
    "indented without end": (HEAD + "ext:\n" + "".join(" " * n + "a:\n" for n in range(1, 200)), 25, "nested"),
    "an alias bomb": (BOMB, 1, "anchor"),
    "a merge key": (HEAD + "ext:\n  <<: {a: b}\n", 10, "Merge"),
    "a key twice": (HEAD + "title: Another\n", 9, "twice"),
    "a tag": (HEAD + "ext: !!python/object/apply:os.system [ls]\n", 9, "tag"),
    "two documents": (HEAD + "---\nid: x\n", 9, "document"),
    "UTF-16": (HEAD.encode("utf-16"), 1, "UTF-16"),
    "Latin-1": (HEAD.encode() + "ext: Brasília\n".encode("latin-1"), 9, "UTF-8"),
    "nothing": ("", 1, "empty"),
    "a list": ("- a\n- b\n", 1, "list of keys"),
    "an escape sequence": (HEAD + "ext: \x1b]52;c;aGk=\x07\n", 9, "character"),
    "a turned text": (HEAD + "ext: a\u202eb\n", 9, "character"),
    "a null": (HEAD.encode() + b"ext: \x00\n", 9, "character"),
    "a huge file": (HEAD + "".join(f"k{n}: {'x' * 1000}\n" for n in range(300)), 0, "bytes"),
    "many values": (HEAD + "ext: [" + "a, " * 6_000 + "a]\n", 9, "values"),
    "a tab": (HEAD + "ext:\n\t- a\n", 10, "tab"),
    "a colon": ("format: \"1\"\nid: x: y\n", 2, "colon"),
}  # fmt: skip
WRONG = {
    "an id that leads elsewhere": (HEAD.replace("publish-results", "../../etc/passwd"), 2, "id cannot be"),
    "a status nobody knows": (HEAD.replace("draft", "ready"), 7, "status cannot be"),
    "a text for a list": (HEAD.replace("[hotline]", "hotline"), 8, "list of entries"),
    "no title": (HEAD.replace("title:", "titel:"), 1, "“title” is missing"),
    "a date of no calendar": (HEAD + "basis:\n  - {id: a, as_of: 2024-13-45}\n", 10, "as_of cannot be"),
    "an address that runs": (HEAD + "basis:\n  - {id: a, url: 'javascript:alert(1)'}\n", 10, "url cannot be"),
    "a map for a text": (HEAD + "summary2: x\nproblem: {a: b}\n", 10, "should be text"),
}


def tree(root: Path) -> dict[str, bytes]:
    """All files, but for what is this machine's own."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".handbook" not in path.parts
    }


@pytest.mark.parametrize("name", [*UNREADABLE, *WRONG])
def test_a_bad_file_is_listed_with_line_reason_and_remedy_and_the_others_load(tmp_path, capsys, name):
    content, line, reason = (UNREADABLE | WRONG)[name]
    before = tree(small(tmp_path, {PUBLISH: content}))
    place = f"{PUBLISH}:{line}:" if line else f"{PUBLISH}:"
    checked = handbook(capsys, tmp_path, "check")
    told = " ".join(checked.out.split())
    assert checked.code == 1 and place in told and reason in told
    assert f"error {'form-unreadable' if name in UNREADABLE else 'form-wrong'}" in told
    listing = handbook(capsys, tmp_path, "list", "--format", "csv")
    assert listing.code == 1 and "build-trust" in listing.out and "nl/hub" in listing.out
    assert place in listing.err and reason in listing.err
    shown = handbook(capsys, tmp_path, "show", "publish-results")
    assert shown.code == 1 and place in shown.err and reason in shown.err
    for done in (checked, listing, shown):
        assert "Traceback" not in done.all and "\x1b" not in done.all and "\u202e" not in done.all
    sentences = [sentence for sentence in listing.err.strip().split(". ") if sentence]
    assert len(sentences) >= 2, "a reason and what to do"
    assert tree(tmp_path) == before


def test_a_no_that_lost_its_quotes_is_said_with_its_place(tmp_path, capsys):
    small(tmp_path, {NL: FILES[NL].replace("[nl, en]", "[nl, en, no]")})
    checked = handbook(capsys, tmp_path, "check", "--strict")
    assert (
        checked.code == 1 and f"{NL}:5" in checked.out and "languages/2" in checked.out and "no quotes" in checked.out
    )
    assert handbook(capsys, tmp_path, "list").code == 0


@pytest.mark.parametrize(
    ("path", "reason"),
    [("checklist/not-there.text", "no item"), ("sumary", "no unit"), ("status", "cannot be changed")],
)
def test_an_adaptation_of_what_is_not_there_is_an_error_and_the_rest_shows(tmp_path, capsys, path, reason):
    change = f"changes:\n  {path}: {{text: Woorden., value: draft, why: w}}\n"
    small(tmp_path, {ADAPT: FILES[ADAPT].replace("changes:\n", change)})
    checked = handbook(capsys, tmp_path, "check")
    assert checked.code == 1 and f"{ADAPT}:5" in checked.out and reason in " ".join(checked.out.split())
    shown = handbook(capsys, tmp_path, "show", "build-trust", "--edition", "nl")
    assert shown.code == 0 and "Bouw vertrouwen op" in shown.out


def test_an_adaptation_of_no_entry_is_an_error(tmp_path, capsys):
    text = re.sub("f1-[0-9a-f]{32}", f"f1-{'0' * 32}", FILES[ADAPT].replace("build-trust", "nowhere"))
    small(tmp_path, {"practices/nl/adapt/nowhere.yaml": text})
    checked = handbook(capsys, tmp_path, "check")
    assert checked.code == 1 and "practices/nl/adapt/nowhere.yaml:2" in checked.out


@pytest.mark.parametrize(("parent", "reason"), [("nl", "circle"), ("gone", "not in this handbook")])
def test_editions_that_build_on_each_other_wrongly_are_an_error_and_the_rest_loads(tmp_path, capsys, parent, reason):
    small(tmp_path, {GLOBAL: FILES[GLOBAL] + f"builds_on: {parent}\n"})
    checked = handbook(capsys, tmp_path, "check")
    assert checked.code == 1 and f"{GLOBAL}:7" in checked.out and reason in " ".join(checked.out.split())
    listing = handbook(capsys, tmp_path, "list", "--edition", "nl")
    assert listing.code == 1 and reason in listing.err and "Traceback" not in listing.all
    assert handbook(capsys, tmp_path, "list").code == 0


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [("", "empty"), ("title: [", "bracket"), ('format: "1"\n', "title"), ('format: "9"\ntitle: {en: T}\n', "format")],
)
def test_a_handbook_yaml_that_cannot_be_used_is_said_in_one_sentence(tmp_path, capsys, manifest, reason):
    small(tmp_path, {"handbook.yaml": manifest})
    for command in ("list", "check", "doctor"):
        done = handbook(capsys, tmp_path, command)
        assert "handbook.yaml" in done.all and reason in done.all and "Traceback" not in done.all
        assert done.code == (0 if command == "doctor" else 1)


def test_new_never_writes_outside_its_folder(tmp_path, capsys):
    before = tree(small(tmp_path))
    for name in ("../escape", "nl/../../x", "/etc/x", "A B", "index", "con", "", "x" * 81, "a\x1b[31mb"):
        done = handbook(capsys, tmp_path, "new", name, "--title", "T", "--edition", "nl")
        assert done.code == 1 and "cannot be an id" in done.err and "\x1b" not in done.all
    assert tree(tmp_path) == before


def test_new_does_not_overwrite(tmp_path, capsys):
    before = tree(small(tmp_path))[TRUST]
    done = handbook(capsys, tmp_path, "new", "build-trust", "--title", "T", "--edition", "global")
    assert done.code == 1 and "already" in done.err and tree(tmp_path)[TRUST] == before


@pytest.mark.parametrize(
    ("code", "reason"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "only be read"), (errno.EACCES, "may not write")],
)
def test_a_full_or_read_only_disk_is_said_and_nothing_is_half_written(tmp_path, capsys, monkeypatch, code, reason):
    before = tree(small(tmp_path))
    true = os.open

    def refused(path, flags, *mode, **kind):
        if flags & os.O_CREAT and str(path).endswith(".handbook-tmp"):
            raise OSError(code, os.strerror(code), str(path))
        return true(path, flags, *mode, **kind)

    monkeypatch.setattr(os, "open", refused)
    done = handbook(capsys, tmp_path, "new", "fresh", "--title", "T", "--edition", "global")
    assert done.code == 1 and reason in done.err and "Nothing was written" in done.err
    assert tree(tmp_path) == before


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own, with the workspace on it."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", place]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    yield small(place)
    subprocess.run(["umount", place], check=True)


def test_a_disk_that_is_really_full_loses_nothing(disk):
    with (disk / "filler").open("wb", buffering=0) as filler, pytest.raises(OSError):
        while True:
            filler.write(bytes(4096))
    before = tree(disk)
    done = spawned(disk, "list")
    assert done.code == 0 and "build-trust" in done.out and "Traceback" not in done.all
    done = spawned(disk, "new", "fresh", "--title", "T", "--edition", "global")
    assert done.code == 1 and "full" in done.err and done.err.count("\n") == 1
    assert tree(disk) == before


def test_a_disk_that_can_only_be_read_can_be_read(disk):
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    before = tree(disk)
    for words in (["list"], ["check"], ["show", "nl/hub"], ["search", "trust"], ["doctor"]):
        done = spawned(disk, *words)
        assert (done.code, done.err) == (0, "")
    for words in (["new", "fresh", "--title", "T", "--edition", "global"], ["schema"], ["build"]):
        done = spawned(disk, *words)
        assert done.code == 1 and ("only be read" in done.err or "read-only" in done.err) and done.err.count("\n") == 1
    assert tree(disk) == before


def test_a_file_that_may_not_be_read_is_listed(tmp_path, capsys, monkeypatch):
    small(tmp_path)
    true = Path.open

    def refused(path, *kind, **more):
        if path.name == "publish-results.yaml":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return true(path, *kind, **more)

    monkeypatch.setattr(Path, "open", refused)
    done = handbook(capsys, tmp_path, "list")
    assert done.code == 1 and f"{PUBLISH}: " in done.err and "may not read" in done.err and "nl/hub" in done.out
