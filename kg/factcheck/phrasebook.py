"""The wordings of a sentence: what else its words may be called just there, and what they exclude just there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.factcheck.lexicon import WORD
from kg.factcheck.stems import stem
from kg.factcheck.tables import words
from kg.factcheck.terms import Terms, Unit
from kg.model import Wording

MOST_BETWEEN, WORDS_BEFORE = 3, 3
PARTICLES = frozenset({"away", "back", "down", "off", "out", "over", "up", "apart", "together", "aside", "in", "on"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """Another wording of a stretch of the sentence, or one that the stretch excludes (`excludes`)."""

    stems: tuple[str, ...]
    start: int
    end: int
    text: str
    excludes: bool
    denies: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """Units of a statement that are a wording of a stretch of the sentence, or what it excludes."""

    units: tuple[Unit, ...]
    phrase: Phrase


Phrasebook = dict[str, list[Phrase]]


def phrasebook(wordings: Iterable[Wording], start: int) -> Phrasebook:
    """Index the wordings of a sentence that begins at `start` of its document by their first stem."""
    found: Phrasebook = {}
    for wording in wordings:
        span = wording.passage
        for excludes, phrases in ((False, wording.same), (True, wording.excluded)):
            for text in phrases:
                stems, denies = _content(text)
                if stems:
                    phrase = Phrase(stems, span.start - start, span.end - start, text, excludes, denies)
                    found.setdefault(stems[0], []).append(phrase)
    return found


def _content(text: str) -> tuple[tuple[str, ...], bool]:
    tokens = [token.casefold() for token in WORD.findall(text)]
    denies = any(_is_negator(token) for token in tokens)
    kept = [t for t in tokens if t not in words("function") or t in PARTICLES] if len(tokens) > 1 else tokens
    return tuple(stem(token) for token in kept), denies


def readings(terms: Terms, book: Phrasebook) -> Iterator[Reading]:
    """Yield where a statement uses wordings of the sentence; the words of one may have a few others between them."""
    units = [unit for unit in terms.units if unit.weight or unit.text.casefold() in PARTICLES]
    for at, unit in enumerate(units):
        for phrase in book.get(unit.stem, ()):
            taken = _follow(units, at, phrase.stems)
            if taken is not None:
                yield Reading(taken, phrase)


def is_led_by_negator(reading: Reading, terms: Terms) -> bool:
    """Tell whether a denying word stands before or among the words of a reading, whatever it denies."""
    first, last = reading.units[0], reading.units[-1]
    lead = terms.text[: first.start].split()[-WORDS_BEFORE:]
    inside = terms.text[first.start : last.end].split()
    return any(_is_negator(word.strip(" ,;.").casefold()) for word in (*lead, *inside))


def _is_negator(word: str) -> bool:
    return word in words("negators") or word.endswith(("n't", "n’t"))


def _follow(units: Sequence[Unit], at: int, stems: tuple[str, ...]) -> tuple[Unit, ...] | None:
    taken = [units[at]]
    position = at
    for wanted in stems[1:]:
        reach = MOST_BETWEEN if wanted in PARTICLES else 1
        nearby = range(position + 1, min(position + 1 + reach, len(units)))
        found = next((i for i in nearby if units[i].stem == wanted), None)
        if found is None:
            return None
        taken.append(units[found])
        position = found
    return tuple(taken)
