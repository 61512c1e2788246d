"""Names in a text: the longest known name at each place, with every IRI that it may stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from kg.model import Iri

QUOTES = dict.fromkeys(map(ord, "’‘ʼ`´′"), "'") | dict.fromkeys(map(ord, "“”„«»″"), '"')
HYPHENS = "-‐‑‒–—−"
LINK = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}")
DOMAIN_AFTER = re.compile(r"\.[a-z]")
SPACELESS = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR")
SHORT = 3


@dataclass(frozen=True, slots=True)
class NameMention:
    """A known name in a text; `iris` are all that it may stand for, in the order in which they were given."""

    start: int
    end: int
    iris: tuple[Iri, ...]
    text: str


@dataclass(frozen=True, slots=True)
class _Name:
    plain: str
    iri: Iri
    cased: bool


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    plural: bool
    iris: tuple[Iri, ...]


class NameIndex:
    """A fixed set of names that texts are searched for; give singular forms, plurals in s and es are found too.

    Curly and straight quotes are one, and so are hyphens, no-break spaces and runs of white space. Names without a
    lower-case letter (US, AI, REE) and capitalised names of up to three letters (Ga, Nd) must match by case.
    """

    __slots__ = ("_automaton", "_names", "_patterns")

    def __init__(self, names: Iterable[tuple[str, Iri]]) -> None:
        grouped: dict[str, list[_Name]] = {}
        for name, iri in names:
            plain = "".join(_plain(part) for part in _clusters(" ".join(name.split())))
            plain = " ".join(plain.split())
            if plain:
                grouped.setdefault(plain.casefold(), []).append(_Name(plain, iri, _is_cased(plain)))
        self._names: tuple[tuple[_Name, ...], ...] = tuple(tuple(group) for group in grouped.values())
        self._patterns = tuple(grouped)
        self._automaton = AhoCorasick(list(grouped)) if grouped else None

    def lookup(self, name: str) -> tuple[Iri, ...]:
        """Return the IRIs of a whole string that is one name (or its plural), and nothing for any other string."""
        mention = next(iter(self.find(name.strip())), None)
        return mention.iris if mention and mention.text == name.strip() else ()

    def find(self, text: str) -> tuple[NameMention, ...]:
        """Return the names in `text`, in order and without overlap, longer before shorter ones.

        Offsets count code points; a possessive 's stays outside the span, a plural s inside. Links are not searched.
        """
        taken = [(m.start(), m.end()) for m in LINK.finditer(text)]
        chosen: list[_Hit] = []
        for hit in sorted(self._hits(text), key=lambda h: (h.start - h.end, h.start, h.plural)):
            if not any(start < hit.end and hit.start < end for start, end in taken):
                chosen.append(hit)
                taken.append((hit.start, hit.end))
        chosen.sort(key=lambda hit: hit.start)
        return tuple(NameMention(hit.start, hit.end, hit.iris, text[hit.start : hit.end]) for hit in chosen)

    def _hits(self, text: str) -> Iterator[_Hit]:
        if self._automaton is None:
            return
        folded = _Folded.of(text)
        for pattern, begin, stop in self._automaton.find_matches_as_indexes(folded.text, overlapping=True):
            for end in folded.ends_of_name(begin, stop, self._patterns[pattern]):
                start, last = folded.places[begin][0], folded.places[stop - 1][1]
                plain = "".join(_plain(part) for part in _clusters(text[start:last]))
                same = " ".join(plain.split())
                iris = dict.fromkeys(n.iri for n in self._names[pattern] if not n.cased or n.plain == same)
                if iris:
                    yield _Hit(start, folded.places[end - 1][1], end != stop, tuple(iris))


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text as it is compared, and for each of its characters the span of the raw text that it came from."""

    raw: str
    text: str
    places: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, raw: str) -> _Folded:
        characters: list[str] = []
        places: list[tuple[int, int]] = []
        at = 0
        for cluster in _clusters(raw):
            following = at + len(cluster)
            for character in _plain(cluster).casefold():
                if character == " " and characters and characters[-1] == " ":
                    places[-1] = (places[-1][0], following)
                    continue
                characters.append(character)
                places.append((at, following))
            at = following
        return cls(raw, "".join(characters), tuple(places))

    def ends_of_name(self, begin: int, stop: int, name: str) -> Iterator[int]:
        """Yield where the name ends, as it is and with a plural ending, if words begin and end there."""
        if not _is_spaceless(name[0]) and begin and _is_word(self.text[begin - 1]):
            return
        for ending in ("", "s", "es"):
            end = stop + len(ending)
            if ending and (name.endswith("s") or not name[-1].isalpha() or self.text[stop:end] != ending):
                continue
            ends = end >= len(self.text) or not _is_word(self.text[end]) or _is_spaceless(name[-1])
            if ends and not DOMAIN_AFTER.match(self.raw, self.places[end - 1][1]):
                yield end


def _clusters(text: str) -> Iterator[str]:
    """Yield each character together with the combining marks that follow it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield text[start:at]
            start = at


def _plain(cluster: str) -> str:
    """Return a character in its composed form, with one quote, one hyphen (a space) and one space."""
    if cluster.isspace() or cluster in HYPHENS:
        return " "
    return unicodedata.normalize("NFC", cluster).translate(QUOTES)


def _is_cased(plain: str) -> bool:
    letters = [character for character in plain if character.isalpha()]
    if not any(letter.isupper() for letter in letters):
        return False
    return len(letters) <= SHORT or not any(letter.islower() for letter in letters)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _is_spaceless(character: str) -> bool:
    """Tell whether the character's script writes words without spaces between them."""
    return not character.isascii() and unicodedata.name(character, "").startswith(SPACELESS)
