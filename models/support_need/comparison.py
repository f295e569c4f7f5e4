"""
Each school's months and events beside what the district's own rows lead one to expect, as known on one as-of date.
Pure.

This is the part that cleans and fits; `indicators` smooths it into needs, `figures` draws the figures from it. The
classes are the parts of one month's comparison, an indicator each: what a school reported beside what one would
expect of it.
"""

from dataclasses import dataclass

import numpy as np

from models.support_need.expectation import PeerGroups, expectation, peer_groups
from models.support_need.known_rows import AsOfView, Flags, Floats, Integers, OrderedHistory, as_of_view

TYPES = 6
PER_TYPE = 2
"""Activities of one type and month that count: padding a log earns nothing."""
ACTIVITY_CUT = 1.5
RATE_CUT = 1.2
TYPING_ERROR = float(np.log(3.3))
PRIOR_PARTICIPANTS = 10.0
RATING_EVIDENCE = 13.0
LEARNERS_FROM = 0.10
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
class Turnout:
    """
    row: positions of activities with an attendance. families: cleaned. expected: log families. off: log of stored /
    expected.
    """

    row: Integers
    families: Floats
    expected: Floats
    off: Floats


@dataclass(frozen=True)
class Response:
    """row: activities with an attendance whose families were asked. rate and expected: logits of the shrunk share."""

    row: Integers
    families: Floats
    answers: Floats
    rate: Floats
    expected: Floats


@dataclass(frozen=True)
class Rating:
    """
    One row per rated response: position of its activity, answers, mean on 1-5, number of its scale, mean of its level.
    """

    row: Integers
    answers: Floats
    mean: Floats
    scale: Integers
    usual: Floats


@dataclass(frozen=True)
class Breadth:
    """
    Distinct types in each school's last received reports (at most four), how many those are, and its level's median.
    """

    types: Floats
    reports: Integers
    usual: Floats


@dataclass(frozen=True)
class HomeLanguage:
    """
    row: activities of schools with at least 10 % English learners. usual: share in a home language. applies: now, by
    school.
    """

    row: Integers
    usual: float
    applies: Flags


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
    turnout = _turnout(history, view, groups, low_income)
    return Comparison(
        view=view,
        groups=groups,
        group_now=groups.group[:, year[-1]],
        expected=expected,
        reporting=_reporting(view, expected),
        plan=_plan(history, view),
        activity=_activity(history, view, groups),
        turnout=turnout,
        response=_response(history, view, groups, low_income, turnout),
        rating=_rating(history, view, groups, turnout),
        breadth=_breadth(history, view, groups.group[:, year[-1]], groups.levels, expected[:, -1]),
        language=_language(history, view),
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
    due = np.flatnonzero(items.planned <= view.last)
    due = due[view.received[items.school[due], items.planned[due]]]
    told = items.told[due]
    known = (told >= 0) & view.received_anywhere.ravel()[told]
    done = (items.done_in_time[due] & known).astype(float)
    return Plan(items.school[due], items.planned[due], done, float(done.mean()) if len(done) else 0.0)


def _activity(history: OrderedHistory, view: AsOfView, groups: PeerGroups) -> Activity:
    months = view.last + 1
    rows = view.activity
    activities = history.activities
    cell = activities.school[rows] * months + activities.month[rows]
    counts = np.bincount(cell * TYPES + activities.kind[rows], minlength=view.received.size * TYPES)
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


def _event_line(
    history: OrderedHistory, view: AsOfView, groups: PeerGroups, low_income: Floats | None, rows: Integers, y: Floats
) -> Floats:
    activities = history.activities
    school, month = activities.school[rows], activities.month[rows]
    year = history.calendar.year[month]
    lines = [history.schools.log_size[school, year]]
    if low_income is not None:
        lines.append(low_income[school, year])
    return expectation(
        y,
        group=groups.group[school, year],
        share=groups.share,
        factors=[(month, view.last + 1), (activities.kind[rows], TYPES)],
        lines=lines,
        cut=RATE_CUT,
    )


def _turnout(history: OrderedHistory, view: AsOfView, groups: PeerGroups, low_income: Floats | None) -> Turnout:
    rows = view.activity[~np.isnan(history.activities.families[view.activity])]
    stored = history.activities.families[rows]
    log_stored = np.log(stored)
    fit = _event_line(history, view, groups, low_income, rows, log_stored)
    off = log_stored - fit
    families = np.where(np.abs(off) > TYPING_ERROR, np.exp(fit + np.clip(off, -TYPING_ERROR, TYPING_ERROR)), stored)
    return Turnout(rows, families, fit, off)


def _response(
    history: OrderedHistory, view: AsOfView, groups: PeerGroups, low_income: Floats | None, turnout: Turnout
) -> Response:
    answers = history.activities.answers[turnout.row]
    asked = np.flatnonzero(~np.isnan(answers))
    rows, families = turnout.row[asked], turnout.families[asked]
    answers = np.minimum(answers[asked], families)
    overall = float(answers.sum() / families.sum()) if len(rows) else 0.0
    if not 0 < overall < 1:
        # Nobody answered anywhere, or everybody did: no school differs from another.
        return Response(rows, families, answers, np.zeros(len(rows)), np.zeros(len(rows)))
    share = (answers + PRIOR_PARTICIPANTS * overall) / (families + PRIOR_PARTICIPANTS)
    rate = np.log(share / (1 - share))
    return Response(rows, families, answers, rate, _event_line(history, view, groups, low_income, rows, rate))


def _rating(history: OrderedHistory, view: AsOfView, groups: PeerGroups, turnout: Turnout) -> Rating:
    ratings = history.ratings
    at = view.rating
    row, scale = ratings.activity[at], ratings.scale[at]
    came = np.full(len(history.activities.ids), np.inf)
    came[turnout.row] = turnout.families
    answers = np.minimum(ratings.answers[at], came[row])
    weight = answers / (answers + RATING_EVIDENCE)
    school, month = history.activities.school[row], history.activities.month[row]
    group = groups.group[school, history.calendar.year[month]]
    scales = int(scale.max(initial=-1)) + 1
    cell = group * scales + scale

    def mean_by(code: Integers, size: int) -> Floats:
        total = np.bincount(code, weights=weight, minlength=size)
        return np.bincount(code, weights=weight * ratings.mean[at], minlength=size) / np.where(total > 0, total, 1.0)

    by_level = mean_by(cell, (groups.levels + 1) * scales)
    whole = mean_by(scale, scales)
    return Rating(row, answers, ratings.mean[at], scale, np.where(group == groups.levels, whole[scale], by_level[cell]))


def _breadth(history: OrderedHistory, view: AsOfView, group: Integers, levels: int, now: Flags) -> Breadth:
    received = view.received
    reports_back = np.cumsum(received[:, ::-1], axis=1)[:, ::-1]
    used = received & (reports_back <= LAST_REPORTS)
    rows = view.activity
    school, month = history.activities.school[rows], history.activities.month[rows]
    counts = np.zeros((len(received), TYPES), dtype=bool)
    recent = used[school, month]
    counts[school[recent], history.activities.kind[rows][recent]] = True
    types, reports = counts.sum(axis=1).astype(float), used.sum(axis=1)
    comparable = now & (reports > 0)
    usual = np.full(len(types), np.median(types[comparable]) if comparable.any() else 0.0)
    for code in range(levels):
        same = comparable & (group == code)
        if same.any():
            usual[group == code] = np.median(types[same])
    return Breadth(types, reports, usual)


def _language(history: OrderedHistory, view: AsOfView) -> HomeLanguage:
    # Rates arrive as percent / 100: a hair of room keeps an exact 10 % inside.
    matters = history.schools.english_learners >= LEARNERS_FROM - 1e-9
    rows = view.activity
    year = history.calendar.year
    rows = rows[matters[history.activities.school[rows], year[history.activities.month[rows]]]]
    spoken = history.activities.in_home_language[rows]
    return HomeLanguage(rows, float(spoken.mean()) if len(rows) else 0.0, matters[:, year[view.last]])
