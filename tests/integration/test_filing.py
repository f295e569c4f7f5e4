"""A month's report is written and sent: the same rows as by a file, once, by those who may, while the month is open."""

from datetime import date, timedelta

import pandas as pd
import pytest
from sqlalchemy import select, update

from models import queries
from models.actions.reviewing import SeenReport, accept_reports, reopen_report
from models.database import Database
from models.errors import PartnershipError
from models.recording.incoming import IncomingRows
from models.recording.record import record
from models.tables import (
    ActionPlan,
    Activity,
    Decision,
    KeptFigure,
    MonthlyReport,
    ParentResponse,
    PlannedActivity,
    ReportDraft,
    ReportDraftField,
    ReportRevision,
    ReportStateChange,
)
from models.vocabulary import ReportState, Role
from tests.factories import (
    AT,
    OCTOBER,
    SEPTEMBER,
    activity_row,
    assert_kept_equals_rebuilt,
    on_the_server,
    record_rows,
    report_row,
    response_row,
)
from tests.filing import FIELDS, FILE, begin, report_rows, save, send
from tests.people import district_with_people, viewer


@pytest.fixture
def district(database: Database) -> int:
    return district_with_people(database)


# ---------------------------------------------------------------- for a school
def test_who_of_the_office_sent_a_report_for_the_school_is_known_until_the_school_sends_it_itself(
    database: Database, district: int
):
    liaison, coordinator, director = (
        viewer(database, district, role) for role in (Role.LIAISON, Role.COORDINATOR, Role.DIRECTOR)
    )

    def told() -> tuple[list[tuple], ...]:
        with database.reading() as session:
            sent = queries.reports_sent_for(session, liaison, "S1", date(2024, 11, 30))
            early = queries.reports_sent_for(session, liaison, "S1", date(2024, 11, 5))
            waiting = queries.review_rows(session, director, OCTOBER)
        assert early.empty
        own = waiting[waiting["school_id"].eq("S1") & waiting["month"].eq(pd.Timestamp(OCTOBER))]
        pairs = (sent[["name", "role"]], own[["sent_by", "sent_as"]])
        return tuple(list(some.itertuples(index=False, name=None)) for some in pairs)

    send(database, coordinator, save(database, coordinator, FIELDS))
    by_coordinator = ([("Person 2", "coordinator")], [("Person 2", "coordinator")])
    assert told() == by_coordinator
    with database.writing() as session:  # what the office does to it afterwards is no sending
        accept_reports(session, coordinator, [SeenReport("S1", OCTOBER, ReportState.SUBMITTED, 1)], at=AT)
        reopen_report(session, director, SeenReport("S1", OCTOBER, ReportState.ACCEPTED, 1), at=AT)
    assert told() == by_coordinator
    draft = begin(database, liaison)
    saved = save(database, liaison, {"form/notes": "Ours."}, seen={"form/notes": 1},
                 draft_key=draft.draft_key, based_on=1, known=1)  # fmt: skip
    send(database, liaison, saved, operation_id="send-0002", over=1)
    assert told() == ([], [(None, None)])


# ---------------------------------------------------------------- the same as a file
def test_a_written_report_is_row_by_row_the_same_report_by_file(database: Database, district: int):
    other = district_with_people(database, code="by-file")
    liaison = viewer(database, district, Role.LIAISON)
    assert send(database, liaison, save(database, liaison, FIELDS)) == {"revision": 1, "late": 1}
    record_rows(database, other, FILE)
    with database.reading() as session:
        written, brought = report_rows(session, district), report_rows(session, other)
        assert written == brought
        assert [len(rows) for rows in written.values()] == [1, 1, 1, 2, 1, 1]
        (change,) = session.scalars(select(ReportStateChange).where(ReportStateChange.district_id == district))
        assert (change.state, change.changed_on, change.person_id) == ("submitted", date(2024, 11, 6), 3)
        kept = session.scalars(select(KeptFigure)).all()
        assert [(one.code, one.row_id, one.figure, one.person) for one in kept] == [
            ("families_above_pupils", "S1-2410-w01", "480", "Person 3")
        ]
        assert session.scalars(select(ReportDraft)).all() == []
        assert session.scalars(select(ReportDraftField)).all() == []
    assert_kept_equals_rebuilt(database)


def test_a_written_report_brought_again_by_a_file_changes_nothing(database: Database, district: int):
    liaison = viewer(database, district, Role.LIAISON)
    send(database, liaison, save(database, liaison, FIELDS))
    with database.writing() as session:
        receipt = record(session, on_the_server(district), FILE, at=AT + timedelta(days=1))
    assert receipt.receipt_id is None


def test_nothing_to_report_needs_a_reason_and_holds_no_activity(database: Database, district: int):
    liaison = viewer(database, district, Role.LIAISON)
    saved = save(database, liaison, FIELDS | {"form/is_nil": True})
    with pytest.raises(PartnershipError, match="1 fields"):
        send(database, liaison, saved)
    reason = {"form/nil_reason": "The school was closed for repairs."}
    saved = save(database, liaison, reason, draft_key=saved.draft_key, known=saved.version)
    send(database, liaison, saved)
    with database.reading() as session:
        rows = report_rows(session, district)
    assert rows["report_revision"][0]["nil_reason"] == "The school was closed for repairs."
    assert (rows["activity"], rows["parent_response"]) == ([], [])


# ---------------------------------------------------------------- mend and correct
def test_a_returned_report_is_mended_from_what_it_said_and_what_is_taken_out_goes(database: Database, district: int):
    liaison = viewer(database, district, Role.LIAISON)
    returned = report_row(
        "S1", OCTOBER, state=ReportState.RETURNED, return_reason="480 or 48?", reviewed_on=date(2024, 11, 5),
        liaison_or_principal_changed=True,
    )  # fmt: skip
    activities = [
        activity_row("A1", month=OCTOBER, families_attended=280, evidence_link="https://a.example/b"),
        activity_row("A2", month=OCTOBER, mode="hybrid", goal="reading", cost=12.5),
    ]
    answers = [response_row("R1", month=OCTOBER, activity_id="A1"), response_row("R2", month=OCTOBER)]
    record_rows(database, district, IncomingRows(reports=[returned], activities=activities, responses=answers),
                AT - timedelta(days=1))  # fmt: skip
    draft = begin(database, liaison)
    mended = {"activity/s1/families_attended": "28", "activity/s2/gone": True}
    saved = save(database, liaison, mended, seen=dict.fromkeys(mended, 1), draft_key=draft.draft_key, known=1)
    assert saved.differs == []
    assert send(database, liaison, saved, over=1)["revision"] == 2
    with database.reading() as session:
        report = session.get_one(MonthlyReport, (district, "S1", OCTOBER))
        assert (report.state, report.first_submitted_date, report.last_submitted_date) == (
            "submitted", date(2024, 11, 3), date(2024, 11, 6),
        )  # fmt: skip
        rows = session.execute(select(Activity).where(Activity.revision == 2)).scalars().all()
        assert [(row.activity_id, row.families_attended, row.evidence_link) for row in rows] == [
            ("A1", 28, "https://a.example/b")
        ]
        answers_now = session.scalars(select(ParentResponse).where(ParentResponse.revision == 2)).all()
        assert [(row.response_id, row.activity_id, row.mean_rating) for row in answers_now] == [
            ("R1", "A1", 4.5), ("R2", None, 4.5),
        ]  # fmt: skip
        states = session.execute(select(ReportStateChange.state).order_by(ReportStateChange.sequence)).scalars().all()
        assert states == ["submitted", "returned", "submitted"]
        before = queries.report_states(session, viewer(database, district, Role.DIRECTOR), "2024-25", date(2024, 11, 5))
        assert before["state"].tolist() == ["returned"]
        assert session.scalars(select(Decision)).all() == []  # what the file said before is no news
    assert_kept_equals_rebuilt(database)


def test_a_report_that_comes_back_unchanged_is_not_sent(database: Database, district: int):
    liaison = viewer(database, district, Role.LIAISON)
    send(database, liaison, save(database, liaison, FIELDS))
    with database.writing() as session:
        session.execute(update(MonthlyReport).values(state=ReportState.RETURNED))
    draft = begin(database, liaison)
    with pytest.raises(PartnershipError, match="It says what was sent before"):
        send(database, liaison, draft, operation_id="send-0002")
    saved = save(database, liaison, {"form/notes": "480 is right."}, seen={"form/notes": 1},
                 draft_key=draft.draft_key, based_on=1, known=1)  # fmt: skip
    assert send(database, liaison, saved, operation_id="send-0003")["revision"] == 2


def test_a_correction_after_acceptance_waits_for_review_and_past_lists_stay(database: Database, district: int):
    liaison, later = viewer(database, district, Role.LIAISON), AT + timedelta(days=8)
    send(database, liaison, save(database, liaison, FIELDS))
    with database.writing() as session:
        session.execute(update(MonthlyReport).values(state=ReportState.ACCEPTED, reviewed_on=date(2024, 11, 8)))
        session.add(ActionPlan(district_id=district, school_id="S1", school_year="2024-25", state="accepted"))
        session.flush()
        session.add(
            PlannedActivity(district_id=district, school_id="S1", school_year="2024-25", item_id="7", title="Library",
                            planned_month=SEPTEMBER, involvement_type=6)
        )  # fmt: skip
        session.flush()
    draft = begin(database, liaison, at=later)
    more = {"activity/n1/title": "Library", "activity/n1/involvement_type": "6", "activity/n1/step": "7",
            "activity/n1/was_planned": "yes"}  # fmt: skip
    saved = save(database, liaison, more, draft_key=draft.draft_key, based_on=1, known=1, at=later)
    send(database, liaison, saved, over=1, operation_id="send-0002", at=later)
    director = viewer(database, district, Role.DIRECTOR)
    with database.reading() as session:
        report = session.get_one(MonthlyReport, (district, "S1", OCTOBER))
        assert (report.state, report.revision, report.reviewed_on) == ("submitted", 2, None)
        months = [queries.school_months(session, director, "2024-25", date(2024, 11, day)) for day in (10, 14)]
        totals = [
            some.loc[some["school_id"].eq("S1") & some["month"].eq("2024-10-01"), "activities"].item()
            for some in months
        ]
        assert totals == [2, 3]
        steps = [
            queries.planned_activities(session, director, ["2024-25"], day)["done_month"].notna().tolist()
            for day in (date(2024, 11, 10), date(2024, 11, 14))
        ]
        assert steps == [[False], [True]]


# ---------------------------------------------------------------- somebody changed
def test_a_tick_puts_the_school_on_check_in_from_the_latest_list_once(database: Database, district: int):
    record_rows(database, district, IncomingRows(reports=[report_row("S2", SEPTEMBER)]), AT - timedelta(days=20))
    liaison = viewer(database, district, Role.LIAISON)
    saved = save(database, liaison, FIELDS | {"form/principal_changed": True})
    send(database, liaison, saved)
    with database.reading() as session:
        (event,) = session.scalars(select(Decision))
        assert (event.kind, event.puts_on_list, event.starts_on, event.author) == (
            "principal_changed", True, date(2024, 10, 10), "Person 3",
        )  # fmt: skip
        assert event.ends_on == date(2025, 1, 7)
        assert session.get_one(ReportRevision, (district, "S1", OCTOBER, 1)).liaison_or_principal_changed is True
    draft = begin(database, liaison)
    more = {"form/notes": "Again.", "form/principal_changed": True}
    saved = save(database, liaison, more, seen=dict.fromkeys(more, 1), draft_key=draft.draft_key, based_on=1, known=1)
    send(database, liaison, saved, operation_id="send-0002")
    with database.reading() as session:
        assert len(session.scalars(select(Decision)).all()) == 1
