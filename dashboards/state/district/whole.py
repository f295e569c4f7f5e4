"""What is computed for the whole district, and shown to nobody as it is: history, order, comparisons, assessments."""

from collections.abc import Collection
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Self, cast

import pandas as pd
from sqlalchemy.orm import Session

from dashboards.state.district.kept import KeptApart, size_of
from dashboards.state.district.moment import Moment
from models import queries
from models.permissions import Viewer
from models.queries.history import PARTS_BY_MONTH, TOPICS_OF_PART
from models.queries.rules import SavedRules
from models.support_need.assess import assess_ordered, measured_both_ways
from models.support_need.assessment import Assessment
from models.support_need.cleaning import ordered, with_support
from models.support_need.comparison import Comparison, compare
from models.support_need.falls import Fall, falls
from models.support_need.history import COLUMNS, DistrictHistory
from models.support_need.known_rows import OrderedHistory
from models.support_need.look_back import months_in_reach, within_reach
from models.support_need.rule_set import RuleSet
from models.vocabulary import Role, Topic

MEASURED_FROM = (Topic.SCHOOLS, Topic.REPORTS, Topic.PLANS)
"""What the figures of a month rest on; its lists also on decisions by hand and rules."""
JUDGED_FROM = (*MEASURED_FROM, Topic.SUPPORT, Topic.RULES)
LARGE = 500
"""
Schools from which on years are not kept whole unless their lists are shown: those of a state of 2,500 take the room of
all that is kept, and half a minute each to be made again.
"""

LAST_LIST_LASTS = timedelta(days=3 * 366)
"""How long people work with a list where no other comes."""


@dataclass(frozen=True)
class Measured:
    """A school year as it was assessed last, and of which moment its figures are."""

    schools_and_plans: tuple[str, ...]
    stamps: dict[date, str]
    """Of each month's reports."""
    reports: pd.DataFrame
    """As in DistrictHistory."""
    months: dict[pd.Timestamp, Assessment]


class WholeDistrict(Moment):
    """The whole district of one moment: never leaves `dashboards.state` as it is."""

    def part(self, part: str) -> pd.DataFrame:
        """One frame of a DistrictHistory, of all years; read again only when its own topics moved."""
        if part in PARTS_BY_MONTH:
            return self.keep(("history", part), TOPICS_OF_PART[part], lambda: self._by_months(part))
        return self.read(
            ("history", part),
            TOPICS_OF_PART[part],
            lambda session: queries.history_part(session, self.district_id, part),
        )

    def part_of_year(self, part: str, school_year: str) -> pd.DataFrame:
        """One of `PARTS_BY_MONTH`, of one school year; shares with `part` what is kept of each month."""
        calendar = self.part("calendar")
        months = set(calendar.loc[calendar["school_year"].eq(school_year), "month"].dt.date)
        return self._by_months(part, months)

    def _by_months(self, part: str, wanted: Collection[date] | None = None) -> pd.DataFrame:
        """Of these months, or of all: put together from those that did not move, and one reading of those that did."""
        with self.reading() as session:
            keys = {
                month: self.key_of(("history", part, month, stamp), ())
                for month, stamp in sorted(self._month_stamps.items())
                if wanted is None or month in wanted
            }
            kept = {month: cast("pd.DataFrame | None", self.kept.get(key)) for month, key in keys.items()}
            moved = [month for month, rows in kept.items() if rows is None]
            if moved or not keys:
                read = queries.history_of_months(session, self.district_id, part, moved)
                read = read.sort_values("month", kind="stable", ignore_index=True)
                ends = read["month"].searchsorted(pd.DatetimeIndex(moved), side="right").tolist()
                bytes_a_row = size_of(read) / max(len(read), 1)
                for month, (begin, end) in zip(moved, pairwise([0, *ends]), strict=True):
                    kept[month] = read.iloc[begin:end].copy()  # of its own: others may be let go of before it
                    self.kept.put(keys[month], kept[month], int((end - begin) * bytes_a_row))
            if len(moved) == len(keys):
                return read
        whole = [rows for rows in kept.values() if rows is not None]
        filled = [rows for rows in whole if len(rows)] or whole[:1]
        return pd.concat(filled, ignore_index=True)

    @property
    def rule_sets(self) -> list[RuleSet]:
        return self.read(("rules",), (Topic.RULES,), lambda session: queries.rule_sets(session, self.district_id))

    @property
    def last_saved_rules(self) -> SavedRules | None:
        """`queries.last_saved_rules`."""
        return self.read(
            ("last rules",), (Topic.RULES,), lambda session: queries.last_saved_rules(session, self.district_id)
        )

    def ordered(self, school_year: str) -> OrderedHistory:
        """What a year's months are judged by, in order; a decision or contact alone puts nothing in order again."""

        def without_support() -> OrderedHistory:
            months = {month.date() for month in months_in_reach(self.part("calendar"), school_year)}
            read = {part: self._by_months(part, months) for part in ("activities", "responses")}
            whole = {part: self.part(part) for part in COLUMNS if part not in read}
            history = DistrictHistory(**read, **whole | {part: whole[part][:0] for part in ("decisions", "next_steps")})
            return ordered(within_reach(history, school_year))

        rows = self.keep(("ordered", school_year), MEASURED_FROM, without_support)
        return with_support(rows, self.part("decisions"), self.part("next_steps"))

    def known_for(self, school_year: str, month: pd.Timestamp) -> tuple[OrderedHistory, int]:
        """What a month of a year is judged by, as it was known on its as-of date, and the month's position there."""
        rows = self.ordered(school_year)
        at = int(rows.calendar.starts.get_loc(month))  # type: ignore[arg-type]
        return rows.known_for(at), at

    def assessments(self, school_year: str) -> dict[pd.Timestamp, Assessment]:
        """Every month of a year up to the last that any report has come in for, in one pass."""

        def made() -> dict[pd.Timestamp, Assessment]:
            calendar = self.part("calendar")
            year = calendar[calendar["school_year"].eq(school_year)]
            reported = self.reported_months(school_year)
            if not reported:
                return {}
            place = (self.district_id, "measured", school_year)
            before = cast("Measured | None", self.kept.get(place))
            known = self._still_measured(before) if before else {}
            months = assess_ordered(
                self.ordered(school_year), self.rule_sets, year["month"].min(), reported[-1], known=known
            )
            here = self.stamps_of((Topic.SCHOOLS, Topic.PLANS))
            self.kept.put(place, Measured(here, self._month_stamps, self.part("reports"), months))
            return months

        return self.keep(("assessments", school_year), JUDGED_FROM, made)

    def tiers(self, school_year: str) -> pd.DataFrame:
        """
        On which tier each school stood: a row for each school, a column for each month of the year that has a list,
        months in order; NaN for a school that was on none. All that most who look back at a year want of its lists.
        """

        def made() -> pd.DataFrame:
            lists = self._apart().assessments(school_year) if self._is_large else self.assessments(school_year)
            return pd.DataFrame({month: one.schools["tier"] for month, one in sorted(lists.items())}, dtype=object)

        return self.keep(("tiers", school_year), JUDGED_FROM, made)

    @property
    def _is_large(self) -> bool:
        return len(self.part("schools")) >= LARGE

    def _apart(self) -> Self:
        """The same moment; what it makes is kept by nobody else."""
        apart = copy(self)
        apart.kept = KeptApart(self.kept)
        return apart

    def _still_measured(self, before: Measured) -> dict[pd.Timestamp, Assessment]:
        """
        Months whose figures no write since `before` can have changed: under the same schools and plans, those judged
        before any report arrived, then or now, of a month whose reports moved.
        """
        if before.schools_and_plans != self.stamps_of((Topic.SCHOOLS, Topic.PLANS)):
            return {}
        stamps = self._month_stamps
        moved = {
            month for month in stamps.keys() | before.stamps.keys() if stamps.get(month) != before.stamps.get(month)
        }
        arrived = [
            reports.loc[reports["month"].dt.date.isin(moved), "submitted_date"].min()
            for reports in (before.reports, self.part("reports"))
        ]
        first = min((day for day in arrived if pd.notna(day)), default=None)
        return {month: one for month, one in before.months.items() if first is None or one.as_of < first}

    @property
    def _month_stamps(self) -> dict[date, str]:
        return self.read(("months",), (Topic.REPORTS,), lambda session: queries.month_stamps(session, self.district_id))

    @property
    def district_code(self) -> str:
        def read(session: Session) -> str:
            districts = queries.districts(session).set_index("district_id")
            return str(districts.at[self.district_id, "code"])

        return self.read(("code",), (Topic.SCHOOLS,), read)

    def reported_months(self, school_year: str) -> list[pd.Timestamp]:
        """The months of a year that any report has come in for, in order; none for a year without reports."""

        def made() -> list[pd.Timestamp]:
            calendar = self.part("calendar")
            months = set(calendar.loc[calendar["school_year"].eq(school_year), "month"])
            return sorted(month for month in self.part("reports")["month"].unique() if month in months)

        return self.keep(("reported months", school_year), (Topic.SCHOOLS, Topic.REPORTS), made)

    def latest_month(self, school_year: str, today: date) -> pd.Timestamp | None:
        """
        The month of a year to show first: the latest one with reports whose as-of date has come by `today`.

        While a year's first list is still to be judged, the month that is under way; None for a year without reports.
        What has not begun is never shown: its reports can only be slips of the pen.
        """
        begun = [month for month in self.reported_months(school_year) if month <= pd.Timestamp(today)]
        as_of = self.part("calendar").set_index("month")["as_of_date"]
        judged = [month for month in begun if as_of[month] <= pd.Timestamp(today)]
        return max(judged or begun[:1], default=None)

    def next_list(self, as_of: pd.Timestamp) -> date:
        """The as-of date of the next month with reports: until then the list of a day is worked with."""
        calendar = self.part("calendar")
        reported = calendar[calendar["month"].isin(self.part("reports")["month"].unique())]
        later = reported.loc[reported["as_of_date"] > as_of, "as_of_date"]
        return later.min().date() if len(later) else as_of.date() + LAST_LIST_LASTS

    def before(self, school_year: str, month: pd.Timestamp) -> Assessment | None:
        """The list before a month's, in the same school year."""
        year = self.assessments(school_year)
        return (
            year[max(judged)] if (judged := [judged_month for judged_month in year if judged_month < month]) else None
        )

    def latest_as_of(self, today: date) -> pd.Timestamp | None:
        """The day of the latest list by `today`: the first one that other rules may change; None before any list."""
        calendar = self.part("calendar")
        days = calendar.loc[calendar["month"].isin(self.part("reports")["month"]), "as_of_date"]
        return max((day for day in days if day <= pd.Timestamp(today)), default=None)

    def measured_both_ways(self, school_year: str, month: pd.Timestamp) -> Assessment:
        """A month with the similar-need switch measured both ways: only somebody who turns it pays for that."""
        return self.keep(
            ("both ways", month),
            JUDGED_FROM,
            lambda: measured_both_ways(self.ordered(school_year), self.assessments(school_year)[month]),
        )

    def compared(self, school_year: str, month: pd.Timestamp, similar_need: bool) -> Comparison:
        """All schools' rows beside what is expected of them, as of a month of this year."""

        def made() -> Comparison:
            rows, at = self.known_for(school_year, month)
            return compare(rows, at, similar_need=similar_need)

        return self.keep(("compared", month, similar_need), MEASURED_FROM, made)

    def falls(self, school_year: str, month: pd.Timestamp) -> dict[str, Fall]:
        """What fell most at each school of the district until a month of this year."""

        def made() -> dict[str, Fall]:
            return falls(*self.known_for(school_year, month))

        return self.keep(("falls", month), MEASURED_FROM, made)

    @property
    def office(self) -> Viewer:
        """Reads the whole district, for sums and peers; what it reads must not leave `dashboards.state`."""
        return Viewer(self.district_id, 0, "", Role.VIEWER)
