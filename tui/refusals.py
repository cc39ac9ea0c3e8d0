"""What the desk says of what is refused, and of what stands in the way of publishing: as in `tui.fixes`."""

from __future__ import annotations

from tui.fixes import FORM, Table
from tui.speech import N_

WRONG_VALUE = N_("“{field}” cannot hold this. Write it anew, or take the change back.")

# Of saving, reviewing, correcting and commenting. `{label}` is a field as the library names it.
REFUSALS: Table = (
    ("and cannot be empty here", N_("“{field}” has words in the shared edition and cannot be empty here. Write some, "
                                    "or go back to their words with {back}.")),
    ("differs here, and readers are told why|has no reason, and readers are shown one",
     N_("“{field}” differs here, and readers are told why. Say it in one sentence.")),
    ("stands elsewhere here", N_("“{field}” stands elsewhere here, and readers are told why. Say it in one sentence.")),
    ("can only be left out for a reason", N_("“{field}” is hidden here, and readers are told why. Say it in one "
                                             "sentence.")),
    (r"^There is no “(?P<name>.*)” among the",
     N_("“{name}” is not among those to choose from here. {pick} shows them.")),
    (r"^There is an item “.*” already|is in this list already", N_("This item is in the list already. Change the one "
                                                                   "that is there.")),
    ("cannot be the id of an item", N_("It cannot be named so. Pick one of those there are.")),
    ("^There are no words for|holds a value", N_("“{field}” is empty. Write it.")),
    ("cannot be changed by an edition", N_("“{field}” cannot be changed by an edition. Write to those whose words they "
                                           "are.")),
    ("^That would not change|is not adapted here", N_("“{field}” reads so already. There is nothing to change.")),
    ("no other words to go back to", N_("It is your own; there are no other words to go back to. {delete} deletes "
                                        "it.")),
    ("would stand after itself|to stand after", N_("“{field}” cannot stand there. Move it to another place.")),
    ("has no item “|Practices have no|has no unit “|has no words at",
     N_("The practice no longer has “{field}”. Reload, and look again.")),
    ("^This is more than a small correction",
     N_("This is more than a small correction: only a few letters may change, and no number, no “not” and no link. "
        "Change it in the practice, then ask for a review.")),
    ("^There is no such file", N_("There is no such file.")),
    ("^This is a folder, not a file", N_("This is a folder, not a file.")),
    ("^You may not read this file", N_("You are not allowed to read a file. Ask whoever looks after this machine.")),
    ("^The words are the same as before", N_("The words are the same as before.")),
    ("these are the words of the shared edition", N_("These are the words of the shared edition: whoever changes them "
                                                     "here changes more than a few letters.")),
    (r"is not published\.", N_("It is not published: change it as you like.")),
    ("^The comment says nothing", N_("The comment says nothing. Write what you would change, and why.")),
    (r"^The comment has (?P<number>[\d,]+) characters; there is room for (?P<most>[\d,]+)",
     N_("The comment has {number} characters; there is room for {most}. Make several of it, each at its field.")),
    ("^It is not said who is speaking", N_("It is not said who is speaking. Write a role or initials; no name is "
                                           "needed.")),
    *FORM,
)  # fmt: skip

# Why a practice cannot be published yet, beside what is to fix in it.
REASONS: Table = (
    (r"^“(?P<title>.*)” is a practice of the shared edition;",
     N_("“{title}” is a practice of the shared edition; what you adapt in it shows as soon as it is saved.")),
    (r"^“(?P<title>.*)” is published already\.", N_("“{title}” is published already.")),
    (r"^“(?P<title>.*)” is withdrawn\.", N_("“{title}” is withdrawn.")),
    (r"^“(?P<label>.*)” is empty\.$", N_("“{label}” is empty.")),
    ("^It rests on nothing yet", N_("It rests on nothing yet: no statement, and no law, policy or practice, carries "
                                    "it.")),
    ("^The review that was asked for", N_("The review that was asked for is not done yet.")),
    ("^The reviewer has sent it back", N_("The reviewer has sent it back; nobody has asked for a review since.")),
    ("^Nobody has reviewed", N_("Nobody has reviewed this practice.")),
    ("^It has changed since", N_("It has changed since it was approved.")),
    (r"^1 comment is open", N_("1 comment is open.")),
    (r"^(?P<number>\d+) comments are open", N_("{number} comments are open.")),
)  # fmt: skip
