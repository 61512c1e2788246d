"""Quotations are found whatever quotes a style uses, and an apostrophe is none."""

from __future__ import annotations

import pytest

from ingest.references.quotations import quotations
from ingest.references.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('Li, B. "Ports of Asia." Brill, 2020.', ['"Ports of Asia."']),
        ("Li, B. “Ports of “Old” Asia.” Brill.", ["“Ports of “Old” Asia.”"]),
        ("B. Li, ``Ports of Asia,'' in Proc. of Ports.", ["``Ports of Asia,''"]),
        ("Li, Bo, ‘Workers’ Rights in Asia’, in Ann Roe (ed.), Asia", ["‘Workers’ Rights in Asia’"]),
        ("Li, Bo, ‘The Miners’ Day’.", ["‘The Miners’ Day’"]),
        ("Li, B. « Les ports d’Asie », Ports, 2020.", ["« Les ports d’Asie »"]),
        ('Li B.: Porty Azji. „Gazeta Bankowa" 1997, nr 29.', ['„Gazeta Bankowa"']),
        ("李白 《亚洲港口》 北京", ["《亚洲港口》"]),
        ("Li, B. Asia's ports in the '60s. Brill.", []),
        ("Li, B. Minsky`s frames. Brill.", []),
    ],
)
def test_a_quotation_is_found(text: str, quoted: list[str]) -> None:
    tokens = tokenise(text)
    found = [text[tokens[start].start : tokens[end - 1].end] for start, end in quotations(tokens)]
    assert found == quoted
