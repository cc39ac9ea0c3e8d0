"""Shows an edition's site beside the desk: a process of its own builds it, serves it to this machine alone, and ends
when whoever started it ends, however that happens."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from handbook.errors import HandbookError, PublishError
from handbook.publish.serve import HOST
from handbook.store.workspace import Workspace

_DEAD = "The site could not be built: the program that builds it has ended."


@dataclass(frozen=True, slots=True)
class Shown:
    """A site that can be looked at: where, and what on it could not be shown."""

    port: int
    failures: tuple[str, ...] = ()

    def address(self, path: str = "") -> str:
        """Where a page of it is, by its path in the sites' folder."""
        return f"http://{HOST}:{self.port}/{path}"


class Showing:
    """The process that builds and serves; it is started at the first `shown`, and again if it has ended."""

    def __init__(self, root: Path, out: Path) -> None:
        self._root, self._out = root, out
        self._process: subprocess.Popen[str] | None = None
        self._one = threading.Lock()

    def shown(self, edition: str) -> Shown:
        """Build an edition as its files are now, and say where it is shown; raises PublishError."""
        with self._one:
            if self._process is None or self._process.poll() is not None:
                self._process = self._started()
            asked, told = self._process.stdin, self._process.stdout
            assert asked is not None and told is not None  # noqa: S101 - both were asked for as pipes
            try:
                asked.write(json.dumps(edition) + "\n")
                asked.flush()
                answer = json.loads(told.readline())
            except (OSError, ValueError) as error:
                raise PublishError(_DEAD, todo="Try again, or use “handbook build” to see why.") from error
        if answer["error"]:
            raise PublishError(answer["error"])
        return Shown(answer["port"], tuple(answer["failures"]))

    def end(self) -> None:
        """Serve no more."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process = None

    def _started(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "handbook.publish.showing", str(self._root), str(self._out)]
        try:
            return subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                encoding="utf-8", start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            what = f"The site could not be built: the program that builds it cannot be started, {reason}."
            raise PublishError(what, todo="Try again, or use “handbook build”.") from error


def way_from_afar(port: int, account: str, environ: Mapping[str, str]) -> str:
    """The command that brings the site to the computer somebody sits at; empty where that is this machine."""
    line = environ.get("SSH_CONNECTION", "").split()
    if len(line) != 4:
        return ""
    _client, _its_port, server, door = line
    extra = "" if door == "22" else f"-p {door} "
    return f"ssh -N -L {port}:{HOST}:{port} {extra}{account}@{server}"


class _Quiet(SimpleHTTPRequestHandler):
    """Files of the sites, to be asked for anew each time, without a word in the terminal."""

    def log_message(self, format: str, *args: Any) -> None:
        """The terminal belongs to the desk."""

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """A folder without a page has nothing to show."""
        self.send_error(404)

    def end_headers(self) -> None:
        """Pages are built again and again under one address."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()


def _run(root: Path, out: Path) -> None:
    """Build whatever edition is asked for, a line each; the end of the lines is the end of the desk."""
    answers, sys.stdout = sys.stdout, sys.stderr  # what builders print is no answer
    logging.disable(logging.WARNING)
    out.mkdir(parents=True, exist_ok=True)
    server = ThreadingHTTPServer((HOST, 0), partial(_Quiet, directory=str(out)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for line in sys.stdin:
        answers.write(json.dumps({"port": server.server_port, **_built(root, out, json.loads(line))}) + "\n")
        answers.flush()


def _built(root: Path, out: Path, edition: str) -> dict[str, object]:
    from handbook.publish.build import build

    try:
        done = build(Workspace.open(root), [edition], out)
    except (HandbookError, OSError) as error:
        return {"error": str(error), "failures": []}
    return {
        "error": next((one.error for one in done if one.error), ""),
        "failures": [str(failure) for one in done for failure in one.failures],
    }


if __name__ == "__main__":
    _run(Path(sys.argv[1]), Path(sys.argv[2]))
