"""What waits at the schools of a list, in codes and figures: reports to review and next steps. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.triage.board import Board
from models.month_marks import MonthMark
from models.vocabulary import Attention, ReportState


def judged(board: Board) -> pd.Timestamp:
    """The month a board is about. Raises ValueError for a year without reports, which has none."""
    if board.month is None:
        raise ValueError("this board is about no month")
    return board.month


class Waiting(NamedTuple):
    """A report of the month to review or to be mended: since when, so many days by the day of the list."""

    school_id: str
    since: pd.Timestamp
    days: int
    reason: str


class _Answer(NamedTuple):
    school_id: str
    month: pd.Timestamp
    state: str
    changed_on: pd.Timestamp
    reason: str | None


@dataclass(frozen=True)
class Answers:
    """
    How each report of the year stood on the list's day, and since when, as `queries.report_answers`; and what is known
    of its arrival, as `queries.report_states`.
    """

    answers: pd.DataFrame
    states: pd.DataFrame
    waiting_now: frozenset[tuple[str, pd.Timestamp]] | None = None
    """School and month of what still waits: what was reviewed since the list's day does not. None: as on that day."""

    def still_waits(self, school_id: str, month: pd.Timestamp) -> bool:
        return self.waiting_now is None or (school_id, month) in self.waiting_now

    def of(self, board: Board, code: Attention, schools: Collection[str]) -> list[Waiting]:
        """The reports of the board's month to review, or returned: the oldest first, then by name."""
        state = {Attention.TO_REVIEW: ReportState.SUBMITTED, Attention.RETURNED: ReportState.RETURNED}[code]
        wanted = board.attention.get(code, frozenset()) & frozenset(schools)
        if code is Attention.TO_REVIEW:
            wanted = frozenset(school for school in wanted if self.still_waits(school, judged(board)))
        rows = self.answers[self.answers["month"].eq(judged(board)) & self.answers["state"].eq(state)]
        known = {row.school_id: row for row in rows_of(rows, _Answer) if row.school_id in wanted}
        arrived = self.of_month(board)["first_submitted_date"]
        found = []
        for school in board.schools.index[board.schools.index.isin(wanted)]:
            answer = known.get(school)
            since = answer.changed_on if answer is not None else arrived.get(school, board.as_of)
            reason = answer.reason if answer is not None and is_known(answer.reason) else ""
            found.append(Waiting(str(school), since, (board.as_of - since).days, str(reason or "").strip()))
        return sorted(found, key=lambda one: -one.days)

    def of_month(self, board: Board) -> pd.DataFrame:
        """The states of the board's month by school id."""
        return self.states[self.states["month"].eq(judged(board))].set_index("school_id")


def earlier_to_review(board: Board, schools: Collection[str], answers: Answers) -> dict[str, list[pd.Timestamp]]:
    """Months before the board's whose report still waits for review, by school id."""
    marks = board.frames.marks
    months = [pd.Timestamp(month) for month in pd.DatetimeIndex(marks.columns)]
    before = [month for month in months if month < judged(board)]
    waiting = {mark.value for mark in MonthMark if mark.state is MonthMark.TO_REVIEW}
    rows = marks.loc[marks.index.isin(list(schools)), before]
    is_waiting = dict(zip(rows.index, rows.isin(waiting).to_numpy(), strict=True))
    found = {
        str(school): [
            month
            for month, waits in zip(before, some, strict=True)
            if waits and answers.still_waits(str(school), month)
        ]
        for school, some in is_waiting.items()
    }
    return {school: some for school, some in found.items() if some}


class Step(NamedTuple):
    """The next step at a school; due NaT: nobody said when."""

    school_id: str
    next_step: str
    next_step_due: pd.Timestamp


def open_steps(board: Board, schools: Collection[str]) -> list[Step]:
    """The next steps of these schools, the first due first, those without a day last."""
    steps = board.open_steps
    steps = steps[steps.index.isin(list(schools))].sort_values("next_step_due", kind="stable", na_position="last")
    return list(rows_of(steps.rename_axis("school_id").reset_index(), Step))


class _Check(NamedTuple):
    school_id: str
    families_attended: float
    expected: float
    why: str


def odd_figures(board: Board) -> Mapping[str, tuple[str, int, int]]:
    """The largest odd attendance of the board's month by school id: why (a code), families, and how many are usual."""
    if board.assessment is None:
        return {}
    found = board.assessment.please_check
    rows = found[found["month"].eq(judged(board))].sort_values("families_attended")
    return {
        one.school_id: (one.why, round(one.families_attended), round(one.expected) if is_known(one.expected) else 0)
        for one in rows_of(rows, _Check)
    }
