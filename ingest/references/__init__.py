"""Reference lists: found in raw text, split into entries, each parsed to a work, oddities noted beside it."""

from ingest.references.oddities import Oddity
from ingest.references.reading import parse_reference, read_references
from ingest.references.section import Section, find_sections

__all__ = ["Oddity", "Section", "find_sections", "parse_reference", "read_references"]
