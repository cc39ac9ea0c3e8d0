"""The published pages as a browser has them: every language and kind of page, accessible, valid and small."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

PRACTICE = "practices/stimulate-before-regulate/index.html"
READ = [
    ("global", "", "en", "ltr"), ("global", "es/", "es", "ltr"), ("global", "fr/", "fr", "ltr"),
    ("global", "ar/", "ar", "rtl"),
    ("eu", "", "en", "ltr"), ("nl", "", "nl", "ltr"), ("nl", "en/", "en", "ltr"),
    ("br", "", "pt-BR", "ltr"), ("br", "en/", "en", "ltr"),
]  # fmt: skip


def kinds(site: Path, folder: str) -> list[Path]:
    """One page of every kind there is in an edition: the first page of each folder, and those at its top."""
    top = site / folder
    found = sorted(top.glob("*.html"))
    for inside in sorted(path for path in top.iterdir() if path.is_dir() and len(path.name) > 2):
        pages = sorted(inside.rglob("index.html"), key=lambda page: (len(page.parts), page))
        found += pages[:1] + pages[-1:]
    return list(dict.fromkeys(found))


def violations(page, axe: str) -> list[str]:
    page.evaluate(axe)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {node['html'][:120]}" for one in result["violations"] for node in one["nodes"][:3]]


@pytest.mark.parametrize(("edition", "folder", "lang", "direction"), READ)
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_a_practice_in_every_language(site, browser, axe, edition, folder, lang, direction, width, scheme):
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        page.goto((site / edition / folder / PRACTICE).as_uri())
        assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [lang, direction]
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
        assert violations(page, axe) == []


@pytest.mark.parametrize("edition", ["global", "nl", "br", "eu", "global/ar"])
def test_every_kind_of_page_is_accessible(site, browser, axe, edition):
    with browser.new_context(viewport={"width": 360, "height": 800}, bypass_csp=True) as context:
        page = context.new_page()
        wrong = {}
        for path in [*kinds(site, edition), site / "index.html"]:
            page.goto(path.as_uri())
            sideways = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            found = violations(page, axe) + (["scrolls sideways"] if sideways else [])
            if found:
                wrong[str(path.relative_to(site))] = found
        assert wrong == {}


def test_every_page_is_valid_html(site, vnu):
    pages = sorted(str(path) for path in site.rglob("*.html"))
    assert len(pages) > 300
    command = [*vnu, "--errors-only", "--format", "json", "--stdout", "--exit-zero-always", *pages]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    wrong = [
        f"{one['url'].split('shipped-site/')[-1]}:{one.get('lastLine')}: {one['message']}"
        for one in json.loads(result.stdout)["messages"]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "address", ["global/index.html", "nl/index.html", f"global/{PRACTICE}", f"nl/{PRACTICE}", f"global/ar/{PRACTICE}"]
)
def test_a_page_is_light_and_calls_nobody(site, browser, address):
    with browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        faults: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto((site / address).as_uri())
        page.wait_for_load_state("networkidle")
        files = [Path(url.removeprefix("file://")) for url in asked]
        assert all(url.startswith("file://") for url in asked)
        assert len(files) <= 4
        assert sum(len(gzip.compress(path.read_bytes(), 6)) for path in files) <= 30 * 1024
        assert faults == []  # among them: what the Content-Security-Policy would have stopped


def test_without_javascript_all_is_there(site, browser):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((site / "global" / PRACTICE).as_uri())
        assert page.locator("input[type=checkbox]").count() >= 5
        page.goto((site / "global" / "search" / "index.html").as_uri())
        assert page.locator("main a").count() >= 1  # the way to the A–Z


def test_search_works_from_the_disk(site, browser):
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((site / "global" / "search" / "index.html").as_uri())
        page.fill("input[type=search]", "hotline")
        page.wait_for_selector("main li a")
        links = page.locator("main li a").all_inner_texts()
        assert any("police" in text.lower() or "protocol" in text.lower() for text in links)


def test_the_language_switch_stays_on_the_practice(site, browser):
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((site / "global" / PRACTICE).as_uri())
        page.locator('header a[hreflang="ar"]').first.click()
        assert page.url.endswith(f"global/ar/{PRACTICE}")
        assert page.evaluate("document.documentElement.dir") == "rtl"


def test_paper_opens_every_fold(site, browser):
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((site / "nl" / PRACTICE).as_uri())
        page.emulate_media(media="print")
        hidden = page.evaluate(
            "[...document.querySelectorAll('main details > :not(summary)')].filter(e => !e.checkVisibility()).length"
        )
        assert hidden == 0
