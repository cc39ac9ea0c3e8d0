"""What tests of fetching share: a stranger's repository, and a machine of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.stranger import Stranger


@pytest.fixture
def stranger(tmp_path: Path) -> Stranger:
    return Stranger(tmp_path / "stranger.git")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    return tmp_path / "machine"
