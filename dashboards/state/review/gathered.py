"""What is read for the page Review: the queue as it stands now, whole reports, and what is usual, kept for all."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import NamedTuple

import numpy as np
import pandas as pd
from pandas.util import hash_pandas_object

from dashboards.state.district.data import DistrictData, scope
from dashboards.state.frame_rows import rows_of
from dashboards.state.office_day import office_day_of
from models import queries
from models.month_locks import MonthEnd, Reopening, is_locked
from models.permissions import Viewer
from models.queries.reviewing import PARTS_OF_REPORTS, LastReview
from models.school_charts.month_limits import MonthLimits, month_limits
from models.school_charts.usual_ranges import PER_PUPILS, UsualRange, UsualReport, turnout_ranges, usual_report
from models.vocabulary import Role, Topic

READ_FROM = (Topic.SCHOOLS, Topic.REPORTS, Topic.PEOPLE)


class Whole(NamedTuple):
    """What reports hold: the four frames of `queries.report_part`."""

    revisions: pd.DataFrame
    activities: pd.DataFrame
    responses: pd.DataFrame
    observations: pd.DataFrame

    def of(self, school_id: str, month: pd.Timestamp, revision: int) -> "Whole":
        """One revision of one report."""
        return Whole(*(
            rows[rows["school_id"].eq(school_id) & rows["month"].eq(month) & rows["revision"].eq(revision)]
            for rows in self
        ))  # fmt: skip


def review_rows(district: DistrictData, viewer: Viewer, month: pd.Timestamp | None) -> pd.DataFrame:
    """`queries.review_rows`, as they stand now."""
    day = None if month is None else month.date()
    return district.read(
        ("review rows", scope(viewer), day), READ_FROM, lambda session: queries.review_rows(session, viewer, day)
    )


def reports_whole(district: DistrictData, viewer: Viewer, schools: Collection[str], months: Collection[date]) -> Whole:
    """All that the reports of some schools' months hold."""
    return district.read(
        ("whole reports", scope(viewer), frozenset(schools), frozenset(months)),
        (Topic.SCHOOLS, Topic.REPORTS),
        lambda session: Whole(
            *(queries.report_part(session, viewer, part, schools, months) for part in PARTS_OF_REPORTS)
        ),
    )


def history_of(district: DistrictData, viewer: Viewer, school_id: str, month: date) -> pd.DataFrame:
    """`queries.report_history`."""
    return district.read(
        ("report history", scope(viewer), school_id, month),
        READ_FROM,
        lambda session: queries.report_history(session, viewer, school_id, month),
    )


# ---------------------------------------------------------------- what is usual
def sums_of(district: DistrictData) -> pd.DataFrame:
    """`queries.school_month_sums` of the whole district: never leaves `dashboards.state` as it is."""
    return district.read(
        ("school month sums",),
        (Topic.SCHOOLS, Topic.REPORTS),
        lambda session: queries.school_month_sums(session, district.office),
    )


def usual_of(district: DistrictData, school_id: str, month: pd.Timestamp, school_year: str) -> UsualReport:
    """What is usual for a report; an acceptance changes none of it, so it is kept by the figures it rests on."""
    sums, schools = sums_of(district), schools_of(district, school_year)
    rests_on = district.keep(
        ("rests on",), (Topic.SCHOOLS, Topic.REPORTS), lambda: int(hash_pandas_object(sums, index=False).sum())
    )
    key = ("usual report", school_id, month, rests_on, district.stamps_of((Topic.SCHOOLS,)))
    return district.keep(key, (), lambda: usual_report(sums, schools, school_id, month))


def schools_of(district: DistrictData, school_year: str) -> pd.DataFrame:
    """By school_id: level, enrollment and what else a school year says of every school."""
    return district.keep(
        ("schools by id", school_year),
        (Topic.SCHOOLS,),
        lambda: (
            district.part("school_years").loc[lambda rows: rows["school_year"].eq(school_year)].set_index("school_id")
        ),
    )


def turnout_of(district: DistrictData, level: str | None, pupils: float) -> dict[int, UsualRange]:
    """Families at one activity by type, at a school of a level with so many pupils."""

    def made() -> pd.DataFrame:
        calendar = district.part("calendar")[["month", "school_year"]]
        activities = district.part("activities").merge(calendar, on="month")
        return turnout_ranges(activities, district.part("reports"), district.part("school_years")).reset_index()

    found = district.keep(("turnout ranges",), (Topic.SCHOOLS, Topic.REPORTS), made)
    if level is None or np.isnan(pupils):
        return {}
    share = pupils / PER_PUPILS
    return {
        int(one.involvement_type): UsualRange(
            one.low * share, one.high * share, one.far_low * share, one.far_high * share, int(one.reports)
        )
        for one in rows_of(found, _Turnout)
        if one.level == level
    }


class _Turnout(NamedTuple):
    level: str
    involvement_type: int
    low: float
    high: float
    far_low: float
    far_high: float
    reports: int


def highest_of(district: DistrictData, school_id: str, before: pd.Timestamp) -> dict[int, int]:
    """The most families a school counted at one activity before a month, by type."""

    def made() -> dict[str, pd.DataFrame]:
        rows = district.part("activities")
        rows = rows[~rows["is_cancelled"].astype(bool) & rows["families_attended"].notna()]
        rows = rows[~rows["counting_method"].isin(["tickets", "views"])]
        return {str(school_id): some for school_id, some in rows.groupby("school_id")}

    rows = district.keep(("counted by school",), (Topic.SCHOOLS, Topic.REPORTS), made).get(school_id)
    if rows is None:
        return {}
    earlier = rows[rows["month"] < before].groupby("involvement_type")["families_attended"].max()
    return {int(kind): int(most) for kind, most in earlier.items()}  # type: ignore[call-overload]


def own_months(sums: pd.DataFrame, school_id: str, before: pd.Timestamp) -> MonthLimits:
    """The limits of a school's own months before one, in activities."""
    own = sums[sums["school_id"].eq(school_id) & (sums["month"] < before)].sort_values("month")
    return month_limits(own["activities"].astype(float))


# ---------------------------------------------------------------- locked months
class _Opened(NamedTuple):
    month: pd.Timestamp
    reopened_on: pd.Timestamp
    until_date: pd.Timestamp
    reason: str


class Locks(NamedTuple):
    """The calendar's months with their ends, the months that were opened again, and both days that decide."""

    ends: dict[date, MonthEnd]
    reopened: dict[date, list[Reopening]]
    office: date
    today: date

    def is_locked(self, month: date) -> bool:
        if month not in self.ends:
            return False
        opened = self.reopened.get(month, [])
        return is_locked(self.ends[month].lock_date, opened, office=self.office, today=self.today)


def locks_of(district: DistrictData, viewer: Viewer, today: date) -> Locks:
    """Which months can be changed on a day."""
    read = district.read(
        ("month ends",), (Topic.SCHOOLS,), lambda session: queries.month_ends(session, viewer.district_id)
    )
    rows = district.read(
        ("reopenings",), (Topic.REPORTS, Topic.PEOPLE), lambda session: queries.month_reopenings(session, viewer)
    )
    opened: dict[date, list[Reopening]] = {}
    for one in rows_of(rows, _Opened):
        opened.setdefault(one.month.date(), []).append(
            Reopening(one.reopened_on.date(), one.until_date.date(), one.reason)
        )
    return Locks({one.month: one for one in read}, opened, office_day_of(district, today), today)


# ---------------------------------------------------------------- whose
class Carer(NamedTuple):
    """A coordinator's care for a cluster."""

    person_id: int
    name: str
    cluster: str
    from_date: pd.Timestamp
    until_date: pd.Timestamp


def carers_of(district: DistrictData, viewer: Viewer) -> list[Carer]:
    """Which coordinators care for which clusters, today and later; nobody for a liaison."""
    if viewer.role is Role.LIAISON:
        return []
    rows = district.read(
        ("carers",), (Topic.PEOPLE,), lambda session: queries.coordinators_of_clusters(session, viewer)
    )
    return list(rows_of(rows, Carer))


def calendar_of(district: DistrictData, viewer: Viewer) -> pd.DataFrame:
    """`queries.calendar`."""
    return district.read(("calendar dates",), (Topic.SCHOOLS,), lambda session: queries.calendar(session, viewer))


def last_review_of(district: DistrictData, viewer: Viewer, today: date) -> LastReview | None:
    """What the viewer decided last, and may still undo: asked anew each day, and when a report changes."""
    return district.read(
        ("last review", viewer.person_id, today),
        (Topic.REPORTS,),
        lambda session: queries.own_last_review(session, viewer, datetime.now(UTC)),
    )
