"""Serve: one edition on this machine, made anew and shown again whenever a file changes."""

from __future__ import annotations

from handbook.errors import PublishError
from handbook.store.workspace import Workspace

HOST = "127.0.0.1"  # never seen from outside
PORT = 8000


def serve(workspace: Workspace, edition: str, *, port: int = PORT, open_browser: bool = False) -> None:
    """Serve an edition until Ctrl-C; raises PublishError where the port is taken or the site cannot be made."""
    from handbook.publish.build import serve_site

    workspace.handbook.chain(edition)
    try:
        serve_site(workspace, edition, f"{HOST}:{port}", open_browser=open_browser)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise PublishError(
            f"Nothing can be served at {HOST}:{port}: {reason}.", todo="Close the other program, or take another port."
        ) from error
