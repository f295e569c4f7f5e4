"""
What fell at a school in the last months of a school year: the figure of these months beside the one of those before.
Pure.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from models.support_need.activity_comparison import compare_language
from models.support_need.figures import FEWEST_ANSWERS
from models.support_need.known_rows import AsOfView, Flags, Floats, Integers, OrderedHistory, as_of_view, steps_due
from models.vocabulary import Indicator

LATEST = 3
"""The last months of a school year that are held against those before; fewer while the year is young."""
FEWEST_MONTHS = 4
"""Months of a school year from which on there are two times to hold against each other."""
FEWEST = {
    Indicator.REPORTING: 2,
    Indicator.PLAN: 2,
    Indicator.ACTIVITY: 2,
    Indicator.TURNOUT: 2,
    Indicator.RESPONSE: FEWEST_ANSWERS,
    Indicator.LANGUAGE: 4,
}
"""Reports due, steps due, reports in, activities counted, answers, activities: fewer in either time say nothing."""
FEWEST_LOST = 2
"""Reports missing or late in the last months."""
CLEAR = 0.7
"""From so many usual differences on a fall is told, as a reason is."""
FEWEST_SCHOOLS = 5


def _same(rate: Floats) -> Floats:
    return rate


ON_SCALE: Mapping[Indicator, Callable[[Floats], Floats]] = {
    Indicator.REPORTING: np.negative,
    Indicator.PLAN: _same,
    Indicator.ACTIVITY: lambda rate: np.sqrt(rate + 3 / 8),
    Indicator.TURNOUT: np.log,
    Indicator.RESPONSE: _same,
    Indicator.LANGUAGE: _same,
}
"""Rates on a scale on which higher is better and schools scatter about alike, as the method compares them."""


@dataclass(frozen=True)
class Fall:
    """
    One school's figure since a month, and the one of the school year's months before: what fell most.

    reporting: reports missing or late of so many due. plan: steps done on time of so many due. activity: activities in
    so many reports. turnout: families at so many activities. response: answers of so many participants. language:
    activities in a home language of so many.
    """

    code: Indicator
    recent: float
    recent_of: float
    before: float
    before_of: float
    since: date
    months: int
    """Months since then, that one included."""

    @property
    def recent_rate(self) -> float:
        return self.recent / self.recent_of

    @property
    def before_rate(self) -> float:
        return self.before / self.before_of


@dataclass(frozen=True)
class _Counted:
    """Rows of one indicator: school and month of each, what is counted in it and of how many."""

    school: Integers
    month: Integers
    value: Floats
    of: Floats


def falls(history: OrderedHistory, last: int) -> dict[str, Fall]:
    """
    What fell most at each school this school year, by school id, as known on the as-of date of the month at `last`.

    The last three months (half of them while the year has fewer than six) are held against the year's months before.
    A fall is the difference of both rates, on the scale on which they scatter alike (the root for activities, the
    logarithm for families); which of a school's falls is the largest is told on the scale of the
    district: each less the district's mean, by the district's standard deviation. Schools of which nothing fell by 0.7
    of it, or nothing that is seen in the figures as people read them, are left out; so is what rests on too little.
    """
    year = history.calendar.year[: last + 1]
    window = np.flatnonzero(year == year[last])
    if len(window) < FEWEST_MONTHS:
        return {}
    months = min(LATEST, len(window) // 2)
    recent = np.zeros(last + 1, dtype=bool)
    recent[window[-months:]] = True
    before = np.zeros(last + 1, dtype=bool)
    before[window[:-months]] = True
    since = history.calendar.starts[int(window[-months])].date()
    view = as_of_view(history, last)
    largest: dict[str, tuple[float, Fall]] = {}
    for code, counted in COUNTED.items():
        for school, size, fall in _of_indicator(code, counted(history, view), recent, before, len(history.schools.ids)):
            school_id = str(history.schools.ids[school])
            if school_id not in largest or size > largest[school_id][0]:
                largest[school_id] = size, Fall(code, *fall, since, months)
    return {school_id: fall for school_id, (_, fall) in largest.items()}


def _of_indicator(
    code: Indicator, rows: _Counted, recent: Flags, before: Flags, schools: int
) -> Iterator[tuple[int, float, tuple[float, float, float, float]]]:
    """Position of each school where the indicator fell, by how many usual differences, and its four figures."""
    sums = [
        np.bincount(rows.school[inside], weights=weights[inside], minlength=schools)
        for time in (recent, before)
        for inside in (time[rows.month],)
        for weights in (rows.value, rows.of)
    ]
    value, of, value_before, of_before = sums
    enough = (of >= FEWEST[code]) & (of_before >= FEWEST[code])
    if code is Indicator.RESPONSE:  # a rate is shown from so many answers on
        enough &= (value >= FEWEST_ANSWERS) & (value_before >= FEWEST_ANSWERS)
    at = np.flatnonzero(enough)
    if len(at) < FEWEST_SCHOOLS:
        return
    rate, rate_before = value[at] / of[at], value_before[at] / of_before[at]
    fell = ON_SCALE[code](rate_before) - ON_SCALE[code](rate)
    spread = float(fell.std())
    size = (fell - fell.mean()) / (spread if spread > 0 else 1.0)
    seen = _as_read(code, rate) != _as_read(code, rate_before)
    if code is Indicator.REPORTING:  # one late report is no fall
        seen &= value[at] >= FEWEST_LOST
    for place in np.flatnonzero((size >= CLEAR) & (fell > 0) & seen):
        school = int(at[place])
        yield (
            school,
            float(size[place]),
            (float(value[school]), float(of[school]), float(value_before[school]), float(of_before[school])),
        )


def _as_read(code: Indicator, rate: Floats) -> Floats:
    """A rate as a reader takes it in: families to the whole, activities to the tenth, shares to the hundredth."""
    return np.round(rate, {Indicator.TURNOUT: 0, Indicator.ACTIVITY: 1}.get(code, 2))


def _reporting(history: OrderedHistory, view: AsOfView) -> _Counted:
    school, month = np.nonzero(history.expected[:, : view.last + 1])
    lost = ~view.received[school, month] | view.late[school, month]
    return _Counted(school, month, lost.astype(float), np.ones(len(school)))


def _plan(history: OrderedHistory, view: AsOfView) -> _Counted:
    """As the indicator counts them: steps due where that month's report is in."""
    items = history.plan_items
    due, done = steps_due(history, view)
    return _Counted(items.school[due], items.planned[due], done.astype(float), np.ones(len(due)))


def _activity(history: OrderedHistory, view: AsOfView) -> _Counted:
    """Every activity that counts, in every report that is in."""
    held = np.zeros(view.received.shape)
    np.add.at(held, (history.activities.school[view.activity], history.activities.month[view.activity]), 1)
    school, month = np.nonzero(view.received)
    return _Counted(school, month, held[school, month], np.ones(len(school)))


def _turnout(history: OrderedHistory, view: AsOfView) -> _Counted:
    """Families where people came; more than the school has pupils are a typing error, and no fall afterwards."""
    activities, rows = history.activities, view.activity
    pupils = history.schools.enrollment[activities.school[rows], history.calendar.year[activities.month[rows]]]
    rows = rows[(activities.families[rows] > 0) & ~(activities.families[rows] > pupils)]
    return _Counted(activities.school[rows], activities.month[rows], activities.families[rows], np.ones(len(rows)))


def _response(history: OrderedHistory, view: AsOfView) -> _Counted:
    activities, rows = history.activities, view.activity
    rows = rows[(activities.families[rows] > 0) & ~np.isnan(activities.answers[rows])]
    families = activities.families[rows]
    return _Counted(
        activities.school[rows], activities.month[rows], np.minimum(activities.answers[rows], families), families
    )


def _language(history: OrderedHistory, view: AsOfView) -> _Counted:
    """Of the schools whose home languages count."""
    rows = compare_language(history, view).row
    activities = history.activities
    spoken = activities.in_home_language[rows].astype(float)
    return _Counted(activities.school[rows], activities.month[rows], spoken, np.ones(len(rows)))


COUNTED: Mapping[Indicator, Callable[[OrderedHistory, AsOfView], _Counted]] = {
    Indicator.REPORTING: _reporting,
    Indicator.PLAN: _plan,
    Indicator.ACTIVITY: _activity,
    Indicator.TURNOUT: _turnout,
    Indicator.RESPONSE: _response,
    Indicator.LANGUAGE: _language,
}
