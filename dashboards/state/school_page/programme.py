"""
Steps of the programme and training sessions of a school: as the list's day knew them, and what was written here since.

A past list's page ends with the day before the next list, as its support log does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

import pandas as pd

from dashboards.state.district.data import DistrictData, scope
from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.school_page.shapes import ProgrammeLine, ProgrammePart
from dashboards.state.triage.board import Board
from models import queries
from models.permissions import Action, Viewer, can, check_can_see_school
from models.school_year import SchoolYear
from models.today import day_of
from models.vocabulary import ProgrammeStep, Topic
from models.wording import programme as wording
from models.wording.language import Words
from models.wording.trends_programme import STEPS


@dataclass(frozen=True)
class ProgrammeKnown:
    """
    steps: step, reached_on, is_since (written here after the list's day); changes: as `queries.step_changes`, up to the
    day of knowledge. sessions: as `queries.development_sessions` of the school year, with came (bool), people and
    is_since. is_now: nothing newer than this list is there, so that it can be written on.
    """

    steps: pd.DataFrame
    changes: pd.DataFrame
    sessions: pd.DataFrame
    is_now: bool


class _Step(NamedTuple):
    step: str
    reached_on: pd.Timestamp
    is_since: bool


class _Change(NamedTuple):
    step: str
    change_id: int
    before: pd.Timestamp
    after: pd.Timestamp
    note: str
    author: str
    changed_at: datetime


def programme_known(
    district: DistrictData, viewer: Viewer, board: Board, school_id: str, today: date
) -> ProgrammeKnown:
    """What is known of a school. Raises NotAllowedError where the viewer may not see it."""
    check_can_see_school(viewer, school_id)
    until = district.next_list(board.as_of)
    known = min(today, until - timedelta(days=1))
    key = ("programme of school", scope(viewer), board.school_year, board.as_of, school_id, known, today < until)
    topics = (Topic.PLANS, Topic.SCHOOLS, Topic.REPORTS)
    return district.keep(key, topics, lambda: _known(district, viewer, board, school_id, known, is_now=today < until))


def _known(
    district: DistrictData, viewer: Viewer, board: Board, school_id: str, known: date, *, is_now: bool
) -> ProgrammeKnown:
    day = board.as_of.date()
    last = max(day, known)
    with district.reading() as session:
        steps = queries.steps_reached(session, viewer, last, [school_id], known=last)
        changes = queries.step_changes(session, viewer, [school_id])
        held = queries.development_sessions(session, viewer, last, known=last)
        came = queries.sessions_attended(session, viewer, last, known=last)
        written = queries.training_changes(session, viewer)
    changes = changes.loc[[day_of(at) <= last for at in changes["changed_at"]]]
    since = _changed_after(changes["step"], changes["changed_at"], day)
    steps = steps.assign(is_since=steps["step"].isin(since))
    sessions = held.loc[[str(SchoolYear.of(one.date())) == board.school_year for one in held["held_on"]]]
    people = came[came["school_id"].eq(school_id)].set_index("session_id")["people"]
    sessions = sessions.assign(
        came=sessions["session_id"].isin(people.index),
        people=sessions["session_id"].map(people),
        is_since=sessions["session_id"].isin(_changed_after(written["session_id"], written["changed_at"], day)),
    )
    return ProgrammeKnown(
        steps=steps[(steps["reached_on"] <= board.as_of) | steps["is_since"]],
        changes=changes,
        sessions=sessions[(sessions["held_on"] <= board.as_of) | sessions["is_since"]],
        is_now=is_now,
    )


def _changed_after(keys: Iterable[str], moments: Iterable[datetime], day: date) -> set[str]:
    return {key for key, at in zip(keys, moments, strict=True) if day_of(at) > day}


# ---------------------------------------------------------------- the card
def programme_part(
    words: Words, viewer: Viewer, board: Board, known: ProgrammeKnown, school_id: str, cluster: str | None, today: date
) -> ProgrammePart | None:
    """All steps of the roll-out, each with the day it was reached; None for a school's liaison."""
    if not viewer.sees_district:
        return None
    reached = {one.step: one for one in rows_of(known.steps, _Step)}
    changed: dict[str, list[_Change]] = {}
    for one in rows_of(known.changes, _Change):
        changed.setdefault(one.step, []).append(one)
    may_write = known.is_now and can(viewer, Action.WRITE_PROGRAMME_STEP, cluster, school_id)
    lines = [_line(words, board, step, reached.get(step), changed.get(step, [])) for step in ProgrammeStep]
    usual = board.as_of.date() if board.month is not None else today
    return {
        "school": school_id,
        "about": wording.reached_text(words, len(reached)),
        "lines": lines,
        "may_write": may_write,
        "usual": min(usual, today).isoformat(),
        "until": today.isoformat(),
        "note": "" if known.is_now else wording.past_text(words, board.as_of.date()),
        "draft": f"programme {viewer.district_id} {viewer.person_id} {school_id}",
    }


def _line(
    words: Words, board: Board, step: ProgrammeStep, stands: _Step | None, changes: list[_Change]
) -> ProgrammeLine:
    return {
        "step": step.value,
        "name": words.gettext(STEPS[step]),
        "reached": words.day(stands.reached_on.date()) if stands else words.gettext("not recorded"),
        "since": wording.since_list_text(words, board.as_of.date()) if stands and stands.is_since else "",
        "on": stands.reached_on.date().isoformat() if stands else "",
        "version": changes[-1].change_id if changes else 0,
        "told": [(one.note, _written(words, one)) for one in reversed(changes)],
    }


def _written(words: Words, one: _Change) -> str:
    before = one.before.date() if is_known(one.before) else None
    after = one.after.date() if is_known(one.after) else None
    return wording.written_text(words, one.author, day_of(one.changed_at), before, after)
