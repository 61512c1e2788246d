"""The JSON of the REST interface, as its OpenAPI description tells it; views make it from the domain's values."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Wire(BaseModel):
    """Base of all answers: nothing is left out of the description."""

    model_config = ConfigDict(extra="forbid")


class EntityRef(Wire):
    """A thing with its IRI and name."""

    id: str | None = Field(examples=["https://w3id.org/assay/id/country/china"])
    label: str | None = Field(examples=["China"])


class AttributionOut(EntityRef):
    """Whom the prose attributes a claim to, and its words."""

    text: str | None = Field(examples=["according to the USGS"])


class QuantityOut(Wire):
    """Bounds of a value with the author's words; null is unbounded."""

    minimum: float | None
    maximum: float | None
    unit: str = Field(examples=["PERCENT"])
    text: str = Field(examples=["over 37%"])
    excluded: list[str] | None = None


class ReferenceInShort(Wire):
    """An entry of a reference list."""

    index: int
    title: str | None
    year: str | None
    raw: str


class CitationOut(Wire):
    """An in-text citation with the entries that it may mean, best first."""

    document: str
    text: str
    start: int
    end: int
    status: str = Field(examples=["resolved"])
    reason: str
    references: list[ReferenceInShort]


class ClaimOut(BaseModel):
    """One document's statement of one proposition, with its exact words and its citation chain."""

    id: str = Field(examples=["https://w3id.org/assay/id/claim/0123456789abcdef"])
    document: str = Field(examples=["hanif-2025"])
    source_file: str | None
    quote: str
    start: int
    end: int
    subject: EntityRef | None
    predicate: EntityRef | None
    object: EntityRef | None
    quantity: QuantityOut | None
    period: str | None = Field(description="EDTF where the words fix a time, else the words.")
    period_text: str | None
    place: EntityRef | None
    stage: str | None
    regarding: EntityRef | None
    polarity: str
    modality: str
    hedge: str | None
    attribution: AttributionOut | None
    citations: list[CitationOut]
    status: str


class Page(Wire):
    """A part of a list; `next` is the cursor of the part after it, null at the end."""

    next: str | None


class ClaimPage(Page):
    items: list[ClaimOut]


class EntityOut(Wire):
    """A thing that claims are about."""

    id: str
    curie: str = Field(examples=["country:china"])
    label: str
    names: list[str]
    types: list[EntityRef]
    comment: str


class EntityPage(Page):
    items: list[EntityOut]


class RoleCounts(Wire):
    """How many claims a thing plays which part in."""

    subject: int
    object: int
    place: int
    regarding: int
    attribution: int


class EntityProfile(EntityOut):
    """A thing with all that is said about it and by it; `claims_url` lists what does not fit here."""

    claims_by_role: RoleCounts
    said_about: list[ClaimOut]
    said_by: list[ClaimOut]
    claims_url: str


class MeasureRelation(Wire):
    """Another measure, and the claims that state the relation."""

    measure: EntityRef
    claims: list[ClaimOut]


class PolicyOut(EntityOut):
    """A measure with the retaliation that documents state, in both directions."""

    retaliates_against: list[MeasureRelation]
    retaliated_against_by: list[MeasureRelation]


class PolicyPage(Page):
    items: list[PolicyOut]


class FacilityOut(EntityOut):
    """A mine, refinery or plant with the claims about it."""

    claims: list[ClaimOut]


class FacilityPage(Page):
    items: list[FacilityOut]


class OriginLink(Wire):
    """How one claim reaches an origin."""

    claim: str
    quote: str
    citation: str | None
    reference: str | None


class OriginOut(Wire):
    """A work, an agent or a document that claims rest on."""

    origin: EntityRef
    taken_from_author: bool
    chain: list[OriginLink]


class StandingOut(Wire):
    """On what a statement rests; claims that share an origin count once."""

    proposition: str
    statement: str
    claims: int
    documents: list[str]
    independent_origins: int
    verdict: str
    origins: list[OriginOut]


class OriginsOut(Wire):
    items: list[StandingOut]


class DocumentCounts(Wire):
    claims: int
    passages: int
    citations: int
    references: int


class DocumentOut(Wire):
    """A document that is held; its text belongs to its authors and is only quoted."""

    id: str
    slug: str
    title: str
    authors: list[str]
    publisher: str | None
    issued: str | None
    rights: str | None
    genre: str | None
    url: str | None
    source_file: str
    sha256: str
    code_points: int
    counts: DocumentCounts


class DocumentList(Wire):
    items: list[DocumentOut]


class PassageOut(Wire):
    """A passage: offsets count code points, the end is excluded."""

    id: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    claims: list[str]


class PassagePage(Page):
    items: list[PassageOut]


class WorkOut(Wire):
    """The work that a reference points at."""

    id: str
    title: str | None
    authors: list[str]
    issued: str | None
    container: str | None
    publisher: str | None
    volume: str | None
    issue: str | None
    pages: str | None
    doi: str | None
    url: str | None
    type: str


class WarningOut(Wire):
    """An oddity that changes nothing and is shown beside."""

    kind: str
    message: str
    evidence: str


class ReferenceOut(Wire):
    """An entry of a reference list, with the work that it points at."""

    id: str
    document: str
    index: int
    raw: str
    start: int
    end: int
    work: WorkOut
    warnings: list[WarningOut]
    same_as: list[int]


class ReferenceList(Wire):
    items: list[ReferenceOut]


class CitationList(Wire):
    items: list[CitationOut]


class ParameterOut(Wire):
    """A parameter of a question; all are optional."""

    name: str
    kind: str = Field(examples=["entity"])
    description: str


class QuestionOut(Wire):
    """A question that can be asked by name."""

    name: str
    question: str
    parameters: list[ParameterOut]
    columns: list[str]


class QuestionList(Wire):
    items: list[QuestionOut]


class QuestionAnswer(Wire):
    """The answer to a question: rows whose keys are the columns."""

    question: QuestionOut
    rows: list[dict[str, Any]]


class DocumentCoverage(Wire):
    """How many sentences of a document carry claims, and why the others are silent."""

    document: str
    sentences: int
    with_claims: int
    claims: int
    silent: dict[str, int]


class CoverageOut(Wire):
    items: list[DocumentCoverage]


class FindingOut(Wire):
    """One result of SHACL validation."""

    severity: str
    focus_node: str
    path: str
    value: str
    message: str
    shape: str


class ValidationOut(Wire):
    """The validation report of the whole graph."""

    conforms: bool
    violations: int
    warnings: int
    infos: int
    findings: list[FindingOut]


class StatisticsOut(Wire):
    """How much the graph holds."""

    counts: dict[str, int]


class ProblemOut(BaseModel):
    """A failure (RFC 9457)."""

    type: str = Field(examples=["https://w3id.org/assay/problem/not-found"])
    title: str
    status: int
    detail: str
    instance: str | None = None


class QuotedOut(Wire):
    """A claim in short: its words and where they stand."""

    id: str
    document: str
    quote: str


class SideOut(Wire):
    """One side of a conflict; the reference layer's side has no claims."""

    label: str
    value: str
    claims: list[QuotedOut]


class ConflictOut(Wire):
    """Claims that cannot all be true, or that differ in what they count; every side stands."""

    id: str
    kind: str
    severity: str
    topic: str
    sides: list[SideOut]
    explanation: str
    settled_by: str | None


class ConflictPage(Page):
    items: list[ConflictOut]


class HopOut(Wire):
    """One measure answered by another, in whose words."""

    earlier: EntityRef
    later: EntityRef
    retaliation: bool
    order: str
    modality: str
    origins: int
    claims: list[QuotedOut]
    dates: list[QuotedOut]


class BridgeOut(Wire):
    """Two measures that may be one; `after` counts hops of the chain."""

    one: EntityRef
    other: EntityRef
    after: int


class ChainOut(Wire):
    hops: list[HopOut]
    possibly_same: list[BridgeOut]
    weakest: HopOut
    weakness: str


class UndatedOut(Wire):
    measure: EntityRef
    words: list[str]


class LadderOut(Wire):
    """Chains of measures that answer each other, circles, and what no document dates."""

    chains: list[ChainOut]
    circles: list[list[EntityRef]]
    undated: list[UndatedOut]
    possibly_same: list[list[EntityRef]]


class ExplanationOut(Wire):
    """Why a statement holds, down to claims, reference facts and axioms."""

    statement: str
    axiom: str | None
    premises: list[ExplanationOut]
    claims: list[QuotedOut]
    sources: list[str]


class EvidenceOut(Wire):
    """A quote with its place and how it stands to the statement."""

    claim: str | None
    document: str
    quote: str
    start: int
    end: int
    stance: str = Field(examples=["supports"])


class VerdictOut(Wire):
    """A verdict on one statement; `parts` are those on the statements that it joins."""

    statement: str
    kind: str
    verdict: str = Field(examples=["SUPPORTED"])
    confidence: float
    evidence: list[EvidenceOut]
    reasoning: list[str]
    warnings: list[str]
    parts: list[VerdictOut] | None = None


class VerdictList(Wire):
    items: list[VerdictOut]


class PlaceOut(Wire):
    document: str
    start: int
    end: int
    exact: str


class DifferenceOut(Wire):
    change: str
    words: str


class QuoteCheckOut(Wire):
    """How quoted words stand to the documents."""

    quote: str
    status: str
    explanation: str
    places: list[PlaceOut]
    differences: list[DifferenceOut]


class PassageFound(Wire):
    """A passage that has the words asked for."""

    id: str
    document: str
    start: int
    end: int
    exact: str


class SearchOut(Wire):
    """What has the words asked for, best first."""

    claims: list[ClaimOut]
    entities: list[EntityOut]
    passages: list[PassageFound]
