"""A number reads as Excel shows it where its format makes another text of it; otherwise as it is stored."""

import pytest

from data.files.number_formats import Shown, as_shown


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("0.62", "0%", "62%"),
        ("0.62", "0.0%", "62%"),
        ("0.625", "0.0%", "62.5%"),
        ("0.285", "0.00%", "28.5%"),
        ("0", "0%", "0%"),
        ("1", "0%", "100%"),
        ("-0.05", "0%", "-5%"),
        ("0.28999999999999998", "0%", "29%"),
        ("0.62", '[Blue]0%;[Red]-0%;"none"', "62%"),
        ("0", '0%;-0%;"–"', "0%"),
        ("0.62", '0"%"', "0.62"),
        ("1", "000", "001"),
        ("12", "0000", "0012"),
        ("12345", "000", "12345"),
        ("1", '"S-"000', "S-001"),
        ("5550101", "000-0000", "555-0101"),
        ("15550101", "000-0000", "1555-0101"),
        ("1.5", "000", "1.5"),
        ("48", "0", "48"),
        ("48.25", "0.00", "48.25"),
        ("1250", "#,##0", "1250"),
        ("170993000001", "0.00E+00", "170993000001"),
        ("48", '0 "families"', "48"),
        ("2025-11-12", "mmm-yy", "2025-11"),
        ("2025-11-01", "mmm-yy", "2025-11-01"),
        ("2025-11-12", "dddd, d mmmm yyyy", "2025-11-12"),
        ("2025-11-12 18:30:00", "yyyy-mm-dd hh:mm", "2025-11-12 18:30:00"),
        ("open", "0%", "open"),
        ("1e300", "0%", "1e300"),
    ],
)
def test_a_cell_reads_as_excel_shows_it(stored: str, code: str, shown: str):
    assert as_shown(stored, code) == Shown(shown)


@pytest.mark.parametrize(("stored", "code", "shown"), [("0.625", "0%", "63%"), ("0.4285714", "0.0%", "42.9%")])
def test_a_percentage_with_more_digits_than_shown_says_so(stored: str, code: str, shown: str):
    assert as_shown(stored, code) == Shown(shown, is_rounded=True)
