"""Commands named in a sentence, as they must be typed here: with the edition, where there are several."""

from __future__ import annotations

import re
from collections.abc import Callable

from handbook.store.workspace import Workspace

_COMMAND = re.compile(r"handbook (?:status|sync|decide|tidy|translate|adapt|release|pack)\b[^.”\n]*")


def hints(workspace: Workspace, edition: str) -> Callable[[str], str]:
    """Sentence → the same sentence, whose commands name the edition where it would not be taken by itself."""
    if len(workspace.manifest.folders) == 1:
        return lambda sentence: sentence
    return lambda sentence: _COMMAND.sub(lambda found: f"{found[0].rstrip()} --edition {edition}", sentence)
