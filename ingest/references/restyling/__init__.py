"""Training references in more styles: the parts of tagged references set again as today's lists set them.

The tagged corpus is academic and older; web pages, Markdown italics, Vancouver runs and numbered lists are rare in it.
Everything here is drawn by a generator that the caller seeds, so that a model can be trained again to the same bytes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from ingest.references.corpus import Example
from ingest.references.restyling.parts import Parts, Style, parts_of
from ingest.references.restyling.print import ARTICLE_STYLES, BOOK_STYLES
from ingest.references.restyling.web import WEB_STYLES


def restyled(examples: Sequence[Example], draw: random.Random, copies: int) -> Iterator[Example]:
    """Yield `copies` examples in another style for each example that has the parts for it."""
    for example in examples:
        for _ in range(copies):
            parts = parts_of(example, draw)
            if parts:
                yield draw.choice(_styles(parts, draw))(parts, draw)


def _styles(parts: Parts, draw: random.Random) -> tuple[Style, ...]:
    if parts.container and draw.random() < 0.55:
        return ARTICLE_STYLES
    return BOOK_STYLES if parts.publisher and draw.random() < 0.5 else WEB_STYLES
