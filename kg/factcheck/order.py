"""Cause and effect, before and after: which part of a text is the answer and which is what it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass

ANSWER_FIRST = re.compile(
    r"\b(?:in (?:response|answer|reaction|retaliation) (?:to|for)|(?:respond|repli|react|retaliat)(?:s|es|ed"
    r"|ing)? (?:to|against)"
    r"|(?:was|were|is|are|as) (?:an? )?(?:answer|response|reaction|reply|retaliation|reprisal)s? (?:to|for|against)"
    r"|(?:retaliatory|reprisal)s?(?: moves?| measures?| steps?)?(?: in response)? (?:to|for|against)|hit(?:s"
    r"|ting)? back (?:at|against)"
    r"|follow(?:s|ed|ing)|c[ao]m(?:e|es|ing) after|after|in the (?:wake|aftermath) of|later than|because of|due to"
    r"|owing to|as a result of"
    r"|result(?:s|ed|ing)? from|st(?:em|ems|emmed|emming) from|(?:prompted|triggered|provoked|caused|spurred"
    r"|compelled|forced|driven|sparked) by)\b",
    re.IGNORECASE,
)
CAUSE_FIRST = re.compile(
    r"\b(?:(?:led|leads|leading|lead) (?:to\b)?|prompt(?:s|ed|ing)?(?! by)|trigger(?:s|ed|ing)?(?! by)|provok(?:es"
    r"|ed|ing|e)(?! by)"
    r"|spur(?:s|red|ring)?(?! by)|spark(?:s|ed|ing)?(?! by)|forc(?:es|ed|ing|e)(?! by)|compel(?:s|led|ling)?(?! by)"
    r"|dr[eo]ve|drew"
    r"|c[ao]m(?:e|es|ing) before|before|preced(?:e|es|ed|ing)|caus(?:e|es|ed|ing)(?! by)|result(?:s|ed|ing)? in"
    r"|brought about)\b",
    re.IGNORECASE,
)
CAUSE_OPENS = re.compile(
    r"^\W*(?:following|after|in (?:response|answer|reaction|retaliation) to|in the (?:wake|aftermath) of|because of"
    r"|due to|owing to"
    r"|faced with|as a result of|in april, when|when|once|since)\b([^,]*(?:, export[^,]*)?),",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Order:
    """The stretches of a text that hold what came first (or is answered) and what came then (or answers)."""

    earlier: tuple[int, int]
    later: tuple[int, int]
    words: str


def read_order(text: str) -> Order | None:
    """Return which part of a text answers or follows which, or None where it says neither."""
    opening = CAUSE_OPENS.match(text)
    if opening:
        return Order((opening.start(1), opening.end(1)), (opening.end(), len(text)), text[: opening.start(1)].strip())
    first, second = ANSWER_FIRST.search(text), CAUSE_FIRST.search(text)
    if first and (not second or first.start() <= second.start()):
        stop = text.find(", ", first.end())
        return Order((first.end(), stop if stop > 0 else len(text)), (0, first.start()), first[0])
    if second:
        return Order((0, second.start()), (second.end(), len(text)), second[0])
    return None
