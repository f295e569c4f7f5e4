"""A school's plan while somebody writes in it: what it holds, and what is kept of each change."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, null, select
from sqlalchemy.orm import Session

from models.actions.checks import cluster_of, keep_line
from models.audit_log import lock_district
from models.errors import ConflictError, PartnershipError, Word
from models.permissions import Action, Viewer, check_can
from models.plan_rules import PlanMove, Step, next_item_id, version_of
from models.queries.month_locks import day_of_office
from models.queries.people import present
from models.queries.plans import step_of
from models.school_year import SchoolYear
from models.tables import ActionPlan, PlanChange, PlannedActivity, PlanStepChange, SchoolInYear
from models.tables.row_values import as_json, shape_of
from models.today import day_of
from models.vocabulary import N_, PlanState, Topic


def _may_write(
    session: Session, viewer: Viewer, school_id: str, school_year: str, at: datetime, *, accepts: bool
) -> SchoolYear:
    """The year, with the district locked and the right checked. Raises PartnershipError for a year that is over."""
    lock_district(session, viewer.district_id)
    now, cluster = present(session, viewer, at), cluster_of(session, viewer, school_id)
    if accepts:
        check_can(now, Action.ACCEPT_PLAN, cluster, school_id)
    else:
        check_can(now, Action.WRITE_PLAN, cluster, school_id)
    year = SchoolYear.parse(school_year)
    today = day_of_office(session, viewer.district_id, day_of(at))
    if year.is_over(today):
        raise PartnershipError("The school year {year} is over; its plan stays as it is.", year=str(year))
    if year > SchoolYear.of(today).next:
        raise PartnershipError("The plan of {year} can be begun a year before; nothing was saved.", year=str(year))
    return year


@dataclass(frozen=True)
class HeldPlan:
    """A plan of the viewer's district, which is locked; whoever asks may write it, or accept it."""

    session: Session
    viewer: Viewer
    plan: ActionPlan
    at: datetime

    @classmethod
    def begun(cls, session: Session, viewer: Viewer, school_id: str, school_year: str, at: datetime) -> "HeldPlan":
        """
        The plan of a year, made where there is none.

        Raises NotAllowedError, or PartnershipError for no such school, or a year that is over or far off.
        """
        year = _may_write(session, viewer, school_id, school_year, at, accepts=False)
        plan = session.get(ActionPlan, (viewer.district_id, school_id, str(year)))
        if plan is None:
            plan = ActionPlan(
                district_id=viewer.district_id, school_id=school_id, school_year=str(year), state=PlanState.DRAFT
            )
            session.add(plan)
            session.flush()
        return cls(session, viewer, plan, at)

    @classmethod
    def opened(
        cls,
        session: Session,
        viewer: Viewer,
        school_id: str,
        school_year: str,
        at: datetime,
        *,
        version: str | None = None,
        accepts: bool = False,
    ) -> "HeldPlan":
        """
        The plan, where it is as it was seen. version: of the plan as it was seen, None for who changes one step.

        Raises NotAllowedError; ConflictError; PartnershipError where none was begun, or its year is over.
        """
        year = _may_write(session, viewer, school_id, school_year, at, accepts=accepts)
        plan = session.get(ActionPlan, (viewer.district_id, school_id, str(year)))
        if plan is None:
            raise PartnershipError("No plan of {year} was begun yet; nothing was saved.", year=str(year))
        session.refresh(plan)
        held = cls(session, viewer, plan, at)
        if version is not None and version != held.version():
            raise ConflictError(
                "{who} changed this plan since you opened it. Look at it; nothing was changed.", who=held.last_author()
            )
        return held

    @property
    def year(self) -> SchoolYear:
        return SchoolYear.parse(self.plan.school_year)

    def version(self) -> str:
        """As `version_of` of what stands."""
        return version_of(self.plan.state.value, ((number, step_of(row)) for number, row in self.steps().items()))

    def steps(self) -> Mapping[str, PlannedActivity]:
        """By number, by month."""
        self.session.flush()
        of = PlannedActivity
        rows = self.session.scalars(select(of).where(*self._mine(of)).order_by(of.planned_month, of.item_id)).all()
        return {row.item_id: row for row in rows}

    def was_moved(self) -> bool:
        """Did anybody do anything with it here, or a file bring it before?"""
        of = PlanChange
        is_new = self.plan.state is PlanState.DRAFT and not self.session.scalar(
            select(of).where(*self._mine(of)).limit(1)
        )
        return not is_new

    def of_last_year(self) -> list[PlannedActivity]:
        """The steps of the school's plan of the year before, by month."""
        of, plan, year = PlannedActivity, self.plan, str(self.year.previous)
        mine = (of.district_id == plan.district_id, of.school_id == plan.school_id, of.school_year == year)
        return list(self.session.scalars(select(of).where(*mine).order_by(of.planned_month, of.item_id)))

    def last_change(self, item_id: str | None = None) -> PlanStepChange | None:
        """What became of a step last, or of any."""
        of = PlanStepChange
        statement = select(of).where(*self._mine(of)).order_by(of.change_id.desc()).limit(1)
        found: PlanStepChange | None = self.session.scalar(
            statement if item_id is None else statement.where(of.item_id == item_id)
        )
        return found

    def last_author(self, item_id: str | None = None) -> str:
        """Who changed a step last, or the plan; a file where nobody did on a page."""
        of = PlanChange
        moved: PlanChange | None = self.session.scalar(
            select(of).where(*self._mine(of)).order_by(of.change_id.desc()).limit(1)
        )
        found = [one for one in (self.last_change(item_id), moved) if one is not None]
        return max(found, key=lambda one: one.changed_at).author if found else Word(N_("A file"))

    # ------------------------------------------------------------ writing
    def add(self, step: Step) -> str:
        """Add a step, under a number that the plan never had; returns it."""
        of, plan, session = PlanStepChange, self.plan, self.session
        used = set(self.steps()) | set(session.scalars(select(of.item_id).where(*self._mine(of))))
        number = next_item_id(used)
        level = session.scalar(
            select(SchoolInYear.level)
            .where(SchoolInYear.district_id == plan.district_id, SchoolInYear.school_id == plan.school_id)
            .order_by(SchoolInYear.school_year.desc())
            .limit(1)
        )
        self.remember(number, None)
        session.add(
            PlannedActivity(
                district_id=plan.district_id, school_id=plan.school_id, school_year=plan.school_year, item_id=number,
                level=level, **asdict(step),
            )
        )  # fmt: skip
        session.flush()
        return number

    def remember(self, item_id: str, row: PlannedActivity | None) -> None:
        """Keep how the step is now, before it is changed."""
        names = shape_of("planned_activity").converters
        before = None if row is None else as_json({name: getattr(row, name) for name in names})
        plan = self.plan
        self.session.add(
            PlanStepChange(
                district_id=plan.district_id, school_id=plan.school_id, school_year=plan.school_year, item_id=item_id,
                change_id=self._next(PlanStepChange), before=null() if before is None else before,
                author=self.viewer.name, changed_at=self.at,
            )
        )  # fmt: skip
        self.session.flush()

    def waits_again(self, note: str = "") -> None:
        """An accepted plan that is changed waits for the office again. note: what the office is told of the change."""
        self.session.flush()
        if self.plan.state is PlanState.ACCEPTED:
            self.plan.state = PlanState.SUBMITTED
            self.moved(PlanMove.CHANGED, note)

    def to(self, state: PlanState, move: PlanMove, verb: str, *, note: str = "") -> None:
        """Where the plan stands from now on."""
        was, self.plan.state = self.plan.state, state
        self.moved(move, note)
        self.keep(verb, before={"state": was.value}, after={"state": state.value})

    def moved(self, move: PlanMove, note: str = "") -> None:
        """Keep what was done with the whole plan."""
        plan = self.plan
        self.session.add(
            PlanChange(
                district_id=plan.district_id, school_id=plan.school_id, school_year=plan.school_year,
                change_id=self._next(PlanChange), kind=move, note=note, author=self.viewer.name, changed_at=self.at,
            )
        )  # fmt: skip
        self.session.flush()

    def keep(self, action: str, **details: object) -> None:
        """The audit line."""
        self.session.flush()
        about = {"school_year": self.plan.school_year} | details
        keep_line(self.session, self.viewer, self.at, action, Topic.PLANS, self.plan.school_id, about)

    def _mine(self, table: Any) -> tuple[Any, ...]:
        plan = self.plan
        return (
            table.district_id == plan.district_id,
            table.school_id == plan.school_id,
            table.school_year == plan.school_year,
        )

    def _next(self, table: Any) -> int:
        last: int | None = self.session.scalar(select(func.max(table.change_id)).where(*self._mine(table)))
        return (last or 0) + 1
