"""
What each school reported beside what the district's own rows lead one to expect, as known on one as-of date. Pure.

This is the part that cleans and fits; `indicators` smooths it into needs, `figures` draws the figures from it. The
classes are the parts of one month's comparison, an indicator each: those about months and reports stand here, those
about single activities in `activity_comparison`.
"""

from dataclasses import dataclass

import numpy as np

from models.support_need.activity_comparison import (
    TYPES,
    HomeLanguage,
    Rating,
    Response,
    Turnout,
    compare_language,
    compare_rating,
    compare_response,
    compare_turnout,
)
from models.support_need.expectation import PeerGroups, expectation, peer_groups
from models.support_need.known_rows import AsOfView, Flags, Floats, Integers, OrderedHistory, as_of_view, steps_due

PER_TYPE = 2
"""Activities of one type and month that count at most, so that many small entries do not raise the count."""
ACTIVITY_CUT = 1.5
LAST_REPORTS = 4


@dataclass(frozen=True)
class Reporting:
    """
    credit: (schools, months), 1 on time, 0.5 late, 0 not received, NaN not expected. usual: (months,). last_due: the
    last four.
    """

    credit: Floats
    usual: Floats
    last_due: Flags


@dataclass(frozen=True)
class Plan:
    """
    Items due in a month whose report is in; done 1/0 by the planned month. usual: share done, over all items so far.
    """

    school: Integers
    month: Integers
    done: Floats
    usual: float


@dataclass(frozen=True)
class Activity:
    """
    held: counted activities, (schools, months), NaN where no report is in. expected: the fit, on the square-root scale.
    """

    held: Floats
    expected: Floats


@dataclass(frozen=True)
class Breadth:
    """
    Distinct types in each school's last received reports (at most four), how many those are, and its level's median.
    """

    types: Floats
    reports: Integers
    usual: Floats


@dataclass(frozen=True)
class Comparison:
    """Everything one month compares. group_now: (schools,), the peer group of the month's own school year."""

    view: AsOfView
    groups: PeerGroups
    group_now: Integers
    expected: Flags
    reporting: Reporting
    plan: Plan
    activity: Activity
    turnout: Turnout
    response: Response
    rating: Rating
    breadth: Breadth
    language: HomeLanguage


def compare(history: OrderedHistory, last: int, *, similar_need: bool) -> Comparison:
    """Compare as of the month at position `last`. similar_need adds low income to the lines of turnout and response."""
    view = as_of_view(history, last)
    expected = history.expected[:, : last + 1]
    year = history.calendar.year[: last + 1]
    counted = np.stack(
        [expected[:, year == code].any(axis=1) for code in range(int(history.calendar.year.max()) + 1)], 1
    )
    groups = peer_groups(history.schools.level, counted, int(year[-1]))
    low_income = _standardised(history.schools.low_income, counted) if similar_need else None
    turnout = compare_turnout(history, view, groups, low_income)
    return Comparison(
        view=view,
        groups=groups,
        group_now=groups.group[:, year[-1]],
        expected=expected,
        reporting=_reporting(view, expected),
        plan=_plan(history, view),
        activity=_activity(history, view, groups),
        turnout=turnout,
        response=compare_response(history, view, groups, low_income, turnout),
        rating=compare_rating(history, view, groups, turnout),
        breadth=_breadth(history, view, groups.group[:, year[-1]], groups.levels, expected[:, -1]),
        language=compare_language(history, view),
    )


def _standardised(values: Floats, counted: Flags) -> Floats:
    known = values[counted]
    spread = float(known.std()) if len(known) else 0.0
    return (values - (known.mean() if len(known) else 0.0)) / (spread if spread > 0 else 1.0)


def _reporting(view: AsOfView, expected: Flags) -> Reporting:
    credit = np.where(view.received, np.where(view.late, 0.5, 1.0), 0.0)
    due_from_here_on = np.cumsum(expected[:, ::-1], axis=1)[:, ::-1]
    return Reporting(
        credit=np.where(expected, credit, np.nan),
        usual=np.where(expected, credit, 0.0).sum(axis=0) / np.maximum(expected.sum(axis=0), 1),
        last_due=expected & (due_from_here_on <= LAST_REPORTS),
    )


def _plan(history: OrderedHistory, view: AsOfView) -> Plan:
    items = history.plan_items
    due, is_done = steps_due(history, view)
    done = is_done.astype(float)
    return Plan(items.school[due], items.planned[due], done, float(done.mean()) if len(done) else 0.0)


def _activity(history: OrderedHistory, view: AsOfView, groups: PeerGroups) -> Activity:
    months = view.last + 1
    rows = view.activity
    activities = history.activities
    cell = activities.school[rows] * months + activities.month[rows]
    counts = np.bincount(cell * TYPES + activities.involvement_type[rows] - 1, minlength=view.received.size * TYPES)
    held = np.minimum(counts, PER_TYPE).reshape(-1, TYPES).sum(axis=1).astype(float)
    school, month = np.nonzero(view.received)
    year = history.calendar.year[month]
    reported = held.reshape(view.received.shape)[school, month]
    fit = expectation(
        np.sqrt(reported + 3 / 8),
        group=groups.group[school, year],
        share=groups.share,
        factors=[(month, months)],
        lines=[history.schools.log_size[school, year]],
        cut=ACTIVITY_CUT,
    )
    grids = np.full((2, *view.received.shape), np.nan)
    grids[0][view.received], grids[1][view.received] = reported, fit
    return Activity(held=grids[0], expected=grids[1])


def _breadth(history: OrderedHistory, view: AsOfView, group: Integers, levels: int, now: Flags) -> Breadth:
    received = view.received
    reports_back = np.cumsum(received[:, ::-1], axis=1)[:, ::-1]
    used = received & (reports_back <= LAST_REPORTS)
    rows = view.activity
    school, month = history.activities.school[rows], history.activities.month[rows]
    counts = np.zeros((len(received), TYPES), dtype=bool)
    recent = used[school, month]
    counts[school[recent], history.activities.involvement_type[rows][recent] - 1] = True
    types, reports = counts.sum(axis=1).astype(float), used.sum(axis=1)
    comparable = now & (reports > 0)
    usual = np.full(len(types), np.median(types[comparable]) if comparable.any() else 0.0)
    for code in range(levels):
        same = comparable & (group == code)
        if same.any():
            usual[group == code] = np.median(types[same])
    return Breadth(types, reports, usual)
