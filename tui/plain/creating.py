"""Begins a practice: a draft with all that a published one needs, to be filled in."""

from __future__ import annotations

from handbook.editions.rename import own_id
from handbook.store.drafts import new_entry
from tui.adding import fault_of_title, free_slug
from tui.plain.reading import show_practice
from tui.plain.session import Session
from tui.speech import _


def new(session: Session, title: str) -> None:
    """Begin a practice and open it. Raises SaveRefused where this edition cannot be written."""
    session.workspace.refuse_read_only("")
    if not title:
        session.talk.say(_("It begins as a draft, and no reader sees it before you publish it."))
        title = session.talk.ask(_("Title, what to do, as an instruction; Enter to leave it")).strip()
    if not title:
        return
    if fault := fault_of_title(title):
        session.talk.say(fault)
        return
    edition = session.workspace.handbook.edition(session.edition)
    name = free_slug(edition, title, [one.id for one in session.entries])
    file = new_entry(session.workspace, name, title, edition=session.edition, kind="practice", lang="")
    session.load()
    session.open(own_id(edition, name))
    session.talk.say(_("Begun as a draft: {file}. “check” tells what a published practice still needs.", file=file))
    show_practice(session)
