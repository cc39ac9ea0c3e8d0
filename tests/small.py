"""A small workspace made by hand: a shared edition, and a Dutch one that builds on it."""

from __future__ import annotations

from pathlib import Path

from handbook.editions.fingerprint import fingerprint

TRUST = "practices/global/entries/build-trust.yaml"
PUBLISH = "practices/global/entries/publish-results.yaml"
HUB = "practices/nl/entries/hub.yaml"
ADAPT = "practices/nl/adapt/build-trust.yaml"
ENGLISH = "practices/nl/i18n/en/nl.hub.yaml"
GLOBAL = "practices/global/edition.yaml"
NL = "practices/nl/edition.yaml"
TAXONOMY = "practices/global/taxonomy.yaml"
SUMMARY = "Meet often before you need each other. Keep your word."
MEET = "A meeting takes place every month."

FILES = {
    "handbook.yaml": """\
format: "1"
title: {en: A small handbook, ar: دليل صغير}
""",
    GLOBAL: """\
format: "1"
id: global
title: {en: Shared edition}
standing: example
languages: [en, ar]
maintainer: {body: The secretariat, mandate: Asked by the plenary}
""",
    TAXONOMY: """\
format: "1"
themes:
  - {id: trust, label: {en: Trust}}
groups:
  - {id: government, label: {en: Government}}
  - {id: regulator, label: {en: Regulator}, within: [government]}
  - {id: hotline, label: {en: Hotline}}
phases:
  - {id: start, label: {en: Start}}
topics:
  - {id: spam, label: {en: Spam}}
""",
    TRUST: f"""\
# Written by two editors.
format: "1"
id: build-trust
kind: practice
lang: en
title: Build trust
summary: {SUMMARY}   # two sentences
status: published
maturity: emerging
priority: {{level: now, reason: It takes a year.}}
themes: [trust]
groups: [regulator]
phases: [start]
topics: [spam]
problem: |
  People who do not know each other do not call.

  So a call comes too late.
steps:
  - {{id: invite, text: Invite ten people., groups: [government], phase: start, basis: editors}}
checklist:
  - {{id: meet, text: {MEET}, groups: [hotline], kind: verify, basis: editors}}
  # The next one came out of a workshop.
  - {{id: list, text: Everybody has the list of numbers., groups: [hotline], kind: do, basis: editors}}
basis:
  - {{id: plan, kind: policy, title: A plan of trust}}
""",
    PUBLISH: """\
format: "1"
id: publish-results
kind: practice
lang: en
title: Publish the results
summary: Say what came of it.
status: draft
groups: [hotline]
""",
    NL: """\
format: "1"
id: nl
title: {nl: Nederlandse editie, en: Dutch edition}
standing: example
languages: [nl, en]
builds_on: global
""",
    HUB: """\
format: "1"
id: nl/hub
kind: practice
lang: nl
title: Verzamel meldingen op één plek
summary: Eén loket verdeelt alle meldingen.
status: published
maturity: ended
groups: [hotline]
problem: Meldingen blijven liggen.
steps:
  - {id: open-it, text: Open een loket., groups: [hotline], basis: editors}
checklist:
  - {id: is-open, text: Het loket is open., groups: [hotline], kind: verify, basis: editors}
basis:
  - {id: plan, kind: policy, title: Een plan}
""",
    ADAPT: f"""\
format: "1"
adapts: build-trust
lang: nl
changes:
  title: {{text: Bouw vertrouwen op, why: In het Nederlands., base: {fingerprint("Build trust")}}}
  groups: {{add: [hotline], why: Het meldpunt deed mee.}}
  checklist/meet: {{hide: Dat is hier al zo., base: {fingerprint(MEET)}}}
additions:
  checklist:
    - {{id: nl/bel, text: Bel eerst., groups: [hotline], kind: do, basis: editors, after: [list], why: Zo werkt het.}}
""",
    ENGLISH: f"""\
format: "1"
translates: nl/hub
units:
  title: {{text: Collect reports in one place, of: {fingerprint("Verzamel meldingen op één plek")}, kind: machine}}
""",
}
BASES = {"practices/nl": ["Build trust", MEET, "Verzamel meldingen op één plek"]}


def small(root: Path, changed: dict[str, str | bytes | None] | None = None) -> Path:
    """The workspace on disk, with these files in place of its own; None leaves one out."""
    files: dict[str, str | bytes | None] = {**FILES, **(changed or {})}
    for name, text in files.items():
        if text is not None:
            write(root / name, text)
    for edition, texts in BASES.items():
        for text in texts:
            write(root / edition / "upstream/bases" / f"{fingerprint(text)}.txt", text)
    return root


def write(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


# What tests put into it besides: a draft that lacks nothing, and an edition that has nothing of its own.
READY = """\
format: "1"
id: publish-results
kind: practice
lang: en
title: Publish the results
summary: Say what came of it.
status: draft
maturity: emerging
priority: {level: now, reason: It takes a year.}
themes: [trust]
groups: [hotline]
phases: [start]
topics: [spam]
problem: Nobody hears what came of it.
steps:
  - {id: tell, text: Tell everybody., groups: [hotline], phase: start, basis: editors}
checklist:
  - {id: told, text: Everybody was told., groups: [hotline], kind: verify, basis: editors}
basis:
  - {id: plan, kind: policy, title: A plan}
"""
KENYA = """\
format: "1"
id: ke
title: {en: Kenya's edition}
name: {en: Kenya}
standing: example
languages: [en]
builds_on: global
"""
