"""Where the program comes from, as an address that pip can fetch: what the jobs of a new repository install."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, distribution

from handbook.errors import FormError

# Nothing that a shell, YAML or a job's expressions read otherwise; no path of this machine; nobody's name or password.
_ADDRESS = re.compile(
    r"(?:git\+)?(?:https|ssh)://(?:git@)?[A-Za-z0-9][A-Za-z0-9.-]*(?::\d+)?/[\w./~@+%=-]+(?:#[\w./=&-]+)?", re.ASCII
)


def program_address(address: str) -> str:
    """The address that somebody gave, as pip wants it; without one, that which pip recorded, or nothing.

    Raises FormError for what is no address of git that a job elsewhere could reach.
    """
    if not address:
        return _recorded()
    if not _ADDRESS.fullmatch(address):
        todo = "Write git+https://… and the address of the repository with the program, without anybody's password."
        raise FormError("--program is no address of git that GitHub or GitLab could fetch from.", todo=todo)
    return address if address.startswith("git+") else f"git+{address}"


def _recorded() -> str:
    """What pip wrote down when it installed this program from git; the name alone may be a stranger's package."""
    try:
        said = json.loads(distribution("igf-handbook").read_text("direct_url.json") or "{}")
        held = said.get("vcs_info", {})
        address = f"{held.get('vcs')}+{said.get('url')}@{held.get('commit_id')}"
    except (PackageNotFoundError, ValueError, AttributeError):
        return ""
    if folder := said.get("subdirectory"):
        address += f"#subdirectory={folder}"
    return address if address.startswith("git+") and held.get("commit_id") and _ADDRESS.fullmatch(address) else ""
