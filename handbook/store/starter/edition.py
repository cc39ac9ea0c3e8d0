"""The edition.yaml of a new edition, from what its makers said about themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handbook.errors import FormError
from handbook.model import fields as declared
from handbook.model.edition import Edition

FREE_LICENCE = "CC-BY-4.0"
_TERRITORY = re.compile(r"[A-Z]{2}\Z")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The edition somebody asks for. The first language is its main one."""

    id: str
    title: str
    languages: tuple[str, ...]
    kind: str
    body: str
    name: str = ""
    territory: str = ""
    mandate: str = ""
    contact: str = ""
    official: bool = False


def edition_tree(wanted: Wanted, builds_on: Edition, address: str) -> dict[str, Any]:
    """What edition.yaml holds, in its order; raises FormError for what it cannot hold."""
    from handbook.model.schema import validated  # late: it brings in pydantic

    languages = [code for code in dict.fromkeys(wanted.languages) if code]
    main = languages[0] if languages else ""
    territory = _territory(wanted)
    name = {main: wanted.name} if wanted.name else _names(territory, languages)
    maintainer = {"body": wanted.body, "mandate": wanted.mandate, "contact": wanted.contact}
    held: dict[str, Any] = {
        "format": "1", "id": wanted.id, "title": {main: wanted.title} if wanted.title.strip() else {}, "name": name,
        "standing": "official" if wanted.official else "example",
        "region": _said({"kind": wanted.kind, "territory": territory}), "languages": languages,
        "builds_on": builds_on.id, "from": address, "maintainer": _said(maintainer),
        "licence": str(builds_on.content.get("licence") or FREE_LICENCE),
    }  # fmt: skip
    tree = {name: said for name, said in held.items() if said or name in ("title", "languages")}
    faults = validated(tree, declared.EDITION)[1]
    if faults:
        raise FormError(faults[0].message, todo=faults[0].todo)
    missing = [name for name, said in maintainer.items() if not said]
    if wanted.official and missing:
        what = f"An official edition says who stands behind it; this is missing: {', '.join(missing)}."
        raise FormError(what, todo="Add it, or leave --official out until your forum stands behind the edition.")
    return tree


def _territory(wanted: Wanted) -> str:
    from babel import Locale  # late: only a new edition asks for names of countries

    code = wanted.territory.upper() or (wanted.id.upper() if wanted.kind == "country" else "")
    known = Locale("en").territories
    if wanted.territory and code not in known:
        raise FormError(f"“{wanted.territory}” is no code of a country.", todo="Use its two letters, such as KE.")
    return code if _TERRITORY.match(code) and code in known else ""


def _names(territory: str, languages: Sequence[str]) -> dict[str, str]:
    """The name of a country in each language of the edition, where that is known."""
    from babel import Locale, UnknownLocaleError

    names: dict[str, str] = {}
    for code in languages if territory else ():
        try:
            name = Locale.parse(code, sep="-").territories.get(territory)
        except (UnknownLocaleError, ValueError):
            continue
        if name:
            names[code] = name
    return names


def _said(parts: Mapping[str, str]) -> dict[str, str]:
    return {name: words for name, words in parts.items() if words}
