"""What a document's citation apparatus leaves open: citations that lead nowhere, entries that nothing cites."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from kg.model import InTextCitation, LinkStatus, Reference, Warning


class Gap(StrEnum):
    """Kinds of warnings on the apparatus as a whole."""

    DANGLING = "dangling-citation"
    UNCITED = "uncited-reference"


def uncited(references: Sequence[Reference], citations: Sequence[InTextCitation]) -> tuple[Reference, ...]:
    """Give the entries that no citation resolves to or may mean, in order; a copy of a cited entry counts as cited."""
    cited = {
        index for citation in citations if citation.status is not LinkStatus.DANGLING for index in citation.references
    }
    return tuple(r for r in references if r.index not in cited and not cited.intersection(r.same_as))


def apparatus_warnings(references: Sequence[Reference], citations: Sequence[InTextCitation]) -> tuple[Warning, ...]:
    """Give a warning for each dangling citation and each entry that is never cited."""
    dangling = [
        Warning(Gap.DANGLING, f"The citation leads to no entry: {c.reason}.", c.text)
        for c in citations
        if c.status is LinkStatus.DANGLING
    ]
    return (
        *dangling,
        *(Warning(Gap.UNCITED, f"Entry {r.index} is never cited.", r.raw) for r in uncited(references, citations)),
    )
