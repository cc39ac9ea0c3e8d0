"""How much CPU building takes, against MkDocs' own theme on the same text; each measured in a process of its own."""

from __future__ import annotations

import gzip
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

from handbook.publish.build import build
from handbook.store.workspace import Workspace
from tests.benchmarks.measure import HANDBOOK, Row, spent
from tests.benchmarks.reference import plain_site
from tests.benchmarks.synthetic import workspace as synthetic
from tests.publish.html import read

ROOT = Path(__file__).resolve().parents[2]
TIMES = 3
PAGE = "practices/practice-00007/index.html"


def rows(folder: Path) -> Iterator[Row]:
    """The rows on building sites; `folder` is an empty one to work in."""
    yield from _against_mkdocs(folder)
    yield from _growth(folder)
    yield from _second_edition(folder)
    yield from _weight(folder)


def _against_mkdocs(folder: Path) -> Iterator[Row]:
    size = 1000
    at, plain = _space(folder, size), folder / "plain"
    plain_site(at / "practices/first/entries", plain / "docs")
    (plain / "mkdocs.yml").write_text("site_name: Plain\n", encoding="utf-8")
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", "out"]
    theirs = cold = warm = edited = 1e9
    for _ in range(TIMES):  # in turns, so that what else the machine does weighs on all of them
        theirs = min(theirs, spent(mkdocs, plain).cpu)
        cold = min(cold, _cold(at))
        warm = min(warm, _build(at))
        edited = min(edited, _build(_edited(at)))
    yield Row("1,000 practices as Markdown in MkDocs' own theme", _each(theirs, size), "", True)
    yield Row("the same in ours, from nothing", _each(cold, size), "", True)
    yield Row("… times faster", f"{theirs / cold:.1f}", "≥ 4", theirs >= 4 * cold)
    yield Row("the same again, nothing changed", _each(warm, size), "", True)
    yield Row("… times faster", f"{theirs / warm:.1f}", "≥ 8", theirs >= 8 * warm)
    yield Row("the same again, one practice changed", _each(edited, size), "", True)


def _growth(folder: Path) -> Iterator[Row]:
    cpu = {size: min(_cold(_space(folder, size)) for _ in range(TIMES)) for size in (100, 1000, 3000)}
    early, late = (cpu[1000] - cpu[100]) / 900, (cpu[3000] - cpu[1000]) / 2000
    yield Row("one more practice, from 100 to 1,000", f"{early * 1000:.2f} ms", "", True)
    yield Row("one more practice, from 1,000 to 3,000", f"{late * 1000:.2f} ms", "≤ 15 % more", late <= 1.15 * early)
    _cold(few := _space(folder, 32))
    sizes = [(space / "build/site/first" / PAGE).stat().st_size for space in (few, _space(folder, 3000))]
    same = abs(sizes[0] - sizes[1]) < 0.02 * sizes[0]  # the titles of other practices stand on it, and differ
    said = " and ".join(f"{size:,} bytes" for size in sizes)
    yield Row("a practice page among 32, and among 3,000", said, "the same", same)


def _second_edition(folder: Path) -> Iterator[Row]:
    at = folder / "two"
    synthetic(at, 1000, second=0.1)
    first = both = 1e9
    for _ in range(TIMES):
        first, both = min(first, _cold(at, "first")), min(both, _cold(at))
    share = (both - first) / first
    yield Row("an edition that changes 10 % of its parent", f"{share:.0%} of the first", "≤ 40 %", share <= 0.4)


def _weight(folder: Path) -> Iterator[Row]:
    """Pages of the shipped handbook with all that they load."""
    out = folder / "shipped"
    build(Workspace.open(ROOT), out=out)
    practice = "practices/stimulate-before-regulate/index.html"
    for what, name in (("home page", "index.html"), ("practice page", practice)):
        for edition in ("global", "nl"):
            page = out / edition / name
            files = [page, *_loaded(page, out)]
            weight = sum(len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in files) / 1024
            measured = f"{weight:.1f} KB gzip, {len(files)} requests"
            met = weight <= 30 and len(files) <= 4
            yield Row(f"{what} of {edition} with all it loads", measured, "≤ 30 KB, ≤ 4", met)


def _loaded(page: Path, out: Path) -> list[Path]:
    found = read(page)
    urls = [held["src"] for held in found.all("script")]
    urls += [held["href"] for held in found.all("link") if held.get("rel") in ("stylesheet", "icon")]
    address = page.relative_to(out).as_posix()
    return sorted({out / urljoin(address, url) for url in urls})


def _space(folder: Path, size: int) -> Path:
    at = folder / f"n{size}"
    if not at.exists():
        synthetic(at, size)
    return at


def _edited(at: Path) -> Path:
    entry = at / "practices/first/entries/practice-00003.yaml"
    entry.write_text(entry.read_text(encoding="utf-8") + "# looked at\n", encoding="utf-8")
    return at


def _cold(at: Path, *editions: str) -> float:
    for left in (".handbook", "build"):
        shutil.rmtree(at / left, ignore_errors=True)
    return _build(at, *editions)


def _build(at: Path, *editions: str) -> float:
    return spent([*HANDBOOK, "build", *editions], at).cpu


def _each(seconds: float, size: int) -> str:
    return f"{1000 * seconds / size:.2f} ms CPU a practice"
