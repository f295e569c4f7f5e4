"""Plans, training, and what the office did: the support log, decisions by hand, rule sets, steps of the programme."""

from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.support_need.rule_set import DECIDING, RuleSet
from models.tables.base import Base, closed_list, district_key, in_school
from models.vocabulary import (
    ContactChannel,
    ContactResult,
    DecisionKind,
    PlanGoal,
    PlanState,
    ProgrammeStep,
    SchoolLevel,
    VisitFinding,
)


class ActionPlan(Base):
    __tablename__ = "action_plan"
    __table_args__ = (in_school(),)

    district_id: Mapped[int] = district_key()
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school")
    school_year: Mapped[str] = mapped_column(primary_key=True, comment='School year, as "2025-26"')
    state: Mapped[PlanState] = mapped_column(closed_list(PlanState), comment="Where the plan stands")
    accepted_on: Mapped[date | None] = mapped_column(comment="Day it was accepted")


class PlannedActivity(Base):
    """One step of a plan. It is known to be done once the report that told so is in."""

    __tablename__ = "planned_activity"
    __table_args__ = (
        ForeignKeyConstraint(
            ["district_id", "school_id", "school_year"],
            ["action_plan.district_id", "action_plan.school_id", "action_plan.school_year"],
            ondelete="CASCADE",
        ),
        CheckConstraint("involvement_type BETWEEN 1 AND 6", name="involvement_type"),
    )

    district_id: Mapped[int] = district_key()
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school")
    school_year: Mapped[str] = mapped_column(primary_key=True, comment='School year, as "2025-26"')
    item_id: Mapped[str] = mapped_column(primary_key=True, comment="Number of the step within the plan")
    goal: Mapped[PlanGoal | None] = mapped_column(closed_list(PlanGoal), comment="Goal it serves")
    involvement_type: Mapped[int | None] = mapped_column(comment="Type of involvement, 1 to 6")
    title: Mapped[str] = mapped_column(default="", comment="What is planned")
    planned_month: Mapped[date] = mapped_column(comment="First day of the month it is planned for")
    done_month: Mapped[date | None] = mapped_column(comment="First day of the month it was done in; blank: open")
    reported_month: Mapped[date | None] = mapped_column(comment="The report that told it, by its month")
    person_in_charge: Mapped[str] = mapped_column(default="", comment="Role in charge, no parent's name")
    level: Mapped[SchoolLevel | None] = mapped_column(closed_list(SchoolLevel), comment="Level it suits")


class DevelopmentSession(Base):
    """A professional development session."""

    __tablename__ = "development_session"
    __table_args__ = (
        ForeignKeyConstraint(["district_id"], ["district.district_id"], ondelete="CASCADE"),
        CheckConstraint("hours >= 0", name="hours"),
    )

    district_id: Mapped[int] = district_key()
    session_id: Mapped[str] = mapped_column(primary_key=True, comment="Number of the session")
    held_on: Mapped[date] = mapped_column(comment="Day of the session")
    topic: Mapped[str] = mapped_column(comment="What it was about")
    hours: Mapped[float | None] = mapped_column(comment="Hours")


class DevelopmentAttendance(Base):
    """Which schools' teams came to a session."""

    __tablename__ = "development_attendance"
    __table_args__ = (
        in_school(),
        ForeignKeyConstraint(
            ["district_id", "session_id"],
            ["development_session.district_id", "development_session.session_id"],
            ondelete="CASCADE",
        ),
        CheckConstraint("people >= 0", name="people"),
    )

    district_id: Mapped[int] = district_key()
    session_id: Mapped[str] = mapped_column(primary_key=True, comment="The session")
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school whose team came")
    people: Mapped[int | None] = mapped_column(comment="Members of the team who came")


class SupportContact(Base):
    """One entry of the support log. Added, never edited: a correction points to the entry it corrects."""

    __tablename__ = "support_contact"
    __table_args__ = (
        in_school(),
        Index("ix_support_contact_school", "district_id", "school_id", "contacted_on"),
    )

    district_id: Mapped[int] = district_key()
    contact_id: Mapped[str] = mapped_column(primary_key=True, comment="Number of the entry")
    school_id: Mapped[str] = mapped_column(comment="The school")
    contacted_on: Mapped[date] = mapped_column(comment="Day of the contact")
    person_id: Mapped[int | None] = mapped_column(comment="Who made it, where known here")
    made_by: Mapped[str] = mapped_column(default="", comment="Who made it, as the file says")
    channel: Mapped[ContactChannel] = mapped_column(closed_list(ContactChannel), comment="How")
    purpose: Mapped[str] = mapped_column(default="", comment="What it was about")
    result: Mapped[ContactResult | None] = mapped_column(closed_list(ContactResult), comment="What came of it")
    finding: Mapped[VisitFinding | None] = mapped_column(
        closed_list(VisitFinding), comment="What a visit found: the list was right, partly, not"
    )
    note: Mapped[str] = mapped_column(default="", comment="What was said, in a line; no names of children or parents")
    next_step: Mapped[str] = mapped_column(default="", comment="What was agreed next")
    next_step_due: Mapped[date | None] = mapped_column(comment="Until when")
    closed_on: Mapped[date | None] = mapped_column(comment="Day the next step was done")
    outcome: Mapped[str] = mapped_column(default="", comment="How it ended")
    corrects: Mapped[str | None] = mapped_column(comment="contact_id of the entry this one corrects")
    known_on: Mapped[date | None] = mapped_column(
        comment="Written on a page: the day since which it is known; blank: brought by a file"
    )
    recorded_at: Mapped[datetime] = mapped_column(comment="Moment it was stored")


class Decision(Base):
    """A person's word that puts a school on Check in, or takes it off, until an end date. Never touches the score."""

    __tablename__ = "decision"
    __table_args__ = (
        in_school(),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("note <> ''", name="has_note"),
    )

    district_id: Mapped[int] = district_key()
    decision_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="Number of the decision")
    school_id: Mapped[str] = mapped_column(comment="The school")
    kind: Mapped[DecisionKind] = mapped_column(closed_list(DecisionKind), comment="What happened")
    puts_on_list: Mapped[bool] = mapped_column(comment="True: on Check in; false: off it")
    starts_on: Mapped[date] = mapped_column(comment="First day it holds")
    ends_on: Mapped[date] = mapped_column(comment="Last day it holds")
    note: Mapped[str] = mapped_column(comment="Why, in words")
    author: Mapped[str] = mapped_column(comment="Who said so")
    recorded_at: Mapped[datetime] = mapped_column(comment="Moment it was stored")


class RuleSetRow(Base):
    """A dated set of the rules that make the lists. The default holds from the beginning and is not stored."""

    __tablename__ = "rule_set"
    __table_args__ = (
        ForeignKeyConstraint(["district_id"], ["district.district_id"], ondelete="CASCADE"),
        CheckConstraint("speed_mix BETWEEN 0 AND 1", name="speed_mix"),
        CheckConstraint("visits >= 0 AND calls >= 0", name="capacity"),
        CheckConstraint("note <> ''", name="has_note"),
    )

    district_id: Mapped[int] = district_key()
    rule_set_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="Number of the rule set")
    name: Mapped[str] = mapped_column(comment="What people call it")
    in_force_from: Mapped[date] = mapped_column(comment="Months judged on this day or later use it")
    weights: Mapped[dict[str, Any]] = mapped_column(comment="Weight 0 to 5 by indicator code")
    visits: Mapped[int | None] = mapped_column(comment="Visits a month; blank: 15 % of the schools")
    calls: Mapped[int | None] = mapped_column(comment="Calls a month; blank: 15 % of the schools")
    speed_mix: Mapped[float] = mapped_column(comment="Share of the recent speed, 0 to 1")
    margin: Mapped[float] = mapped_column(comment="What a school on last month's list gets to stay on")
    similar_need: Mapped[bool] = mapped_column(comment="Compare with schools of similar need")
    note: Mapped[str] = mapped_column(comment="Why it was changed")
    author: Mapped[str] = mapped_column(comment="Who changed it")
    recorded_at: Mapped[datetime] = mapped_column(comment="Moment it was stored")

    @property
    def rules(self) -> RuleSet:
        """The row as the method takes it."""
        return RuleSet(**{field.name: getattr(self, field.name) for field in fields(RuleSet)})

    @classmethod
    def of(cls, rules: RuleSet, *, district_id: int, rule_set_id: int, recorded_at: datetime) -> "RuleSetRow":
        """The row that keeps a rule set; it has to say from when it is in force."""
        kept = {field.name: getattr(rules, field.name) for field in fields(rules)}
        kept["weights"] = {code.value: weight for code, weight in rules.weights.items()}
        return cls(**kept, district_id=district_id, rule_set_id=rule_set_id, recorded_at=recorded_at)


class RuleProposal(Base):
    """Rules that a coordinator asks for. The director puts them in force, as a rule set of their own, or declines."""

    __tablename__ = "rule_proposal"
    __table_args__ = (
        ForeignKeyConstraint(["district_id"], ["district.district_id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["district_id", "rule_set_id"], ["rule_set.district_id", "rule_set.rule_set_id"]),
        CheckConstraint("note <> ''", name="has_note"),
        CheckConstraint("rule_set_id IS NULL OR answer = ''", name="one_end"),
        CheckConstraint("decided_at IS NOT NULL OR (rule_set_id IS NULL AND answer = '')", name="decided"),
    )

    district_id: Mapped[int] = district_key()
    proposal_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="Number of the proposal")
    name: Mapped[str] = mapped_column(comment="What the rules would be called")
    proposed: Mapped[dict[str, Any]] = mapped_column(
        comment="The rules: weights by indicator code, visits, calls, speed_mix, margin, similar_need, as in rule_set"
    )
    note: Mapped[str] = mapped_column(comment="Why, in words")
    person_id: Mapped[int] = mapped_column(comment="Who proposes")
    author: Mapped[str] = mapped_column(comment="Who proposes, by name")
    recorded_at: Mapped[datetime] = mapped_column(comment="Moment it was stored")
    decided_by: Mapped[str] = mapped_column(default="", comment="Who decided, by name; blank: it waits")
    decided_at: Mapped[datetime | None] = mapped_column(comment="Moment of the decision; blank: it waits")
    answer: Mapped[str] = mapped_column(default="", comment="Why it was declined; blank: it was not")
    rule_set_id: Mapped[int | None] = mapped_column(
        comment="The rule set it became; blank, as answer, where it was taken back"
    )

    @property
    def rules(self) -> RuleSet:
        """The row as the method takes it, in force from no day yet."""
        return RuleSet(**self.proposed, name=self.name, author=self.author, note=self.note)

    @staticmethod
    def kept(rules: RuleSet) -> dict[str, Any]:
        """What of a rule set is proposed, as plain data."""
        decides = {name: getattr(rules, name) for name in DECIDING}
        return decides | {"weights": {code.value: weight for code, weight in rules.weights.items()}}


class ProgrammeStepReached(Base):
    """A dated step of the policy's roll-out at one school."""

    __tablename__ = "programme_step_reached"
    __table_args__ = (in_school(),)

    district_id: Mapped[int] = district_key()
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school")
    step: Mapped[ProgrammeStep] = mapped_column(closed_list(ProgrammeStep), primary_key=True, comment="The step")
    reached_on: Mapped[date] = mapped_column(comment="Day it was reached")
