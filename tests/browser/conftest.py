"""The shipped editions, built once, and a Chromium to read them with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parents[2]
REQUIRED = os.environ.get("HANDBOOK_BROWSER") == "required"
TOOLS = ROOT / ".ci" / "node_modules"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--no-first-run", "--allow-file-access-from-files"]  # fmt: skip


def missing(what: str) -> None:
    """Without a browser the tests are skipped, and say so; in CI that is a failure."""
    if REQUIRED:
        pytest.fail(f"{what}, and in CI it must be there: see .ci/run")
    pytest.skip(f"{what}: see .ci/run for what to install")


def chromium_path() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        missing("There is no Chromium here")
    return str(found)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All shipped editions, published by the real command; one build serves all workers."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    folder = shared / "shipped-site"
    with FileLock(shared / "shipped-site.lock"):
        if not folder.is_dir():
            subprocess.run(
                [sys.executable, "-m", "handbook", "--workspace", str(ROOT), "build", "--out", str(folder)],
                check=True, cwd=shared, capture_output=True,
            )  # fmt: skip
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    path = chromium_path()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=path,
            args=ARGUMENTS,
        )
        yield running
        running.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility rules, as a script."""
    path = TOOLS / "axe-core" / "axe.min.js"
    if not path.is_file():
        missing("axe-core is not installed")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def vnu() -> list[str]:
    """The HTML validator, as the beginning of a command."""
    jar = next(TOOLS.glob("vnu-jar/**/vnu.jar"), None)
    java = shutil.which("java")
    if jar is None or java is None:
        missing("The HTML validator (vnu-jar) or Java is not installed")
    return [str(java), "-jar", str(jar)]
