"""What a mapping can say of a column: parts of a text, months of days, lists in one cell or several, shares."""

from datetime import date
from pathlib import Path

import pytest

from data.importing.mapping import layout_named, read_mapping
from models.errors import PartnershipError, RefusedImportError
from models.vocabulary import Barrier
from tests.unit.importing.mapped import FORM, completed, csv, form, names, reports_file, schools_file


def refusal(columns: str, cells: str) -> tuple[str | None, str | None, str]:
    with pytest.raises(RefusedImportError) as refused:
        form(columns, cells)
    problem = refused.value.problems[0]
    return problem.column, problem.value, problem.what


def fault(text: str, tmp_path: Path) -> str:
    path = tmp_path / "bad.toml"
    path.write_text(text)
    with pytest.raises(PartnershipError) as refused:
        layout_named(path)
    return str(refused.value)


def test_the_first_characters_of_an_id_are_a_cluster():
    mapping = schools_file() + (
        '[[file.rows]]\ntable = "school_years"\ncolumns.school_id = "No."\n'
        'columns.school_year = { value = "2010-11" }\ncolumns.cluster = { column = "No.", characters = [1, 2] }\n'
        'columns.level = { value = "high" }'
    )
    rows = completed(mapping, csv("No.,School\n01M015,Alder\n32K562,Birch\n"))
    assert [row["cluster"] for row in rows.school_years] == ["01", "32"]


@pytest.mark.parametrize(
    ("part", "cell", "read"),
    [
        ("characters = [-3, -1]", "School 001", "001"),
        ("characters = [-3, -2]", "School 001", "00"),
        ('before = " -"', "001 - Alder", "001"),
        ('before = " -"', "001", "001"),
        ('after = "#"', "Alder #001", "001"),
        ('after = "(", before = ")"', "Alder (001) K-8", "001"),
        ("digits = 3", "1", "001"),
        ("digits = 3", "1001", "1001"),
        ('after = "No. ", digits = 3', "No. 2", "002"),
        ('digits = 3, codes = { 001 = "X1" }', "1", "X1"),
    ],
)
def test_a_part_of_a_text_is_read(part: str, cell: str, read: str):
    assert names(completed(schools_file().replace('"School"', f'{{ column = "School", {part} }}'), csv(f"No.,School\n7,{cell}\n"))) == [read]  # fmt: skip  # noqa: E501


def test_a_cell_too_short_for_its_part_is_refused_and_a_mark_that_is_missing_too():
    cut, after = 'columns.notes = { column = "Answer", characters = [1, 4] }', 'columns.notes = { column = "Answer", after = "#" }'  # fmt: skip  # noqa: E501
    short = "is shorter than 4 characters, of which the mapping takes a part."
    assert refusal(cut, "001,2025-11,ab") == ("Answer", "ab", short)
    assert refusal(after, "001,2025-11,ab") == ("Answer", "ab", 'has no "#", after which the mapping reads.')


@pytest.mark.parametrize(("which", "month"), [("same", date(2025, 12, 1)), ("before", date(2025, 11, 1))])
def test_a_month_comes_out_of_a_time_stamp(which: str, month: date):
    columns = (
        'columns.school_id = "School"',
        f'columns.month = {{ column = "Timestamp", month_of_day = "{which}", date_order = "mdy" }}',
    )
    rows = completed(reports_file(*columns), csv("Timestamp,School\n12/3/2025,001\n", "form.csv"))
    assert [row["month"] for row in rows.reports] == [month]


def test_the_month_before_january_is_december():
    columns = ('columns.school_id = "School"', 'columns.month = { column = "Day", month_of_day = "before" }')
    rows = completed(reports_file(*columns), csv("Day,School\n2025-01-31,001\n", "form.csv"))
    assert [row["month"] for row in rows.reports] == [date(2024, 12, 1)]


def test_the_order_of_day_and_month_is_kept_with_its_column():
    layout = read_mapping("small", reports_file(*FORM, 'columns.due_date = { column = "Due", date_order = "dmy" }'))
    assert [column.date_order for column in layout.files[0].rows[0].columns] == ["", "", "dmy"]


BARRIERS = 'columns.barriers = { column = "Answer", separator = ","'


def test_several_answers_in_one_cell_are_each_checked():
    rows = form(BARRIERS + " }", '001,2025-11,"Transport, Child care, Transport"\n002,2025-11,')
    assert [row["barriers"] for row in rows.reports] == [[Barrier.TRANSPORT, Barrier.CHILD_CARE], None]


def test_one_unknown_answer_of_several_is_refused():
    told = refusal(BARRIERS + " }", '001,2025-11,"Transport, Banana"')
    assert told == ("Answer", "Transport, Banana", '("Banana") is not on the list.')


def test_codes_and_unknown_words_hold_for_each_answer():
    keys = ', codes = { "The bus" = "transport" }, unknown = ["Other"], without = ["Nothing"] }'
    rows = form(BARRIERS + keys, '001,2025-11,"the bus, Other, Nothing, Language"')
    assert rows.reports[0]["barriers"] == [Barrier.TRANSPORT, Barrier.LANGUAGE]


def test_only_codes_refuses_even_our_own_word_among_several():
    keys = ', codes = { Bus = "transport" }, only_codes = true }'
    assert refusal(BARRIERS + keys, '001,2025-11,"Bus, language"')[2] == '("language") is not on the list.'


def test_an_answer_that_holds_the_separator_is_one_answer():
    keys = ', codes = { "Work, or shifts" = "work_hours", Work = "work_hours" } }'
    rows = form(BARRIERS + keys, '001,2025-11,"Transport, Work, or shifts, Language"')
    assert rows.reports[0]["barriers"] == [Barrier.TRANSPORT, Barrier.WORK_HOURS, Barrier.LANGUAGE]


def test_a_list_spread_over_several_columns_is_one_list():
    keys = 'columns.barriers = { columns = ["Got in the way: bus", "Got in the way: care"] }'
    header = "School,Month,Got in the way: bus,Got in the way: care"
    rows = form(keys, "001,2025-11,Transport,\n002,2025-11,Transport,Child care", header)
    assert [row["barriers"] for row in rows.reports] == [
        [Barrier.TRANSPORT],
        [Barrier.TRANSPORT, Barrier.CHILD_CARE],
    ]


def test_types_of_involvement_in_one_cell_are_checked_as_types():
    mapping = (
        '[[file]]\nname = "list"\n[[file.rows]]\ntable = "activities"\ncolumns.school_id = "S"\ncolumns.month = "M"\n'
        'columns.activity_id = "A"\ncolumns.involvement_type = { value = 1 }\n'
        'columns.other_types = { column = "T", separator = "/" }'
    )
    assert completed(mapping, csv("S,M,A,T\n001,2025-11,A1,2/6\n")).activities[0]["other_types"] == "2;6"
    with pytest.raises(RefusedImportError, match="1 problem"):
        completed(mapping, csv("S,M,A,T\n001,2025-11,A1,2/7\n"))


def test_a_surveys_numerator_and_denominator_are_kept_beside_the_share():
    mapping = schools_file() + (
        '[[file.rows]]\ntable = "surveys"\nneeds_one_of = ["value"]\ncolumns.school_id = "No."\n'
        'columns.school_year = { value = "2010-11" }\ncolumns.measure = { value = "parent_response_rate" }\n'
        'columns.value = { numerator = "N_p", denominator = "nr_p" }\ncolumns.scale_id = { value = "0-1" }'
    )
    rows = completed(mapping, csv('No.,School,N_p,nr_p\n7,Alder,90,150\n8,Birch,0,0\n9,Cedar,,"1,250"\n'))
    assert [(row["school_id"], row["measure"], row["value"], row["scale_id"]) for row in rows.surveys] == [
        ("7", "parent_response_rate", 0.6, "0-1"),
        ("7", "parent_response_rate_numerator", 90, "count"),
        ("8", "parent_response_rate_numerator", 0, "count"),
        ("7", "parent_response_rate_denominator", 150, "count"),
        ("8", "parent_response_rate_denominator", 0, "count"),
        ("9", "parent_response_rate_denominator", 1250, "count"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (schools_file("header_row = 2", "skip_rows = 1"), "take one of them out"),
        (schools_file("header_row = true"), "a whole number"),
        (schools_file("header_row = -1"), "up to 1,000"),
        (schools_file("header_rows = 0"), "1 to 5 rows"),
        (schools_file('delimiter = "||"'), "one sign"),
        (schools_file('leave_out = { column = "School" }'), "needs values"),
        (schools_file('leave_out = { values = ["x"] }'), '"column" is missing'),
        (schools_file('leave_out = { column = "School", starting_with = [""] }'), "a beginning"),
        (schools_file('leave_out = { column = "School", value = ["x"] }'), "is not known"),
        (schools_file("leave_out = 3"), "must be a table"),
        (reports_file(*FORM, 'columns.due_date = { column = "D", date_order = "ymd" }'), '"dmy" or "mdy"'),
        (reports_file(*FORM, 'columns.notes = { column = "D", date_order = "dmy" }'), "holds no dates"),
        (reports_file(*FORM, 'columns.notes = { column = "D", month_of_day = "same" }'), "holds no month"),
        (reports_file(*FORM, 'columns.due_date = { column = "D", separator = "," }'), "holds one value"),
        (reports_file(*FORM, 'columns.notes = { column = "D", characters = [2, 1] }'), "two numbers"),
        (reports_file(*FORM, 'columns.notes = { column = "D", characters = [-2, 1] }'), "two numbers"),
        (reports_file(*FORM, 'columns.notes = { column = "D", digits = 99 }'), "1 to 20"),
        (reports_file(*FORM, 'columns.notes = { column = "D", columns = ["E"] }'), "take one of them out"),
        (reports_file(*FORM, 'columns.notes = { numerator = "D" }'), "needs both"),
        (reports_file(*FORM, 'columns.notes = { numerator = "D", denominator = "E" }'), "holds no share"),
        (reports_file(*FORM, 'columns.notes = { column = "D", bounded = "percent" }'), "only the value of surveys"),
        (reports_file(*FORM, BARRIERS + ', codes = { Bus = "omnibus" } }'), "which is no barriers"),
    ],
)
def test_a_power_that_cant_be_used_so_is_a_sentence(text: str, said: str, tmp_path: Path):
    assert said in fault(text, tmp_path)
