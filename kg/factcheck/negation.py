"""Negation: the words of a text that another word denies, or sets against what is said, read from its parse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.factcheck.parsing import Parse, Word, parse
from kg.factcheck.stems import stem
from kg.factcheck.tables import words

STOPS = re.compile(r"[,;:.]|\b(?:but|and|because|since|which|that|who)\b")
SET_AGAINST = re.compile(
    r"\b(?:(?:recommend|prefer|favou?r|cho[os]s?e)\w*\b[^,;.]*?\bover"
    r"(?! (?:\d|half\b|an?\b|the \w+ (?:years?|decades?)\b))"
    r"|far from|short of(?= (?:an?|the|any|\w+ing)\b)|no longer|yet to"
    r"|rather than|instead of|as opposed to|more than(?= \w+ing\b))",
    re.IGNORECASE,
)
HARMLESS = re.compile(
    r"\b(?:not only|not just|not merely|not least|not simply|no (?:more|less|fewer|later|earlier|sooner) than"
    r"|not far from|no doubt|nothing but|none other than|hardly any (?=more|less)"
    r"|no other\b|no one else\b|nobody else\b"
    r"|(?:no (?:\w+ ){1,2}|nobody |no one |none (?:of [\w ]+ )?)(?=(?:ha[sd]|have|owns?|holds?|\w+s)"
    r" (?:an? )?(?:\w+er|more)\b[^.]*\bthan\b)"
    r"|(?:never|not) (?=(?:been|be|stood|was|were) (?:\w+er|more)\b)|never (?=before\b)"
    r"|no longer than|not to mention)",
    re.IGNORECASE,
)
PRONOUNS = frozenset(["none", "nobody", "nothing", "neither", "nowhere", "one"])
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_INSIDE = """dobj attr acomp xcomp oprd prep agent advmod prt dative pcomp pobj amod compound nmod poss det nummod
    quantmod conj npadvmod case aux auxpass expl appos nsubj nsubjpass acl"""
INSIDE = frozenset(_INSIDE.split())
_CAUSES = """because despite due since after before until given according although while unlike besides"""
CAUSES = frozenset(_CAUSES.split())
_POSSIBLE = """can could would will may might must shall should ca wo"""
POSSIBLE = frozenset(_POSSIBLE.split())
_MANNERS = """way time circumstance case event condition account means"""
MANNERS = frozenset(_MANNERS.split())

Span = tuple[int, int]


def denied_spans(text: str) -> list[Span]:
    """Return the words that are denied; what is denied twice stands."""
    spans: list[Span] = []
    if _may_deny().search(text):
        harmless = [(m.start(), m.end()) for m in HARMLESS.finditer(text)]
        parsed = parse(text.replace("\n", " "))
        times: dict[int, int] = {}
        for at, word in enumerate(parsed.words):
            if not within(word.start, word.end, harmless):
                for denied in set(_denied_by(at, parsed)):
                    times[denied] = times.get(denied, 0) + 1
        spans = [(parsed.words[at].start, parsed.words[at].end) for at, count in times.items() if count % 2]
    for mark in SET_AGAINST.finditer(text):
        stop = STOPS.search(text, mark.end())
        spans.append((mark.end(), stop.start() if stop else len(text)))
    return spans


@lru_cache(maxsize=4096)
def is_denying(word: str) -> bool:
    """Tell whether a word denies or withholds something by itself ("seldom", "lacks", "stopped")."""
    return word.casefold() in words("negators") or stem(word) in _withholding()


@lru_cache(maxsize=1)
def _withholding() -> frozenset[str]:
    return frozenset(stem(word) for word in words("withholders"))


def within(start: int, end: int, spans: list[Span]) -> bool:
    """Tell whether a stretch lies inside one of the spans."""
    return any(low <= start and end <= high for low, high in spans)


@lru_cache(maxsize=1)
def _may_deny() -> re.Pattern[str]:
    opening = "|".join(sorted(words("negators") | {word[:5] for word in words("withholders")}))
    return re.compile(rf"\b(?:{opening})|n[’']t\b", re.IGNORECASE)


def _denied_by(at: int, parsed: Parse) -> Iterator[int]:
    """Yield the words that one word denies."""
    word = parsed.words[at]
    name = word.text.casefold().replace("’", "'")
    head = parsed.words[word.head]
    if name == "without":
        if not _is_condition(at, parsed):
            yield from _complement(at, parsed)
    elif word.lemma.casefold() in words("withholders") or (name == "want" and word.pos == "NOUN"):
        yield from _withheld(at, parsed)
    elif name in ("neither", "nor") and word.relation in ("preconj", "cc"):
        yield from _joined(at, parsed)
    elif name in PRONOUNS and (name != "one" or _has_no(at, parsed)):
        if word.relation in SUBJECTS:
            yield from _predicate(word.head, parsed)
        else:
            yield from (i for child in parsed.children[at] for i in _below(child, parsed))
    elif name == "no" and word.relation in ("det", "neg"):
        yield from _none_of(word.head, parsed)
    elif name in ("hardly", "barely", "scarcely") and head.text.casefold() == "any" and head.relation == "det":
        yield from _none_of(head.head, parsed)
    elif name in words("negators") or name in ("n't", "'t"):
        yield from _adverbial(at, parsed)


def _none_of(noun: int, parsed: Parse) -> Iterator[int]:
    """Yield what "no" before a noun denies: the noun, and what is done where the noun does it."""
    head = parsed.words[noun]
    if head.relation in SUBJECTS and parsed.words[head.head].pos in ("VERB", "AUX"):
        yield from _below(noun, parsed)
        yield from _predicate(head.head, parsed)
    elif head.lemma in MANNERS and head.relation == "pobj":
        yield from _predicate(_verb_above(noun, parsed), parsed)
    elif head.text.casefold() != "one":
        yield from _below(noun, parsed)


def _adverbial(at: int, parsed: Parse) -> Iterator[int]:
    """Yield what "not", "never" or "hardly" denies: its verb with what follows, or the words right of it."""
    head = parsed.words[at].head
    while parsed.words[head].relation == "advmod" and parsed.words[head].head != head:
        head = parsed.words[head].head
    if parsed.words[head].pos in ("VERB", "AUX"):
        yield from _predicate(head, parsed)
        return
    yield from (i for i in _below(head, parsed) if i > at)


def _predicate(verb: int, parsed: Parse) -> Iterator[int]:
    """Yield a verb and what it takes: its objects and complements, not its subject or other clauses.

    What is not done without something is done with it, so such a verb stands undenied.
    """
    if any(parsed.words[child].text.casefold() == "without" for child in parsed.children[verb]):
        return
    yield verb
    for child in parsed.children[verb]:
        word = parsed.words[child]
        is_right = child > verb and word.relation not in SUBJECTS
        if is_right and word.relation in INSIDE and word.text.casefold() not in CAUSES:
            if word.relation == "conj" and _joint(child, verb, parsed) != "or":
                continue
            yield from _below(child, parsed)


def _below(at: int, parsed: Parse) -> Iterator[int]:
    """Yield a word and what depends on it, without clauses of their own and without what "but" joins."""
    yield at
    for child in parsed.children[at]:
        word = parsed.words[child]
        if word.relation not in INSIDE or word.text.casefold() in CAUSES:
            continue
        if word.relation in ("conj", "appos") and (
            _joint(child, at, parsed) == "but" or _is_verb(word) != _is_verb(parsed.words[at])
        ):
            continue
        yield from _below(child, parsed)


def _withheld(at: int, parsed: Parse) -> Iterator[int]:
    """Yield what a word such as "fail", "lack" or "unable" says is not done or not there."""
    word = parsed.words[at]
    is_verb = word.pos in ("VERB", "AUX")
    for child in parsed.children[at]:
        other = parsed.words[child]
        if other.relation in ("xcomp", "ccomp", "pcomp", "acl") or (is_verb and other.relation == "advcl"):
            yield from _predicate(child, parsed)
        elif other.relation == "dobj" and word.lemma in ("lack", "avoid", "shun", "forgo"):
            yield from _below(child, parsed)
        elif other.relation == "prep" and other.text.casefold() == ("from" if is_verb else "of"):
            yield from _complement(child, parsed)


def _joined(at: int, parsed: Parse) -> Iterator[int]:
    """Yield what "neither … nor" joins, with the predicate where it joins subjects; or what a bare "nor" adds."""
    first = parsed.words[at].head
    if parsed.words[at].text.casefold() == "nor":
        paired = any(w.text.casefold() == "neither" for w in parsed.words[:at])
        for child in parsed.children[first]:
            if child > at and parsed.words[child].relation == "conj" and not paired:
                yield from _predicate(child, parsed)
        return
    if parsed.words[first].relation in SUBJECTS:
        yield from _predicate(parsed.words[first].head, parsed)
    else:
        yield from _below(first, parsed)


def _complement(preposition: int, parsed: Parse) -> Iterator[int]:
    for child in parsed.children[preposition]:
        if parsed.words[child].relation in ("pobj", "pcomp"):
            yield from _below(child, parsed)


def _is_condition(at: int, parsed: Parse) -> bool:
    """Tell whether "without" only names a condition: beside what cannot, could or would be."""
    verb = parsed.words[at].head
    beside = [parsed.words[child] for child in parsed.children[verb]]
    return any(
        w.relation == "neg"
        or (w.relation == "aux" and w.text.casefold() in POSSIBLE)
        or (w.relation in SUBJECTS and w.text.casefold() in PRONOUNS - {"one"})
        for w in beside
    )


def _has_no(at: int, parsed: Parse) -> bool:
    return any(parsed.words[child].text.casefold() == "no" for child in parsed.children[at])


def _is_verb(word: Word) -> bool:
    return word.pos in ("VERB", "AUX")


def _joint(child: int, first: int, parsed: Parse) -> str:
    """Return the word that joins two words; "or" counts for "nor" too."""
    found = [
        parsed.words[other].text.casefold()
        for other in parsed.children[first]
        if parsed.words[other].relation == "cc" and other < child
    ]
    return "or" if found and found[-1] in ("or", "nor") else found[-1] if found else ""


def _verb_above(at: int, parsed: Parse) -> int:
    while parsed.words[at].pos not in ("VERB", "AUX") and parsed.words[at].head != at:
        at = parsed.words[at].head
    return at
