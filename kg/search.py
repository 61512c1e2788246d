"""Full-text search over claims: SQLite FTS5 on quotes, their sentences and the names of what they are about."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InvalidInputError
from kg.model import Claim
from kg.vocabulary import Vocabulary

WORD = re.compile(r"\w+")
MAXIMUM_WORDS = 64
BATCH_SIZE = 10_000
_TABLE = (
    "CREATE VIRTUAL TABLE passages USING fts5(key UNINDEXED, quote, sentence, names, tokenize='porter unicode61"
    " remove_diacritics 2')"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed for one claim or sentence: a key to find it by, its words and the names of its things."""

    key: str
    quote: str
    sentence: str = ""
    names: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that matched; a lower BM25 score is better (SQLite FTS5, bm25)."""

    key: str
    score: float


class SearchIndex:
    """A full-text index that can be deleted and built again from the store at any time."""

    def __init__(self, place: Path | None = None) -> None:
        if place is not None:
            place.unlink(missing_ok=True)
        self._database = sqlite3.connect(str(place) if place else ":memory:", check_same_thread=False)
        self._database.execute(_TABLE)

    @classmethod
    def build(cls, entries: Iterable[Entry], place: Path | None = None) -> SearchIndex:
        """Index entries, in memory or in a file that is replaced."""
        index = cls(place)
        rows = ((entry.key, entry.quote, entry.sentence, entry.names) for entry in entries)
        index._database.executemany("INSERT INTO passages VALUES (?, ?, ?, ?)", rows)
        index._database.commit()
        return index

    def search(self, words: str, limit: int = 10, *, every_word: bool = False) -> list[Hit]:
        """Return the best entries for a query's words (any of them, or every one); quotation marks ask for a phrase."""
        if limit < 1:
            raise InvalidInputError("limit", "at least 1", str(limit))
        query = _query(words, every_word=every_word)
        if not query:
            return []
        found = self._database.execute(
            "SELECT key, bm25(passages, 0, 4.0, 1.0, 2.0) AS score FROM passages WHERE passages MATCH ?"
            " ORDER BY score, rowid LIMIT ?",
            (query, limit),
        )
        return [Hit(str(key), float(score)) for key, score in found]


def _query(words: str, *, every_word: bool) -> str:
    """Write a user's words as an FTS5 expression in which nothing is an operator."""
    phrases = [" ".join(WORD.findall(phrase)) for phrase in re.findall(r'"([^"]+)"', words)]
    single = WORD.findall(re.sub(r'"[^"]+"', " ", words))
    parts = list(dict.fromkeys(f'"{part}"' for part in (*phrases, *single) if part))[:MAXIMUM_WORDS]
    return (" AND " if every_word else " OR ").join(parts)


def claim_entries(claims: Iterable[Claim], vocabulary: Vocabulary) -> Iterable[Entry]:
    """Yield one entry per claim, keyed by the claim's id."""
    for claim in claims:
        said = claim.proposition
        things = (said.subject, said.predicate, said.object, said.regarding, said.place)
        names = " ".join(vocabulary.label(thing) for thing in things if thing)
        yield Entry(claim.id, claim.passage.exact, claim.sentence.exact, names)
