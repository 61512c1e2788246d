"""In-text citations: found at their offsets, given their sentence, followed to the reference list."""

from ingest.citations.integrity import Gap, apparatus_warnings, uncited
from ingest.citations.reading import read_citations

__all__ = ["Gap", "apparatus_warnings", "read_citations", "uncited"]
