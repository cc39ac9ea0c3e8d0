"""`handbook start` in the terminal: what a new edition must have is asked for, and what was made is told."""

from __future__ import annotations

import shlex
from typing import Any

from handbook.cli.asking import asked, somebody
from handbook.cli.output import say
from handbook.errors import FormError
from handbook.model.fields import EDITION
from handbook.store.shared import Shared
from handbook.store.starter.edition import Wanted
from handbook.store.starting import Started

# What an edition must have, as an option, a question and what helps to answer it.
_NEEDED = (
    ("kind", "--kind", "What is it about: country, region, sub-region, community or global?"),
    ("languages", "--lang", "In which languages? The main one first, as codes with spaces between (en sw, nb nn)"),
    ("title", "--title", "How is it called, in the main language?"),
    ("body", "--body", "Who keeps it? A secretariat or committee, not a person"),
)


def wanted_edition(edition: str, **said: Any) -> Wanted:
    """The edition that is asked for. What must be said and was not is asked at the terminal.

    Raises FormError with the options that are missing where nobody sits there.
    """
    missing = [(name, option, question) for name, option, question in _NEEDED if not said[name]]
    if missing and not somebody():
        todo = f"Add: {', '.join(option for _, option, _ in missing)}. See handbook start --help."
        raise FormError("A new edition needs more than its id.", todo=todo)
    for name, option, question in missing:
        answer = _answered(name, question)
        if not answer:
            raise FormError("Without this there is no edition.", todo=f"Nothing was made. Say it with {option}.")
        said[name] = tuple(answer.replace(",", " ").split()) if name == "languages" else answer
    return Wanted(id=edition, **said)


def agreed(wanted: Wanted) -> bool:
    """Whether the person at the terminal wants it made; where nobody sits there, the command itself is the answer."""
    if not somebody():
        return True
    official = "official" if wanted.official else "example: each page says that your forum has not reviewed it"
    say(f"{wanted.id}: {wanted.title} ({', '.join(wanted.languages)}), kept by {wanted.body}. Standing: {official}.")
    made = asked("Make it? yes or no", otherwise="y").casefold().startswith("y")
    if not made:
        say("Nothing was made.")
    return made


def told(started: Started) -> None:
    """What was made, on what it builds, and what to do next."""
    name, shared = started.edition, started.shared
    say(f"The edition “{name}” lies in {started.folder}.")
    say(_release(shared))
    say(f"It has every practice of “{shared.title}” and holds only what you will say differently.")
    say()
    say("Next:")
    if started.own_repository:
        say(f"  cd {shlex.quote(str(started.root))}")
    for command, purpose in (
        (f"handbook list --edition {name}", "the practices it has"),
        (f"handbook serve {name}", "look at it in your browser"),
        (f"handbook adapt PRACTICE UNIT --edition {name}", "say something in your own words"),
        (f"handbook sync --edition {name}", "take in their next release"),
    ):
        say(f"  {command:<45} {purpose}")
    if started.own_repository:
        say("  git init && git add . && git commit -m 'Start our edition'")
        say("README.md there tells more. The files for GitHub and GitLab check and publish it after every change.")


def _release(shared: Shared) -> str:
    if shared.accepted is None:
        return f"It follows “{shared.title}” ({shared.id}) as it is in this handbook, which has no release yet."
    held = shared.accepted
    text = f"It reads release {held.release.number} of “{shared.title}” ({shared.id})"
    if held.verified:
        return f"{text}, signed by {held.verified}; the signature was verified."
    if held.trusted:
        return f"{text}."
    return f"{text}. Nobody has looked at a signature: compare its digest by phone with its makers: {held.short}."


def _answered(name: str, question: str) -> str:
    answer = asked(question)
    while name == "kind" and answer and answer not in _kinds():
        say(f"Write one of: {', '.join(_kinds())}.")
        answer = asked(question)
    return answer


def _kinds() -> tuple[str, ...]:
    region = EDITION.field("region")
    kind = region.part("kind") if region else None
    return kind.choices if kind else ()
