"""What an in-text citation in brackets looks like: author-date, note number, several at once."""

from __future__ import annotations

import re

YEAR = r"(?:1[5-9]|20)\d\d[a-z]?"
CITATION = re.compile(
    rf"\((?!(?:{YEAR})\)"
    rf"|[^()]*(?:%|\b(?:in|since|by|until|from|during|and|to)\s+{YEAR}\))"
    rf")(?:[^()]|\([^()]*\)){{0,300}}?(?:\b{YEAR}|\bn\.\s?d\.|\b[Ii]bid\.?|\bforthcoming|\bin press)"
    r"[*_]*(?:,?\s*(?:pp?\.|para\.?|ch\.|§)\s*[\w–-]+|:\s*\d+(?:[–-]\d+)?)?\)"
    r"|\[\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\]"
)
CITATIONS = re.compile(rf"(?:(?:{CITATION.pattern})[.,;]?\s*)+")
