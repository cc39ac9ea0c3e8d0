"""Strangers, with real commands: what they send is refused by name and changes nothing, or is text and stays text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path

import pytest

from handbook.editions.snapshot import thawed
from handbook.errors import FormError
from handbook.store.signing import sign
from tests.cli.run import Done, handbook, spawned
from tests.journeys.hostile import AT, BYTES, NAME, PWNED, UNSOUND, Tree, addresses, first, packs, renamed, repositories
from tests.publish.html import read
from tests.publish.test_attacks import EVIL, poisoned
from tests.small import HUB, NL, write
from tests.store.released import follower, following, key, real, shared, signed, touched, trusting
from tests.store.stranger import Stranger

Program = Callable[..., Done]

# What no terminal may be sent: all controls but the end of a line, and what turns text around.
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of a Dutch editor who reads release 2, alone in a folder; nothing hostile may change it."""
    alone = tmp_path_factory.mktemp("desk")
    shared(alone / "theirs", 2)
    here = follower(alone / "here", "../theirs")
    return following(here, "2")


@pytest.fixture(scope="module")
def good(desk: Path) -> Tree:
    """A sound release 3, to be made unsound."""
    tree: Tree = json.loads((desk.parent / "theirs" / f"{AT}2.json").read_bytes())
    tree["release"] = "3"
    return tree


@pytest.fixture
def evil(tmp_path: Path) -> Iterator[Path]:
    """Where the stranger's things lie; nobody may leave the mark there that their commands would leave."""
    yield tmp_path
    assert not list(tmp_path.rglob(PWNED))


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str]) -> Program:
    """A command through the real entry point, in this process: there are many."""
    return lambda root, *words: handbook(capsys, root, *words)


def quiet(done: Done) -> str:
    """What was said, in one line; nobody may be shown a trace, or a terminal be told anything but text."""
    assert "Traceback" not in done.all and "in the program itself" not in done.all
    assert not UNSEEN.search(done.all)
    return " ".join(done.all.split())


def refused(program: Program, desk: Path, *words: object, command: str = "sync") -> str:
    """Try it as an editor would; all that lies around her workspace must be as it was, byte for byte."""
    around = desk.parent
    before = touched(around)
    done = program(desk, command, *map(str, words))
    said = quiet(done)
    assert done.code == 1 and said, done
    after = {name: held for name, held in touched(around).items() if "/.handbook/" not in name}
    assert after == {name: held for name, held in before.items() if "/.handbook/" not in name}
    assert not list(around.rglob(PWNED))
    assert not list((desk / ".handbook").glob("quarantine/*"))
    return said


# Addresses


@pytest.mark.parametrize("number", range(len(addresses(Path()))))
def test_a_hostile_address_is_refused_by_name(program: Program, desk: Path, evil: Path, number: int) -> None:
    said = refused(program, desk, f"--from={addresses(evil / PWNED)[number]}", "--unsigned")
    assert re.search("is no address|password in this address|cannot be the name of a tag", said)
    assert "secret" not in said


@pytest.mark.parametrize("number", [0, 3, 6])
def test_nor_is_one_that_lies_in_a_file(program: Program, tmp_path: Path, evil: Path, number: int) -> None:
    address = json.dumps(addresses(evil / PWNED)[number])
    here = follower(tmp_path / "around" / "here", address)
    assert "is no address" in refused(program, here)


def test_an_edition_is_not_started_from_one(program: Program, desk: Path, evil: Path) -> None:
    words = ("ke", "--in", desk.parent / "ke", "--lang", "en", "--title", "Kenya", "--yes", "--builds-on", "global")
    for address in (addresses(evil / PWNED)[0], addresses(evil / PWNED)[3]):
        refused(program, desk, *words, f"--from={address}", "--unsigned", command="start")
    assert not (desk.parent / "ke").exists()


# Repositories


@pytest.mark.parametrize("kind", list(repositories({})))
def test_a_hostile_repository_is_refused_by_name(
    program: Program, desk: Path, evil: Path, good: Tree, kind: str
) -> None:
    made, reason = repositories(good)[kind]
    stranger = Stranger(evil / "igf.git")
    made(stranger)
    assert re.search(reason, refused(program, desk, "--from", f"file://{stranger.folder}@main", "--unsigned"))


# Packs


@pytest.mark.parametrize("kind", list(packs(b"{}")))
def test_a_hostile_pack_is_refused_by_name(program: Program, desk: Path, evil: Path, good: Tree, kind: str) -> None:
    data, reason = packs(json.dumps(good).encode())[kind]
    path = evil / "global-3.handbook"
    path.write_bytes(data)
    assert re.search(reason, refused(program, desk, "--from", path, "--unsigned"))


def test_a_hostile_pack_is_not_laid_out_either(program: Program, desk: Path, evil: Path, good: Tree) -> None:
    for kind in ("slip", "link"):
        data, reason = packs(json.dumps(good).encode())[kind]
        path = evil / "global-3.handbook"
        path.write_bytes(data)
        assert re.search(reason, refused(program, desk, path, "--unsigned", "--out", evil / "out", command="unpack"))
        assert not (evil / "out").exists()


# Releases


def laid(evil: Path, data: bytes | Tree, number: str = "3") -> Path:
    """The folder of the stranger's edition."""
    folder = evil / "global"
    write(
        folder / "releases" / f"global-{number}.json",
        data if isinstance(data, bytes) else json.dumps(data).encode(),
    )
    return folder


@pytest.mark.parametrize("kind", list(UNSOUND))
def test_a_hostile_release_is_refused_by_name(program: Program, desk: Path, evil: Path, good: Tree, kind: str) -> None:
    tree = deepcopy(good)
    change, reason = UNSOUND[kind]
    change(tree)
    assert re.search(reason, refused(program, desk, "--from", laid(evil, tree), "--unsigned"))


@pytest.mark.parametrize("kind", list(BYTES))
def test_what_is_no_release_is_refused_by_name(program: Program, desk: Path, evil: Path, good: Tree, kind: str) -> None:
    change, reason = BYTES[kind]
    data = change(json.dumps(good).encode())
    assert re.search(reason, refused(program, desk, "--from", laid(evil, data), "--unsigned"))


def test_no_text_of_a_release_may_hold_a_control_character(good: Tree) -> None:
    """Each text and each key of it in turn, so that none is forgotten."""
    data = json.dumps(good)
    thawed(data.encode(), "good")
    texts = [found for found in re.finditer(r'"(?:[^"\\]|\\.)*"', data) if len(found[0]) > 2]
    assert len(texts) > 100
    for found in texts:
        for odd in ("\\u001b", "\\u202e"):
            with pytest.raises(FormError, match=r"U\+(?:001B|202E)"):
                thawed(f"{data[: found.end() - 1]}{odd}{data[found.end() - 1 :]}".encode(), "evil")


def test_an_older_release_and_another_of_the_same_number_are_refused(
    program: Program, desk: Path, evil: Path, good: Tree
) -> None:
    older = laid(evil / "older", {**good, "release": "1"}, "1")
    assert "The newest release there is 1, but you read 2 already" in refused(
        program, desk, "--from", older, "--unsigned"
    )
    other = laid(evil / "other", {**good, "release": "2", "note": "Trust me"}, "2")
    assert "is not the one you have under that number" in refused(program, desk, "--from", other, "--unsigned")


@real
def test_a_wrong_signature_is_refused(program: Program, tmp_path: Path, evil: Path, good: Tree) -> None:
    here = following(follower(tmp_path / "around" / "here", str(shared(tmp_path / "shared", 2))), "2")
    trusting(here, mine := key(tmp_path / "mine"))
    folder = laid(evil, good)
    path = folder / "releases" / NAME
    signed(path, key(tmp_path / "theirs"))
    assert "not on your list" in refused(program, here, "--from", folder, "--unsigned")
    path.with_name(f"{NAME}.sig").write_bytes(sign(b"something else", mine))
    assert "does not fit" in refused(program, here, "--from", folder, "--unsigned")


def test_a_lock_that_leads_outside_is_refused_by_every_command(program: Program, tmp_path: Path, evil: Path) -> None:
    here = following(follower(tmp_path / "around" / "here", str(shared(tmp_path / "shared"))))
    lock = here / "practices/nl/handbook.lock"
    write(tmp_path / "around" / "outside.json", "{}")
    lock.write_text(lock.read_text().replace("upstream/snapshots/global-1.json", "../../../outside.json"))
    for words in (("status",), ("list", "--edition", "nl"), ("show", "build-trust", "--edition", "nl"), ("tidy",)):
        done = refused(program, here, *words[1:], command=words[0])
        assert "“../../../outside.json” is not where the snapshot" in done


# The same in a process of its own, which could do more harm


def test_the_program_itself_refuses_one_of_each_kind(desk: Path, evil: Path, good: Tree) -> None:
    data = json.dumps(good).encode()
    for number in (0, 3):
        assert "is no address" in refused(spawned, desk, f"--from={addresses(evil / PWNED)[number]}", "--unsigned")
    stranger, (made, reason) = Stranger(evil / "igf.git"), repositories(good)["hooks"]
    made(stranger)
    assert reason in refused(spawned, desk, "--from", f"file://{stranger.folder}@main", "--unsigned")
    slip, reason = packs(data)["slip"]
    (evil / "slip").write_bytes(slip)
    assert reason in refused(spawned, desk, "--from", evil / "slip", "--unsigned")
    deep, reason = BYTES["a million brackets"]
    assert re.search(reason, refused(spawned, desk, "--from", laid(evil, deep(data)), "--unsigned"))


# Words that only look dangerous


def test_scripts_in_every_field_are_taken_in_as_text_and_stay_text(
    program: Program, tmp_path: Path, evil: Path, good: Tree
) -> None:
    here = following(follower(tmp_path / "here", str(shared(tmp_path / "shared", 2))), "2")
    tree = deepcopy(good)
    edition = tree["editions"][0]
    for part in ("practices", "holdings"):
        edition[part] = {name: poisoned(held) for name, held in edition[part].items()}
    edition["edition"] = {**poisoned(edition["edition"]), "publish": {"url": "https://evil.example/"}}
    tree["note"] = EVIL
    first(tree)["__proto__"] = {"polluted": EVIL}
    renamed(tree, "nl/hub")  # an id of ours
    renamed(tree, "ke/ask-twice")
    before = {name: held for name, held in touched(here).items() if "handbook.lock" not in name}

    done = spawned(here, "sync", "--from", str(laid(evil, tree)), "--unsigned")
    assert done.code == 0 and "<script>alert(1)</script>" in quiet(done)
    after = touched(here)
    assert {name: after[name] for name in before} == before, "nothing that was there was touched"
    for words in (("list", "-e", "nl"), ("show", "build-trust", "-e", "nl"), ("status",), ("check",)):
        quiet(program(here, *words))
    html = program(here, "status", "--format", "html").out
    assert "&lt;script&gt;alert" in html and not re.search(r"<script>alert|<img|<svg", html)

    built = spawned(here, "build", "nl")
    assert built.code == 0, built.all
    pages = list((here / "build" / "site").rglob("*.html"))
    assert len(pages) > 10
    assert any("&lt;script&gt;alert" in page.read_text(encoding="utf-8") for page in pages)
    for page in pages:
        inert(page)
    hub = next(page for page in pages if page.parent.name == "nl.hub" and "/en/" not in page.as_posix())
    assert "Eén loket verdeelt alle meldingen." in hub.read_text(encoding="utf-8")
    assert (here / HUB).read_bytes() == before[HUB][0] and (here / NL).read_bytes() == before[NL][0]


def inert(path: Path) -> None:
    """That no element, attribute or address of a page is the stranger's."""
    text = path.read_text(encoding="utf-8")
    assert not UNSEEN.search(text.replace("\t", "")), path
    for tag, held in read(path).elements:
        assert tag not in ("img", "iframe", "object", "embed", "base", "form", "style"), (path, tag)
        assert not any(name.startswith("on") or name == "style" for name in held), (path, tag, held)
        assert tag != "script" or (set(held) <= {"src", "defer"} and "://" not in held.get("src", "")), (path, held)
        address = held.get("href", held.get("src", "")).strip().lower()
        assert not address.startswith(("javascript:", "data:", "vbscript:", "//")), (path, address)
        assert "evil.example" not in address, (path, address)


def test_an_edition_called_no_is_norway(program: Program, tmp_path: Path, evil: Path, good: Tree) -> None:
    here = follower(tmp_path / "here")
    edition = here / NL
    edition.write_text(edition.read_text().replace("builds_on: global", 'builds_on: "no"'))
    tree = deepcopy(good)
    tree["edition"] = tree["editions"][0]["id"] = tree["editions"][0]["edition"]["id"] = "no"
    write(evil / "no" / "releases" / "no-3.json", json.dumps(tree))
    assert program(here, "sync", "--from", str(evil / "no"), "--unsigned").code == 0
    assert 'parent: "no"' in (here / "practices/nl/handbook.lock").read_text()
    assert program(here, "show", "build-trust").code == 0
