"""
The sample district with a row in every table, and a text in every column that takes one: to be planted in.

Beside the rows that tests of rights look for (`planted_rows`) there are those that no read by school finds.
"""

from dataclasses import asdict
from datetime import date, timedelta

from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session

from models.database import connect
from models.sign_in_ways import SignInWay
from models.support_need.rule_set import RuleSet
from models.tables import (
    Activity,
    AuditLine,
    CalendarFeed,
    Credential,
    ImportReceipt,
    MeetingPlace,
    NextStepChange,
    Operation,
    Person,
    PlannedActivity,
    PlannedVisit,
    ReportDraftField,
    ReportRevision,
    RuleProposal,
    RuleSetRow,
    SignIn,
    StepTold,
    SupportContact,
    TeacherObservation,
)
from tests.factories import AT
from tests.integration.planted_rows import OWN, WRITTEN, plant

NOBODYS = "a.nobody"
"""The login of somebody no test signs in as."""
RULES = RuleSet(visits=6, name="Six visits", author="Maria Alvarez", note="Agreed.", in_force_from=date(2026, 4, 20))
OF_REVISION = ("district_id", "school_id", "month", "revision")
ODD = "form/odd"
"""The place of a field in a draft that no form has."""


def fill(database_url: str) -> None:
    """Write them into this copy of the sample."""
    database = connect(database_url)
    with database.writing() as session:
        plant(session, 1)
        session.flush()
        _add_rows(session)
        session.flush()
        _add_texts(session)
    database.close()


def _add_rows(session: Session) -> None:
    whose = {"district_id": 1, "person_id": 1}
    contact = session.scalars(select(SupportContact).order_by(SupportContact.contact_id)).first()
    step = session.scalars(select(PlannedActivity).where(PlannedActivity.school_id == OWN)).first()
    assert contact is not None
    assert step is not None
    session.add_all(
        [
            Person(district_id=1, person_id=900, login=NOBODYS, name="A. Nobody", role="viewer", is_active=True),
            RuleSetRow(district_id=1, rule_set_id=1, recorded_at=AT, **asdict(RULES)),
            RuleProposal(
                **whose, proposal_id=900, name="Fewer visits", proposed={}, note="Agreed.", author="Maria Alvarez",
                recorded_at=AT, decided_by="Maria Alvarez", decided_at=AT, answer="Not now.",
            ),
            CalendarFeed(**whose, key_hash="0" * 64, language="en", made_at=AT),
            Credential(**whose, password_hash="x", link_hash="x", issuer="https://accounts.example", subject="1"),
            MeetingPlace(**whose, cluster="Lakeview", school_id=OWN, skips_steady=False, begun_at=AT, seen_at=AT),
            NextStepChange(
                **whose, contact_id=contact.contact_id, change_id=1, school_id=contact.school_id, kind="done",
                changed_on=AT.date(), reason="Called.", by_contact=contact.contact_id, author="Maria Alvarez",
                recorded_at=AT,
            ),
            Operation(**whose, operation_id="abcd-1234", action="log_contact", answered={"answer": 1}, done_at=AT),
            SignIn(
                **whose, key_hash="x", way=SignInWay.PASSWORD, begun_at=AT, seen_at=AT, until=AT + timedelta(hours=8)
            ),
            StepTold(
                district_id=1, school_id=OWN, school_year=step.school_year, item_id=step.item_id, told_on=AT.date()
            ),
            ReportDraftField(
                district_id=1, school_id=OWN, month=WRITTEN, path=ODD, value="Typed.", version=1, operation_id="type-2",
                person_id=1, person="Maria Alvarez", saved_at=AT,
            ),
            AuditLine(
                district_id=1, audit_id=900, happened_at=AT, person="Dana Petrov", action="change_person",
                subject=NOBODYS, details={"before": {"name": "A. Nobody"}, "after": {"name": "A. N. Nobody"}},
            ),
        ]
    )  # fmt: skip


def _add_texts(session: Session) -> None:
    """Where every row of a column is empty."""
    contacts = session.scalars(select(SupportContact.contact_id).order_by(SupportContact.contact_id).limit(2)).all()
    visit = select(PlannedVisit.visit_id).order_by(PlannedVisit.visit_id).limit(1).scalar_subquery()
    about = session.execute(
        select(TeacherObservation, Activity.activity_id).join(
            Activity,
            and_(*(getattr(TeacherObservation, key) == getattr(Activity, key) for key in OF_REVISION)),
        )
    ).first()
    assert about is not None
    about.TeacherObservation.activity_id = about.activity_id
    for of, texts in (
        (update(PlannedVisit).where(PlannedVisit.visit_id == visit), {"ended_by": "Maria Alvarez"}),
        (update(ReportRevision).where(ReportRevision.school_id == OWN), {"source_file": "reports.csv"}),
        (update(SupportContact).where(SupportContact.contact_id == contacts[1]), {"corrects": contacts[0]}),
        (update(ImportReceipt), {"warnings": ["reports.csv, line 2: odd"], "mapping": "Old Mill",
                                 "files": [{"name": "reports.csv", "sha256": "0", "rows": 1}]}),
    ):  # fmt: skip
        session.execute(of.values(**texts))
