"""What keeps a sentence from supporting a statement: it hedges, or the statement claims more than it says."""

from __future__ import annotations

import re

from kg.factcheck.alignment import SYNONYM, Alignment
from kg.factcheck.base import KnowledgeBase
from kg.factcheck.parsing import parse
from kg.factcheck.reality import done_at, is_unreal
from kg.factcheck.statements import Statement
from kg.model import Modality
from kg.text.units import PERCENT

HEDGED = re.compile(
    r"\b(?:could|may|might|can|would|possibl[ey]|potential(?:ly)?|likely|perhaps|risks?|if|threat\w*|danger|able to"
    r"|forecast\w*|expected|probab\w+)\b",
    re.IGNORECASE,
)
SUPERLATIVE = re.compile(
    r"\b(?!(?:interest|forest|invest|contest|harvest|request|suggest|protest|honest|west|test|rest|best-known"
    r"|modest|midwest|northwest|southwest|latest|newest|nearest|arrest|guest|quest|digest|manifest)\b)(?:\w{3,}est"
    r"|most (?!of\b)\w+|number one|sole|only (?!about|around|half|nearly|\d|one in|a )|top|unparalleled|leading"
    r"|foremost|none|no (?:\w+ ){1,2}(?:has|have|is) (?:a )?(?:\w+er|more))\b",
    re.IGNORECASE,
)
UNIVERSAL = re.compile(
    r"^\W*(?:all|every|each|any|no)\b|\b(?:always|every|any|everyone|everything|entirely|nowhere|anywhere)\b",
    re.IGNORECASE,
)
COMPARES = re.compile(
    r"\b(?!(?:other|rather|later|earlier|further|whether|either|neither|another)\b)"
    r"(?:\w{2,}er|more|less|fewer|better|worse)\b"
    r"(?:\s+[\w’'-]+){0,6}?\s+than\b(?! \w*\d| half| an?\b| one\b)",
    re.IGNORECASE,
)
COMPARING = re.compile(
    r"\b(?:than|\w{3,}est|most|more|less|second|ranks?|leading(?! edge)|first|lead|top|sole|only|unparalleled"
    r"|dominat\w*)\b",
    re.IGNORECASE,
)
TOGETHER = re.compile(r"\b(?:together|combined|jointly|between them|in sum|added up)\b", re.IGNORECASE)
LEFT_OUT = re.compile(
    r"\b(?:left out|leav(?:es?|ing) out|pass(?:es|ed|ing)? over|exclud(?:e[sd]?|ing)|omit(?:s|ted|ting)?|skip(?:s|ped)?"
    r"|except(?:s|ed)?|spared?)\b",
    re.IGNORECASE,
)
EXCLUSIVE = re.compile(r"\b(?:only|solely|exclusively|nothing but|no other|purely|entirely)\b", re.IGNORECASE)
PREDICATE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|will|would|to)\s+(?:(?:\w+ly|already|now|long|never|also|not)\s+){0,2}$",
    re.IGNORECASE,
)
BOUND_WORDS = 9
CONDITIONAL = (Modality.HEDGED, Modality.FORECAST, Modality.NORMATIVE)


def _loose_predicate(statement: Statement, alignment: Alignment, base: KnowledgeBase) -> str | None:
    """Return the source's word for what is done, where it stands far from its words for who or what is meant."""
    text = base.sentences[alignment.place].text
    heavy = [m for m in alignment.matches if m.unit.weight >= 1.0]
    for number, match in enumerate(heavy):
        if match.found is None or match.score != SYNONYM or match.unit.proper:
            continue
        if not PREDICATE.search(statement.text[: match.unit.start]):
            continue
        beside = [m.found.start for m in heavy[max(0, number - 1) : number + 2] if m is not match and m.found]
        gaps = [len(text[min(at, match.found.start) : max(at, match.found.start)].split()) for at in beside]
        if gaps and min(gaps) > BOUND_WORDS:
            return match.found.text
    return None


def _only_possible(statement: Statement, alignment: Alignment, base: KnowledgeBase) -> str | None:
    """Return the source's word for what the statement says is done, where the source only has it as possible."""
    if HEDGED.search(statement.text):
        return None
    mine = parse(statement.text)
    verb = done_at(mine)
    if verb is None:
        return None
    word = mine.words[verb]
    found = next((m.found for m in alignment.matches if m.unit.start == word.start and m.score >= SYNONYM), None)
    if found is None:
        return None
    theirs = parse(base.sentences[alignment.place].text.replace("\n", " "))
    at = theirs.head_of(found.start, found.end)
    return found.text if at is not None and is_unreal(theirs, at) else None


def blocks(statement: Statement, alignment: Alignment, base: KnowledgeBase) -> list[str]:
    """Return what keeps the sentence from supporting: it hedges, or the statement claims more than it says."""
    sentence = base.sentences[alignment.place]
    text = _unfigured(statement)
    found = []
    hedged = [c for c in sentence.claims if c.modality in CONDITIONAL]
    if (
        hedged
        and len(hedged) * 2 >= len(sentence.claims)
        and not HEDGED.search(text)
        and not re.search(r"\b(?:should|must|ought)\b", text)
    ):
        found.append("the source only says that it could or should be so")
    elif (only_possible := _only_possible(statement, alignment, base)) is not None:
        found.append(f"the source has “{only_possible}” only as possible or intended")
    if SUPERLATIVE.search(text) and not re.search(
        SUPERLATIVE.pattern + r"|\b(?:first|second|most|majority|main)\b", sentence.text, re.IGNORECASE
    ):
        found.append("the source claims no such rank")
    shares = any(mention.quantity.unit == PERCENT for mention in statement.quantities)
    if shares and TOGETHER.search(text) and not TOGETHER.search(sentence.text):
        found.append("the source gives no sum of the two")
    if LEFT_OUT.search(text) and not LEFT_OUT.search(sentence.text):
        found.append("the source leaves nothing out")
    if UNIVERSAL.search(text) and not re.search(
        r"\b(?:all|every|each|any|100%|entire|only|sole|none|no)\b", sentence.text, re.IGNORECASE
    ):
        found.append("the source does not say so of all")
    if COMPARES.search(text) and not COMPARING.search(re.sub(r"\brather than\b", " ", sentence.text)):
        found.append("the source does not compare the two")
    if (loose := _loose_predicate(statement, alignment, base)) is not None:
        found.append(f"the source has “{loose}” of something else")
    only = EXCLUSIVE.search(re.sub(r"\bonly (?=about|around|half|nearly|\d|one|two|to\b)|second only", " ", text))
    if (
        only
        and not EXCLUSIVE.search(sentence.text)
        and not re.search(r"\b(?:sole|mainly|largely|confined|limited to)\b", sentence.text)
    ):
        found.append("the source does not say that it is so exclusively")
    return found


def _unfigured(statement: Statement) -> str:
    """Return the statement's text without its figures, whose "every" and "most" rank nothing."""
    kept = list(statement.text)
    for mention in statement.quantities:
        kept[mention.start : mention.end] = " " * (mention.end - mention.start)
    return "".join(kept)
