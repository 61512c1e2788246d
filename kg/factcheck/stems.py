"""Stems: what is left of an English word when inflection, derivation and spelling variants are taken off."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.factcheck.tables import irregular, words

SPELLING = (
    (re.compile(r"isation(s?)$"), r"ization\1"),
    (re.compile(r"is(e|es|ed|ing|er|ers)$"), r"iz\1"),
    (re.compile(r"ys(e|es|ed|ing)$"), r"yz\1"),
    (re.compile(r"our(s|ed|ing|able|ite)?$"), r"or\1"),
    (re.compile(r"ence$"), r"ens"),
    (re.compile(r"ense$"), r"ens"),
    (re.compile(r"programmes?$"), r"program"),
    (re.compile(r"centre(s?)$"), r"center\1"),
    (re.compile(r"fibre(s?)$"), r"fiber\1"),
    (re.compile(r"ll(ed|ing)$"), r"l\1"),
    (re.compile(r"disc(s?)$"), r"disk\1"),
    (re.compile(r"licence(s?)$"), r"license\1"),
    (re.compile(r"manoeuv"), r"maneuv"),
)
VOWELS = "aeiouy"
STEPS = (
    ("ational", "ate"), ("tional", "tion"), ("ization", "ize"), ("ations", "ate"), ("ation", "ate"), ("ator", "ate"),
    ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("alism", "al"), ("ality", "al"), ("ivity", "ive"),
    ("bility", "ble"), ("ically", "ic"), ("ement", ""), ("ments", ""), ("ment", ""), ("ness", ""), ("ional", "ion"),
    ("ition", "it"), ("ance", ""), ("ancy", ""), ("ency", ""), ("able", ""), ("ible", ""), ("ical", "ic"),
    ("ful", ""), ("less", "less"), ("ize", ""), ("ive", ""), ("ous", ""), ("ity", ""), ("ion", ""), ("ate", ""),
    ("at", ""), ("iz", ""),
    ("ant", ""), ("ent", ""), ("ly", ""), ("al", ""), ("ic", ""), ("er", ""), ("or", ""),
)  # fmt: skip
MINIMUM_STEM = 4


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of one word; what shares a stem is read as one word (refine, refining, refinement)."""
    plain = word.casefold().replace("’", "'").removesuffix("'s").rstrip("'")
    plain = plain.translate({ord("é"): "e", ord("è"): "e", ord("ü"): "u"})
    plain = irregular().get(plain, plain)
    if len(plain) <= 3 or not plain.isalpha() or plain in words("protected"):
        return plain
    if plain.endswith("est") and len(plain) > 6:
        return plain
    plain = irregular().get(_uninflected(plain), _uninflected(plain))
    return plain if plain in words("protected") else _underived(_spelt(plain))


def _spelt(word: str) -> str:
    for pattern, replacement in SPELLING:
        if (word in words("not_our") and "our" in pattern.pattern) or (
            word in words("not_ise") and "is(" in pattern.pattern
        ):
            continue
        word = pattern.sub(replacement, word)
    return word


def _uninflected(word: str) -> str:
    """Take off plural, third person, past and participle."""
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "xes", "ches", "shes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is", "ics")) and len(word) > 3:
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) > 2 and any(c in VOWELS for c in root) and not word.endswith("eed"):
            if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lsz":
                return root[:-1]
            if root.endswith("i"):
                return root[:-1] + "y"
            return root
    return word


def _underived(word: str) -> str:
    """Take off one derivational ending after another while enough of the word is left, then a mute e."""
    changed = True
    while changed:
        changed = False
        for ending, replacement in STEPS:
            root = word.removesuffix(ending)
            if root != word and len(root) >= MINIMUM_STEM and root + replacement != word:
                word, changed = root + replacement, True
                break
    if word.endswith("e") and len(word) >= MINIMUM_STEM:
        word = word[:-1]
    if word.endswith("y") and len(word) >= MINIMUM_STEM:
        word = word[:-1] + "i"
    return word
