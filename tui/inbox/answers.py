"""What happened to a unit, and what can be answered, in words for each kind. 1 is always ours, 2 theirs, 3 both."""

from __future__ import annotations

from handbook.editions import asked as words
from handbook.model.field import Merge
from handbook.model.question import Decision, Question
from handbook.model.resolved import State
from handbook.model.units import UnitPath, field_at
from tui.answer import Choice
from tui.speech import N_, _

_ASKS_AGAIN = N_("Asks again only if {parent} changes it again.")
_KEPT = N_("Ours and its reason stay under Drafts and kept texts.")
_AT_THE_END = N_("What it stood after is gone, so it stands at the end now")

# What happened, without its stop: what changed word by word comes behind it.
_TOLD = {
    ("unit", State.STALE): N_("You adapted this text. {parent} has changed its own words since"),
    ("unit", State.CONFLICT): N_("You adapted this text. {parent} has changed the very words that you changed"),
    ("unit", State.ORPHANED): N_("You adapted this text. {parent} no longer has it; your words stand"),
    ("hide", State.STALE): N_("You leave this item out, and it is left out still. {parent} has changed it since"),
    ("order", State.STALE): N_("You moved this item, and it stands where you put it. {parent} has changed it since"),
    ("order", State.DISPLACED): _AT_THE_END,
    ("own", State.STALE): N_("{parent} has taken in this item of yours in other words; yours is shown"),
    ("own", State.CLAIMED): N_("{parent} now has another item of the same name; yours is shown"),
    ("own", State.DISPLACED): _AT_THE_END,
    ("gone", State.ORPHANED): N_("You changed something in this item. {parent} has taken it out; your words stand"),
    ("practice", State.STALE): N_("{parent} has taken in this practice of yours in other words; yours is shown"),
}
_VALUE = N_("You chose another value here. {parent} has changed its own since")
_UNSURE = N_("It is not known what {parent} said when you changed this; your words stand")

_KEEP = {
    "unit": (N_("Keep ours"), _ASKS_AGAIN),
    "hide": (N_("Leave it out still"), _ASKS_AGAIN),
    "order": (N_("Leave it where it stands"), _ASKS_AGAIN),
    "own": (N_("Keep ours"), N_("It becomes your change of theirs, and you are told when they change it.")),
    "gone": (N_("Keep ours"), N_("It becomes an item of your own.")),
    "practice": (N_("Keep ours"), N_("Theirs is not for us, and readers are told why.")),
}
_TAKE = {
    "unit": (N_("Take the words of {parent}"), _KEPT),
    "hide": (N_("Show it, as {parent} has it"), N_("Readers see it again.")),
    "order": (N_("Put it where {parent} has it"), N_("Your order of it goes.")),
    "own": (N_("Take the words of {parent}"), _KEPT),
    "gone": (N_("Let it go, as {parent} did"), _KEPT),
    "practice": (N_("Take theirs"), N_("Your own file of it goes; its words stay under Drafts and kept texts.")),
}
_EDIT = {
    "gone": (N_("Edit ours"), N_("It becomes an item of your own, in other words.")),
    "order": (N_("Put it somewhere else"), N_("You choose what it stands after.")),
}
_DONE = {
    Decision.KEEP: N_("ours is kept"),
    Decision.TAKE: N_("theirs is taken"),
    Decision.MERGE: N_("both changes are in"),
    Decision.EDIT: N_("your new words stand"),
}


def told(question: Question, parent: str, changed: str) -> str:
    """What happened, and what they changed."""
    if question.unsure:
        said = _UNSURE
    elif question.state is State.CONFLICT and _is_value(question):
        said = _VALUE
    else:
        said = _TOLD.get((question.about, question.state), words.sentence(question).removesuffix("."))
    said = _(said, parent=parent)
    return _("{sentence}: {changes}.", sentence=said, changes=changed) if changed else f"{said}."


def answers(question: Question, parent: str) -> list[Choice]:
    """The answers under their numbers; one that cannot be given here stands there with the reason."""
    about, displaced = question.about, question.state is State.DISPLACED
    keep, take = _KEEP[about], _TAKE[about]
    edit = _EDIT.get(about, (N_("Edit both"), N_("Opens ours beside theirs.")))
    if displaced:
        keep, edit = (N_("Leave it at the end"), N_("It stands there on purpose then.")), _EDIT["order"]
    elif question.state is State.CLAIMED:
        keep = (N_("Keep ours"), N_("Ours gets another name, and both are shown."))
    elif question.state is State.ORPHANED and about == "unit":
        keep, take = (N_("Keep ours"), N_("You are not asked about it again.")), _TAKE["gone"]
    elif _is_value(question):
        take, edit = (N_("Take the value of {parent}"), _KEPT), (N_("Choose another"), N_("Opens the list."))
    can = question.decisions
    no_edit = "" if Decision.EDIT in can else _NO_EDIT[about]
    no_take = "" if Decision.TAKE in can else N_("There is nothing of theirs to take.")
    found = [(Decision.KEEP, keep, ""), (Decision.TAKE, take, no_take), (Decision.EDIT, edit, no_edit)]
    merge = (N_("Use the merged text"), N_("Both changes, as shown above."))
    found.append((Decision.MERGE, merge, "" if Decision.MERGE in can else _no_merge(question)))
    later = Choice(Decision.LATER, _("Later"), _("It stays in the Inbox."))
    return [
        *(Choice(one, _(said[0], parent=parent), _(said[1], parent=parent), _(off)) for one, said, off in found),
        later,
    ]


def done_words(decision: Decision) -> str:
    """What was done, in a few words."""
    return _(_DONE[decision])


_NO_EDIT = {
    "hide": N_("There are no words of yours here."),
    "practice": N_("Keep ours, then open the practice and edit it."),
}


def _no_merge(question: Question) -> str:
    if question.about == "unit" and question.state is State.CONFLICT and not _is_value(question):
        return N_("Not here: both changed the same words.")
    other = question.now_lang and question.ours_lang != question.now_lang
    if question.about == "unit" and other and not _is_value(question):
        return N_("Not here: the two are in different languages.")
    return N_("Not here: there is nothing to put together.")


def _is_value(question: Question) -> bool:
    field = field_at(UnitPath.parse(question.path))
    return field is not None and field.merge is Merge.VALUE
