"""Serving on this machine: shows a change by itself, stops at Ctrl-C, and says in words why it cannot."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook.errors import PublishError
from handbook.publish.serve import serve
from handbook.store.workspace import Workspace
from tests.publish.test_build import change
from tests.publish.test_pinned import pin


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def server(small: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    script = (
        "from pathlib import Path\nfrom handbook.store.workspace import Workspace\n"
        "from handbook.publish.serve import serve\n"
        f"serve(Workspace.open(Path({str(small)!r})), 'world', port={port})\n"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", script], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    yield running
    if running.poll() is None:
        running.kill()
    running.communicate()


def fetch(port: int, words: str) -> str:
    """The practice's page, as soon as it has these words."""
    page = ""
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/practices/agree-first/", timeout=5) as answer:
                page = answer.read().decode()
        except OSError:
            page = ""
        if words in page:
            return page
        time.sleep(0.1)
    raise AssertionError(f"{words!r} never came; last seen: {page[:300]}")


def test_a_change_is_shown_and_ctrl_c_ends_it(server: subprocess.Popen[str], small: Path, port: int) -> None:
    page = fetch(port, "Agree on words first")
    assert "Content-Security-Policy" not in page  # live reload's own script must run
    entry = small / "practices/world/entries/agree-first.yaml"
    entry.write_text(entry.read_text(encoding="utf-8").replace("Agree on words first", "Settle the words"))
    fetch(port, "Settle the words")
    server.send_signal(signal.SIGINT)
    _, told = server.communicate(timeout=20)
    assert server.returncode == 0
    assert "Traceback" not in told


def test_a_file_that_breaks_is_told_in_the_terminal(server: subprocess.Popen[str], small: Path, port: int) -> None:
    fetch(port, "Agree on words first")
    with (small / "practices/world/entries/agree-first.yaml").open("a", encoding="utf-8") as entry:
        entry.write("\tx: 1\n")
    assert server.stderr is not None
    told = next(line for line in server.stderr if "Left out" in line)
    assert "Left out, since it cannot be used: practices/world/entries/agree-first.yaml:" in told
    assert "Indent with spaces" in told


@pytest.mark.parametrize(("options", "said"), [((), "Agree on words first"), (("--live",), "Settle the words")])
def test_live_shows_the_shared_edition_as_it_is_now(
    small: Path, port: int, options: tuple[str, ...], said: str
) -> None:
    pin(small, "north")
    change(small, "Agree on words first", "Settle the words")
    command = [sys.executable, "-m", "handbook", "-w", str(small), "serve", "north", "--port", str(port), *options]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        fetch(port, said)
    finally:
        running.kill()
        running.wait()


def test_a_port_that_is_taken_is_told(small: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(PublishError, match="Nothing can be served"):
            serve(Workspace.open(small), "world", port=taken.getsockname()[1])
