"""No import changes a list of an earlier day, whatever it says of reports, schools and months; each is taken back."""

import os
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from models.database import connect
from models.errors import PartnershipError
from models.recording.incoming import IncomingRows
from models.recording.record import create_district, record, undo
from models.recording.report_rules import Allowed
from models.vocabulary import ReportState, SchoolLevel
from tests.factories import AT, SEPTEMBER, activity_row, base_rows, contact_row, on_the_server, report_row, school_row
from tests.integration.past_lists import MONTHS, SCHOOLS, first_file, lists, step_by, step_row

SEQUENCES = int(os.environ.get("IMPORT_SEQUENCES", "6"))
"""Each takes one to two seconds; a third as many are tried on PostgreSQL, where the same rows are compared."""
FIRST_DAY = date(2024, 11, 11)
"""After both months were judged."""
ANYTHING = Allowed(removing=True, older=True, into_locked=True)
DAYS = st.none() | st.dates(date(2024, 8, 20), date(2024, 12, 20))
RATES = st.none() | st.sampled_from([0.0, 0.08, 0.1, 0.4, 1.0])
IN_YEAR: dict[str, st.SearchStrategy[Any]] = {
    "level": st.sampled_from(SchoolLevel),
    "enrollment": st.none() | st.integers(1, 3000),
    "low_income_rate": RATES,
    "english_learner_rate": RATES,
    "home_languages": st.sampled_from(["", "Spanish", "Somali;Tagalog"]),
    "cluster": st.sampled_from([None, "Lakeview", "Hillside"]),
    "principal": st.sampled_from([None, "Rosa Okafor"]),
}


@st.composite
def files(draw: st.DrawFn) -> IncomingRows:
    """A late, corrected, partial, older or doubled file about months and schools that are stored."""
    rows = IncomingRows(holds_whole_months=draw(st.booleans()))
    keys = st.tuples(st.sampled_from(SCHOOLS), st.sampled_from(MONTHS))
    for school, month in draw(st.sets(keys, max_size=3)):
        day = draw(st.none() | st.dates(month + timedelta(days=20), date(2024, 12, 24)))
        state = draw(st.sampled_from([ReportState.SUBMITTED, ReportState.ACCEPTED])) if day else ReportState.NOT_STARTED
        notes, nil = draw(st.sampled_from([None, "", "Mended"])), draw(st.sampled_from([None, "Closed"]))
        given = {"notes": notes, "nil_reason": nil} if draw(st.booleans()) else {}
        rows.reports.append(report_row(school, month, state=state, submitted_date=day, **given))
    numbers = st.sampled_from(["A1", "A2", "A3", "A9"])
    for (school, month), number in draw(st.sets(st.tuples(keys, numbers), max_size=5)):
        families = draw(st.none() | st.integers(0, 400))
        rows.activities.append(activity_row(number, school, month, families_attended=families))
    some = st.sets(st.sampled_from(SCHOOLS), max_size=2)
    for school in draw(some):
        said = {name: draw(values) for name, values in IN_YEAR.items() if draw(st.booleans())}
        erased = [name for name, value in said.items() if value is None and draw(st.booleans())]
        row = {"school_id": school, "school_year": "2024-25", **said, "erased": erased}
        rows.school_years.append(row)
    for school in draw(some):
        opened, closed = sorted([draw(DAYS), draw(DAYS)], key=lambda day: day or date.max)
        erased = draw(st.sampled_from([[], ["opened_on", "closed_on"]]))
        name = draw(st.sampled_from(["Oak", "Elm"]))
        rows.schools.append(school_row(school, name=name, opened_on=opened, closed_on=closed, erased=erased))
    for school, month in draw(st.sets(keys, max_size=1)):
        excused = report_row(school, month, state=ReportState.NOT_EXPECTED, submitted_date=None)
        rows.reports = [row for row in rows.reports if (row["school_id"], row["month"]) != (school, month)] + [excused]
    for school, number in draw(st.sets(st.tuples(st.sampled_from(SCHOOLS), st.sampled_from("129")), max_size=3)):
        planned, done = draw(st.sampled_from(MONTHS)), draw(st.none() | st.sampled_from(MONTHS))
        rows.planned_activities.append(step_row(number, school, planned, done_month=done, reported_month=done))
    for number in draw(st.sets(st.sampled_from("678"), max_size=2)):
        corrects = draw(st.none() | st.just("C1"))
        school, day = "S1" if corrects else draw(st.sampled_from(SCHOOLS)), draw(st.dates(SEPTEMBER, FIRST_DAY))
        due = draw(st.none() | st.dates(day, date(2024, 12, 1)))
        rows.contacts.append(contact_row(number, school, contacted_on=day, **step_by(due), corrects=corrects))
    for month in draw(st.sets(st.sampled_from(MONTHS), max_size=1)):
        due = draw(st.sampled_from([None] * 7 + [month + timedelta(days=38)]))
        rows.calendar.append({"month": month, "due_date": due, "lock_date": draw(st.sampled_from([None, FIRST_DAY]))})
    return rows


SOME = st.lists(files(), min_size=1, max_size=4)
ON_ONE_DATABASE = [HealthCheck.function_scoped_fixture]


@settings(max_examples=SEQUENCES, deadline=None, suppress_health_check=ON_ONE_DATABASE)
@given(sequence=SOME)
def test_no_import_changes_an_earlier_list_and_each_can_be_taken_back(sqlite_url: str, sequence: list[IncomingRows]):
    _on(sqlite_url, sequence)


@settings(max_examples=max(1, SEQUENCES // 3), deadline=None, suppress_health_check=ON_ONE_DATABASE)
@given(sequence=SOME)
def test_nor_does_it_on_postgresql(postgresql_url: str, sequence: list[IncomingRows]):
    _on(postgresql_url, sequence)


def _on(url: str, sequence: list[IncomingRows]) -> None:
    database = connect(url)
    try:
        with database.writing() as session:
            trial = session.begin_nested()
            _bring_and_take_back(session, sequence)
            trial.rollback()
    finally:
        database.close()


def _bring_and_take_back(session: Session, sequence: list[IncomingRows]) -> None:
    district_id = create_district(session, "past-valley", "Past Valley Schools")
    viewer = on_the_server(district_id)
    record(session, viewer, first_file(), at=AT)
    before = lists(session, district_id)
    taken = []
    for number, rows in enumerate(sequence):
        at = datetime.combine(FIRST_DAY + timedelta(days=number), AT.timetz())
        stored = base_rows(session)
        try:
            trial = session.begin_nested()
            receipt = record(session, viewer, rows, at=at, allowed=ANYTHING)
        except PartnershipError:  # a month's due date moves, or a school closes before it opens
            trial.rollback()
            assert base_rows(session) == stored
            continue
        assert lists(session, district_id) == before
        if receipt.receipt_id is not None:
            taken.append((receipt.receipt_id, stored))
    for receipt_id, stored in reversed(taken):
        undo(session, viewer, receipt_id, at=at)
        assert base_rows(session) == stored
        assert lists(session, district_id) == before
