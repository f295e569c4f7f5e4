"""A month's report is written and sent: the same rows as by a file, once, by those who may, while the month is open."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import queries
from models.actions.filing import send_report
from models.actions.report_drafts import Saved, Typed, begin_draft, discard_draft, save_fields
from models.database import Database
from models.errors import ConflictError, NotAllowedError, PartnershipError
from models.permissions import Viewer
from models.recording.incoming import IncomingRows
from models.recording.record import record
from models.tables import (
    ActionPlan,
    Activity,
    AuditLine,
    Decision,
    KeptFigure,
    MonthlyReport,
    ParentResponse,
    PlannedActivity,
    ReportDraft,
    ReportDraftField,
    ReportingMonth,
    ReportRevision,
    ReportStateChange,
    TeacherObservation,
)
from models.tables.row_values import Row
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
    writes,
)
from tests.people import district_with_people, viewer

FIELDS: dict[str, Any] = {
    "form/team_met": "yes",
    "form/team_minutes": "60",
    "form/barriers": ["child_care", "transport"],
    "form/notes": "The library lent us books.",
    "form/liaison_changed": False,
    "activity/a1/at": 1.0,
    "activity/a1/title": "Family reading night",
    "activity/a1/involvement_type": "4",
    "activity/a1/activity_date": "2024-10-23",
    "activity/a1/families_attended": "480",
    "activity/a1/adults_attended": "57",
    "activity/a1/counting_method": "sign_in",
    "activity/a1/notice_languages": "English, Spanish",
    "activity/a1/child_care": "yes",
    "activity/a2/at": 2.0,
    "activity/a2/title": "Coffee with the principal",
    "activity/a2/involvement_type": "2",
    "activity/a2/families_attended": "",
    "activity/a3/at": 3.0,
    "response/r1/of": "a1",
    "response/r1/instrument": "Exit card",
    "response/r1/sent": "30",
    "response/r1/returned": "22",
    "response/r1/positive": "18",
    "response/r1/mean_rating": "4.3",
    "response/r1/scale_id": "1-5",
    "observation/o1/asked": "12",
    "observation/o1/answered": "7",
    "kept/families_above_pupils/a1/families_attended": "480",
    "kept/adults_below_families/a1/adults_attended": "9",
}
"""What a liaison of S1 types: 300 pupils, so that 480 families are odd; the kept 9 is no figure of the report."""
HEAD = {"school_id": "S1", "month": OCTOBER}
FILE = IncomingRows(
    reports=[
        HEAD
        | {"state": "submitted", "submitted_date": date(2024, 11, 6), "team_met": True, "team_minutes": 60}
        | {"barriers": ["child_care", "transport"], "notes": "The library lent us books."}
        | {"liaison_or_principal_changed": False}
    ],
    activities=[
        HEAD
        | {"activity_id": "S1-2410-w01", "title": "Family reading night", "involvement_type": 4, "child_care": True}
        | {"activity_date": date(2024, 10, 23), "families_attended": 480, "adults_attended": 57}
        | {"counting_method": "sign_in", "notice_languages": "English;Spanish"}
        | {"please_check": "attendance_above_enrollment"},
        HEAD | {"activity_id": "S1-2410-w02", "title": "Coffee with the principal", "involvement_type": 2},
    ],
    responses=[
        HEAD
        | {"response_id": "S1-2410-w01", "activity_id": "S1-2410-w01", "instrument": "Exit card", "sent": 30}
        | {"returned": 22, "positive": 18, "mean_rating": 4.3, "scale_id": "1-5"}
    ],
    observations=[HEAD | {"observation_id": "1", "asked": 12, "answered": 7}],
)
"""The same as a file has it, by hand."""
NOT_OF_THE_REPORT = {"receipt_id", "person_id", "recorded_at", "district_id"}
OF_A_REPORT = (MonthlyReport, ReportRevision, ReportStateChange, Activity, ParentResponse, TeacherObservation)


@pytest.fixture
def district(database: Database) -> int:
    return district_with_people(database)


def save(
    database: Database, who: Viewer, fields: Mapping[str, Any], *, seen: Mapping[str, int] | None = None, **given: Any
) -> Saved:
    typed = [Typed(path, value, (seen or {}).get(path, 0)) for path, value in fields.items()]
    usual = {"draft_key": "", "based_on": 0, "known": 0, "operation_id": f"op-{id(typed)}-0000", "at": AT}
    month = given.pop("month", OCTOBER)
    school_id = given.pop("school_id", "S1")
    with database.writing() as session:
        return save_fields(session, who, school_id, month, typed, **usual | given)


def send(database: Database, who: Viewer, saved: Saved, month: date = OCTOBER, **given: Any) -> dict[str, Any]:
    usual = {"draft_key": saved.draft_key, "version": saved.version, "over": 0, "operation_id": "send-0001", "at": AT}
    with database.writing() as session:
        return send_report(session, who, "S1", month, **usual | given)


def begin(database: Database, who: Viewer, operation_id: str = "begin-0001", at: datetime = AT) -> Saved:
    """Begin a draft from the report in force, as the page has it then."""
    with database.writing() as session:
        key = begin_draft(session, who, "S1", OCTOBER, operation_id=operation_id, at=at)
    with database.reading() as session:
        draft = session.get_one(ReportDraft, (who.district_id, "S1", OCTOBER))
        return Saved(key, draft.version, at, {}, [], [])


def report_rows(session: Session, district: int) -> dict[str, list[Row]]:
    found = {}
    for table in OF_A_REPORT:
        columns = [column for column in table.__table__.columns if column.name not in NOT_OF_THE_REPORT]
        where = (table.district_id == district, table.month == OCTOBER)
        rows = session.execute(select(*columns).where(*where).order_by(*table.__table__.primary_key.columns))
        found[table.__tablename__] = [dict(row) for row in rows.mappings()]
    return found


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


# ---------------------------------------------------------------- who, and when
@pytest.mark.parametrize(
    ("role", "school_id", "may"),
    [
        (Role.DIRECTOR, "S2", True),
        (Role.COORDINATOR, "S1", True),
        (Role.COORDINATOR, "S2", False),
        (Role.COORDINATOR, "S3", False),
        (Role.LIAISON, "S1", True),
        (Role.LIAISON, "S2", False),
        (Role.LIAISON, "S3", False),
        (Role.VIEWER, "S1", False),
        (Role.ADMINISTRATOR, "S1", False),
    ],
)
def test_a_school_is_written_for_by_its_own(role: Role, school_id: str, may: bool, database: Database, district: int):
    who = viewer(database, district, role)
    if may:
        assert save(database, who, {"form/notes": "A"}, school_id=school_id).fields == {"form/notes": 1}
        return
    with pytest.raises(NotAllowedError, match=r"^Only .+ can write (its|this) report"):
        save(database, who, {"form/notes": "A"}, school_id=school_id)
    with database.reading() as session:
        assert session.scalars(select(ReportDraft)).all() == []


def test_a_locked_month_and_one_to_come_are_refused_in_words(database: Database, district: int):
    liaison = viewer(database, district, Role.LIAISON)
    saved = save(database, liaison, FIELDS)
    december = datetime(2024, 12, 1, 9, tzinfo=UTC)
    for refused in (
        lambda: send(database, liaison, saved, at=december),
        lambda: save(database, liaison, {"form/notes": "B"}, draft_key=saved.draft_key, at=december),
    ):
        with pytest.raises(PartnershipError, match="locked since 30 November 2024"):
            refused()
    with pytest.raises(PartnershipError, match="This month begins on 1 October"):
        save(database, liaison, {"form/notes": "B"}, at=datetime(2024, 9, 30, 9, tzinfo=UTC))
    with pytest.raises(PartnershipError, match="no such month"):
        save(database, liaison, {"form/notes": "B"}, month=date(2024, 6, 1))
    with database.writing() as session:  # the director has reopened it
        session.execute(update(ReportingMonth).values(lock_date=date(2024, 12, 10)))
    assert send(database, liaison, saved, at=december)["revision"] == 1


def test_a_saved_draft_raises_no_topic_and_leaves_a_line_when_it_begins_and_when_it_goes(
    database: Database, district: int
):
    liaison = viewer(database, district, Role.LIAISON)
    with database.reading() as session:
        stamps, before = queries.topic_stamps(session, district), writes(session)
    saved = save(database, liaison, {"form/notes": "A"})
    for text in ("AB", "ABC"):
        saved = save(database, liaison, {"form/notes": text}, seen=saved.fields, draft_key=saved.draft_key)
    with database.reading() as session:
        assert (queries.topic_stamps(session, district), writes(session)) == (stamps, before + 1)
    with database.writing() as session:
        discard_draft(session, liaison, "S1", OCTOBER, draft_key=saved.draft_key, operation_id="gone-0001", at=AT)
    with database.reading() as session:
        assert queries.topic_stamps(session, district) == stamps
        lines = session.execute(select(AuditLine.action, AuditLine.person).order_by(AuditLine.audit_id)).all()
        assert [tuple(line) for line in lines[-2:]] == [
            ("begin_report_draft", "Person 3"), ("discard_report_draft", "Person 3"),
        ]  # fmt: skip
    with pytest.raises(ConflictError, match="sent or thrown away"):
        save(database, liaison, {"form/notes": "D"}, draft_key=saved.draft_key)


# ---------------------------------------------------------------- twice, and two at once
def test_what_is_sent_again_after_a_lost_answer_is_done_once(database: Database, district: int):
    liaison = viewer(database, district, Role.LIAISON)
    first = save(database, liaison, FIELDS, operation_id="save-0001")
    again = save(database, liaison, FIELDS, operation_id="save-0001")
    assert (again.version, again.fields, again.differs) == (1, first.fields, [])
    answers = [send(database, liaison, first) for _ in range(2)]
    assert answers[0] == answers[1]
    with database.reading() as session:
        assert len(session.scalars(select(ReportRevision)).all()) == 1
    # Typed on, after an answer that got lost: the field's last save was this page's own.
    saved = save(database, liaison, {"form/notes": "A"}, operation_id="save-0002", based_on=1)
    with database.writing() as session:
        typed = [Typed("form/notes", "AB", 0, sent="save-0002")]
        on = save_fields(session, liaison, "S1", OCTOBER, typed, draft_key="", based_on=1, known=0,
                         operation_id="save-0003", at=AT)  # fmt: skip
    assert (on.fields, on.differs, on.draft_key) == ({"form/notes": 2}, [], saved.draft_key)


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ("aabb", ["a2", "a2"]),
        ("abab", ["a1", "a2"]),
        ("abba", ["a1", "a1"]),
        ("baab", ["b1", "b1"]),
        ("baba", ["b1", "b2"]),
        ("bbaa", ["b2", "b2"]),
    ],
)
def test_two_who_write_lose_nothing_in_any_order_of_two_saves_each(
    order: str, told: list[str], database: Database, district: int
):
    """told: what stands in the notes, as whoever came second there hears at each of their saves."""
    people = {"a": viewer(database, district, Role.LIAISON), "b": viewer(database, district, Role.DIRECTOR)}
    known: dict[str, dict[str, int]] = {"a": {}, "b": {}}
    heard, count = [], dict.fromkeys("ab", 0)
    for who in order:
        count[who] += 1
        text = f"{who}{count[who]}"
        saved = save(database, people[who], {"form/notes": text, f"activity/{who}1/title": text}, seen=known[who],
                     operation_id=f"save-{who}-{count[who]}-00")  # fmt: skip
        known[who] |= saved.fields
        heard += [one.value for one in saved.differs]
    with database.reading() as session:
        rows = dict(session.execute(select(ReportDraftField.path, ReportDraftField.value)).all())
    assert rows == {"form/notes": f"{order[0]}2", "activity/a1/title": "a2", "activity/b1/title": "b2"}
    assert heard == told


def test_what_another_has_typed_comes_with_the_answer_and_sending_over_it_is_refused(database: Database, district: int):
    liaison, director = viewer(database, district, Role.LIAISON), viewer(database, district, Role.DIRECTOR)
    mine = save(database, liaison, {"form/notes": "A"})
    theirs = save(database, director, {"form/team_minutes": "45"}, draft_key=mine.draft_key, known=mine.version)
    with pytest.raises(ConflictError, match="Person 1 has typed in this report since"):
        send(database, liaison, mine)
    seen = save(database, liaison, {"form/notes": "AB"}, seen=mine.fields, draft_key=mine.draft_key, known=mine.version)
    assert [(one.path, one.value, one.person) for one in seen.others] == [("form/team_minutes", "45", "Person 1")]
    assert theirs.others == []
    assert send(database, liaison, seen)["revision"] == 1


def test_a_file_that_came_meanwhile_is_not_written_over_unseen(database: Database, district: int):
    liaison = viewer(database, district, Role.LIAISON)
    saved = save(database, liaison, FIELDS)
    record_rows(database, district, FILE, AT + timedelta(hours=1))
    with pytest.raises(ConflictError, match="Another report of this month has come in"):
        send(database, liaison, saved)
    with database.writing() as session:
        session.execute(update(ReportDraftField).where(ReportDraftField.path == "form/notes").values(value="Mine."))
    assert send(database, liaison, saved, over=1)["revision"] == 2


def test_what_no_form_sends_is_refused(database: Database, district: int):
    liaison = viewer(database, district, Role.LIAISON)
    for path, value in (("form/state", "accepted"), ("activity/../title", "x"), ("form/notes", {"a": 1}),
                        ("form/notes", "x" * 5_000), ("activity/a1/revision", 7)):  # fmt: skip
        with pytest.raises(PartnershipError, match="cannot be understood"):
            save(database, liaison, {path: value})


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
