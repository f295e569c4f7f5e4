"""What a plan of a school year may say, and what becomes of it when it is copied. Pure."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from models.errors import PartnershipError
from models.school_year import SchoolYear, next_month
from models.vocabulary import N_, InvolvementType, PlanGoal

LONGEST_TITLE = 120
MOST_STEPS = 60
"""More than one a week; who needs more has two plans in one."""
YEAR = 12
ROLES = (
    N_("Principal"),
    N_("Partnership team"),
    N_("Family liaison"),
    N_("Counselor"),
    N_("Reading coach"),
    N_("Teachers of the grade"),
    N_("School nurse"),
    N_("Parents of the team"),
    N_("Community partner"),
)
"""Who is in charge of a step: a role, never a name."""


class PlanMove(StrEnum):
    """What somebody did with a whole plan; changed: once it was accepted, so that it waits again."""

    BEGUN = "begun"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"
    CHANGED = "changed"


@dataclass(frozen=True)
class Step:
    """What a team plans; whether it is done is told by a month's report only."""

    title: str = ""
    goal: PlanGoal | None = None
    involvement_type: int | None = None
    planned_month: date | None = None
    person_in_charge: str = ""


SAID = tuple(field.name for field in fields(Step))


def checked_step(typed: Step, year: SchoolYear, *, was: Step | None = None) -> Step:
    """
    The step without blanks around. was: how it stood, for what a file brought may stay.

    Raises PartnershipError without a title, type, goal or month, or with one that can't be.
    """
    title = " ".join(typed.title.split())
    if not title:
        raise PartnershipError("Say what is planned; nothing was saved.")
    if len(title) > LONGEST_TITLE and (was is None or title != was.title):
        raise PartnershipError(
            "The title is longer than {most} characters. Shorten it; nothing was saved.", most=LONGEST_TITLE
        )
    if typed.planned_month not in year.months and (was is None or typed.planned_month != was.planned_month):
        raise PartnershipError("Choose a month of {year}; nothing was saved.", year=str(year))
    if typed.involvement_type not in list(InvolvementType):
        raise PartnershipError("Choose one of the six types; nothing was saved.")
    if typed.goal is None:
        raise PartnershipError("Choose the goal that it serves; nothing was saved.")
    if typed.person_in_charge not in ("", *ROLES) and (was is None or typed.person_in_charge != was.person_in_charge):
        raise PartnershipError("Choose a role for who is in charge, not a name; nothing was saved.")
    return Step(title, typed.goal, typed.involvement_type, typed.planned_month, typed.person_in_charge)


def moved_a_year(step: Step) -> Step:
    """The same step in the next school year."""
    month = step.planned_month
    return Step(**asdict(step) | {"planned_month": month and next_month(month, YEAR)})


def joined(typed: Step, seen: Step, now: Step) -> tuple[Step, list[str]]:
    """
    What two people made of one step: what `typed` leaves as it was `seen` stays as it is `now`; and the fields that
    both changed, each to something else.
    """
    said: dict[str, Any] = {}
    both = []
    for name in SAID:
        mine, began, stands = (getattr(one, name) for one in (typed, seen, now))
        said[name] = stands if mine == began else mine
        if mine not in (began, stands) and stands != began:
            both.append(name)
    return Step(**said), both


def version_of(state: str | None, steps: Iterable[tuple[str, Step]]) -> str:
    """A short name of a plan as it was seen, in whatever order: whoever sends or accepts it says which they mean."""
    said = sorted([item_id, *map(str, asdict(step).values())] for item_id, step in steps)
    return hashlib.sha256(repr([state, said]).encode()).hexdigest()[:16]


def next_item_id(used: Iterable[str]) -> str:
    """A number that no step of the plan ever had: "W1", "W2" ..., beside those that files bring."""
    own = [int(one[1:]) for one in used if one[:1] == "W" and one[1:].isdigit()]
    return f"W{max(own, default=0) + 1}"
