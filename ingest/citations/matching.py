"""Which entries of a reference list a citation may mean, and how surely."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import fuzz

from ingest.references.cleaning import entry_number
from ingest.references.dates import NO_DATE, year_of
from ingest.references.names import family_name
from kg.model import Reference

TITLE_RATIO = 90.0
"""Titles at least this alike (0 to 100) count as one."""


class Level(IntEnum):
    """How well the words before the year agree with an entry; the larger the better."""

    NONE = 0
    SECONDARY = 1
    PUBLISHER = 2
    FIRST_AUTHOR = 3
    TITLE = 4
    AUTHORS = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that a citation may mean; `same_year` is None where one of the two has no date."""

    reference: Reference
    level: Level
    same_year: bool | None


@dataclass(frozen=True, slots=True)
class _Keys:
    reference: Reference
    families: tuple[str, ...]
    whole: frozenset[str]
    title: str
    hosts: frozenset[str]
    year: str | None
    letter: str


class ReferenceIndex:
    """A reference list prepared for look-up by the words of citations."""

    def __init__(self, references: Sequence[Reference]) -> None:
        self._keys = tuple(_keys(reference) for reference in references)
        self._by_word: dict[str, list[int]] = {}
        for i, keys in enumerate(self._keys):
            for word in {w for name in (*keys.families, *keys.whole, keys.title, *keys.hosts) for w in name.split()}:
                self._by_word.setdefault(word, []).append(i)
        self._by_number = {
            number: reference
            for reference in reversed(references)
            if (number := entry_number(reference.raw)) is not None
        }
        self.numbered = len(self._by_number) > 0 and len(self._by_number) >= 0.5 * len(references)
        self._references = {reference.index: reference for reference in references}
        self._entries_with = Counter(word for reference in references for word in _described(reference))
        self.highest = max(self._by_number, default=len(references))

    def by_number(self, number: int) -> Reference | None:
        """Give the entry with this number, or in this place when the entries carry no numbers."""
        return self._by_number.get(number) if self.numbered else self._references.get(number)

    def shared_words(self, sentence: str, reference: Reference) -> dict[str, float]:
        """Give the words that a sentence shares with an entry, a word of few entries weighing more than one of many."""
        words, described = _content(sentence), _described(reference)
        return {words[stem]: 1 / self._entries_with[stem] for stem in words if stem in described}

    def candidates(self, head: str, year: str | None, *, marked: bool) -> tuple[Candidate, ...]:
        """Give every entry that the head may name, the best first."""
        title = folded(head)
        head = re.sub(r"\s*[\[(][A-Z][\w.&-]*[\])]", "", head)
        names = cited_names(head)
        words = {word for part in (title, *names) for word in part.split()}
        near = {i for word in words for i in self._by_word.get(word, ())}
        found = []
        for i in sorted(near):
            keys = self._keys[i]
            level = max(_author_level(names, head, keys), _title_level(title, keys, marked=marked))
            if level:
                found.append(Candidate(keys.reference, level, _same_year(year, keys)))
        rank = {True: 2, None: 1, False: 0}
        return tuple(sorted(found, key=lambda c: (-rank[c.same_year], -c.level, c.reference.index)))


def folded(text: str) -> str:
    """Fold case, accents and punctuation."""
    text = "".join(c for c in unicodedata.normalize("NFKD", text.replace("’", "'")) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", re.sub(r"'s\b|'", "", text).casefold()))


def cited_names(head: str) -> tuple[str, ...]:
    """Split the names of a citation, folded: "Renshaw & Scheyder" is two."""
    bare = re.sub(r"\bet\.?\s+al\b\.?|\band colleagues\b|\bи др\.|等|[*_“”\"]|[’']s?$", "", head)
    return tuple(name for part in re.split(r",|&|;|\band\b|\bet\b|\bund\b|\by\b|\bи\b", bare) if (name := folded(part)))


def _keys(reference: Reference) -> _Keys:
    work = reference.work
    families = tuple(folded(family_name(name)) for name in work.authors)
    whole = {folded(name) for name in work.authors if "," not in name}
    lead = re.match(r"[\W\d]*([^\W\d][^,.(\n]{1,60}),", reference.raw)
    if lead and len(work.authors) == 1 and "," not in work.authors[0]:
        whole.add(folded(lead[1]))
    for name in (name for name in work.authors if "," not in name):
        whole |= {folded(short) for short in _SHORT_NAME.findall(name)} | {folded(_SHORT_NAME.sub("", name))}
    whole |= {acronym for name in (*work.authors, work.container or "") if (acronym := _acronym(name))}
    hosts = {folded(name) for name in (work.container, work.publisher) if name}
    letter = re.search(r"(?:1[5-9]|20)\d\d([a-z])\b", reference.raw)
    return _Keys(
        reference,
        families,
        frozenset(whole),
        folded(work.title or ""),
        frozenset(hosts),
        year_of(work.issued),
        letter[1] if letter else "",
    )


_SHORT_NAME = re.compile(r"[(\[]([A-Z][\w.&-]+)[)\]]")


def _acronym(name: str) -> str:
    words = re.findall(r"[^\W\d_][\w’'-]*", name)
    letters = "".join(word[0] for word in words if word[0].isupper()).casefold()
    return letters if len(letters) >= 3 and "," not in name else ""


def _author_level(names: Sequence[str], head: str, keys: _Keys) -> Level:
    whole = folded(re.sub(r"\bet\.?\s+al\b\.?", "", head))
    if whole and whole in keys.whole:
        return Level.AUTHORS
    if names and keys.families:
        others = "et al" in head or "colleagues" in head or "等" in head
        if tuple(names) == keys.families or (len(names) > 1 and _agree(names, keys.families)):
            return Level.AUTHORS
        if _same_name(names[0], keys.families[0]):
            if others:
                return Level.AUTHORS if len(keys.families) > 1 else Level.FIRST_AUTHOR
            return Level.FIRST_AUTHOR if len(names) == 1 else Level.SECONDARY
        if whole == keys.families[0]:
            return Level.AUTHORS
        if any(name in keys.families[1:] for name in names):
            return Level.SECONDARY
    if len(whole) > 3 and any(
        whole == host or f" {whole} " in f" {host} " or f" {host} " in f" {whole} "
        for host in keys.hosts
        if len(host) > 3
    ):
        return Level.PUBLISHER
    return Level.NONE


def _same_name(name: str, family: str) -> bool:
    """Compare a cited name with a family, which the citation may carry with a given name or without its particle."""
    return name == family or (len(name) > 2 and (name.endswith(f" {family}") or family.endswith(f" {name}")))


def _agree(names: Sequence[str], families: Sequence[str]) -> bool:
    return len(names) <= len(families) and len(names) == len(families) and all(map(_same_name, names, families))


def _title_level(cited: str, keys: _Keys, *, marked: bool) -> Level:
    title = keys.title
    if not title or not cited or (not marked and len(cited.split()) < 2):
        return Level.NONE
    if cited == title or (len(cited) > 12 and fuzz.ratio(cited, title) >= TITLE_RATIO):
        return Level.TITLE
    if len(cited.split()) >= 2 and (
        title.startswith(f"{cited} ") or (len(title.split()) >= 2 and cited.startswith(f"{title} "))
    ):
        return Level.TITLE
    return Level.TITLE if marked and len(cited) > 20 and fuzz.partial_ratio(cited, title) >= 96 else Level.NONE


def _same_year(cited: str | None, keys: _Keys) -> bool | None:
    if cited is None:
        return None
    year, letter = (NO_DATE, "") if cited[0] not in "12" else (cited[:4], cited[4:])
    if keys.year is None or (NO_DATE in (year, keys.year) and year != keys.year):
        return None
    if year != keys.year:
        return False
    return not (letter and keys.letter) or letter == keys.letter


def one_work(references: Iterable[Reference]) -> bool:
    """Tell whether all of the entries are the same work."""
    first, *rest = references
    return all(other.index in first.same_as or other.work.id == first.work.id for other in rest)


_FUNCTION_WORDS_LINE = (
    "that this with from which have has been were was are the and for into their these those its https www com "
    "org html news"
)
_FUNCTION_WORDS = frozenset(_FUNCTION_WORDS_LINE.split())


def _content(text: str) -> dict[str, str]:
    """Map the stems of the content words of a text to the words."""
    return {w[:7]: w for w in folded(text).split() if len(w) > 3 and not w.isdigit() and w not in _FUNCTION_WORDS}


def _described(reference: Reference) -> dict[str, str]:
    """Give the stems of the content words of an entry's title and of its address."""
    return _content(f"{reference.work.title or ''} {re.sub(r'[-/_]', ' ', reference.work.url or '')}")
