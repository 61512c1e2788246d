"""Anchor written claims in their document: every quote to its exact span, every name to what it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from ingest.annotation import Candidate, SentenceEntry
from ingest.nodes import Field
from kg import iris
from kg.errors import Mistake, UnknownTermError
from kg.model import (
    Claim,
    Document,
    InTextCitation,
    Iri,
    Modality,
    Passage,
    Period,
    Polarity,
    Proposition,
    Quantity,
    Sentence,
    Skip,
    Stage,
)
from kg.text.edtf import is_edtf
from kg.text.whitespace import find_quote, nearest
from kg.vocabulary import Vocabulary

UNITS = ("PERCENT", "PERCENTAGE_POINT", "USD", "EUR", "GBP", "CNY", "JPY", "NUM", "RATIO", "YR")
HEDGED = (Modality.HEDGED, Modality.FORECAST)
SHOWN_LENGTH = 80

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Anchored:
    """What anchoring found: claims, silent sentences, and all mistakes (then nothing may be written)."""

    claims: tuple[Claim, ...]
    skips: tuple[Skip, ...]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an entry was anchored, and the line that it stands on."""

    start: int
    line: int


def anchor(
    entries: Sequence[SentenceEntry],
    document: Document,
    sentences: Sequence[Sentence],
    citations: Sequence[InTextCitation],
    vocabulary: Vocabulary,
    file: str,
) -> Anchored:
    """Anchor every entry to its sentence, in document order, and every candidate inside it."""
    anchorer = _Anchorer(document, citations, vocabulary, file)
    position = 0
    covered: set[int] = set()
    places: list[_Place] = []
    for entry in entries:
        found = find_quote(document.text, entry.text, position) if entry.text else None
        if found is None:
            anchorer.misplaced(entry, position)
            continue
        passage = Passage.cut(document, found.start, found.end)
        position = found.end
        within = [s.start for s in sentences if s.start < found.end and found.start < s.end]
        covered.update(within)
        places.append(_Place(found.start, entry.line))
        _check_units(anchorer, entry, passage, [s for s in sentences if s.start in within])
        anchorer.enter(entry, passage)
    for sentence in sentences:
        if sentence.start not in covered:
            line = max((place.line for place in places if place.start < sentence.start), default=1)
            anchorer.uncovered(sentence, line)
    return Anchored(tuple(anchorer.claims), tuple(anchorer.skips), tuple(anchorer.mistakes))


def _check_units(anchorer: _Anchorer, entry: SentenceEntry, passage: Passage, units: Sequence[Sentence]) -> None:
    if len(units) != 1 or (units[0].start, units[0].end) != (passage.start, passage.end):
        expected = "one whole sentence of the document"
        if len(units) == 1:
            whole = anchorer.document.text[units[0].start : units[0].end]
            found = f"a part of {_shown(whole)}"
        else:
            found = f"{len(units)} sentences" if units else "words outside the body text"
        anchorer.mistake(entry.line, "text", expected, found)


def _shown(text: str) -> str:
    flat = " ".join(text.split())
    return repr(flat if len(flat) <= SHOWN_LENGTH else flat[:SHOWN_LENGTH] + "…")


class _Anchorer:
    """Collect claims, skips and mistakes while entries are read."""

    def __init__(
        self, document: Document, citations: Sequence[InTextCitation], vocabulary: Vocabulary, file: str
    ) -> None:
        self.document, self.citations, self.vocabulary, self.file = document, citations, vocabulary, file
        self.claims: list[Claim] = []
        self.skips: list[Skip] = []
        self.mistakes: list[Mistake] = []
        self._ids: dict[str, int] = {}

    def mistake(self, line: int, field: str, expected: str, found: str) -> None:
        self.mistakes.append(Mistake(self.file, line, field, expected, found))

    def misplaced(self, entry: SentenceEntry, position: int) -> None:
        earlier = find_quote(self.document.text, entry.text) if entry.text else None
        if earlier is not None:
            expected = f"a sentence after offset {position}, in document order and without overlap"
            self.mistake(entry.line, "text", expected, f"{_shown(entry.text)} at {earlier.start}-{earlier.end}")
        elif entry.text:
            hint = nearest(self.document.text, entry.text)
            self.mistake(entry.line, "text", f"words of the document; nearest: {_shown(hint)}", _shown(entry.text))

    def uncovered(self, sentence: Sentence, line: int) -> None:
        text = self.document.text[sentence.start : sentence.end]
        expected = f"claims or a skip word for the sentence at {sentence.start}-{sentence.end}"
        self.mistake(line, "coverage", expected, f"no entry after this one for {_shown(text)}")

    def enter(self, entry: SentenceEntry, sentence: Passage) -> None:
        if entry.skip is not None:
            self.skips.append(Skip(sentence, entry.skip.value))
        for candidate in entry.candidates:
            before = len(self.mistakes)
            claim = self._claim(candidate, sentence)
            if claim is None or len(self.mistakes) > before:
                continue
            if claim.id in self._ids:
                self.mistake(
                    candidate.line, "claim", "each claim once", f"the claim of line {self._ids[claim.id]} again"
                )
                continue
            self._ids[claim.id] = candidate.line
            self.claims.append(claim)

    def _claim(self, candidate: Candidate, sentence: Passage) -> Claim | None:
        proposition = self._proposition(candidate)
        span = self._span(candidate, sentence)
        modality = self._enum(candidate, "modality", Modality) or Modality.ASSERTED
        hedge, attribution = candidate.get("hedge"), candidate.get("attribution")
        for name, words in (("hedge", hedge), ("attribution", attribution)):
            if words and find_quote(sentence.exact, words) is None:
                self.mistake(candidate.line_of(name), name, "words of the sentence", _shown(words))
        if modality in HEDGED and hedge is None:
            self.mistake(candidate.line, "hedge", f"the words that make it {modality}", "nothing")
        attributed_to = self._entity(candidate, "attributed_to")
        if proposition is None or span is None:
            return None
        passage, tolerated = span
        return Claim(
            proposition=proposition,
            passage=passage,
            sentence=sentence,
            modality=modality,
            hedge=hedge,
            attributed_to=attributed_to,
            attribution=attribution,
            citations=tuple(c.id for c in self.citations if _in_scope(c, sentence)),
            tolerated=tolerated,
            note=candidate.get("note"),
        )

    def _span(self, candidate: Candidate, sentence: Passage) -> tuple[Passage, bool] | None:
        quote = candidate.get("quote")
        if quote is None:
            return sentence, False
        found = find_quote(self.document.text, quote, sentence.start, sentence.end)
        if found is None:
            hint = nearest(sentence.exact, quote)
            expected = f"exact words of the sentence at {sentence.start}-{sentence.end}; nearest: {_shown(hint)}"
            self.mistake(candidate.line_of("quote"), "quote", expected, _shown(quote))
            return None
        return Passage.cut(self.document, found.start, found.end), found.tolerated

    def _proposition(self, candidate: Candidate) -> Proposition | None:
        for name in ("subject", "predicate"):
            if candidate.get(name) is None:
                self.mistake(candidate.line, name, "a value", "nothing")
        subject = self._entity(candidate, "subject")
        predicate = self._predicate(candidate)
        quantity, period = self._quantity(candidate), self._period(candidate)
        stated = self._entity(candidate, "object")
        given = (candidate.get("object"), candidate.quantity, candidate.period)
        if all(part is None for part in given):
            self.mistake(candidate.line, "object", "an object, a quantity or a period", "none of them")
        if subject is None or predicate is None:
            return None
        self._check_value(candidate, predicate)
        return Proposition(
            subject=subject,
            predicate=predicate,
            object=stated,
            quantity=quantity,
            period=period,
            place=self._entity(candidate, "place"),
            stage=self._enum(candidate, "stage", Stage),
            regarding=self._entity(candidate, "regarding"),
            polarity=self._enum(candidate, "polarity", Polarity) or Polarity.AFFIRMATIVE,
        )

    def _check_value(self, candidate: Candidate, predicate: Iri) -> None:
        values = self.vocabulary.predicates[predicate].values
        name = iris.compact(predicate)
        if values and "PeriodValue" not in values and candidate.get("object") is None and candidate.quantity is None:
            self.mistake(candidate.line, "object", f"an object or a quantity for {name}", "only a period")
        if values == {"PeriodValue"} and candidate.period is None:
            self.mistake(candidate.line, "period", f"a period for {name}", "none")
        if values and "EntityValue" not in values and candidate.get("object") is not None:
            self.mistake(candidate.line_of("object"), "object", f"no object for {name}", str(candidate.get("object")))

    def _entity(self, candidate: Candidate, name: str) -> Iri | None:
        written = candidate.get(name)
        if written is None:
            return None
        iri = iris.expand(written)
        if iri is None or iri not in self.vocabulary.entities:
            error = UnknownTermError("entity", written, self.vocabulary.nearest(written))
            nearest_names = ", ".join(error.nearest) or "none"
            expected = f"a declared entity; nearest: {nearest_names}"
            self.mistake(candidate.line_of(name), name, expected, repr(written))
            return None
        return iri

    def _predicate(self, candidate: Candidate) -> Iri | None:
        written = candidate.get("predicate")
        if written is None:
            return None
        iri = iris.expand(written if ":" in written or written == "a" else f"kg:{written}")
        if iri is None or iri not in self.vocabulary.predicates:
            nearest_names = ", ".join(self.vocabulary.nearest_predicate(written))
            expected = f"a declared predicate; nearest: {nearest_names}"
            self.mistake(candidate.line_of("predicate"), "predicate", expected, repr(written))
            return None
        return iri

    def _enum(self, candidate: Candidate, name: str, enum: type[E]) -> E | None:
        written = candidate.get(name)
        if written is None:
            return None
        if written not in {member.value for member in enum}:
            expected = f"one of {', '.join(member.value for member in enum)}"
            self.mistake(candidate.line_of(name), name, expected, repr(written))
            return None
        return enum(written)

    def _quantity(self, candidate: Candidate) -> Quantity | None:
        fields = candidate.quantity
        if fields is None:
            return None
        unit, excluded, text = fields.get("unit"), fields.get("excluded"), fields.get("text")
        if text is None:
            self.mistake(candidate.line, "quantity.text", "the author's words", "nothing")
        elif find_quote(self.document.text, text.value) is None:
            self.mistake(text.line, "quantity.text", "words of the document", _shown(text.value))
        if unit is None or unit.value not in UNITS:
            line = unit.line if unit else candidate.line
            found = repr(unit.value) if unit else "nothing"
            self.mistake(line, "quantity.unit", f"one of {', '.join(UNITS)}", found)
        minimum, maximum = self._number(fields.get("minimum")), self._number(fields.get("maximum"))
        if minimum is None and maximum is None:
            self.mistake(candidate.line, "quantity", "a minimum or a maximum", "neither")
        if minimum is not None and maximum is not None and minimum > maximum:
            self.mistake(candidate.line, "quantity", "minimum <= maximum", f"{minimum} > {maximum}")
        bounds = excluded.value.replace(",", " ").split() if excluded else []
        if excluded and not set(bounds) <= {"minimum", "maximum"}:
            self.mistake(excluded.line, "quantity.excluded", "minimum or maximum", repr(excluded.value))
        return Quantity(
            minimum,
            maximum,
            unit.value if unit else "",
            text.value if text else "",
            "minimum" in bounds,
            "maximum" in bounds,
        )

    def _number(self, field: Field | None) -> float | None:
        if field is None:
            return None
        try:
            return float(field.value.replace("_", ""))
        except ValueError:
            self.mistake(field.line, "quantity", "a number", repr(field.value))
            return None

    def _period(self, candidate: Candidate) -> Period | None:
        fields = candidate.period
        if fields is None:
            return None
        edtf, text = fields.get("edtf"), fields.get("text")
        if edtf is not None and not is_edtf(edtf.value):
            self.mistake(edtf.line, "period.edtf", "an EDTF date (ISO 8601-2)", repr(edtf.value))
        if text is None:
            self.mistake(candidate.line, "period.text", "the author's words", "nothing")
        elif find_quote(self.document.text, text.value) is None:
            self.mistake(text.line, "period.text", "words of the document", _shown(text.value))
        return Period(edtf.value if edtf else None, text.value if text else "")


def _in_scope(citation: InTextCitation, sentence: Passage) -> bool:
    return citation.scope_start < sentence.end and sentence.start < citation.scope_end
