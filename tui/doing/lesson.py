"""The lesson of `handbook demo`: a step can be skipped, and the lesson ended; it never stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.speech import _
from tui.view import Taught

if TYPE_CHECKING:
    from tui.host import Host


def skip(desk: Host) -> None:
    """On to the next step."""
    if isinstance(desk, Taught):
        desk.skip()


def end(desk: Host) -> None:
    """No lesson any more."""
    if isinstance(desk, Taught):
        desk.end()
        desk.say(_("The lesson has ended; what you wrote stays in this copy. Anew: handbook demo --again"))
