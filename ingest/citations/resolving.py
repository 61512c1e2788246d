"""Decide whether a mention is a citation and how far it leads: resolved, ambiguous or dangling, with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.core import get_global

from ingest.citations.matching import Candidate, Level, ReferenceIndex, one_work
from ingest.citations.mentions import Form, Mention
from kg.model import LinkStatus, Reference

_MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|spring|summer|autumn|fall|winter"
)
_TIME_WORDS = (
    r"early|mid|late|since|in|by|until|from|circa|ca?\.|around|about|before|after|during|between|as of|"
    r"q[1-4]|h[12]|fy|year"
)
_MONTH = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{_MONTHS}|{_TIME_WORDS})\b\.?(?:[\s,-]*\d{{0,2}})?.*", re.IGNORECASE
)
_LEGAL = re.compile(
    r"\b(?:act|law|bill|treaty|agreement|directive|regulation|order|decree|convention|protocol|accord|code|amendment|"
    r"resolution|constitution|summit|war|crisis|olympics|election|edition|version|phase|round|article|section|"
    r"no\.?|vol\.?|fig(?:ure)?|table|appendix|chapter|part)\b\.?(?:\s[\w.]+)?$",
    re.IGNORECASE,
)
_CAPITAL = r"[^\W\d_a-z](?:[^\W\d]|[’'.&-])*"
_NAME_LIKE = re.compile(
    rf"(?:(?:de|la|von|van|der|del|di|da|du|al|bin|ten|the|The)[ -])*{_CAPITAL}"
    rf"(?:[ ,]+(?:&|and|of|for|on|the|in|et al\.?|et|und|y|и|de|la|von|van|der|{_CAPITAL}|\([A-Z]+\)))*"
    r",?(?:\s+et\s+al\.?|\s+等)?"
)
_TWO_OR_MORE = re.compile(r"\bet al\b|\s(?:and|&)\s|\bcolleagues\b|等|и др\.")
_REPORTING = re.compile(
    r"\s*(?:argue|find|found|note|show|suggest|report|observe|conclude|propose|claim|state|contend|describe|demonstrate|posit|maintain|explain|write|wrote|analy|emphasi|highlight|point|assert|develop|introduce|define|use|examine|identif)",
    re.IGNORECASE,
)
_ATTRIBUTING = re.compile(r"(?:according to|argued by|by|see|as|following|per|in)\s+$", re.IGNORECASE)
_LEADING_WORD = re.compile(
    r"(?:In|As|The|See|While|According to|Following|However|By|When|For|From|And|But|To|Both|Since|Although|"
    r"Like|Unlike|If|and|of|for|the|on|in|to|&)\s"
)
_CITIES_LINE = (
    "osaka kyoto hiroshima munich milan lyon shenzhen guangzhou wuhan mumbai bangalore lahore hanoi bali doha cannes "
    "beijing washington london paris brussels tokyo moscow berlin geneva shanghai taipei seoul delhi islamabad "
    "davos vienna rome madrid baotou"
)
_CITIES = frozenset(_CITIES_LINE.split())


@cache
def _places() -> frozenset[str]:
    """Give the names of countries, and of the cities that time zones are named for, in lower case."""
    zones = {zone.rsplit("/", 1)[-1].replace("_", " ").casefold() for zone in get_global("zone_territories")}
    return frozenset(str(name).casefold() for name in Locale("en").territories.values()) | zones | _CITIES


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a citation leads."""

    status: LinkStatus
    reason: str
    references: tuple[int, ...] = ()


class Resolver:
    """Judge the mentions of one document against its reference list."""

    def __init__(self, index: ReferenceIndex, *, has_list: bool) -> None:
        self._index = index
        self._has_list = has_list
        self._places = _places()

    def judge(self, mention: Mention, sentence: str, before: str, after: str) -> Verdict | None:
        """Resolve a mention, or return None when it is no citation.

        `sentence` is its scope without its own words, `before` and `after` are the text around it.
        """
        if mention.form in (Form.NUMBER, Form.NOTE):
            return self._by_number(mention)
        if mention.form is Form.SOURCE:
            return self._by_source(mention.head)
        head = mention.head
        if mention.form is Form.NARRATIVE and _LEADING_WORD.match(head):
            return None
        candidates = self._index.candidates(head, mention.year, marked=mention.marked)
        if mention.year is None:
            candidates = tuple(
                c
                for c in candidates
                if c.level >= Level.TITLE or (c.level == Level.FIRST_AUTHOR and re.search(r"\d", mention.head) is None)
            )
            candidates = candidates if mention.marked or self._cites_without_years(mention, candidates) else ()
            return self._decide(mention, candidates, sentence) if candidates else None
        verdict = self._decide(mention, candidates, sentence)
        if verdict.status is not LinkStatus.DANGLING or (candidates and candidates[0].level >= Level.FIRST_AUTHOR):
            return verdict
        return verdict if self._is_citation(mention, head, before, after) else None

    def _cites_without_years(self, mention: Mention, candidates: Sequence[Candidate]) -> bool:
        return mention.end - mention.start > len(mention.head) + 3 and bool(candidates)

    def _is_citation(self, mention: Mention, head: str, before: str, after: str) -> bool:
        """Decide by form alone whether words that no entry answers to are a citation."""
        plain = head.strip(" ,*_")
        if mention.marked:
            return mention.form is Form.BRACKET
        if (
            _MONTH.fullmatch(plain)
            or _LEGAL.search(plain)
            or plain.casefold() in self._places
            or not _NAME_LIKE.fullmatch(plain)
        ):
            return False
        if mention.form is Form.NARRATIVE:
            several = _TWO_OR_MORE.search(plain) is not None and len(plain.split()) <= 5
            single = (
                len(plain.split()) == 1
                and plain.isalpha()
                and (_REPORTING.match(after) is not None or _ATTRIBUTING.search(before) is not None)
            )
            return (several or single) and self._has_list
        if mention.comma or _TWO_OR_MORE.search(plain):
            return True
        return self._has_list and len(plain.split()) <= 2 and plain.replace(" ", "").isalpha() and not plain.isupper()

    def _by_number(self, mention: Mention) -> Verdict | None:
        found = [(number, self._index.by_number(number)) for number in mention.numbers]
        lost = [number for number, reference in found if reference is None]
        indices = tuple(reference.index for _, reference in found if reference)
        if mention.form is Form.NUMBER and not self._index.numbered and (not self._has_list or lost):
            return None
        if mention.form is Form.NOTE and not self._has_list:
            return None
        if not indices:
            return Verdict(LinkStatus.DANGLING, f"the list has no entry {', '.join(map(str, lost))}")
        if lost:
            return Verdict(
                LinkStatus.AMBIGUOUS, f"the list has no entry {', '.join(map(str, lost))}; the others stand", indices
            )
        return Verdict(LinkStatus.RESOLVED, f"by number {', '.join(map(str, mention.numbers))}", indices)

    def _by_source(self, text: str) -> Verdict | None:
        """Look a source line up by its title and year, else by the body that it names."""
        year = re.search(r"\b(?:1[5-9]|20)\d\d\b", re.sub(r"https?://\S+", "", text))
        title = re.search(r"[“\"*_«]([^“”\"*_«»]{4,300})[”\"*_»]", text)
        if title:
            found = self._index.candidates(title[1], year.group() if year else None, marked=True)
            titled = [c.reference for c in found if c.level == Level.TITLE and c.same_year is not False]
            if titled and one_work(titled):
                return Verdict(
                    LinkStatus.RESOLVED, "by the title that the source line gives", tuple(r.index for r in titled)
                )
        if re.search(r"https?://|www\.", text) or title:
            return Verdict(
                LinkStatus.DANGLING,
                "the source line describes the work itself, and the reference list has no entry for it",
            )
        body = re.split(r"[,;(]\s?|\s\(|[.]$|[,.]?\s(?=(?:1[5-9]|20)\d\d)", text)[0]
        found = self._index.candidates(body, year.group() if year else None, marked=False)
        named = [c.reference for c in found if c.level >= Level.FIRST_AUTHOR and c.same_year is not False]
        if named:
            status = LinkStatus.RESOLVED if year and one_work(named) else LinkStatus.AMBIGUOUS
            return Verdict(status, f"by the name {body!r} in the source line", tuple(r.index for r in named))
        if re.fullmatch(r"(?:the )?(?:authors?|own|compiled|self)\b.*", text, re.IGNORECASE):
            return None
        return Verdict(LinkStatus.DANGLING, f"no entry answers to {body!r}")

    def _decide(self, mention: Mention, candidates: Sequence[Candidate], sentence: str) -> Verdict:
        what = mention.head.strip(' ,*_“”"') + (f", {mention.year}" if mention.year else "")
        best = max((c.level for c in candidates if c.same_year), default=Level.NONE)
        if best > Level.SECONDARY:
            return self._choose(
                [c.reference for c in candidates if c.same_year and c.level == best], best, sentence, what
            )
        named = [c for c in candidates if c.level > Level.SECONDARY]
        undated = [c for c in named if c.same_year is None]
        if mention.year is None and undated:
            level = max(c.level for c in undated)
            return self._choose([c.reference for c in undated if c.level == level], level, sentence, what)
        if undated:
            indices = tuple(c.reference.index for c in undated)
            by = _LEVEL_WORDS[undated[0].level]
            issued = undated[0].reference.work.issued or "nothing"
            return Verdict(
                LinkStatus.AMBIGUOUS,
                f"entry {indices[0]} agrees by {by}, but one of the two has no date: "
                f"the citation says {mention.year}, the entry {issued}",
                indices,
            )
        secondary = [c.reference for c in candidates if c.same_year and c.level == Level.SECONDARY]
        if secondary:
            return Verdict(
                LinkStatus.AMBIGUOUS,
                f"only a further author and the year agree with entry {secondary[0].index}",
                tuple(r.index for r in secondary),
            )
        if named:
            years = ", ".join(sorted({(c.reference.work.issued or "no date")[:4] for c in named}))
            return Verdict(
                LinkStatus.DANGLING,
                f"no entry for {what!r}: entries that agree by {_LEVEL_WORDS[named[0].level]} are of {years}",
                tuple(c.reference.index for c in named),
            )
        return Verdict(LinkStatus.DANGLING, f"no entry answers to {what!r}")

    def _choose(self, references: Sequence[Reference], level: Level, sentence: str, what: str) -> Verdict:
        by = f"by {_LEVEL_WORDS[level]}" + (" and year" if ", " in what else "")
        indices = tuple(reference.index for reference in references)
        if len(references) == 1:
            return Verdict(LinkStatus.RESOLVED, by, indices)
        if one_work(references):
            return Verdict(
                LinkStatus.RESOLVED, f"{by}; entries {' and '.join(map(str, indices))} are the same work", indices
            )
        shared = {reference.index: self._index.shared_words(sentence, reference) for reference in references}
        weight = {index: sum(words.values()) for index, words in shared.items()}
        ranked = tuple(sorted(indices, key=lambda index: (-weight[index], index)))
        why = "the sentence prefers none of them"
        if weight[ranked[0]] > weight[ranked[1]]:
            why = f"entry {ranked[0]} is nearest to the sentence by {', '.join(sorted(shared[ranked[0]]))}"
        return Verdict(LinkStatus.AMBIGUOUS, f"{len(ranked)} entries agree {by}; {why}", ranked)


_LEVEL_WORDS = {
    Level.NONE: "nothing",
    Level.SECONDARY: "a further author",
    Level.PUBLISHER: "publisher or site",
    Level.FIRST_AUTHOR: "first author",
    Level.TITLE: "title",
    Level.AUTHORS: "author",
}
