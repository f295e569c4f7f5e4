"""The kept totals, with sums worked out by pencil, and kept = rebuilt after every change."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import delete, event, select, update

from models.database import Database
from models.queries.schools import school_moves, schools_in_year
from models.recording.incoming import IncomingRows
from models.recording.undo import undo
from models.school_moves import in_month
from models.tables import MonthlyReport, School, SchoolMonth, ScopeMonth
from models.totals.keep import differences, rebuild, refresh
from models.vocabulary import ReportState, SchoolLevel, ScopeKind
from tests.factories import (
    AT,
    NOVEMBER,
    OCTOBER,
    SEPTEMBER,
    activity_row,
    district_rows,
    make_district,
    on_the_server,
    record_rows,
    report_row,
    response_row,
    school_row,
    school_year_row,
)


def school_month(database: Database, school_id: str = "S1", month: date = SEPTEMBER) -> SchoolMonth:
    with database.reading() as session:
        return session.get_one(SchoolMonth, (1, month, school_id))


def scopes(database: Database, month: date = SEPTEMBER, *columns: str) -> dict[tuple[str, str], tuple[Any, ...]]:
    """The named totals of every scope of a month, by scope and name."""
    with database.reading() as session:
        rows = session.scalars(select(ScopeMonth).where(ScopeMonth.month == month)).all()
        return {(row.scope.value, row.scope_name): tuple(getattr(row, name) for name in columns) for row in rows}


def test_every_school_has_a_row_for_every_month_reported_or_not(database: Database):
    make_district(database, district_rows(schools=3, reports=[report_row()]))

    with database.reading() as session:
        kept = SchoolMonth
        rows = session.execute(select(kept.month, kept.school_id, kept.expected, kept.reported, kept.state))
        assert sorted(map(tuple, rows)) == [
            (SEPTEMBER, "S1", 1, 1, ReportState.SUBMITTED),
            (SEPTEMBER, "S2", 1, 0, ReportState.NOT_STARTED),
            (SEPTEMBER, "S3", 1, 0, ReportState.NOT_STARTED),
            (OCTOBER, "S1", 1, 0, ReportState.NOT_STARTED),
            (OCTOBER, "S2", 1, 0, ReportState.NOT_STARTED),
            (OCTOBER, "S3", 1, 0, ReportState.NOT_STARTED),
        ]


def test_families_are_summed_over_counted_activities_only(database: Database):
    make_district(
        database,
        district_rows(
            reports=[report_row()],
            activities=[
                activity_row("A1", families_attended=20),
                activity_row("A2", families_attended=0),  # nobody came: counted, and zero
                activity_row("A3", families_attended=None),  # nobody counted
                activity_row("A4", families_attended=500, counting_method="views", involvement_type=2),
                activity_row("A5", families_attended=90, counting_method="tickets", involvement_type=6),
                activity_row("A6", families_attended=40, is_cancelled=True),
                activity_row("A7", families_attended=12, counting_method=None, involvement_type=4),
                activity_row("A8", families_attended=None, counting_method="views", involvement_type=2),
            ],
        ),
    )

    kept = school_month(database)
    assert (kept.activities, kept.counted, kept.families, kept.blank_counts) == (7, 3, 32, 1)
    assert [getattr(kept, f"activities_{number}") for number in range(1, 7)] == [3, 2, 0, 1, 0, 1]
    assert [getattr(kept, f"counted_{number}") for number in range(1, 7)] == [2, 0, 0, 1, 0, 0]
    assert [getattr(kept, f"families_{number}") for number in range(1, 7)] == [20, 0, 0, 12, 0, 0]


def test_answers_are_summed_and_ratings_only_on_the_scale_from_1_to_5(database: Database):
    make_district(
        database,
        district_rows(
            reports=[report_row()],
            activities=[
                activity_row("A1", families_attended=20),
                activity_row("A2", families_attended=30),
                activity_row("A3", families_attended=10),
                activity_row("A4", families_attended=None),
            ],
            responses=[
                response_row("R1", activity_id="A1", returned=8, mean_rating=4.5),  # 36.0
                response_row("R2", activity_id="A1", returned=2, mean_rating=3.0),  # 6.0; A1 counts once as asked
                response_row("R3", activity_id="A2", returned=0, mean_rating=None),  # asked, nobody answered
                response_row("R4", activity_id="A4", returned=5, mean_rating=9.0, scale_id="1-10"),
                response_row("R5", returned=4, mean_rating=None),
            ],
        ),
    )

    kept = school_month(database)
    assert (kept.answers, kept.asked_families, kept.rating_answers, kept.rating_sum) == (19, 50, 10, 42.0)


def test_a_month_is_counted_on_time_late_nil_returned_or_accepted(database: Database):
    make_district(
        database,
        district_rows(
            schools=5,
            months=(SEPTEMBER,),
            reports=[
                report_row("S1", submitted_date=date(2024, 10, 5), state="accepted"),
                report_row("S2", submitted_date=date(2024, 10, 6), state="returned"),
                report_row("S3", nil_reason="Building closed for repairs"),
                report_row("S4", submitted_date=None, state="draft", notes="Half done"),
            ],
        ),
    )

    names = ("expected", "reported", "on_time", "nil", "accepted", "returned_reports")
    assert scopes(database, SEPTEMBER, *names)["district", ""] == (5, 3, 2, 1, 1, 1)


def test_a_drafts_activities_do_not_count(database: Database):
    make_district(
        database,
        district_rows(reports=[report_row(submitted_date=None, state="draft")], activities=[activity_row("A1")]),
    )

    assert school_month(database).activities == 0


def test_only_the_revision_in_force_counts(database: Database):
    district_id = make_district(
        database, district_rows(reports=[report_row()], activities=[activity_row("A1"), activity_row("A2")])
    )

    record_rows(database, district_id, IncomingRows(activities=[activity_row("A1", families_attended=5)]))

    assert (school_month(database).activities, school_month(database).families) == (2, 25)


def test_figures_marked_please_check_are_counted(database: Database):
    make_district(
        database,
        district_rows(
            reports=[report_row()],
            activities=[activity_row("A1", please_check="attendance_above_enrollment"), activity_row("A2")],
            responses=[response_row("R1", please_check="answers_above_attendance")],
        ),
    )

    assert school_month(database).to_check == 2


def test_the_school_that_opens_in_november_owes_november_but_not_october(database: Database):
    rows = district_rows(schools=1, months=(SEPTEMBER, OCTOBER, NOVEMBER))
    rows.schools = [school_row(opened_on=date(2024, 11, 12))]
    make_district(database, rows)

    with database.reading() as session:
        kept = select(SchoolMonth.expected, SchoolMonth.state).order_by(SchoolMonth.month)
        assert [tuple(row) for row in session.execute(kept)] == [
            (0, ReportState.NOT_EXPECTED),
            (0, ReportState.NOT_EXPECTED),
            (1, ReportState.NOT_STARTED),
        ]


def test_a_report_nobody_expected_is_not_among_the_reported_ones(database: Database):
    rows = district_rows(reports=[report_row()], activities=[activity_row("A1")])
    rows.schools[0] = school_row("S1", closed_on=date(2024, 9, 12))
    make_district(database, rows)

    kept = school_month(database)
    assert (kept.expected, kept.reported, kept.on_time, kept.activities) == (0, 0, 0, 1)


def test_totals_stand_for_the_district_each_cluster_and_each_level(database: Database):
    rows = district_rows(
        schools=3,
        months=(SEPTEMBER,),
        reports=[report_row("S1"), report_row("S2"), report_row("S3")],
        activities=[activity_row("A1", "S1"), activity_row("A2", "S2"), activity_row("A3", "S3", families_attended=5)],
    )
    rows.school_years = [
        school_year_row("S1"),
        school_year_row("S2", cluster=None, level=SchoolLevel.HIGH),
        school_year_row("S3", cluster="Harbor"),
    ]
    make_district(database, rows)

    assert scopes(database, SEPTEMBER, "reported", "activities", "families") == {
        ("district", ""): (3, 3, 45),
        ("cluster", "Harbor"): (1, 1, 5),
        ("cluster", "Lakeview"): (1, 1, 20),
        ("level", "elementary"): (2, 2, 25),
        ("level", "high"): (1, 1, 20),
    }


def test_a_school_that_changes_cluster_stays_where_it_was_in_the_months_before(database: Database):
    district_id = make_district(database, district_rows(schools=1, reports=[report_row(), report_row(month=OCTOBER)]))

    moved = IncomingRows(school_years=[school_year_row(cluster="Harbor", level=SchoolLevel.K8)])
    receipt = record_rows(database, district_id, moved, at=AT.replace(month=10, day=20))
    record_rows(database, district_id, IncomingRows(school_years=[school_year_row(cluster="Bay")]), at=AT)

    of = {"district": ("district", ""), "elementary": ("level", "elementary")}
    assert scopes(database, SEPTEMBER, "reported") == {
        of["district"]: (1,), ("cluster", "Lakeview"): (1,), of["elementary"]: (1,),
    }  # fmt: skip
    assert scopes(database, OCTOBER, "reported") == {
        of["district"]: (1,), ("cluster", "Harbor"): (1,), ("level", "k8"): (1,),
    }  # fmt: skip
    with database.reading() as session:
        viewer = on_the_server(district_id)
        schools, moves = (read(session, viewer, "2024-25") for read in (schools_in_year, school_moves))
        was = {
            month: in_month(schools, moves, pd.Timestamp(month))[["cluster", "level"]].iloc[0].tolist()
            for month in (SEPTEMBER, OCTOBER, NOVEMBER, date(2025, 5, 1))
        }
    assert list(was.values()) == [
        ["Lakeview", "elementary"], ["Harbor", "k8"], ["Bay", "elementary"], ["Bay", "elementary"],
    ]  # fmt: skip
    with database.writing() as session:
        assert receipt.receipt_id is not None
        undo(session, on_the_server(district_id), receipt.receipt_id + 1, at=AT)
        undo(session, on_the_server(district_id), receipt.receipt_id, at=AT)
    assert ("cluster", "Lakeview") in scopes(database, OCTOBER, "reported")


def test_a_new_month_of_the_calendar_has_a_row_for_every_school(database: Database):
    district_id = make_district(database, district_rows(schools=2))

    record_rows(database, district_id, IncomingRows(calendar=[{"month": NOVEMBER}]))

    assert scopes(database, NOVEMBER, "expected")["district", ""] == (2,)


def test_a_closing_date_told_later_changes_what_was_expected(database: Database):
    district_id = make_district(database, district_rows(schools=2))

    record_rows(database, district_id, IncomingRows(schools=[school_row("S2", closed_on=date(2024, 10, 12))]))

    assert scopes(database, SEPTEMBER, "expected")["district", ""] == (2,)
    assert scopes(database, OCTOBER, "expected")["district", ""] == (1,)


def test_the_check_names_every_kept_row_that_is_wrong_and_rebuilding_mends_it(database: Database):
    district_id = make_district(database, district_rows(reports=[report_row()], activities=[activity_row("A1")]))
    with database.writing() as session:
        first = SchoolMonth.school_id == "S1"
        session.execute(update(SchoolMonth).where(first, SchoolMonth.month == SEPTEMBER).values(families=21))
        session.execute(delete(SchoolMonth).where(first, SchoolMonth.month == OCTOBER))
        level = ScopeMonth.scope == ScopeKind.LEVEL
        session.execute(update(ScopeMonth).where(level, ScopeMonth.month == OCTOBER).values(scope_name="middle"))

    with database.reading() as session:
        assert sorted(differences(session, district_id)) == [
            "Level elementary, 2024-10: not kept.",
            "Level middle, 2024-10: kept, but nothing stands for it.",
            "School S1, 2024-09: families 21 instead of 20.",
            "School S1, 2024-10: not kept.",
        ]
    with database.writing() as session:
        rebuild(session, district_id)


def test_a_change_of_one_school_month_is_refreshed_alone(database: Database):
    district_id = make_district(database, district_rows(schools=3, reports=[report_row()]))
    with database.writing() as session:
        session.execute(update(MonthlyReport).values(state=ReportState.ACCEPTED))
        refresh(session, district_id, [("S1", SEPTEMBER)])

    assert scopes(database, SEPTEMBER, "accepted")["cluster", "Lakeview"] == (1,)


def test_a_school_that_is_gone_loses_its_kept_rows(database: Database):
    district_id = make_district(database, district_rows(schools=2))
    with database.writing() as session:
        session.execute(delete(School).where(School.school_id == "S2"))
        refresh(session, district_id, [("S2", SEPTEMBER), ("S2", OCTOBER)])

    assert scopes(database, OCTOBER, "expected")["district", ""] == (1,)


@pytest.mark.parametrize("schools", [2, 40])
def test_one_school_month_takes_eleven_statements_whatever_the_size(database: Database, schools: int):
    district_id = make_district(database, district_rows(schools=schools, reports=[report_row()]))
    statements: list[str] = []

    def listen(*told: Any) -> None:
        statements.append(told[2])

    event.listen(database.write_engine, "before_cursor_execute", listen)
    with database.writing() as session:
        refresh(session, district_id, [("S1", SEPTEMBER)])
    event.remove(database.write_engine, "before_cursor_execute", listen)

    assert len([text for text in statements if not text.startswith("BEGIN")]) == 11
