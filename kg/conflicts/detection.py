"""Find every conflict: each kind by grouping what may be compared, never by comparing all with all."""

from __future__ import annotations

from collections.abc import Sequence

from kg.conflicts.accounts import account_conflicts
from kg.conflicts.figures import figure_conflicts, rank_conflicts
from kg.conflicts.ground import Ground
from kg.conflicts.logic import clash_conflicts, denial_conflicts, reference_conflicts
from kg.conflicts.restatements import restatements
from kg.conflicts.stored import in_order
from kg.conflicts.times import time_conflicts
from kg.model import Conflict
from kg.reasoning.trust import ReferenceConflict


def find_conflicts(ground: Ground, reference: Sequence[ReferenceConflict] = ()) -> tuple[Conflict, ...]:
    """Return all conflicts, by kind and severity; `reference` are the claims that the background excludes.

    No claim changes because of a conflict, and a conflict resolves nothing.
    """
    found = [
        *reference_conflicts(ground, reference),
        *clash_conflicts(ground),
        *denial_conflicts(ground),
        *figure_conflicts(ground),
        *rank_conflicts(ground),
        *time_conflicts(ground),
        *account_conflicts(ground),
        *restatements(ground),
    ]
    return in_order(found)
