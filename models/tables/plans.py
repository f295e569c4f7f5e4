"""Plans that are written here: who moved a plan on, and how its steps were before somebody changed them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.plan_rules import PlanMove
from models.tables.base import Base, closed_list, district_key


def in_plan() -> ForeignKeyConstraint:
    """The row belongs to a plan, and goes with it."""
    return ForeignKeyConstraint(
        ["district_id", "school_id", "school_year"],
        ["action_plan.district_id", "action_plan.school_id", "action_plan.school_year"],
        ondelete="CASCADE",
    )


class PlanChange(Base):
    """What somebody did with a whole plan: begun, sent, accepted, returned, taken back, changed once accepted."""

    __tablename__ = "plan_change"
    __table_args__ = (in_plan(),)

    district_id: Mapped[int] = district_key()
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school")
    school_year: Mapped[str] = mapped_column(primary_key=True, comment='School year, as "2025-26"')
    change_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="1, 2, 3 ... within the plan")
    kind: Mapped[PlanMove] = mapped_column(closed_list(PlanMove), comment="What was done")
    note: Mapped[str] = mapped_column(default="", comment="What the school is asked to change")
    author: Mapped[str] = mapped_column(comment="Who did it, by name")
    changed_at: Mapped[datetime] = mapped_column(comment="Moment it was done")


class PlanStepChange(Base):
    """A step as it was before somebody changed it here: lists of earlier days go by it, and it can be put back."""

    __tablename__ = "plan_step_change"
    __table_args__ = (in_plan(),)

    district_id: Mapped[int] = district_key()
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school")
    school_year: Mapped[str] = mapped_column(primary_key=True, comment='School year, as "2025-26"')
    item_id: Mapped[str] = mapped_column(primary_key=True, comment="Number of the step within the plan")
    change_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="1, 2, 3 ... within the plan")
    before: Mapped[Any] = mapped_column(JSON, nullable=True, comment="The step as it was; null: there was none")
    author: Mapped[str] = mapped_column(comment="Who changed it, by name")
    changed_at: Mapped[datetime] = mapped_column(comment="Moment it was changed; lists before that day go by `before`")
