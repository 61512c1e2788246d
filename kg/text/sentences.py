"""Sentences of a raw document's body, as spans into the text that is never edited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nupunkt import sent_spans

from kg.model import Sentence
from kg.text.blocks import Block, read_blocks
from kg.text.brackets import CITATION, CITATIONS
from kg.text.words import OPENERS, TITLES

UNSTOPPED = re.compile(rf"(?:{CITATION.pattern})(?P<gap>\s+)(?=(?P<word>[A-Z][a-z’']*))")
CJK_STOP = re.compile(r"[。！？][」』”）]*\s*(?=\S)")
NOTE_MARK = re.compile(r"(?<=[a-z)\"”]\.)\d{1,3}\s+(?=[A-Z])")
NO_SPACE = re.compile(r"(?<=[a-z]{2}\.)(?=(?P<word>[A-Z][a-z]*)\s)")
LAST_TOKEN = re.compile(r"(\w+)\.$")
SPACE = re.compile(r"\s")


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Split the body of a raw text into sentences, in order, without overlap.

    Offsets count code points of `text`, ends are excluded, no span begins or ends with white space.
    Headings, by-lines, list items and captions are sentences of their own (list and heading marks stand outside);
    the reference list is not body. A citation in brackets after a full stop belongs to the sentence before it.
    """
    return tuple(sentence for block in read_blocks(text) for sentence in _split_block(text, block))


def _split_block(text: str, block: Block) -> Iterator[Sentence]:
    if not block.prose:
        yield Sentence(block.start, block.end)
        return
    content = SPACE.sub(" ", text[block.start : block.end])
    cuts = _corrected(content, _proposed(content))
    for start, end in zip([0, *cuts], [*cuts, len(content)], strict=True):
        piece = content[start:end]
        yield Sentence(
            block.start + start + len(piece) - len(piece.lstrip()), block.start + end - len(piece) + len(piece.rstrip())
        )


def _proposed(content: str) -> list[int]:
    """Return every place where a sentence may begin, the block's own beginning left out."""
    cuts = {start for start, _ in sent_spans(content)}
    cuts |= {m.end() for m in CJK_STOP.finditer(content)}
    cuts |= {m.end() for m in NOTE_MARK.finditer(content)}
    cuts |= {m.end() for m in NO_SPACE.finditer(content) if m["word"].casefold() in OPENERS}
    cuts |= {m.end("gap") for m in UNSTOPPED.finditer(content) if _opens(content, m)}
    return sorted(cut for cut in cuts if 0 < cut < len(content))


def _opens(content: str, match: re.Match[str]) -> bool:
    """Tell whether the word after a citation begins a sentence: a word that is not a name."""
    return match["word"].casefold() in OPENERS or match["word"].endswith("ly")


def _corrected(content: str, cuts: list[int]) -> list[int]:
    """Move cuts behind citations and drop those that stand inside a sentence."""
    kept: list[int] = []
    for proposed in cuts:
        cut = proposed
        if citations := CITATIONS.match(content, cut):
            cut = citations.end()
        start = kept[-1] if kept else 0
        if cut <= start or cut >= len(content) or not content[start:cut].strip():
            continue
        if not _is_inside(content[start:cut].rstrip(), content[cut:].lstrip()):
            kept.append(cut)
    return kept


def _is_inside(before: str, after: str) -> bool:
    if after[0].islower() and before[-1] not in "。！？":
        return True
    token = LAST_TOKEN.search(before)
    if token and (token[1] in TITLES or (len(token[1]) == 1 and token[1].isupper() and _is_initial(before, after))):
        return True
    return _open_bracket(before) and ")" in after[:300]


def _is_initial(before: str, after: str) -> bool:
    """Tell whether a single capital with a stop is a name's initial, and not the end of U.S. or of plan B."""
    if re.search(r"\w\.\w\.$", before):
        return False
    return after.split(maxsplit=1)[0].strip(",.").casefold() not in OPENERS


def _open_bracket(before: str) -> bool:
    tail = before[-300:]
    return tail.rfind("(") > tail.rfind(")")
