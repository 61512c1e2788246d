"""Rival accounts of measures: another trigger, another answer, another content.

Measures keep their identity per description, so accounts are compared between measures that somebody noted
may be the same, and between measures of one actor that do the same thing to the same material.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from kg.conflicts.ground import Ground
from kg.conflicts.wording import conflict, documents, listed, side
from kg.model import Claim, Conflict, ConflictKind, Iri, Polarity, Severity
from kg.rdf import KG
from kg.vocabulary import Role


@dataclass
class Account:
    """What claims tell of one measure: what it answers, what it does to what, and who enacted it."""

    measure: Iri
    triggers: dict[Iri, list[Claim]] = field(default_factory=dict)
    contents: dict[Iri, list[Claim]] = field(default_factory=dict)

    @property
    def claims(self) -> list[Claim]:
        return [claim for told in (*self.triggers.values(), *self.contents.values()) for claim in told]

    @property
    def documents(self) -> frozenset[str]:
        return frozenset(str(claim.document) for claim in self.claims)


def account_conflicts(ground: Ground) -> Iterator[Conflict]:
    """Yield a conflict for each two accounts that tell one matter differently, once per pair of measures."""
    accounts = _accounts(ground)
    told: set[frozenset[Iri]] = set()
    for found in (_two_triggers(ground, accounts), _two_answers(ground, accounts), _two_contents(ground, accounts)):
        for pair, one in found:
            if pair not in told:
                told.add(pair)
                yield one


def _accounts(ground: Ground) -> dict[Iri, Account]:
    accounts: dict[Iri, Account] = {}
    for claim in ground.accepted:
        said = claim.proposition
        if said.object is None or said.polarity is not Polarity.AFFIRMATIVE:
            continue
        for role, part in ((Role.TRIGGER, "triggers"), (Role.CONTENT, "contents")):
            if ground.vocabulary.has_role(said.predicate, role):
                account = accounts.setdefault(said.subject, Account(said.subject))
                getattr(account, part).setdefault(said.object, []).append(claim)
    return accounts


def _same_actor(ground: Ground, one: Iri, other: Iri) -> bool:
    """Tell whether one actor enacted both, as far as it is told; a government acts for its country."""
    mine, theirs = (ground.closure.objects(measure, KG.enactedBy) for measure in (one, other))
    return not mine or not theirs or bool(mine & theirs)


def _meet(ground: Ground, ones: Sequence[Iri], others: Sequence[Iri]) -> bool:
    return any(ground.possibly_same(a, b) or ground.overlap(a, b) for a in ones for b in others)


Found = Iterator[tuple[frozenset[Iri], Conflict]]


def _two_triggers(ground: Ground, accounts: Mapping[Iri, Account]) -> Found:
    triggered = [account for account in accounts.values() if account.triggers]
    for account in triggered:
        by_document = _by_document(account)
        for one, other in combinations(by_document, 2):
            if not _meet(ground, list(one.triggers), list(other.triggers)):
                yield frozenset({account.measure}), _trigger_conflict(ground, one, other)
    for one, other in _kindred(ground, triggered):
        if not _meet(ground, list(one.triggers), list(other.triggers)):
            yield frozenset({one.measure, other.measure}), _trigger_conflict(ground, one, other)


def _by_document(account: Account) -> list[Account]:
    """Split an account by the documents that tell it."""
    split: dict[str, Account] = {}
    for trigger, claims in account.triggers.items():
        for claim in claims:
            own = split.setdefault(str(claim.document), Account(account.measure))
            own.triggers.setdefault(trigger, []).append(claim)
    return list(split.values())


def _kindred(ground: Ground, accounts: Sequence[Account]) -> Iterator[tuple[Account, Account]]:
    """Yield pairs of measures that may be one, or by which one actor does the same to the same thing."""
    known = {account.measure: account for account in accounts}
    pairs: dict[frozenset[Iri], tuple[Account, Account]] = {}
    for account in accounts:
        for same in sorted(ground.closure.objects(account.measure, KG.possiblySame)):
            if same in known and same != account.measure:
                pairs.setdefault(frozenset({account.measure, same}), (account, known[same]))
    by_deed: dict[tuple[Iri, Iri], list[Account]] = {}
    for account in accounts:
        for content, claims in account.contents.items():
            for predicate in {claim.proposition.predicate for claim in claims}:
                by_deed.setdefault((predicate, content), []).append(account)
    for sharing in by_deed.values():
        for one, other in combinations(sharing, 2):
            mine, theirs = (ground.closure.objects(a.measure, KG.enactedBy) for a in (one, other))
            if mine & theirs:
                pairs.setdefault(frozenset({one.measure, other.measure}), (one, other))
    yield from pairs.values()


def _trigger_conflict(ground: Ground, one: Account, other: Account) -> Conflict:
    names = [ground.label(account.measure) for account in (one, other)]
    causes = [listed(ground.label(trigger) for trigger in account.triggers) for account in (one, other)]
    sides = [
        side(f"{name}: answers {cause}", cause, [claim for told in account.triggers.values() for claim in told])
        for name, cause, account in zip(names, causes, (one, other), strict=True)
    ]
    if one.measure == other.measure:
        topic, what = f"what {names[0]} answers", f"{names[0]} is"
    else:
        topic = f"what {listed(names)} answer"
        may = "may be one measure" if ground.possibly_same(one.measure, other.measure) else _shared(ground, one, other)
        what = f"{listed(names)} {may}, and are"
    told = [documents(one.claims) for one in sides]
    explanation = f"{what} said to answer {causes[0]} ({told[0]}) and {causes[1]} ({told[1]})."
    return conflict(
        ConflictKind.RIVAL_ACCOUNT,
        Severity.MEDIUM,
        topic,
        sides,
        explanation,
        "The dates of both measures and the enacting actor's own reason; or evidence that these are two measures.",
    )


def _shared(ground: Ground, one: Account, other: Account) -> str:
    shared = [ground.label(content) for content in one.contents if content in other.contents]
    return f"both concern {listed(shared)}"


def _two_answers(ground: Ground, accounts: Mapping[Iri, Account]) -> Found:
    answers: dict[Iri, list[Account]] = {}
    for account in accounts.values():
        for trigger in account.triggers:
            answers.setdefault(trigger, []).append(account)
    for trigger, told in answers.items():
        same = sorted({trigger, *(ground.closure.objects(trigger, KG.possiblySame) & answers.keys())})
        if same[0] != trigger:
            continue
        rivals = [account for one in same for account in answers[one]] if len(same) > 1 else told
        for one, other in combinations(rivals, 2):
            if _are_rival_answers(ground, one, other):
                yield frozenset({one.measure, other.measure}), _answer_conflict(ground, same, one, other)


def _are_rival_answers(ground: Ground, one: Account, other: Account) -> bool:
    """Tell whether two documents give one actor different answers; one document may tell of several."""
    if (
        one.measure == other.measure
        or one.documents & other.documents
        or not _same_actor(ground, one.measure, other.measure)
    ):
        return False
    return bool(one.contents and other.contents) and not _meet(ground, list(one.contents), list(other.contents))


def _answer_conflict(ground: Ground, triggers: Sequence[Iri], one: Account, other: Account) -> Conflict:
    deeds = [listed(ground.label(content) for content in account.contents) for account in (one, other)]
    names = [ground.label(account.measure) for account in (one, other)]
    sides = [
        side(name, deed, [claim for claim in account.claims if _tells(claim, account, triggers)])
        for name, deed, account in zip(names, deeds, (one, other), strict=True)
    ]
    trigger = " / ".join(ground.label(iri) for iri in triggers)
    whether = " (which may be one measure)" if len(triggers) > 1 else ""
    return conflict(
        ConflictKind.RIVAL_ACCOUNT,
        Severity.MEDIUM,
        f"the answer to {trigger}",
        sides,
        f"{trigger}{whether} was answered by a measure on {deeds[0]} ({documents(sides[0].claims)}), or by one on "
        f"{deeds[1]} ({documents(sides[1].claims)}).",
        "The text and date of the measures that were enacted; both may have been.",
    )


def _tells(claim: Claim, account: Account, triggers: Sequence[Iri]) -> bool:
    return any(claim in told for told in account.contents.values()) or claim.proposition.object in triggers


def _two_contents(ground: Ground, accounts: Mapping[Iri, Account]) -> Found:
    for account in accounts.values():
        for same in sorted(ground.closure.objects(account.measure, KG.possiblySame)):
            other = accounts.get(same)
            if other is None or account.measure >= same or account.documents & other.documents:
                continue
            for predicate in _shared_predicates(account, other):
                yield from _content_conflict(ground, account, other, predicate)


def _shared_predicates(one: Account, other: Account) -> list[Iri]:
    mine, theirs = (
        {claim.proposition.predicate for told in account.contents.values() for claim in told}
        for account in (one, other)
    )
    return sorted(mine & theirs)


def _content_conflict(ground: Ground, one: Account, other: Account, predicate: Iri) -> Found:
    told = [
        [claim for claims in account.contents.values() for claim in claims if claim.proposition.predicate == predicate]
        for account in (one, other)
    ]
    things = [[claim.proposition.object for claim in claims if claim.proposition.object] for claims in told]
    if _meet(ground, things[0], things[1]):
        return
    names = [ground.label(account.measure) for account in (one, other)]
    values = [listed(ground.label(thing) for thing in objects) for objects in things]
    sides = [side(name, value, claims) for name, value, claims in zip(names, values, told, strict=True)]
    relation = ground.label(predicate)
    yield (
        frozenset({one.measure, other.measure}),
        conflict(
            ConflictKind.RIVAL_ACCOUNT,
            Severity.MEDIUM,
            f"what {listed(names)} {relation}",
            sides,
            f"{listed(names)} may be one measure, and are told differently: {relation} {values[0]} "
            f"({documents(told[0])}), or {values[1]} ({documents(told[1])}).",
            "The text of the measure; or evidence that these are two measures.",
        ),
    )
