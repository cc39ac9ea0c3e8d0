"""Signatures: only a good one by a trusted key is verified, and what nobody could look at is never taken for it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from handbook.errors import SignatureError, SignatureUnchecked
from handbook.store import signing
from handbook.store.files import content_hash
from handbook.store.signing import short_digest, sign, verify

SNAPSHOT = '{"edition":"eu","note":"Überall"}\n'.encode()

real = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="no ssh-keygen here: signatures are not tried")


def made(path: Path, *, passphrase: str = "") -> Path:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "", "-f", path], check=True)
    return path


def trusting(folder: Path, *lines: tuple[str, Path]) -> Path:
    path = folder / "allowed_signers"
    path.write_text("".join(f"{name} {Path(f'{key}.pub').read_text()}" for name, key in lines))
    return path


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return made(tmp_path / "key")


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Another ssh-keygen than the real one."""
    path = folder / "bin" / "ssh-keygen"
    path.parent.mkdir()
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{path.parent}:/usr/bin:/bin")


@real
def test_it_says_who_signed(tmp_path: Path, key: Path) -> None:
    other = made(tmp_path / "other")
    signers = trusting(tmp_path, ("other@igf.example", other), ("eu@igf.example", key))
    assert verify(SNAPSHOT, sign(SNAPSHOT, key), signers) == "eu@igf.example"


@real
def test_it_signs_anything(tmp_path: Path, key: Path) -> None:
    signers = trusting(tmp_path, ("eu", key))
    for data in (b"", b"\0\xff\r\n", SNAPSHOT * 1000):
        assert verify(data, sign(data, key), signers) == "eu"


@real
@pytest.mark.parametrize("name", ['"-O verify-time=1"', '"The EU IGF"', "a@x,b@x", "*@eu.example"])
def test_names_on_the_list_are_text(tmp_path: Path, key: Path, name: str) -> None:
    assert verify(SNAPSHOT, sign(SNAPSHOT, key), trusting(tmp_path, (name, key))) == name.strip('"').split(",")[0]


@real
def test_a_key_that_is_not_trusted_is_refused(tmp_path: Path, key: Path) -> None:
    signers = trusting(tmp_path, ("eu", made(tmp_path / "other")))
    with pytest.raises(SignatureError, match="not on your list") as refused:
        verify(SNAPSHOT, sign(SNAPSHOT, key), signers)
    assert str(signers) in str(refused.value)
    signers.write_text("")
    with pytest.raises(SignatureError, match="not on your list"):
        verify(SNAPSHOT, sign(SNAPSHOT, key), signers)


@real
def test_a_changed_release_is_refused(tmp_path: Path, key: Path) -> None:
    signers, signature = trusting(tmp_path, ("eu", key)), sign(SNAPSHOT, key)
    for data in (SNAPSHOT + b" ", SNAPSHOT[:-1], b""):
        with pytest.raises(SignatureError, match="changed after it was signed"):
            verify(data, signature, signers)


@real
def test_a_signature_for_another_purpose_is_refused(tmp_path: Path, key: Path) -> None:
    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", key]
    signature = subprocess.run(command, input=SNAPSHOT, capture_output=True, check=True).stdout
    with pytest.raises(SignatureError, match="for another one"):
        verify(SNAPSHOT, signature, trusting(tmp_path, ("eu", key)))


@real
@pytest.mark.parametrize("options", ['namespaces="git"', 'valid-before="20200101"'])
def test_a_key_that_is_trusted_for_less_is_refused(tmp_path: Path, key: Path, options: str) -> None:
    with pytest.raises(SignatureError):
        verify(SNAPSHOT, sign(SNAPSHOT, key), trusting(tmp_path, (f"eu {options}", key)))


@real
def test_a_broken_list_is_named_by_its_line(tmp_path: Path, key: Path) -> None:
    signers = tmp_path / "allowed_signers"
    signers.write_text("\njust-a-name\n")
    with pytest.raises(SignatureError, match="a name, a space, the public key") as refused:
        verify(SNAPSHOT, sign(SNAPSHOT, key), signers)
    assert f"{signers}:2" in str(refused.value)


@real
@pytest.mark.parametrize("signature", [b"", b"x", b"-----BEGIN SSH SIGNATURE-----\n" + b"A" * 20_000])
def test_what_is_no_signature_is_refused(tmp_path: Path, key: Path, signature: bytes) -> None:
    with pytest.raises(SignatureError, match="is no signature"):
        verify(SNAPSHOT, signature, trusting(tmp_path, ("eu", key)))


@real
def test_a_signature_that_is_cut_off_is_refused(tmp_path: Path, key: Path) -> None:
    signers, signature = trusting(tmp_path, ("eu", key)), sign(SNAPSHOT, key)
    for end in (31, 60, len(signature) // 2):
        with pytest.raises(SignatureError):
            verify(SNAPSHOT, signature[:end], signers)


def test_without_a_list_nobody_has_looked(tmp_path: Path) -> None:
    with pytest.raises(SignatureUnchecked, match="could not be verified") as refused:
        verify(SNAPSHOT, b"-----BEGIN SSH SIGNATURE-----\n", tmp_path / "allowed_signers")
    assert short_digest(content_hash(SNAPSHOT)) in str(refused.value) and "--unsigned" in str(refused.value)


@pytest.mark.parametrize("path", ["", "/nonexistent"])
def test_without_the_program_nobody_has_looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    signers = tmp_path / "allowed_signers"
    signers.write_text("eu ssh-ed25519 AAAA\n")
    # A program that lies in the present folder is none of ours.
    program(tmp_path, monkeypatch, "echo 'Good \"handbook\" signature for eu'")
    monkeypatch.chdir(tmp_path / "bin")
    monkeypatch.setenv("PATH", path)
    with pytest.raises(SignatureUnchecked) as refused:
        verify(SNAPSHOT, b"-----BEGIN SSH SIGNATURE-----\n", signers)
    assert str(refused.value) == (
        "ssh-keygen is not installed, so the signature could not be verified. Compare the short digest "
        f"{short_digest(content_hash(SNAPSHOT))} by phone with those who released it, then add --unsigned."
    )


def test_without_the_program_nothing_is_signed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key").write_text("")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SignatureError, match="not installed, so the release cannot be signed"):
        sign(SNAPSHOT, tmp_path / "key")


def test_an_old_or_broken_program_has_not_looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signers = tmp_path / "allowed_signers"
    signers.write_text("")
    program(tmp_path, monkeypatch, "echo 'unknown option -- Y' >&2; exit 1")
    with pytest.raises(SignatureUnchecked, match="too old"):
        verify(SNAPSHOT, b"-----BEGIN SSH SIGNATURE-----\n", signers)
    (tmp_path / "bin" / "ssh-keygen").write_bytes(b"\0\0")
    with pytest.raises(SignatureUnchecked, match="cannot be run"):
        verify(SNAPSHOT, b"-----BEGIN SSH SIGNATURE-----\n", signers)


def test_a_program_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signers = tmp_path / "allowed_signers"
    signers.write_text("")
    program(tmp_path, monkeypatch, "exec sleep 60")
    monkeypatch.setattr(signing, "VERIFY_SECONDS", 0.2)
    with pytest.raises(SignatureError, match="did not answer") as refused:
        verify(SNAPSHOT, b"-----BEGIN SSH SIGNATURE-----\n", signers)
    assert not isinstance(refused.value, SignatureUnchecked)


def test_a_key_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SignatureError, match="no such key"):
        sign(SNAPSHOT, tmp_path / "key")


@real
def test_a_key_that_cannot_sign_is_named(tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    alone = tmp_path / "alone.pub"  # a public key whose private half nobody holds
    shutil.copy(f"{key}.pub", alone)
    for path in (alone, Path(__file__)):
        with pytest.raises(SignatureError, match="did not sign") as refused:
            sign(SNAPSHOT, path)
        assert str(path) in str(refused.value)


@real
def test_nothing_is_left_behind(tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = tmp_path / "left"
    left.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(left))
    verify(SNAPSHOT, sign(SNAPSHOT, key), trusting(tmp_path, ("eu", key)))
    assert not list(left.iterdir())


def test_a_short_digest_can_be_read_out() -> None:
    assert short_digest("sha256:0123456789abcdef" + "0" * 48) == "0123 4567 89ab cdef"
