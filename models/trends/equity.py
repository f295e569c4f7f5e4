"""
Who is reached, heard and supported, by groups of schools: values with intervals, like compared with like. Pure.

Schools are the units. A figure on 1 to 9 people is hidden, and so is the next smallest where a subtraction would find
it. Source: decision 0028; Kakwani, Wagstaff & van Doorslaer (1997) for the concentration index.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import stdtrit

from models.trends.cells import UNKNOWN, Cells, Flags, Floats, Integers
from models.trends.quantities import SMALL_CELL, Measure, is_small

Split = Literal["low_income", "english_learners", "level", "cluster"]
SPLITS: tuple[Split, ...] = ("low_income", "english_learners", "level", "cluster")
NEEDS: tuple[Split, ...] = ("low_income", "english_learners")
MEASURES = (Measure.REACH, Measure.RESPONSE, Measure.ACTIVITIES, Measure.ON_TIME, Measure.CONTACTS)
QUARTERS, FEWEST_FOR_QUARTERS = 4, 8
FEWEST_SCHOOLS = 5
"""With fewer schools a group has no interval and is compared with nobody."""
FEWEST_FOR_CURVE = 10
"""Schools, and contacts, that a concentration curve needs."""
LEAST_EFFECTIVE = 2.0
"""A group counts as at least so many schools, however much of it one of them is."""
CONFIDENCE = 0.975
UNKNOWN_GROUP = "unknown"


@dataclass(frozen=True)
class GroupFigure:
    """
    One measure of one group over a range: value (numerator / denominator), its 95 % interval; ratio: what the group has
    of what the others' schools of the same levels have, with its interval. NaN: unknown, too few, or hidden.
    """

    group: str
    schools: int
    value: float
    low: float
    high: float
    ratio: float
    ratio_low: float
    ratio_high: float
    hidden: bool

    @property
    def is_apart(self) -> bool:
        """Does the ratio's interval leave out 1?"""
        return self.ratio_low > 1 or self.ratio_high < 1


@dataclass(frozen=True)
class Spread:
    """variance: of ln(value); degrees: effective number of schools."""

    value: float
    variance: float
    effective: float


def spread(numerator: Floats, denominator: Floats) -> Spread:
    """The value of some schools and its variance on the log scale; NaN where it cannot be known."""
    whole = denominator.sum()
    if len(numerator) == 0 or whole <= 0:
        return Spread(np.nan, np.nan, np.nan)
    value, h = numerator.sum() / whole, denominator / whole
    off = np.divide(numerator - value * denominator, 1 - h, out=np.full(len(h), np.nan), where=h < 1)
    variance = (off**2).sum() / whole**2 / value**2 if value > 0 else np.nan
    return Spread(float(value), float(variance), max(float(1 / (h**2).sum()), LEAST_EFFECTIVE))


def interval(of: Spread, schools: int) -> tuple[float, float]:
    """The 95 % interval of a group's value; NaN under five schools and at 0."""
    if schools < FEWEST_SCHOOLS or not of.value > 0:
        return np.nan, np.nan
    wide = _quantile(of.effective - 1) * np.sqrt(of.variance)
    return float(of.value * np.exp(-wide)), float(of.value * np.exp(wide))


def _quantile(degrees: float) -> float:
    return float(stdtrit(degrees, CONFIDENCE))


# ------------------------------------------------------------ groups
def groups(cells: Cells, split: Split, months: Integers) -> dict[str, Flags]:
    """
    Schools of each group, flags by school, among those expected in a range: quarters 1 to 4 from the lowest share, or
    names. Schools whose share is not known are a line of their own beside the quarters; where too few are known for
    quarters, there is no such split.
    """
    expected = cells.expected[:, months].any(axis=1)
    if split in ("level", "cluster"):
        codes, names = (cells.level, cells.level_names) if split == "level" else (cells.cluster, cells.cluster_names)
        own = _latest(codes, cells.expected, months)
        return {name: there for at, name in enumerate(names) if (there := expected & np.equal(own, at)).any()}
    need = needs(cells, split, months)
    known = np.flatnonzero(np.asarray(expected & ~np.isnan(need)))
    if len(known) < FEWEST_FOR_QUARTERS:
        return {}
    quarter = np.full(len(need), UNKNOWN)
    order = known[np.argsort(need[known], kind="stable")]  # ties by school id: schools stand in its order
    quarter[order] = QUARTERS * np.arange(len(order)) // len(order)
    found = {str(at + 1): np.equal(quarter, at) for at in range(QUARTERS)}
    unknown = expected & np.isnan(need)
    return found | ({UNKNOWN_GROUP: unknown} if unknown.any() else {})


def needs(cells: Cells, split: Split, months: Integers) -> Floats:
    """The share that a split goes by, by school, of its last expected month; NaN unknown."""
    values = cells.low_income if split == "low_income" else cells.english_learners
    return np.where(cells.expected[:, months].any(axis=1), _latest(values, cells.expected, months), np.nan)


def _latest(values: np.ndarray, expected: Flags, months: Integers) -> np.ndarray:
    """By school, the value in the last month of the range in which it is expected."""
    inside = expected[:, months]
    last = inside.shape[1] - 1 - np.argmax(inside[:, ::-1], axis=1)
    return values[np.arange(len(values)), months[last]]


def sums(cells: Cells, measure: Measure, months: Integers) -> tuple[Floats, Floats]:
    """Numerator and denominator of a measure over a range, by school."""
    received = cells.received
    over: Mapping[Measure, tuple[Floats | Flags, Floats | Flags, Flags]] = {
        Measure.REACH: (cells.families, cells.enrollment, cells.reaches),
        Measure.RESPONSE: (cells.told["asked_answers"], cells.told["asked_families"], received),
        Measure.ACTIVITIES: (cells.activities, received, received),
        Measure.ON_TIME: (cells.on_time, cells.expected, cells.expected),
        Measure.CONTACTS: (cells.contacts, cells.expected, cells.expected),
    }
    numerator, denominator, there = over[measure]
    return tuple(np.where(there, values, 0)[:, months].sum(axis=1).astype(float) for values in (numerator, denominator))


# ------------------------------------------------------------ figures of groups
def equity(
    cells: Cells, split: Split, measure: Measure, first: int, last: int, small: int = SMALL_CELL
) -> list[GroupFigure]:
    """One measure by the groups of a split, over the months from position `first` to `last`."""
    months = np.arange(first, last + 1)
    numerator, denominator = sums(cells, measure, months)
    if measure is Measure.CONTACTS and numerator.sum() == 0:
        return []
    level = _latest(cells.level, cells.expected, months)
    alike = np.zeros(len(level), dtype=np.int64) if split == "level" else level
    expected = denominator * _rates(numerator, denominator, alike)
    found = groups(cells, split, months)
    people = _people(measure, numerator, list(found.values()))
    hidden = hidden_groups(people, small)
    there = denominator > 0
    return [
        _figure(name, flags, numerator, denominator, expected, there, is_hidden=bool(is_hidden))
        for (name, flags), is_hidden in zip(found.items(), hidden, strict=True)
    ]


def _rates(numerator: Floats, denominator: Floats, alike: Integers) -> Floats:
    """The rate of the schools of the same kind, by school."""
    rates = np.full(len(numerator), np.nan)
    for kind in np.unique(alike):
        same = alike == kind
        whole = denominator[same].sum()
        rates[same] = numerator[same].sum() / whole if whole > 0 else np.nan
    return np.nan_to_num(rates)


def _people(measure: Measure, numerator: Floats, found: Sequence[Flags]) -> Floats:
    """People that a group's figure rests on; NaN for figures that rest on none."""
    if measure not in (Measure.REACH, Measure.RESPONSE):
        return np.full(len(found), np.nan)
    return np.array([numerator[flags].sum() for flags in found], dtype=float)


def hidden_groups(people: Floats, small: int = SMALL_CELL) -> Flags:
    """Groups of 1 to 9 people; where that is exactly one group, the next smallest too. NaN: about nobody."""
    hidden = is_small(np.nan_to_num(people), small)
    others = np.flatnonzero(~hidden & (np.nan_to_num(people) > 0))
    if hidden.sum() == 1 and len(others):
        hidden[others[np.argmin(people[others])]] = True
    return hidden


def _figure(
    name: str, flags: Flags, numerator: Floats, denominator: Floats, expected: Floats, there: Flags, *, is_hidden: bool
) -> GroupFigure:
    inside, outside = flags & there, ~flags & there
    schools = int(inside.sum())
    if is_hidden:
        return GroupFigure(name, schools, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan, hidden=True)
    own = spread(numerator[inside], denominator[inside])
    low, high = interval(own, schools)
    ratio = ratio_low = ratio_high = float("nan")
    like, others = (spread(numerator[some], expected[some]) for some in (inside, outside))
    if others.value > 0 and not np.isnan(like.value) and min(schools, int(outside.sum())) >= FEWEST_SCHOOLS:
        ratio = like.value / others.value
        if ratio > 0:
            wide = _welch(like, others) * np.sqrt(like.variance + others.variance)
            ratio_low, ratio_high = float(ratio * np.exp(-wide)), float(ratio * np.exp(wide))
    return GroupFigure(name, schools, own.value, low, high, ratio, ratio_low, ratio_high, hidden=False)


def _welch(a: Spread, b: Spread) -> float:
    under = sum(of.variance**2 / (of.effective - 1) for of in (a, b))
    return _quantile((a.variance + b.variance) ** 2 / under if under > 0 else np.inf)


# ------------------------------------------------------------ is support going where need is
@dataclass(frozen=True)
class Concentration:
    """index: above 0, support goes to schools with more need; low, high: index -+ 1.96 SE under no link at all."""

    schools: int
    index: float
    low: float
    high: float


def concentration(cells: Cells, split: Split, first: int, last: int) -> Concentration | None:
    """Contacts along need over a range; None without any contact or need, NaN under 10 of either."""
    months = np.arange(first, last + 1)
    need = needs(cells, split, months)
    return concentration_of(sums(cells, Measure.CONTACTS, months)[0], need)


def concentration_of(contacts: Floats, need: Floats) -> Concentration | None:
    """The same from contacts and need by school (NaN unknown): for a need that no split goes by."""
    known = ~np.isnan(need)
    if contacts.sum() == 0 or not known.any():
        return None
    if known.sum() < FEWEST_FOR_CURVE or contacts[known].sum() < FEWEST_FOR_CURVE:
        return Concentration(int(known.sum()), np.nan, np.nan, np.nan)
    index, error = concentration_index(contacts[known], need[known])
    return Concentration(int(known.sum()), index, index - 1.96 * error, index + 1.96 * error)


def concentration_curve(contacts: Floats, need: Floats) -> tuple[Floats, Floats]:
    """
    Cumulative share of schools and of contacts, both from 0 to 1, the schools with most need first.

    Schools with the same need are passed together, so none of them comes first. Schools of unknown need are left out.
    """
    known = ~np.isnan(need)
    values, group = np.unique(-need[known], return_inverse=True)
    of_group = np.bincount(group, weights=contacts[known], minlength=len(values))
    schools, given = np.bincount(group, minlength=len(values)).cumsum(), of_group.cumsum()
    return np.append(0.0, schools / schools[-1]), np.append(0.0, given / given[-1])


def concentration_index(contacts: Floats, need: Floats) -> tuple[float, float]:
    """c = 2 mean(y R) / mean y - 1 with R the school's place from least need (ties share theirs), and its SE."""
    n = len(contacts)
    _, place, counts = np.unique(need, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    rank = ((ends - counts + 1 + ends) / 2 - 0.5)[place] / n
    mean = contacts.mean()
    index = 2 * (contacts * rank).mean() / mean - 1
    error = 2 * contacts.std() * rank.std() / mean / np.sqrt(n - 1)
    return float(index), float(error)
