"""Small files as people really send them: each gives what is right, or is refused in words that lead there."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from data.importing.import_files import import_paths
from models.database import Database
from models.errors import RefusedImportError
from models.recording.report_rules import NOTHING, Allowed
from models.settings import ROOT
from tests.factories import ANA, make_district

CASES = ROOT.parent / "shared" / "import_cases"
AT = datetime(2025, 12, 12, 12, tzinfo=UTC)
Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Case:
    """What a file of the folder is imported with, what must then be stored, or part of what is said."""

    name: str
    says: tuple[str, ...] = ()
    """Parts of the sentences told, each in one of them."""
    is_refused: bool = False
    stored: dict[str, Rows] = field(default_factory=dict)
    """Rows by the statement that asks for them."""
    before: tuple[str, ...] = ()
    """Files of the folder that are imported first."""
    mapping: str | None = None
    new_schools: bool = False
    allowed: Allowed = NOTHING
    beside_base: bool = True
    """False: into an empty district; two files number their schools 1, 2 ... and are refused beside 001 Alder Creek."""

    def __str__(self) -> str:
        return self.name


IN_YEAR = (
    "SELECT cluster, enrollment, low_income_rate, english_learner_rate FROM school_in_year WHERE school_id = '001'"
)
SCHOOLS = "SELECT count(*) FROM school"
DAYS = "SELECT DISTINCT CAST(activity_date AS TEXT) FROM activity WHERE month = '2025-11-01'"
SEPTEMBER = (
    "SELECT activity_id FROM activity JOIN monthly_report USING (district_id, school_id, month, revision) "
    "WHERE school_id = '003' AND month = '2025-09-01' ORDER BY 1"
)
PER_MONTH = (
    "SELECT CAST(month AS TEXT), count(*) FROM activity "
    "JOIN monthly_report USING (district_id, school_id, month, revision) GROUP BY month ORDER BY month"
)
NOVEMBER = (
    "SELECT notes FROM report_revision JOIN monthly_report USING (district_id, school_id, month, revision) "
    "WHERE month = '2025-11-01'"
)
SURVEYS = "SELECT school_id, value, low, high, words FROM survey_result ORDER BY length(school_id), school_id"
CLUSTERS_OF = (
    "SELECT login, cluster, CAST(from_date AS TEXT) FROM coordinator_cluster "
    "JOIN person USING (district_id, person_id) ORDER BY login, cluster"
)
ALDER = "SELECT CAST(month AS TEXT), cluster FROM school_month WHERE school_id = '001' ORDER BY month"
KEPT = [("North", 370, 0.5, 0.12)]
ALL = (
    Case("01a_zeros_lost_schools.csv", ("1 for 001",), stored={SCHOOLS: [(6,)], IN_YEAR: [("North", 372, 0.5, 0.12)]}),
    Case("01c_equals_quoted_schools.csv", stored={SCHOOLS: [(6,)], IN_YEAR: [("North", 372, 0.5, 0.12)]}),
    Case("01d_scientific_schools.csv", ("what Excel makes of a long number",), is_refused=True),
    Case("02_one_late_activity_activities.csv", stored={SEPTEMBER: [("A-1",), ("A-2",), ("A-3",), ("A-9",)]}),
    Case(
        "03_this_month",
        stored={PER_MONTH: [("2025-08-01", 12), ("2025-09-01", 12), ("2025-10-01", 12), ("2025-11-01", 6)]},
    ),
    Case(
        "04b_corrected_monthly_reports.csv", before=("04a_day_first_monthly_reports.csv",),
        stored={"SELECT CAST(due_date AS TEXT) FROM reporting_month WHERE month = '2025-11-01'": [("2025-12-05",)]},
    ),
    Case("06a_percent_cells_schools.xlsx", mapping="exchange", stored={IN_YEAR: [("North", 370, 0.62, 0.18)]}),
    Case("06b_the_same_schools.csv", mapping="exchange", stored={IN_YEAR: [("North", 370, 0.62, 0.18)]}),
    Case("07_formula_without_value_activities.xlsx", ("Cell G2 holds a formula",), is_refused=True),
    Case("08_sheet_left_out_november.xlsx", ('"involvement_type" is missing, "type" stands there',), is_refused=True),
    Case("10a_same_looking_clusters_schools.csv", ("--new-schools",), is_refused=True),
    Case(
        "10a_same_looking_clusters_schools.csv", new_schools=True,
        stored={"SELECT name FROM cluster WHERE name NOT IN ('North', 'South') ORDER BY name": [
            ("North Side",), ("Pe\u00f1a Hills",),
        ]},
    ),
    Case(
        "11a_first_monthly_reports.csv", ("is older than what is in force",), is_refused=True,
        before=("11a_first_monthly_reports.csv", "11b_corrected_monthly_reports.csv"),
        stored={NOVEMBER: [("corrected version",)]},
    ),
    Case(
        "12_words_only.csv", ("3 schools, 101 to 103: are new",), mapping="12_words_only", new_schools=True,
        stored={SURVEYS: [("101", None, None, None, "Strong"), ("102", None, None, None, "Weak")]},
    ),
    Case(
        "13_share_of_thousands.csv", mapping="13_share_of_thousands", new_schools=True, beside_base=False,
        stored={"SELECT enrollment, low_income_rate FROM school_in_year ORDER BY school_id": [(370, 0.5), (1250, 0.4)]},
    ),
    Case(
        "13_share_of_thousands.csv", ('"1" differs from 001 by zeros',), True, mapping="13_share_of_thousands",
        new_schools=True,
    ),
    Case(
        "14a_separator_reports.csv", ('"Banana" ("Banana") is not on the list',), is_refused=True,
        mapping="14a_separator_reports",
    ),
    Case(
        "15_more_answers_than_asked.txt", ("is more than nr_p",), new_schools=True,
        mapping="15_more_answers_than_asked",
        stored={"SELECT please_check FROM survey_result ORDER BY school_id": [("",), ("part_above_whole",)]},
    ),
    Case("17a_blank_cells_schools.csv", stored={IN_YEAR: KEPT}),
    Case(
        "17c_closing_day_blank_schools.csv", before=("17b_closed_schools.csv",),
        stored={"SELECT CAST(closed_on AS TEXT) FROM school WHERE school_id = '004'": [("2025-10-15",)]},
    ),
    Case(
        "18_two_clusters",
        stored={CLUSTERS_OF: [
            ("k.osei", "North", "2025-08-01"), ("m.lee", "North", "2026-11-01"), ("m.lee", "South", "2025-08-01"),
        ]},
    ),
    Case(
        "19_before_opening", ("007 owes no report: it opened on 2025-11-01",), new_schools=True,
        stored={"SELECT state, expected, reported FROM school_month WHERE school_id = '007' AND month = '2025-09-01'": [
            ("accepted", 0, 0),
        ]},
    ),
    Case("22_rate_of_60.txt", ("percent = true",), True, mapping="22_rate_of_60", new_schools=True),
    Case("23a_counts_activities.csv", ("has a blank between", "is a range, not one figure"), is_refused=True),
    Case("24a_times_activities.csv", stored={DAYS: [("2025-11-12",)]}),
    Case("26a_title_rows_activities.csv", ("Rows 1-2 stand above the header",), stored={DAYS: [("2025-11-12",)]}),
    Case("26c_pipes_activities.csv", stored={DAYS: [("2025-11-12",)]}),
    Case("27a_coloured_blank_rows_activities.xlsx", stored={PER_MONTH + " DESC LIMIT 1": [("2025-11-01", 1)]}),
    Case(
        "28_names", ("18 new schools", "023 owes no report: it closed on 2025-10-15"), new_schools=True,
        allowed=Allowed(older=True),
        stored={
            "SELECT count(*), count(closed_on) FROM school": [(24, 1)],
            "SELECT name FROM school WHERE school_id IN ('009', '010', '013', '016') ORDER BY school_id": [
                ('<b>Bold</b> & "Quotes" {A} School',), ("Pe\u00f1a Elementary",), ("Oak Hill High",),
                ("\u00c9cole Saint-\u00c9tienne",),
            ],
        },
    ),
    Case("28_names", ("--older",), is_refused=True, new_schools=True),
    Case("29a_no_such_day_activities.csv", ("there is no 29 February", "there is no 31 November"), is_refused=True),
    Case("29b_months_activities.csv", ('"November" says no year', '"25-Nov" may be'), is_refused=True),
    Case("29c_invisible_blank_activities.csv", ('was read as "001"',), stored={DAYS: [("2025-11-12",)]}),
    Case(
        "31_ranges.csv", mapping="31_ranges", new_schools=True, beside_base=False,
        stored={SURVEYS: [
            ("1", None, 0.0, 0.05, ""), ("2", None, 0.95, 1.0, ""), ("3", None, 0.0, 0.05, ""),
            ("4", None, 0.0, 0.05, ""), ("5", None, 0.2, 0.29, ""), ("8", None, 0.95, 1.0, ""),
            ("9", None, 0.0, 0.3, ""), ("10", None, 0.0, 0.01, ""), ("11", 0.0, None, None, ""),
            ("12", 1.0, None, None, ""),
        ]},
    ),
    Case("32_short_rows_activities.csv", ("ends before the header does",), stored={PER_MONTH + " DESC LIMIT 1": [
        ("2025-11-01", 2),
    ]}),
    Case(
        "34_cluster_changed_in_winter_schools.csv",
        stored={
            ALDER: [("2025-08-01", "North"), ("2025-09-01", "North"), ("2025-10-01", "North")],
            "SELECT cluster FROM school_in_year WHERE school_id = '001'": [("South",)],
        },
    ),
    Case("35_right_name_wrong_ending", ('".xls" is no ending', '".xlsm" is no ending'), is_refused=True),
)  # fmt: skip


@pytest.mark.parametrize("case", ALL if CASES.is_dir() else (), ids=str)
def test_a_file_as_people_send_it_gives_what_is_right(database: Database, case: Case):
    if not case.beside_base:
        make_district(database)
    for name in ("base", *case.before) if case.beside_base else case.before:
        import_paths(database, [CASES / name], viewer=ANA, at=AT)
    own = CASES / f"{case.mapping}.toml"
    mapping = own if own.is_file() else case.mapping
    kept = everything(database)
    try:
        outcome = import_paths(
            database, [CASES / case.name], viewer=ANA, at=AT, mapping=mapping, new_schools=case.new_schools,
            allowed=case.allowed,
        )  # fmt: skip
    except RefusedImportError as refused:
        told = [str(problem) for problem in refused.problems]
        assert case.is_refused, told
        assert everything(database) == kept
    else:
        told = [str(problem) for problem in outcome.warnings]
        assert not case.is_refused, told
    for part in case.says:
        assert any(part in sentence for sentence in told), (part, told)
    with database.reading() as session:
        for statement, rows in case.stored.items():
            assert [tuple(row) for row in session.execute(text(statement))] == rows, statement


def everything(database: Database) -> dict[str, int]:
    tables = ("school", "school_in_year", "cluster", "monthly_report", "report_revision", "activity", "survey_result")
    with database.reading() as session:
        return {table: session.scalar(text(f"SELECT count(*) FROM {table}")) or 0 for table in tables}
