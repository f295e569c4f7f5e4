"""
The eight indicators as needs: residuals smoothed at two speeds, centred, and the evidence behind each. Pure.

A residual is higher where a school does better than its peers; a need is its opposite. A month without a report
enters `reporting` only: missing is not zero. Source: the decision note on support need.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from models.support_need.comparison import (
    ACTIVITY_CUT,
    LAST_REPORTS,
    RATE_CUT,
    RATING_EVIDENCE,
    TYPING_ERROR,
    Comparison,
)
from models.support_need.history import DistrictHistory as DistrictHistory
from models.support_need.known_rows import Flags, Floats, Integers, OrderedHistory
from models.support_need.rule_set import WEIGHTED
from models.vocabulary import Indicator

RECENT, LONG_RUN = 0.5, 0.9
"""What one calendar month of age leaves of a residual's weight, at the two speeds."""

SHRINK: Mapping[Indicator, float] = MappingProxyType(
    {
        Indicator.REPORTING: 0.3,
        Indicator.PLAN: 0.8,
        Indicator.ACTIVITY: 0.3,
        Indicator.RESPONSE: 1.0,
        Indicator.RATING: 0.8,
        Indicator.TURNOUT: 1.0,
        Indicator.LANGUAGE: 1.5,
    }
)
RESPONSE_EVIDENCE = 15.0
Z_CUT = 2.5
DECIMALS = 10
"""z is kept to 10 decimals: the last bits of a processor must decide no tie and no rank."""


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
        if indicator is Indicator.BREADTH:
            breadth = compared.breadth
            smoothed[:, :, column] = np.where(breadth.reports > 0, breadth.types - breadth.usual, 0.0)
            received = (compared.reporting.last_due & compared.view.received).sum(axis=1)
            evidence[:, column] = received / np.clip(compared.reporting.last_due.sum(axis=1), 1, LAST_REPORTS)
            continue
        weighted, weight = residuals(history, compared, indicator)
        for speed, keep in enumerate((RECENT, LONG_RUN)):
            kept = keep**age
            total = (weight * kept).sum(axis=1)
            smoothed[speed, :, column] = (weighted * kept).sum(axis=1) / (total + SHRINK[indicator])
        evidence[:, column] = total / (total + SHRINK[indicator])
    applies = np.ones((int(now.sum()), len(WEIGHTED)), dtype=bool)
    applies[:, WEIGHTED.index(Indicator.LANGUAGE)] = compared.language.applies[now]
    recent, long_run = (standardised(-of_speed[now], applies) for of_speed in smoothed)
    return Needs(recent, long_run, np.where(applies, evidence[now], 0.0))


def standardised(need: Floats, applies: Flags) -> Floats:
    """Columns centred and divided by their SD over the district's schools, cut at 2.5, 0 where they do not apply."""
    if len(need) == 0:
        return need
    need = np.where(applies, need, 0.0)
    centred = need - need.mean(axis=0)
    spread = need.std(axis=0)
    # A column of one value has an SD of a few last bits, not of 0: dividing by it would make differences of nothing.
    spread[spread <= 1e-12] = 1.0
    cut = np.clip(centred / spread, -Z_CUT, Z_CUT)
    return np.where(applies, np.round(cut, DECIMALS), 0.0) + 0.0


def residuals(history: OrderedHistory, compared: Comparison, indicator: Indicator) -> tuple[Floats, Floats]:
    """
    One indicator's sums of weight x residual and of weight, (schools, months so far); breadth has none of its own
    months.
    """
    match indicator:
        case Indicator.REPORTING:
            part = compared.reporting
            return np.where(compared.expected, part.credit - part.usual, 0.0), compared.expected.astype(float)
        case Indicator.PLAN:
            items = compared.plan
            return _by_month(compared, items.school, items.month, items.done - items.usual, np.ones(len(items.done)))
        case Indicator.ACTIVITY:
            difference = np.sqrt(compared.activity.held + 3 / 8) - compared.activity.expected
            cut = np.clip(difference, -ACTIVITY_CUT, ACTIVITY_CUT)
            return np.where(compared.view.received, cut, 0.0), compared.view.received.astype(float)
        case _:
            row, residual, weight = _of_events(history, compared, indicator)
            return _by_month(compared, history.activities.school[row], history.activities.month[row], residual, weight)


def _of_events(history: OrderedHistory, compared: Comparison, indicator: Indicator) -> tuple[Integers, Floats, Floats]:
    if indicator is Indicator.RESPONSE:
        asked = compared.response
        cut = np.clip(asked.rate - asked.expected, -RATE_CUT, RATE_CUT)
        return asked.row, cut, asked.families / (asked.families + RESPONSE_EVIDENCE)
    if indicator is Indicator.RATING:
        rated = compared.rating
        return rated.row, rated.mean - rated.usual, rated.answers / (rated.answers + RATING_EVIDENCE)
    if indicator is Indicator.TURNOUT:
        event = compared.turnout
        cut = np.clip(np.clip(event.off, -TYPING_ERROR, TYPING_ERROR), -RATE_CUT, RATE_CUT)
        return event.row, cut, np.ones(len(event.row))
    if indicator is Indicator.LANGUAGE:
        spoken = compared.language
        return spoken.row, history.activities.in_home_language[spoken.row] - spoken.usual, np.ones(len(spoken.row))
    raise ValueError(f"{indicator} has no events of its own")


def _by_month(compared: Comparison, school: Integers, month: Integers, r: Floats, w: Floats) -> tuple[Floats, Floats]:
    shape = compared.expected.shape
    cell = school * shape[1] + month
    weighted = np.bincount(cell, weights=w * r, minlength=shape[0] * shape[1])
    weight = np.bincount(cell, weights=w, minlength=shape[0] * shape[1])
    return weighted.reshape(shape).astype(float), weight.reshape(shape).astype(float)
