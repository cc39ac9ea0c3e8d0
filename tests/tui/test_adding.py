"""What can be added, what an item begins with, and what a statement can support: the same at the desk and by lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.editions.working_copy import WorkingCopy
from handbook.model import fields as declared
from handbook.model.field import Field
from handbook.store.saving import opened
from handbook.store.workspace import Workspace
from tests.desk import workspaces
from tests.tui.running import running, until
from tests.tui.test_plain import told
from tui.adding import LONGEST, addable, called, fault_of_title, free_slug, lacking, new_item
from tui.rows import BY_ACTION, supportable
from tui.screens.picking import PickPage


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(workspaces.little(tmp_path))


@pytest.fixture
def trust(workspace) -> WorkingCopy:
    return opened(workspace, "global", "build-trust")


def field(name: str) -> Field:
    found = declared.PRACTICE.field(name)
    assert found is not None
    return found


def test_lists_and_what_is_empty_can_be_added(trust):
    names = [one.name for one in addable(trust)]
    assert {"steps", "evidence", "not_for", "cost"} <= set(names)
    assert not {"title", "problem", "priority", *BY_ACTION, "id", "revision"} & set(names)
    assert called(trust, field("steps")) == "Step 2" and called(trust, field("not_for")) == "When not to use it"


def test_of_a_group_only_what_is_empty_is_lacking(trust):
    assert lacking(trust, field("cost")) == [("cost.level", "Cost: level"), ("cost.note", "Cost: note")]
    trust.set("cost.level", "low")
    assert [path for path, _name in lacking(trust, field("cost"))] == ["cost.note"]
    trust.set("cost.note", "A room.")
    assert "cost" not in [one.name for one in addable(trust)]


def test_what_only_the_practice_s_own_edition_says_is_not_added_elsewhere(workspace):
    assert all(one.unit for one in addable(opened(workspace, "nl", "build-trust")))


def test_an_item_of_ours_was_not_heard_in_a_session():
    assert new_item(field("steps")) == {"basis": "editors"} and new_item(field("signs")) == {}


def test_an_id_is_free_in_the_edition_and_in_what_it_lists(workspace):
    nl, shared = workspace.handbook.edition("nl"), workspace.handbook.edition("global")
    assert free_slug(nl, "Hub", ["nl/hub", "build-trust"]) == "hub-2"
    assert free_slug(nl, "Build trust", ["build-trust"]) == "build-trust-2"
    assert free_slug(shared, "Build trust", []) == "build-trust-2"
    assert fault_of_title("x" * (LONGEST + 1)) and not fault_of_title("x" * LONGEST)


def test_a_statement_supports_only_words_that_readers_see(trust):
    assert {"title", "summary", "steps/invite.text", "basis/plan.title"} >= {
        path for path in supportable(trust) if path.startswith(("title", "summ", "steps", "basis"))
    }
    assert not {"kind", "status", "maturity", "lang"} & set(supportable(trust))


def test_plain_mode_offers_a_statement_no_status_to_support(tmp_path):
    root = workspaces.little(tmp_path)
    said = told(root, "global", "open build-trust", "add evidence", "They called.", "8", "", "", "quit", "2")
    offered = said.partition("to fill in, or Enter when it is done: 8")[2]
    assert "Summary" in offered and "Status" not in offered


async def test_the_desk_does_not_offer_a_group_that_is_full(tmp_path):
    root = workspaces.little(tmp_path)
    async with running(root, "global", "build-trust") as (desk, pilot):
        desk.desk_screen.form.go("+")
        desk.act("add", "")
        await until(pilot, lambda: isinstance(desk.screen, PickPage), "what to add")
        offered = {one.key for one in desk.screen.options}
        assert "priority" not in offered and "cost" in offered
