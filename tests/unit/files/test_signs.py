"""Signs nobody sees, and the ones programs put around a cell, make no other cell of it."""

import pytest

from data.files.cells import Unreadable
from data.files.signs import are_plain, cleaned, identifier, is_identifier, name_of, number_of


@pytest.mark.parametrize(
    "cell",
    [
        "001", "\u00a0001\u00a0", "001\u200b", "\ufeff001", "\u2060001\u00ad", "\u202f001", "\u200e001\u200f", '="001"',
        '=" 001"', "'001", '"001"', "\u201c001\u201d", "'001'", "0\u200b01", "=001", " 001\u3000", "\u2018001\u2019",
        "\u2019001",
    ],
)  # fmt: skip
def test_a_number_is_read_without_the_signs_around_it(cell: str):
    assert number_of(cell) == "001"


@pytest.mark.parametrize("cell", ["A-1", "A 1", "1/2", "S#1", "O'1", "'", '""'])
def test_a_number_with_signs_of_its_own_keeps_them(cell: str):
    assert number_of(cell) == cell


@pytest.mark.parametrize(
    "cell",
    ["Pe\u00f1a Hills", "Pen\u0303a Hills", "Pe\u00f1a\u00a0Hills", " Pe\u00f1a  Hills", "Pe\u00ad\u00f1a Hills\u200b"],
)
def test_a_name_has_one_form(cell: str):
    assert name_of(cell) == "Pe\u00f1a Hills"


def test_joiners_of_other_scripts_stay_within_a_name():
    assert name_of("\u06a9\u062a\u0627\u0628\u200c\u0647\u0627") == "\u06a9\u062a\u0627\u0628\u200c\u0647\u0627"


@pytest.mark.parametrize("cell", ["'s-Hertogenbosch", "'90s night", '"Open house"', "a  b", '="a"b"', "=SUM(A1)"])
def test_a_text_keeps_what_may_be_meant(cell: str):
    assert cleaned(cell) == cell


@pytest.mark.parametrize(("cell", "text"), [('="2025-11"', "2025-11"), ("'12", "12"), ("\u00a041\u00a0", "41")])
def test_dates_and_figures_are_freed_of_the_signs_too(cell: str, text: str):
    assert cleaned(cell) == text


def test_a_long_run_of_blanks_takes_no_time():
    cell = "a" + "\u00a0" * 1_000_000 + "b"
    assert cleaned(cell) == cell


@pytest.mark.parametrize("cell", ["1.70993E+11", "1.7E+11", "1,70993E+11", "2E+05", "1.7e+11", "1.5E-3", "1.7E11"])
def test_a_number_that_excel_shortened_is_refused_with_the_cause_and_the_cure(cell: str):
    read = identifier(cell)
    assert isinstance(read, Unreadable)
    assert "Excel" in read.what
    assert "Text" in read.remedy


@pytest.mark.parametrize("cell", ["01M015", "12E345", "E-1", "1E5", "A+1", "170993000000", "1.2"])
def test_a_number_with_an_e_of_its_own_is_kept(cell: str):
    assert identifier(cell) == cell


def test_a_scale_is_no_number_of_a_thing():
    assert [target for target in ("school_id", "corrects", "scale_id", "title") if is_identifier(target)] == [
        "school_id",
        "corrects",
    ]


@pytest.mark.parametrize(
    "cell", ["\u00a01", "'1", '="1"', "a  b", "a\tb", "a\nb", "Pen\u0303a", "\u201c1\u201d", "0\u200b1"]
)
def test_a_column_with_one_odd_cell_is_looked_through(cell: str):
    assert are_plain(["001", "A-1", "Alder Creek", ""])
    assert not are_plain(["001", cell])
