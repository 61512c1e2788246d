"""What the store knows, as frozen values: documents, passages, propositions, claims and citation chains."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from kg.errors import QuoteMismatchError

Iri = NewType("Iri", str)
DocumentId = NewType("DocumentId", str)

ID_LENGTH = 16


def content_id(*parts: str) -> str:
    """Hash parts into a stable identifier of ID_LENGTH hexadecimal digits (SHA-256, unit-separated)."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:ID_LENGTH]


class Modality(StrEnum):
    """How a document commits itself to what it says."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    HEDGED = "hedged"
    OPINION = "opinion"
    FORECAST = "forecast"
    NORMATIVE = "normative"


class Polarity(StrEnum):
    """Whether the proposition is affirmed or denied."""

    AFFIRMATIVE = "affirmative"
    NEGATIVE = "negative"


class Status(StrEnum):
    """Where a claim stands in review; a conflict never changes it."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Stage(StrEnum):
    """The stage of a supply chain that a figure or relation is about."""

    RESERVES = "reserves"
    MINING = "mining"
    PRODUCTION = "production"
    PROCESSING = "processing"
    REFINING = "refining"
    PURIFICATION = "purification"
    DESIGN = "design"
    FABRICATION = "fabrication"
    IMPORT = "import"
    EXPORT = "export"


class LinkStatus(StrEnum):
    """How far a link of a citation chain could be followed."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    DANGLING = "dangling"


class ConflictKind(StrEnum):
    """Why the sides of a conflict differ."""

    CONTRADICTION = "contradiction"
    REFERENCE_CONTRADICTION = "reference-contradiction"
    RIVAL_ACCOUNT = "rival-account"
    DIFFERENT_SCOPE = "different-scope"
    SUPERSESSION = "supersession"
    RESTATEMENT = "restatement"


class Severity(StrEnum):
    """How much a conflict matters to somebody who relies on one side."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Document:
    """A text that is held: `text` is the stored bytes decoded as UTF-8, offsets count its code points."""

    id: DocumentId
    text: str
    sha256: str
    title: str
    authors: tuple[str, ...]
    publisher: str | None
    issued: str | None
    rights: str
    source_file: str
    genre: str = "document"
    url: str | None = None
    extractor: str = "utf-8 text"


@dataclass(frozen=True, slots=True)
class Passage:
    """An exact span of one document; offsets count code points, the end is excluded.

    Rendered as oa:TextPositionSelector and oa:TextQuoteSelector (Web Annotation Data Model, 4.2).
    """

    document: DocumentId
    document_sha256: str
    start: int
    end: int
    exact: str

    @classmethod
    def cut(cls, document: Document, start: int, end: int) -> Passage:
        """Cut the passage from the text itself, so that it cannot disagree with it."""
        if not 0 <= start < end <= len(document.text):
            raise QuoteMismatchError(document.id, start, f"0 <= start < end <= {len(document.text)}", f"end {end}")
        return cls(document.id, document.sha256, start, end, document.text[start:end])

    @property
    def id(self) -> str:
        return content_id(self.document_sha256, str(self.start), str(self.end))


@dataclass(frozen=True, slots=True)
class Quantity:
    """Bounds of a measured value with the author's words; None is unbounded.

    A bound is part of the range unless it is marked as excluded: "over 37%" is 37 (excluded) to 38.
    `unit` is a QUDT unit name (PERCENT, NUM, YR), an ISO 4217 code (USD) or RATIO.
    """

    minimum: float | None
    maximum: float | None
    unit: str
    text: str
    minimum_excluded: bool = False
    maximum_excluded: bool = False

    def excludes(self, other: Quantity) -> bool:
        """Tell whether no value satisfies both, given one unit."""
        return self.unit == other.unit and (self._lies_below(other) or other._lies_below(self))

    def _lies_below(self, other: Quantity) -> bool:
        if self.maximum is None or other.minimum is None:
            return False
        touching = not (self.maximum_excluded or other.minimum_excluded)
        return self.maximum < other.minimum or (self.maximum == other.minimum and not touching)


@dataclass(frozen=True, slots=True)
class Period:
    """A time as said: `edtf` (EDTF, ISO 8601-2) where the words fix one, and always the words."""

    edtf: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Proposition:
    """What is said, whoever says it; at least one of object, quantity and period must be there.

    `regarding` narrows a relation ("depends on China *for rare earths*").
    """

    subject: Iri
    predicate: Iri
    object: Iri | None = None
    quantity: Quantity | None = None
    period: Period | None = None
    place: Iri | None = None
    stage: Stage | None = None
    regarding: Iri | None = None
    polarity: Polarity = Polarity.AFFIRMATIVE

    @property
    def id(self) -> str:
        """Hash the canonical parts; the author's wording of quantity and period does not count."""
        quantity = self.quantity
        bounds = (
            (
                f"{quantity.minimum}{'<' if quantity.minimum_excluded else ''}",
                f"{quantity.maximum}{'>' if quantity.maximum_excluded else ''}",
                quantity.unit,
            )
            if quantity
            else ()
        )
        period = (self.period.edtf or self.period.text.casefold()) if self.period else ""
        scope = (period, self.place or "", self.stage or "", self.regarding or "", self.polarity)
        return content_id(self.subject, self.predicate, self.object or "", *bounds, *scope)


@dataclass(frozen=True, slots=True)
class Claim:
    """One document's statement of one proposition in one passage.

    `tolerated` says that the quote matched only after whitespace runs were read as one space.
    `attributed_to` is the agent that the prose names ("according to the USGS");
    `attribution` is its wording. `citations` are ids of in-text citations in scope.
    """

    proposition: Proposition
    passage: Passage
    sentence: Passage
    modality: Modality = Modality.ASSERTED
    hedge: str | None = None
    attributed_to: Iri | None = None
    attribution: str | None = None
    citations: tuple[str, ...] = ()
    status: Status = Status.ACCEPTED
    tolerated: bool = False
    note: str | None = None

    @property
    def id(self) -> str:
        return content_id(
            self.passage.document_sha256, str(self.passage.start), str(self.passage.end), self.proposition.id
        )

    @property
    def document(self) -> DocumentId:
        return self.passage.document


@dataclass(frozen=True, slots=True)
class Reject:
    """A candidate that could not become a claim, with the reason; counted and kept."""

    document: DocumentId
    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class Work:
    """The thing that a reference points at (fabio:Expression); its identity is shared between documents."""

    title: str | None
    authors: tuple[str, ...] = ()
    issued: str | None = None
    container: str | None = None
    publisher: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    doi: str | None = None
    url: str | None = None
    type: str = "document"

    @property
    def id(self) -> str:
        """Hash the DOI, else the normalised URL, else author, year and title."""
        if self.doi:
            return content_id("doi", self.doi.casefold())
        if self.url:
            return content_id("url", normalised_url(self.url))
        return content_id(
            "work", *(a.casefold() for a in self.authors), self.issued or "", (self.title or "").casefold()
        )


def normalised_url(url: str) -> str:
    """Fold scheme, host case, `www.`, query, fragment and trailing slash, which name no other page."""
    bare = url.split("#", 1)[0].split("?", 1)[0].split("://", 1)[-1]
    host, slash, path = bare.partition("/")
    return (
        host.casefold().removeprefix("www.") + slash + path.rstrip("/")
        if path.rstrip("/")
        else host.casefold().removeprefix("www.")
    )


@dataclass(frozen=True, slots=True)
class Warning:
    """An oddity of a reference, citation or claim that changes nothing and is shown beside it."""

    kind: str
    message: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a document's reference list (biro:BibliographicReference); `raw` is kept whole."""

    document: DocumentId
    index: int
    raw: str
    start: int
    end: int
    work: Work
    warnings: tuple[Warning, ...] = ()
    same_as: tuple[int, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.document}-{self.index}"


@dataclass(frozen=True, slots=True)
class InTextCitation:
    """A pointer in the text (c4o:InTextReferencePointer) with its scope sentence and its candidates.

    `references` are reference indices, best first; `reason` says why the first is the best,
    or why there is none.
    """

    document: DocumentId
    text: str
    start: int
    end: int
    scope_start: int
    scope_end: int
    status: LinkStatus
    reason: str
    references: tuple[int, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.document}-{self.start}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of body text: where it stands, and which citation brackets after it belong to it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Skip:
    """A sentence that carries no claim, with the one word that says why."""

    passage: Passage
    reason: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What a stretch of a sentence may be called just there, and what it excludes just there, in a reader's words."""

    sentence: Passage
    passage: Passage
    same: tuple[str, ...]
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """All that one document brings: itself, its citation apparatus, its claims and its silent sentences."""

    document: Document
    claims: tuple[Claim, ...]
    skips: tuple[Skip, ...] = ()
    references: tuple[Reference, ...] = ()
    citations: tuple[InTextCitation, ...] = ()
    wordings: tuple[Wording, ...] = ()
    rejects: tuple[Reject, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict; the reference layer's own side has no claims."""

    label: str
    value: str
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sides that differ, with a sentence on why and one on what would settle it; nothing is settled by it."""

    kind: ConflictKind
    severity: Severity
    topic: str
    sides: tuple[Side, ...]
    explanation: str
    settled_by: str
    about: tuple[Iri, ...] = ()

    @property
    def id(self) -> str:
        """Hash kind, topic and the claims of each side, in any order."""
        claims = sorted(claim.id for side in self.sides for claim in side.claims)
        return content_id(self.kind, self.topic, *claims)

    @property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(dict.fromkeys(claim for side in self.sides for claim in side.claims))
