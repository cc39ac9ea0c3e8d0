"""Releases in a stranger's repository: found by name, or refused by name."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.errors import ParentError
from handbook.store import git, quarantine
from handbook.store.git import Fetched, fetched, is_address, parts
from tests.store.stranger import AT, GOOD, ONE, SIGNATURE, TEN, TWO, Stranger, refused

# What is fetched


def test_the_newest_release_is_fetched(stranger: Stranger, machine: Path) -> None:
    commit = stranger.holds(GOOD)
    for address in (str(stranger.folder), f"file://{stranger.folder}"):
        assert fetched(address, "HEAD", "eu", machine=machine) == Fetched("10", TEN, None, commit)
    assert not list((machine / "quarantine").iterdir())


def test_a_release_is_fetched_by_its_number_with_its_signature(stranger: Stranger, machine: Path) -> None:
    commit = stranger.holds(GOOD)
    assert fetched(str(stranger.folder), "main", "eu", "2", machine=machine) == Fetched("2", TWO, SIGNATURE, commit)


def test_a_tag_means_its_own_state(stranger: Stranger, machine: Path) -> None:
    first = stranger.holds({f"{AT}1.json": ONE}, "refs/tags/v1")
    stranger.git("tag", "-a", "-m", "x", "v1-annotated", first)
    stranger.holds(GOOD)
    for ref in ("v1", "v1-annotated", "refs/tags/v1"):
        assert fetched(str(stranger.folder), ref, "eu", machine=machine) == Fetched("1", ONE, None, first)


def test_an_edition_may_lie_anywhere_and_other_editions_are_not_looked_at(stranger: Stranger, machine: Path) -> None:
    stranger.holds(
        {"eu/releases/eu-3.json": ONE, "a/b.c/eu-2/releases/eu-2-7.json": TWO, "eu/releases/eu-04.json": TEN}
    )
    assert fetched(str(stranger.folder), "HEAD", "eu", machine=machine).number == "3"
    assert fetched(str(stranger.folder), "HEAD", "eu-2", machine=machine).number == "7"
    assert "There are: 3." in refused(stranger.folder, machine, number="4")


def test_the_same_release_in_two_places_must_be_the_same(stranger: Stranger, machine: Path) -> None:
    stranger.holds({f"{AT}1.json": ONE, "old/eu/releases/eu-1.json": ONE})
    assert fetched(str(stranger.folder), "HEAD", "eu", machine=machine).snapshot == ONE
    stranger.holds({f"{AT}1.json": ONE, "old/eu/releases/eu-1.json": TWO})
    assert "“eu-1.json” lies there 2 times" in refused(stranger.folder, machine)


# What is not there


def test_what_is_not_there_is_said_in_plain_words(stranger: Stranger, machine: Path, tmp_path: Path) -> None:
    assert "no tag or branch “HEAD”" in refused(stranger.folder, machine)
    stranger.holds(GOOD)
    assert "no tag or branch “v9” there" in refused(stranger.folder, machine, "v9")
    assert "no release 9 of “eu” there. There are: 1, 2, 10." in refused(stranger.folder, machine, number="9")
    assert "There is no git repository there" in refused(tmp_path / "nothing", machine)
    assert "There is no git repository there" in refused(f"file://{tmp_path}/nothing", machine)
    stranger.holds({"README.md": b"hi"})
    assert "There is no release of the edition “eu” there" in refused(stranger.folder, machine)


def test_a_tag_on_a_file_is_no_state(stranger: Stranger, machine: Path) -> None:
    stranger.git("update-ref", "refs/tags/v1", stranger.blob(ONE))
    assert "no state of a handbook" in refused(stranger.folder, machine, "v1")


# Addresses

TAGGED = [
    ("https://example.org/x.git@v1", "https://example.org/x.git", "v1"),
    ("https://me@example.org/x.git@v1", "https://me@example.org/x.git", "v1"),
    ("https://me@example.org/x.git", "https://me@example.org/x.git", "HEAD"),
    ("https://example.org:8443/@team/x", "https://example.org:8443/@team/x", "HEAD"),
    ("ssh://git@example.org:22/x.git@release/2026", "ssh://git@example.org:22/x.git", "release/2026"),
    ("git@example.org:team/x.git@v1.2", "git@example.org:team/x.git", "v1.2"),
    ("git@example.org:team/x.git", "git@example.org:team/x.git", "HEAD"),
    ("file:///srv/x.git@main", "file:///srv/x.git", "main"),
    ("/srv/IGF Kenya/x.git@v1", "/srv/IGF Kenya/x.git", "v1"),
    ("/srv/a@b/x.git@HEAD", "/srv/a@b/x.git", "HEAD"),
]


@pytest.mark.parametrize(("text", "address", "ref"), TAGGED)
def test_an_address_is_taken_apart(text: str, address: str, ref: str) -> None:
    assert parts(text) == (address, ref)
    assert parts(f"{address}@{ref}") == (address, ref)


HOSTILE = [
    "--upload-pack=touch pwned",
    "--upload-pack=touch pwned@v1",
    "-oProxyCommand=touch pwned",
    "ext::sh -c touch% pwned",
    "ext::sh -c touch% pwned@v1",
    "fd::3",
    "https::https://example.org/x",
    "http://example.org/x.git@v1",
    "git://example.org/x.git@v1",
    "ftp://example.org/x.git",
    "file://host/x.git",
    "ssh://-oProxyCommand=touch/x.git",
    "ssh://%2doProxyCommand=touch/x.git",
    "-oProxyCommand=touch@example.org:x",
    "git@-oProxyCommand=touch:x",
    "git@example.org:-x",
    "https://example.org/x\n.git",
    "https://example.org/x\x1b]52;c;.git",
    "https://example.org/x.git?service=x",
    "https://example.org\\@evil.example/x",
    "x.git",
    "../x.git",
    "",
    "@v1",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_no_address_is_refused_by_name(text: str, machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)  # nothing may be started
    with pytest.raises(ParentError) as error:
        parts(text)
    assert error.value.what.isprintable() and (ascii(text)[1:-1][:5] in error.value.what)
    assert "is no address" in refused(text, machine)
    assert not machine.exists()


REFS = ["-v1", "--all", "v1:refs/heads/x", "+v1", "^v1", "v1..v2", "a//b", "a/.b", "x.lock", "v 1", "v1\n", "v1~1", "é"]


@pytest.mark.parametrize("ref", REFS)
def test_what_is_no_tag_is_refused_by_name(ref: str, machine: Path) -> None:
    for call in (lambda: parts(f"/srv/x.git@{ref}"), lambda: fetched("/srv/x.git", ref, "eu", machine=machine)):
        with pytest.raises(ParentError, match="cannot be the name of a tag"):
            call()


def test_a_password_is_refused_and_not_repeated() -> None:
    for text in ("https://me:secret@example.org/x.git@v1", "https://me:secret@example.org/x.git"):
        with pytest.raises(ParentError, match="password in this address") as error:
            parts(text)
        assert "secret" not in str(error.value)


@given(st.text(max_size=40) | st.text(alphabet="a-:/@.+ \\%~git", max_size=40))
def test_what_is_accepted_can_be_nothing_but_an_address(text: str) -> None:
    try:
        address, ref = parts(text)
    except ParentError:
        return
    assert not address.startswith("-") and "::" not in address and address.isprintable()
    assert ref[0].isalnum() and not set(ref) & set(":^~? \\*[")
    assert parts(f"{address}@{ref}") == (address, ref)


def test_an_address_is_told_from_a_folder_and_a_pack(tmp_path: Path) -> None:
    (tmp_path / "a@b").mkdir()
    (tmp_path / "repository").mkdir()
    for text in ("https://example.org/x", "git@example.org:x", "ext::sh", "--upload-pack=x", "/srv/x.git"):
        assert is_address(text)
    assert is_address(f"{tmp_path}/repository@v1")
    for text in ("eu-7.pack", "../handbook", "builtin", f"{tmp_path}/a@b", f"{tmp_path}/repository", "C:\\x"):
        assert not is_address(text)


# Hostile trees


@pytest.mark.parametrize(
    ("mode", "said"), [("120000", "a link"), ("160000", "another repository"), ("100755", "marked as a program")]
)
@pytest.mark.parametrize("path", [f"{AT}3.json", f"{AT}2.json.sig", "practices/eu/releases"])
def test_what_is_no_plain_file_is_refused_by_name(
    stranger: Stranger, machine: Path, mode: str, said: str, path: str
) -> None:
    target = stranger.blob(b"/etc/passwd") if mode != "160000" else "1" * 40
    stranger.holds({"practices/nl/releases/nl-1.json": ONE}, **{path: (mode, target)})
    assert f"“{path}” there is {said}" in refused(stranger.folder, machine)


def test_links_elsewhere_are_not_looked_at(stranger: Stranger, machine: Path) -> None:
    stranger.holds(GOOD, **{"site/latest": ("120000", stranger.blob(b"../.."))}, vendored=("160000", "1" * 40))
    assert fetched(str(stranger.folder), "HEAD", "eu", machine=machine).number == "10"


@pytest.mark.parametrize("twin", [f"{AT}2.JSON", "practices/EU/releases/eu-2.json", "Practices/eu/releases/eu-2.json"])
def test_case_twins_are_refused_by_name(stranger: Stranger, machine: Path, twin: str) -> None:
    stranger.holds({**GOOD, twin: ONE})
    said = refused(stranger.folder, machine)
    assert twin in said and f"{AT}2.json" in said and "capital letters" in said


def test_other_names_are_not_looked_at(stranger: Stranger, machine: Path) -> None:
    odd = [f"{AT}3.json.txt", f"{AT}03.json", "practices/eu/releases/x/eu-3.json", "practices/ëu/releases/eu-3.json"]
    odd += [
        f"{AT}3.json\n",
        "practices/eu/releases/EU-3.json",
        "practices/e\u017f/releases/e\u017f-3.json",
        "\x1b[2J/x",
    ]
    stranger.holds({**GOOD, **dict.fromkeys(odd, ONE)})
    assert "There are: 1, 2, 10." in refused(stranger.folder, machine, number="3")


@pytest.mark.parametrize("name", ["..", ".", ".git", "a/b"])
def test_names_that_lead_out_of_the_tree_are_refused(stranger: Stranger, machine: Path, name: str) -> None:
    inner = stranger.tree(("100644", stranger.blob(ONE), "eu-1.json"))
    releases = stranger.tree(("40000", inner, "releases"))
    stranger.commit(stranger.tree(("40000", stranger.tree(("40000", releases, "eu")), name)))
    assert "git finds fault" in refused(stranger.folder, machine)


def test_a_huge_file_is_refused_before_it_is_read(
    stranger: Stranger, machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git, "MOST_BYTES", 10)
    monkeypatch.setattr(quarantine.Quarantine, "content", None)
    stranger.holds({f"{AT}1.json": ONE})
    assert f"“{AT}1.json” there is larger than 10 bytes" in refused(stranger.folder, machine)
    stranger.holds({f"{AT}1.json": b"x", f"{AT}1.json.sig": bytes(20_000)})
    assert f"“{AT}1.json.sig” there is larger" in refused(stranger.folder, machine)
