"""Whatever stands in any field of any file comes out as text: nothing of it runs, and nothing is loaded."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from handbook.publish.build import build
from handbook.store.workspace import Workspace
from tests.publish.html import Read, read
from tests.publish.test_plugin import run

EVIL = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> \"'><svg/onload=alert(3)>"
    "[a](javascript:alert(4)) ![b](https://evil.example/c.png) {{ 7*7 }} {% raw %} &lt;b&gt;"
)
KEEP = re.compile(
    r"(?:format|id|kind|lang|status|maturity|level|themes|phases|topics|groups|phase|basis|outcome|as_of|source|at|terms"
    r"|relation|stance|adapts|translates|of|base|url|colour|colour_night|standing|languages|builds_on|authority|triggers"
    r"|date|confidence|after|revision|next|see|within|contact|supports|replaced_by|noted|sha256|lines|value|checked_on"
    r"|anonymity|region|harmonisation)\Z"
)


def poisoned(held: Any, key: str = "") -> Any:
    """The same tree with every word of prose replaced."""
    if isinstance(held, dict):
        return {name: one if KEEP.match(name) and not isinstance(one, dict) else poisoned(one, name)
                for name, one in held.items()}  # fmt: skip
    if isinstance(held, list):
        return [poisoned(one, key) for one in held]
    return f"{EVIL} {held}"[:2000]


@pytest.fixture
def attacked(small: Path) -> Path:
    """Sites of a handbook in which every text attacks."""
    for path in (small / "handbook.yaml", *(small / "practices").rglob("*.yaml")):
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
        path.write_text(yaml.safe_dump(poisoned(held), allow_unicode=True), encoding="utf-8")
    workspace = Workspace.open(small)
    assert not workspace.broken, workspace.broken
    assert all(one.well for one in build(workspace))
    return small / "build" / "site"


def test_no_text_becomes_an_element_an_attribute_or_a_request(attacked: Path) -> None:
    pages = list(attacked.rglob("*.html"))
    assert len(pages) > 60
    for path in pages:
        _inert(read(path), path)


def test_the_search_index_stays_a_value(attacked: Path) -> None:
    for path in attacked.rglob("search-index.js"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("window.handbookIndex = {")
        assert text.count("\n") == 1


def test_titles_are_text_in_a_theme_that_escapes_nothing(attacked: Path, tmp_path: Path) -> None:
    root = attacked.parent.parent
    (root / "docs").mkdir()
    (root / "docs/index.md").write_text("# Home\n", encoding="utf-8")
    options = "{edition: north, folder: handbook, look: site}"
    (root / "mkdocs.yml").write_text(f"site_name: x\nplugins: [{{handbook: {options}}}]\n", encoding="utf-8")
    run("mkdocs", root / "mkdocs.yml", tmp_path / "out")
    page = (tmp_path / "out/handbook/practices/agree-first/index.html").read_text(encoding="utf-8")
    assert "alert(1)" in page
    assert not re.search(r"<(?:script|svg|img)[^>]*>[^<]*alert|<img src=x|<svg/", page)


def _inert(page: Read, path: Path) -> None:
    scripts = [held for tag, held in page.elements if tag == "script"]
    assert all(set(held) <= {"src", "defer"} and "://" not in held.get("src", "") for held in scripts), path
    assert not any(tag in ("img", "iframe", "object", "embed", "base", "form", "style") for tag, _ in page.elements), (
        path
    )
    for tag, held in page.elements:
        assert not any(name.startswith("on") or name == "style" for name in held), (path, tag, held)
        address = held.get("href", held.get("src", "")).strip().lower()
        assert not address.startswith(("javascript:", "data:", "vbscript:", "//")), (path, address)
    assert "{{ 7*7 }}" in page.text or "7*7" not in page.text, path
