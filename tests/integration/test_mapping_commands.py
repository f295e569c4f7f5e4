"""`partnership mapping check` and `new`: a mapping tried on files, and begun from their headers, without a database."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner, Result

from data.__main__ import app
from data.importing.mapping import layout_named, shipped_mappings
from models.database import URL_VARIABLE

MAPPING = """
title = "the yearly list"
[[file]]
name = "list"
leaves_others = true
leave_out = { column = "School", values = ["Total"] }
[[file.rows]]
table = "schools"
columns.school_id = { column = "No.", digits = 3 }
columns.name = "School"
[[file.rows]]
table = "surveys"
needs_one_of = ["value", "low"]
columns.school_id = { column = "No.", digits = 3 }
columns.school_year = { value = "2018-19" }
columns.measure = { value = "parent_response_rate" }
columns.value = { column = "Rate", bounded = "percent", unknown = ["NDA"] }
"""
LIST = "No.,School,Rate,Phone\n7,Alder,43%,1\n8,Birch,NDA,2\n9,Cedar,> 75%,3\n,Total,50%,\n"


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{tmp_path / 'none.sqlite'}")
    monkeypatch.chdir(tmp_path)

    def run(*words: str | Path, **files: str) -> Result:
        for name, text in files.items():
            Path(name.replace("__", ".")).write_text(text, encoding="utf-8")
        return CliRunner().invoke(app, ["mapping", *map(str, words)])

    return run


def test_a_mapping_is_said_in_plain_sentences(told):
    outcome = told("check", "my.toml", my__toml=MAPPING)
    assert (outcome.exit_code, outcome.stderr) == (0, "")
    assert outcome.stdout == (
        "the yearly list:\n"
        'A file "list", or one with the columns "No.", "School".\n'
        '  Rows are left out where "School" is "Total".\n'
        "  Each row becomes one of schools:\n"
        '    school_id <- "No.", filled with zeros to 3 digits\n'
        '    name <- "School"\n'
        "  Each row becomes one of surveys, if value or low is there:\n"
        '    school_id <- "No.", filled with zeros to 3 digits\n'
        "    school_year <- always 2018-19\n"
        "    measure <- always parent_response_rate\n"
        '    value <- "Rate", a bound such as < 30 is kept, "NDA" unknown\n'
        "  Every other column is left alone.\n"
        "\nThe mapping can be used. Name files after it to see what it reads of them.\n"
    )


def test_of_files_it_says_what_is_read_and_what_is_left_out_and_how_many_rows(told):
    outcome = told("check", "my.toml", "list.csv", my__toml=MAPPING, list__csv=LIST)
    assert outcome.exit_code == 0
    said = outcome.stdout.partition("Every other column is left alone.\n\n")[2]
    assert said == (
        'list.csv is the file "list": 4 rows under the header.\n'
        "  1 row left out by leave_out.\n"
        "  schools: 3 rows.\n"
        "    row 2: school_id 007, name Alder\n"
        "  surveys: 2 rows; 1 row left out, where value and low is unknown.\n"
        "    row 2: school_id 007, school_year 2018-19, measure parent_response_rate, value 0.43\n"
        '  Left alone: "Phone".\n'
        "\nNothing stands against it. Next: partnership import DATA --mapping FILE --preview\n"
    )
    assert outcome.stderr.startswith("Warning: list.csv, School: 1 row was left out, as the mapping says")


def test_every_problem_of_the_files_is_told_and_ends_with_1(told):
    wrong = LIST.replace("43%", "lots").replace("> 75%", "many")
    outcome = told("check", "my.toml", "list.csv", my__toml=MAPPING, list__csv=wrong)
    assert outcome.exit_code == 1
    assert [line.partition(":")[0] for line in outcome.stderr.splitlines()] == [
        *("list.csv, row 2, Rate", "list.csv, row 4, Rate", "Warning"),
        "2 problems to mend before these files can be imported.",
    ]


def test_a_file_that_is_none_of_the_mappings_is_named(told):
    outcome = told("check", "my.toml", "other.csv", my__toml=MAPPING, other__csv="a,b\n1,2\n3,4\n")
    assert outcome.exit_code == 1
    assert "other.csv: none of these files; its 2 rows would not be read.\n" in outcome.stdout
    assert "other.csv: The file is none of the yearly list (list); its columns are a, b" in outcome.stderr


def test_a_missing_column_is_said_before_anything_is_read(told):
    outcome = told("check", "my.toml", "list.csv", my__toml=MAPPING, list__csv="No.,Name,Rate\n7,Alder,5\n")
    assert outcome.exit_code == 1
    assert "  Nothing can be read before 1 problem of the header is mended.\n" in outcome.stdout
    assert "list.csv, School: The column is missing." in outcome.stderr


def test_a_mapping_with_a_fault_ends_with_1(told):
    outcome = told("check", "my.toml", my__toml=MAPPING.replace("columns.name", "columns.nmae"))
    assert (outcome.exit_code, "there is no such column" in outcome.stderr) == (1, True)
    assert told("check", "none.toml").exit_code == 1


def test_every_shipped_mapping_can_be_said(told):
    for name in shipped_mappings():
        assert told("check", name).exit_code == 0


FORM = (
    "Timestamp,School number,Which month?,Did the team meet?,What got in the way?,Shoe size\n"
    '12/3/2025 14:05:33,001,2025-11,Yes,"Transport, Child care",44\n'
    "12/4/2025 9:00:00,002,2025-11,Not sure,,45\n"
)


def test_a_draft_takes_their_columns_for_ours_by_name_and_cells_and_the_rest_stays_a_remark(told):
    outcome = told("new", "form.csv", form__csv=FORM)
    assert outcome.exit_code == 0
    assert outcome.stdout.partition("[[file]]\n")[2] == (
        'name = "form"\n'
        'known_by = ["School number", "Which month?", "Timestamp", "Did the team meet?"]\n'
        "leaves_others = true  # columns that are not named here are left alone\n"
        "\n[[file.rows]]\n"
        'table = "reports"\n'
        'columns.school_id = "School number"  # guess\n'
        'columns.month = "Which month?"  # guess\n'
        'columns.submitted_date = "Timestamp"  # guess\n'
        'columns.team_met = { column = "Did the team meet?", unknown = ["Not sure"] }  # guess\n'
        'columns.barriers = { column = "What got in the way?", separator = "," }  # guess\n'
        "\n# Columns that nothing was chosen for, with a cell of each:\n"
        '# columns.? = "Shoe size"  # as "44"\n'
    )


def test_a_draft_is_a_mapping_that_reads_its_files(told):
    assert told("new", "form.csv", "--out", "draft.toml", form__csv=FORM).exit_code == 0
    outcome = told("check", "draft.toml", "form.csv")
    assert outcome.exit_code == 0
    assert "  reports: 2 rows.\n" in outcome.stdout


def test_what_a_draft_leaves_to_do_is_said_by_check(told):
    told("new", "list.csv", "--out", "draft.toml", list__csv="ID,Name,Level,Students,Low income\n1,Alder,ES,370,185\n")
    draft = Path("draft.toml").read_text(encoding="utf-8")
    assert 'columns.level = { column = "Level", codes = { "ES" = "?" } }  # guess' in draft
    assert 'columns.low_income_rate = { column = "Low income", share_of = "Students" }  # guess' in draft
    assert '# columns.school_year = "?"  # needed: school year;' in draft
    assert 'reads "es" as "?", which is no level' in told("check", "draft.toml").stderr
    Path("draft.toml").write_text(draft.replace('"ES" = "?"', 'ES = "elementary"'), encoding="utf-8")
    assert "says nothing of school_year" in told("check", "draft.toml").stderr


def test_a_draft_finds_the_header_under_a_title(told):
    titled = "Lake County,,\nas of November,,\n" + "School ID,School name,Phone\n001,Alder,1\n"
    assert "skip_rows = 2  # guess\n" in told("new", "list.csv", list__csv=titled).stdout
    told("new", "list.csv", "--out", "draft.toml")
    assert layout_named("draft.toml").files[0].shape.skip_rows == 2


def test_a_draft_leaves_totals_out_and_takes_the_month_out_of_the_day(told):
    rows = "7,11/19/2025,Supper,6 - Community,41\n8,11/20/2025,Fair,3 - Volunteering,33\nTotal,,,,74\n"
    text = "School ID,Date,Title,Type,Families\n" + rows
    said = told("new", "events.csv", events__csv=text).stdout
    assert 'leave_out = { column = "School ID", values = ["Total"] }  # guess' in said
    assert 'columns.month = { column = "Date", month_of_day = "same" }  # guess' in said
    assert 'columns.involvement_type = { column = "Type", before = " " }  # guess' in said
    assert '# columns.activity_id = "?"  # needed: text;' in said


def test_a_draft_of_a_workbook_has_a_file_for_each_sheet(told):
    book, stream = Workbook(), io.BytesIO()
    book.worksheets[0].title = "Schools"
    book.worksheets[0].append(["School ID", "School name"])
    book.worksheets[0].append(["001", "Alder"])
    events = book.create_sheet("Events")
    events.append(["School ID", "Month", "Event ID", "Families who came"])
    events.append(["001", "2025-11", "A1", "12"])
    book.create_sheet("Notes").append(["Ask Pat"])
    book.save(stream)
    Path("both.xlsx").write_bytes(stream.getvalue())
    said = told("new", "both.xlsx").stdout
    assert 'name = "schools"\nsheet = "Schools"\n' in said
    assert 'name = "events"\nsheet = "Events"\n' in said
    assert 'columns.families_attended = "Families who came"  # guess' in said
    assert "# both.xlsx, sheet Notes was left alone: it has no rows of several columns.\n" in said


def test_names_with_quotes_and_line_breaks_are_written_so_that_they_can_be_read(told):
    told("new", "odd.csv", "--out", "odd.toml", odd__csv='"School\nID","The ""name""\\x",School name\n1,2,Alder\n')
    assert layout_named("odd.toml").files[0].sources == ["School ID", "School name"]


def test_a_draft_writes_over_nothing_and_says_what_it_cant_read(told):
    Path("kept.toml").write_text("kept", encoding="utf-8")
    assert "kept.toml is there already." in told("new", "form.csv", "--out", "kept.toml", form__csv=FORM).stderr
    assert Path("kept.toml").read_text(encoding="utf-8") == "kept"
    assert "none/x.toml can't be written" in told("new", "form.csv", "--out", "none/x.toml").stderr
    assert "The file is empty." in told("new", "empty.csv", empty__csv="").stderr
    assert told("new", "absent.csv").exit_code == 1
