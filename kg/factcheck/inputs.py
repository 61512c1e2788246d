"""What kind of text was given, and which claims it joins."""

from __future__ import annotations

import re
import unicodedata

from kg.factcheck.parsing import VERBAL, parse
from kg.factcheck.tables import words
from kg.factcheck.verdicts import InputKind

MAXIMUM_WORDS = 120
QUESTION = re.compile(
    r"\?\s*$|^\W*(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|can|could|will|would|should)\b"
    r"[^.!]*\?",
    re.IGNORECASE,
)
OPENS_QUESTION = re.compile(
    r"^\W*(?:is|are|was|were|do|does|did|has|have|can|could|will|would|should|who|whom|why|how (?:much|many|long"
    r"|far|do|does|did|can|is|are))\s+",
    re.IGNORECASE,
)
COMMAND = re.compile(
    r"^\W*(?:please\b|tell me|show me|give me|list|find|explain|describe|summari[sz]e|check|verify|prove|write"
    r"|compare|translate"
    r"|ignore|delete|run|search|look up|let us|let's|consider|imagine|remember|don't|do not)\b",
    re.IGNORECASE,
)
OPINION = re.compile(
    r"\b(?:I|we) (?:think|believe|feel|guess|suppose|hope|doubt|prefer|love|hate|like)\b|\b(?:in my"
    r"|in our) (?:opinion|view)\b|\bimho\b"
    r"|\b(?:to my mind|personally)\b"
    r"|\b(?:is|are|was|were) (?:\w+ )?(?:beautiful|ugly|wonderful|terrible|awful|great|amazing|disgusting|stupid"
    r"|brilliant|disgraceful|boring"
    r"|a disgrace|a shame|a pity|unfair|evil|cool|nice|silly)\W*$",
    re.IGNORECASE,
)
LETTERS = re.compile(r"[^\W\d_]+")
SIDE_BY_SIDE = re.compile(r",?\s+(?:while|whereas|whilst)\s+(?!\w+ing\b)|;\s+(?:and\s+|but\s+)?", re.IGNORECASE)
AND_CLAUSE = re.compile(
    r",\s+(?:and|but)\s+(?=(?:the|its|their|it|they|he|she|this|that|these|[A-Z])\b)|\s+and\s+(?=(?:the|its|their"
    r"|it|they|[A-Z]))"
)
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|does|did|holds?|owns?|makes?|produces?|controls?|leads?"
    r"|dominates?|imports?|exports?|accounts?|supplies|uses?|relies|depends?|remains?|aims?|seeks?|began|rose|fell|became|led|took"
    r"|made|gave|\w{3,}ed)\b",
    re.IGNORECASE,
)
LEAST_WORDS = 4
INNER_CAPITAL = re.compile(r"\s[A-Z][\w’'-]*$")


def kind_of_input(text: str) -> InputKind:
    """Tell a statement from a question, a command, an opinion, another language, nothing at all, or far too much."""
    found = LETTERS.findall(text)
    if not found:
        return InputKind.EMPTY
    if len(text.split()) > MAXIMUM_WORDS:
        return InputKind.TOO_LONG
    if _is_foreign(found):
        return InputKind.OTHER_LANGUAGE
    if QUESTION.search(text.strip()) or (OPENS_QUESTION.match(text) and not text.strip().endswith(".")):
        return InputKind.QUESTION
    if COMMAND.match(text):
        return InputKind.COMMAND
    return InputKind.OPINION if OPINION.search(text) else InputKind.STATEMENT


def _is_foreign(found: list[str]) -> bool:
    letters = "".join(found)
    if sum("LATIN" not in unicodedata.name(letter, "") for letter in letters) * 3 > len(letters):
        return True
    plain = [unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().casefold() for word in found]
    foreign = sum(word in words("foreign") and word not in words("english") for word in plain)
    return foreign >= 2 and foreign > sum(word in words("english") for word in plain)


def split_joined(text: str) -> list[str]:
    """Split a sentence into the full claims that it sets side by side; each keeps a verb and some words of its own."""
    body = text.strip()
    for pattern in (SIDE_BY_SIDE, AND_CLAUSE):
        found = [
            m
            for m in pattern.finditer(body)
            if _is_clause(body[: m.start()]) and _is_clause(body[m.end() :]) and not _is_in_name(body, m)
        ]
        if found:
            first = found[0]
            return [*split_joined(_closed(body[: first.start()])), *split_joined(_closed(body[first.end() :]))]
    return [body]


def _is_in_name(body: str, joint: re.Match[str]) -> bool:
    """Tell whether an "and" stands between two words of one name ("the Clean Air and Water Act"), not two clauses."""
    if joint[0].strip() != "and" or not INNER_CAPITAL.search(body[: joint.start()]) or not body[joint.end()].isupper():
        return False
    parsed = parse(body)
    at = parsed.head_of(joint.start(), joint.end())
    return at is not None and parsed.words[parsed.words[at].head].pos not in VERBAL


def _is_clause(text: str) -> bool:
    return (
        len(text.split()) >= LEAST_WORDS
        and bool(FINITE.search(text))
        and not re.match(r"\W*(?:both|between)\b", text, re.IGNORECASE)
    )


def _closed(text: str) -> str:
    stripped = text.strip(" ,")
    return stripped if stripped.endswith((".", "!")) else stripped + "."
