"""What became of the practice that is open, as it was read from git in the background."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.store.history import Moment


@dataclass(frozen=True, slots=True)
class Past:
    """Its moments, the newest first; or why there are none. Not `known` yet while git is asked."""

    moments: Sequence[Moment] = ()
    fault: str = ""
    known: bool = True
