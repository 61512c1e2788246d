"""Train the sequence model from the tagged references by one command: `python -m ingest.references.training`."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path

import pycrfsuite

from ingest.references.corpus import Example, read_corpus, token_labels
from ingest.references.features import features
from ingest.references.restyling import restyled
from ingest.references.tagger import MODEL
from ingest.references.tokens import tokenise

SEED = 1867
PARAMETERS = {"c1": 0.2, "c2": 0.02, "max_iterations": 80, "feature.minfreq": 2}
COPIES = 1


def train(examples: Sequence[Example], path: Path, copies: int = COPIES) -> None:
    """Write a model trained on the examples and `copies` of each in other styles; one input gives one file."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=PARAMETERS, verbose=False)
    for example in (*examples, *restyled(examples, random.Random(SEED), copies)):
        tokens = tokenise(example.text)
        trainer.append(features(tokens), token_labels(tokens, example))
    trainer.train(str(path))


def main(path: str | None = None) -> None:
    """Train the model that the benchmark measures: on all references that are not held out."""
    train([example for example in read_corpus() if not example.held_out], Path(path) if path else MODEL)


if __name__ == "__main__":
    main(*sys.argv[1:2])
