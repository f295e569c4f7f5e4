"""
What a change between two periods is made of: schools, reporting, activities, counting, turnout; or the parts of a rate.

Split school by school: split by sums of levels, the silence of schools that do little would pass for a fall of
activities. Each part is the mean over all orders in which the factors may be exchanged (Shapley), so none comes first,
swapping the periods turns every sign, and the parts add up. Source: decision 0028; Das Gupta, US Census P23-186 (1993).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import factorial

import numpy as np

from models.trends.cells import UNKNOWN, Cells, Flags, Floats, Integers
from models.trends.quantities import Measure

FEWEST = 5
"""With fewer schools received in both periods only figures are given."""
CLAIM = 2.2
"""Standard errors from 0 that a real change has to be."""
GROUPS = 100
"""Schools are left out one by one, or, of more than so many, in so many groups."""

PARTS: Mapping[Measure, tuple[str, ...]] = {
    Measure.ACTIVITIES: ("months", "schools", "reporting", "activities"),
    Measure.FAMILIES: ("months", "schools", "reporting", "activities", "counting", "turnout"),
    Measure.REACH: ("mix", "reporting", "activities", "counting", "turnout"),
    Measure.RESPONSE: ("schools", "reporting", "levels", "asked", "response"),
    Measure.ON_TIME: ("schools", "reporting", "punctual"),
}
"""The parts of a change by measure, in the order they are shown."""
REAL = frozenset({"activities", "turnout", "response", "punctual"})
"""Parts that schools and families made; the others are bookkeeping."""


@dataclass(frozen=True)
class Explained:
    """
    A change from `first` to `second`: its parts add up to their difference.

    real: sum of the parts that schools and families made; se: its standard error (schools are the units), NaN under two
    schools; both: schools received in both periods.
    """

    measure: Measure
    first: float
    second: float
    parts: Mapping[str, float]
    se: float
    both: int

    @property
    def change(self) -> float:
        return self.second - self.first

    @property
    def real(self) -> float:
        return sum(value for name, value in self.parts.items() if name in REAL)

    @property
    def bookkeeping(self) -> float:
        return self.change - self.real

    @property
    def is_claimed(self) -> bool:
        """Is the real change more than chance between schools makes?"""
        return self.both >= FEWEST and abs(self.real) > CLAIM * self.se


def explain(
    cells: Cells, measure: Measure, before: Sequence[int], after: Sequence[int], there: Flags | None = None
) -> Explained | None:
    """
    The change of a measure (not contacts) from some months to others, given by position, of all cells or of some.

    None where nothing was received in one of the periods.
    """
    inside = np.ones_like(cells.expected) if there is None else there
    periods = [_Sums.of(cells, measure, np.asarray(months, dtype=np.int64), inside) for months in (before, after)]
    if any(period.received.sum() == 0 for period in periods):
        return None
    if measure in (Measure.ACTIVITIES, Measure.FAMILIES):
        return _total(measure, periods)
    first, second = periods  # a school that opened or closed has one level
    return _rate(measure, [first.with_levels_of(second), second.with_levels_of(first)])


def explain_on_year(
    cells: Cells, measure: Measure, months: Sequence[int], there: Flags | None = None
) -> Explained | None:
    """`explain` of some months beside the same months a year before, as far as the calendar holds those."""
    after = [month for month in months if cells.year_before[month] >= 0]
    before = [int(cells.year_before[month]) for month in after]
    return explain(cells, measure, before, after, there) if after else None


@dataclass(frozen=True)
class _Sums:
    """Sums of one period by school; months: of the period, those in which any school is expected."""

    months: int
    expected: Floats
    received: Floats
    activities: Floats
    counted: Floats
    families: Floats
    asked: Floats
    answers: Floats
    on_time: Floats
    enrollment: Floats
    level: Integers

    @classmethod
    def of(cls, cells: Cells, measure: Measure, months: Integers, there: Flags) -> "_Sums":
        expected = (cells.expected & there)[:, months]
        told = ((cells.families_known if measure is Measure.REACH else cells.received) & there)[:, months]

        def added(values: Floats | Flags) -> Floats:
            return np.where(told, values[:, months], 0).sum(axis=1).astype(float)

        pupils = np.where(expected, cells.enrollment[:, months], np.nan)
        known = ~np.isnan(pupils)
        level = np.full(len(expected), UNKNOWN)
        for column, month in enumerate(months):
            level = np.where(expected[:, column], cells.level[:, month], level)
        return cls(
            months=int(expected.any(axis=0).sum()),
            expected=expected.sum(axis=1).astype(float),
            received=told.sum(axis=1).astype(float),
            activities=added(cells.activities),
            counted=added(cells.told["counted"]),
            families=added(cells.families),
            asked=added(cells.told["asked_families"]),
            answers=added(cells.told["asked_answers"]),
            on_time=added(cells.on_time),
            enrollment=_over(np.where(known, pupils, 0).sum(axis=1), known.sum(axis=1)),
            level=level,
        )

    def with_levels_of(self, other: "_Sums") -> "_Sums":
        """The same, where a school is not expected with its level in another period: a level is known all the same."""
        return replace(self, level=np.where(self.level == UNKNOWN, other.level, self.level))

    def some(self, kept: Flags) -> "_Sums":
        own = {name: value[kept] for name, value in vars(self).items() if isinstance(value, np.ndarray)}
        return _Sums(months=self.months, **own)


def _over(numerator: Floats, denominator: Floats | Integers) -> Floats:
    """NaN where it cannot be known."""
    return np.divide(numerator, denominator, out=np.full(np.shape(numerator), np.nan), where=denominator != 0)


def _borrowed(factors: Sequence[Sequence[Floats]]) -> list[list[Floats]]:
    """A factor unknown in one period is as in the other, so that it explains nothing; unknown in both it is 0."""
    first, second = factors
    return [
        [np.nan_to_num(np.where(np.isnan(own), other, own)) for own, other in zip(mine, others, strict=True)]
        for mine, others in ((first, second), (second, first))
    ]


def shapley(number: int, value: Callable[[int], Floats]) -> list[Floats]:
    """
    The part of each of `number` factors: the mean, over all orders of exchanging them, of what its exchange changes.

    value: the total with the factors of a set (bits) from the second period and the rest from the first.
    """
    values = [value(chosen) for chosen in range(1 << number)]
    weights = [factorial(size) * factorial(number - size - 1) / factorial(number) for size in range(number)]
    return [
        sum(
            (
                weights[chosen.bit_count()] * (values[chosen | 1 << factor] - values[chosen])
                for chosen in range(1 << number)
                if not chosen >> factor & 1
            ),
            start=np.zeros_like(values[0]),
        )
        for factor in range(number)
    ]


def _exchanged(factors: Sequence[Sequence[Floats]], chosen: int) -> list[Floats]:
    return [factors[chosen >> place & 1][place] for place in range(len(factors[0]))]


# ------------------------------------------------------------ totals
def _total(measure: Measure, periods: Sequence[_Sums]) -> Explained:
    names = PARTS[measure]

    def factors(sums: _Sums) -> list[Floats]:
        months = np.full(len(sums.expected), float(sums.months))
        chain = [months, sums.expected, sums.received, sums.activities, sums.counted, sums.families]
        return [months, *(_over(top, below) for below, top in pairwise(chain))][: len(names)]

    given = _borrowed([factors(sums) for sums in periods])
    by_school = shapley(len(names), lambda chosen: np.prod(_exchanged(given, chosen), axis=0))
    both = (periods[0].received > 0) & (periods[1].received > 0)
    real = sum(
        (part[both] for name, part in zip(names, by_school, strict=True) if name in REAL), start=np.zeros(both.sum())
    )
    n = int(both.sum())
    se = float(np.sqrt(n / (n - 1) * ((real - real.mean()) ** 2).sum())) if n > 1 else float("nan")
    first, second = (
        float((sums.activities if measure is Measure.ACTIVITIES else sums.families).sum()) for sums in periods
    )
    parts = {name: float(part.sum()) for name, part in zip(names, by_school, strict=True)}
    return Explained(measure, first, second, parts, se, n)


# ------------------------------------------------------------ rates
def _rate(measure: Measure, periods: Sequence[_Sums]) -> Explained | None:
    if measure is Measure.REACH:  # a school whose enrollment is unknown in both periods reaches nobody knows what
        known = ~(np.isnan(periods[0].enrollment) & np.isnan(periods[1].enrollment))
        periods = [sums.some(known) for sums in periods]
    everybody = np.ones((1, len(periods[0].expected)))
    first, second = (_of_period(measure, sums, everybody) for sums in periods)
    if np.isnan(first) or np.isnan(second):
        return None
    parts = {name: float(part[0]) for name, part in _rate_parts(measure, periods, everybody).items()}
    both = np.flatnonzero((periods[0].received > 0) & (periods[1].received > 0))
    return Explained(measure, first, second, parts, _jackknife(measure, periods, both), len(both))


def _factors(measure: Measure, sums: _Sums, kept: Floats) -> list[Floats]:
    """The factors of a rate's parts by school, NaN where they cannot be known. kept: (variant, school), 1 or 0."""
    present = sums.expected / sums.months if sums.months else np.full(len(sums.expected), np.nan)
    reporting = _over(sums.received, sums.expected)
    if measure is Measure.REACH:
        events, families = _over(sums.counted, sums.activities), _over(sums.families, sums.counted)
        return [present, sums.enrollment, reporting, _over(sums.activities, sums.received), events, families]
    if measure is Measure.ON_TIME:
        return [present, reporting, _over(sums.on_time, sums.received)]
    usual = np.full(kept.shape, np.nan)
    for level in np.unique(sums.level[sums.level != UNKNOWN]):
        of_level = np.flatnonzero(sums.level == level)
        asked, reports = (kept[:, of_level] @ values[of_level] for values in (sums.asked, sums.received))
        usual[:, of_level] = _over(asked, reports)[:, None]
    beside = _over(np.broadcast_to(_over(sums.asked, sums.received), kept.shape), usual)
    return [present, reporting, usual, beside, _over(sums.answers, sums.asked)]


def _mixed(measure: Measure, factors: Sequence[Floats], kept: Floats) -> tuple[Floats, Floats]:
    """Numerator and denominator of a rate by variant, from factors that may be of either period."""
    if measure is Measure.REACH:
        present, pupils, reporting, activities, counting, turnout = factors
        there = kept * (present * reporting)
        return (there * (activities * counting * turnout)).sum(axis=1), (there * pupils).sum(axis=1)
    if measure is Measure.ON_TIME:
        present, reporting, punctual = factors
        return (kept * (present * reporting * punctual)).sum(axis=1), (kept * present).sum(axis=1)
    present, reporting, usual, asked, answered = factors
    families = kept * (present * reporting * usual * asked)
    return (families * answered).sum(axis=1), families.sum(axis=1)


def _of_period(measure: Measure, sums: _Sums, kept: Floats) -> float:
    over, under = _mixed(measure, [np.nan_to_num(factor) for factor in _factors(measure, sums, kept)], kept)
    return float(100 * over[0] / under[0]) if under[0] else float("nan")


def _rate_parts(measure: Measure, periods: Sequence[_Sums], kept: Floats) -> dict[str, Floats]:
    """The parts of a rate's change by variant: who is kept of the schools."""
    names = PARTS[measure]
    given = _borrowed([_factors(measure, sums, kept) for sums in periods])
    middle = np.mean([_over(*_mixed(measure, factors, kept)) for factors in given], axis=0)

    def value(chosen: int) -> Floats:
        if measure is Measure.REACH:  # presence and enrollment are exchanged together: the mix
            chosen = chosen << 1 | chosen & 1
        over, under = _mixed(measure, _exchanged(given, chosen), kept)
        return 100 * np.where(under != 0, np.nan_to_num(_over(over, under)), middle)

    return dict(zip(names, shapley(len(names), value), strict=True))


def _jackknife(measure: Measure, periods: Sequence[_Sums], places: Integers) -> float:
    """Standard error of the real parts, from leaving out schools one by one, or group by group where there are many."""
    number = min(len(places), GROUPS)
    if number < 2:
        return float("nan")
    kept = np.ones((number, len(periods[0].expected)))
    for group in range(number):
        kept[group, places[group::GROUPS]] = 0
    parts = _rate_parts(measure, periods, kept)
    left = np.sum([part for name, part in parts.items() if name in REAL], axis=0)
    return float(np.sqrt((number - 1) / number * ((left - left.mean()) ** 2).sum()))
