"""Integrity warnings on claims: what is odd about the authority that a claim leans on; none changes a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kg import iris
from kg.model import Claim, InTextCitation, Iri, LinkStatus, Modality, Proposition, Reference, Stage, Warning
from kg.rdf import KG
from kg.text.edtf import bounds

SHOWN_LENGTH = 120

_DATING = frozenset(KG[name].value for name in ("occurredIn", "startedIn", "establishedIn"))
_AIMS = frozenset(KG[name].value for name in ("targetsShareOf", "targetDate", "aimsTo", "seeks"))
_UNFULFILLED = frozenset({Modality.FORECAST, Modality.NORMATIVE})
_DATED_KINDS = ("policy", "event", "facility")
_WEAK_PAGES = frozenset({"home-page", "state-media-front-page", "state-media"})
_EXTRACTION = frozenset({Stage.MINING, Stage.PRODUCTION})
_TREATMENT = frozenset({Stage.PROCESSING, Stage.REFINING, Stage.PURIFICATION})
_FAMILIES = (frozenset({Stage.RESERVES}), _EXTRACTION, _TREATMENT, frozenset({Stage.IMPORT}), frozenset({Stage.EXPORT}))
_STAGE_WORDS = {
    Stage.RESERVES: r"reserves?|deposits?",
    Stage.MINING: r"min(?:e|es|ing)\b",
    Stage.PRODUCTION: r"production|output",
    Stage.PROCESSING: r"process(?:ing)?\b",
    Stage.REFINING: r"refin(?:ing|ery|eries|ement)",
    Stage.PURIFICATION: r"purification",
    Stage.IMPORT: r"imports?\b",
    Stage.EXPORT: r"exports?\b",
}


class Flaw(StrEnum):
    """Kinds of warnings on a claim."""

    DANGLING = "dangling-citation"
    WORK_BEFORE_EVENT = "work-before-event"
    OTHER_STATISTIC = "statistic-about-something-else"
    WEAK_AUTHORITY = "home-page-or-state-media-as-only-authority"


@dataclass(frozen=True, slots=True)
class ClaimWarning:
    """A warning and the claim that it is about."""

    claim: Iri
    warning: Warning


def claim_warnings(
    claims: Sequence[Claim],
    citations: Mapping[str, InTextCitation],
    references: Mapping[str, Reference],
    possibly_same: Mapping[Iri, frozenset[Iri]],
) -> Iterator[ClaimWarning]:
    """Yield every warning, in the order of the claims; citations and references go by their ids.

    `possibly_same` are the measures and events that may be one with another: their dates warn with a "may".
    """
    dates = _event_dates(claims)
    likely = {iri: dates[other] for iri, others in possibly_same.items() for other in sorted(others) if other in dates}
    for claim in claims:
        found = [citations[name] for name in claim.citations if name in citations]
        cited = [entry for citation in found for entry in _entries(citation, references)]
        warnings = [*_dangling(found), *_early(claim, cited, dates, likely)]
        warnings += [*_other_statistic(claim.proposition, cited), *_weak(cited)]
        yield from (ClaimWarning(iris.mint("claim", claim.id), warning) for warning in warnings)


def _entries(citation: InTextCitation, references: Mapping[str, Reference]) -> Iterator[Reference]:
    if citation.status is not LinkStatus.DANGLING:
        entry = references.get(f"{citation.document}-{citation.references[0]}")
        if entry is not None:
            yield entry


def _shown(reference: Reference) -> str:
    raw = " ".join(reference.raw.split())
    return raw if len(raw) <= SHOWN_LENGTH else raw[:SHOWN_LENGTH] + "…"


def _dangling(citations: Iterable[InTextCitation]) -> Iterator[Warning]:
    for citation in citations:
        if citation.status is LinkStatus.DANGLING:
            yield Warning(Flaw.DANGLING, f"The citation leads to no entry: {citation.reason}.", citation.text)


def _event_dates(claims: Iterable[Claim]) -> dict[Iri, date]:
    """Return the earliest day on which each measure, event or facility is said to have begun."""
    found: dict[Iri, date] = {}
    for claim in claims:
        said = claim.proposition
        if said.predicate in _DATING and said.period is not None and said.period.edtf:
            earliest, _ = bounds(said.period.edtf)
            if earliest is not None:
                found[said.subject] = min(earliest, found.get(said.subject, earliest))
    return found


def _early(
    claim: Claim, cited: Iterable[Reference], dates: Mapping[Iri, date], likely: Mapping[Iri, date]
) -> Iterator[Warning]:
    said = claim.proposition
    if said.predicate in _AIMS or claim.modality in _UNFULFILLED:
        return
    own = bounds(said.period.edtf)[0] if said.period is not None and said.period.edtf else None
    things = [iri for iri in (said.subject, said.object) if iri and iri.removeprefix(iris.ID).startswith(_DATED_KINDS)]
    sure = max((day for day in (own, *(dates.get(iri) for iri in things)) if day is not None), default=None)
    event = sure or max((likely[iri] for iri in things if iri in likely), default=None)
    for reference in cited:
        issued = bounds(reference.work.issued)[1] if _is_dated(reference) and reference.work.issued else None
        if event is not None and issued is not None and issued < event:
            of = "what it is cited for" if sure else "a measure that may be what it is cited for"
            message = f"The work is of {reference.work.issued}, before {of} ({event.isoformat()[:7]})."
            yield Warning(Flaw.WORK_BEFORE_EVENT, message, _shown(reference))


def _is_dated(reference: Reference) -> bool:
    return re.match(r"\d{4}", reference.work.issued or "") is not None


def _stages(title: str) -> set[Stage]:
    return {stage for stage, words in _STAGE_WORDS.items() if re.search(rf"\b(?:{words})", title, re.IGNORECASE)}


def _other_statistic(said: Proposition, cited: Iterable[Reference]) -> Iterator[Warning]:
    if said.quantity is None or said.stage is None:
        return
    family = next((family for family in _FAMILIES if said.stage in family), frozenset())
    for reference in cited:
        stages = _stages(reference.work.title or "")
        if family and stages and not stages & family:
            named = ", ".join(sorted(stages))
            message = f"The figure is about {said.stage}, the title of the work speaks of {named}."
            yield Warning(Flaw.OTHER_STATISTIC, message, _shown(reference))


def _weak(cited: Sequence[Reference]) -> Iterator[Warning]:
    if cited and all(any(warning.kind in _WEAK_PAGES for warning in entry.warnings) for entry in cited):
        message = "Nothing but a home page or a page of state media stands behind the claim."
        yield Warning(Flaw.WEAK_AUTHORITY, message, "; ".join(_shown(entry) for entry in cited))
