"""A small handbook, copied so that tests may change it, and its sites, built once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from handbook.publish.build import build
from handbook.store.workspace import Workspace

SMALL = Path(__file__).parent.parent / "handbooks" / "small"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small handbook."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sites of the small handbook; not to be changed."""
    root = shutil.copytree(SMALL, tmp_path_factory.mktemp("built") / "small")
    found = build(Workspace.open(root))
    assert all(one.well for one in found), found
    return Path(root) / "build" / "site"
