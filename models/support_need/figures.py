"""
The figures behind each indicator, as a coordinator can count them: own, the peers' value, and on how much they rest.
Pure.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from models.support_need.comparison import LAST_REPORTS, Comparison
from models.support_need.known_rows import Flags, Floats, Integers, OrderedHistory
from models.support_need.rule_set import WEIGHTED
from models.vocabulary import Indicator

FEWEST_ANSWERS = 10
"""Under so many answers no figure is shown; a group that small could be recognised."""
HIGHER_IS_WORSE = Indicator.REPORTING


@dataclass(frozen=True)
class Figures:
    """
    One school's figures for one indicator. NaN: nothing to count, or hidden.

    reporting: own = reports of the last n not arrived, peers = typical number, late and late_peers likewise. plan:
    own = steps done on time of n due. activity: own and peers = activities a month over n months. response: answers
    per 100 participants, n participants. rating: 1-5, n answers. turnout: families per 100 pupils (per event where
    enrollment is unknown), n events. breadth: types in the last n received reports. language: own = activities in a
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

    def of(self, school: int, column: int) -> Figures:
        """Figures of the school at one position for the indicator in one column."""
        hidden = bool(self.hidden[school, column])
        last_reports = WEIGHTED[column] in (Indicator.REPORTING, Indicator.BREADTH)
        return Figures(
            own=float("nan") if hidden else float(self.own[school, column]),
            peers=float(self.peers[school, column]),
            n=float(self.n[school, column]),
            since=self.since_last_reports if last_reports else self.since,
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
    columns = {
        Indicator.REPORTING: _reporting(compared),
        Indicator.PLAN: _plan(compared, window),
        Indicator.ACTIVITY: _activity(compared, window),
        Indicator.RESPONSE: _response(history, compared, window),
        Indicator.RATING: _rating(history, compared, window),
        Indicator.TURNOUT: _turnout(history, compared, window),
        Indicator.BREADTH: (compared.breadth.types, compared.breadth.usual, compared.breadth.reports.astype(float)),
        Indicator.LANGUAGE: _language(history, compared, window),
    }
    own, peers, n = (np.stack([columns[code][part][now] for code in WEIGHTED], axis=1) for part in range(3))
    late, late_peers, credit_gap = (values[now] for values in _late(compared))
    not_worse = own >= peers - 1e-9
    not_worse[:, WEIGHTED.index(HIGHER_IS_WORSE)] = credit_gap >= -1e-9
    hidden = np.zeros(own.shape, dtype=bool)
    answers = _answers(history, compared, window)[now]
    hidden[:, WEIGHTED.index(Indicator.RESPONSE)] = answers < FEWEST_ANSWERS
    hidden[:, WEIGHTED.index(Indicator.RATING)] = n[:, WEIGHTED.index(Indicator.RATING)] < FEWEST_ANSWERS
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


Columns = tuple[Floats, Floats, Floats]
"""own, peers, n by school."""


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)


def _reporting(compared: Comparison) -> Columns:
    due = compared.reporting.last_due
    missing = compared.expected & ~compared.view.received
    usual = missing.sum(axis=0) / np.maximum(compared.expected.sum(axis=0), 1)
    return (
        (due & missing).sum(axis=1).astype(float),
        (due * usual).sum(axis=1),
        due.sum(axis=1).astype(float),
    )


def _late(compared: Comparison) -> Columns:
    """Late reports among the last four, the usual number, and the gap in credit (below 0: worse than usual)."""
    due = compared.reporting.last_due
    late = compared.view.late & compared.expected
    usual = late.sum(axis=0) / np.maximum(compared.expected.sum(axis=0), 1)
    gap = np.where(due, compared.reporting.credit - compared.reporting.usual, 0.0).sum(axis=1)
    return (due & late).sum(axis=1).astype(float), (due * usual).sum(axis=1), gap


def _plan(compared: Comparison, window: Flags) -> Columns:
    items = compared.plan
    rows = window[items.month]
    school, done = items.school[rows], items.done[rows]
    due = np.bincount(school, minlength=len(compared.expected)).astype(float)
    usual = float(done.mean()) if len(done) else np.nan
    own = np.bincount(school, weights=done, minlength=len(due))
    return np.where(due > 0, own, np.nan), np.where(due > 0, usual * due, np.nan), due


def _activity(compared: Comparison, window: Flags) -> Columns:
    counted = compared.view.received & window
    months = counted.sum(axis=1).astype(float)
    usual = np.maximum(compared.activity.expected**2 - 3 / 8, 0.0)
    return (
        _ratio(np.where(counted, compared.activity.held, 0.0).sum(axis=1), months),
        _ratio(np.where(counted, usual, 0.0).sum(axis=1), months),
        months,
    )


def _summed(history: OrderedHistory, row: Integers, window: Flags, *values: Floats) -> list[Floats]:
    """Sums by school of per-event values, over the events of the window's months."""
    inside = window[history.activities.month[row]]
    school = history.activities.school[row][inside]
    return [
        np.bincount(school, weights=value[inside], minlength=len(history.expected)).astype(float) for value in values
    ]


def _answers(history: OrderedHistory, compared: Comparison, window: Flags) -> Floats:
    return _summed(history, compared.response.row, window, compared.response.answers)[0]


def _response(history: OrderedHistory, compared: Comparison, window: Flags) -> Columns:
    part = compared.response
    usual = part.families / (1 + np.exp(-part.expected))
    answers, expected, families = _summed(history, part.row, window, part.answers, usual, part.families)
    return 100 * _ratio(answers, families), 100 * _ratio(expected, families), families


def _rating(history: OrderedHistory, compared: Comparison, window: Flags) -> Columns:
    """On the scale with the most answers in the window: means of two scales are never put together."""
    part = compared.rating
    best: Columns = tuple(np.full(len(history.expected), value) for value in (np.nan, np.nan, 0.0))  # type: ignore[assignment]
    for scale in np.unique(part.scale):
        same = part.scale == scale
        answers = part.answers[same]
        totals = _summed(
            history, part.row[same], window, part.mean[same] * answers, part.usual[same] * answers, answers
        )
        here = (_ratio(totals[0], totals[2]), _ratio(totals[1], totals[2]), totals[2])
        more = totals[2] > best[2]
        best = (
            np.where(more, here[0], best[0]),
            np.where(more, here[1], best[1]),
            np.where(more, here[2], best[2]),
        )
    return best


def _turnout(history: OrderedHistory, compared: Comparison, window: Flags) -> Columns:
    """The geometric mean: a typical event, which one full gymnasium does not move."""
    part = compared.turnout
    school, month = history.activities.school[part.row], history.activities.month[part.row]
    now = history.calendar.year[compared.view.last]
    enrollment = history.schools.enrollment[school, history.calendar.year[month]]
    pupils = np.where(np.isnan(history.schools.enrollment[school, now]), 100.0, enrollment)
    inside = ~np.isnan(pupils)
    per = np.log(pupils[inside] / 100)
    row = part.row[inside]
    own, expected, events = _summed(
        history,
        row,
        window,
        np.log(part.families[inside]) - per,
        part.expected[inside] - per,
        np.ones(len(row)),
    )
    return np.exp(_ratio(own, events)), np.exp(_ratio(expected, events)), events


def _language(history: OrderedHistory, compared: Comparison, window: Flags) -> Columns:
    row = compared.language.row
    spoken = history.activities.in_home_language[row]
    own, held = _summed(history, row, window, spoken, np.ones(len(row)))
    inside = window[history.activities.month[row]]
    usual = float(spoken[inside].mean()) if inside.any() else np.nan
    return np.where(held > 0, own, np.nan), np.where(held > 0, usual * held, np.nan), held
