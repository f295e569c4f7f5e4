"""
Single activities beside what the district's own rows lead one to expect: families, answers, ratings, languages. Pure.

The other half of `comparison`: a class for each indicator, and the function that makes it.
"""

from dataclasses import dataclass

import numpy as np

from models.support_need.expectation import PeerGroups, expectation
from models.support_need.known_rows import AsOfView, Flags, Floats, Integers, OrderedHistory

TYPES = 6
RATE_CUT = 1.2
TYPING_ERROR = float(np.log(3.3))
PRIOR_PARTICIPANTS = 10.0
RATING_EVIDENCE = 13.0
LEARNERS_FROM = 0.10


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
class HomeLanguage:
    """
    row: activities of schools with at least 10 % English learners. usual: share in a home language. applies: now, by
    school.
    """

    row: Integers
    usual: float
    applies: Flags


def _line(
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
        factors=[(month, view.last + 1), (activities.involvement_type[rows] - 1, TYPES)],
        lines=lines,
        cut=RATE_CUT,
    )


def compare_turnout(history: OrderedHistory, view: AsOfView, groups: PeerGroups, low_income: Floats | None) -> Turnout:
    rows = view.activity[~np.isnan(history.activities.families[view.activity])]
    stored = history.activities.families[rows]
    log_stored = np.log(stored)
    fit = _line(history, view, groups, low_income, rows, log_stored)
    off = log_stored - fit
    families = np.where(np.abs(off) > TYPING_ERROR, np.exp(fit + np.clip(off, -TYPING_ERROR, TYPING_ERROR)), stored)
    return Turnout(rows, families, fit, off)


def compare_response(
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
    return Response(rows, families, answers, rate, _line(history, view, groups, low_income, rows, rate))


def compare_rating(history: OrderedHistory, view: AsOfView, groups: PeerGroups, turnout: Turnout) -> Rating:
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


def compare_language(history: OrderedHistory, view: AsOfView) -> HomeLanguage:
    # Floating point: a rate of exactly 10 % may arrive as 0.0999..., so allow 1e-9.
    matters = history.schools.english_learners >= LEARNERS_FROM - 1e-9
    rows = view.activity
    year = history.calendar.year
    rows = rows[matters[history.activities.school[rows], year[history.activities.month[rows]]]]
    spoken = history.activities.in_home_language[rows]
    return HomeLanguage(rows, float(spoken.mean()) if len(rows) else 0.0, matters[:, year[view.last]])
