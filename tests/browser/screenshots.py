"""Make the pictures of README and manual anew: `make screenshots`. They are part of any change that alters a page."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGUMENTS, ROOT, chromium_path
from tests.browser.desk import pictures

IMAGES = ROOT / "site" / "manual" / "images"
PRACTICE = "practices/stimulate-before-regulate/index.html"
# name, page, width, height, scheme
PICTURES = (
    ("home", "global/index.html", 1280, 860, "light"),
    ("practice", f"nl/{PRACTICE}", 1280, 1100, "light"),
    ("practice-phone", f"global/ar/{PRACTICE}", 360, 780, "dark"),
)


def main() -> None:
    """Publish the shipped editions and photograph three pages, then the desk on a copy of them."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        drawn = list(pictures(Path(folder) / "desk"))  # first: the browser's driver holds the event loop of this thread
        _photographed(Path(folder) / "site", drawn)


def _photographed(site: Path, drawn: list[tuple[str, str]]) -> None:
    with sync_playwright() as playwright:
        subprocess.run([sys.executable, "-m", "handbook", "build", "--out", str(site)], check=True, cwd=ROOT)
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        for name, page_address, width, height, scheme in PICTURES:
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.goto((site / page_address).as_uri())
            page.screenshot(path=IMAGES / f"{name}.png")
        for name, svg in drawn:
            page = browser.new_page(viewport={"width": 1600, "height": 1000})
            page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{svg}")
            page.locator("svg").first.screenshot(path=IMAGES / f"{name}.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
