"""The claims that a sentence joins: main clauses and predicates side by side, each with its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.factcheck.parsing import Parse, Word, parse

SIDE_BY_SIDE = frozenset(["while", "whereas", "whilst"])
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
POINTING = frozenset(["it", "they", "he", "she", "this", "that", "these", "those"])
OWNING = frozenset(["its", "their", "his", "her"])
AUXILIARIES = ("aux", "auxpass")
PARTICIPLE = re.compile(r"(?:ed|en|wn|ung|ught|ld|pt|nt|de)$")
LEAST_WORDS, LEAST_PREDICATE = 4, 2
MODALS = frozenset(["will", "would", "can", "could", "may", "might", "must", "should", "shall"])


def split_joined(text: str) -> list[str]:
    """Split a sentence into the full claims that it sets side by side.

    A predicate without a subject is given that of the first, with what stands before it; a pronoun gives way to what it
    points at.
    """
    body = text.strip()
    halves = [half.strip() for half in body.split(";")]
    if len(halves) > 1 and all(_has_clause(half) for half in halves):
        return [part for half in _pointed([_bare(half) for half in halves]) for part in split_joined(_closed(half))]
    parsed = parse(body.replace("\n", " "))
    root = next((at for at, word in enumerate(parsed.words) if word.head == at), None)
    if root is None or not _is_verb(parsed.words[root]):
        return [body]
    joined = [at for at in _joined(root, parsed) if _stands_alone(at, root, parsed)]
    subject = _subject(root, parsed)
    if not joined or subject is None:
        return [body]
    parts = [_closed(_without(joined, parsed, body))]
    parts += [_closed(_claim(at, root, joined, parsed, body)) for at in joined]
    return parts if all(len(part.split()) >= LEAST_WORDS for part in parts) else [body]


def _joined(root: int, parsed: Parse) -> Iterator[int]:
    """Yield the verbs that stand beside the main verb, by "and", "but", "while" or a comma."""
    for child in parsed.children[root]:
        word = parsed.words[child]
        if not _is_verb(word) or child < root:
            continue
        joint = _joint(child, root, parsed)
        if word.relation == "conj" and (joint in ("and", "but") or (not joint and _subject(child, parsed) is not None)):
            yield child
            yield from _joined(child, parsed)
        elif word.relation == "advcl" and _mark(child, parsed) in SIDE_BY_SIDE and _subject(child, parsed) is not None:
            yield child


def _stands_alone(at: int, root: int, parsed: Parse) -> bool:
    """Tell whether a joined verb makes a claim of its own that does not only correct what is denied before."""
    is_denied = any(parsed.words[child].relation == "neg" for child in parsed.children[root])
    if is_denied and _joint(at, root, parsed) == "but" and _subject(at, parsed) is None:
        return False
    if any(parsed.words[c].relation == "preconj" for c in parsed.children[root]):
        return False
    if parsed.words[at].text.endswith("ing") and not any(
        parsed.words[child].relation in AUXILIARIES for child in parsed.children[at]
    ):
        return False
    inside = _inside(at, parsed)
    first = parsed.words[inside[0]]
    opens = inside[0] == at or (first.head == at and first.relation in (*AUXILIARIES, "neg", "advmod"))
    return len(inside) > LEAST_PREDICATE and (opens or _subject(at, parsed) is not None)


def _without(joined: list[int], parsed: Parse, body: str) -> str:
    """Return the sentence without the joined predicates and the words that join them."""
    gone = {i for at in joined for i in _inside(at, parsed)}
    gone |= {
        i
        for i, word in enumerate(parsed.words)
        if word.relation == "cc" and any(_joins(i, at, parsed) for at in joined)
    }
    kept = [word for i, word in enumerate(parsed.words) if i not in gone]
    return _text(kept, body).rstrip(" ,")


def _joins(cc: int, at: int, parsed: Parse) -> bool:
    return parsed.words[cc].head == parsed.words[at].head and cc < at


def _claim(at: int, root: int, joined: list[int], parsed: Parse, body: str) -> str:
    """Return a joined predicate as a claim: with its own subject, or with the first and what stands before it."""
    later = {i for other in joined if other > at for i in _inside(other, parsed)}
    marks = {child for child in parsed.children[at] if parsed.words[child].relation in ("mark", "cc")}
    inside = [i for i in _inside(at, parsed) if i not in later and i not in marks]
    own = _subject(at, parsed)
    if own is None:
        auxiliaries = [i for i in parsed.children[root] if parsed.words[i].relation in AUXILIARIES]
        before = [i for i in range(min([root, *auxiliaries])) if _is_shared(i, root, parsed)]
        shared = [i for i in range(root) if _shares(i, at, root, parsed)]
        words = [parsed.words[i] for i in sorted({*before, *shared, *inside})]
        return _text(words, body)
    return _text([parsed.words[i] for i in inside], body, _named(own, root, parsed, body))


def _is_shared(i: int, root: int, parsed: Parse) -> bool:
    """Tell whether a word before the main verb is its subject or a modifier of the whole, with what depends on it."""
    while parsed.words[i].head != root:
        if parsed.words[i].head == i:
            return False
        i = parsed.words[i].head
    return parsed.words[i].relation not in (*AUXILIARIES, "neg", "advmod", "cc", "preconj")


def _shares(i: int, at: int, root: int, parsed: Parse) -> bool:
    """Tell whether an auxiliary of the main verb serves the joined one too ("was built and sold")."""
    word = parsed.words[i]
    if word.head != root or word.relation not in AUXILIARIES:
        return False
    own = [parsed.words[child] for child in parsed.children[at]]
    if any(other.relation in AUXILIARIES for other in own):
        return False
    verb = parsed.words[at]
    if word.text.casefold() in MODALS or word.lemma == "do":
        return verb.text.casefold() == verb.lemma
    return bool(PARTICIPLE.search(verb.text)) and not any(other.relation == "dobj" for other in own)


def _named(own: int, root: int, parsed: Parse, body: str) -> dict[int, str]:
    """Return what pronouns in a claim's subject point at in the first claim, by where they stand."""
    subject = _subject(root, parsed)
    return {} if subject is None else _pointing(own, parsed, subject, parsed, body)


def _pointed(halves: list[str]) -> list[str]:
    """Put the subject of the first of several clauses in the place of the pronouns in the others' subjects."""
    first = parse(halves[0])
    root = next((at for at, word in enumerate(first.words) if word.head == at), 0)
    subject = _subject(root, first)
    found = [halves[0]]
    for half in halves[1:]:
        parsed = parse(half)
        verb = next((at for at, word in enumerate(parsed.words) if word.head == at), 0)
        own = _subject(verb, parsed)
        if subject is None or own is None:
            found.append(half)
        else:
            found.append(_text(list(parsed.words), half, _pointing(own, parsed, subject, first, halves[0])))
    return found


def _pointing(own: int, there: Parse, subject: int, parsed: Parse, body: str) -> dict[int, str]:
    """Return what pronouns in a subject stand for, by where they stand, after a clause with another subject."""
    noun, name = parsed.words[subject], _text(_words(subject, parsed), body)
    if noun.text.casefold() in POINTING:
        return {}
    found = {}
    for i in _inside(own, there):
        word, plain = there.words[i], there.words[i].text.casefold()
        if i == own and plain in POINTING:
            found[word.start] = name
        elif i == own and plain in ("one", "ones"):
            found[word.start] = noun.text
        elif plain in OWNING and word.relation == "poss":
            owner = next((c for c in parsed.children[subject] if parsed.words[c].relation == "poss"), None)
            found[word.start] = _text(_words(owner, parsed), body) if owner is not None else f"{name}'s"
    return found


def _words(at: int, parsed: Parse) -> list[Word]:
    return [parsed.words[i] for i in _inside(at, parsed)]


def _inside(at: int, parsed: Parse) -> list[int]:
    """Return a word and all that depends on it, in order, without closing punctuation."""
    found, stack = [], [at]
    while stack:
        one = stack.pop()
        found.append(one)
        stack += parsed.children[one]
    return sorted(found)


def _text(words: list[Word], body: str, instead: Mapping[int, str] | None = None) -> str:
    """Return words as they stand in a text, with its spaces; those in `instead`, by where they stand, are replaced."""
    put = instead or {}
    ordered = sorted(words, key=lambda word: word.start)
    text = "".join(
        put.get(word.start, word.text) + (" " if body[word.end : word.end + 1].isspace() else "") for word in ordered
    )
    return re.sub(r"\s*,(?:\s*,)+", ",", text).strip(" ,")


def _subject(at: int, parsed: Parse) -> int | None:
    return next((child for child in parsed.children[at] if parsed.words[child].relation in SUBJECTS), None)


def _joint(at: int, root: int, parsed: Parse) -> str:
    head = parsed.words[at].head
    found = [c for c in parsed.children[head] if parsed.words[c].relation == "cc" and c < at]
    return parsed.words[found[-1]].text.casefold() if found else ""


def _mark(at: int, parsed: Parse) -> str:
    found = [c for c in parsed.children[at] if parsed.words[c].relation in ("mark", "advmod") and c < at]
    return parsed.words[found[0]].text.casefold() if found else ""


def _is_verb(word: Word) -> bool:
    return word.pos in ("VERB", "AUX")


def contrasts(text: str) -> bool:
    """Tell whether a sentence sets one of its claims against the other, so that neither goes without saying."""
    return bool(re.search(r"\b(?:but|yet|while|whereas|whilst|n[’']t|not|never|without)\b", text, re.IGNORECASE))


def _has_clause(text: str) -> bool:
    parsed = parse(text)
    return len(text.split()) >= LEAST_WORDS and any(
        _is_verb(word) and word.head == at and _subject(at, parsed) is not None for at, word in enumerate(parsed.words)
    )


def _bare(text: str) -> str:
    return re.sub(r"^(?:and|but)\s+", "", text, flags=re.IGNORECASE)


def _closed(text: str) -> str:
    return text.strip(" ,.") + "."
