"""The share that a statement speaks of: "most" is more than half, and what lies outside or is not so is the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.factcheck.parsing import SUBJECTS, VERBAL, Parse
from kg.model import Quantity
from kg.text.bounds import WHOLE
from kg.text.quantities import QuantityMention
from kg.text.units import PERCENT

HALF = 50.0
MAJOR, MINOR = "majority", "minority"
MAJORITY = re.compile(
    r"\b(?:(?P<more>(?:the |a )?(?:\w+ )?majority(?= of\b)|the (?:greater|larger|bigger|better) (?:part|share|half)"
    r"(?= of\b)|(?:the )?(?:bulk|lion[’']s share)(?= of\b)|most(?= of\b)|(?<!the )(?<!at )most(?= [a-z]))"
    r"|(?P<less>(?:only )?an? (?:\w+ )?minority(?= of\b)|the (?:smaller|lesser) (?:part|share|half)(?= of\b)))",
    re.IGNORECASE,
)
AWAY_FROM = re.compile(
    r"\b(?:outside(?: of)?|(?:(?:other|elsewhere) than|anywhere but|apart from)(?: in| from)?)\s+(?=(?:the\s+)?[A-Z])"
)
OF_OWN = re.compile(r"\s*of\s+(?:their|its|his|her|our)\b", re.IGNORECASE)
PARTITIVE = re.compile(r"\s+(?:of\b|[a-z])")
QUANTIFIES = ("amod", "nummod", "det", "quantmod", "advmod")


@dataclass(frozen=True, slots=True)
class Portion:
    """The quantities of a text and the text that they stand in, with what turned a share into its rest left out."""

    text: str
    quantities: tuple[QuantityMention, ...]


def majorities(text: str, quantities: tuple[QuantityMention, ...], parsed: Parse) -> tuple[QuantityMention, ...]:
    """Return what "most of", "the bulk of" and "a minority of" say in figures, where no figure stands already."""
    found = []
    for said in MAJORITY.finditer(text):
        if any(q.start < said.end() and said.start() < q.end for q in quantities):
            continue
        word = parsed.head_of(said.start(), said.end())
        if said[0].casefold() == "most" and (word is None or not _counts(word, parsed)):
            continue
        quantity = (
            Quantity(HALF, WHOLE, PERCENT, said[0], minimum_excluded=True)
            if said["more"]
            else Quantity(0.0, HALF, PERCENT, said[0], maximum_excluded=True)
        )
        of = text[said.end() + len(" of ") :] if text[said.end() :].startswith(" of ") else None
        found.append(QuantityMention(said.start(), said.end(), quantity, MAJOR if said["more"] else MINOR, of=of))
    return tuple(found)


def is_majority(mention: QuantityMention) -> bool:
    """Tell whether a quantity is a majority or minority in words, which a sentence need not put in figures."""
    return mention.hedge in (MAJOR, MINOR)


def _counts(most: int, parsed: Parse) -> bool:
    """Tell whether "most" says how many or how much, and ranks nothing ("the most important", "its most modern")."""
    word = parsed.words[most]
    before = parsed.words[most - 1] if most else None
    if before is not None and (
        before.pos in ("DET", "NUM", "PRON", "ADJ", "NOUN", "PROPN", "PART") or before.text == "at"
    ):
        return False
    after = parsed.words[most + 1] if most + 1 < len(parsed.words) else None
    if after is not None and after.text == "of":
        return True
    head = parsed.words[word.head]
    if head.pos == "ADJ" and head.relation in ("amod", "compound"):
        head = parsed.words[head.head]
    return head.pos in ("NOUN", "PROPN") and head.start > word.start and head.text != head.lemma


def rest_of(text: str, quantities: tuple[QuantityMention, ...], parsed: Parse) -> Portion:
    """Read the share of what lies outside something, or of what is not so, as the share of what remains.

    "A third of the ore is dug outside Chile" gives Chile two thirds; "a fifth is not sold" is four fifths sold.
    """
    shares = [mention for mention in quantities if mention.quantity.unit == PERCENT]
    if len(shares) != 1 or (cut := _turning(text, shares[0], parsed)) is None:
        return Portion(text, quantities)
    kept = text[: cut[0]] + " " * (cut[1] - cut[0]) + text[cut[1] :]
    turned = tuple(_rest(mention) if mention is shares[0] else mention for mention in quantities)
    return Portion(kept, turned)


def _rest(mention: QuantityMention) -> QuantityMention:
    said = mention.quantity
    rest = replace(
        said,
        minimum=WHOLE - (WHOLE if said.maximum is None else said.maximum),
        maximum=WHOLE - (said.minimum or 0.0),
        minimum_excluded=said.maximum_excluded,
        maximum_excluded=said.minimum_excluded,
        text=f"all but {said.text[:1].lower()}{said.text[1:]}",
    )
    return replace(mention, quantity=rest)


def _turning(text: str, share: QuantityMention, parsed: Parse) -> tuple[int, int] | None:
    """Return the words that make the share one of what is outside or not so, or None."""
    word = parsed.head_of(share.start, share.end)
    if word is None or (share.quantity.maximum or 0) > WHOLE or OF_OWN.match(text, share.end):
        return None
    whole = parsed.words[word].head if parsed.words[word].relation in QUANTIFIES else word
    away = AWAY_FROM.search(text)
    if away is not None and text[: away.start()].strip(" ,"):
        at = parsed.head_of(away.start(), away.start() + 1)
        return None if at is None or _stands_in(at, whole, parsed) else (away.start(), away.end())
    subject = parsed.words[whole]
    if subject.relation not in (*SUBJECTS, "nsubjpass") or not PARTITIVE.match(text, share.end):
        return None
    denial = [c for c in parsed.children[subject.head] if parsed.words[c].relation == "neg"]
    if len(denial) != 1 or text[: share.start].strip(" ,").casefold() not in ("", "the", "about", "some", "only"):
        return None
    return parsed.words[denial[0]].start, parsed.words[denial[0]].end


def _stands_in(at: int, whole: int, parsed: Parse) -> bool:
    """Tell whether a word belongs to the whole that is shared out ("a third of all mines outside Chile")."""
    while True:
        if at == whole:
            return True
        word = parsed.words[at]
        if word.head == at or word.pos in VERBAL:
            return False
        at = word.head
