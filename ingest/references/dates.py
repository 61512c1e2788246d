"""Dates of references: a year, month or day in EDTF (ISO 8601-2), or "n.d." where the entry says that there is none."""

from __future__ import annotations

import re

NO_DATE = "n.d."

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv januar jänner enero ene gennaio janeiro января январь",
            "february feb février févr fevrier februar febrero febbraio fevereiro февраля февраль",
            "march mar mars märz maerz marzo março марта март",
            "april apr avril avr abril aprile апреля апрель",
            "may mai mayo maggio maio мая май",
            "june jun juin juni junio giugno junho июня июнь",
            "july jul juillet juil juli julio luglio julho июля июль",
            "august aug août aout agosto августа август",
            "september sept sep septembre septiembre settembre setembro сентября сентябрь",
            "october oct octobre okt oktober octubre ottobre outubro октября октябрь",
            "november nov novembre noviembre novembro ноября ноябрь",
            "december dec décembre decembre dez dezember diciembre dicembre dezembro декабря декабрь",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?P<year>(?:1[4-9]|20)\d\d)(?P<letter>[a-z])?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_YEAR}\b\)?[.,]?\s*(?P<month>{_MONTH})\b\.?\s*(?P<day>\d{{1,2}})?(?!\d)",
        rf"\b(?P<month>{_MONTH})\b\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}\b",
        rf"\b(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?\s*(?:de\s+)?(?P<month>{_MONTH})\b\.?,?\s*(?:de\s+)?{_YEAR}\b",
        rf"\b(?P<month>{_MONTH})\b\.?,?\s*(?:de\s+)?{_YEAR}\b",
        rf"\b{_YEAR}[-/](?P<numeric>\d{{1,2}})(?:[-/](?P<day>\d{{1,2}}))?\b",
        rf"\b{_YEAR}\s*年(?:\s*(?P<numeric>\d{{1,2}})\s*月)?(?:\s*(?P<day>\d{{1,2}})\s*日)?",
        rf"\b(?P<day>\d{{1,2}})\.(?P<numeric>\d{{1,2}})\.{_YEAR}\b",
        rf"(?<!\d){_YEAR}(?!\d)",
    )
)
_NO_DATE = re.compile(
    r"\bn\.\s?d\b|\bs\.\s?[da]\b|\bо\.\s?J\b|\bo\.\s?J\b|\bno date\b|\bundated\b|б\.\s?г\.|无日期|無日期", re.IGNORECASE
)


def parse_date(text: str) -> str | None:
    """Read the first date of a string as EDTF (YYYY, YYYY-MM or YYYY-MM-DD), or "n.d.", or None.

    >>> parse_date("(2025, April 14)"), parse_date("15 Oct. 2024"), parse_date("1979."), parse_date("(n.d.).")
    ('2025-04-14', '2024-10-15', '1979', 'n.d.')
    """
    for form in _FORMS:
        if match := form.search(text):
            return _edtf(match)
    return NO_DATE if _NO_DATE.search(text) else None


def year_of(issued: str | None) -> str | None:
    """Give the year of an EDTF date, or what stands in its place."""
    return issued if issued is None or issued == NO_DATE else issued[:4]


def _edtf(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = _MONTHS.get((parts.get("month") or "").lower(), 0) or int(parts.get("numeric") or 0)
    day = int(parts.get("day") or 0)
    if not 1 <= month <= 12:
        return parts["year"]
    return f"{parts['year']}-{month:02}-{day:02}" if 1 <= day <= 31 else f"{parts['year']}-{month:02}"
