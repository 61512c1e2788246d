"""In-text citations: found at their offsets, given their sentence, followed to the reference list."""

from ingest.citations.integrity import Gap, apparatus_warnings, cited_by, uncited
from ingest.citations.reading import read_citations

__all__ = ["Gap", "apparatus_warnings", "cited_by", "read_citations", "uncited"]
