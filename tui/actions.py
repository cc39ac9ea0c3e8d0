"""Every action of the desk, declared once: keys, palette, footer, help and the panel of keys read it here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui import off
from tui.off import Off
from tui.speech import N_

if TYPE_CHECKING:
    from tui.host import Host


@dataclass(frozen=True, slots=True)
class Action:
    """What can be done: its id, its words, its key, what it does, and when it cannot be done, why.

    `does` names the function, as `module:function` below `tui.doing`; it takes the app and may wait for answers.
    """

    id: str
    words: str
    key: str
    what: str
    does: str
    off: Off | None = None
    anywhere: bool = False  # also on a page that asks something
    listed: bool = True  # in palette, help and panel of keys

    def why_not(self, desk: Host) -> str:
        """Why it cannot be done now; empty where it can."""
        return self.off(desk) if self.off is not None else ""


def shown_key(key: str) -> str:
    """A key as people are shown it: ^S, F2, ^↑."""
    first = key.partition(",")[0]
    words = {"up": "↑", "down": "↓", "delete": "Del", "slash": "/"}
    if first.startswith("ctrl+"):
        return f"^{words.get(first[5:], first[5:].upper())}"
    if first.startswith("shift+"):
        return f"⇧{words.get(first[6:], first[6:].upper())}"
    return words.get(first, first.upper())


ACTIONS: tuple[Action, ...] = (
    Action("save", N_("Save"), "ctrl+s", N_("Writes only the fields you changed, and says which."),
           "saving:save", off.unsaved),
    Action("undo", N_("Undo"), "ctrl+z", N_("Takes back the last change, in whichever field it was."), "writing:undo",
           off.no_practice),
    Action("redo", N_("Redo"), "ctrl+y", N_("Does again what was undone last."), "writing:redo", off.no_practice),
    Action("add", N_("Add a field, step or statement"), "ctrl+n",
           N_("In the form: one more item, or a field that is empty. In the library: a new practice."), "adding:add"),
    Action("pick", N_("Pick for this field"), "", N_("Opens the list to pick from; Enter on the field does the same."),
           "writing:pick", off.no_practice),
    Action("reason", N_("Say why this differs here"), "",
           N_("Readers see it. Below words it is typed; for what is picked it is asked."), "writing:reason",
           off.theirs),
    Action("move_up", N_("Move this item up"), "ctrl+up", N_("Before the one above it."), "writing:move_up",
           off.no_practice),
    Action("move_down", N_("Move this item down"), "ctrl+down", N_("After the one below it."), "writing:move_down",
           off.no_practice),
    Action("remove", N_("Delete or hide this item"), "ctrl+d",
           N_("What is yours is deleted, what is theirs is hidden for a reason. ^Z brings it back."),
           "writing:remove", off.no_practice),
    Action("for_group", N_("Show what is for one group"), "",
           N_("In the form: its steps and checklist items, and those for all. The same action shows everything again."),
           "narrowing:for_group", off.no_practice),
    Action("back_to", N_("Back to their words"), "ctrl+b",
           N_("Restores this field as the shared edition has it, letter for letter."), "writing:back_to", off.theirs),
    Action("editor", N_("Open this field in your own editor"), "ctrl+e",
           N_("Hands the text over and takes it back."), "editor:in_editor", off.no_practice),
    Action("page", N_("Look at the page"), "f4", N_("As readers will find it, with what you have not saved yet."),
           "looking:page", off.no_practice),
    Action("site", N_("Build and serve the site"), "shift+f4,f16",
           N_("Shows the whole edition in your browser, as it was saved last."), "looking:site"),
    Action("filter", N_("Filter the library"), "ctrl+f", N_("Searches all fields while you type."), "going:to_filter"),
    Action("narrow", N_("Narrow the library"), "ctrl+g",
           N_("By theme, group, phase, status, stance, priority, and what waits."), "going:narrow"),
    Action("sort", N_("Sort the library"), "", N_("By title, priority, status, or what is to fix."), "going:sort"),
    Action("next", N_("Next that needs you"), "f3", N_("Goes to the next field to fix."), "going:next_to_fix"),
    Action("pane", N_("Next pane"), "f6", N_("Library, form, rail."), "going:next_pane", off.no_practice),
    Action("reload", N_("Reload"), "f5", N_("Reads the files anew; what you typed stays."), "going:reload"),
    Action("edition", N_("Another edition"), "", N_("Opens another edition of this workspace."),
           "going:another_edition"),
    Action("look", N_("The colours"), "", N_("Dark, light, high contrast, or the terminal's own."), "going:look"),
    Action("help", N_("Help"), "f1", N_("About what has the focus."), "going:help", anywhere=True),
    Action("keys", N_("Keys"), "f7", N_("All keys on one page."), "going:keys", anywhere=True),
    Action("review", N_("Review"), "f9",
           N_("How it stands, and what can be done: ask, comment, send back, approve, correct a few letters."),
           "reviewing:review", off.no_practice),
    Action("comment", N_("Comment on this field"), "",
           N_("Says what you would change, to those who edit here; it is on no page."), "reviewing:comment",
           off.no_practice),
    Action("publish", N_("Publish"), "", N_("Once nothing is to fix, it is approved, and all comments are settled."),
           "reviewing:publish", off.publishing),
    Action("history", N_("History"), "", N_("What became of this practice, in words; Enter on a line can put it back."),
           "restoring:show_history", off.history),
    Action("commit", N_("Commit"), "ctrl+k", N_("Puts what has changed in this edition into git, with one sentence."),
           "committing:commit", off.exchanging),
    Action("push", N_("Push"), "", N_("Sends your commits to the repository that yours belongs to."),
           "committing:push", off.exchanging),
    Action("pull", N_("Pull"), "", N_("Takes in what others have sent; where both changed one file, nothing happens."),
           "committing:pull", off.exchanging),
    Action("inbox", N_("Inbox"), "f2", N_("All that waits for your decision, one question after the other."),
           "deciding:inbox"),
    Action("look_next", N_("Look at the next practice not yet looked at"), "",
           N_("Use it as is, say that it is not for us, or open it."), "deciding:look_next", off.no_shared),
    Action("translations", N_("Translations"), "f8", N_("Each field beside its words in another language."),
           "translating:translations", anywhere=True),
    Action("still_fits", N_("The translation still fits"), "ctrl+t",
           N_("Though its original has changed: it is up to date again."), "translating:translations",
           off.no_translations),
    Action("po_out", N_("Write a PO file"), "", N_("For translators who work with Weblate, Poedit or OmegaT."),
           "po_files:po_out", anywhere=True),
    Action("po_in", N_("Take in a PO file"), "", N_("What translators sent back; newer words of yours always stand."),
           "po_files:po_in", anywhere=True),
    Action("stance", N_("How it stands here"), "",
           N_("Use a shared practice as it is, say it is not for you, or take that back."),
           "stance:stance", off.shared),
    Action("duplicate", N_("Duplicate this practice"), "", N_("A new draft of your edition that says the same."),
           "shelving:duplicate", off.first(off.no_practice, off.untouched)),
    Action("rename", N_("Rename this practice"), "",
           N_("Another id; what names it follows. Its title you change in the form."), "shelving:rename",
           off.renaming),
    Action("withdraw", N_("Withdraw this practice, or bring it back"), "",
           N_("Lists who refers to it; its title stays, with the reason and what to use in its place."),
           "shelving:withdraw", off.own),
    Action("give", N_("Send something back to the shared edition"), "",
           N_("An improvement, this practice, or an experience; shown before it is written to a file or branch."),
           "giving:give", off.first(off.no_practice, off.following)),
    Action("receive", N_("Receive a proposal"), "", N_("From a file that somebody sent; it waits in the Inbox."),
           "giving:receive", off.read_only),
    Action("sync", N_("Take in a release of the shared edition (sync)"), "",
           N_("Says first what it changes for your edition; your own words stay."), "syncing:sync",
           off.following),
    Action("sync_undo", N_("Back to the release before"), "",
           N_("Reads the shared edition as it was before the last one."), "syncing:undo",
           off.following),
    Action("release", N_("Release this edition"), "", N_("Gives what it says now a number, for others to build on."),
           "releasing:release", off.untouched),
    Action("start", N_("Start an edition"), "", N_("One of your own that builds on another; no practice is copied."),
           "starting:start"),
    Action("drafts", N_("Drafts and kept texts"), "",
           N_("What was left unfinished, and texts that gave way to others."), "recovering:drafts"),
    Action("skip_step", N_("Skip this step of the lesson"), "", N_("On to the next one."), "lesson:skip", off.no_lesson,
           anywhere=True),
    Action("end_lesson", N_("End the lesson"), "", N_("The desk stays; what you wrote stays too."), "lesson:end",
           off.no_lesson, anywhere=True),
    Action("quit", N_("Quit"), "ctrl+q", N_("Asks first if something is not saved."), "leaving:quit_desk"),
    # Not in the palette: the desk itself asks for these.
    Action("choose", N_("Choose"), "", "", "going:choose", listed=False),
    Action("save_translation", N_("Save"), "", "", "saving_translations:save_translation", anywhere=True, listed=False),
    Action("begin", N_("Begin"), "", "", "recovering:begin", listed=False),
    Action("empty", N_("Begin an edition"), "", "", "starting:empty", listed=False),
    Action("stop", N_("Stop"), "", "", "leaving:stop", anywhere=True, listed=False),
    Action("past_change", N_("Then and now"), "", "", "restoring:past_change", listed=False),
    Action("open_broken", N_("Open as text"), "", "", "broken:open_as_text", listed=False),
)  # fmt: skip
