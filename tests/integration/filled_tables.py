"""A small district with rows that each of the migrations is about."""

from datetime import date

from sqlalchemy import insert, inspect, text

from models.database import Database
from models.recording.incoming import IncomingRows
from models.tables import (
    AccessRequest,
    CalendarFeed,
    DevelopmentChange,
    DevelopmentPlanned,
    Dispute,
    KeptFigure,
    LastVisit,
    MeetingPlace,
    MonthReopening,
    NextStepChange,
    Operation,
    PlanChange,
    PlannedVisit,
    PlanStepChange,
    Practice,
    PracticeWriteUp,
    ProgrammeStepChange,
    Reminder,
    ReportDraft,
    ReportDraftField,
    RuleProposal,
    SavedMappingRow,
    SchoolMove,
    StepTold,
)
from models.totals.keep import rebuild
from tests.factories import (
    AT,
    SEPTEMBER,
    activity_row,
    contact_row,
    district_rows,
    make_district,
    record_rows,
    report_row,
    response_row,
)

PERSON = {"person_id": 7, "login": "m.lund", "name": "Marit Lund", "role": "liaison", "is_active": True}
DECISION = {
    "decision_id": 1, "school_id": "S1", "kind": "judgement", "puts_on_list": True, "starts_on": date(2024, 10, 1),
    "ends_on": date(2024, 12, 20), "note": "Asked for a call.", "author": "Rosa Okafor",
}  # fmt: skip


def fill(database: Database) -> None:
    """Rows that each of the migrations is about."""
    rows = district_rows(
        reports=[report_row("S1"), report_row("S2")],
        activities=[activity_row("A1", "S1"), activity_row("A2", "S2")],
        responses=[response_row("R1", "S1", activity_id="A1")],
        people=[PERSON | {"phone": "555 0100"}],
        contacts=[contact_row("C1")],
        decisions=[DECISION],
        plans=[{"school_id": "S1", "school_year": "2024-25", "state": "accepted"}],
        planned_activities=[
            {"school_id": "S1", "school_year": "2024-25", "item_id": "1", "planned_month": date(2024, 9, 1)}
        ],
        surveys=[{"school_id": "S1", "school_year": "2024-25", "measure": "parent_response_rate", "value": 0.5}],
    )
    number = make_district(database, rows)
    record_rows(database, number, IncomingRows(reports=[report_row("S1", notes="Anew.")]))
    whose = {"district_id": number, "person_id": 7}
    with database.writing() as session:
        session.execute(
            insert(MonthReopening).values(
                district_id=number, month=SEPTEMBER, number=1, reopened_on=AT.date(), until_date=AT.date(), person_id=7,
                reason="Two sheets were swapped.",
            )
        )  # fmt: skip
        session.execute(insert(LastVisit).values(**whose, opened_at=AT))
        session.execute(
            insert(Operation).values(
                **whose, operation_id="abcd-1234", action="log_contact", answered={"answer": 1}, done_at=AT
            )
        )
        session.execute(
            insert(SchoolMove).values(
                district_id=number,
                school_id="S1",
                school_year="2024-25",
                before_month=date(2024, 10, 1),
                cluster="Lakeview",
                level="elementary",
            )
        )
        session.execute(
            insert(RuleProposal).values(
                **whose, proposal_id=1, name="More visits", proposed={}, note="Because.", author="Marit Lund",
                recorded_at=AT, decided_by="", answer="",
            )
        )  # fmt: skip
        of = {"district_id": number, "school_id": "S1"}
        draft = of | {"month": date(2024, 10, 1)}
        session.execute(
            insert(ReportDraft).values(
                **draft, draft_key="ab12", version=1, based_on=0, begun_by="Marit Lund", begun_at=AT,
                changed_by="Marit Lund", changed_at=AT,
            )
        )  # fmt: skip
        session.execute(
            insert(ReportDraftField).values(
                **draft, path="form/notes", value="Snow.", version=1, operation_id="op-1", person_id=7,
                person="Marit Lund", saved_at=AT,
            )
        )  # fmt: skip
        session.execute(
            insert(KeptFigure).values(
                **of, month=date(2024, 9, 1), revision=2, code="no_method", row_id="A1", field="counting_method",
                figure="", person="Marit Lund",
            )
        )  # fmt: skip
        plan = of | {"school_year": "2024-25", "change_id": 1, "author": "Marit Lund", "changed_at": AT}
        session.execute(insert(PlanChange).values(**plan, kind="begun", note=""))
        session.execute(insert(PlanStepChange).values(**plan, item_id="9", before=None))
        session.execute(insert(StepTold).values(**of, school_year="2024-25", item_id="1", told_on=date(2024, 11, 2)))
        wrote = {"change_id": 1, "author": "Rosa Okafor", "changed_at": AT}
        session.execute(insert(DevelopmentChange).values(district_id=number, session_id="T1", before=None, **wrote))
        session.execute(
            insert(DevelopmentPlanned).values(
                district_id=number, session_id="T9", planned_on=date(2024, 12, 4), topic="Reaching families", hours=1.5,
                expected=[of["school_id"]], author="Rosa Okafor", written_at=AT,
            )
        )  # fmt: skip
        session.execute(
            insert(ProgrammeStepChange).values(
                **of, **wrote, step="active", before=None, after=date(2024, 10, 1), note="Agreed."
            )
        )
        session.execute(
            insert(AccessRequest).values(
                district_id=number, request_id=1, who="n.new@district.example", name="N. New", note="", asked_at=AT
            )
        )
        said = {"school_id": "S1", "author": "Marit Lund", "reason": "Done.", "recorded_at": AT}
        session.execute(
            insert(NextStepChange).values(
                **whose, **said, contact_id="C1", change_id=1, kind="done", changed_on=date(2024, 10, 20)
            )
        )
        session.execute(
            insert(PlannedVisit).values(
                **whose, **said, visit_id=1, plan_id="plan-0001", planned_on=date(2024, 10, 20),
                planned_for=date(2024, 10, 25), channel="in_person", next_step="Visit",
            )
        )  # fmt: skip
        session.execute(insert(CalendarFeed).values(**whose, key_hash="0" * 64, language="en", made_at=AT))
        session.execute(
            insert(MeetingPlace).values(
                **whose, cluster="Lakeview", school_id="S1", skips_steady=True, begun_at=AT, seen_at=AT
            )
        )
        session.execute(
            insert(Reminder).values(
                district_id=number, reminder_id=1, school_id="S1", month=date(2024, 9, 1), way="phone", outcome="done",
                sent_to="", why="", author="Rosa Okafor", reminded_at=AT,
            )
        )  # fmt: skip
        session.execute(
            insert(SavedMappingRow).values(
                district_id=number, name="Old Mill", text='title = "a"', author="Marit Lund", recorded_at=AT
            )
        )
        practice = {"district_id": number, "practice_id": 1}
        session.execute(
            insert(Practice).values(
                **practice, school_id="S1", month=SEPTEMBER, activity_id="A1", state="written", version=2, note="",
                marked_by="Rosa Okafor", marked_at=AT, changed_by="Marit Lund", changed_at=AT, published_by="",
            )
        )  # fmt: skip
        session.execute(
            insert(PracticeWriteUp).values(
                **practice, version=2, title="Reading buddies", aim="", what_was_done="We read.", materials="",
                how_it_went="", author="Marit Lund", written_at=AT,
            )
        )  # fmt: skip
        session.execute(
            insert(Dispute).values(
                district_id=number, dispute_id=1, school_id="S1", month=SEPTEMBER, about="turnout",
                reason="We counted 31.", author="Marit Lund", recorded_at=AT, answer="", answered_by="",
            )
        )  # fmt: skip
        session.execute(text("UPDATE report_revision SET filed_on = '2024-10-02' WHERE revision = 2"))
        rebuild(session, number)


def counted(database: Database) -> dict[str, int]:
    with database.read_engine.connect() as connection:
        names = inspect(connection).get_table_names()
        return {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) or 0 for name in names}
