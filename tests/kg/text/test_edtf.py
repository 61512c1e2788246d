"""EDTF expressions: valid or not, from which day to which, and what certainly comes first."""

from __future__ import annotations

from datetime import date

import pytest

from kg.text.edtf import before, bounds, is_edtf


@pytest.mark.parametrize(
    "value", ["2010", "2022-10", "XXXX-04", "XXXX-04/..", "../2023", "2023-35", "199X", "2010~", "2020/2023", "1984?"]
)
def test_valid_expressions(value: str) -> None:
    assert is_edtf(value)


@pytest.mark.parametrize("value", ["", "..", "../..", "hello", "2024-13", "2024-02-30", "2023/2020", "2011/2012/.."])
def test_invalid_expressions(value: str) -> None:
    assert not is_edtf(value)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2010", date(2010, 1, 1), date(2010, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-35", date(2023, 7, 1), date(2023, 9, 30)),
        ("2020/2023", date(2020, 1, 1), date(2023, 12, 31)),
        ("199X", date(1990, 1, 1), date(1999, 12, 31)),
        ("2020/..", date(2020, 1, 1), None),
        ("../2023", None, date(2023, 12, 31)),
        ("XXXX-04", None, None),
        ("XXXX-04/..", None, None),
        ("nonsense", None, None),
        ("2010~", date(2009, 1, 1), date(2011, 12, 31)),
    ],
)
def test_earliest_and_latest_day(value: str, first: date | None, last: date | None) -> None:
    assert bounds(value) == (first, last)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2010", "2022-10", True),
        ("2023", "2022-10", False),
        ("2022", "2022-10", None),
        ("XXXX-04", "2022", None),
        ("XXXX-04", "XXXX-06", None),
        ("2020/2023", "2024", True),
        ("2022-10-07", "2022-10-07", False),
    ],
)
def test_order_is_certain_or_unknown(a: str, b: str, expected: bool | None) -> None:
    assert before(a, b) is expected
