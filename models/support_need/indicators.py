"""
The eight indicators as needs: residuals smoothed at two speeds, centred, and the evidence behind each. Pure.

A residual is higher where a school does better than its peers; a need is its opposite. A month without a report
enters `reporting` only: missing is not zero. Source: decision 0004.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from models.support_need.activity_comparison import RATE_CUT, RATING_EVIDENCE, TYPING_ERROR
from models.support_need.comparison import ACTIVITY_CUT, LAST_REPORTS, Comparison
from models.support_need.history import DistrictHistory as DistrictHistory
from models.support_need.indicator_specs import SPECS, WEIGHTED
from models.support_need.known_rows import Flags, Floats, Integers, OrderedHistory
from models.vocabulary import Indicator

RECENT, LONG_RUN = 0.5, 0.9
"""What one calendar month of age leaves of a residual's weight, at the two speeds."""

RESPONSE_EVIDENCE = 15.0
Z_CUT = 2.5
DECIMALS = 10
"""z is rounded to 10 decimals, so that floating-point noise cannot decide a tie or a rank."""


Sums = tuple[Floats, Floats]


@dataclass(frozen=True)
class Needs:
    """z at both speeds and evidence (0-1), each (schools expected this month, 8 indicators); a higher z needs more."""

    recent: Floats
    long_run: Floats
    evidence: Floats


def needs(history: OrderedHistory, compared: Comparison) -> Needs:
    """
    Needs of the schools expected in the month, standardised over them, cut at 2.5; 0 where an indicator does not apply.

    s = sum(f^age w r) / (sum(f^age w) + k), age in calendar months; need = -s, minus its mean, by its SD (ddof 0; 0
    counts as 1).
    """
    now = compared.expected[:, -1]
    number = history.calendar.number[: compared.view.last + 1]
    age = (number[-1] - number).astype(float)
    smoothed = np.zeros((2, len(now), len(WEIGHTED)))
    evidence = np.zeros((len(now), len(WEIGHTED)))
    for column, indicator in enumerate(WEIGHTED):
        shrink = SPECS[indicator].shrink
        if shrink is None:
            smoothed[:, :, column], evidence[:, column] = UNSMOOTHED[indicator](compared)
            continue
        weighted, weight = RESIDUALS[indicator](history, compared)
        for speed, keep in enumerate((RECENT, LONG_RUN)):
            kept = keep**age
            total = (weight * kept).sum(axis=1)
            smoothed[speed, :, column] = (weighted * kept).sum(axis=1) / (total + shrink)
        evidence[:, column] = total / (total + shrink)
    applies = np.ones((int(now.sum()), len(WEIGHTED)), dtype=bool)
    for indicator, schools in APPLIES.items():
        applies[:, WEIGHTED.index(indicator)] = schools(compared)[now]
    recent, long_run = (standardised(-of_speed[now], applies) for of_speed in smoothed)
    return Needs(recent, long_run, np.where(applies, evidence[now], 0.0))


def standardised(need: Floats, applies: Flags) -> Floats:
    """Columns centred and divided by their SD over the district's schools, cut at 2.5, 0 where they do not apply."""
    if len(need) == 0:
        return need
    need = np.where(applies, need, 0.0)
    centred = need - need.mean(axis=0)
    spread = need.std(axis=0)
    # By rounding, a column of equal values may have an SD of about 1e-16: dividing by it would invent differences.
    spread[spread <= 1e-12] = 1.0
    cut = np.clip(centred / spread, -Z_CUT, Z_CUT)
    return np.where(applies, np.round(cut, DECIMALS), 0.0) + 0.0


def _breadth(compared: Comparison) -> tuple[Floats, Floats]:
    """Types in the last reports less the level's median, the same at both speeds, and the share of reports received."""
    breadth, due = compared.breadth, compared.reporting.last_due
    received = (due & compared.view.received).sum(axis=1)
    share = received / np.clip(due.sum(axis=1), 1, LAST_REPORTS)
    return np.where(breadth.reports > 0, breadth.types - breadth.usual, 0.0), share


def _reporting(history: OrderedHistory, compared: Comparison) -> Sums:
    part = compared.reporting
    return np.where(compared.expected, part.credit - part.usual, 0.0), compared.expected.astype(float)


def _plan(history: OrderedHistory, compared: Comparison) -> Sums:
    items = compared.plan
    return _by_month(compared, items.school, items.month, items.done - items.usual, np.ones(len(items.done)))


def _activity(history: OrderedHistory, compared: Comparison) -> Sums:
    difference = np.sqrt(compared.activity.held + 3 / 8) - compared.activity.expected
    cut = np.clip(difference, -ACTIVITY_CUT, ACTIVITY_CUT)
    return np.where(compared.view.received, cut, 0.0), compared.view.received.astype(float)


def _response(history: OrderedHistory, compared: Comparison) -> Sums:
    asked = compared.response
    cut = np.clip(asked.rate - asked.expected, -RATE_CUT, RATE_CUT)
    return _of_activities(history, compared, asked.row, cut, asked.families / (asked.families + RESPONSE_EVIDENCE))


def _rating(history: OrderedHistory, compared: Comparison) -> Sums:
    rated = compared.rating
    weight = rated.answers / (rated.answers + RATING_EVIDENCE)
    return _of_activities(history, compared, rated.row, rated.mean - rated.usual, weight)


def _turnout(history: OrderedHistory, compared: Comparison) -> Sums:
    came = compared.turnout
    cut = np.clip(np.clip(came.off, -TYPING_ERROR, TYPING_ERROR), -RATE_CUT, RATE_CUT)
    return _of_activities(history, compared, came.row, cut, np.ones(len(came.row)))


def _language(history: OrderedHistory, compared: Comparison) -> Sums:
    row, usual = compared.language.row, compared.language.usual
    residual = history.activities.in_home_language[row] - usual
    return _of_activities(history, compared, row, residual, np.ones(len(row)))


RESIDUALS: Mapping[Indicator, Callable[[OrderedHistory, Comparison], Sums]] = MappingProxyType(
    {
        Indicator.REPORTING: _reporting,
        Indicator.PLAN: _plan,
        Indicator.ACTIVITY: _activity,
        Indicator.RESPONSE: _response,
        Indicator.RATING: _rating,
        Indicator.TURNOUT: _turnout,
        Indicator.LANGUAGE: _language,
    }
)
"""An indicator's sums of weight x residual and of weight, each (schools, months so far)."""

UNSMOOTHED: Mapping[Indicator, Callable[[Comparison], tuple[Floats, Floats]]] = MappingProxyType(
    {Indicator.BREADTH: _breadth}
)
"""Of an indicator without months of its own: the difference from its peers, and how much stands behind it (0-1)."""

APPLIES: Mapping[Indicator, Callable[[Comparison], Flags]] = MappingProxyType(
    {Indicator.LANGUAGE: lambda compared: compared.language.applies}
)
"""The schools an indicator is for, where it is not for all."""


def _of_activities(
    history: OrderedHistory, compared: Comparison, row: Integers, residual: Floats, weight: Floats
) -> Sums:
    return _by_month(compared, history.activities.school[row], history.activities.month[row], residual, weight)


def _by_month(compared: Comparison, school: Integers, month: Integers, r: Floats, w: Floats) -> Sums:
    shape = compared.expected.shape
    cell = school * shape[1] + month
    weighted = np.bincount(cell, weights=w * r, minlength=shape[0] * shape[1])
    weight = np.bincount(cell, weights=w, minlength=shape[0] * shape[1])
    return weighted.reshape(shape).astype(float), weight.reshape(shape).astype(float)
