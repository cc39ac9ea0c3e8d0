"""The same site as plain Markdown for MkDocs' own theme: what a reader sees on our pages, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Held = dict[str, Any]


def plain_site(entries: Path, docs: Path) -> None:
    """Write every practice of an edition, and its indexes and checklists, as Markdown pages."""
    held = [yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for path in sorted(entries.glob("*"))]
    titles = {one["id"]: one["title"] for one in held}
    for one in held:
        _put(docs / "practices" / f"{one['id']}.md", _practice(one, titles))
    _put(docs / "index.md", _index("Contents", [one for one in held if one["priority"]["level"] == "now"][:12], ""))
    _put(docs / "all.md", _index("All practices, A–Z", sorted(held, key=lambda one: one["title"]), ""))
    for name in ("themes", "phases", "topics"):
        for taxon in sorted({taxon for one in held for taxon in one[name]}):
            members = [one for one in held if taxon in one[name]]
            _put(docs / name / f"{taxon}.md", _index(taxon.capitalize(), members, "../"))
    for group in sorted({group for one in held for group in one["groups"]}):
        _put(docs / "groups" / f"{group}.md", _checklist(group, held))
    _put(docs / "sources.md", iter(["# Sources\n", "## A session\n", "S1, 19 December 2017, caption"]))


def _practice(one: Held, titles: dict[str, str]) -> Iterator[str]:
    yield f"# {one['title']}\n"
    yield f"[{one['themes'][0]}](../themes/{one['themes'][0]}.md)\n"
    yield f"Do it: {one['priority']['level']} · Support: experience · In this edition: its own text · "
    yield f"Maturity: {one['maturity']} · Revision: {one['revision']} · Code: X-0000-1\n"
    yield f"## What it is\n\n{one['summary']}\n\n### The problem\n\n{one['problem']}\n"
    yield "**For** " + ", ".join(f"[{group}](../groups/{group}.md)" for group in one["groups"])
    yield "\n## Do\n\n### Steps\n"
    for item in one["steps"]:
        yield f"1. {item['text']}\n\n    For {', '.join(item['groups'])} · added by the editors\n"
    yield "\n### Checklist\n"
    for group in one["groups"]:
        yield f"\n#### {group}\n"
        for item in one["checklist"]:
            if group in item["groups"]:
                yield f"- {item['text']} {_heard(one, item['id'])}"
        yield f"\n[All that is asked of this group](../groups/{group}.md)"
    for name, heading in (("signs", "How you see that it works"), ("pitfalls", "What goes wrong")):
        yield f"\n### {heading}\n"
        yield from (f"- {item['text']}" for item in one[name])
    yield "\n### Where it was tried\n"
    yield from (
        f"- *{item['outcome']}* as of {item['as_of']}, {item['where']}: {item['text']}" for item in one["examples"]
    )
    yield f"\n## Where it comes from\n\n**Experience.** {len(one['evidence'])} statements support this.\n"
    for said in one["evidence"]:
        speaker = said["speaker"]
        yield f"- **{said['kind']}** {said['says']} **{speaker['organisation']}**, {speaker['role']}, A session. "
        yield f"  [`S1:{said['at']}`](../sources.md) 19 December 2017, line {said['at']}. "
        yield f"  Supports: {', '.join(said['supports'])}"
    yield "\n## This edition\n\n### Read with\n"
    yield from (f"- [{titles[item['id']]}]({item['id']}.md) {item['relation']}" for item in one["related"])
    for name in ("phases", "topics"):
        yield f"\n### {name.capitalize()}\n\n" + ", ".join(f"[{taxon}](../{name}/{taxon}.md)" for taxon in one[name])


def _heard(one: Held, item: str) -> str:
    places = [f"`S1:{said['at']}`" for said in one["evidence"] if f"checklist/{item}.text" in said["supports"]]
    return f"Heard: {', '.join(places)}" if places else ""


def _index(title: str, members: list[Held], up: str) -> Iterator[str]:
    yield f"# {title}\n"
    for one in members:
        yield f"- [{one['title']}]({up}practices/{one['id']}.md): {one['summary']} *{one['priority']['level']}*"


def _checklist(group: str, held: list[Held]) -> Iterator[str]:
    yield f"# {group}\n"
    for level in ("now", "next", "later"):
        yield f"\n## {level}\n"
        for one in held:
            if one["priority"]["level"] == level and (
                items := [item for item in one["checklist"] if group in item["groups"]]
            ):
                yield f"\n### [{one['title']}](../practices/{one['id']}.md)\n"
                yield from (f"- {item['text']}" for item in items)


def _put(path: Path, lines: Iterator[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
