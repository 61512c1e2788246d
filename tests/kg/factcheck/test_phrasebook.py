"""What a statement may call the words of a sentence, and what the sentence excludes."""

from __future__ import annotations

from kg.factcheck.phrasebook import phrasebook, readings
from kg.factcheck.terms import Names, read_terms
from kg.model import DocumentId, Passage, Wording
from kg.text.names import NameIndex

SENTENCE = "Storms kept the boats in port."


def wording(said: str, same: tuple[str, ...], excluded: tuple[str, ...] = ()) -> Wording:
    def cut(start: int, end: int) -> Passage:
        return Passage(DocumentId("harbour"), "", start, end, SENTENCE[start:end])

    start = SENTENCE.index(said)
    return Wording(cut(0, len(SENTENCE)), cut(start, start + len(said)), same, excluded)


def read(statement: str, *wordings: Wording) -> list[tuple[str, str, bool]]:
    nothing = NameIndex(())
    terms = read_terms(statement, Names(nothing, nothing, {}))
    found = readings(terms, phrasebook(wordings, 0))
    return [
        (" ".join(u.text for u in r.units), SENTENCE[r.phrase.start : r.phrase.end], r.phrase.excludes) for r in found
    ]


def test_other_words_are_found_in_any_inflection() -> None:
    assert read("Gales held the boats.", wording("Storms", ("gale", "tempest"))) == [("Gales", "Storms", False)]


def test_a_particle_may_stand_after_the_object() -> None:
    kept = wording("kept", ("hold back",))
    assert read("Storms held the fishing boats back.", kept) == [("held back", "kept", False)]


def test_other_words_between_break_a_phrase() -> None:
    assert read("The fishing fleet of boats stayed.", wording("boats", ("fishing boats",))) == []


def test_excluded_words_are_marked() -> None:
    assert read("Calm kept the boats in port.", wording("Storms", (), ("calm",))) == [("Calm", "Storms", True)]
