"""The trained sequence model (linear-chain CRF) at work: labelled segments of one reference."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pycrfsuite

from ingest.references.corpus import Segment
from ingest.references.features import features
from ingest.references.repairs import repaired
from ingest.references.tokens import Token, tokenise

MODEL = Path(__file__).with_name("model.crfsuite")


class Tagger:
    """A model file opened for reading; cheap to call, not to be shared between threads."""

    def __init__(self, path: Path = MODEL) -> None:
        self._crf: Any = pycrfsuite.Tagger()
        self._crf.open(str(path))

    def labels(self, tokens: Sequence[Token]) -> list[str]:
        """Label every token, after the repairs that its marks call for."""
        return repaired(tokens, self._crf.tag(features(tokens)))

    def segments(self, text: str) -> tuple[Segment, ...]:
        """Label every token of an entry and join equal neighbours."""
        tokens = tokenise(text)
        if not tokens:
            return ()
        segments: list[Segment] = []
        for token, label in zip(tokens, self.labels(tokens), strict=True):
            if segments and segments[-1].label == label:
                segments[-1] = Segment(label, segments[-1].start, token.end)
            else:
                segments.append(Segment(label, token.start, token.end))
        return tuple(segments)


@cache
def default_tagger() -> Tagger:
    """Open the shipped model once, when it is first needed."""
    return Tagger()
