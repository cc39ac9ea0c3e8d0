"""What waits for a decision, in sentences: as text, as JSON, and as one page of HTML."""

from __future__ import annotations

import html
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handbook.cli.hints import hints
from handbook.cli.output import clean, say, wrapped
from handbook.editions.asked import Part, case, readable
from handbook.editions.merge import word_diff
from handbook.editions.status import Status
from handbook.editions.translate import Standing
from handbook.editions.translate import translations as translated
from handbook.model.counted import counted
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.model.question import Decision, Question
from handbook.model.resolved import Stance
from handbook.store.workspace import Workspace

_DECISIONS = {
    Decision.KEEP: "keep yours",
    Decision.TAKE: "take theirs",
    Decision.MERGE: "take both, as put together here",
    Decision.EDIT: "write it anew",
    Decision.LATER: "leave it for another day",
}
_MARKS = {"same": ("", ""), "del": ("[-", "-]"), "ins": ("{+", "+}")}
_TAGS = {"same": ("", ""), "del": ("<del>", "</del>"), "ins": ("<ins>", "</ins>")}


@dataclass(frozen=True, slots=True)
class Shown:
    """A question with its sentence and its texts, as every form shows it."""

    question: Question
    title: str
    label: str
    sentence: str
    parts: tuple[tuple[str, list[Part]], ...]  # heading, text
    command: str  # that settles it


def shown(workspace: Workspace, questions: Sequence[Question], edition: str) -> list[Shown]:
    """Each question as people read it."""
    named, chain = hints(workspace, edition), workspace.handbook.chain(edition)
    return [_shown(chain, question, named) for question in questions]


def as_text(found: Sequence[Shown], news: Sequence[str]) -> None:
    """All questions, and the sentences that sum up."""
    last = ""
    for one in found:
        if one.title != last:
            wrapped(one.title, style="bold")
            last = one.title
        wrapped(f"{one.label}: {one.sentence}", indent=2)
        for heading, text in one.parts:
            wrapped(f"{heading}: {marked(text)}", indent=4)
        wrapped(f"Answer with {', '.join(one.question.decisions)}:", indent=4, style="dim")
        wrapped(one.command, indent=4, style="dim")
        say()
    for sentence in news:
        wrapped(sentence)


def one_as_text(one: Shown) -> None:
    """One question, with what each answer means."""
    wrapped(one.title, style="bold")
    wrapped(f"{one.label}: {one.sentence}")
    for heading, text in one.parts:
        wrapped(f"{heading}: {marked(text)}", indent=2)
    for decision in one.question.decisions:
        wrapped(f"{decision.value} = {_DECISIONS[decision]}", indent=2)


def as_json(status: Status, found: Sequence[Shown], translations: Mapping[str, Mapping[str, int]]) -> None:
    """All of it for programs."""
    held = {
        "edition": status.edition,
        "questions": [
            {
                "practice": one.question.practice, "unit": one.question.path, "about": one.question.about,
                "state": one.question.state, "sentence": one.sentence, "then": one.question.before,
                "now": one.question.now, "now_lang": one.question.now_lang, "ours": one.question.ours,
                "ours_lang": one.question.ours_lang, "why": one.question.why,
                "suggestion": one.question.suggestion, "decisions": list(one.question.decisions),
            }
            for one in found
        ],
        "converged": [{"practice": practice, "unit": unit} for practice, unit in status.converged],
        "parent_behind": [{"practice": practice, "unit": unit} for practice, unit in status.behind],
        "states": dict(status.states), "stances": dict(status.stances),
        "translations": {lang: dict(counts) for lang, counts in translations.items()},
    }  # fmt: skip
    say(json.dumps(held, ensure_ascii=False, indent=1))


def as_html(status: Status, found: Sequence[Shown], news: Sequence[str]) -> None:
    """One page that stands alone: content is escaped, and there is no script."""
    said = [f"<p>{_safe(sentence)}</p>" for sentence in news]
    cases = [
        f"<section><h2>{_safe(one.title)}</h2><h3>{_safe(one.label)}</h3><p>{_safe(one.sentence)}</p><dl>"
        + "".join(f'<dt>{_safe(heading)}</dt><dd dir="auto">{_as_tags(text)}</dd>' for heading, text in one.parts)
        + f"</dl><p>Answer with {', '.join(one.question.decisions)}:"
        + f" <code>{_safe(one.command)}</code></p></section>"
        for one in found
    ]
    say(_PAGE.format(title=_safe(f"What waits in the edition “{status.edition}”"), body="\n".join([*said, *cases])))


def summary(status: Status) -> Iterator[str]:
    """How many wait, and what can be cleared away."""
    waiting = len(status.questions)
    if waiting:
        yield f"{counted(waiting, 'change waits', 'changes wait')} for your decision. Until then your words are shown."
    else:
        yield "Nothing waits for a decision."
    if status.converged:
        count = counted(len(status.converged), "change of yours is", "changes of yours are")
        yield f"{count} in the shared edition now, word for word. To clear them away: handbook tidy"
    if status.behind:
        count = counted(len(status.behind), "text", "texts")
        yield f"Of {count} the shared edition has news of its own to settle first; nothing is to be done here."
    for practice, replaced in status.withdrawn:
        instead = f" In its place they name: {', '.join(replaced)}." if replaced else ""
        yield f"They withdrew “{practice}”, which you have adapted; your words stand.{instead}"
    if not_yet := status.stances[Stance.NOT_YET]:
        count = counted(not_yet, "practice is", "practices are")
        yield f"{count} not yet looked at, and read as in the shared edition."


def translations(handbook: Handbook, edition: str) -> tuple[dict[str, dict[str, int]], list[str]]:
    """Language → how many units stand how in it, and a sentence for each language in which some are outdated.

    Outdated are those of this edition; what an edition above has yet to mend is not its work.
    """
    counts: dict[str, dict[str, int]] = {}
    sentences = []
    begun = {lang for one in handbook.chain(edition) for lang, _ in one.translations}
    for lang in handbook.edition(edition).languages:
        if lang not in begun:
            continue  # nothing is translated into it, and whatever is written in it needs no translation
        found = Counter({"missing": 0, "fresh": 0, "outdated": 0})
        for unit in translated(handbook, edition, lang):
            outdated = unit.standing is Standing.OUTDATED
            if not outdated or unit.edition == edition:
                found[unit.standing.value] += 1
            if unit.kind:
                found[unit.kind] += 1
        counts[lang] = dict(found)
        if outdated_here := found["outdated"]:
            of = counted(outdated_here, "translation", "translations")
            sentences.append(f"{of} into “{lang}” is of older words: handbook translate --to {lang} --status")
    return counts, [one if one.startswith("1 ") else one.replace(" is of ", " are of ") for one in sentences]


def compared(old: str, new: str) -> str:
    """A word diff as text: what went in [-brackets-], what came in {+braces+}."""
    return marked(readable(word_diff(old, new)))


def marked(parts: Sequence[Part]) -> str:
    """A word diff as text, the marks close around the words."""
    return "".join(_framed(text, *_MARKS[kind]) for kind, text in parts)


def _framed(text: str, front: str, back: str) -> str:
    bare = text.strip()
    return text.replace(bare, f"{front}{bare}{back}", 1) if bare else text


def _shown(chain: Sequence[Edition], question: Question, named: Callable[[str], str]) -> Shown:
    held = case(chain, question)
    command = named(f"handbook decide {question.practice} {question.path or '-'}")
    return Shown(question, clean(held.title), held.label, held.sentence, tuple(held.texts()), command)


def _as_tags(parts: Sequence[Part]) -> str:
    """A word diff as HTML; all else is text."""
    return "".join(_framed(_safe(text), *_TAGS[kind]) for kind, text in parts)


def _safe(text: str) -> str:
    return html.escape(clean(text))


_PAGE = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body{{font:1rem/1.5 system-ui,sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}}
section{{border-top:1px solid;margin-top:2rem}}h2{{font-size:1.2rem}}h3{{font-size:1rem}}dt{{font-weight:bold}}
dd{{margin:0 0 .6rem;white-space:pre-wrap;overflow-wrap:anywhere}}code{{overflow-wrap:anywhere}}</style>
<h1>{title}</h1>
{body}
</html>"""
