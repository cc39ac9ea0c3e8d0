"""Where a user's own things lie, also where there is no home."""

from __future__ import annotations

import os

import pytest

from handbook.store import workspace as opening
from handbook.store.kept import KeptTexts
from handbook.store.machine import cache_folder, state_folder
from handbook.store.workspace import Workspace
from tests.small import small


@pytest.fixture
def homeless(monkeypatch: pytest.MonkeyPatch) -> None:
    """An account without a home, as in some containers."""
    for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 3_999_999)


def test_folders_of_a_user_are_where_they_are_named_or_in_the_home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert state_folder() == tmp_path / "state/igf-handbook" and cache_folder() == tmp_path / ".cache/igf-handbook"


@pytest.mark.usefixtures("homeless")
def test_without_a_home_a_workspace_that_cannot_be_written_is_read_all_the_same(tmp_path, monkeypatch):
    assert state_folder() is None and cache_folder() is None
    root = small(tmp_path)
    monkeypatch.setattr(opening.os, "access", lambda *_: False)
    workspace = Workspace.open(root, cache=False)
    assert "build-trust" in workspace.handbook.edition("global").practices
    assert KeptTexts(workspace.machine).found() == []
