"""The shipped model keeps its accuracy on references that it was not trained on, and beats the rules."""

from __future__ import annotations

from ingest.references.baseline import rule_segments
from ingest.references.benchmark import score
from ingest.references.corpus import read_corpus
from ingest.references.tagger import MODEL, default_tagger


def test_the_model_reads_held_out_references() -> None:
    held_out = [example for example in read_corpus() if example.held_out]
    assert len(held_out) > 250
    model = {one.field: one for one in score(held_out, default_tagger().segments)}
    rules = {one.field: one for one in score(held_out, rule_segments)}
    assert model["author"].f1 >= 0.93
    assert model["date"].f1 >= 0.97
    assert model["title"].f1 >= 0.88
    assert model["title"].near >= 0.90
    assert model["container"].f1 >= 0.80
    assert model["editor"].f1 >= 0.78
    assert all(model[field].f1 > rules[field].f1 for field in ("author", "date", "title", "container", "pages"))


def test_the_model_is_small() -> None:
    assert MODEL.stat().st_size < 3_000_000
