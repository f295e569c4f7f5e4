"""What trends are told from: the whole district's cells as of a month, what was expected, what stood out."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from threading import Lock
from typing import Any, TypeVar, cast

import pandas as pd
from cachetools import LRUCache
from sqlalchemy.orm import Session

from dashboards.state.choices import ALL
from dashboards.state.district.data import DistrictData
from dashboards.state.ready import Wanted, make_ready
from dashboards.state.reopened import months_reopened
from models.permissions import Viewer
from models.queries import trends as queries
from models.trends.cells import Cells, Flags, make_cells
from models.trends.open_range import Expectations, all_expectations
from models.trends.quantities import Measure
from models.trends.shifts import Shifts, shifts
from models.vocabulary import Topic

Query = Callable[[Session, int], pd.DataFrame]
Worked = TypeVar("Worked")
MOST_KEPT = 200
"""Figures worked out from one month's trends; each is a few kilobytes for 86 schools."""
MADE_FROM = (Topic.SCHOOLS, Topic.REPORTS, Topic.SUPPORT)


@dataclass(frozen=True)
class DistrictTrends:
    """
    One district as of the as-of date of the last month of its cells, and the last figures that were worked out from it:
    whoever asks next for the same cells is given the same ones.
    """

    cells: Cells
    expected: dict[Measure, Expectations]
    shifts: Shifts
    school_years: tuple[str, ...]
    """Of each month."""
    names: dict[str, str]
    """Of schools by id."""
    reopened: tuple[tuple[pd.Timestamp, pd.Timestamp], ...] = ()
    """Locked months that were opened again by the as-of date, and since when."""
    _worked_out: LRUCache[Hashable, Any] = field(init=False, repr=False, default_factory=lambda: LRUCache(MOST_KEPT))
    _lock: Lock = field(init=False, repr=False, default_factory=Lock)

    def once(self, name: str, there: Flags, asked: Hashable, make: Callable[[], Worked]) -> Worked:
        """What `make` works out of some cells, by its name and what else was asked. It is not to be changed."""
        key = (name, blake2b(there.tobytes()).digest(), asked)
        with self._lock:
            if key in self._worked_out:
                return cast("Worked", self._worked_out[key])
        made = make()
        with self._lock:
            self._worked_out[key] = made
        return made

    @property
    def month(self) -> int:
        """Position of the month that is looked at: the last one."""
        return len(self.cells.months) - 1


def district_trends(district: DistrictData, month: str, kind: str = ALL) -> DistrictTrends:
    """
    The trends as of a month ("2026-03"), of all activities or those of one involvement type ("1" to "6"), kept for all
    visitors; never leaves `dashboards.state` as it is.
    """
    wanted = pd.Timestamp(f"{month}-01")
    if kind != ALL:
        return district.keep(("trends", month, kind), MADE_FROM, lambda: _of_type(district, wanted, int(kind)))
    return district.keep(("trends", month), MADE_FROM, lambda: _made(district, wanted))


def _of_type(district: DistrictData, month: pd.Timestamp, kind: int) -> DistrictTrends:
    """What stood out stays that of all activities."""
    whole = district_trends(district, f"{month:%Y-%m}")
    cells = _cells(district, month, kind)
    return replace(whole, cells=cells, expected=all_expectations(cells))


def _made(district: DistrictData, month: pd.Timestamp) -> DistrictTrends:
    with district.reading():
        calendar, schools = district.part("calendar"), district.part("schools")
        cells = _cells(district, month)
    expected = all_expectations(cells)
    years = calendar[calendar["month"] <= month].sort_values("month")["school_year"].astype(str)
    names = dict(zip(schools["school_id"].astype(str), schools["name"].astype(str), strict=True))
    as_of = pd.Timestamp(calendar.set_index("month")["as_of_date"].loc[month])
    reopened = months_reopened(district, as_of)
    return DistrictTrends(cells, expected, shifts(cells, expected), tuple(years), names, reopened)


def _cells(district: DistrictData, month: pd.Timestamp, kind: int | None = None) -> Cells:
    number = district.district_id

    def read(name: str, query: Query, *topics: Topic) -> pd.DataFrame:
        return district.read(("of trends", name), topics, lambda session: query(session, number))

    with district.reading():
        calendar = district.part("calendar")
        school_months = read("expected", queries.expected_months, Topic.SCHOOLS, Topic.REPORTS)
        school_years = read("years", queries.schools_by_year, Topic.SCHOOLS)
        revisions = read("revisions", queries.revision_sums, Topic.REPORTS)
        contacts = read("contacts", queries.logged_contacts, Topic.SUPPORT)
    as_of = pd.Timestamp(calendar.set_index("month")["as_of_date"].loc[month])
    return make_cells(calendar, school_months, school_years, revisions, contacts, month, as_of, kind)


def make_trends_ready(district: DistrictData, viewer: Viewer, wanted: Wanted) -> None:
    """Have everything kept that the trends page shows of what is wanted, as `make_ready`."""
    make_ready(district, viewer, wanted)
    offered = district.choices(viewer, wanted.today).months.get(wanted.school_year, {})
    if wanted.month in offered:
        district_trends(district, wanted.month, wanted.involvement_type)
