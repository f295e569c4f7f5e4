"""Whatever a few imports bring, in whatever order: kept = rebuilt, nothing twice, and each can be taken back."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.database import Database, connect
from models.recording.incoming import IncomingRows
from models.recording.record import create_district, record, undo
from models.recording.report_rules import Allowed
from models.totals.keep import differences
from models.vocabulary import CountingMethod, ReportState, SchoolLevel
from tests.factories import (
    AT,
    OCTOBER,
    SEPTEMBER,
    activity_row,
    base_rows,
    district_rows,
    on_the_server,
    report_row,
    response_row,
    school_row,
    school_year_row,
)

EVERYTHING = Allowed(removing=True, older=True, into_locked=True)
SCHOOLS, MONTHS = ("S1", "S2", "S3"), (SEPTEMBER, OCTOBER)
keys = st.tuples(st.sampled_from(SCHOOLS), st.sampled_from(MONTHS))
days = st.none() | st.dates(date(2024, 8, 15), date(2024, 11, 15))
states = st.sampled_from([state for state in ReportState if state != ReportState.DRAFT])


@st.composite
def calls(draw: st.DrawFn) -> IncomingRows:
    """One call's rows: some schools' attributes, some reports, activities and answers, as rows or as whole months."""
    rows = IncomingRows(holds_whole_months=draw(st.booleans()))
    for school in draw(st.sets(st.sampled_from(SCHOOLS))):
        rows.schools.append(school_row(school, opened_on=draw(days)))
        cluster, level = draw(st.sampled_from(["Lakeview", "Harbor", None])), draw(st.sampled_from(SchoolLevel))
        rows.school_years.append(school_year_row(school, cluster=cluster, level=level))
    for school, month in draw(st.sets(keys, max_size=4)):
        state = draw(states)
        day = draw(st.dates(date(2024, 9, 20), date(2024, 11, 20))) if state.is_received else None
        nil = draw(st.sampled_from([None, "Closed"]))
        rows.reports.append(report_row(school, month, state=state, submitted_date=day, nil_reason=nil))
    for number, (school, month) in enumerate(draw(st.lists(keys, max_size=6))):
        families, method = draw(st.none() | st.integers(0, 99)), draw(st.none() | st.sampled_from(CountingMethod))
        rows.activities.append(
            activity_row(f"A{number}", school, month, families_attended=families, counting_method=method,
                         involvement_type=draw(st.integers(1, 6)), is_cancelled=draw(st.booleans()))
        )  # fmt: skip
    for number, (school, month) in enumerate(draw(st.lists(keys, max_size=4))):
        rating = draw(st.none() | st.floats(1, 5))
        about = draw(st.sampled_from([None, "A0", "A1"]))
        rows.responses.append(response_row(f"R{number}", school, month, activity_id=about, mean_rating=rating))
    return rows


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some_calls=st.lists(calls(), min_size=1, max_size=4))
def test_any_imports_keep_their_totals_change_nothing_twice_and_can_be_taken_back(
    sqlite_url: str, some_calls: list[IncomingRows]
):
    database = connect(sqlite_url)
    try:
        _record_and_take_back(database, some_calls)
    finally:
        database.close()


def _record_and_take_back(database: Database, some_calls: list[IncomingRows]) -> None:
    before = []
    with database.writing() as session:
        trial = session.begin_nested()
        district_id = create_district(session, "any-valley", "Any Valley Schools")
        record(session, on_the_server(district_id), district_rows(schools=3), at=AT)
        for rows in some_calls:
            stored = base_rows(session)
            receipt = record(session, on_the_server(district_id), rows, at=AT, allowed=EVERYTHING)
            assert differences(session, district_id) == []
            again = record(session, on_the_server(district_id), rows, at=AT, allowed=EVERYTHING)
            assert again.receipt_id is None
            if receipt.receipt_id is not None:
                before.append((receipt.receipt_id, stored))
        for receipt_id, stored in reversed(before):
            undo(session, on_the_server(district_id), receipt_id, at=AT)
            assert base_rows(session) == stored
            assert differences(session, district_id) == []
        trial.rollback()
