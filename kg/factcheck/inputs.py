"""What kind of text was given: a statement, a question, a command, an opinion, or nothing that can be judged."""

from __future__ import annotations

import re
import unicodedata

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
