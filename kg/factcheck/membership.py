"""Class membership: what the sources count to a group, what their definition of it leaves out, and what follows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.factcheck.base import KnowledgeBase, kind_of
from kg.factcheck.findings import Finding
from kg.factcheck.stems import stem
from kg.factcheck.verdicts import EvidenceItem, Stance
from kg.model import Claim, Iri, Polarity
from kg.rdf import KG
from kg.vocabulary import IS_A

INCLUDES, MEMBER_COUNT = Iri(KG.includes.value), Iri(KG.hasMemberCount.value)
COPULA = re.compile(
    r"\b(?:is|are|was|were|be|belongs?|counts?|falls?|ranks?|classed|classified|listed|called|regarded|considered|treated"
    r"|figures?|numbers?|comes? under|qualif(?:y|ies)|forms? part|makes? up|(?:has|have) (?:a|no|its|their) place)\b",
    re.IGNORECASE,
)
OUTSIDE = re.compile(
    r"\b(?:outside|excluded|not|no|never|neither|nor|isn't|aren't|rather than being|does not|do not|without"
    r"|other than)\b",
    re.IGNORECASE,
)
ALL_OF = re.compile(r"^\W*(?:all|every|each)\b", re.IGNORECASE)
MEMBER_KINDS = ("element", "material")
COUNTING = """one set group class category family kind element metal mineral member number list count belong fall put
rank place figure form part make qualify come class classify call regard consider treat describe along"""


def membership_findings(text: str, base: KnowledgeBase) -> list[Finding] | None:
    """Return findings for a statement about membership in a group, or None for any other statement."""
    groups = [m for m in base.common_names.find(text) if any(_class_of(iri, base) for iri in m.iris)]
    members = [iri for m in base.proper_names.find(text) for iri in m.iris if kind_of(iri) in MEMBER_KINDS]
    if not groups or not COPULA.search(text):
        return None
    spans = [(m.start, m.end) for m in groups]
    rest = [
        unit
        for unit in base.terms(text, spans).units
        if unit.weight
        and not (unit.names and unit.proper)
        and unit.stem not in base.keep("counting", lambda: base.terms(COUNTING).stems)
    ]
    residue = sum(base.weight(unit) for unit in rest if not unit.text[0].isdigit() and not _is_number(unit.text))
    if residue > 1.0:
        return None
    denied = bool(OUTSIDE.search(text))
    found: list[Finding] = []
    classes = [(m, kind) for m in groups for iri in m.iris if (kind := _class_of(iri, base))]
    if members:
        target = _target([kind for _, kind in classes], base)
        for member in dict.fromkeys(members):
            found += _judge(member, target, denied, base)
        return found
    if len(classes) >= 2 and ALL_OF.search(text):
        return _judge_all(classes[0][1], classes[-1][1], denied, base)
    return None


def _is_number(word: str) -> bool:
    return word.casefold() in ("seventeen", "fifteen", "two", "seven")


def _target(kinds: list[Iri], base: KnowledgeBase) -> Iri:
    """Return the class that membership is said of: the narrowest one that is named."""
    return max(kinds, key=lambda kind: len(base.vocabulary.superclasses.get(kind, frozenset())))


def _class_of(group: Iri, base: KnowledgeBase) -> Iri | None:
    """Return the class whose name is the group's name."""
    if kind_of(group) != "group":
        return None
    return base.keep("classes", lambda: _classes(base)).get(_signature(base.vocabulary.label(group)))


def _classes(base: KnowledgeBase) -> dict[frozenset[str], Iri]:
    return {_signature(e.label): e.iri for e in base.vocabulary.entities.values() if kind_of(e.iri) == "kg"}


def _groups(kind: Iri, base: KnowledgeBase) -> list[Iri]:
    return [
        e.iri for e in base.vocabulary.entities.values() if kind_of(e.iri) == "group" and _class_of(e.iri, base) == kind
    ]


def _signature(label: str) -> frozenset[str]:
    return frozenset(stem(word) for word in re.findall(r"\w+", label))


def _claims(base: KnowledgeBase) -> dict[Iri, list[Claim]]:
    """Return the claims about classes and make-up, by subject."""
    found: dict[Iri, list[Claim]] = {}
    for sentence in base.sentences:
        for claim in sentence.claims:
            if claim.proposition.predicate in (IS_A.iri, INCLUDES, MEMBER_COUNT):
                found.setdefault(claim.proposition.subject, []).append(claim)
    return found


def _judge(member: Iri, kind: Iri, denied: bool, base: KnowledgeBase) -> Iterator[Finding]:
    about = base.keep("make-up", lambda: _claims(base))
    label, name = base.vocabulary.label(member), base.vocabulary.label(kind)
    pro, con = (Stance.REFUTES, Stance.SUPPORTS) if denied else (Stance.SUPPORTS, Stance.REFUTES)
    stated_in = False
    broader: list[Claim] = []
    for claim in about.get(member, ()):
        stated = claim.proposition.object
        if claim.proposition.predicate != IS_A.iri or stated is None:
            continue
        above = base.vocabulary.superclasses.get(stated, frozenset())
        if claim.proposition.polarity is Polarity.NEGATIVE:
            if stated == kind:
                yield Finding(
                    con,
                    (_item(claim, con), *_definition(kind, base, con)),
                    f"a source says that {label} is no {name}",
                    1.0,
                    True,
                )
        elif stated == kind or kind in above:
            stated_in = True
            yield Finding(
                pro, (_item(claim, pro),), f"a source calls {label} a {base.vocabulary.label(stated)}", 1.0, True
            )
        elif exclude_each_other(stated, kind, base):
            yield Finding(
                con,
                (_item(claim, con),),
                f"a source calls {label} a {base.vocabulary.label(stated)}, which is no {name}",
                1.0,
                True,
            )
        elif stated in base.vocabulary.superclasses.get(kind, frozenset()):
            broader.append(claim)
        else:
            broader += [claim] if above & base.vocabulary.superclasses.get(kind, frozenset()) else []
    types = base.vocabulary.classes_of(member)
    definition = _definition(kind, base, con)
    if definition and types and kind not in types and kind not in _open_classes(base):
        reason = (
            f"the source's definition counts the members of the group, and {label} is not among them (the ontology"
            f" lists them)"
        )
        yield Finding(con, definition, reason, 0.95, True)
    elif broader and not stated_in and _is_rest(member, kind, base):
        items = (*(_item(claim, pro) for claim in broader[:1]), *_definition(kind, base, pro))
        yield Finding(
            pro,
            items,
            f"{label} is in the wider group and is none of the members named beside the {name}s, so it is one of them",
            0.9,
            True,
        )


def _open_classes(base: KnowledgeBase) -> frozenset[Iri]:
    """Return classes on whose members authorities differ: those that another class of the same parent excludes."""
    kinds = [e.iri for e in base.vocabulary.entities.values() if kind_of(e.iri) == "kg"]
    return frozenset(a for a in kinds for b in kinds if a != b and exclude_each_other(a, b, base))


def exclude_each_other(a: Iri, b: Iri, base: KnowledgeBase) -> bool:
    """Tell whether two classes below one parent are named by opposites (light and heavy)."""
    one, two = base.label_terms(a), base.label_terms(b)
    shared = base.vocabulary.superclasses.get(a, frozenset()) & base.vocabulary.superclasses.get(b, frozenset())
    opposed = any(line == other and side != o_side for line, side in one.sides for other, o_side in two.sides)
    return bool(shared) and opposed and len(one.stems ^ two.stems) <= 2


def _definition(kind: Iri, base: KnowledgeBase, stance: Stance) -> tuple[EvidenceItem, ...]:
    """Return the quotes that count the group's members and name its parts."""
    about = base.keep("make-up", lambda: _claims(base))
    groups = _groups(kind, base)
    parents = [
        group for parent in base.vocabulary.superclasses.get(kind, frozenset()) for group in _groups(parent, base)
    ]
    claims = [claim for group in (*groups, *parents) for claim in about.get(group, ())]
    counts = [c for c in claims if c.proposition.predicate == MEMBER_COUNT]
    parts = [
        c
        for c in claims
        if c.proposition.predicate == INCLUDES and any(c.sentence.id == k.sentence.id for k in (*counts, *claims))
    ]
    if not counts or not parts:
        return ()
    chosen = _longest_per_sentence((*counts, *parts))
    return tuple(_item(claim, stance) for claim in chosen)


def _longest_per_sentence(claims: Iterable[Claim]) -> list[Claim]:
    best: dict[str, Claim] = {}
    for claim in claims:
        known = best.get(claim.sentence.id)
        if known is None or len(claim.passage.exact) > len(known.passage.exact):
            best[claim.sentence.id] = claim
    return list(best.values())


def _is_rest(member: Iri, kind: Iri, base: KnowledgeBase) -> bool:
    """Tell whether the wider group is made up of the class and of named others, none of which is the member."""
    about = base.keep("make-up", lambda: _claims(base))
    for parent in base.vocabulary.superclasses.get(kind, frozenset()):
        for group in _groups(parent, base):
            parts = [c.proposition.object for c in about.get(group, ()) if c.proposition.predicate == INCLUDES]
            if any(part in _groups(kind, base) for part in parts) and member not in parts:
                return True
    return False


def _judge_all(whole: Iri, kind: Iri, denied: bool, base: KnowledgeBase) -> list[Finding]:
    about = base.keep("make-up", lambda: _claims(base))
    stance = Stance.SUPPORTS if denied else Stance.REFUTES
    members = [
        c.proposition.object
        for group in _groups(whole, base)
        for c in about.get(group, ())
        if c.proposition.predicate == INCLUDES
    ]
    for member in members:
        if member is None or kind_of(member) == "group":
            continue
        negative = [
            c
            for c in about.get(member, ())
            if c.proposition.polarity is Polarity.NEGATIVE and c.proposition.object == kind
        ]
        if negative:
            items = (*_definition(whole, base, stance), *(_item(c, stance) for c in negative[:1]))
            return [
                Finding(
                    stance,
                    items,
                    f"{base.vocabulary.label(member)} belongs to the group and is no {base.vocabulary.label(kind)}",
                    1.0,
                    True,
                )
            ]
    return []


def _item(claim: Claim, stance: Stance) -> EvidenceItem:
    passage = claim.passage
    return EvidenceItem(claim.id, str(claim.document), passage.exact, passage.start, passage.end, stance)
