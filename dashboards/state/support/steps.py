"""A person's next steps in words: what is due, overdue and coming, and what was ended lately. Pure."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, NamedTuple

import pandas as pd

from dashboards.state.contacts.contact_form import OpenStep
from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.support.gathered import Gathered
from dashboards.state.support.shapes import EndedRow, StepGroup, StepRow, StepsList
from models.contact_rules import StepKind
from models.permissions import Viewer
from models.wording import support as wording
from models.wording.language import Words

Code = Literal["overdue", "today", "coming", "undated"]
LeadsTo = Callable[[str], str]


class Step(NamedTuple):
    """A step that is open. due: NaT without a day; put_off: how often."""

    key: str
    school_id: str
    next_step: str
    due: pd.Timestamp
    person_id: float
    author: str
    put_off: int


class _Ended(NamedTuple):
    key: str
    school_id: str
    next_step: str
    ended_on: pd.Timestamp
    outcome: str


def open_steps_of(viewer: Viewer, schools: pd.DataFrame, found: Gathered) -> list[Step]:
    """
    The steps that are this person's: at the schools of their clusters, and wherever they wrote them. schools: of the
    board, by school_id, with cluster.
    """
    log = found.log[found.log["next_step"].ne("") & found.log["closed_on"].isna()]
    steps = pd.DataFrame(
        {
            "key": f"{StepKind.CONTACT} " + log["contact_id"].astype(str),
            "school_id": log["school_id"],
            "next_step": log["next_step"],
            "due": log["next_step_due"],
            "person_id": log["person_id"],
            "author": log["made_by"],
            "put_off": log["put_off"],
        }
    )
    planned = found.planned
    visits = pd.DataFrame(
        {
            "key": f"{StepKind.VISIT} " + planned["visit_id"].astype(str),
            "school_id": planned["school_id"],
            "next_step": planned["next_step"],
            "due": planned["planned_for"],
            "person_id": planned["person_id"],
            "author": planned["author"],
            "put_off": 0,
        }
    )
    every = (
        pd.concat([one for one in (steps, visits) if len(one)], ignore_index=True)
        if len(steps) or len(visits)
        else steps
    )
    own = every["school_id"].map(schools["cluster"]).isin(viewer.clusters)
    mine = every[(own | every["person_id"].eq(viewer.person_id)) & every["school_id"].isin(schools.index)]
    mine = mine.sort_values(["due", "school_id", "key"], kind="stable", na_position="last")
    return list(rows_of(mine, Step))


def steps_list(
    words: Words, viewer: Viewer, schools: pd.DataFrame, found: Gathered, leads: LeadsTo, feed: str, *, may_feed: bool
) -> StepsList:
    """leads: the address of a school's page. feed: since when the calendar has an address, in words."""
    rows: dict[Code, list[StepRow]] = {"overdue": [], "today": [], "coming": [], "undated": []}
    for step in open_steps_of(viewer, schools, found):
        rows[_code(step, found.office)].append(_row(words, step, schools, found.office, leads))
    titles: dict[Code, str] = {
        "overdue": words.gettext("Overdue"),
        "today": words.gettext("Due today"),
        "coming": words.gettext("Coming"),
        "undated": words.gettext("Without a date"),
    }
    groups: list[StepGroup] = [
        {"code": code, "title": titles[code], "rows": some} for code, some in rows.items() if some
    ]
    week, month = found.office + timedelta(days=7), found.office + timedelta(days=28)
    return {
        "groups": groups,
        "ended": _ended(words, viewer, schools, found),
        "none": ""
        if groups
        else words.gettext("Nothing is agreed with your schools. Log a contact to agree a next step."),
        "feed": feed,
        "may_feed": may_feed,
        "until": week.isoformat(),
        "snoozes": [(words.gettext("1 week"), week.isoformat()), (words.gettext("4 weeks"), month.isoformat())],
    }


def _code(step: Step, today: date) -> Code:
    if not is_known(step.due):
        return "undated"
    day = step.due.date()
    return "today" if day == today else "overdue" if day < today else "coming"


def _row(words: Words, step: Step, schools: pd.DataFrame, today: date, leads: LeadsTo) -> StepRow:
    due = step.due.date() if is_known(step.due) else None
    code = _code(step, today)
    said: OpenStep = {
        "key": step.key,
        "text": step.next_step,
        "due": "" if due is None else due.isoformat(),
        "when": wording.due_text(words, due, today),
        "mark": code if code in ("today", "overdue") else "",
    }
    by = [step.author, wording.put_off_text(words, step.put_off)]
    return {
        **said,
        "school": step.school_id,
        "name": str(schools.at[step.school_id, "name"]),
        "address": leads(step.school_id),
        "by": " · ".join(filter(None, by)),
    }


def _ended(words: Words, viewer: Viewer, schools: pd.DataFrame, found: Gathered) -> list[EndedRow]:
    own = found.ended["school_id"].map(schools["cluster"]).isin(viewer.clusters) | found.ended["author"].eq(viewer.name)
    return [
        {
            "key": one.key,
            "name": str(schools.at[one.school_id, "name"]),
            "text": " · ".join(filter(None, [one.next_step, one.outcome])),
            "when": words.gettext("done {day}", day=words.short_day(one.ended_on)),
        }
        for one in rows_of(found.ended[own & found.ended["school_id"].isin(schools.index)], _Ended)
    ]
