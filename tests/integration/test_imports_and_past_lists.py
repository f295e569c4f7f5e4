"""No import changes a list of an earlier day, whatever it says of reports, schools and months; each is taken back."""

import os
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from data.support_need_export import support_need_csv
from models.database import Database, connect
from models.errors import PartnershipError, RefusedImportError
from models.queries import district_history, school_months
from models.recording.incoming import IncomingRows
from models.recording.record import create_district, preview, record, undo
from models.recording.report_rules import Allowed
from models.support_need.assess import assess
from models.vocabulary import ReportState, SchoolLevel
from tests.factories import (
    AT,
    NOVEMBER,
    OCTOBER,
    SEPTEMBER,
    activity_row,
    base_rows,
    district_rows,
    make_district,
    on_the_server,
    report_row,
    school_row,
    school_year_row,
)
from tests.unit.support_need.districts import everything

SEQUENCES = int(os.environ.get("IMPORT_SEQUENCES", "6"))
"""Each takes one to two seconds."""
SCHOOLS, MONTHS = ("S1", "S2", "S3"), (SEPTEMBER, OCTOBER)
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
    for month in draw(st.sets(st.sampled_from(MONTHS), max_size=1)):
        due = draw(st.sampled_from([None] * 7 + [month + timedelta(days=38)]))
        rows.calendar.append({"month": month, "due_date": due, "lock_date": draw(st.sampled_from([None, FIRST_DAY]))})
    return rows


def lists(session: Session, district_id: int) -> tuple[str, list[bytes]]:
    """What other programs get of the past months, and all that the pages know of them."""
    assessed = assess(district_history(session, district_id), [], *map(pd.Timestamp, MONTHS))
    return support_need_csv(session, district_id, *MONTHS)[0], [everything(month) for month in assessed.values()]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@settings(max_examples=SEQUENCES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sequence=st.lists(files(), min_size=1, max_size=4))
def test_no_import_changes_an_earlier_list_and_each_can_be_taken_back(
    request: pytest.FixtureRequest, kind: str, sequence: list[IncomingRows]
):
    database = connect(request.getfixturevalue(f"{kind}_url"))
    try:
        with database.writing() as session:
            trial = session.begin_nested()
            _bring_and_take_back(session, sequence)
            trial.rollback()
    finally:
        database.close()


def first_file() -> IncomingRows:
    reports = [report_row(school, month, notes="First") for school in SCHOOLS for month in MONTHS]
    activities = [
        activity_row(f"A{n}", school, month, notice_languages="English;Spanish")
        for n in (1, 2, 3) for school in SCHOOLS for month in MONTHS
    ]  # fmt: skip
    rows = district_rows(schools=3, reports=reports, activities=activities)
    for row in rows.school_years[:2]:
        row |= {"english_learner_rate": 0.2, "home_languages": "Spanish", "low_income_rate": 0.6}
    return rows


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


# ---------------------------------------------------------------- what a person is told of it
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
        "S3's report of 2024-09: is not expected from now on, also in lists that were made of it. See that it is so."
    ]


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
