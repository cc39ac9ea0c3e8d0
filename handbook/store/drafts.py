"""Begin an entry: the file that `handbook new` writes."""

from __future__ import annotations

import os
from pathlib import Path

from handbook.errors import FormError
from handbook.model import fields as declared
from handbook.model.field import Field, Kind
from handbook.model.ids import is_id
from handbook.store.choose import chosen_edition
from handbook.store.schemas import schema_file, write_schemas
from handbook.store.workspace import Workspace
from handbook.store.yamltext import Node


def new_entry(workspace: Workspace, practice: str, title: str, *, edition: str, kind: str, lang: str) -> str:
    """Write a draft with the essential fields empty, and say where it lies, relative to the workspace.

    In an edition that builds on another the id is local: `nl/<slug>`. Raises FormError for an id or kind that cannot
    be, UnknownEdition, ChangedOnDisk where the entry is there already.
    """
    home = chosen_edition(workspace, edition)
    slug = practice.removeprefix(f"{home}/")
    if not is_id(slug):
        raise FormError(
            f"“{practice}” cannot be an id.",
            todo="Use lower-case words joined by hyphens, such as answer-in-a-day. Names that the site uses are taken.",
        )
    kinds = declared.PRACTICE.field("kind")
    if kinds and kind not in kinds.choices:
        raise FormError(f"An entry cannot be a “{kind}”.", todo=f"Use one of: {', '.join(kinds.choices)}.")
    held = workspace.handbook.edition(home)
    local = f"{home}/{slug}" if held.parent else slug
    file = (workspace.folder(home) / "entries" / f"{slug}.yaml").relative_to(workspace.root).as_posix()
    tree: dict[str, Node] = {
        "format": "1",
        "id": local,
        "kind": kind,
        "lang": lang or held.languages[0],
        "title": title,
    }
    tree["status"] = "draft"
    for field in declared.PRACTICE.fields:
        if field.essential and field.name not in tree:
            tree[field.name] = _empty(field)
    tree["evidence"] = []
    ordered = {field.name: tree[field.name] for field in declared.PRACTICE.fields if field.name in tree}
    write_schemas(workspace.root)
    workspace.create(file, ordered, comment=schema_line(workspace.root, file, "practice"))
    return file


def schema_line(root: Path, file: str, kind: str) -> str:
    """The comment by which editors such as VS Code find the schema of a file, and complete and check it."""
    there = os.path.relpath(schema_file(root, kind), (root / file).parent).replace(os.sep, "/")
    return f"# yaml-language-server: $schema={there}\n"


def _empty(field: Field) -> Node:
    return [] if field.kind in (Kind.ITEMS, Kind.IDS) else ""
