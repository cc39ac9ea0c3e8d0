"""Carry out a plan: the base texts first, then one file, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handbook.errors import ChangedOnDisk, Place
from handbook.model.plan import Plan, Pointer
from handbook.store.bases import Bases
from handbook.store.drafts import schema_line
from handbook.store.layout import adapt_file, entry_file, translation_file
from handbook.store.schemas import write_schemas
from handbook.store.versions import inside
from handbook.store.workspace import Workspace
from handbook.store.yamledit import edited
from handbook.store.yamltext import REMOVE, Document, Node, Removed, splice
from handbook.wording import _

# Of a file in which only these are left, nothing is left.
_FRAME = {"format", "adapts", "translates", "lang"}


@dataclass(frozen=True, slots=True)
class Written:
    """One write as it happened: the file, and its bytes before and after; None where there was, or is, no file."""

    file: str
    before: bytes | None
    after: bytes | None


def carry_out(workspace: Workspace, edition: str, plan: Plan, *, seen: str | None = None) -> str:
    """Write what a plan says into an edition, and return the file; nothing where there was nothing to write.

    Raises what `carried_out` raises.
    """
    done = carried_out(workspace, edition, plan, seen=seen)
    return done.file if done else ""


def carried_out(workspace: Workspace, edition: str, plan: Plan, *, seen: str | None = None) -> Written | None:
    """Write what a plan says into an edition; return what `undo.taken_back` needs; None where nothing was written.

    The base texts come first and do no harm alone, so a run that dies leaves the file as it was, or as it is meant.
    `seen` is what `Workspace.digest` said of the practice when the editor was shown it. Raises ChangedOnDisk where
    somebody has written since, SaveRefused where nothing could be written.
    """
    if not plan:
        return None
    file = _file(workspace, edition, plan)
    if seen is not None:
        _refuse_changed(workspace, edition, plan, seen, file)
    edits: dict[Pointer, Node | Removed] = {path: REMOVE if held is None else held for path, held in plan.edits.items()}
    if not (workspace.root / file).exists():
        tree = edited(_frame(plan), edits, workspace.order(file), file)
        _keep_bases(workspace, edition, plan)
        write_schemas(workspace.root)
        made = workspace.create(file, tree, comment=schema_line(workspace.root, file, plan.kind))
        return Written(file, None, made.source)
    document = workspace.document(file)
    if splice(document, edits, workspace.order(file)) == document.source:
        return None
    _keep_bases(workspace, edition, plan)
    if _nothing_left(document, edits, comments=plan.kind == "adaptation"):
        workspace.remove(document)
        return Written(file, document.source, None)
    return Written(file, document.source, workspace.save(document, edits).source)


def _file(workspace: Workspace, edition: str, plan: Plan) -> str:
    folder = inside(workspace, edition)
    held = workspace.handbook.edition(edition)
    if plan.kind == "adaptation":
        there = held.adaptations.get(plan.practice)
        return there.file if there else f"{folder}{adapt_file(plan.practice)}"
    if plan.kind == "translation":
        known = held.translations.get((plan.lang, plan.practice))
        return known.file if known else f"{folder}{translation_file(plan.lang, plan.practice)}"
    entry = held.practices.get(plan.practice)
    return entry.file if entry else f"{folder}{entry_file(plan.practice)}"


def _refuse_changed(workspace: Workspace, edition: str, plan: Plan, seen: str, file: str) -> None:
    workspace.refresh()
    if workspace.digest(edition, plan.practice) != seen:
        todo = _("Nothing was written. Look at it as it is now, then do it again.")
        raise ChangedOnDisk(_("Someone else has changed this practice meanwhile."), where=Place(file), todo=todo)


def _frame(plan: Plan) -> dict[str, Node]:
    if plan.kind == "adaptation":
        return {"format": "1", "adapts": plan.practice, "lang": plan.lang}
    if plan.kind == "translation":
        return {"format": "1", "translates": plan.practice}
    return {"format": "1", "id": plan.practice}


def _keep_bases(workspace: Workspace, edition: str, plan: Plan) -> None:
    bases = Bases(workspace.folder(edition) / "upstream" / "bases")
    for text in plan.bases:
        bases.keep(text, workspace.locks)


def _nothing_left(document: Document, edits: Mapping[Pointer, Node | Removed], *, comments: bool) -> bool:
    """Whether only the frame would be left; people's comments keep a file, since nobody asked to delete them."""
    left = edited(document.tree, edits, lambda _: (), document.name)
    lines = document.source.decode("utf-8", "replace").splitlines()
    said = [line for line in lines if line.lstrip().startswith("#") and "yaml-language-server" not in line]
    return not set(left) - _FRAME and not (comments and said)
