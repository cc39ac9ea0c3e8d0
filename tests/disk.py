"""What lies in a folder, as tests compare it before and after."""

from __future__ import annotations

from pathlib import Path

OF_THE_MACHINE = {".handbook", ".git", "build"}


def files(root: Path, *, killed: bool = False) -> dict[str, bytes]:
    """Every file of the workspace but what this machine keeps for itself, and what a killed program was writing."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
        and not OF_THE_MACHINE & set(path.relative_to(root).parts)
        and not (killed and path.suffix == ".handbook-tmp")
    }
