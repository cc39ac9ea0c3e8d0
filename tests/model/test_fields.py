"""A field is declared once: declare another, and it is in the schema, in files, in merges and on the page."""

from __future__ import annotations

import re

import pytest

from handbook.checks.runner import check
from handbook.editions.fingerprint import fingerprint
from handbook.editions.resolve import resolve
from handbook.model import fields, schema
from handbook.model.field import Field, Kind, Merge, Shape
from handbook.model.fields import CHANGE_PARTS, SHAPES
from handbook.model.resolved import State
from handbook.publish.build import build
from handbook.store.schemas import schemas
from handbook.store.workspace import Workspace
from tests.small import ADAPT, FILES, TRUST, small, write

MOTTO = Field("motto", Kind.LINE, "Motto", "A sentence to remember", page="why", longest=80)
WORDS = "Rather a phone call than a letter. Rather today than tomorrow."
OURS = "Liever bellen dan schrijven. Rather today than tomorrow."


@pytest.fixture
def declared(monkeypatch):
    """The one edit: a field more in the declaration of a practice."""

    def declare(field=MOTTO):
        shape = fields.PRACTICE.with_field(field)
        monkeypatch.setattr(fields, "PRACTICE", shape)
        monkeypatch.setitem(fields.SHAPES, "practice", shape)

    return declare


def with_motto(tmp_path):
    return small(tmp_path, {TRUST: FILES[TRUST] + f"motto: {WORDS}\n"})


def test_a_new_field_is_in_the_schema(declared):
    assert "motto" not in schema.json_schema(fields.PRACTICE)["properties"]
    declared()
    shown = schema.json_schema(fields.PRACTICE)["properties"]["motto"]
    assert (shown["title"], shown["description"]) == ("Motto", "A sentence to remember")
    assert '"motto"' in schemas()["practice.json"]


def test_a_new_field_is_in_a_file_that_is_checked_and_saved(tmp_path, declared):
    workspace = Workspace.open(with_motto(tmp_path))
    entry = workspace.handbook.edition("global").practices["build-trust"]
    assert entry.content["motto"] == WORDS, "what nobody declared is kept"
    assert [(finding.rule.id, finding.unit) for finding in check(workspace)] == [("form-unknown-key", "motto")]
    declared()
    assert check(Workspace.open(tmp_path)) == []
    workspace = Workspace.open(tmp_path)
    saved = workspace.save(workspace.document(TRUST), {("motto",): "Call " * 20 + "now."})
    assert saved.tree["motto"].endswith("now.")
    found = [(finding.rule.id, finding.file, finding.unit) for finding in check(Workspace.open(tmp_path))]
    assert ("content-too-long", TRUST, "motto") in found
    write(tmp_path / TRUST, FILES[TRUST] + "motto: {a: b}\n")
    assert [broken.unit for broken in Workspace.open(tmp_path).broken] == ["motto"]


def test_a_new_field_stands_in_its_place_in_a_file(tmp_path, monkeypatch):
    workspace = Workspace.open(small(tmp_path))
    place = [field.name for field in fields.PRACTICE.fields].index("problem") + 1
    more = (*fields.PRACTICE.fields[:place], Field("motto", Kind.LINE, "Motto"), *fields.PRACTICE.fields[place:])
    monkeypatch.setattr(fields, "PRACTICE", Shape("practice", more))
    lines = workspace.save(workspace.document(TRUST), {("motto",): "Call."}).source.decode().splitlines()
    assert lines[lines.index("motto: Call.") + 1] == "steps:"


def test_a_new_field_is_adapted_and_merged(tmp_path, declared):
    change = f"changes:\n  motto: {{text: {OURS}, why: Zo is het., base: {fingerprint(WORDS)}}}\n"
    small(tmp_path, {ADAPT: FILES[ADAPT].replace("changes:\n", change).replace("lang: nl", "lang: en")})
    write(tmp_path / TRUST, FILES[TRUST] + f"motto: {WORDS} Always.\n")
    write(tmp_path / "practices/nl/upstream/bases" / f"{fingerprint(WORDS)}.txt", WORDS)
    assert "motto" not in resolve(Workspace.open(tmp_path).handbook, "build-trust", "nl").parts
    declared()
    unit = resolve(Workspace.open(tmp_path).handbook, "build-trust", "nl").parts["motto"]
    assert (unit.value, unit.state, unit.suggestion) == (OURS, State.STALE, f"{OURS} Always.")


def test_a_new_field_is_on_the_page_with_its_label(tmp_path, declared):
    declared()
    workspace = Workspace.open(with_motto(tmp_path))
    assert [one.well for one in build(workspace, ["global"], tmp_path / "out")] == [True]
    page = (tmp_path / "out/global/practices/build-trust/index.html").read_text()
    assert WORDS in page and "Motto" in page


def test_a_new_list_is_adapted_and_shown(tmp_path, declared):
    declared(fields.items("quotes", "Quotes", "", "why", Field("text", Kind.LINE, "Quote")))
    addition = "additions:\n  quotes:\n    - {id: nl/one, text: Bellen is beter., why: Zo is het.}\n"
    small(tmp_path, {
        TRUST: FILES[TRUST] + "quotes:\n  - {id: call, text: Just call.}\n",
        ADAPT: FILES[ADAPT].replace("additions:\n", addition),
    })  # fmt: skip
    workspace = Workspace.open(tmp_path)
    resolved = resolve(workspace.handbook, "build-trust", "nl")
    assert [item.text("text") for item in resolved.items("quotes")] == ["Just call.", "Bellen is beter."]
    build(workspace, ["nl"], tmp_path / "out")
    page = (tmp_path / "out/nl/practices/build-trust/index.html").read_text()
    assert "Bellen is beter." in page and "Just call." in page


def walked(held, place=""):
    for field in held:
        yield f"{place}{field.name}", field
        yield from walked(field.fields, f"{place}{field.name}.")


@pytest.mark.parametrize("name", SHAPES)
def test_the_schema_of_every_kind_is_json_schema(name):
    made = schema.json_schema(SHAPES[name])
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema" and made["type"] == "object"
    required = {field.name for field in SHAPES[name].fields if field.required}
    assert set(made["properties"]) == {field.name for field in SHAPES[name].fields}
    assert set(made["required"]) == required and made["additionalProperties"] is True
    _is_schema(made, made.get("$defs", {}))


def _is_schema(node, defs):
    """Only keywords of the draft, in their right types, and references that lead somewhere."""
    types = {"object", "array", "string", "integer"}
    assert isinstance(node, dict | bool)
    if isinstance(node, bool):
        return
    known = {"$schema", "$defs", "$ref", "type", "title", "description", "properties", "required", "items", "enum",
             "const", "pattern", "minimum", "additionalProperties", "minProperties", "minItems", "default"}  # fmt: skip
    assert node.keys() <= known
    if "$ref" in node:
        assert node["$ref"].removeprefix("#/$defs/") in defs
    kinds = node.get("type", "object")
    assert set(kinds if isinstance(kinds, list) else [kinds]) <= types
    for inner in (*node.get("properties", {}).values(), *node.get("$defs", {}).values()):
        _is_schema(inner, defs)
    for key in ("items", "additionalProperties"):
        if key in node:
            _is_schema(node[key], defs)


@pytest.mark.parametrize("name", SHAPES)
def test_every_field_has_a_label_that_people_can_read(name):
    own = {"id", "from"}  # never shown
    unlabelled = [place for place, field in walked(SHAPES[name].fields) if not field.label and field.name not in own]
    assert unlabelled == []


# What the tool writes, and what every kind of file has.
TOLD_ELSEWHERE = {"format", "id", "lang", "ext"}
EXPLAINED = ("maturity", "harmonisation", "cost.level", "checklist.kind", "evidence.kind",
             "evidence.speaker.anonymity", "related.relation", "basis.kind", "basis.authority")  # fmt: skip


def test_every_field_of_a_practice_is_explained_beyond_its_label():
    told = dict(walked(fields.PRACTICE.fields))
    for place, field in told.items():
        if field.name not in TOLD_ELSEWHERE:
            more = set(words_in(field.help)) - set(words_in(field.label))
            assert len(more) >= 3, f"{place}: {field.help!r} says no more than {field.label!r}"
            assert not field.help.endswith("."), f"{place}: who shows it ends the sentence"
    for place in EXPLAINED:
        said = " ".join(words_in(told[place].help))
        assert [one for one in told[place].choices if one.replace("-", " ") not in said] == [], place


def words_in(text):
    return re.findall(r"\w+", text.casefold())


def test_every_kind_of_unit_merges_in_a_way_of_its_own():
    ways = {field.kind: field.merge for _, field in walked(fields.PRACTICE.fields) if field.unit}
    assert ways[Kind.LINE] is ways[Kind.PROSE] is Merge.WORDS and ways[Kind.IDS] is Merge.SET
    assert ways[Kind.ITEMS] is Merge.MEMBERS and ways[Kind.CHOICE] is Merge.VALUE
    assert {field.merge for _, field in walked(fields.PRACTICE.fields) if not field.unit} <= {Merge.NONE, Merge.MEMBERS}


def test_every_change_a_unit_can_have_is_declared():
    assert {field.name for field in CHANGE_PARTS} == {"text", "value", "add", "remove", "hide", "after", "why", "base",
                                                       "from"}  # fmt: skip


def test_unknown_keys_are_kept_at_every_depth():
    held = {
        "format": "1", "id": "a", "kind": "practice", "lang": "en", "title": "T", "status": "draft", "new": "kept",
        "steps": [{"id": "s", "text": "x", "new": {"deep": ["kept"]}}], "priority": {"level": "now", "new": "kept"},
    }  # fmt: skip
    assert schema.validated(held, fields.PRACTICE) == (held, [])


def test_all_faults_of_a_file_are_told_at_once():
    held = {"format": "2", "id": "A B", "kind": "practise", "lang": "en", "steps": [{"text": "x"}], "title": ["T"]}
    found = {".".join(fault.pointer): fault for fault in schema.validated(held, fields.PRACTICE)[1]}
    assert set(found) == {"format", "id", "kind", "status", "title", "steps.0.id"}
    assert all(fault.message.endswith(".") and fault.todo.endswith(".") for fault in found.values())
