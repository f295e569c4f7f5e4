"""One district's numbered rows, and what of them was known on a month's as-of date. Pure."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.support_need.expectation import Floats, Integers

Flags = NDArray[np.bool_]
Names = NDArray[Any]
Dates = NDArray[np.datetime64]

NEVER = np.datetime64("NaT", "ns")


@dataclass(frozen=True)
class Schools:
    """
    Attributes by (school, school year); NaN, -1 and "" are unknown. log_size: log(enrollment / 500), unknown =
    level's median.
    """

    ids: Names
    level: Integers
    level_names: list[str]
    enrollment: Floats
    log_size: Floats
    low_income: Floats
    english_learners: Floats
    home_languages: Names


@dataclass(frozen=True)
class Calendar:
    """Reporting months in order. number: months since year 0, so that August is 3 after May."""

    starts: pd.DatetimeIndex
    number: Integers
    year: Integers
    year_names: list[str]
    due: Dates
    as_of: Dates


@dataclass(frozen=True)
class Reports:
    """Received revisions, by (school, month) cell then revision."""

    cell: Integers
    sent: Dates
    is_nil: Flags


@dataclass(frozen=True)
class Activities:
    """
    Counting activities: duplicates and cancelled ones are gone. involvement_type: 1 to 6. families NaN: no turnout.
    answers NaN: not asked.
    languages: used in notices and by interpreters, ";" between; in_home_language: 1 where one is spoken at home.
    """

    report: Integers
    school: Integers
    month: Integers
    ids: Names
    involvement_type: Integers
    families: Floats
    languages: Names
    in_home_language: Floats
    answers: Floats


@dataclass(frozen=True)
class Ratings:
    """One row per rated response; mean is on 1 to 5, scale is the number of the scale it was asked on."""

    activity: Integers
    answers: Floats
    mean: Floats
    scale: Integers


@dataclass(frozen=True)
class PlanItems:
    """
    planned: month position. done_in_time: done by its planned month. reported_by: the cell of the report that says it
    was done (-1: open). known_from (NaT: the beginning), known_until (NaT: still): on which days it is known so.
    """

    school: Integers
    planned: Integers
    done_in_time: Flags
    reported_by: Integers
    known_from: Dates
    known_until: Dates


@dataclass(frozen=True)
class Decisions:
    """
    Decisions by hand, by school, start and kind; school is a position. ends NaT: open. is_on: put on Check in, else
    taken off.
    """

    school: Integers
    starts: Dates
    ends: Dates
    is_on: Flags


@dataclass(frozen=True)
class NextSteps:
    """Next steps with a due date, by school and date; school is a position. ended NaT: still open."""

    school: Integers
    said: Dates
    due: Dates
    ended: Dates


@dataclass(frozen=True)
class OrderedHistory:
    """
    A DistrictHistory sorted by its keys and numbered, so that the order rows came in can change nothing.

    before: what was known of schools earlier, where that differs: the day until which it was known, and the same
    district's rows with it, the earliest first. Their positions are their own.
    """

    calendar: Calendar
    schools: Schools
    expected: Flags
    reports: Reports
    activities: Activities
    ratings: Ratings
    plan_items: PlanItems
    decisions: Decisions
    next_steps: NextSteps
    before: tuple[tuple[np.datetime64, "OrderedHistory"], ...] = ()

    def known_for(self, at: int) -> "OrderedHistory":
        """These rows with the schools as they were known on the as-of date of the month at a position."""
        as_of = self.calendar.as_of[at]
        return next((rows for known_until, rows in self.before if as_of < known_until), self)


@dataclass(frozen=True)
class AsOfView:
    """
    What was known on the as-of date of the month at position `last`; grids are (schools, months so far).

    received, late: of expected reports. activity, rating: positions of the rows that count.
    """

    last: int
    received: Flags
    late: Flags
    first_sent: Dates
    received_anywhere: Flags
    activity: Integers
    rating: Integers


def as_of_view(history: OrderedHistory, last: int) -> AsOfView:
    """
    The latest revision of each month sent by the as-of date of month `last`, that day included; on time by the first.
    """
    months = last + 1
    grid = history.expected.shape
    reports = history.reports
    sent = reports.sent <= history.calendar.as_of[last]
    latest = np.full(grid[0] * grid[1], -1)
    rows = np.flatnonzero(sent)
    latest[reports.cell[rows]] = rows
    first = np.full(grid[0] * grid[1], np.iinfo(np.int64).max)
    np.minimum.at(first, reports.cell[rows], reports.sent[rows].astype("datetime64[ns]").astype(np.int64))
    everywhere = (latest >= 0).reshape(grid)
    received = everywhere[:, :months]
    first_sent = np.where(latest >= 0, first, NEVER.astype(np.int64)).reshape(grid)[:, :months].astype("datetime64[ns]")
    late = received & (first_sent > history.calendar.due[None, :months])
    activities = history.activities
    counts = (latest[activities.school * grid[1] + activities.month] == activities.report) & (activities.month <= last)
    counts &= ~reports.is_nil[activities.report] if len(reports.cell) else False
    return AsOfView(
        last=last,
        received=received,
        late=late,
        first_sent=first_sent,
        received_anywhere=everywhere,
        activity=np.flatnonzero(counts),
        rating=np.flatnonzero(counts[history.ratings.activity]),
    )


def steps_due(history: OrderedHistory, view: AsOfView) -> tuple[Integers, Flags]:
    """
    Steps of plans, as known on the as-of date, that were due by then in a month whose report is in; which are done.
    """
    items, as_of = history.plan_items, history.calendar.as_of[view.last]
    known = ~(items.known_from > as_of) & ~(items.known_until <= as_of)
    due = np.flatnonzero(known & (items.planned <= view.last))
    due = due[view.received[items.school[due], items.planned[due]]]
    told = items.reported_by[due]
    return due, items.done_in_time[due] & (told >= 0) & view.received_anywhere.ravel()[told]
