"""Words typed in the editor of one's choice. What was typed stays in a file until the command has done its work."""

from __future__ import annotations

from pathlib import Path

from handbook.store.editor import NoEditor, as_words, laid_down, let_edit

__all__ = ["NoEditor", "edited", "forget", "kept"]

_INSTEAD = "use --text"
_typed: list[Path] = []  # what was typed during this command


def edited(text: str, suffix: str = ".md") -> str | None:
    """The text as it was left in the editor; None where it was left as it was. Raises NoEditor.

    The editor is `$VISUAL`, else `$EDITOR`, else nano or vi.
    """
    path = laid_down(text.encode(), suffix)
    _typed.append(path)
    said = as_words(let_edit(path, instead=_INSTEAD))
    return None if said.strip() == text.strip() else said


def kept() -> str:
    """Where what was typed lies, in a sentence; nothing where nothing was typed."""
    there = [str(path) for path in _typed if path.exists()]
    return f"What you typed is kept in {', '.join(there)}." if there else ""


def forget() -> None:
    """The command has done its work: what was typed is in the handbook now."""
    for path in _typed:
        path.unlink(missing_ok=True)
    _typed.clear()
