"""Signatures over releases, made and verified by `ssh-keygen`; where that is not there, nothing is verified."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from handbook.errors import Place, SignatureError, SignatureUnchecked
from handbook.store.files import content_hash
from handbook.store.releases import MOST_SIGNATURE
from handbook.wording import N_, _

NAMESPACE = "handbook"  # a signature made for an e-mail or a commit is none for a release
# An editor may have to type a passphrase or touch a key; nobody has to do anything to verify.
SIGN_SECONDS, VERIFY_SECONDS = 120.0, 20.0
_BEGIN = b"-----BEGIN SSH SIGNATURE-----\n"
# What else of the user's surroundings the program needs: its agent, and how it asks for a passphrase.
_PASSED = ("PATH", "HOME", "SSH_AUTH_SOCK", "SSH_ASKPASS", "SSH_SK_PROVIDER", "DISPLAY", "WAYLAND_DISPLAY", "TERM")
_TOO_OLD = re.compile(r"unknown option|illegal option|unsupported operation", re.IGNORECASE)


class _Missing(Exception):
    """There is no ssh-keygen, or one that knows no signatures."""


def sign(data: bytes, key: Path) -> bytes:
    """The signature over the bytes of a release, by a private key, or by a public key whose other half an agent holds.

    Raises SignatureError where the key cannot sign.
    """
    if not key.is_file():
        raise SignatureError(
            _("There is no such key."), where=Place(str(key)), todo=_("Make one: ssh-keygen -t ed25519")
        )
    try:
        done = _ssh_keygen(["-q", "-Y", "sign", "-n", NAMESPACE, "-f", str(key.absolute())], data, SIGN_SECONDS)
    except _Missing as missing:
        what = _("{what}, so the release cannot be signed.", what=missing)
        raise SignatureError(what, todo=_("Install OpenSSH, or release it without a signature.")) from None
    if done.returncode or not done.stdout.startswith(_BEGIN):
        what = _("The key did not sign: {why}.", why=_last_line(done.stderr))
        raise SignatureError(what, where=Place(str(key)), todo=_("Try again, or name another key."))
    return done.stdout


def verify(data: bytes, signature: bytes, signers: Path) -> str:
    """Who signed these bytes, as the user's own list of allowed signers names them.

    Raises SignatureUnchecked where nobody could look, SignatureError where the signature does not hold.
    """
    if not signature.startswith(_BEGIN) or len(signature) > MOST_SIGNATURE:
        raise SignatureError(_("What lies beside the release is no signature."), todo=_(_GET_ANOTHER))
    if not signers.is_file():
        what = _("There is no list of keys that you trust, so the signature could not be verified.")
        raise SignatureUnchecked(what, where=Place(str(signers)), todo=_by_phone(data))
    try:
        with TemporaryDirectory(prefix="handbook-") as folder:
            path = Path(folder, "signature")
            path.write_bytes(signature)
            return _verified(data, path, signers.absolute(), shown=str(signers))
    except _Missing as missing:
        what = _("{what}, so the signature could not be verified.", what=missing)
        raise SignatureUnchecked(what, todo=_by_phone(data)) from None


def short_digest(digest: str) -> str:
    """The first 16 hex digits of a digest in groups of four, to be read out on the phone."""
    digits = digest.removeprefix("sha256:")[:16]
    return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))


def _verified(data: bytes, signature: Path, signers: Path, *, shown: str) -> str:
    found = _ssh_keygen(["-Y", "find-principals", "-s", str(signature), "-f", str(signers)], b"", VERIFY_SECONDS)
    names = found.stdout.decode("utf-8", "replace").splitlines()
    if found.returncode or not names:
        raise _unknown_key(found.stderr.decode("utf-8", "replace"), signers, shown)
    for name in names:
        arguments = ["-Y", "verify", "-n", NAMESPACE, "-I", name, "-s", str(signature), "-f", str(signers)]
        if _ssh_keygen(arguments, data, VERIFY_SECONDS).returncode == 0:
            return name
    what = _(
        "The signature does not fit: the release was changed after it was signed, or the signature is for another one."
    )
    raise SignatureError(what, todo=_(_GET_ANOTHER))


def _unknown_key(said: str, signers: Path, shown: str) -> SignatureError:
    lines = signers.read_bytes().splitlines()
    for number, reason in re.findall(rf"{re.escape(str(signers))}:(\d+): (.+)", said):
        if lines[int(number) - 1].strip():  # it finds fault with empty lines, too
            what = _("No key on your list of trusted keys fits the signature. ssh-keygen says: {why}.",
                     why=reason.strip())  # fmt: skip
            todo = _("Correct this line if it is meant for this key: a name, a space, the public key.")
            return SignatureError(what, where=Place(shown, int(number)), todo=todo)
    what = _("The signature was made with a key that is not on your list of trusted keys.")
    todo = _("Ask those who released it for their public key by another way than the release, and add it to the list.")
    return SignatureError(what, where=Place(shown), todo=todo)


def _ssh_keygen(arguments: Sequence[str], given: bytes, seconds: float) -> subprocess.CompletedProcess[bytes]:
    """Run it with these arguments; raises _Missing where it is not there, SignatureError where it does not end."""
    program = shutil.which("ssh-keygen")
    if program is None:
        raise _Missing(_("ssh-keygen is not installed"))
    passed = {name: os.environ[name] for name in _PASSED if name in os.environ}
    try:
        done = subprocess.run(
            [program, *arguments],
            input=given,
            capture_output=True,
            timeout=seconds,
            env={**passed, "LC_ALL": "C"},
            check=False,
        )
    except OSError:  # a file of that name, which is no program
        raise _Missing(_("ssh-keygen cannot be run here")) from None
    except subprocess.TimeoutExpired:
        what = _("ssh-keygen did not answer within {seconds} seconds.", seconds=f"{seconds:.0f}")
        raise SignatureError(what, todo=_("Try again.")) from None
    if done.returncode and _TOO_OLD.search(done.stderr.decode("utf-8", "replace")):
        raise _Missing(_("The ssh-keygen on this machine is too old to know signatures"))
    return done


def _by_phone(data: bytes) -> str:
    short = short_digest(content_hash(data))
    return _(
        "Compare the short digest {digest} by phone with those who released it, then add --unsigned.", digest=short
    )


def _last_line(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].rstrip(".") if lines else _("it gave no reason")


_GET_ANOTHER = N_("Do not use it; ask those who released it for the file again.")
