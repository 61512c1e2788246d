"""Find the data that ships with Assay: ontology and queries, from the wheel or from the checkout."""

from __future__ import annotations

from pathlib import Path


def data_folder(name: str) -> Path:
    """Return the folder `ontology` or `queries`, packaged under kg/_data or beside the package."""
    package = Path(__file__).parent
    packaged = package / "_data" / name
    return packaged if packaged.is_dir() else package.parent / name
