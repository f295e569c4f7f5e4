"""Rows of every kind that the sample does not have, planted in it: what somebody is writing, reviewing, planning."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import null, select, update
from sqlalchemy.orm import Session

from data.sample.make import STORIES
from models import queries
from models.actions.access_requests import ask_for_access
from models.actions.care import end_cluster
from models.actions.mappings import save_mapping
from models.actions.month_locks import reopen_month
from models.actions.next_steps import end_step
from models.actions.planned_visits import plan_visits
from models.actions.plans import begin_plan
from models.actions.programme_steps import write_programme_step
from models.actions.reminders import mark_reminded
from models.actions.report_drafts import Typed, save_fields
from models.actions.rules import propose_rule_set
from models.actions.sign_in import begin_sign_in
from models.contact_rules import StepSeen, WantedVisit
from models.people_rules import Asking, Span
from models.programme_rules import StepSeen as ProgrammeStepSeen
from models.queries.sign_in import Account
from models.reminder_rules import ReminderWay
from models.sign_in_ways import SignInWay
from models.support_need.rule_set import RuleSet
from models.tables import (
    DevelopmentChange,
    DevelopmentPlanned,
    Dispute,
    KeptFigure,
    MonthlyReport,
    ProgrammeStepReached,
    ReportDraft,
    ReportRevision,
    ReportStateChange,
    SchoolInYear,
    SchoolMove,
)
from models.vocabulary import ProgrammeStep, ReportState
from tests.factories import AT

DAY = date(2026, 4, 10)
AT_APRIL = datetime(2026, 4, 10, 15, tzinfo=UTC)
WRITTEN = date(2026, 4, 1)
OWN, OTHER = "4-012", STORIES["lost_liaison"].school_id


def propose(session: Session, district_id: int) -> None:
    coordinator = queries.viewer(session, district_id, "r.okafor", DAY)
    propose_rule_set(session, coordinator, RuleSet(visits=4, name="Four visits"), note="Agreed.", at=AT)


def manage(session: Session, district_id: int) -> None:
    """Something was changed about a coordinator, who is signed in, and a cluster has nobody."""
    administrator = queries.viewer(session, district_id, "d.petrov", DAY)
    okafor = queries.viewer(session, district_id, "r.okafor", DAY)
    at = datetime(2026, 4, 10, 15, tzinfo=UTC)
    account = Account(district_id, okafor.person_id, "r.okafor")
    begin_sign_in(session, account, SignInWay.PASSWORD, at=at, lasts=timedelta(days=365))
    director = queries.viewer(session, district_id, "m.alvarez", DAY)
    reopen_month(session, director, date(2025, 9, 1), date(2026, 4, 20), "Two sheets were swapped.", at=at)
    end_cluster(
        session, administrator, okafor.person_id, "Lakeview", Span(date(2023, 8, 1)), on=date(2026, 4, 9), at=at
    )


def write(session: Session, district_id: int) -> None:
    """Reports and next year's plans of two schools are being written, and one figure was kept."""
    director = queries.viewer(session, district_id, "m.alvarez", DAY)
    for school_id in (OWN, OTHER):
        begin_plan(session, director, school_id, "2026-27", copies=True, at=AT_APRIL)
        save_fields(
            session, director, school_id, WRITTEN, [Typed("form/notes", school_id, 0)], draft_key="",
            based_on=_revision(session, district_id, school_id), known=0, operation_id="type-0001", at=AT_APRIL,
        )  # fmt: skip
        month = session.scalar(
            select(ReportRevision.month).where(
                ReportRevision.revision == 1,
                ReportRevision.district_id == district_id,
                ReportRevision.school_id == school_id,
            )
        )
        session.add(
            KeptFigure(district_id=district_id, school_id=school_id, month=month, revision=1, code="no_method",
                       row_id="", field="counting_method", figure="", person="Maria Alvarez")
        )  # fmt: skip

    session.flush()
    session.execute(update(ReportDraft).values(draft_key="the same in every database"))


def _revision(session: Session, district_id: int, school_id: str) -> int:
    report = session.get(MonthlyReport, (district_id, school_id, WRITTEN))
    return report.revision if report else 0


def match(session: Session, district_id: int) -> None:
    director = queries.viewer(session, district_id, "m.alvarez", DAY)
    save_mapping(session, director, "Old Mill", 'title = "a"', at=AT)


def dispute(session: Session, district_id: int) -> None:
    """Two schools said that something is wrong."""
    said = {"month": date(2026, 3, 1), "reason": "No.", "author": "Carla Eriksen", "recorded_at": AT}
    for number, school_id in enumerate((OWN, OTHER), 1):
        session.add(Dispute(district_id=district_id, dispute_id=number, school_id=school_id, **said))


def send_for(session: Session, district_id: int) -> None:
    """A coordinator sent the latest reports of both schools in their name."""
    coordinator, of = queries.viewer(session, district_id, "r.okafor", DAY), ReportStateChange
    mine = (of.district_id == district_id, of.school_id.in_((OWN, OTHER)), of.state == ReportState.SUBMITTED)
    session.execute(update(of).where(*mine).values(person_id=coordinator.person_id))


def support(session: Session, district_id: int) -> None:
    """A visit is planned at both schools, and one was given up there before."""
    director, at = queries.viewer(session, district_id, "m.alvarez", DAY), datetime(2026, 4, 10, 15, tzinfo=UTC)
    for plan in ("plan-0001", "plan-0002"):
        wanted = [WantedVisit(school_id, date(2026, 4, 20), "Visit: reports") for school_id in (OWN, OTHER)]
        plan_visits(session, director, wanted, plan_id=plan, at=at)
        if plan == "plan-0001":
            for number in (1, 2):
                end_step(session, director, StepSeen.of(f"visit {number}", date(2026, 4, 20)), at=at)


def tell_of_programme(session: Session, district_id: int) -> None:
    """A session was written down, and a step of two schools."""
    director = queries.viewer(session, district_id, "m.alvarez", DAY)
    session.add(
        DevelopmentChange(
            district_id=district_id, session_id="T1", change_id=1, before=null(), author="M", changed_at=AT_APRIL
        )
    )
    session.add(
        DevelopmentPlanned(
            district_id=district_id, session_id="T2", planned_on=date(2026, 5, 5), topic="Family nights",
            expected=[OWN, OTHER], author="M", written_at=AT_APRIL,
        )
    )  # fmt: skip
    for school_id in (OWN, OTHER):
        stands = session.get(ProgrammeStepReached, (district_id, school_id, ProgrammeStep.EVALUATING))
        seen = ProgrammeStepSeen(None if stands is None else stands.reached_on, 0)
        write_programme_step(
            session, director, school_id, ProgrammeStep.EVALUATING, DAY, note="Agreed.", seen=seen, at=AT_APRIL
        )


def remind(session: Session, district_id: int) -> None:
    director = queries.viewer(session, district_id, "m.alvarez", DAY)
    mark_reminded(session, director, [OWN, OTHER], date(2026, 3, 1), ReminderWay.PHONE, at=AT)


def move(session: Session, district_id: int) -> None:
    """Every school came from another cluster in winter."""
    years = select(SchoolInYear.school_id, SchoolInYear.school_year, SchoolInYear.cluster, SchoolInYear.level)
    for school in session.execute(years.where(SchoolInYear.district_id == district_id)).mappings():
        session.add(SchoolMove(district_id=district_id, before_month=date(2026, 1, 1), **school))


def plant(session: Session, district_id: int) -> None:
    """All of it."""
    for some in (propose, match, support, remind, move, dispute, tell_of_programme, send_for):
        some(session, district_id)
    if district_id == 1:  # a cluster ends for a coordinator: in one district only
        manage(session, district_id)
    ask_for_access(session, district_id, Asking("n.new@district.example", "N. New"), "I file for a school.", at=AT)
    write(session, district_id)
