"""The JSON Schemas of all kinds of files, written where editors find them."""

from __future__ import annotations

import json
from pathlib import Path

from handbook.model import fields as declared
from handbook.model.field import Shape
from handbook.store.files import write_atomic


def schema_folder(root: Path) -> Path:
    """Where the schemas of a workspace lie."""
    return (root / "practices" if (root / "practices").is_dir() else root) / "schemas"


def schema_file(root: Path, kind: str) -> Path:
    """Where the schema of one kind of file lies."""
    return schema_folder(root) / f"{kind}.json"


def schemas() -> dict[str, str]:
    """File name → JSON Schema of every kind of file, as text."""
    from handbook.model.schema import json_schema  # late: it brings in pydantic

    shapes: list[Shape] = [
        declared.PRACTICE,
        *(shape for shape in declared.SHAPES.values() if shape.name != "practice"),
    ]
    return {
        f"{shape.name}.json": json.dumps(json_schema(shape), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
        for shape in shapes
    }


def write_schemas(root: Path, folder: Path | None = None) -> list[Path]:
    """Write the schemas that are not there or have changed; raises SaveRefused."""
    written = []
    for name, text in schemas().items():
        path = (folder or schema_folder(root)) / name
        data = text.encode()
        if not path.is_file() or path.read_bytes() != data:
            write_atomic(path, data, expected=None, locks=root / ".handbook" / "locks")
            written.append(path)
    return written
