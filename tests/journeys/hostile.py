"""What strangers could send: addresses, repositories, packs and releases, each with the words that refuse it."""

from __future__ import annotations

import json
import warnings
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from handbook.store import pack
from tests.small import write
from tests.store.stranger import Stranger

Tree = dict[str, Any]
Change = Callable[[Tree], object]

PWNED = "pwned"  # the mark that a command of theirs would leave
AT = "practices/global/releases/global-"

NAME = "global-3.json"


# Addresses


def addresses(mark: Path) -> list[str]:
    return [
        f"--upload-pack=touch {mark}",
        f"-oProxyCommand=touch {mark}",
        "-x",
        f"ext::sh -c touch% {mark}",
        f"ext::sh -c touch% {mark}@v1",
        f"https://igf.example/x.git --upload-pack=touch {mark}\n@v1",
        f"ssh://-oProxyCommand=touch {mark}/x@v1",
        "git@-oProxyCommand=touch:x@v1",
        f"file:///srv/x\n--upload-pack=touch {mark}@v1",
        "file://evil.example/x.git@v1",
        "https://me:secret@igf.example/x.git@v1",
        "https://igf.example/\x1b]52;c;cm0gLXJm\x07.git@v1",
        "http://igf.example/x.git@v1",
        "file:///srv/x.git@--upload-pack=x",
        "file:///srv/x.git@v1:refs/heads/main",
    ]


# Repositories


def repositories(tree: Tree) -> dict[str, tuple[Callable[[Stranger], object], str]]:
    data = json.dumps(tree).encode()
    plain = {f"{AT}3.json": data}

    def linked(stranger: Stranger) -> None:
        stranger.holds(plain, **{f"{AT}4.json": ("120000", stranger.blob(b"/etc/passwd"))})

    def outside(stranger: Stranger) -> None:
        releases = stranger.tree(("100644", stranger.blob(data), "global-3.json"))
        folder = stranger.tree(("40000", releases, "releases"))
        stranger.commit(stranger.tree(("40000", stranger.tree(("40000", folder, "global")), "..")))

    def hooked(stranger: Stranger) -> None:
        stranger.holds({"README.md": b"nothing here"})
        mark = stranger.folder.parent / PWNED
        for name in ("post-checkout", "reference-transaction", "post-upload-pack"):
            write(stranger.folder / "hooks" / name, f"#!/bin/sh\ntouch {mark}\n")
            (stranger.folder / "hooks" / name).chmod(0o755)
        for setting in ("core.fsmonitor", "uploadpack.packObjectsHook", "core.sshCommand"):
            stranger.git("config", setting, f"touch {mark}")

    def unfolding(stranger: Stranger) -> None:
        tree = stranger.tree(*(("100644", stranger.blob(data), name) for name in "abcdefgh"))
        for _ in range(7):
            tree = stranger.tree(*(("40000", tree, name) for name in "abcdefgh"))
        stranger.commit(tree)

    return {
        "a link": (linked, r"global-4\.json” there is a link"),
        "a link for a folder": (
            lambda one: one.holds({}, **{"practices/global/releases": ("120000", one.blob(b"/etc"))}),
            "releases” there is a link",
        ),
        "outside": (outside, "git finds fault with the repository"),
        "case twins": (lambda one: one.holds({**plain, f"{AT}3.JSON": b"{}"}), "differ only in capital letters"),
        "a gitlink": (
            lambda one: one.holds({}, **{f"{AT}3.json": ("160000", "1" * 40)}),
            r"global-3\.json” there is another repository",
        ),
        "a program": (
            lambda one: one.holds({}, **{f"{AT}3.json": ("100755", one.blob(data))}),
            "is marked as a program",
        ),
        "hooks": (hooked, "There is no release of the edition “global” there"),
        "a tree without end": (unfolding, "more files than are looked at|larger than"),
        "other words": (lambda one: one.holds({f"{AT}3.json": b"\x1b[2J"}), "not JSON"),
    }


# Packs


def zipped(*files: tuple[str, bytes], mode: int = 0o100644) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive, warnings.catch_warnings(action="ignore"):
        for name, data in files:
            about = ZipInfo(name)
            about.create_system, about.external_attr, about.compress_type = 3, mode << 16, ZIP_DEFLATED
            archive.writestr(about, data)
    return buffer.getvalue()


@cache
def packs(data: bytes) -> dict[str, tuple[bytes, str]]:
    manifest = pack._manifest("global", "3", {NAME: data})
    both = ((NAME, data), ("manifest.json", manifest))
    good = zipped(*both)
    inner = zipped(("x", b"x"))
    size = len(data).to_bytes(4, "little")
    huge = (2 << 30).to_bytes(4, "little")
    flagged = bytearray(good)
    flagged[6] |= 1
    flagged[good.index(b"PK\1\2") + 8] |= 1
    bomb = bytes(40 << 20)
    lying = zipped((NAME, bomb), ("manifest.json", manifest)).replace(len(bomb).to_bytes(4, "little"), size)
    return {
        "slip": (zipped(*both, (f"../../{PWNED}", b"x")), "has no place in the pack"),
        "slip to a root": (zipped(*both, (f"/tmp/{PWNED}", b"x")), "has no place in the pack"),
        "slip of Windows": (zipped(*both, (f"..\\{PWNED}", b"x")), "has no place in the pack"),
        "escape": (zipped(*both, ("\x1b]52;c;cm0=\x07", b"x")), "has no place in the pack"),
        "program": (zipped(*both, ("hook.py", b"x")), r"“hook\.py”, which has no place"),
        "link": (zipped(*both, mode=0o120777), "is no plain file"),
        "twice": (zipped(*both, both[0]), "has no place in the pack"),
        "case twin": (zipped(*both, (NAME.upper(), data)), "has no place in the pack"),
        "bomb": (zipped((NAME, bomb), ("manifest.json", manifest)), "would be larger than|is not as large as|damaged"),
        "lying bomb": (lying, "not as large as it says|damaged"),
        "2 GB": (good.replace(size, huge), "would be larger than"),
        "wrong manifest": (zipped((NAME, data + b" "), both[1]), r"is not the file that its manifest\.json tells of"),
        "no manifest": (zipped(both[0], (f"{NAME}.sig", b"x")), r"It has no manifest\.json"),
        "odd manifest": (zipped(both[0], ("manifest.json", b"[[[")), r"manifest\.json cannot be read"),
        "trailing": (good + b"#!/bin/sh\n", "not whole|no pack"),
        "leading": (b"#!/bin/sh\n" + good, "not whole|no pack"),
        "encrypted": (bytes(flagged), "is encrypted"),
        "nested": (zipped(*both, ("inner.zip", inner)), "has no place in the pack"),
        "nested under the right name": (pack.packed("global", "3", inner), "not UTF-8|not JSON"),
        "not whole": (good[:-30], "not whole|no pack"),
        "compressed twice": (zlib.compress(good), "no pack"),
    }


# Releases


def first(tree: Tree) -> Tree:
    """The practice that everything is done to."""
    held: Tree = tree["editions"][0]["practices"]["build-trust"]
    return held


def renamed(tree: Tree, name: str) -> None:
    practices = tree["editions"][0]["practices"]
    practices[name] = {**practices["build-trust"], "id": name}


def below(tree: Tree, name: str, above: str) -> Tree:
    edition: Tree = {**tree["editions"][0]["edition"], "id": name, "builds_on": above}
    return {"id": name, "edition": edition, "practices": {}, "adaptations": {}, "translations": {}, "holdings": {}}


def circle(tree: Tree) -> None:
    tree["editions"][0]["edition"]["builds_on"] = "eu"
    tree["editions"].insert(0, below(tree, "eu", "global"))


def nested(levels: int) -> Any:
    held: Any = "x"
    for _ in range(levels):
        held = [held]
    return held


UNSOUND: dict[str, tuple[Change, str]] = {
    "colours": (lambda tree: first(tree).update(title="\x1b[31mred\x1b[0m"), r"U\+001B"),
    "a clipboard": (lambda tree: first(tree).update(summary="\x1b]52;c;cm0gLXJm\x07"), r"U\+001B"),
    "C1 controls": (lambda tree: tree.update(note="\x9b31m"), r"U\+009B"),
    "a bell": (lambda tree: tree["editions"][0]["edition"]["title"].update(en="\x07"), r"U\+0007"),
    "turned text": (lambda tree: first(tree).update(problem="\u202edesrever"), r"U\+202E"),
    "an isolate": (lambda tree: first(tree)["checklist"][0].update(text="\u2066x"), r"U\+2066"),
    "a control in a key": (lambda tree: first(tree).update({"\x1b[2J": "x"}), r"U\+001B"),
    "half a character": (lambda tree: first(tree).update(title="\ud800"), r"U\+D800"),
    "a huge text": (lambda tree: first(tree).update(problem="x" * 300_000), "far too long"),
    "a long note": (lambda tree: tree.update(note=["x"]), "In the release"),
    "depth": (lambda tree: first(tree).update(ext=nested(40)), "nested more than"),
    "great depth": (lambda tree: first(tree).update(ext=nested(900)), "nested more than|not JSON"),
    "a number": (lambda tree: first(tree).update(revision=1e300), "other than texts"),
    "no text": (lambda tree: first(tree).update(title=None), "other than texts"),
    "circle": (circle, "do not build on each other"),
    "itself": (lambda tree: tree["editions"].append(below(tree, "global", "global")), "do not build on each other"),
    "too many": (
        lambda tree: tree.update(editions=[tree["editions"][0], *(below(tree, f"e{n}", "global") for n in range(3))]),
        "at most 2 other editions",
    ),
    "none": (lambda tree: tree.update(editions=[]), "at most 2 other editions"),
    "another edition": (
        lambda tree: (tree.update(edition="nl"), tree["editions"].append(below(tree, "nl", "global"))),
        "calls itself release 3 of “nl”",
    ),
    "ours above theirs": (
        lambda tree: (
            tree["editions"][0]["edition"].update(builds_on="nl"),
            tree["editions"].insert(0, {**below(tree, "nl", ""), "edition": _root(tree, "nl")}),
        ),
        "itself builds on “nl”",
    ),
    "an id outside": (lambda tree: renamed(tree, "../x"), r"whose id “\.\./x” cannot be"),
    "a reserved id": (lambda tree: renamed(tree, "con"), "whose id “con” cannot be"),
    "an absolute id": (lambda tree: renamed(tree, "/etc/passwd"), "cannot be"),
    "a deep id": (lambda tree: renamed(tree, "nl/a/b"), "cannot be"),
    "a prototype": (lambda tree: renamed(tree, "__proto__"), "whose id “__proto__” cannot be"),
    "an id of a thousand letters": (lambda tree: renamed(tree, "a" * 1000), "cannot be"),
    "two ids of one": (lambda tree: tree["editions"][0]["practices"]["build-trust"].update(id="other"), "cannot be"),
    "an item outside": (lambda tree: first(tree)["checklist"][0].update(id="../../x"), "In practice “build-trust”"),
    "an item that is script": (lambda tree: first(tree)["steps"][0].update(id='"><script>'), "In practice"),
    "an edition outside": (lambda tree: tree["editions"][0].update(id="../x"), r"id cannot be “\.\./x”"),
    "a language outside": (
        lambda tree: tree["editions"][0]["edition"].update(languages=["../../x"]),
        "In global",
    ),
    "translations outside": (
        lambda tree: tree["editions"][0].update(translations={"../x": {}}),
        "In its translations",
    ),
    "an address that runs": (
        lambda tree: first(tree)["basis"][0].update(url="javascript:alert(1)"),
        "In practice",
    ),
    "a practice that is a list": (lambda tree: tree["editions"][0].update(practices=[]), "not as it should be"),
    "a release of letters": (lambda tree: tree.update(release="3\n"), "The number of a release is"),
    "a newer form": (lambda tree: tree.update(format="9"), "format cannot be “9”"),
}


def _root(tree: Tree, name: str) -> Tree:
    return {key: held for key, held in {**tree["editions"][0]["edition"], "id": name}.items() if key != "builds_on"}


BYTES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "33 MB": (lambda data: data + b" " * (33 << 20), "larger than 33,554,432 bytes"),
    "a million brackets": (lambda _: b"[" * 1_000_000, "not JSON|more values"),
    "millions of values": (lambda data: data[:-1] + b',"x":[' + b"[]," * 8_000_000 + b"[]]}", "more values"),
    "a key twice": (lambda data: data[:-1] + b',"edition":"global"}', "not JSON as the handbook writes it"),
    "no number": (lambda data: data[:-1] + b',"x":NaN}', "not JSON"),
    "a number without end": (lambda data: data[:-1] + b',"x":' + b"9" * 100_000 + b"}", "not JSON|other than texts"),
    "other letters": (lambda data: data.decode().encode("utf-16"), "not UTF-8"),
    "a byte-order mark": (lambda data: b"\xef\xbb\xbf" + data, "not JSON"),
    "YAML": (lambda _: b"a: &a [x, x]\nb: &b [*a, *a]\n", "not JSON"),
    "nothing": (lambda _: b"", "not JSON"),
}
