"""What can be said of the graph as a whole: counts, coverage, validation."""

from __future__ import annotations

from dataclasses import asdict

from api.forms import CSV
from api.snapshot import Snapshot
from api.views.rendering import Rendered, to_csv, to_json
from kg.documents import count_sentences


def statistics(snapshot: Snapshot, media_type: str) -> Rendered:
    """Count what the graph holds."""
    if media_type == CSV:
        return Rendered(to_csv(("what", "count"), snapshot.counts.items()))
    return Rendered(to_json({"counts": snapshot.counts}))


def coverage(snapshot: Snapshot, media_type: str) -> Rendered:
    """Count sentences with claims and silent ones, per document."""
    counted = count_sentences(snapshot.reader)
    if media_type == CSV:
        columns = ("document", "sentences", "with_claims", "claims", "silent")
        rows = [(one.document, one.sentences, one.with_claims, one.claims, sum(one.silent.values())) for one in counted]
        return Rendered(to_csv(columns, rows))
    return Rendered(to_json({"items": [asdict(one) | {"sentences": one.sentences} for one in counted]}))


def validation(snapshot: Snapshot, media_type: str) -> Rendered:
    """Report how the whole graph stands to the shapes."""
    report = snapshot.validation
    if media_type == CSV:
        columns = ("severity", "focus_node", "path", "value", "message", "shape")
        return Rendered(to_csv(columns, ([getattr(one, name) for name in columns] for one in report.findings)))
    shown = {
        "conforms": report.conforms,
        "violations": len(report.of_severity("Violation")),
        "warnings": len(report.of_severity("Warning")),
        "infos": len(report.of_severity("Info")),
        "findings": [asdict(one) for one in report.findings],
    }
    return Rendered(to_json(shown))
