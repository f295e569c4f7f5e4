"""What an import says of schools, months, plans and contacts that lists were made of, and what those lists keep."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest

from data.support_need_export import support_need_csv
from models.database import Database
from models.errors import RefusedImportError
from models.queries import district_history, planned_activities, school_months
from models.recording.incoming import IncomingRows
from models.recording.record import preview, record, undo
from models.recording.report_rules import Allowed
from models.vocabulary import ReportState, SchoolLevel
from tests.factories import (
    AT,
    NOVEMBER,
    OCTOBER,
    SEPTEMBER,
    contact_row,
    district_rows,
    make_district,
    on_the_server,
    report_row,
    school_row,
    school_year_row,
)
from tests.integration.past_lists import first_file, lists, step_by, step_row

LATER = datetime(2024, 12, 2, 15, 0, tzinfo=UTC)


@pytest.fixture
def judged(database: Database) -> Database:
    """Three schools whose lists of September and October were made; December's import is the next."""
    make_district(database, first_file())
    return database


def told(database: Database, rows: IncomingRows, at: datetime = LATER, **allowed: bool) -> list[str]:
    """What the preview says, and the receipt the same."""
    with database.writing() as session:
        shown = preview(session, on_the_server(1), rows, at, Allowed(**allowed))
        kept = record(session, on_the_server(1), rows, at=at, allowed=Allowed(**allowed))
    assert shown.notes == kept.notes
    return [str(note) for note in kept.notes]


def lists_now(database: Database) -> tuple[str, list[bytes]]:
    with database.reading() as session:
        return lists(session, 1)


def test_what_schools_are_compared_by_holds_from_the_day_it_came(judged: Database):
    before = lists_now(judged)
    rows = IncomingRows(
        school_years=[school_year_row("S1", enrollment=450), school_year_row("S2", level=SchoolLevel.HIGH)]
    )
    assert told(judged, rows) == [
        "Schools, level, enrollment: changes at 2 schools, and lists compare schools by it. "
        "Lists until 2024-11-10 stay as they were made."
    ]
    assert lists_now(judged) == before
    with judged.reading() as session:
        history = district_history(session, 1)
        assert history.school_years_before.to_numpy().tolist() == [
            ["S1", "2024-25", pd.Timestamp("2024-12-02"), "elementary", 300.0, 0.6, 0.2, "Spanish"],
            ["S2", "2024-25", pd.Timestamp("2024-12-02"), "elementary", 300.0, 0.6, 0.2, "Spanish"],
        ]


def test_a_change_is_known_to_the_list_of_its_own_day(database: Database):
    make_district(database, first_file())
    before = lists_now(database)
    told(database, IncomingRows(school_years=[school_year_row("S1", english_learner_rate=0.0)]), AT)
    assert lists_now(database)[1][0] == before[1][0]  # September's, of 10 October
    assert lists_now(database)[1][1] != before[1][1]  # October's, of 10 November


def test_what_the_method_does_not_use_is_no_change(judged: Database):
    assert told(judged, IncomingRows(school_years=[school_year_row("S1", principal="Rosa Okafor")])) == []
    with judged.reading() as session:
        assert len(district_history(session, 1).school_years_before) == 0


def test_an_import_that_was_taken_back_was_never_known(judged: Database):
    with judged.writing() as session:
        rows = IncomingRows(school_years=[school_year_row("S1", enrollment=450)])
        receipt = record(session, on_the_server(1), rows, at=LATER)
        undo(session, on_the_server(1), receipt.receipt_id or 0, at=LATER)
        assert len(district_history(session, 1).school_years_before) == 0


def test_a_school_that_had_closed_stays_in_the_lists_that_were_made_with_it(judged: Database):
    before = lists_now(judged)
    rows = IncomingRows(schools=[school_row("S3", closed_on=date(2024, 9, 15))])
    assert told(judged, rows) == [
        'School S3, closed_on: "2024-09-15" changes whether a report was expected for 2024-09, 2024-10, and lists were '
        "made of that. Those lists stay as they were made; later ones go by the new day."
    ]
    assert lists_now(judged) == before
    with judged.reading() as session:
        november = support_need_csv(session, 1, SEPTEMBER, NOVEMBER)[0]
        seen = school_months(session, on_the_server(1), "2024-25", date(2024, 11, 10)).set_index(["school_id", "month"])
        later = school_months(session, on_the_server(1), "2024-25", LATER.date()).set_index(["school_id", "month"])
    october = ["expected", "reported", "activities"]
    assert seen.loc[("S3", pd.Timestamp(OCTOBER)), october].tolist() == [1, 1, 3]
    assert later.loc[("S3", pd.Timestamp(OCTOBER)), "expected"] == 0
    assert "2024-10,S3" in november
    assert "2024-11,S3" not in november


def test_a_new_school_that_lists_would_have_held_is_named(judged: Database):
    rows = IncomingRows(schools=[school_row("S9")], school_years=[school_year_row("S9")])
    assert told(judged, rows) == [
        "School S9: is new, and a report is expected for 2024-09, 2024-10: lists that were made of that hold it from "
        "now on. If it opened later, give opened_on."
    ]
    opened = IncomingRows(schools=[school_row("S8", opened_on=date(2024, 12, 1))], school_years=[school_year_row("S8")])
    assert told(judged, opened) == []


def test_a_month_that_is_not_expected_any_more_is_named(judged: Database):
    rows = IncomingRows(reports=[report_row("S3", state=ReportState.NOT_EXPECTED, submitted_date=None)])
    assert told(judged, rows) == [
        "S3's report of 2024-09: is not expected from now on. Lists that were made stay as they were. "
        "See that it is so."
    ]


def test_a_month_that_was_excused_since_is_owed_in_the_lists_that_were_made(judged: Database):
    before = lists_now(judged)
    told(judged, IncomingRows(reports=[report_row("S3", state=ReportState.NOT_EXPECTED, submitted_date=None)]))
    assert lists_now(judged) == before
    with judged.reading() as session:
        assert district_history(session, 1).excused_before.to_numpy().tolist() == [
            ["S3", pd.Timestamp(SEPTEMBER), pd.Timestamp("2024-12-02"), False]
        ]
        expected = {
            day: school_months(session, on_the_server(1), "2024-25", day).set_index(["school_id", "month"])["expected"]
            for day in (date(2024, 10, 10), LATER.date())
        }
    assert [of_day[("S3", pd.Timestamp(SEPTEMBER))] for of_day in expected.values()] == [1, 0]


def test_a_step_of_a_plan_that_was_added_or_changed_since_is_known_from_that_day(judged: Database):
    before, day = lists_now(judged), LATER.date()
    steps = [step_row("1", "S1", OCTOBER, done_month=None, reported_month=None), step_row("3", "S1", OCTOBER)]
    told(judged, IncomingRows(planned_activities=steps))
    assert lists_now(judged) == before
    with judged.reading() as session:
        seen = {
            when: planned_activities(session, on_the_server(1), ["2024-25"], when, ["S1"])[["item_id", "planned_month"]]
            for when in (day - timedelta(days=1), day)
        }
    assert [[tuple(row) for row in rows.to_numpy()] for rows in seen.values()] == [
        [("1", pd.Timestamp(SEPTEMBER)), ("2", pd.Timestamp(OCTOBER))],
        [("1", pd.Timestamp(OCTOBER)), ("2", pd.Timestamp(OCTOBER)), ("3", pd.Timestamp(OCTOBER))],
    ]


def test_a_plan_that_is_told_of_for_the_first_time_holds_from_the_beginning(judged: Database):
    year = "2023-24"
    plan, step = {"school_id": "S1", "school_year": year, "state": "accepted"}, step_row("1", "S1", date(2023, 9, 1))
    told(judged, IncomingRows(plans=[plan], planned_activities=[step | {"school_year": year}]))
    told(
        judged,
        IncomingRows(planned_activities=[step | {"school_year": year, "item_id": "2"}]),
        LATER + timedelta(days=1),
    )
    with judged.reading() as session:
        items = district_history(session, 1).plan_items
    of_year = items[items["school_year"].eq(year)].set_index("item_id")["known_from"]
    assert of_year.isna().to_dict() == {"1": True, "2": False}
    assert of_year["2"] == pd.Timestamp("2024-12-03")


def test_a_step_agreed_in_a_contact_that_came_later_is_known_from_that_day(judged: Database):
    before = lists_now(judged)
    late = contact_row("C2", "S2", contacted_on=SEPTEMBER, **step_by(OCTOBER))
    told(judged, IncomingRows(contacts=[late, contact_row("C3", contacted_on=OCTOBER, corrects="C1")]))
    assert lists_now(judged) == before
    with judged.reading() as session:
        steps = district_history(session, 1).next_steps.set_index("school_id")
    assert steps["said_on"].to_dict() == {"S1": pd.Timestamp(SEPTEMBER), "S2": pd.Timestamp("2024-12-02")}
    assert steps["ended_on"]["S1"] == pd.Timestamp("2024-12-02")


def test_a_date_that_a_list_was_made_by_moves_only_where_it_is_meant(judged: Database):
    before = lists_now(judged)
    rows = IncomingRows(calendar=[{"month": SEPTEMBER, "due_date": date(2024, 10, 2)}])
    with pytest.raises(RefusedImportError) as refused, judged.writing() as session:
        record(session, on_the_server(1), rows, at=LATER)
    assert [str(problem) for problem in refused.value.problems] == [
        'The month 2024-09, due_date: "2024-10-02" instead of 2024-10-05: the list of 2024-10-10 was made by it. Leave '
        "the date as it is, or add --past-dates: then this list and those after it may change."
    ]
    assert lists_now(judged) == before
    assert told(judged, rows, past_dates=True) == [
        'The month 2024-09, due_date: "2024-10-02" instead of 2024-10-05: the list of 2024-10-10 was made by it. This '
        "list and those after it are made anew, so they may change."
    ]


def test_a_date_that_no_list_was_made_by_moves_freely(database: Database):
    make_district(database, district_rows())  # no report is in
    rows = IncomingRows(calendar=[{"month": SEPTEMBER, "due_date": date(2024, 10, 2)}])
    assert told(database, rows) == []
    reports = IncomingRows(reports=[report_row(), report_row(month=NOVEMBER)])
    told(database, reports)
    ahead = IncomingRows(calendar=[{"month": NOVEMBER, "due_date": date(2024, 12, 9)}])
    assert told(database, ahead) == []
