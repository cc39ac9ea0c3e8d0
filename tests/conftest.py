"""What all tests share: how long Hypothesis looks, their order, and a home, so that no test touches the user's."""

from __future__ import annotations

import asyncio
import inspect
import os
from collections.abc import Generator, Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A slow or busy machine is no fault of the program's.
# CI tries the same examples every time, so that a change fails for what it changed; new ones are sought at every desk.
_ANYWHERE = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow],
    "derandomize": "CI" in os.environ,
}
settings.register_profile("short", max_examples=100, **_ANYWHERE)
settings.register_profile("long", max_examples=1_000, **_ANYWHERE)
settings.load_profile("long" if os.environ.get("HANDBOOK_LONG") else "short")

LONG = tuple(Path(__file__).with_name(room) for room in ("journeys", "desk", "browser"))


@pytest.hookimpl(optionalhook=True, wrapper=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Half as many workers more than cores: on a journey one mostly waits for the program, or types."""
    return (yield) * 3 // 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long tests first, dealt out to all workers, so that none is left with them at the end.

    Under `--dist worksteal` each worker begins with its share of the list: as many tests in a row as any other.
    """
    long = [item for room in LONG for item in items if item.path.is_relative_to(room)]
    short = iter([item for item in items if not any(item.path.is_relative_to(room) for room in LONG)])
    workers, left = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")), len(items)
    items.clear()
    for number in range(workers):
        mine, share = long[number::workers], left // (workers - number)
        items += [*mine, *islice(short, max(0, share - len(mine)))]
        left -= share
    items += short


@pytest.fixture(autouse=True, scope="session")
def _home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        patch.setenv("XDG_STATE_HOME", str(home / "state"))
        for name in ("HANDBOOK_WORKSPACE", "FORCE_COLOR", "COLUMNS", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(autouse=True)
def _loop_of_its_own(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test of the desk runs its own event loop, also where a browser of earlier tests has left one suspended."""
    if not inspect.iscoroutinefunction(request.function):
        yield
        return
    held = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(held)
