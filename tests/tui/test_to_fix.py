"""What is to fix, in an editor's words: every rule has its sentence, and none speaks of lines, paths or commands."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from handbook.checks import form
from handbook.checks.finding import Finding
from handbook.checks.runner import RULES
from handbook.editions.review import as_published
from handbook.errors import DecisionError, FormError, HandbookError, Place
from handbook.model import fields as declared
from handbook.model.field import Kind, Shape
from handbook.model.review import Review
from handbook.model.schema import validated
from handbook.store.broken import Broken
from handbook.store.editor import NoEditor
from handbook.store.saving import opened
from tests.checks.harness import ENTRY, Example, examples_of, findings, workspace
from tests.store.walks import walked
from tui.actions import ACTIONS, shown_key
from tui.fixes import EMPTY, FIXES, FORM
from tui.notes import notes_of
from tui.plain.run import COMMANDS
from tui.refusals import REASONS, REFUSALS
from tui.to_fix import KEYS, OF_FILES, commands, in_the_way, of_error, path_of, sentence, told

MANUAL = Path(__file__).parents[2] / "site/manual/checks"
OF_AN_EDITOR_NOTHING = re.compile(r"handbook |\.ya?ml|: …|\w/\w|\[a-z\]|`|\\[dSw]|--\w|\b\w+_\w+\b")
TABLES = [*FIXES.values(), REFUSALS, REASONS]


def ours(finding: Finding, said: str) -> str:
    """A sentence without what it quotes of the content: there an editor reads her own words."""
    for quoted in re.findall(r"“(.*?)”", finding.message):
        said = said.replace(f"“{quoted}”", "“”")
    return said


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_every_rule_is_told_in_an_editors_words(rule, tmp_path):
    examples = examples_of((MANUAL / f"{rule.id}.md").read_text(encoding="utf-8"))
    found = findings(tmp_path, *examples["bad"])
    assert rule.id in {one.rule.id for one in found}
    for one in found:
        for ways in (KEYS, commands()):
            said = sentence(one, ways)
            assert not OF_AN_EDITOR_NOTHING.search(ours(one, said)), said
            assert said.endswith(".") and "“”" not in said and "None" not in said
            assert one.rule.id == "links-address" or not OF_FILES.search(said), said
            assert not said.startswith("Something is not as it should be"), one


def test_each_rule_has_a_table_and_no_table_is_of_a_rule_that_is_gone():
    assert set(FIXES) == set(RULES)


@pytest.mark.parametrize("table", TABLES)
def test_a_sentence_names_only_what_its_pattern_finds(table):
    for pattern, message in table:
        groups = set(re.compile(pattern).groupindex)
        named = {name for _text, name, _spec, _conversion in Formatter().parse(message) if name}
        assert named <= groups | {*KEYS, "field"} | ({"language"} if "lang" in groups else set()), message


def test_the_ways_are_those_of_the_desk_and_of_plain_mode():
    keys = {"inbox": "inbox", "back": "back_to", "delete": "remove", "add": "add", "translations": "translations"}
    declared_keys = {one.id: shown_key(one.key) for one in ACTIONS if one.key}
    assert {**{way: declared_keys[action] for way, action in keys.items()}, "pick": "Enter"} == KEYS
    words = {one.word for one in COMMANDS}
    assert {said.strip("“”") for said in commands().values()} - words == {"F8 at the desk"}
    assert set(commands()) == set(KEYS)


WRONG = {
    Kind.CHOICE: "x/y", Kind.DATE: "soon", Kind.ADDRESS: "www", Kind.LOCATOR: "above", Kind.NUMBER: "many",
    Kind.ID: "A b", Kind.IDS: ["A b"], Kind.LANGUAGE: "Dutch", Kind.LINE: ["a"], Kind.PROSE: {"a": "b"},
}  # fmt: skip


def _parts(shape):
    for field in shape:
        yield field
        yield from _parts(field.fields)


@pytest.mark.parametrize("field", [one for one in _parts(declared.PRACTICE.fields) if one.kind in WRONG])
@pytest.mark.parametrize("empty", [True, False])
def test_whatever_a_field_cannot_hold_is_told_without_its_file(field, empty):
    held = "" if empty and field.kind is not Kind.IDS else WRONG[field.kind]
    for fault in validated({field.name: held}, Shape("value", (field,)))[1]:
        broken = Broken("a.yaml", 1, field.name, fault.message, fault.todo, "nl", "form-wrong")
        said = sentence(*form.check([broken]))
        refused = of_error("steps/ask.text", DecisionError(fault.message, todo=fault.todo))
        for one in (said, refused):
            assert not OF_AN_EDITOR_NOTHING.search(re.sub(r"“x/y”|https?://", "", one)), one
        assert held != "" or "is empty" in said


def test_an_error_is_told_in_the_editors_words_but_where_words_are_kept_to_the_letter():
    empty = DecisionError("There are no words for “summary”.", todo="Run “handbook check” first.")
    assert told(empty) == of_error("", empty) == "“this field” is empty. Write it."
    assert told(DecisionError("It cannot be.", todo="Run “handbook start” first.")) == "It cannot be."
    assert told(FormError("A line is wrong.", where=Place("a.yaml", 3), todo="Mend it.")) == (
        "a.yaml:3: A line is wrong. Mend it."
    )
    assert told(NoEditor("There is none.", todo="Write “export EDITOR=nano”.")).endswith("“export EDITOR=nano”.")


def test_a_missing_field_and_an_invented_day():
    missing = Broken("a.yaml", 1, "says", "The field “says” is missing.", "Add a line “says: …”.", "nl", "form-wrong")
    assert sentence(*form.check([missing])).endswith("is empty. Write it.")
    day = of_error("evidence/e1.as_of", DecisionError("as_of: There is no such day.", todo="Write a day."))
    assert day.startswith("There is no such day in “") and "calendar" in day


def test_what_is_typed_and_refused_is_told_at_its_field(tmp_path):
    desk = walked(tmp_path)
    copy = opened(desk, "nl", "build-trust")
    copy.set("summary", "Ander\u200bs en \u202e om")
    copy.set("steps/cook.phase", "no-such-phase")
    copy.set("priority.level", "someday")
    copy.say_why("summary", "Hier.")
    copy.say_why("priority.level", "Hier.")
    _plan, refused = copy.plan(desk.handbook)
    assert refused
    for path, (said, wrong) in notes_of(copy, [], refused).items():
        assert not wrong or not OF_AN_EDITOR_NOTHING.search(said), (path, said)
    assert "holds a character that nobody sees" in of_error("summary", refused["summary"])
    assert "Enter shows them: now, next, later" in of_error("priority.level", refused["priority.level"])
    assert "“edit” shows them" in of_error("priority.level", refused["priority.level"], commands())


def test_what_is_not_known_here_loses_what_speaks_of_files():
    error = DecisionError("They have other plans.", todo="See them with “handbook status”. Ask them.")
    assert of_error("summary", error) == "They have other plans. Ask them."
    assert of_error("summary", HandbookError("practices/nl/a.yaml is odd.")) == (
        "“Summary” cannot hold this. Write it anew, or take the change back."
    )


def test_an_error_that_names_a_practice_of_an_edition_stays_a_sentence():
    error = HandbookError("The edition “br” has no practice “nl/abuse-data-hub”.", todo="See: handbook list.")
    assert told(error) == "The edition “br” has no practice “nl/abuse-data-hub”."
    assert of_error("summary", HandbookError("“steps/ask-first” is odd. Ask.")) == "Ask."
    assert told(HandbookError("practices/nl/a.yaml is odd. Do it.")) == "Do it."
    assert told(HandbookError("practices/nl/a.yaml is odd.", todo="Run: handbook check")) == (
        "Something could not be done here: practices/nl/a.yaml is odd."
    )


def test_reasons_against_publishing_are_in_the_same_words_and_name_their_place(tmp_path):
    example = Example(ENTRY, "status: draft\nproblem: Quillon Vargas said it.\nsummary: ''\ngroups: [goverment]\n")
    opened_ = workspace(tmp_path, example)
    review = Review("consult-early", "practices/global/reviews/consult-early.yaml")
    found = in_the_way(opened_.handbook, "global", "consult-early", review, runs=opened_.runs("global"))
    assert "“Summary” is empty." in found and "Nobody has reviewed this practice." in found
    assert "For: “goverment” is not among those to choose from here. Enter shows them." in found
    assert any(one.startswith("The problem: “Quillon Vargas” is the name") for one in found)
    assert not any(OF_FILES.search(one) for one in found)
    assert as_published(opened_.handbook, "global", "consult-early") is not opened_.handbook


def test_details_are_what_the_message_quotes_and_nothing_acts_on_them():
    rule = RULES["privacy-name"]
    said = sentence(Finding(rule, "a.yaml", "problem", "“{x} [/] ”“” is the name of somebody", "", "nl"))
    assert said.startswith("“{x} [/] ”“” is the name of somebody who spoke")


def test_a_finding_is_told_at_the_row_that_shows_it():
    def at(unit):
        return path_of(Finding(RULES["form-wrong"], "a.yaml", unit, "", "", "nl"))

    assert at("changes.steps/ask.text.text") == "steps/ask.text" and at("units.summary.of") == "summary"
    assert at("additions.steps/nl/ask") == "steps/nl/ask" and at("changes.priority.level") == "priority.level"
    assert at("") == "title"


def test_empty_stands_before_the_other_forms():
    assert [message for _pattern, message in FORM[:2]] == [EMPTY, EMPTY]
