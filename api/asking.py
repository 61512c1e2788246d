"""What can be asked of the REST interface: the query parameters of its routes."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from kg.ladder import Direction
from kg.model import ConflictKind, LinkStatus, Modality, Severity, Status

NAME = "A name, a CURIE (country:china) or an IRI."
Name = Annotated[str, Field(min_length=1, max_length=300, examples=["China"], description=NAME)]


class Role(StrEnum):
    """The part that an entity plays in a claim."""

    SUBJECT = "subject"
    OBJECT = "object"
    PLACE = "place"
    REGARDING = "regarding"
    ATTRIBUTION = "attribution"


class DataForm(StrEnum):
    """Forms of things that the graph describes."""

    JSON = "json"
    JSON_LD = "jsonld"
    TURTLE = "turtle"
    CSV = "csv"


class ClaimForm(StrEnum):
    """Forms of claims: data, or the works behind them as a bibliography."""

    JSON = "json"
    JSON_LD = "jsonld"
    TURTLE = "turtle"
    CSV = "csv"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl"


class RowForm(StrEnum):
    """Forms of rows."""

    JSON = "json"
    CSV = "csv"


FORM = "The form of the answer; if left out, Accept decides."


class Asking(BaseModel):
    """What routes take that answer in any form of data; anything else is refused."""

    model_config = ConfigDict(extra="forbid")
    format: DataForm | None = Field(None, description=FORM)


class ClaimAsking(BaseModel):
    """What routes take that answer with claims."""

    model_config = ConfigDict(extra="forbid")
    format: ClaimForm | None = Field(None, description=FORM)


class RowsAsking(BaseModel):
    """What routes take that answer in rows."""

    model_config = ConfigDict(extra="forbid")
    format: RowForm | None = Field(None, description=FORM)


class NothingAsked(BaseModel):
    """What routes take that answer in JSON alone: nothing."""

    model_config = ConfigDict(extra="forbid")


class Part(BaseModel):
    """What lists take: how much of them, and from where on."""

    limit: int = Field(50, ge=1, le=500, description="How many at most.")
    cursor: str | None = Field(None, min_length=1, max_length=1000, description="`next` of the part before.")


class Listing(Asking, Part):
    """What lists of data take."""


class ClaimsAsking(ClaimAsking, Part):
    """Which claims to list; filters are joined by AND."""

    entity: Name | None = None
    role: Role | None = Field(None, description="The part that the entity plays; any if left out.")
    predicate: Name | None = Field(None, examples=["retaliatesAgainst"])
    document: str | None = Field(None, min_length=1, max_length=200, examples=["hanif-2025"])
    modality: Modality | None = None
    status: Status | None = None
    citation_status: LinkStatus | None = Field(None, description="The status of a citation in the claim's scope.")
    period: str | None = Field(None, min_length=1, max_length=60, description="EDTF.", examples=["2023"])


class EntitiesAsking(Listing):
    """Which entities to list."""

    type: Name | None = Field(None, description="A class; its subclasses count.", examples=["kg:Country"])
    q: str | None = Field(None, min_length=1, max_length=200, description="Words that a name contains.")


class OriginsAsking(RowsAsking):
    """Whose origins to tell."""

    of: str = Field(
        min_length=1, max_length=300, examples=["Gallium"],
        description="A claim or proposition (IRI or CURIE), or an entity by any name.",
    )  # fmt: skip


class ConflictsAsking(RowsAsking, Part):
    """Which conflicts to list."""

    kind: ConflictKind | None = None
    severity: Severity | None = None
    entity: Name | None = None


class LadderAsking(NothingAsked):
    """Which part of the ladder to climb."""

    entity: Name | None = Field(None, description="A measure, actor or material; all measures if left out.")
    direction: Direction = Direction.BOTH
    strict: bool = Field(False, description="Only hops with a word of retaliation or response.")


class ExplanationAsking(NothingAsked):
    """Which statement to explain."""

    subject: Name
    predicate: Name = Field(examples=["locatedIn"])
    object: Name


class StatementAsking(NothingAsked):
    """Which statement to check."""

    statement: str = Field(min_length=1, max_length=2000, examples=["China banned the export of gallium to the US."])


class TextToCheck(BaseModel):
    """A text whose sentences are to be checked, one by one."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(min_length=1, max_length=20_000, examples=["China banned the export of gallium to the US."])


class QuoteAsking(NothingAsked):
    """Which words to look for."""

    quote: str = Field(min_length=1, max_length=5000, examples=["the global tech race"])
    document: str | None = Field(None, min_length=1, max_length=200, examples=["hanif-2025"])


class SearchAsking(NothingAsked):
    """Which words to search for."""

    q: str = Field(min_length=1, max_length=300, examples=["gallium export"])
    every_word: bool = Field(False, description="Only what has every word.")
    limit: int = Field(20, ge=1, le=100, description="How many of each kind at most.")
