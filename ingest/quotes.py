"""Compare the quotes of claims with the words of their documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.reading import read_document, source_folders
from kg.claims import ClaimFilter, find_claims, load_claims
from kg.model import Claim
from kg.stores.base import Reader


@dataclass(frozen=True, slots=True)
class Quotes:
    """How many quotes were compared with their document, and how they matched."""

    checked: int
    exact: int
    tolerated: int
    wrong: int


def compare_quotes(texts: Mapping[str, str], claims: Iterable[Claim]) -> Quotes:
    """Compare every claim's words with its document's at its offsets."""
    exact = tolerated = wrong = 0
    for claim in claims:
        passage = claim.passage
        if texts.get(claim.document, "")[passage.start : passage.end] != passage.exact:
            wrong += 1
        elif claim.tolerated:
            tolerated += 1
        else:
            exact += 1
    return Quotes(exact + tolerated + wrong, exact, tolerated, wrong)


def check_quotes(reader: Reader, sources: Path) -> Quotes:
    """Compare every quote in a store with the bytes of its document below `sources`."""
    read = (read_document(folder)[0] for folder in source_folders(sources))
    texts = {str(one.document.id): one.document.text for one in read if one is not None}
    return compare_quotes(texts, load_claims(reader, find_claims(reader, ClaimFilter())))
