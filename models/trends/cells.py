"""
One school in one reporting month is a cell: what was expected of it and what it told, as of one day. Pure.

A cell that was not received is unknown in every sum, never 0; a nil report is received, with nothing in it. A month
uses its own year's cluster, level, enrollment and need. Stored values, not the score's cleaned ones.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.vocabulary import InvolvementType

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Integers = NDArray[np.int64]

ScopeName = Literal["district", "cluster", "level"]
TYPES = tuple(kind.value for kind in InvolvementType)
OF_ACTIVITIES = ("activities", "counted", "blank_counts", "families", "asked_families", "asked_answers")
"""Sums over the activities of a report."""
TOLD = (*OF_ACTIVITIES, *(f"activities_{kind}" for kind in TYPES))
"""What cells hold of a report: of all its activities or those of one type, and how many there are of each type."""
SUMS = (*OF_ACTIVITIES, *(f"{name}_{kind}" for name in OF_ACTIVITIES for kind in TYPES))
"""Sums of one revision of a report, of all activities and of each type, as `queries.revision_sums` has them."""
UNKNOWN = -1


class Scope(NamedTuple):
    """The district (name ""), a cluster or a level."""

    kind: ScopeName
    name: str


@dataclass(frozen=True)
class Cells:
    """
    A district as of a day: schools in order of their id, by months of the calendar up to the last one.

    Shapes are (school, month). expected, received, on_time: flags; received and on_time only where expected. told: sums
    of the report by name, 0 where none was received. level, cluster: positions in their names, -1 unknown.
    enrollment (pupils), low_income, english_learners (0-1): NaN unknown. contacts: entries of the support log by month,
    corrected ones left out; has_contacts: is there any entry at all. year: position of each month's school year.
    """

    school_ids: NDArray[np.object_]
    months: pd.DatetimeIndex
    year: Integers
    expected: Flags
    received: Flags
    on_time: Flags
    told: dict[str, Floats]
    level: Integers
    cluster: Integers
    level_names: tuple[str, ...]
    cluster_names: tuple[str, ...]
    enrollment: Floats
    low_income: Floats
    english_learners: Floats
    contacts: Floats
    has_contacts: bool

    @property
    def activities(self) -> Floats:
        return self.told["activities"]

    @property
    def families(self) -> Floats:
        return self.told["families"]

    @cached_property
    def families_known(self) -> Flags:
        """Received, and families were counted at an activity or there was none to count at."""
        return self.received & ((self.told["counted"] > 0) | (self.told["blank_counts"] == 0))

    @cached_property
    def reaches(self) -> Flags:
        """Cells that reach is made of: families and enrollment are known."""
        return self.families_known & ~np.isnan(self.enrollment)

    @cached_property
    def month_number(self) -> Integers:
        """Calendar months since year 0."""
        return np.asarray(self.months.year * 12 + self.months.month - 1, dtype=np.int64)

    @cached_property
    def year_before(self) -> Integers:
        """Position of the same month a year before; -1 where the calendar does not hold it."""
        return pd.Index(self.month_number).get_indexer(pd.Index(self.month_number - 12)).astype(np.int64)

    def at(self, month: pd.Timestamp) -> int:
        """Position of a month (its first day). Raises KeyError for one that the calendar does not hold."""
        return int(self.months.get_loc(month))  # type: ignore[arg-type]

    def only(self, there: Flags) -> "Cells":
        """The same district with nothing expected, received or logged outside some cells."""
        if there.all():
            return self
        return replace(
            self,
            expected=self.expected & there,
            received=self.received & there,
            on_time=self.on_time & there,
            told={name: np.where(there, values, 0.0) for name, values in self.told.items()},
            contacts=np.where(there, self.contacts, 0.0),
        )

    def of(self, scope: Scope) -> Flags:
        """Cells of a scope, expected or not."""
        if scope.kind == "district":
            return np.ones_like(self.expected)
        codes, names = (self.cluster, self.cluster_names) if scope.kind == "cluster" else (self.level, self.level_names)
        return codes == (names.index(scope.name) if scope.name in names else len(names))

    def scopes(self) -> Iterator[Scope]:
        """The district, its clusters and its levels, in order of their names."""
        yield Scope("district", "")
        for kind, names in (("cluster", self.cluster_names), ("level", self.level_names)):
            yield from (Scope(kind, name) for name in names)  # type: ignore[arg-type]


def make_cells(
    calendar: pd.DataFrame,
    school_months: pd.DataFrame,
    school_years: pd.DataFrame,
    revisions: pd.DataFrame,
    contacts: pd.DataFrame,
    last_month: pd.Timestamp,
    as_of: pd.Timestamp,
    kind: int | None = None,
) -> Cells:
    """
    The cells of every month up to the last, from what was known on a day.

    calendar: month, school_year. school_months: school_id, month, cluster, level, expected (0/1), due_date,
    first_submitted_date. school_years: school_id, school_year, enrollment, low_income_rate, english_learner_rate.
    revisions: school_id, month, revision, submitted_date and `SUMS`; of each report the latest one known counts.
    contacts: contact_id, school_id, contacted_on, known_on, corrects. kind: the involvement type whose activities are
    told of; None: all of them.
    """
    calendar = calendar[calendar["month"] <= last_month].sort_values("month")
    months, years = pd.DatetimeIndex(calendar["month"]), calendar["school_year"].astype(str)
    year, _ = pd.factorize(years, sort=True)
    rows = school_months[school_months["month"].isin(months)]
    ids = np.array(sorted(set(rows["school_id"].astype(str))), dtype=object)
    place = _Place(pd.Index(ids, dtype=object), months, (len(ids), len(months)))

    expected = place.grid(rows, rows["expected"].to_numpy(dtype=float)) > 0
    known = revisions[revisions["submitted_date"] <= as_of]
    known = known.sort_values("revision").drop_duplicates(["school_id", "month"], keep="last")
    received = expected & (place.grid(known, 1.0) > 0)
    punctual = (rows["first_submitted_date"] <= rows["due_date"]).to_numpy()
    level, level_names = place.codes(rows, "level")
    cluster, cluster_names = place.codes(rows, "cluster")
    of_year = rows[["school_id", "month"]].merge(
        calendar[["month", "school_year"]], on="month"
    ).merge(school_years, on=["school_id", "school_year"])  # fmt: skip

    def attribute(name: str) -> Floats:
        return place.grid(of_year, of_year[name].to_numpy(dtype=float, na_value=np.nan), otherwise=np.nan)

    enrollment = attribute("enrollment")
    enrollment[~(enrollment > 0)] = np.nan
    logged = contacts[contacts[["contacted_on", "known_on"]].max(axis=1) <= as_of]
    valid = logged[~logged["contact_id"].isin(logged["corrects"].dropna())]
    return Cells(
        school_ids=ids,
        months=months,
        year=year.astype(np.int64),
        expected=expected,
        received=received,
        on_time=received & (place.grid(rows, punctual) > 0),
        told={
            name: np.where(received, place.grid(known, known[column].to_numpy(dtype=float)), 0.0)
            for name, column in _told_columns(kind).items()
        },
        level=level,
        cluster=cluster,
        level_names=level_names,
        cluster_names=cluster_names,
        enrollment=enrollment,
        low_income=attribute("low_income_rate"),
        english_learners=attribute("english_learner_rate"),
        contacts=place.counts(valid["school_id"], valid["contacted_on"].dt.to_period("M").dt.to_timestamp()),
        has_contacts=len(logged) > 0,
    )


def _told_columns(kind: int | None) -> dict[str, str]:
    """By name of `TOLD`: which of the `SUMS` it is."""
    of_kind = {name: name if kind is None else f"{name}_{kind}" for name in OF_ACTIVITIES}
    return {name: of_kind.get(name, name) for name in TOLD}


@dataclass(frozen=True)
class _Place:
    """Where rows by school_id and month stand."""

    ids: pd.Index
    months: pd.DatetimeIndex
    shape: tuple[int, int]

    def _of(self, school_ids: pd.Series, months: pd.Series) -> tuple[Flags, Integers, Integers]:
        school = self.ids.get_indexer(pd.Index(school_ids.to_numpy(dtype=object)))
        month = self.months.get_indexer(pd.DatetimeIndex(months))
        there = (school >= 0) & (month >= 0)
        return there, school[there].astype(np.int64), month[there].astype(np.int64)

    def grid(self, rows: pd.DataFrame, values: Floats | Flags | float, otherwise: float = 0.0) -> Floats:
        there, school, month = self._of(rows["school_id"], rows["month"])
        filled = np.full(self.shape, otherwise)
        filled[school, month] = np.broadcast_to(np.asarray(values, dtype=float), len(rows))[there]
        return filled

    def codes(self, rows: pd.DataFrame, column: str) -> tuple[Integers, tuple[str, ...]]:
        codes, names = pd.factorize(rows[column].astype("object").where(rows[column].notna()), sort=True)
        return self.grid(rows, codes.astype(float), UNKNOWN).astype(np.int64), tuple(str(name) for name in names)

    def counts(self, school_ids: pd.Series, months: pd.Series) -> Floats:
        _, school, month = self._of(school_ids, months)
        filled = np.zeros(self.shape)
        np.add.at(filled, (school, month), 1.0)
        return filled
