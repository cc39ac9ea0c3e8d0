"""Why a practice cannot be published yet: in words for one that is not, and nothing that a check would find after."""

from __future__ import annotations

import pytest

from handbook.checks.finding import Severity
from handbook.checks.ready import in_the_way
from handbook.checks.runner import check
from handbook.editions.review import said_now
from handbook.model.review import Review, Standing
from handbook.store.workspace import Workspace
from tests.small import FILES, TRUST, small

DRAFT = FILES[TRUST].replace("status: published", "status: draft")


def reasons(root, text):
    handbook = Workspace.open(small(root, {TRUST: text})).handbook
    approved = {"by": "AK", "of": said_now(handbook, "global", "build-trust")}
    return in_the_way(handbook, "global", "build-trust", Review("build-trust", Standing.APPROVED, approved=approved))


def test_a_whole_and_approved_practice_can_be_published(tmp_path):
    assert reasons(tmp_path, DRAFT) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("groups: [regulator]", "groups: []", "“For” is empty."),
        ("themes: [trust]", "themes: [thrust]", "thrust"),
        ("basis:\n  - {id: plan, kind: policy, title: A plan of trust}\n", "", "rests on nothing yet"),
        ("text: Invite ten people.", 'text: ""', "“Steps: invite” is empty."),
    ],
)
def test_what_a_check_would_say_afterwards_is_said_before(tmp_path, old, new, said):
    assert old in DRAFT
    found = reasons(tmp_path, DRAFT.replace(old, new))
    assert len(found) == 1 and said in found[0] and "is published" not in found[0]


def test_advice_and_warnings_do_not_stand_in_the_way(tmp_path):
    long = DRAFT.replace("title: Build trust", f"title: Build {'trust ' * 20}")
    assert reasons(tmp_path, long) == []
    severities = {finding.rule.severity for finding in check(Workspace.open(tmp_path)) if finding.file == TRUST}
    assert severities == {Severity.WARNING}


def test_what_is_to_fix_is_told_in_the_words_of_whoever_asks(tmp_path):
    handbook = Workspace.open(small(tmp_path, {TRUST: DRAFT.replace("themes: [trust]", "themes: [thrust]")})).handbook
    told = in_the_way(handbook, "global", "build-trust", Review("build-trust"), say=lambda one: f"<{one.unit}>")
    assert told == ["<themes>", "Nobody has reviewed this practice."]
