"""A file's bytes become a table of cells, or one sentence on why not."""

import pytest

from data.files.text_file import read_text_file

LINES = 'school_id,month,name\n007,2025-09,"Café, north"\n012,2025-10,NA\n'
ROWS = [["007", "2025-09", "Café, north"], ["012", "2025-10", "NA"]]


def rows(content: bytes) -> list[list[str]]:
    found = read_text_file("f.csv", content)
    assert [str(problem) for problem in found.problems if not problem.is_warning] == []
    return found.tables[0].rows


def refusal(content: bytes) -> str:
    found = read_text_file("f.csv", content)
    return " | ".join(str(problem) for problem in found.problems if not problem.is_warning)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_usual_encodings_say_the_same(encoding: str):
    assert rows(LINES.encode(encoding)) == ROWS


def test_windows_1252_is_taken_with_a_warning_to_look_at_accents():
    found = read_text_file("f.csv", LINES.encode("cp1252"))
    assert [problem.what for problem in found.problems] == ["The file is not UTF-8; it was read as Windows-1252."]
    assert found.problems[0].is_warning


@pytest.mark.parametrize("encoding", ["shift_jis", "koi8-r", "utf-32-le"])
def test_an_encoding_that_is_none_of_these_is_refused_with_a_reason(encoding: str):
    content = "school_id,name\n7,学校の名前です школа\n".encode(encoding, errors="ignore")
    assert "neither UTF-8, UTF-16 nor Windows-1252" in refusal(content) or "NUL" in refusal(content)


def test_utf_16_that_breaks_off_is_refused():
    assert "breaks off" in refusal(LINES.encode("utf-16")[:-1])


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_told_from_the_header(separator: str):
    assert rows(f"a{separator}b\n1{separator}2\n".encode()) == [["1", "2"]]


def test_a_list_with_semicolons_in_a_cell_is_no_separator():
    assert rows(b"a,b\n1,English;Spanish;Somali\n") == [["1", "English;Spanish;Somali"]]


def test_excels_line_naming_the_separator_is_followed_and_counted():
    found = read_text_file("f.csv", b"sep=;\r\na;b\r\n1;2\r\n")
    assert (found.tables[0].header, found.tables[0].numbers) == (["a", "b"], [3])


def test_remarks_before_the_header_are_skipped_and_counted():
    found = read_text_file("f.csv", b"# Filters: all\n# As of: 2025-09\na,b\n1,2\n")
    assert (found.tables[0].header, found.tables[0].numbers) == (["a", "b"], [4])


def test_a_row_has_the_number_a_spreadsheet_shows_after_a_quoted_line_break():
    found = read_text_file("f.csv", b'a,b\n1,"two\nlines"\n\n3,4\n')
    assert found.tables[0].numbers == [2, 4]
    assert found.tables[0].rows[0] == ["1", "two\nlines"]


def test_spaces_around_headers_and_cells_are_taken_off():
    found = read_text_file("f.csv", b" a , b  c \n 1 ,2 \n")
    assert (found.tables[0].header, found.tables[0].rows) == (["a", "b c"], [["1", "2"]])


def test_a_longer_line_is_refused_with_its_number_and_never_shifted():
    found = read_text_file("f.csv", b"school_id,month,n\nB,2026-09,1\nA,2026-09,5,9,9\nC,2026-09,2\n")
    assert [(problem.row, problem.what) for problem in found.problems] == [
        (3, "The row has 5 cells where the header has 3.")
    ]
    assert [row[0] for row in found.tables[0].rows] == ["B", "C"]


def test_blank_cells_beyond_the_header_are_nothing():
    assert rows(b"a,b\n1,2,, ,\n3,4\n") == [["1", "2"], ["3", "4"]]


def test_a_line_that_ends_early_is_filled_up_and_noted():
    table = read_text_file("f.csv", b"a,b,c\n1,2,3\n4,5\n6\n").tables[0]
    assert table.rows == [["1", "2", "3"], ["4", "5", ""], ["6", "", ""]]
    assert table.short == {3: 2, 4: 1}


def is_abc(cells: list[str]) -> bool:
    return {"a", "b", "c"} <= set(cells)


@pytest.mark.parametrize("title", ["Monthly activities,,\nNovember 2025,,\n", "Monthly activities\n\nNovember\n"])
def test_titles_above_the_header_are_left_out_with_a_word(title: str):
    table = read_text_file("f.csv", f"{title}a,b,c\n1,2,3\n".encode(), is_header=is_abc).tables[0]
    assert (table.header, table.rows) == (["a", "b", "c"], [["1", "2", "3"]])
    assert len(table.problems) == 1
    assert table.problems[0].is_warning
    assert table.problems[0].what.startswith("Rows 1")
    assert "taken for a title" in table.problems[0].what


def test_a_title_does_not_hide_the_separator():
    content = b"Activities, by school, November\na|b|c\n1|2,5|3\n"
    assert read_text_file("f.csv", content, is_header=is_abc).tables[0].rows == [["1", "2,5", "3"]]


def test_without_a_known_header_the_first_row_is_it():
    assert read_text_file("f.csv", b"x,y,z\n1,2,3\n", is_header=is_abc).tables[0].header == ["x", "y", "z"]


@pytest.mark.parametrize("first", ["#", '"#"', "# "])
def test_a_counting_column_called_by_a_cross_is_no_remark(first: str):
    assert read_text_file("f.csv", f"{first},a,b\n1,2,3\n".encode()).tables[0].header == ["#", "a", "b"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html><body><table><tr><td>school_id</td></tr></table></body></html>", "a web page"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html>\n<table></table>", "a web page"),
        (b'<table border="1"><tr><td>1</td></tr></table>', "a web page"),
        ("<html><table></table></html>".encode("utf-16"), "a web page"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "a web page"),
        (b'<?xml version="1.0"?><Workbook></Workbook>', "written as XML"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"{\\rtf1 ...}", "a text document"),
        (b"\x89PNG\r\n", "a picture"),
    ],
)
def test_what_holds_no_rows_is_said_for_what_it_is(content: bytes, words: str):
    assert words in refusal(content)


def test_a_doubled_ending_is_no_part_of_the_name():
    assert read_text_file("activities.csv.txt", b"a,b\n1,2\n").tables[0].stem == "activities"


def test_a_million_blank_rows_of_a_spreadsheet_are_dropped():
    assert rows(b"a,b\n1,2\n" + b",\n" * 1_000_000) == [["1", "2"]]


def test_ten_thousand_long_rows_are_told_and_the_rest_counted():
    found = read_text_file("f.csv", b"a,b\n" + b"1,2,3\n" * 30_000)
    assert len(found.problems) == 10_001
    assert found.problems[-1].what == "20,000 more rows have more cells than the header."


def test_names_that_look_like_nothing_stay_text():
    assert rows(b"a\nNA\nNone\nnull\nNaN\n007\n") == [["NA"], ["None"], ["null"], ["NaN"], ["007"]]


def test_a_nul_byte_is_refused_with_its_line():
    assert "Line 2 holds a NUL byte" in refusal(b"a,b\n1,\x002\n3,4\n" + b"5,6\n" * 100)


@pytest.mark.parametrize("content", [b"", b"  \n \n", b"\xef\xbb\xbf", b",,\n,,\n"])
def test_an_empty_file_is_a_sentence(content: bytes):
    assert "empty" in refusal(content) or "no header" in refusal(content)


def test_an_open_quote_is_a_sentence_with_its_row():
    assert refusal(b'a,b\n1,2\n3,"4\n5,6\n').startswith("f.csv, row 3: A double quote is opened here")


def test_a_stray_quote_is_a_sentence_with_its_row():
    assert refusal(b'a,b\n1,2\n3,"4"x\n').startswith("f.csv, row 3: A double quote stands where none can stand.")


def test_a_cell_without_end_is_a_sentence():
    assert "far too long" in refusal(b"a,b\n1," + b"x" * 200_000 + b"\n")


def test_an_old_workbook_is_a_sentence():
    assert "old Excel workbook" in refusal(b"\xd0\xcf\x11\xe0" + b"\x00" * 100)


def test_a_file_past_the_limit_is_a_sentence():
    assert "larger than 1 MB" in str(read_text_file("f.csv", b"a" * 1_100_000, largest=1024 * 1024).problems[0])


def test_a_name_is_only_shown_whatever_it_says():
    found = read_text_file("../../etc/passwd", b"a,b\n1,2\n")
    assert (found.tables[0].file, found.tables[0].stem) == ("../../etc/passwd", "passwd")
