"""Read the in-text citations of a document: find, judge, and give each the sentence that it belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ingest.citations.matching import ReferenceIndex
from ingest.citations.mentions import Form, Mention, alternatives, find_mentions
from ingest.citations.resolving import Resolver, Verdict
from ingest.references.section import find_sections
from kg.model import Document, InTextCitation, LinkStatus, Reference, Sentence

_AROUND = 60
"""Code points of context that a narrative citation is judged by."""


def read_citations(
    document: Document, references: Sequence[Reference], sentences: Sequence[Sentence]
) -> tuple[InTextCitation, ...]:
    """Find every in-text citation outside the reference lists, in order of place, each resolved as far as it goes.

    A single citation in a bracket spans its bracket; of several in one bracket each spans its own words.
    """
    text = document.text
    skipped = [(section.heading, section.end) for section in find_sections(text)]
    skipped += [
        (reference.start, reference.end)
        for reference in references
        if not any(a <= reference.start < b for a, b in skipped)
    ]
    resolver = Resolver(ReferenceIndex(references), has_list=bool(references))
    scopes = _Scopes(text, sentences)
    citations = []
    for mention in find_mentions(text, skipped):
        start, end = scopes.of(mention)
        judged = _judged(resolver, text, mention, start, end)
        if judged:
            place, verdict = judged
            words = text[place.start : place.end]
            citations.append(
                InTextCitation(
                    document.id,
                    words,
                    place.start,
                    place.end,
                    start,
                    end,
                    verdict.status,
                    verdict.reason,
                    verdict.references,
                )
            )
    return tuple(citations)


def _judged(resolver: Resolver, text: str, mention: Mention, start: int, end: int) -> tuple[Mention, Verdict] | None:
    """Judge a mention as it stands, then from its later words; one that leads to an entry wins."""
    sentence = f"{text[start : mention.start]} {text[mention.end : end]}"
    judged = []
    for form in alternatives(mention):
        before, after = text[max(0, form.start - _AROUND) : form.start], text[form.end : form.end + _AROUND]
        verdict = resolver.judge(form, sentence, before, after)
        if verdict:
            judged.append((form, verdict))
    found = (pair for pair in judged if pair[1].status is not LinkStatus.DANGLING)
    return next(found, judged[0] if judged else None)


class _Scopes:
    """The sentences of a document, looked up by place."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self._text = text
        self._sentences = sorted(sentences, key=lambda sentence: sentence.start)
        self._starts = [sentence.start for sentence in self._sentences]

    def of(self, mention: Mention) -> tuple[int, int]:
        """Give the sentence that holds the mention or ends just before it; a source line is a scope of its own."""
        if mention.form is Form.SOURCE:
            return mention.start, mention.end
        i = bisect_right(self._starts, mention.start) - 1
        if i >= 0:
            sentence = self._sentences[i]
            if mention.start < sentence.end and not self._opens_alone(sentence, mention):
                return sentence.start, max(sentence.end, mention.end)
            if self._opens_alone(sentence, mention):
                i -= 1
            if i >= 0 and not self._text[self._sentences[i].end : mention.start].strip():
                return self._sentences[i].start, mention.end
        return mention.start, mention.end

    def _opens_alone(self, sentence: Sentence, mention: Mention) -> bool:
        """Tell whether the "sentence" is no more than the bracket, which then belongs to the one before."""
        return sentence.start == mention.start and not self._text[mention.end : sentence.end].strip(" .\n")
