"""Read back what the words of the documents' sentences may be called there."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import DocumentId, Passage, Wording
from kg.rdf import PHRASE_SEPARATOR, Term, text_of
from kg.stores.base import Reader

Key = tuple[str, int]
"""A sentence, as its document's slug and its start."""

_WORDINGS = """SELECT ?slug ?sha256 ?start ?end ?from ?to ?exact ?same ?excluded {
  ?wording a kg:Wording ; kg:inDocument ?document ; kg:wordingOf ?sentence ; kg:start ?start ; kg:end ?end .
  ?document kg:slug ?slug ; kg:sha256 ?sha256 . ?sentence kg:start ?from ; kg:end ?to ; kg:exact ?exact
  OPTIONAL { ?wording kg:otherWordings ?same } OPTIONAL { ?wording kg:excludedWordings ?excluded } }"""


def load_wordings(reader: Reader) -> Mapping[Key, tuple[Wording, ...]]:
    """Return the wordings of all sentences that have some, in the order of their words."""
    found: dict[Key, list[Wording]] = {}
    for row in reader.select(_WORDINGS).rows:
        slug, sha256, start, end, low, high, exact, same, excluded = (_text(term) for term in row)
        sentence = Passage(DocumentId(slug), sha256, int(low), int(high), exact)
        a, b = int(start), int(end)
        passage = Passage(DocumentId(slug), sha256, a, b, exact[a - sentence.start : b - sentence.start])
        kept = Wording(sentence, passage, _phrases(same), _phrases(excluded))
        found.setdefault((slug, sentence.start), []).append(kept)
    return {
        key: tuple(sorted(kept, key=lambda w: (w.passage.start, w.passage.end))) for key, kept in sorted(found.items())
    }


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase for phrase in text.split(PHRASE_SEPARATOR) if phrase)


def _text(term: Term | None) -> str:
    return "" if term is None else text_of(term)
