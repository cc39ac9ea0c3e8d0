"""A small valid workspace on which the checks find nothing, and examples laid over it: a page's bad and good YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from handbook.checks.finding import Finding
from handbook.checks.runner import check
from handbook.editions.fingerprint import fingerprint
from handbook.editions.snapshot import digest_of, frozen
from handbook.model.ownwords import make
from handbook.store.workspace import Workspace

ENTRY = "practices/global/entries/consult-early.yaml"
OTHER = "practices/global/entries/publish-results.yaml"
GLOBAL = "practices/global/edition.yaml"
LOCAL = "practices/ie/edition.yaml"
ADAPT = "practices/ie/adapt/consult-early.yaml"
IRISH = "practices/ie/i18n/ga/consult-early.yaml"
FRENCH = "practices/global/i18n/fr/consult-early.yaml"
TAXONOMY = "practices/global/taxonomy.yaml"
GLOSSARY = "practices/global/glossary.yaml"
SOURCES = "practices/global/sources.yaml"

SUMMARY = "Ask those concerned before you write, since late advice is seldom followed."
STEP = "Ask the trade bodies and the consumer body for written comments."
ITEM = "The draft carries a date until which comments are read."
# Words that stand in upstream/bases of both editions: what the entry says now, and what it said before.
NOW = [SUMMARY, STEP, ITEM, "emerging", "next"]
BEFORE = ["Ask people first.", "proposed", "Ask the trade bodies.", "Write to the consumer body.", "Ask. Then write."]

# A made-up session; its speaker and sentences stand nowhere else.
TRANSCRIPT = """The made-up session
>> MODERATOR: Welcome all. Quillon Vargas speaks first.
>> QUILLON VARGAS: We wrote the rule in one week and nobody in the field could follow it at all.
"""
NAMES = ["Quillon Vargas", "Quillon", "Vargas"]
RUNS = make(TRANSCRIPT, NAMES, "5a17", 1)

BASE: dict[str, str] = {
    "handbook.yaml": """\
format: "1"
title: {en: A small handbook}
""",
    GLOBAL: """\
format: "1"
id: global
title: {en: Shared edition}
standing: official
languages: [en, fr]
maintainer: {body: The secretariat, mandate: Asked by the plenary, contact: "mailto:desk@example.org"}
""",
    TAXONOMY: """\
format: "1"
themes:
  - {id: consultation, label: {en: Consultation}}
groups:
  - {id: government, label: {en: Government}}
  - {id: regulator, label: {en: Regulator}, within: [government]}
phases:
  - {id: start, label: {en: Start}}
topics:
  - {id: spam, label: {en: Spam}}
""",
    GLOSSARY: """\
format: "1"
lang: en
terms:
  - id: trade-body
    term: Trade body
    definitions:
      - {id: plain, text: Speaks for the firms of one trade., source: demo-session, at: "2"}
""",
    SOURCES: """\
format: "1"
lang: en
sources:
  - {id: demo-session, kind: session, title: The made-up session, lines: "3", authority: caption}
""",
    ENTRY: f"""\
format: "1"
id: consult-early
kind: practice
lang: en
title: Consult early
summary: {SUMMARY}
status: published
maturity: emerging
priority: {{level: next, reason: It takes a month.}}
themes: [consultation]
groups: [government]
phases: [start]
topics: [spam]
problem: Advice that comes after the text is written changes little.
steps:
  - {{id: ask-trade, text: {STEP}, groups: [government], phase: start, basis: heard}}
  - {{id: answer-all, text: Answer each comment in a line., groups: [government], phase: start, basis: editors}}
checklist:
  - {{id: date-set, text: {ITEM}, groups: [regulator], kind: verify, basis: editors}}
value:
  - {{id: government, gives: A month., gets: A rule that holds.}}
evidence:
  - id: rule-in-a-week
    source: demo-session
    at: "3"
    kind: first-hand
    speaker: {{label: Speaker, role: Network operator, organisation: Example Net, anonymity: attributed}}
    says: A rule was made in days, and those who had to keep it were unable to.
    supports: [summary, steps/ask-trade.text]
    as_of: "2016-12-08"
related:
  - {{id: publish-results, relation: see-also}}
terms: [trade-body]
""",
    OTHER: """\
format: "1"
id: publish-results
kind: practice
lang: en
title: Publish the results
summary: Say what came of the comments, so that people comment again.
status: published
groups: [government]
problem: People who hear nothing do not write a second time.
steps:
  - {id: write-it-down, text: Write down what you changed., groups: [government], basis: editors}
checklist:
  - {id: published, text: The list of changes is public., groups: [government], kind: verify, basis: editors}
basis:
  - {id: open-government, kind: policy, title: A policy of open government}
""",
    **{
        f"practices/global/entries/{name}.yaml": f"""\
format: "1"
id: {name}
kind: practice
lang: en
title: {title}
summary: {title}, so that people can answer.
status: published
groups: [government]
problem: Without it few people answer.
steps:
  - {{id: do-it, text: Do it in the first week., groups: [government], basis: editors}}
checklist:
  - {{id: done, text: It was done in the first week., groups: [government], kind: verify, basis: editors}}
basis:
  - {{id: open-government, kind: policy, title: A policy of open government}}
"""
        for name, title in (
            ("write-plainly", "Write plainly"),
            ("name-a-contact", "Name a contact"),
            ("set-a-date", "Set a date"),
        )
    },
    FRENCH: f"""\
format: "1"
translates: consult-early
units:
  summary: {{text: Demander tôt., of: {fingerprint(SUMMARY)}, kind: machine}}
""",
    LOCAL: """\
format: "1"
id: ie
title: {en: Irish edition}
standing: example
languages: [en, ga]
builds_on: global
""",
    ADAPT: f"""\
format: "1"
adapts: consult-early
lang: en
changes:
  summary:
    text: Ask the consumer body before you write.
    why: One body answers for all here.
    base: {fingerprint(SUMMARY)}
additions:
  steps:
    - {{id: ie/ask-minister, text: Tell the minister whom you ask., after: [ask-trade], basis: editors}}
""",
}


@dataclass(frozen=True)
class Example:
    """One fenced piece of a page: the file its first line names, and its text."""

    file: str
    text: str


def findings(root: Path, *examples: Example, editions: list[str] | None = None) -> list[Finding]:
    """What the checks say of the small workspace with the examples laid over it."""
    return check(workspace(root, *examples), editions)


def workspace(root: Path, *examples: Example) -> Workspace:
    """The small workspace on disk. The keys of an example take the place of the file's; a new file stands as it is."""
    files = dict(BASE)
    for example in examples:
        files[example.file] = laid_over(files.get(example.file, ""), example.text)
    for name, text in files.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
    (root / "practices/global/sources").mkdir(exist_ok=True)
    (root / "practices/global/sources/demo-session.runs").write_bytes(RUNS)
    for edition in ("global", "ie"):
        bases = root / "practices" / edition / "upstream/bases"
        bases.mkdir(parents=True, exist_ok=True)
        for words in [*NOW, *BEFORE]:
            (bases / f"{fingerprint(words)}.txt").write_text(words, encoding="utf-8")
    _release(root)
    return Workspace.open(root, cache=False)


def _release(root: Path) -> None:
    """A release of the shared edition lies beside the other one, and a handbook.lock of an example names its digest."""
    lock, place = root / "practices/ie/handbook.lock", root / "practices/ie/upstream/snapshots/global-1.json"
    if lock.is_file():
        data = frozen(Workspace.open(root, cache=False, live=True).handbook.chain("global"), "1", "2026-11-22")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        lock.write_text(_DIGEST.sub(digest_of(data), lock.read_text(encoding="utf-8")), encoding="utf-8")


def laid_over(below: str, text: str) -> str:
    """The file with the top-level keys of a text in place of its own; its raw lines are kept, quotes and faults too."""
    keys = set(_keys(text))
    kept = [block for block in re.split(r"^(?=[a-z_]+:)", below, flags=re.MULTILINE) if not keys & set(_keys(block))]
    if " times …)" in text:
        text = _REPEATED.sub(lambda found: found[1] * int(found[2]), text)
    return "".join(kept) + text


def _keys(text: str) -> list[str]:
    return re.findall(r"^([a-z_]+):", text, flags=re.MULTILINE)


# A page cannot show sixteen kilobytes, so it says how often its words are repeated.
_REPEATED = re.compile(r"([^\"\n]+?)\(… (\d+) times …\)")
# Nor a digest that follows from all that the small workspace holds.
_DIGEST = re.compile(r"sha256:[0-9a-f]+…")
_FENCE = re.compile(r"<!-- (bad|good) -->\n+```yaml\n# (practices/\S+)\n(.*?)```", re.DOTALL)


def examples_of(page: str) -> dict[str, list[Example]]:
    """The examples of a manual page, by `bad` and `good`."""
    found: dict[str, list[Example]] = {"bad": [], "good": []}
    for kind, file, text in _FENCE.findall(page):
        found[kind].append(Example(file, text))
    return found
