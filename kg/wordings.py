"""Read back what the words of the documents' sentences may be called there."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import DocumentId, Passage, Wording
from kg.rdf import Term, text_of
from kg.stores.base import Reader

Key = tuple[str, int]
"""A sentence, as its document's slug and its start."""

_SPANS = """SELECT ?wording ?slug ?sha256 ?start ?end ?from ?to ?exact {
  ?wording a kg:Wording ; kg:inDocument ?document ; kg:wordingOf ?sentence ; kg:start ?start ; kg:end ?end .
  ?document kg:slug ?slug ; kg:sha256 ?sha256 . ?sentence kg:start ?from ; kg:end ?to ; kg:exact ?exact }"""
_WORDS = """SELECT ?wording (GROUP_CONCAT(?words; SEPARATOR="\\u001F") AS ?all) {{ ?wording {} ?words }}
GROUP BY ?wording"""
_SEPARATOR = "\x1f"


def load_wordings(reader: Reader) -> Mapping[Key, tuple[Wording, ...]]:
    """Return the wordings of all sentences that have some, in the order of their words."""
    same = _phrases(reader, "kg:otherWording")
    excluded = _phrases(reader, "kg:excludedWording")
    found: dict[Key, list[Wording]] = {}
    for wording, *rest in reader.select(_SPANS).rows:
        iri = _text(wording)
        slug, sha256, start, end, low, high, exact = (_text(term) for term in rest)
        sentence = Passage(DocumentId(slug), sha256, int(low), int(high), exact)
        a, b = int(start), int(end)
        passage = Passage(DocumentId(slug), sha256, a, b, exact[a - sentence.start : b - sentence.start])
        kept = Wording(sentence, passage, same.get(iri, ()), excluded.get(iri, ()))
        found.setdefault((slug, sentence.start), []).append(kept)
    return {
        key: tuple(sorted(kept, key=lambda w: (w.passage.start, w.passage.end))) for key, kept in sorted(found.items())
    }


def _phrases(reader: Reader, predicate: str) -> dict[str, tuple[str, ...]]:
    rows = reader.select(_WORDS.format(predicate)).rows
    return {_text(wording): tuple(sorted(_text(words).split(_SEPARATOR))) for wording, words in rows}


def _text(term: Term | None) -> str:
    return "" if term is None else text_of(term)
