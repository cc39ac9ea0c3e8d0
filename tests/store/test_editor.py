"""What is typed in somebody's own editor is hers alone."""

from __future__ import annotations

import os
import stat

import pytest

from handbook.errors import SaveRefused
from handbook.store.editor import laid_down


def test_nobody_else_reads_what_is_typed_and_each_has_a_file_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    first, second = laid_down(b"One."), laid_down(b"Two.")
    assert (first.read_bytes(), second.read_bytes()) == (b"One.", b"Two.")
    assert stat.S_IMODE(first.stat().st_mode) == 0o600 and stat.S_IMODE(first.parent.stat().st_mode) == 0o700


def test_an_account_without_a_home_is_told(monkeypatch):
    for name in ("XDG_STATE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 3_999_999)
    with pytest.raises(SaveRefused, match="no folder of its own") as error:
        laid_down(b"One.")
    assert "XDG_STATE_HOME" in error.value.todo
