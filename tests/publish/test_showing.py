"""Showing the site beside the desk: where its program cannot be started, that is said in words."""

from __future__ import annotations

import sys

import pytest

from handbook.errors import PublishError
from handbook.publish.showing import Showing


def test_a_program_that_cannot_be_started_is_said_in_words(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nowhere"))
    showing = Showing(tmp_path, tmp_path / "out")
    with pytest.raises(PublishError, match="cannot be started, no such file or directory"):
        showing.shown("nl")
    showing.end()
