"""What takes long: in a thread of its own, over a workspace of its own, while the desk stays usable."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from handbook.store.workspace import Workspace

if TYPE_CHECKING:
    from tui.host import Host

Found = TypeVar("Found")
Given = ParamSpec("Given")


async def aside(
    desk: Host, said: str, do: Callable[Concatenate[Workspace, Given], Found], *given: Given.args, **named: Given.kwargs
) -> Found:
    """Say what is being done, do it, and return what came of it: plain values, since a cache belongs to its thread.

    What writes many files at once does not begin meanwhile.
    """
    root = desk.workspace.root
    desk.under_way = said
    desk.say(said)
    try:
        return await asyncio.to_thread(lambda: do(Workspace.open(root), *given, **named))
    finally:
        desk.under_way = ""
        desk.say("")


def read_anew(desk: Host) -> None:
    """Files were written: the list, and the practice that is open, are read again."""
    desk.load_library()
    desk.open_anew()
