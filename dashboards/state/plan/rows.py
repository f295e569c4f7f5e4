"""The steps of a plan by goal, each with where it stands by now, in words. Pure."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

import pandas as pd

from dashboards.state.frame_rows import is_known
from dashboards.state.plan.gathered import Gathered, StepStored
from dashboards.state.plan.shapes import PlanGroup, PlanRow, PlanWaiting
from models.month_marks import MonthMark
from models.plan_rules import ROLES
from models.vocabulary import PlanGoal
from models.wording import plans as wording
from models.wording.by_code import GOALS
from models.wording.language import Words
from models.wording.practices import SHORT_TYPES


class Told(NamedTuple):
    """What the reports tell by now: the last month that anything is due in, None before any, and each month's mark."""

    last_month: date | None
    marks: Mapping[date, str]


class Counted(NamedTuple):
    """How far some steps are: due ones and how many of them are done, others that are done already, and the rest."""

    done: int
    due: int
    early: int
    later: int


def counted_steps(steps: list[StepStored], told: Told) -> Counted:
    due = [one for one in steps if _is_due(one, told)]
    early = sum(1 for one in steps if not _is_due(one, told) and is_known(one.done_month))
    done = sum(1 for one in due if is_known(one.done_month))
    return Counted(done, len(due), early, len(steps) - len(due) - early)


def _is_due(step: StepStored, told: Told) -> bool:
    return told.last_month is not None and step.planned_month.date() <= told.last_month


NO_MARKS = Told(None, {})


def marks_of(marks: pd.Series) -> dict[date, str]:
    """A school's marks by month, those there are."""
    return {pd.Timestamp(str(month)).date(): mark for month, mark in marks.items() if isinstance(mark, str)}


def groups_of(words: Words, found: Gathered, told: Told, mine: Collection[str]) -> list[PlanGroup]:
    order = [goal.value for goal in PlanGoal] + [""]
    by_goal: dict[str, list[StepStored]] = {goal: [] for goal in order}
    for step in found.steps:
        by_goal[step.goal if isinstance(step.goal, str) else ""].append(step)
    return [
        {
            "goal": words.gettext(GOALS[PlanGoal(goal)]) if goal else words.gettext("No goal told"),
            "about": wording.group_text(words, *counted_steps(steps, told)),
            "rows": [_row(words, found, told, one, one.item_id in mine) for one in steps],
        }
        for goal, steps in by_goal.items()
        if steps
    ]


def _row(words: Words, found: Gathered, told: Told, step: StepStored, is_mine: bool) -> PlanRow:
    months = found.year.months
    planned, done = step.planned_month.date(), step.done_month.date() if is_known(step.done_month) else None
    row: PlanRow = {
        "id": step.item_id,
        "title": _title(words, step),
        "type": step.kind,
        "state": "later",
        "state_label": words.gettext("due {month}", month=words.short_month(planned)),
        "about": words.listed(filter(None, [
            words.month_in_year(planned),
            words.gettext(SHORT_TYPES[step.kind]) if step.kind else "",
            _in_charge(words, step),
        ])),
        "at": months.index(planned) if planned in months else -1,
        "done_at": months.index(done) if done in months else -1,
        "is_told": done is not None,
        "may_undo": is_mine,
    }  # fmt: skip
    if done is not None:
        late = (done.year - planned.year) * 12 + done.month - planned.month
        row["state"] = "late" if late > 0 else "done"
        row["state_label"] = wording.late_text(words, late) if late > 0 else words.gettext("done")
    elif _is_due(step, told):
        mark = told.marks.get(planned, "")
        is_in = bool(mark) and MonthMark(mark).is_received
        row["state"] = "open" if is_in else "unknown"
        row["state_label"] = words.gettext("not yet") if is_in else words.gettext("no report tells")
    return row


def waiting_of(words: Words, found: Gathered, told: Told) -> list[PlanWaiting]:
    """Steps that are due and not done, the oldest first, and the month that each may be moved to."""
    left = [month for month in found.year.months if month > found.today]
    to = left[0] if left else None
    return [
        {
            "id": one.item_id,
            "type": one.kind,
            "title": _title(words, one),
            "about": words.listed(filter(None, [
                words.gettext("due in {month}", month=words.month(one.planned_month)),
                _in_charge(words, one),
            ])),
            "month": f"{to:%Y-%m}" if to else "",
            "move": words.gettext("Move to {month}", month=words.month(to)) if to else "",
        }
        for one in found.steps
        if _is_due(one, told) and not is_known(one.done_month)
    ]  # fmt: skip


def _in_charge(words: Words, step: StepStored) -> str:
    return words.gettext(step.person_in_charge) if step.person_in_charge in ROLES else step.person_in_charge


def _title(words: Words, step: StepStored) -> str:
    named = words.gettext(SHORT_TYPES[step.kind]) if step.kind else words.gettext("a step without a title")
    return step.title or named
