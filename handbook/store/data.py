"""Where the theme, the manual and the shipped editions lie: inside an installed package, or beside the code."""

from __future__ import annotations

from pathlib import Path


def data_folder() -> Path:
    """The folder that holds `site/`, `practices/` and `handbook.yaml`.

    A wheel carries them as `handbook/_data`; an editable install falls back to the repository's own folders.
    """
    package = Path(__file__).resolve().parent.parent
    packed = package / "_data"
    return packed if packed.is_dir() else package.parent
