"""How a report's revisions, dates and states follow from what files say of it."""

from datetime import date

from sqlalchemy import func, select, update

from models.database import Database
from models.recording.incoming import IncomingRows
from models.tables import (
    Activity,
    MonthlyReport,
    ParentResponse,
    ReportRevision,
    ReportStateChange,
    SchoolMonth,
    TeacherObservation,
)
from models.totals.keep import refresh
from models.vocabulary import ReportState
from tests.factories import (
    AT,
    SEPTEMBER,
    activity_row,
    district_rows,
    make_district,
    record_rows,
    report_row,
    response_row,
)

OCTOBER_3, OCTOBER_9 = date(2024, 10, 3), date(2024, 10, 9)


def report(database: Database, district_id: int) -> MonthlyReport:
    with database.reading() as session:
        return session.get_one(MonthlyReport, (district_id, "S1", SEPTEMBER))


def lines(database: Database) -> list[tuple]:
    """sequence, state, day and revision of every state line."""
    told = ReportStateChange
    with database.reading() as session:
        rows = session.execute(
            select(told.sequence, told.state, told.changed_on, told.revision).order_by(told.sequence)
        )
        return [tuple(row) for row in rows]


def decide(database: Database, state: ReportState, sequence: int) -> None:
    """A person's review, as the review screen writes it: the state, and a line without a receipt."""
    with database.writing() as session:
        session.execute(update(MonthlyReport).values(state=state))
        session.add(
            ReportStateChange(district_id=1, school_id="S1", month=SEPTEMBER, sequence=sequence, state=state,
                              changed_on=OCTOBER_9, revision=1, person_id=2)
        )  # fmt: skip
        refresh(session, 1, [("S1", SEPTEMBER)])


def test_a_submitted_report_gets_its_line_on_the_day_it_came_in(database: Database):
    district_id = make_district(database, district_rows(reports=[report_row()]))

    stored = report(database, district_id)
    assert (stored.state, stored.revision, stored.due_date) == (ReportState.SUBMITTED, 1, date(2024, 10, 5))
    assert lines(database) == [(1, ReportState.SUBMITTED, OCTOBER_3, 1)]


def test_an_accepted_report_was_submitted_first(database: Database):
    make_district(
        database, district_rows(reports=[report_row(state=ReportState.ACCEPTED, reviewed_on=OCTOBER_9, reviewed_by=2)])
    )

    assert lines(database) == [
        (1, ReportState.SUBMITTED, OCTOBER_3, 1),
        (2, ReportState.ACCEPTED, OCTOBER_9, 1),
    ]


def test_lines_a_file_gives_are_kept_with_their_days(database: Database):
    changes = [
        {"state": "draft", "changed_on": date(2024, 10, 1)},
        {"state": "submitted", "changed_on": OCTOBER_3},
        {"state": "returned", "changed_on": date(2024, 10, 8), "reason": "Dates lacking", "person_id": 2},
    ]
    make_district(
        database, district_rows(reports=[report_row(state="returned", return_reason="Dates lacking", changes=changes)])
    )

    assert [line[1:3] for line in lines(database)] == [
        (ReportState.DRAFT, date(2024, 10, 1)),
        (ReportState.SUBMITTED, OCTOBER_3),
        (ReportState.RETURNED, date(2024, 10, 8)),
    ]


def test_a_corrected_report_keeps_the_day_it_first_came_in(database: Database):
    district_id = make_district(database, district_rows(reports=[report_row()]))

    record_rows(database, district_id, IncomingRows(reports=[report_row(submitted_date=OCTOBER_9)]))

    stored = report(database, district_id)
    assert (stored.revision, stored.first_submitted_date, stored.last_submitted_date) == (2, OCTOBER_3, AT.date())
    assert lines(database)[-1] == (2, ReportState.SUBMITTED, AT.date(), 2)


def test_a_report_renamed_or_re_saved_is_no_new_revision(database: Database):
    district_id = make_district(database, district_rows(reports=[report_row(source_file="september.csv")]))

    again = IncomingRows(reports=[report_row(source_file="september (2).csv")])

    assert record_rows(database, district_id, again).receipt_id is None


def test_parts_no_file_of_the_call_held_are_carried_over(database: Database):
    district_id = make_district(
        database,
        district_rows(
            reports=[report_row(notes="A good month")],
            activities=[activity_row("A1")],
            responses=[response_row("R1", activity_id="A1")],
            observations=[{"observation_id": "T1", "school_id": "S1", "month": SEPTEMBER, "asked": 9, "answered": 7}],
        ),
    )

    record_rows(
        database,
        district_id,
        IncomingRows(activities=[activity_row("A1", food=True)]),
    )

    with database.reading() as session:
        revision = session.get_one(ReportRevision, (district_id, "S1", SEPTEMBER, 2))
        assert (revision.notes, revision.filed_on, revision.submitted_date) == ("A good month", OCTOBER_3, AT.date())
        assert session.scalars(select(ParentResponse.returned).where(ParentResponse.revision == 2)).all() == [8]
        assert session.scalars(select(TeacherObservation.asked).where(TeacherObservation.revision == 2)).all() == [9]
        assert session.scalars(select(Activity.food).where(Activity.revision == 2)).all() == [True]
    assert report(database, district_id).state == ReportState.SUBMITTED


def test_a_report_the_call_does_not_name_stays(database: Database):
    district_id = make_district(database, district_rows(reports=[report_row(), report_row("S2")]))

    record_rows(database, district_id, IncomingRows(reports=[report_row("S2", notes="Corrected")]))

    assert report(database, district_id).revision == 1


def test_activities_of_a_month_without_a_report_are_kept_and_do_not_count(database: Database):
    district_id = make_district(database, district_rows(activities=[activity_row("A1")]))

    stored = report(database, district_id)
    assert (stored.state, stored.revision, stored.first_submitted_date) == (ReportState.NOT_STARTED, 1, None)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Activity)) == 1
        assert session.scalar(select(func.sum(SchoolMonth.activities))) == 0


def test_the_report_that_comes_after_its_activities_takes_them_along(database: Database):
    district_id = make_district(database, district_rows(activities=[activity_row("A1")]))

    record_rows(database, district_id, IncomingRows(reports=[report_row()]))

    assert report(database, district_id).state == ReportState.SUBMITTED
    with database.reading() as session:
        assert session.scalar(select(func.sum(SchoolMonth.activities))) == 1


def test_a_report_without_a_day_is_a_draft(database: Database):
    district_id = make_district(
        database, district_rows(reports=[report_row(state=ReportState.DRAFT, submitted_date=None, notes="Not done")])
    )

    assert report(database, district_id).state == ReportState.DRAFT
    assert lines(database) == [(1, ReportState.DRAFT, AT.date(), 1)]


def test_a_month_told_to_be_not_expected_is_stored_as_such_without_a_revision(database: Database):
    district_id = make_district(
        database, district_rows(reports=[report_row(state=ReportState.NOT_EXPECTED, submitted_date=None)])
    )

    stored = report(database, district_id)
    assert (stored.state, stored.revision) == (ReportState.NOT_EXPECTED, 0)
    with database.reading() as session:
        month = session.get_one(SchoolMonth, (district_id, SEPTEMBER, "S1"))
        assert (month.expected, month.state) == (0, ReportState.NOT_EXPECTED)


def test_the_same_file_again_does_not_take_back_a_review(database: Database):
    district_id = make_district(database, district_rows(reports=[report_row()]))
    decide(database, ReportState.ACCEPTED, sequence=2)

    assert record_rows(database, district_id, IncomingRows(reports=[report_row()])).receipt_id is None

    assert report(database, district_id).state == ReportState.ACCEPTED


def test_a_corrected_report_has_to_be_reviewed_again(database: Database):
    district_id = make_district(database, district_rows(reports=[report_row()]))
    decide(database, ReportState.RETURNED, sequence=2)

    record_rows(database, district_id, IncomingRows(reports=[report_row(submitted_date=OCTOBER_9, notes="Mended")]))

    assert report(database, district_id).state == ReportState.SUBMITTED
    assert [line[:2] for line in lines(database)] == [
        (1, ReportState.SUBMITTED),
        (2, ReportState.RETURNED),
        (3, ReportState.SUBMITTED),
    ]


def test_a_review_a_file_tells_of_changes_the_state_without_a_new_revision(database: Database):
    district_id = make_district(database, district_rows(reports=[report_row()]))

    record_rows(database, district_id, IncomingRows(reports=[report_row(state="accepted", reviewed_on=OCTOBER_9)]))

    stored = report(database, district_id)
    assert (stored.state, stored.revision, stored.reviewed_on) == (ReportState.ACCEPTED, 1, OCTOBER_9)
    assert lines(database)[1:] == [(2, ReportState.ACCEPTED, OCTOBER_9, 1)]


def test_a_person_who_returned_a_report_is_not_overruled_by_the_same_file(database: Database):
    filed = IncomingRows(reports=[report_row(state="accepted")])
    district_id = make_district(database, district_rows(reports=filed.reports))
    decide(database, ReportState.RETURNED, sequence=3)

    assert record_rows(database, district_id, filed).receipt_id is None

    assert report(database, district_id).state == ReportState.RETURNED


def test_activities_of_a_month_that_is_not_expected_are_kept(database: Database):
    make_district(
        database,
        district_rows(
            reports=[report_row(state=ReportState.NOT_EXPECTED, submitted_date=None)], activities=[activity_row("A1")]
        ),
    )

    assert report(database, 1).state == ReportState.NOT_EXPECTED
    with database.reading() as session:
        assert session.scalars(select(Activity.activity_id)).all() == ["A1"]


def test_a_reports_own_due_date_decides_whether_it_is_on_time(database: Database):
    extended = {"due_date": date(2024, 10, 9), "submitted_date": OCTOBER_9}
    make_district(database, district_rows(reports=[report_row(**extended), report_row("S2", submitted_date=OCTOBER_9)]))

    with database.reading() as session:
        on_time = select(SchoolMonth.school_id, SchoolMonth.on_time).where(SchoolMonth.month == SEPTEMBER)
        assert sorted(map(tuple, session.execute(on_time))) == [("S1", 1), ("S2", 0)]
