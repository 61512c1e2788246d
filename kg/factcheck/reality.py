"""Whether what a verb says is so, or only possible, due or intended, read from the parse."""

from __future__ import annotations

from kg.factcheck.parsing import Parse
from kg.factcheck.tables import words

_POSSIBLE = "can could may might would will should ought shall must"
POSSIBLE = frozenset(_POSSIBLE.split())
DEPTH = 6


def is_unreal(parsed: Parse, at: int) -> bool:
    """Tell whether a word stands under a modal verb, or is the content of a plan, a wish, a duty or a promise."""
    if _is_intent(parsed, at) and any(_has_to(child, parsed) for child in parsed.children[at]):
        return True
    for _ in range(DEPTH):
        word = parsed.words[at]
        beside = [parsed.words[child] for child in parsed.children[at]]
        if any(other.relation == "aux" and other.text.casefold() in POSSIBLE for other in beside):
            return True
        if word.relation in ("xcomp", "acl", "advcl") and _has_to(at, parsed) and _only_opens(parsed, word.head):
            return True
        if word.relation == "pcomp" and _is_intent(parsed, parsed.words[word.head].head):
            return True
        if word.head == at or word.relation not in ("conj", "xcomp", "pcomp", "auxpass", "attr", "acomp"):
            return False
        at = word.head
    return False


def done_at(parsed: Parse) -> int | None:
    """Return the main verb of a statement that says that something has happened or is so, or None."""
    root = next((at for at, word in enumerate(parsed.words) if word.head == at), None)
    if root is None or parsed.words[root].pos not in ("VERB", "AUX") or is_unreal(parsed, root):
        return None
    return None if _is_intent(parsed, root) else root


def _has_to(at: int, parsed: Parse) -> bool:
    return any(
        parsed.words[child].relation == "aux" and parsed.words[child].text.casefold() == "to"
        for child in parsed.children[at]
    )


def _only_opens(parsed: Parse, at: int) -> bool:
    """Tell whether a word leaves open that what it governs is done: an intent, or an allowance."""
    return _is_intent(parsed, at) or parsed.words[at].lemma.casefold() in words("allowances")


def _is_intent(parsed: Parse, at: int) -> bool:
    return parsed.words[at].lemma.casefold() in words("intents")
