"""Check what others wrote: statements against the claims, quotes against the texts."""

from __future__ import annotations

from api.asking import QuoteAsking
from api.presenting import quote_json, verdict_json
from api.snapshot import Snapshot
from api.views.rendering import Rendered, to_json
from kg.errors import UnknownTermError
from kg.factcheck import check
from kg.quotes import verify_quote
from kg.text.sentences import split_sentences


def check_statement(snapshot: Snapshot, media_type: str, statement: str) -> Rendered:
    """Judge one statement."""
    return Rendered(to_json(verdict_json(check(statement, snapshot.knowledge))))


def check_sentences(snapshot: Snapshot, media_type: str, text: str) -> Rendered:
    """Judge each sentence of a text."""
    sentences = [" ".join(text[one.start : one.end].split()) for one in split_sentences(text)]
    return Rendered(to_json({"items": [verdict_json(check(one, snapshot.knowledge)) for one in sentences]}))


def check_quote(snapshot: Snapshot, media_type: str, asked: QuoteAsking) -> Rendered:
    """Tell whether words stand in the documents; raise UnknownTermError for a document that is not held."""
    texts = snapshot.texts
    if asked.document is not None:
        if asked.document not in texts:
            raise UnknownTermError("document", asked.document, tuple(texts))
        texts = {asked.document: texts[asked.document]}
    return Rendered(to_json(quote_json(verify_quote(asked.quote, texts))))
