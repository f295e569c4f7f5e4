"""A report as a liaison types it, and the saves and sends of it, for tests."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.filing import send_report
from models.actions.report_drafts import Saved, Typed, begin_draft, save_fields
from models.database import Database
from models.permissions import Viewer
from models.recording.incoming import IncomingRows
from models.tables import (
    Activity,
    MonthlyReport,
    ParentResponse,
    ReportDraft,
    ReportRevision,
    ReportStateChange,
    TeacherObservation,
)
from models.tables.row_values import Row
from tests.factories import (
    AT,
    OCTOBER,
)

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
