"""
The figures behind each indicator, as a coordinator can count them: own, the peers' value, and on how much they rest.
Pure.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd

from models.support_need.comparison import LAST_REPORTS, Comparison
from models.support_need.indicator_specs import SPECS, WEIGHTED
from models.support_need.known_rows import Flags, Floats, Integers, OrderedHistory
from models.vocabulary import Indicator

FEWEST_ANSWERS = 10
"""Under so many answers no figure is shown; a group that small could be recognised."""


@dataclass(frozen=True)
class Figures:
    """
    One school's figures for one indicator. NaN: nothing to count, or hidden.

    reporting: own = reports of the last n not arrived, peers = typical number, late and late_peers likewise. plan:
    own = steps done on time of n due. activity: own and peers = activities a month over n months. response: answers
    per 100 participants, n participants. rating: 1-5, n answers. turnout: families per 100 pupils (per activity where
    enrollment is unknown), n activities. breadth: types in the last n received reports. language: own = activities in a
    home language of n; peers likewise. since: first month counted. longer: the figure is not worse than the peers',
    the gap is older. hidden: fewer than 10 answers.
    """

    own: float
    peers: float
    n: float
    since: date | None
    longer: bool = False
    hidden: bool = False
    late: float = 0.0
    late_peers: float = 0.0
    per_pupil: bool = True
    english_learner_rate: float = float("nan")
    home_languages: str = ""


@dataclass(frozen=True)
class FigureTable:
    """own, peers, n and not_worse as (schools expected, 8); what else the words need as (schools,)."""

    own: Floats
    peers: Floats
    n: Floats
    not_worse: Flags
    hidden: Flags
    late: Floats
    late_peers: Floats
    per_pupil: Flags
    english_learners: Floats
    home_languages: np.ndarray
    since: date | None
    since_last_reports: date | None

    @cached_property
    def shown_gap(self) -> Floats:
        """
        own minus peers as both are rounded on screen (schools, 8), above 0 where that is worse; NaN where one of them
        is not shown. Reporting counts a late report as half a missing one.
        """
        answer = np.full(self.own.shape, np.nan)
        for column, code in enumerate(WEIGHTED):
            own, peers = (SPECS[code].shown(values[:, column]) for values in (self.own, self.peers))
            gap = peers - own
            if code is Indicator.REPORTING:
                gap = own + np.round(self.late) / 2 - peers - np.round(self.late_peers) / 2
            there = ~self.hidden[:, column] & (self.n[:, column] > 0)
            answer[there, column] = gap[there]
        return answer

    def of(self, school: int, column: int) -> Figures:
        """Figures of the school at one position for the indicator in one column."""
        hidden = bool(self.hidden[school, column])
        return Figures(
            own=float("nan") if hidden else float(self.own[school, column]),
            peers=float(self.peers[school, column]),
            n=float(self.n[school, column]),
            since=self.since_last_reports if SPECS[WEIGHTED[column]].is_of_last_reports else self.since,
            longer=bool(self.not_worse[school, column]),
            hidden=hidden,
            late=float(self.late[school]),
            late_peers=float(self.late_peers[school]),
            per_pupil=bool(self.per_pupil[school]),
            english_learner_rate=float(self.english_learners[school]),
            home_languages=str(self.home_languages[school]),
        )

    def frame(self, school_ids: pd.Index) -> pd.DataFrame:
        """Columns (indicator, own | peers | n), numbers only; NaN where nothing is counted or the figure is hidden."""
        own = np.where(self.hidden, np.nan, self.own)
        return pd.DataFrame(
            {
                (code.value, name): values[:, column]
                for column, code in enumerate(WEIGHTED)
                for name, values in (("own", own), ("peers", self.peers), ("n", self.n))
            },
            index=school_ids,
        )


def months_counted(history: OrderedHistory, compared: Comparison) -> Flags:
    """The months behind the figures, (months so far,): this school year's, at least the last four."""
    last = compared.view.last
    year = history.calendar.year[: last + 1]
    return (year == year[last]) | (np.arange(last + 1) > last - LAST_REPORTS)


def figure_table(history: OrderedHistory, compared: Comparison) -> FigureTable:
    """
    Figures of this school year's months up to the as-of month, at least the last four; reporting and breadth: the
    last four.
    """
    now = compared.expected[:, -1]
    last = compared.view.last
    year = history.calendar.year
    window = months_counted(history, compared)
    columns = [FIGURES[code](history, compared, window) for code in WEIGHTED]
    own = np.stack([column.own[now] for column in columns], axis=1)
    peers = np.stack([column.peers[now] for column in columns], axis=1)
    n = np.stack([column.n[now] for column in columns], axis=1)
    not_worse = own >= peers - 1e-9
    hidden = np.zeros(own.shape, dtype=bool)
    for at, column in enumerate(columns):
        if column.not_worse is not None:
            not_worse[:, at] = column.not_worse[now]
        if column.answers is not None:
            hidden[:, at] = column.answers[now] < FEWEST_ANSWERS
    late, late_peers = (values[now] for values in _late(compared))
    starts = history.calendar.starts
    return FigureTable(
        own=own,
        peers=peers,
        n=n,
        not_worse=not_worse,
        hidden=hidden,
        late=late,
        late_peers=late_peers,
        per_pupil=~np.isnan(history.schools.enrollment[now, year[last]]),
        english_learners=history.schools.english_learners[now, year[last]],
        home_languages=history.schools.home_languages[now, year[last]],
        since=starts[int(np.argmax(window))].date(),
        since_last_reports=starts[max(0, last + 1 - LAST_REPORTS)].date(),
    )


class Columns(NamedTuple):
    """
    own, peers and n by school.

    answers: parents' answers behind the figure, where it rests on them. not_worse: given where own >= peers does
    not tell it.
    """

    own: Floats
    peers: Floats
    n: Floats
    answers: Floats | None = None
    not_worse: Flags | None = None


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)


def _reporting(history: OrderedHistory, compared: Comparison, window: Flags) -> Columns:
    """Reports missing among the last four; not worse: their credit (late counts half) is at least the usual credit."""
    due = compared.reporting.last_due
    missing = compared.expected & ~compared.view.received
    usual = missing.sum(axis=0) / np.maximum(compared.expected.sum(axis=0), 1)
    gap = np.where(due, compared.reporting.credit - compared.reporting.usual, 0.0).sum(axis=1)
    return Columns(
        (due & missing).sum(axis=1).astype(float),
        (due * usual).sum(axis=1),
        due.sum(axis=1).astype(float),
        not_worse=gap >= -1e-9,
    )


def _late(compared: Comparison) -> tuple[Floats, Floats]:
    """Late reports among the last four, and the usual number."""
    due = compared.reporting.last_due
    late = compared.view.late & compared.expected
    usual = late.sum(axis=0) / np.maximum(compared.expected.sum(axis=0), 1)
    return (due & late).sum(axis=1).astype(float), (due * usual).sum(axis=1)


def _plan(history: OrderedHistory, compared: Comparison, window: Flags) -> Columns:
    items = compared.plan
    rows = window[items.month]
    school, done = items.school[rows], items.done[rows]
    due = np.bincount(school, minlength=len(compared.expected)).astype(float)
    usual = float(done.mean()) if len(done) else np.nan
    own = np.bincount(school, weights=done, minlength=len(due))
    return Columns(np.where(due > 0, own, np.nan), np.where(due > 0, usual * due, np.nan), due)


def _activity(history: OrderedHistory, compared: Comparison, window: Flags) -> Columns:
    counted = compared.view.received & window
    months = counted.sum(axis=1).astype(float)
    usual = np.maximum(compared.activity.expected**2 - 3 / 8, 0.0)
    return Columns(
        _ratio(np.where(counted, compared.activity.held, 0.0).sum(axis=1), months),
        _ratio(np.where(counted, usual, 0.0).sum(axis=1), months),
        months,
    )


def _summed(history: OrderedHistory, row: Integers, window: Flags, *values: Floats) -> list[Floats]:
    """Sums by school of values of single activities, over those of the window's months."""
    inside = window[history.activities.month[row]]
    school = history.activities.school[row][inside]
    return [
        np.bincount(school, weights=value[inside], minlength=len(history.expected)).astype(float) for value in values
    ]


def _response(history: OrderedHistory, compared: Comparison, window: Flags) -> Columns:
    part = compared.response
    usual = part.families / (1 + np.exp(-part.expected))
    answers, expected, families = _summed(history, part.row, window, part.answers, usual, part.families)
    return Columns(100 * _ratio(answers, families), 100 * _ratio(expected, families), families, answers=answers)


def _rating(history: OrderedHistory, compared: Comparison, window: Flags) -> Columns:
    """On the scale with the most answers in the window: means of two scales are never put together."""
    part = compared.rating
    own, peers, n = (np.full(len(history.expected), value) for value in (np.nan, np.nan, 0.0))
    for scale in np.unique(part.scale):
        same = part.scale == scale
        answers = part.answers[same]
        totals = _summed(
            history, part.row[same], window, part.mean[same] * answers, part.usual[same] * answers, answers
        )
        more = totals[2] > n
        own = np.where(more, _ratio(totals[0], totals[2]), own)
        peers = np.where(more, _ratio(totals[1], totals[2]), peers)
        n = np.where(more, totals[2], n)
    return Columns(own, peers, n, answers=n)


def _turnout(history: OrderedHistory, compared: Comparison, window: Flags) -> Columns:
    """The geometric mean: a typical activity, which one full gymnasium does not move."""
    part = compared.turnout
    school, month = history.activities.school[part.row], history.activities.month[part.row]
    now = history.calendar.year[compared.view.last]
    enrollment = history.schools.enrollment[school, history.calendar.year[month]]
    pupils = np.where(np.isnan(history.schools.enrollment[school, now]), 100.0, enrollment)
    inside = ~np.isnan(pupils)
    per = np.log(pupils[inside] / 100)
    row = part.row[inside]
    own, expected, held = _summed(
        history,
        row,
        window,
        np.log(part.families[inside]) - per,
        part.expected[inside] - per,
        np.ones(len(row)),
    )
    return Columns(np.exp(_ratio(own, held)), np.exp(_ratio(expected, held)), held)


def _breadth(history: OrderedHistory, compared: Comparison, window: Flags) -> Columns:
    breadth = compared.breadth
    return Columns(breadth.types, breadth.usual, breadth.reports.astype(float))


def _language(history: OrderedHistory, compared: Comparison, window: Flags) -> Columns:
    row = compared.language.row
    spoken = history.activities.in_home_language[row]
    own, held = _summed(history, row, window, spoken, np.ones(len(row)))
    inside = window[history.activities.month[row]]
    usual = float(spoken[inside].mean()) if inside.any() else np.nan
    return Columns(np.where(held > 0, own, np.nan), np.where(held > 0, usual * held, np.nan), held)


FIGURES: Mapping[Indicator, Callable[[OrderedHistory, Comparison, Flags], Columns]] = MappingProxyType(
    {
        Indicator.REPORTING: _reporting,
        Indicator.PLAN: _plan,
        Indicator.ACTIVITY: _activity,
        Indicator.RESPONSE: _response,
        Indicator.RATING: _rating,
        Indicator.TURNOUT: _turnout,
        Indicator.BREADTH: _breadth,
        Indicator.LANGUAGE: _language,
    }
)
"""An indicator's figures, from the months that count (as `months_counted`)."""
