"""Rival accounts of measures: another trigger, another answer, another content.

Measures keep their identity per description, so accounts are compared between measures that somebody noted
may be the same, and between measures of one actor that do the same thing to the same material.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.conflicts.ground import Ground
from kg.conflicts.wording import conflict, documents, listed, side
from kg.model import Claim, Conflict, ConflictKind, Iri, Polarity, Severity
from kg.rdf import KG
from kg.vocabulary import Role


@dataclass
class Account:
    """What claims tell of one measure: what it answers, and what it does to what."""

    measure: Iri
    triggers: dict[Iri, list[Claim]] = field(default_factory=dict)
    contents: dict[Iri, list[Claim]] = field(default_factory=dict)

    @property
    def claims(self) -> list[Claim]:
        return [claim for told in (*self.triggers.values(), *self.contents.values()) for claim in told]

    @property
    def trigger_claims(self) -> list[Claim]:
        return [claim for told in self.triggers.values() for claim in told]

    @property
    def documents(self) -> frozenset[str]:
        return frozenset(str(claim.document) for claim in self.claims)

    def by_document(self) -> list[Account]:
        """Split the triggers by the documents that name them."""
        split: dict[str, Account] = {}
        for trigger, claims in self.triggers.items():
            for claim in claims:
                own = split.setdefault(str(claim.document), Account(self.measure))
                own.triggers.setdefault(trigger, []).append(claim)
        return list(split.values())


Accounts = Mapping[Iri, Account]
Found = tuple[frozenset[Iri], Conflict]


def account_conflicts(ground: Ground) -> Iterator[Conflict]:
    """Yield a conflict for each matter that accounts tell differently, once for the same measures."""
    accounts = _accounts(ground)
    told: set[frozenset[Iri]] = set()
    for found in (_two_triggers(ground, accounts), _two_answers(ground, accounts), _two_contents(ground, accounts)):
        for measures, one in found:
            if measures not in told:
                told.add(measures)
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


def _clusters(ground: Ground, things: Iterable[tuple[Account, Iterable[Iri]]]) -> list[list[Account]]:
    """Join accounts whose things meet: are, may be, include or belong to each other."""
    sets: list[tuple[set[Iri], set[Iri], list[Account]]] = []
    for account, named in things:
        own = set(named)
        reach = {wider for one in own for wider in ground.reach(one)}
        touching = [one for one in sets if one[0] & reach or one[1] & own]
        sets = [one for one in sets if one not in touching]
        joined = [other for one in touching for other in one[2]]
        sets.append(
            (own.union(*(one[0] for one in touching)), reach.union(*(one[1] for one in touching)), [*joined, account])
        )
    return [accounts for _, _, accounts in sets]


def _two_triggers(ground: Ground, accounts: Accounts) -> Iterator[Found]:
    triggered = {measure: account for measure, account in accounts.items() if account.triggers}
    for measure, account in triggered.items():
        yield from _rival_triggers(ground, account.by_document(), f"{ground.label(measure)} is one measure, and is")
    for one, other in _declared_pairs(ground, triggered):
        names = listed(ground.label(account.measure) for account in (one, other))
        yield from _rival_triggers(ground, [one, other], f"{names} may be one measure, and are")
    by_deed: dict[tuple[Iri, Iri, Iri], list[Account]] = {}
    for account in triggered.values():
        for actor in sorted(ground.closure.objects(account.measure, KG.enactedBy)):
            for content, claims in account.contents.items():
                for predicate in sorted({claim.proposition.predicate for claim in claims}):
                    by_deed.setdefault((predicate, content, actor), []).append(account)
    together: dict[frozenset[Iri], tuple[list[Account], list[Iri]]] = {}
    for (_, content, _), sharing in by_deed.items():
        together.setdefault(frozenset(one.measure for one in sharing), (sharing, []))[1].append(content)
    for sharing, contents in together.values():
        names = listed(ground.label(account.measure) for account in sharing)
        shared = listed(ground.label(content) for content in contents)
        yield from _rival_triggers(ground, sharing, f"{names} all concern {shared}, and are")


def _declared_pairs(ground: Ground, accounts: Accounts) -> Iterator[tuple[Account, Account]]:
    seen: set[frozenset[Iri]] = set()
    for measure, account in accounts.items():
        for same in sorted(ground.closure.objects(measure, KG.possiblySame)):
            pair = frozenset({measure, same})
            if same in accounts and same != measure and pair not in seen:
                seen.add(pair)
                yield account, accounts[same]


def _rival_triggers(ground: Ground, accounts: Sequence[Account], what: str) -> Iterator[Found]:
    clusters = _clusters(ground, ((account, account.triggers) for account in accounts))
    if len(clusters) < 2:
        return
    measures = frozenset(account.measure for account in accounts)
    sides = []
    for cluster in clusters:
        causes = listed(ground.label(trigger) for account in cluster for trigger in account.triggers)
        names = listed(ground.label(account.measure) for account in cluster)
        told = [claim for account in cluster for claim in account.trigger_claims]
        sides.append(side(f"{names}: answers {causes}", causes, told))
    causes = listed(f"{one.value} ({documents(one.claims)})" for one in sides)
    yield (
        measures,
        conflict(
            ConflictKind.RIVAL_ACCOUNT,
            Severity.MEDIUM,
            f"what {listed(ground.label(measure) for measure in sorted(measures))} answered",
            sides,
            f"{what} said to answer {causes}.",
            "The dates of the measures and the enacting actor's own reason; or evidence of how many measures they are.",
        ),
    )


def _two_answers(ground: Ground, accounts: Accounts) -> Iterator[Found]:
    answers: dict[Iri, list[Account]] = {}
    for account in accounts.values():
        for trigger in account.triggers:
            answers.setdefault(trigger, []).append(account)
    for trigger in answers:
        same = sorted({trigger, *(ground.closure.objects(trigger, KG.possiblySame) & answers.keys())})
        if same[0] == trigger:
            rivals = {account.measure: account for one in same for account in answers[one] if account.contents}
            yield from _rival_answers(ground, same, list(rivals.values()))


def _rival_answers(ground: Ground, triggers: Sequence[Iri], answers: Sequence[Account]) -> Iterator[Found]:
    """Yield a conflict where documents give one actor different answers; one document may tell of several."""
    by_actor: dict[Iri, list[Account]] = {}
    for account in answers:
        for actor in sorted(ground.closure.objects(account.measure, KG.enactedBy)):
            by_actor.setdefault(actor, []).append(account)
    for told in by_actor.values():
        clusters = _clusters(ground, ((account, account.contents) for account in told))
        spread = [frozenset[str]().union(*(account.documents for account in cluster)) for cluster in clusters]
        rivals = [
            cluster
            for number, cluster in enumerate(clusters)
            if any(not spread[number] & other for place, other in enumerate(spread) if place != number)
        ]
        if len(rivals) > 1:
            yield (
                frozenset(one.measure for cluster in rivals for one in cluster),
                _answer_conflict(ground, triggers, rivals),
            )


def _answer_conflict(ground: Ground, triggers: Sequence[Iri], clusters: Sequence[Sequence[Account]]) -> Conflict:
    sides = []
    for cluster in clusters:
        deed = listed(ground.label(content) for account in cluster for content in account.contents)
        told = [claim for account in cluster for claim in account.claims if _tells(claim, account, triggers)]
        sides.append(side(listed(ground.label(account.measure) for account in cluster), deed, told))
    trigger = " / ".join(ground.label(iri) for iri in triggers)
    whether = " (which may be one measure)" if len(triggers) > 1 else ""
    deeds = ", or by one on ".join(f"{one.value} ({documents(one.claims)})" for one in sides)
    return conflict(
        ConflictKind.RIVAL_ACCOUNT,
        Severity.MEDIUM,
        f"the answer to {trigger}",
        sides,
        f"{trigger}{whether} was answered by a measure on {deeds}.",
        "The text and date of the measures that were enacted; both may have been.",
    )


def _tells(claim: Claim, account: Account, triggers: Sequence[Iri]) -> bool:
    return any(claim in told for told in account.contents.values()) or claim.proposition.object in triggers


def _two_contents(ground: Ground, accounts: Accounts) -> Iterator[Found]:
    for one, other in _declared_pairs(ground, accounts):
        if not one.documents & other.documents:
            for predicate in sorted(_content_predicates(one) & _content_predicates(other)):
                yield from _rival_contents(ground, one, other, predicate)


def _content_predicates(account: Account) -> set[Iri]:
    return {claim.proposition.predicate for told in account.contents.values() for claim in told}


def _rival_contents(ground: Ground, one: Account, other: Account, predicate: Iri) -> Iterator[Found]:
    told = [
        [claim for claims in account.contents.values() for claim in claims if claim.proposition.predicate == predicate]
        for account in (one, other)
    ]
    things = [[claim.proposition.object for claim in claims if claim.proposition.object] for claims in told]
    if ground.meet(*things):
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
