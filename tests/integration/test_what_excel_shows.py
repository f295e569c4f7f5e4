"""Workbooks, folders and text files as people send them: every part is used, or named with its reason."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from data.importing.import_files import ImportOutcome, import_files, import_paths
from data.importing.incoming_files import IncomingFile
from models.database import Database
from models.errors import RefusedImportError
from models.tables import Activity, School, SchoolInYear
from tests.factories import ANA
from tests.integration.test_importing import AT, SCHOOLS, bring, count

ACTIVITY = ["school_id", "month", "activity_id", "involvement_type", "families_attended", "cost"]
ROW = ["007", "2025-09", "A-1", 6, 41, 5]
TEXT = "school_id,month,activity_id,involvement_type,families_attended,cost\n"


def book(sheets: dict[str, list[list[Any]]], change: Callable[[Any], None] | None = None) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def bring_book(database: Database, content: bytes, name: str = "november.xlsx") -> ImportOutcome:
    return import_files(database, [IncomingFile(name, content)], viewer=ANA, at=AT)


def refused(database: Database, *files: IncomingFile) -> list[str]:
    with pytest.raises(RefusedImportError) as told:
        import_files(database, files, viewer=ANA, at=AT)
    return [str(problem) for problem in told.value.problems if not problem.is_warning]


def warnings(outcome: ImportOutcome) -> list[str]:
    return [problem.what for problem in outcome.warnings if "report" not in problem.what]


def test_percent_cells_are_the_shares_the_csv_of_the_same_sheet_says(database: Database):
    header = ["school_id", "name", "school_year", "cluster", "level", "enrollment", "low_income_rate"]

    def show(made: Any) -> None:
        made["schools"]["A2"].number_format = "000"
        made["schools"]["G2"].number_format = "0%"

    rows = [header, [7, "Alder", "2025-26", "North", "elementary", 210, 0.62]]
    bring_book(database, book({"schools": rows}, show))
    with database.reading() as session:
        assert session.scalars(select(School.school_id)).all() == ["007"]
        assert session.scalars(select(SchoolInYear.low_income_rate)).all() == [0.62]
    text = ",".join(header) + "\n007,Alder,2025-26,North,elementary,210,62%\n"
    again = bring(database, schools=text)
    assert again.receipt is not None
    assert again.receipt.receipt_id is None


def test_a_formula_without_value_is_refused_by_cell_and_nothing_is_saved(database: Database):
    bring(database, schools=SCHOOLS)
    content = book({"activities": [ACTIVITY, ["007", "2025-09", "A-1", 6, "=40+1", 5]]})
    assert refused(database, IncomingFile("a.xlsx", content)) == [
        "a.xlsx, row 2, families_attended: Cell E2 holds a formula that was saved without its value. Open the workbook "
        "in Excel and save it again, or send the values in place of formulas."
    ]
    assert count(database, Activity) == 0


def test_a_formula_beside_the_columns_in_use_disturbs_nobody(database: Database):
    bring(database, schools=SCHOOLS)
    sheets = {"activities": [[*ACTIVITY, "sum"], [*ROW, "=E2*2"]], "my notes": [["a", "b"], ["=1/0", "x"]]}
    bring_book(database, book(sheets))
    assert count(database, Activity) == 1


def test_a_sheet_that_is_not_used_is_named_with_its_rows(database: Database):
    bring(database, schools=SCHOOLS)
    sheets = {"activities": [ACTIVITY, ROW], "Phone list": [["who", "phone"], ["Ana", "1"], ["Ben", "2"]]}
    sheets["About"] = [["Made by Ana"]]
    assert warnings(bring_book(database, book(sheets))) == [
        "It is none of our own templates and was left out; it has 2 rows."
    ]


@pytest.mark.parametrize("wrong", ["type", "involvment_type", "involvement type (1-6)"])
def test_a_sheet_with_one_wrong_header_is_refused_with_the_difference(database: Database, wrong: str):
    bring(database, schools=SCHOOLS)
    reports = [["school_id", "month", "submitted_date"], ["007", "2025-09", "2025-10-02"]]
    header = [wrong if name == "involvement_type" else name for name in ACTIVITY]
    content = book({"monthly_reports": reports, "Activity list": [header, ROW]})
    assert refused(database, IncomingFile("november.xlsx", content)) == [
        "november.xlsx, sheet Activity list: This is nearly activities, but its header differs: "
        f'"involvement_type" is missing, "{wrong}" stands there. It has 1 row. '
        "Name the columns as the template does, or take it out."
    ]


def test_hidden_rows_and_sheets_are_said_and_left_out(database: Database):
    bring(database, schools=SCHOOLS)

    def hide(made: Any) -> None:
        made["activities"].row_dimensions[3].hidden = True
        made["activities"].column_dimensions["F"].hidden = True
        made["old"].sheet_state = "hidden"

    other = ["012", "2025-09", "A-2", 6, 40, 5]
    outcome = bring_book(database, book({"activities": [ACTIVITY, ROW, other], "old": [ACTIVITY, other]}, hide))
    assert warnings(outcome) == [
        'The sheet "old" is hidden and was left out; it has 2 filled rows.',
        "Row 3 is hidden, by hand or by a filter, and left out.",
        "Column F is hidden; it was read all the same.",
    ]
    with database.reading() as session:
        assert session.scalars(select(Activity.school_id)).all() == ["007"]


def test_titles_above_the_header_of_a_sheet_are_said(database: Database):
    bring(database, schools=SCHOOLS)
    content = book({"Sheet1": [["Monthly activities"], ["November 2025"], [], ACTIVITY, ROW]})
    assert warnings(bring_book(database, content)) == [
        "Rows 1-2 stand above the header, which was found in row 4, and were taken for a title."
    ]
    assert count(database, Activity) == 1


@pytest.mark.parametrize("separator", ["|", ";", "\t", ","])
def test_titles_above_the_header_of_a_text_file_whatever_separates(database: Database, separator: str):
    bring(database, schools=SCHOOLS)
    text = "Monthly activities, November\n" + (TEXT + "007,2025-09,A-1,6,41,5\n").replace(",", separator)
    assert warnings(bring(database, activities=text)) == [
        "Row 1 stands above the header, which was found in row 2, and was taken for a title."
    ]
    assert count(database, Activity) == 1


def test_rows_that_end_early_are_filled_up_with_a_word(database: Database):
    bring(database, schools=SCHOOLS)
    outcome = bring(database, activities=TEXT + "007,2025-09,A-1,6,41\n012,2025-09,A-1,6\n012,2025-09,A-2,6,1,1\n")
    assert warnings(outcome)[0] == ("2 rows end before the header does (2-3); the cells left out were taken as blank.")
    assert count(database, Activity) == 3


def test_a_row_that_ends_before_what_it_needs_is_refused(database: Database):
    bring(database, schools=SCHOOLS)
    told = refused(database, IncomingFile("activities.csv", (TEXT + "007,2025-09\n").encode()))
    assert told[0] == (
        'activities.csv, row 2: The row has 2 cells where the header has 6. It ends before "involvement_type", which '
        "every row needs; give every row every column."
    )


@pytest.mark.parametrize("name", ["#", "", "No."])
def test_a_column_that_only_counts_the_rows_is_left_alone_with_a_word(database: Database, name: str):
    bring(database, schools=SCHOOLS)
    text = f"{name},{TEXT}1,007,2025-09,A-1,6,41,5\n2,012,2025-09,A-1,6,40,5\n"
    assert warnings(bring(database, activities=text)) == ["The first column only counts the rows and was left alone."]
    assert count(database, Activity) == 2


@pytest.mark.parametrize("ending", [".xls", ".xlsm", ".ods", ".numbers", ".pdf", ".docx", ".csv.bak"])
def test_the_right_name_with_a_wrong_ending_is_an_error(database: Database, tmp_path: Path, ending: str):
    (tmp_path / "schools.csv").write_text(SCHOOLS)
    (tmp_path / f"activities{ending}").write_bytes(b"x")
    with pytest.raises(RefusedImportError) as told:
        import_paths(database, [tmp_path], viewer=ANA, at=AT)
    assert str(told.value.problems[0]).startswith(
        f'activities{ending}: The file is called like one of the layout, but "{ending}" is no ending that is read'
    )
    assert count(database, School) == 0


def test_foreign_files_in_a_folder_stay_a_warning_with_their_rows(database: Database, tmp_path: Path):
    (tmp_path / "schools.csv").write_text(SCHOOLS)
    (tmp_path / "holiday.pdf").write_bytes(b"x")
    (tmp_path / "phones.csv").write_text("who,phone\nAna,1\n")
    (tmp_path / "~$schools.xlsx").write_bytes(b"x")
    outcome = import_paths(database, [tmp_path], viewer=ANA, at=AT)
    assert [(problem.file, problem.what) for problem in outcome.warnings] == [
        ("holiday.pdf", "The file is none of the layout's and was left alone."),
        ("~$schools.xlsx", "The file is none of the layout's and was left alone."),
        ("phones.csv", "The file is none of the layout's and was left alone; it has 1 row."),
    ]


@pytest.mark.parametrize("name", ["activites.csv", "activities (1).csv", "November.csv"])
def test_a_file_of_a_folder_with_our_columns_and_another_name_is_refused(database: Database, tmp_path: Path, name: str):
    (tmp_path / "schools.csv").write_text(SCHOOLS)
    (tmp_path / name).write_text(TEXT + "007,2025-09,A-1,6,41,5\n")
    with pytest.raises(RefusedImportError) as told:
        import_paths(database, [tmp_path], viewer=ANA, at=AT)
    assert [str(problem) for problem in told.value.problems] == [
        f"{name}: The columns are those of activities, but the name is not. It has 1 row. "
        "Name it activities, or take it out if it is not meant to count."
    ]


def test_a_web_page_called_a_workbook_is_said(database: Database):
    page = IncomingFile("activities.xls", b"<html><table><tr><td>school_id</td></tr></table></html>")
    assert refused(database, page)[0].startswith("activities.xls: The file is a web page, whatever its name says")


def test_two_files_of_one_name_are_told_apart(database: Database, tmp_path: Path):
    bring(database, schools=SCHOOLS)
    for folder in ("north", "south"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "activities.csv").write_text(TEXT + "007,2025-09,A-1,6,41,5\n")
    with pytest.raises(RefusedImportError) as told:
        import_paths(database, [tmp_path / "north", tmp_path / "south"], viewer=ANA, at=AT)
    assert "south/activities.csv, row 2" in str(told.value.problems[0])
    assert "row 2 of north/activities.csv" in str(told.value.problems[0])
    content = (TEXT + "007,2025-09,A-1,6,41,5\n").encode()
    same = [IncomingFile("activities.csv", content), IncomingFile("activities.csv", content)]
    assert "row 2 of activities.csv" in refused(database, *same)[0]


def test_one_file_named_twice_is_read_once(database: Database, tmp_path: Path):
    (tmp_path / "schools.csv").write_text(SCHOOLS)
    outcome = import_paths(database, [tmp_path, tmp_path / "schools.csv"], viewer=ANA, at=AT)
    assert warnings(outcome) == ["The file is named twice; it was read once."]


@pytest.mark.parametrize(
    ("cell", "quoted"), [("4\u200b1", "4<U+200B>1"), ("4\u00a01", "4<U+00A0>1"), ("4\u202e1", "4<U+202E>1")]
)
def test_invisible_signs_of_a_cell_are_shown_in_the_message(database: Database, cell: str, quoted: str):
    bring(database, schools=SCHOOLS)
    told = refused(database, IncomingFile("activities.csv", f"{TEXT}007,2025-09,A-1,6,{cell},5\n".encode()))
    assert told[0].startswith(f'activities.csv, row 2, families_attended: "{quoted}" ')


def test_at_most_ten_thousand_problems_of_a_file_are_kept(database: Database):
    bring(database, schools=SCHOOLS)
    rows = "".join(f"007,2025-09,A-{number},6,many,5\n" for number in range(12_000))
    told = refused(database, IncomingFile("activities.csv", (TEXT + rows).encode()))
    assert "activities.csv: 2,000 more cells can't be read. Mend the ones named first." in told
    assert len(told) == 10_001
