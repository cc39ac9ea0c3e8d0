"""`handbook reparent` in the terminal: what would be lost, change by change, and what to do with each."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from handbook.cli.asking import asked, somebody
from handbook.cli.output import say, wrapped
from handbook.editions.inherited import Inherited
from handbook.errors import DecisionError
from handbook.model.counted import counted
from handbook.model.ids import BORROWED
from handbook.model.units import UnitPath, said, spoken
from handbook.store.reparenting import Move

_SENTENCES = {
    "words": "They say this in other words.",
    "value": "They have another value here.",
    "set": "They have other members here.",
    "hide": "They leave this item out.",
    "order": "They have these items in another order.",
    "item": "This item is theirs.",
    "practice": "This whole practice is theirs.",
}


def chosen(move: Move, adopt: str, take: Sequence[str]) -> list[Inherited] | None:
    """What is to become the edition's own, by option or asked one by one; nothing at all where the person stops.

    Also what it has to say in its own words, since it is in another language: `told` lists that at the end.
    Raises DecisionError where there is nobody to ask and no option says it.
    """
    if move.unknown:
        if adopt == "none" and not take:
            return []
        todo = "Nothing was changed. To move without it, add --adopt none: all that is your own stays."
        raise DecisionError(f"It cannot be told what you have from “{move.before}”. {move.unknown}", todo=todo)
    if take:
        return _taken(move, take)
    if not move.changes:
        return []
    if adopt:
        return list(move.changes) if adopt == "all" else []
    if somebody():
        return _one_by_one(move)
    for one in move.changes:
        _show(one, move)
    todo = "Add --adopt all, --adopt none, or --take 'PRACTICE UNIT' for each you want. Nothing was changed."
    raise DecisionError(f"{counted(len(move.changes), 'change')} from “{move.before}” must be decided on.", todo=todo)


def told(move: Move, kept: Sequence[Inherited], files: Sequence[str]) -> None:
    """What has become of it all, and what to do next."""
    title = move.shared.title
    accepted = move.shared.accepted
    release = f", release {accepted.release.number}" if accepted else ""
    say(f"“{move.edition}” now builds on “{title}” ({move.shared.id}{release}), no longer on “{move.before}”.")
    if accepted and accepted.verified:
        say(f"The release is signed by {accepted.verified}; the signature was verified.")
    elif accepted and not accepted.trusted:
        say(f"Nobody has looked at a signature: compare its digest by phone with its makers: {accepted.short}.")
    ours = [one for one in kept if not one.foreign]
    if ours:
        say(f"{counted(len(ours), 'change')} of “{move.before}” became your own:")
        for file in files:
            say(f"  {file}")
    dropped = len(move.changes) - len(kept)
    if dropped:
        say(f"Dropped: {dropped}. There the words of “{title}” are shown.")
    _tell_left([one for one in kept if one.foreign], move)
    say(f"Look at what waits for a decision: handbook status --edition {move.edition}")


def _taken(move: Move, take: Sequence[str]) -> list[Inherited]:
    there = {f"{one.practice} {one.path}".strip(): one for one in move.changes}
    for name in take:
        if name not in there:
            todo = "Nothing was changed. Run it without --take to see the list."
            raise DecisionError(f"You have no “{name}” from “{move.before}”.", todo=todo)
        if there[name].foreign:
            what = (
                f"“{name}” cannot be taken over as it is: it is in “{there[name].lang}”, but what you say in that"
                " practice is in another language, and one file holds one language."
            )
            todo = f"Nothing was changed. Say it in your own words first: {_before(there[name], move)}"
            raise DecisionError(what, todo=todo)
    return [there[name] for name in dict.fromkeys(take)]


def _one_by_one(move: Move) -> list[Inherited] | None:
    waiting = counted(len(move.changes), "change")
    say(f"{waiting} you have only from “{move.before}”. What is your own stays in any case.")
    kept: list[Inherited] = []
    for one in move.changes:
        _show(one, move)
        ours = "a: say it in our words later" if one.foreign else "a: make it ours"
        answer = ""
        while answer not in ("a", "d", "q"):
            answer = asked(f"  {ours}, d: drop, q: stop", otherwise="q").casefold()[:1]
        if answer == "q":
            say("Nothing was changed.")
            return None
        if answer == "a":
            kept.append(one)
    return kept


def _show(one: Inherited, move: Move) -> None:
    say()
    say(f"{one.practice} {one.path}".strip() + (f"  ({spoken(one.path)})" if one.path else ""))
    say(f"  {one.by}: {_SENTENCES[one.what]} {one.why if one.what != 'practice' else ''}".rstrip())
    if one.foreign:
        say(f"  It is in “{one.lang}”, and what you say in this practice is in another language:")
        say(f"  to keep it without a gap, say it in your words first: {_before(one, move)}")
    for heading, value in (("Now shown", one.ours), (f"In {move.shared.id}", one.theirs)):
        if value:
            wrapped(f"{heading}: {said(value)}", indent=2)


def _tell_left(left: Sequence[Inherited], move: Move) -> None:
    """What could not be taken over, in full: it is shown nowhere else now."""
    if not left:
        return
    say()
    say(f"Left out, since what you say in these practices is in another language: {counted(len(left), 'change')}.")
    say("If you want to keep it, say it in your words, in place of each “…”:")
    for one in left:
        say()
        say(f"{one.practice} {one.path}  ({spoken(one.path)})")
        wrapped(f"“{one.by}” says: {said(one.ours)}", indent=2)
        say(f"  {_after(one, move)}")
        if by_hand := [f"{part}: {' '.join(values)}" for part, values in one.parts if "." in part]:
            wrapped(f"Then write into the file by hand: {'; '.join(by_hand)}", indent=2)
    say()
    say("Translations of yours that have lost their place by that are named by: handbook check")


def _before(one: Inherited, move: Move) -> str:
    """The command that says it in one's own words while the edition still has it."""
    words = next((part for part, values in one.parts if not values), "text")
    unit = f"{one.path}.{words}" if one.what == "item" else one.path
    return f"handbook adapt {one.practice} {unit} --edition {move.edition}"


def _after(one: Inherited, move: Move) -> str:
    """The command that says it in one's own words when the edition has moved: an item is a new one then."""
    command, ours_too = ["handbook", "adapt", one.practice], ["--why", "…", "--edition", move.edition]
    if one.what != "item":
        return shlex.join([*command, one.path, "--text", "…", *ours_too])
    at = UnitPath.parse(one.path)
    command += [at.field, "--new", at.item if at.field in BORROWED else at.item.rpartition("/")[2]]
    for part, values in [held for held in one.parts if "." not in held[0]]:
        ours = [value.replace(f"/{one.by}/", f"/{move.edition}/") for value in values] or ["…"]
        if part == "text":
            command += ["--text", *ours]
        elif part == "groups":
            command += [word for value in ours for word in ("--for", value)]
        else:
            command += ["--part", f"{part}={','.join(ours)}"]
    return shlex.join([*command, *ours_too])
