"""Hops of the retaliation ladder: one measure that answers another, with quotes, dates and origins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.conflicts.ground import Ground
from kg.conflicts.wording import in_order
from kg.model import Claim, Iri, Modality, Polarity
from kg.rdf import KG, RDF
from kg.text.edtf import before
from kg.vocabulary import Role

FIRMNESS = {modality: number for number, modality in enumerate(Modality)}


class Order(StrEnum):
    """What supports that the answer came after what it answers."""

    DATED = "the dates support it"
    SAID = "the text says so and gives no dates that decide it"
    UNDATED = "undated"
    UNCLEAR = "the dates overlap"
    CONTRADICTED = "the dates contradict it"


@dataclass(frozen=True, slots=True)
class Hop:
    """One measure that answers another, with the claims that say so and those that date the two.

    `origins` counts independent origins; `retaliation` is true where a text uses a word of retaliation.
    """

    earlier: Iri
    later: Iri
    claims: tuple[Claim, ...]
    order: Order
    dates: tuple[Claim, ...]
    origins: int
    retaliation: bool

    @property
    def modality(self) -> Modality:
        """Return the firmest modality of the claims."""
        return min((claim.modality for claim in self.claims), key=FIRMNESS.__getitem__)


def _is_measure(ground: Ground, iri: Iri) -> bool:
    kinds = ground.vocabulary.classes_of(iri) | ground.closure.objects(iri, RDF.type)
    return bool({KG.Measure.value, KG.Event.value} & kinds)


def find_hops(ground: Ground, *, strict: bool) -> list[Hop]:
    """Return the hops between measures and events; `strict` keeps words of retaliation or response only."""
    told: dict[tuple[Iri, Iri], list[Claim]] = {}
    for claim in ground.accepted:
        said = claim.proposition
        if (
            said.object is None
            or said.polarity is not Polarity.AFFIRMATIVE
            or not _is_hop(ground, said.predicate, strict)
        ):
            continue
        if _is_measure(ground, said.subject) and _is_measure(ground, said.object):
            told.setdefault((said.object, said.subject), []).append(claim)
    return [_hop(ground, earlier, later, claims) for (earlier, later), claims in told.items()]


def _is_hop(ground: Ground, predicate: Iri, strict: bool) -> bool:
    if strict:
        return _is_response(ground, predicate)
    return ground.vocabulary.has_role(predicate, Role.TRIGGER)


def _is_response(ground: Ground, predicate: Iri) -> bool:
    known = ground.vocabulary.predicates.get(predicate)
    return predicate == KG.respondsTo.value or bool(known and KG.respondsTo.value in known.parents)


def _hop(ground: Ground, earlier: Iri, later: Iri, claims: Sequence[Claim]) -> Hop:
    first, second = (list(dates_of(ground, iri)) for iri in (earlier, later))
    told = in_order(claims)
    return Hop(
        earlier=earlier,
        later=later,
        claims=told,
        order=_order(ground, earlier, later, first, second),
        dates=in_order([*first, *second]),
        origins=len(ground.sources.independent(told)),
        retaliation=any(_is_response(ground, claim.proposition.predicate) for claim in told),
    )


def _beginnings(ground: Ground, measure: Iri) -> Iterator[Claim]:
    for claim in ground.about(measure):
        said = claim.proposition
        if ground.vocabulary.has_role(said.predicate, Role.BEGIN) and said.polarity is Polarity.AFFIRMATIVE:
            yield claim


def dates_of(ground: Ground, measure: Iri) -> Iterator[Claim]:
    """Yield the claims that date the beginning of a measure to a year."""
    return (claim for claim in _beginnings(ground, measure) if _edtf(claim) and not _edtf(claim).startswith("X"))


def words_for_time(ground: Ground, measure: Iri) -> tuple[str, ...]:
    """Return the words that documents have for the beginning of a measure."""
    periods = (claim.proposition.period for claim in _beginnings(ground, measure))
    return tuple(dict.fromkeys(period.text for period in periods if period))


def _order(ground: Ground, earlier: Iri, later: Iri, first: Sequence[Claim], second: Sequence[Claim]) -> Order:
    pairs = [(_edtf(one), _edtf(other)) for one in first for other in second]
    if any(before(other, one) for one, other in pairs):
        return Order.CONTRADICTED
    if any(before(one, other) for one, other in pairs):
        return Order.DATED
    if _said_to_follow(ground, earlier, later):
        return Order.SAID
    return Order.UNCLEAR if pairs else Order.UNDATED


def _edtf(claim: Claim) -> str:
    period = claim.proposition.period
    return (period.edtf or "") if period else ""


def _said_to_follow(ground: Ground, earlier: Iri, later: Iri) -> bool:
    orders = (claim.proposition for claim in ground.about(later) if claim.proposition.object == earlier)
    return any(
        ground.vocabulary.has_role(said.predicate, Role.ORDER)
        and not ground.vocabulary.has_role(said.predicate, Role.TRIGGER)
        for said in orders
    )
