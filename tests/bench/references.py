"""Reference parsing on references that the model was not fitted to."""

from __future__ import annotations

from ingest.references.benchmark import main


def run() -> None:
    """Print precision, recall and F1 by field."""
    main([])
