"""The headline figures of a scope by month, and which types of involvement they are made of. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from models.trends.cells import TYPES, Cells, Flags, Floats, Scope
from models.vocabulary import N_

SMALL_CELL = 10
"""A figure on 1 to 9 people is hidden (`district.small_cell_n`)."""
ENOUGH_REPORTS = 0.9
"""Share of the expected reports under which a month is marked wherever its figures stand."""


class Measure(StrEnum):
    """A headline figure."""

    ON_TIME = "on_time"
    ACTIVITIES = "activities"
    FAMILIES = "families"
    REACH = "reach"
    RESPONSE = "response"
    CONTACTS = "contacts"

    @property
    def label(self) -> str:
        """What people call it, in the source language."""
        return _LABELS[self]


_LABELS = {
    Measure.ON_TIME: N_("Reports on time"),
    Measure.ACTIVITIES: N_("Activities"),
    Measure.FAMILIES: N_("Families attended"),
    Measure.REACH: N_("Reach"),
    Measure.RESPONSE: N_("Parent response"),
    Measure.CONTACTS: N_("Support contacts"),
}


@dataclass(frozen=True)
class Quantity:
    """
    One measure of one scope, by month.

    value: on_time and response in percent of expected reports and of families asked; reach in families per 100 enrolled
    and month; the others are sums. NaN: unknown, or `hidden` because it rests on 1 to 9 people. numerator and
    denominator are sums; the denominator of activities and families is the reports received, of contacts unknown (NaN).
    expected, reported: reports.
    """

    value: Floats
    numerator: Floats
    denominator: Floats
    expected: Floats
    reported: Floats
    hidden: Flags


def is_small(people: Floats, small: int = SMALL_CELL) -> Flags:
    """Would a figure on so many people say something about a few of them?"""
    return (people > 0) & (people < small)


def share(numerator: Floats, denominator: Floats, per: float = 1.0) -> Floats:
    """per x numerator / denominator, NaN where there is nothing to divide by."""
    return per * np.divide(numerator, denominator, out=np.full(np.shape(numerator), np.nan), where=denominator != 0)


def headline(cells: Cells, scope: Scope, small: int = SMALL_CELL) -> Mapping[Measure, Quantity]:
    """Every measure of a scope, by month of the calendar."""
    return quantities(cells, cells.of(scope), small)


def quantities(
    cells: Cells, there: Flags, small: int = SMALL_CELL, months: Sequence[int] | None = None
) -> dict[Measure, Quantity]:
    """Every measure of some cells (flags), by month of the calendar; of `months` together, as if they were one."""

    def added(values: Floats | Flags, of: Flags) -> Floats:
        by_month = np.where(of, values, 0).sum(axis=0).astype(float)
        return by_month if months is None else by_month[list(months)].sum(keepdims=True)

    expected, received = there & cells.expected, there & cells.received
    reports, due = added(received, received), added(expected, expected)
    sums = {
        Measure.ON_TIME: (added(cells.on_time, received), due),
        Measure.ACTIVITIES: (added(cells.activities, received), reports),
        Measure.FAMILIES: (added(cells.families, received), reports),
        Measure.REACH: (
            added(cells.families, there & cells.reaches),
            added(cells.enrollment, there & cells.reaches),
        ),
        Measure.RESPONSE: (added(cells.told["asked_answers"], received), added(cells.told["asked_families"], received)),
        Measure.CONTACTS: (added(cells.contacts, there), np.full(len(reports), np.nan)),
    }
    found: dict[Measure, Quantity] = {}
    for measure, (numerator, denominator) in sums.items():
        hidden = np.zeros(len(reports), dtype=bool)
        if measure in (Measure.ACTIVITIES, Measure.FAMILIES):
            value = np.where(reports > 0, numerator, np.nan)
        elif measure is Measure.CONTACTS:
            value = numerator if cells.has_contacts else np.full(len(reports), np.nan)
            numerator = value
        else:
            value = share(numerator, denominator, 100.0)
        if measure is Measure.RESPONSE:
            hidden = is_small(numerator, small)
            value, numerator = np.where(hidden, np.nan, value), np.where(hidden, np.nan, numerator)
        found[measure] = Quantity(value, numerator, denominator, due, reports, hidden)
    return found


def year_on_year(cells: Cells, quantity: Quantity) -> tuple[Floats, Floats]:
    """
    The value of the same month a year before and the change since, by month; NaN where either is unknown.

    A month of which nothing was received is compared with by no measure, not by reports on time or contacts either.
    """
    told = (cells.year_before >= 0) & (quantity.reported[cells.year_before] > 0)
    before = np.where(told, quantity.value[cells.year_before], np.nan)
    return before, quantity.value - before


def type_mix(cells: Cells, there: Flags) -> Floats:
    """Activities of each type (rows: types 1 to 6) by month, of the reports of some cells; shares are of their sum."""
    received = there & cells.received
    return np.stack([np.where(received, cells.told[f"activities_{kind}"], 0.0).sum(axis=0) for kind in TYPES])


def type_coverage(cells: Cells, scope: Scope, first: int, last: int) -> tuple[Floats, int]:
    """
    How many schools of a scope reported an activity of each type (1 to 6) in the months from `first` to `last`, and how
    many sent any report.
    """
    there = (cells.of(scope) & cells.received)[:, first : last + 1]
    held = [np.any(there & (cells.told[f"activities_{kind}"][:, first : last + 1] > 0), axis=1).sum() for kind in TYPES]
    return np.array(held, dtype=float), int(there.any(axis=1).sum())
