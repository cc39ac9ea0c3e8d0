"""PO files out and in, for translators who work with Weblate, Poedit or OmegaT."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.editions.translate import translations
from handbook.exchange import po
from handbook.store.files import read_bytes, write_atomic
from handbook.store.plans import carry_out
from handbook.store.workspace import Workspace
from tui.doing.saving_translations import credit
from tui.doing.translating import in_the_way, opened, picked_language, shown_page
from tui.names import spoken
from tui.paths import judged_file, typed_path
from tui.screens.asking import AskPage, Blank
from tui.screens.question import Asked, Choice, QuestionPage
from tui.screens.reading import ReadPage
from tui.speech import _, count

if TYPE_CHECKING:
    from tui.host import Host

Typed = Mapping[str, str]


async def po_out(desk: Host) -> None:
    """Write a PO file for translators who work with other programs."""
    if in_the_way(desk):
        return
    page = shown_page(desk)
    practice, lang = (page.copy.of, page.copy.lang) if page else ("", await picked_language(desk))
    if not lang:
        return
    if practice:
        answer = await desk.ask(QuestionPage((_("Translations"), _("PO file")), Asked(
            _("What is the file to hold?"), "",
            (Choice("one", _("This practice")), Choice("all", _("All practices of this edition"))),
        )))  # fmt: skip
        if answer is None:
            return
        practice = practice if answer == "one" else ""
    told = _("For Weblate, Poedit or OmegaT. It holds each original, and its translation as it lies on disk.")
    proposed = f"{practice.rpartition('/')[2] or desk.edition}.{lang}.po"
    name = await _file_name(desk, _("Write a PO file"), told, proposed, _("Write"), judged_file)
    if name is not None:
        desk.say(_("Writing {file}…", file=str(name)))
        number = await asyncio.to_thread(_written, desk.workspace.root, desk.edition, lang, practice, name)
        desk.say(count("{file} holds {number} field.", "{file} holds {number} fields.", number, file=str(name)))


async def po_in(desk: Host) -> None:
    """Take in a PO file that translators sent back; a newer text of ours always stands."""
    if in_the_way(desk):
        return
    page = shown_page(desk)
    lang = page.copy.lang if page else await picked_language(desk)
    if not lang:
        return
    told = _("Each translation is taken in, unless the edition has a newer one. What is left out is told.")
    name = await _file_name(desk, _("Take in a PO file"), told, f"{desk.edition}.{lang}.po", _("Take in"))
    if name is None:
        return
    whose = await credit(desk, lang)
    if whose is None:
        return
    desk.say(_("Reading {file}…", file=str(name)))
    found = await asyncio.to_thread(_taken_in, desk.workspace.root, desk.edition, lang, name, whose)
    desk.load_library()
    desk.look()
    if page is not None and page.is_attached:
        fresh = opened(desk, page.copy.practice)
        together = page.copy.meet(fresh)
        if not together.clashes:  # else it is asked when it is saved
            page.go_on(page.copy.upon(fresh, together.sheet) if page.copy.changed else fresh)
    said = count("{number} translation taken in.", "{number} translations taken in.", len(found.taken))
    if found.unfinished:
        said += " " + count(
            "{number} is marked as unfinished and was left out.",
            "{number} are marked as unfinished and were left out.", found.unfinished,
        )  # fmt: skip
    desk.say(said)
    if found.skipped:
        lines = [f"{desk.names.of('practices', one.practice)}, {spoken(one.path)}: {one.why}" for one in found.skipped]
        await desk.ask(ReadPage((_("Translations"), _("PO file")), _("Not taken in"), "\n\n".join(lines)))


async def _file_name(
    desk: Host, title: str, told: str, proposed: str, done: str, judge: Callable[[Typed], Typed] | None = None
) -> Path | None:  # fmt: skip
    folder = str(typed_path(""))
    help = _("The name of a file on this computer; without folders it lies in {folder}.", folder=folder)
    blank = Blank("file", _("File"), help, proposed, needed=True)
    page = AskPage((_("Translations"), _("PO file")), title, [blank], told=told, done=done, judge=judge)
    typed = await desk.ask(page)
    return typed_path(typed["file"]) if typed is not None else None


def _written(root: Path, edition: str, lang: str, practice: str, name: Path) -> int:
    workspace = Workspace.open(root)  # a connection to the cache belongs to the thread that opened it
    units = translations(workspace.handbook, edition, lang, practice)
    data = po.exported(units, edition=edition, lang=lang).encode("utf-8")
    # Never over a file that is there: a translator's work may lie in it.
    write_atomic(name, data, expected="", locks=workspace.locks)
    return len(units)


def _taken_in(root: Path, edition: str, lang: str, name: Path, whose: tuple[str, str]) -> po.Imported:
    workspace = Workspace.open(root)
    kind, by = whose
    data = read_bytes(name, limit=po.MOST_BYTES)
    found = po.imported(workspace.handbook, edition, lang, data, str(name), kind=kind, by=by)
    seen = {plan.practice: workspace.digest(edition, plan.practice) for plan in found.plans}
    for plan in found.plans:
        carry_out(workspace, edition, plan, seen=seen[plan.practice])
    return found
