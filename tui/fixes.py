"""What the desk says of each rule a check can find broken: the words of its message → a sentence for people who edit.

The first pattern that is found in the message is taken; its named groups fill the sentence, and `{inbox}`, `{back}`
and the like are the way to go: a key at the desk, a command in plain mode. `{field}` is the field it was found at.
"""

from __future__ import annotations

from collections.abc import Mapping

from tui.speech import N_

Table = tuple[tuple[str, str], ...]  # pattern → sentence; an empty pattern fits all

_NO_SUCH = r"^There is no [a-z ]+ “(?P<name>.*?)”\. "
EMPTY = N_("“{field}” is empty. Write it.")
_WRONG = N_("“{field}” holds something that does not belong there. Write it anew.")
_PICKED = N_("“{name}” is not among those to choose from here. {pick} shows them.")
_RESTORE = N_("The older words it was compared with are lost. An older copy of this edition still has them: "
              "tell whoever looks after its files.")  # fmt: skip
_UNKNOWN_LIST = N_("Something was added here that a practice has no place for, so nobody sees it. "
                   "Tell whoever looks after the files of this edition.")  # fmt: skip
_UNKNOWN_PART = N_("Something is written here for a part that the practice does not have, so nobody sees it. "
                   "Tell whoever looks after the files of this edition.")  # fmt: skip
_NEEDS_WITHDRAWN = N_("It is withdrawn, and readers are not told what to use in its place. Bring it back, and withdraw "
                      "it once more: you are asked.")  # fmt: skip
_OWN_ID = N_("“{name}” may be used by another edition too, since it does not bear the name of this one. "
             "Rename the practice.")  # fmt: skip
_OWN_ITEM_ID = N_("“{name}” may be used by the shared edition too. Add the item once more, and delete this one: "
                  "new ones are named so that they cannot be mixed up.")  # fmt: skip
_STILL_READ = N_(
    "The edition that this one builds on cannot be read. Tell whoever looks after the files of this edition."
)

# The form of a field: what stands there is not of its kind.
FORM: Table = (
    (r"^The field “.*” is missing\.", EMPTY),
    (r" (?:is|cannot be|but is) empty\.", EMPTY),
    (r" cannot be “(?P<value>.*)”\. Write one of: (?P<choices>.*)\.$",
     N_("“{value}” is no choice of “{field}”. {pick} shows them: {choices}.")),
    (r" cannot be “(?P<value>.*)”\. Write a date",
     N_("“{value}” is no date. Write a year, a month or a day: 2017, 2017-12 or 2017-12-19.")),
    (r"There is no such day\.", N_("There is no such day in “{field}”. Write a day of the calendar.")),
    (r" cannot be “(?P<value>.*)”\. Write an address",
     N_("“{value}” is no address. Write one that begins with https://, http:// or mailto:, without blanks.")),
    (r" cannot be “(?P<value>.*)”\. Write the line",
     N_("“{value}” is no place in a source. Write a line, such as 141, or a range, such as 141-145.")),
    (r" cannot be “(?P<value>.*)”\. Write the code",
     N_("“{value}” is no language. Write its code, such as en, nl or pt-BR.")),
    (r" cannot be “(?P<value>.*)”\. Write an id",
     N_("“{value}” cannot be an id. Write lower-case words joined by hyphens, such as consult-early.")),
    (r" cannot be “.*”\. Write some words", EMPTY),
    (r" should be a number, but is “(?P<value>.*)”\.", N_("“{value}” is no number. Write it in digits.")),
    (r"^“.*” is longer than (?P<most>[\d,]+) bytes\.",
     N_("“{field}” is longer than a page can carry. Shorten it, or move parts of it to other fields.")),
    (r"^The reason holds the character (?P<sign>.*?)\.(?: Delete|$)",
     N_("The reason for “{field}” holds a character that nobody sees: {sign}. Delete it, or write the words anew.")),
    (r" holds the character (?P<sign>.*?)\.(?: Delete|$)",
     N_("“{field}” holds a character that nobody sees: {sign}. Delete it, or write the words anew.")),
    (r"^The entry “(?P<name>.*)” stands in .* as well",
     N_("Two files hold the practice “{name}”, and only one of them is used. "
        "Tell whoever looks after the files of this edition.")),
    (r" should be .*, but is | is not as it should be: ", _WRONG),
)  # fmt: skip

_CONTENT: Mapping[str, Table] = {
    "content-essentials": (("", N_("“{field}” is empty, and a published practice needs it. Write it.")),),
    "content-file-name": (
        ("", N_("Its id and the name of its file differ, so others may not find it. "
                "Tell whoever looks after the files of this edition.")),
    ),
    "content-id-form": (
        (r"“(?P<name>.*)” is a name that",
         N_("“{name}” is a name that the site itself uses. Rename the practice.")),
        (r" has more than (?P<most>\d+) characters",
         N_("Its id is longer than {most} characters. Rename the practice, with two to four words.")),
        ("", N_("Its id is none: lower-case words joined by hyphens, such as consult-early. Rename the practice.")),
    ),
    "content-id-twice": (
        (r"“(?P<name>.*)” stands (?P<number>\d+) times",
         N_("“{name}” stands {number} times in “{field}”, so nothing can point at one of them. Keep one.")),
    ),
    "content-too-long": (
        (r" has (?P<number>\d+) characters; there is room for (?P<most>\d+)",
         N_("“{field}” has {number} characters; the page has room for {most}. "
            "Shorten it, or move detail to a longer field.")),
    ),
    "content-too-many-now": (
        (r"^(?P<number>\d+) of the (?P<all>\d+) .* at most (?P<most>\d+) %",
         N_("{number} of {all} published practices are to be done now; at most {most} % can be. "
            "Let those that can wait come next.")),
    ),
    "content-now-without-reason": (
        ("", N_("It is to be done now, and nothing says why it cannot wait. Say it in one sentence, "
                "as the reason of its priority.")),
    ),
    "content-duty": (
        ("", N_("It is a duty, and does not say who owes what to whom. {add} adds it: who has the duty, to whom, "
                "and against which harm.")),
    ),
    "content-official": (
        ("", N_("The edition is official, and does not name who maintains it, by which mandate, and where they are "
                "reached. Tell whoever looks after the files of this edition.")),
    ),
    "content-main-language": (
        (r"edition is (?P<lang>\S+), but (?P<label>.*) is there in",
         N_("A name is missing in the main language of this edition, {language}. "
            "Tell whoever looks after the files of this edition.")),
    ),
    "content-withdrawn": (
        ("does not say why", N_("It is withdrawn, and readers are not told why. Bring it back, and withdraw it once "
                                "more: you are asked.")),
        ("", _NEEDS_WITHDRAWN),
    ),
}  # fmt: skip

_LINKS: Mapping[str, Table] = {
    "links-unknown-practice": (
        (_NO_SUCH, N_("There is no practice “{name}”. {pick} shows those there are; {delete} takes the item "
                               "out.")),
    ),
    "links-unknown-term": (
        (_NO_SUCH, N_("The glossary has no term “{name}”. {pick} shows those there are.")),
    ),
    "links-unknown-source": (
        (_NO_SUCH, N_("There is no source “{name}”. {pick} shows those there are.")),
    ),
    "links-unknown-taxon": ((_NO_SUCH, _PICKED),),
    "links-address": (
        (r"“(?P<name>.*)” cannot be linked",
         N_("“{name}” cannot be linked to. Write a whole address that begins with https://, http:// or mailto:.")),
    ),
}  # fmt: skip

_EVIDENCE: Mapping[str, Table] = {
    "evidence-locator": (
        ("ends before it begins", N_("The lines end before they begin. Write the earlier one first.")),
        (r"^Line (?P<line>\d+) is not in the source “(?P<source>.*)”, which has (?P<number>\d+) lines",
         N_("There is no line {line} in the source: it has {number}. Look the line up again.")),
        ("", N_("A line is named, and no source. {pick} at the source shows those there are.")),
    ),
    "evidence-unknown-unit": (
        (r" supports “(?P<unit>.*)”, which",
         N_("The statement supports “{unit}”, which this practice does not have. {pick} shows what it can support.")),
    ),
    "evidence-heard": (
        ("", N_("It says that it was heard, and no statement supports it. Let a statement of the evidence support it, "
                "or say that it is from the editors.")),
    ),
    "evidence-organisation": (
        ("", N_("The statement does not say which organisation spoke, so it does not count as a witness. "
                "Write the organisation, or that it is not stated.")),
    ),
    "evidence-speaker-label": (
        ("", N_("The statement does not say how its source labels the speaker. Write it, such as Moderator or "
                "Audience member; never a name.")),
    ),
    "evidence-says": (
        ("", N_("The statement says nothing. Write in your own words what was said, in a sentence or two.")),
    ),
    "evidence-as-of": (
        ("", N_("The statement has no date, so readers cannot tell how old it is. Write the day of the session.")),
    ),
    "evidence-none": (
        ("", N_("It is published and rests on nothing. {add} adds a statement, or a law, policy or practice that "
                "carries it.")),
    ),
}  # fmt: skip

_EDITIONS: Mapping[str, Table] = {
    "editions-unknown-parent": (("", _STILL_READ),),
    "editions-cycle": (
        ("", N_("Editions build on each other in a circle. Tell whoever looks after the files of this edition.")),
    ),
    "editions-long-chain": (
        ("", N_("Too many editions build on each other here. Tell whoever looks after the files of this edition.")),
    ),
    "editions-pin": (
        ("", N_("The release that this edition reads is not there, or not as it was. Take it in again, or tell whoever "
                "looks after the files of this edition.")),
    ),
    "editions-local-id": ((r"^The item “(?P<name>.*?)”", _OWN_ITEM_ID), (r"“(?P<name>.*?)”", _OWN_ID)),
    "editions-unknown-language": (
        (r" in “(?P<lang>.*)”, but", N_("It is written in {language}, which is no language of this edition. "
                                        "Tell whoever looks after the files of this edition.")),
    ),
    "editions-unknown-practice": (
        ("this edition's own", N_("It is this edition's own practice, and changed as if it were another's. "
                                  "Tell whoever looks after the files of this edition.")),
        (r"no entry “(?P<name>.*)” in", N_("There is no practice “{name}”, so nobody sees what is written for it. "
                                           "Tell whoever looks after the files of this edition.")),
    ),
    "editions-unknown-unit": (("", _UNKNOWN_PART),),
    "editions-unknown-list": (("", _UNKNOWN_LIST),),
    "editions-cannot-adapt": (
        ("", N_("“{field}” is changed here, and an edition cannot change it. {back} takes the change out.")),
    ),
    "editions-wrong-value": (
        (r"^“(?P<value>.*)” is nothing that",
         N_("“{value}” is nothing that “{field}” can be. Write it anew; {back} goes back to their words.")),
        ("", N_("“{field}” is changed here, and it is not said to what. Write it; {back} goes back to their words.")),
    ),
    "editions-no-reason": (("", N_("“{field}” differs here, and readers are told why. Say it in one sentence.")),),
    "editions-not-for-us": (
        ("", N_("It is not for us, and readers are not told why. Say it once more under “How it stands here”: you are "
                "asked for the reason.")),
    ),
    "editions-needless": (
        ("in this language already", N_("These words are in this language already, so no translation is shown.")),
        ("^This file changes nothing", N_("Nothing is changed here, and nobody has said how it was looked at. "
                                          "“How it stands here” asks for it.")),
        ("", N_("“{field}” says here what the shared edition says too. You can leave it: no page differs.")),
    ),
    "editions-no-base": (
        ("translation", N_("It is not known which words this was translated from. If it fits, say so at {translations} "
                           "with “The translation still fits”.")),
        ("", N_("It is not known what they said when you changed “{field}”; your words stand. {inbox} shows both and "
                "asks you.")),
    ),
    "editions-base-missing": (("", _RESTORE),),
    "editions-unknown-anchor": (
        ("", N_("One of the items it should stand after is gone. It stands after another; look whether it is the right "
                "place.")),
    ),
    "editions-conflict": (
        ("", N_("They changed “{field}” in the same place as you did; yours stands. {inbox} shows both and asks you.")),
    ),
    "editions-stale": (
        ("^They have taken in your item", N_("They took in this item of yours in other words; yours stands. "
                                             "{inbox} asks which to use.")),
        ("^They have taken in your entry", N_("They took in this practice of yours in other words; yours is shown. "
                                              "{inbox} asks which to use.")),
        ("", N_("They changed “{field}”; your words stand. {inbox} shows both and asks you.")),
    ),
    "editions-orphaned": (
        ("^They no longer have the entry", N_("They no longer have this practice; what you wrote for it is shown as "
                                              "withdrawn. {inbox} asks what to do with it.")),
        ("", N_("They no longer have “{field}”; your words stand. {inbox} asks you.")),
    ),
    "editions-claimed": (
        ("", N_("They now use the id of “{field}” for other words; yours stand. {inbox} asks you.")),
    ),
    "editions-converged": (
        ("", N_("They took in what you wrote, word for word. You can leave it: no page differs.")),
    ),
    "editions-displaced": (("", N_("What it stood after is gone; it stands at the end. Move it where it belongs.")),),
    "editions-outdated-translation": (
        ("", N_("“{field}” has changed since it was translated. {translations} shows both.")),
    ),
}  # fmt: skip

_PRIVACY: Mapping[str, Table] = {
    "privacy-name": (
        (r"^“(?P<name>.*)” is the name", N_("“{name}” is the name of somebody who spoke in a session. "
                                            "Write the role and the organisation in its place.")),
    ),
    "privacy-own-words": (
        (r"^The words “(?P<words>.*)” stand in", N_("The words “{words}” stand in the transcript too. "
                                                   "Say it in your own words.")),
    ),
    "privacy-source-unchecked": (
        ("", N_("Nobody can check whether names or phrases of a session were copied. "
                "Ask the people who have its transcript.")),
    ),
}  # fmt: skip

_TEXT: Mapping[str, Table] = {
    "text-too-large": (
        ("", N_("“{field}” is longer than a page can carry. Shorten it, or move parts of it to other fields.")),
    ),
    "text-undefined-term": (
        (r"^“(?P<word>.*)” is explained nowhere",
         N_("“{word}” is explained nowhere, and who does not know it cannot act on this. Write it out.")),
    ),
    "text-unused-term": (
        (r"^The term “(?P<term>.*)” is listed",
         N_("“{term}” is named under “{field}”, but its words do not stand in this practice. Use the word, or take it "
            "out: {pick} shows the list.")),
    ),
    "text-long-sentence": (
        (r"^The sentence “(?P<words>.*)” has (?P<number>\d+) words",
         N_("The sentence “{words}” has {number} words. Make two of it.")),
    ),
    "text-unquoted": (
        ("", N_("Other programs may take what “{field}” says for a number, a date, or yes or no. "
                "Tell whoever looks after the files of this edition.")),
    ),
}  # fmt: skip

_FILES: Mapping[str, Table] = {
    "form-unreadable": (
        ("There is no such file|no longer there", N_("A file is no longer there. Reload, and look again.")),
        ("may not read", N_("You are not allowed to read a file. Ask whoever looks after this machine.")),
        (r"The character (?P<sign>.*?) may not stand", N_("A character that nobody sees stands in the file: {sign}. "
                                                          "Delete it in your own editor.")),
        ("", N_("The file cannot be read as it stands. Mend it in your own editor, or tell whoever looks after the "
                "files of this edition.")),
    ),
    "form-wrong": (*FORM, ("", _WRONG)),
    "form-unknown-key": (
        (r"^“(?P<name>.*?)” is no field here",
         N_("“{name}” is no field here: it is kept, and shown nowhere. Tell whoever looks after the files of this "
            "edition.")),
    ),
}  # fmt: skip

FIXES: Mapping[str, Table] = {**_CONTENT, **_LINKS, **_EVIDENCE, **_EDITIONS, **_PRIVACY, **_TEXT, **_FILES}
