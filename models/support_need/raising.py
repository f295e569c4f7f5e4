"""
One thing to raise: what is far out at a school that stands on no list. Pure: codes and figures, no words.

Lists by a sum leave schools alone that are far out in one thing. A school with enough data and on neither list is
named here for the first of these that holds: a figure beyond its 99.8 % limit, reports that stay away, months without
activities, a next step that is overdue. It earns no points and takes no room. Source: decision 0025.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from models.support_need.comparison import Comparison
from models.support_need.figures import FigureTable
from models.support_need.indicator_specs import WEIGHTED
from models.support_need.known_rows import Flags, Floats, Integers, NextSteps, OrderedHistory
from models.support_need.limits import LIMITS
from models.vocabulary import Indicator

FEWEST_MISSING = 2
FEWEST_MISSING_OR_LATE = 3
"""Of the last four reports."""
EMPTY_MONTHS = 3
"""Received reports in a row that tell of no activity."""


class RaisedBy(StrEnum):
    """Why a school is named, in the order in which one goes before another."""

    LIMIT = "limit"
    REPORTS = "reports"
    EMPTY = "empty"
    STEP = "step"


STEP = "step"
"""The code of an overdue next step, which no indicator measures."""


@dataclass(frozen=True)
class OneThing:
    """
    The one thing to raise at a school. code: of the indicator it is about, or "step". first, last: first days of the
    months without activities that were reported in a row; None for anything else.
    """

    by: RaisedBy
    code: str
    first: pd.Timestamp | None = None
    last: pd.Timestamp | None = None


@dataclass(frozen=True)
class Raised:
    """
    By school expected in the month. column: of the indicator furthest beyond its outer limit, -1 none. reports, empty:
    too many reports missing or late; months in a row without activities. empty_first, empty_last: their positions.
    """

    column: Integers
    reports: Flags
    empty: Flags
    empty_first: Integers
    empty_last: Integers

    @property
    def any(self) -> Flags:
        return (self.column >= 0) | self.reports | self.empty

    def of(self, school: int, starts: pd.DatetimeIndex, overdue: bool) -> OneThing | None:
        """What is raised at the school at one position."""
        if self.column[school] >= 0:
            return OneThing(RaisedBy.LIMIT, WEIGHTED[self.column[school]])
        if self.reports[school]:
            return OneThing(RaisedBy.REPORTS, Indicator.REPORTING)
        if self.empty[school]:
            first, last = starts[self.empty_first[school]], starts[self.empty_last[school]]
            return OneThing(RaisedBy.EMPTY, Indicator.ACTIVITY, first, last)
        return OneThing(RaisedBy.STEP, STEP) if overdue else None


def raised(history: OrderedHistory, compared: Comparison, figures: FigureTable, beyond: Floats) -> Raised:
    """
    What figures and reports raise, each only where the figure is worse than the peers' as rounded on screen.

    beyond: as `limits.beyond_limits`.
    """
    now = compared.expected[:, -1]
    worse = figures.shown_gap > 0
    out = np.where(worse & (beyond > LIMITS["998"]), beyond, -np.inf)
    column = np.where(np.isfinite(out).any(axis=1), np.argmax(out, axis=1), -1)
    due = compared.reporting.last_due
    missing = (due & ~compared.view.received).sum(axis=1)[now]
    late = (due & compared.view.late).sum(axis=1)[now]
    reports = (missing >= FEWEST_MISSING) | (missing + late >= FEWEST_MISSING_OR_LATE)
    first, last = _empty_months(history, compared)
    first, last = first[now], last[now]
    return Raised(
        column=column,
        reports=reports & worse[:, WEIGHTED.index(Indicator.REPORTING)],
        empty=(first >= 0) & worse[:, WEIGHTED.index(Indicator.ACTIVITY)],
        empty_first=first,
        empty_last=last,
    )


def _empty_months(history: OrderedHistory, compared: Comparison) -> tuple[Integers, Integers]:
    """
    Positions of the first and last month of the latest run of received reports without activities in this school year,
    by school; -1 where no run is long enough. A month without a report neither ends a run nor counts in it.
    """
    year = history.calendar.year[: compared.view.last + 1]
    first, last = np.full((2, len(compared.expected)), -1)
    run, began = np.zeros((2, len(first)), dtype=np.int64)
    for month in np.flatnonzero(year == year[-1]):
        received = compared.view.received[:, month]
        empty = received & (compared.activity.held[:, month] == 0)
        began = np.where(empty & (run == 0), month, began)
        run = np.where(empty, run + 1, np.where(received, 0, run))
        counts = empty & (run >= EMPTY_MONTHS)
        first, last = np.where(counts, began, first), np.where(counts, month, last)
    return first, last


def overdue(steps: NextSteps, schools: int, as_of: np.datetime64) -> Flags:
    """Schools with a next step that was due before a day and still open on it, by position."""
    open_then = (steps.said <= as_of) & (np.isnat(steps.ended) | (steps.ended > as_of))
    answer = np.zeros(schools, dtype=bool)
    answer[steps.school[open_then & (steps.due < as_of)]] = True
    return answer
