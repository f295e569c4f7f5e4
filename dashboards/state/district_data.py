"""One district as of one version of its data, shared by all sessions: what is costly is computed once."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from threading import RLock
from typing import TypeVar

import pandas as pd

from dashboards.state.filters import ALL, NO_CLUSTER, Choices
from dashboards.state.plain_text import to_json
from dashboards.state.triage.board import Board, BoardFrames, make_board
from dashboards.state.triage.list_news import Beside, district_month
from models import queries
from models.database import Database
from models.month_marks import month_marks
from models.permissions import Viewer
from models.school_charts.peer_months import YearFrames, reach
from models.support_need.assess import assess, measured_both_ways
from models.support_need.assessment import Assessment
from models.support_need.changes import what_changed
from models.support_need.cleaning import ordered
from models.support_need.comparison import Comparison, compare
from models.support_need.history import DistrictHistory
from models.support_need.known_rows import OrderedHistory
from models.support_need.list_checks import COLUMNS as AUDITED
from models.support_need.list_checks import also_visit, hit_rate, judged_visits, list_audit
from models.support_need.rule_set import RuleSet
from models.vocabulary import Role

Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Scope:
    """Who may see the same: the key of everything that is kept per viewer. None: the whole district."""

    school_ids: frozenset[str] | None


def scope(viewer: Viewer) -> Scope:
    return Scope(None if viewer.sees_district else viewer.school_ids)


class DistrictData:
    """Reads and computes on first use, keeps until the data change. Results are shared: never change them."""

    def __init__(self, database: Database, district_id: int, version: int) -> None:
        self.database = database
        self.district_id = district_id
        self.version = version
        self._kept: dict[Hashable, object] = {}
        self._lock = RLock()

    def keep(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = make()
            return self._kept[key]  # type: ignore[return-value]

    # ------------------------------------------------------------ the whole district: never leaves state as it is
    @cached_property
    def history(self) -> DistrictHistory:
        with self.database.reading() as session:
            return queries.district_history(session, self.district_id)

    @cached_property
    def rule_sets(self) -> list[RuleSet]:
        with self.database.reading() as session:
            return queries.rule_sets(session, self.district_id)

    def assessments(self, school_year: str) -> dict[pd.Timestamp, Assessment]:
        """Every month of a year that has been judged by now, in one pass."""

        def made() -> dict[pd.Timestamp, Assessment]:
            year = self.history.calendar[self.history.calendar["school_year"].eq(school_year)]
            latest = self.latest_month(school_year)
            if latest is None:
                return {}
            return assess(self.history, self.rule_sets, year["month"].min(), latest)

        return self.keep(("assessments", school_year), made)

    @cached_property
    def district_code(self) -> str:
        with self.database.reading() as session:
            districts = queries.districts(session).set_index("district_id")
        return str(districts.at[self.district_id, "code"])

    @property
    def _office(self) -> Viewer:
        """Reads the whole district, for sums and peers; what it reads must not leave `dashboards.state`."""
        return Viewer(self.district_id, 0, "", Role.VIEWER)

    def before(self, school_year: str, month: pd.Timestamp) -> Assessment | None:
        """The list before a month's, in the same school year."""
        year = self.assessments(school_year)
        return (
            year[max(judged)] if (judged := [judged_month for judged_month in year if judged_month < month]) else None
        )

    def beside(self, school_year: str, month: str) -> Beside:
        """What stands beside a month's lists, for the whole district."""
        return self.keep(("beside", school_year, month), lambda: self._beside(school_year, month))

    def _beside(self, school_year: str, month: str) -> Beside:
        board = self.board(self._office, school_year, month)
        if board.month is None or board.assessment is None:
            return Beside()
        before = self.before(school_year, board.month)
        if before and before.rules.similar_need != board.assessment.rules.similar_need:
            before = self.measured_both_ways(before)
        visits = self._visits(board)
        return Beside(
            before=before.month if before else None,
            changes=what_changed(board.assessment, before) if before else (),
            hits=hit_rate(visits),
            district=district_month(board.frames.totals, board.month),
        )

    def _visits(self, board: Board) -> pd.DataFrame:
        return judged_visits(board.frames.contacts, self.assessments(board.school_year), board.as_of)

    def audit(self, school_year: str, month: str) -> pd.DataFrame:
        """A month's lists by kinds of schools, and what the year's visits found there, as `list_audit`."""
        return self.keep(("audit", school_year, month), lambda: self._audit(school_year, month))

    def _audit(self, school_year: str, month: str) -> pd.DataFrame:
        board = self.board(self._office, school_year, month)
        if board.assessment is None:
            return pd.DataFrame(columns=list(AUDITED))
        schools = board.frames.schools.set_index("school_id")
        return list_audit(board.assessment, self.assessments(school_year), schools, self._visits(board))

    def latest_month(self, school_year: str) -> pd.Timestamp | None:
        """The latest month of a year that any report has come in for; None for a year without reports."""
        calendar = self.history.calendar
        months = set(calendar.loc[calendar["school_year"].eq(school_year), "month"])
        return max((month for month in self.history.reports["month"].unique() if month in months), default=None)

    # ------------------------------------------------------------ what a viewer may see
    def choices(self, viewer: Viewer) -> Choices:
        """What the filters offer this viewer."""
        own = viewer.clusters[0] if viewer.clusters else ALL
        offered = self.keep(("choices", scope(viewer)), lambda: self._choices(viewer))
        only = next(iter(viewer.school_ids)) if not viewer.sees_district and len(viewer.school_ids) == 1 else ""
        return replace(offered, own_cluster=own, own_school=only)

    def _choices(self, viewer: Viewer) -> Choices:
        with self.database.reading() as session:
            years = queries.school_years(session, viewer)
            calendar = queries.calendar(session, viewer)
            schools = {year: queries.schools_in_year(session, viewer, year) for year in years}
        clusters: dict[str, tuple[str, ...]] = {}
        months: dict[str, dict[str, pd.Timestamp]] = {}
        latest_months: dict[str, str] = {}
        for year, rows in schools.items():
            names = sorted(rows["cluster"].dropna().unique(), key=str.casefold)
            clusters[year] = (*names, NO_CLUSTER) if rows["cluster"].isna().any() else tuple(names)
            latest = self.latest_month(year)
            known = calendar[calendar["school_year"].eq(year)]
            known = known[known["month"] <= latest] if latest is not None else known[:0]
            newest_first = known.sort_values("month", ascending=False)
            months[year] = {
                f"{month:%Y-%m}": as_of
                for month, as_of in zip(newest_first["month"], newest_first["as_of_date"], strict=True)
            }
            latest_months[year] = f"{latest:%Y-%m}" if latest is not None else ""
        with_reports = [year for year in years if latest_months[year]]
        ids = frozenset(pd.concat([rows["school_id"] for rows in schools.values()])) if schools else frozenset()
        return Choices(months, clusters, ids, (with_reports or years or [""])[-1], latest_months)

    def board(self, viewer: Viewer, school_year: str, month: str) -> Board:
        """The triage rows of one month ("2026-03"), or of a year without reports (month "")."""
        return self.keep(("board", scope(viewer), school_year, month), lambda: self._board(viewer, school_year, month))

    def _board(self, viewer: Viewer, school_year: str, month: str) -> Board:
        start = pd.Timestamp(f"{month}-01") if month else None
        with self.database.reading() as session:
            schools = queries.schools_in_year(session, viewer, school_year)
            surveys = queries.surveys(session, viewer, school_year)
            calendar = queries.calendar(session, viewer)
            calendar = calendar[calendar["school_year"].eq(school_year)].set_index("month")
            if start is None:
                as_of = pd.Timestamp(date(int(school_year[:4]) + 1, 7, 31)) if school_year else pd.Timestamp(0)
                totals, marks = pd.DataFrame(), pd.DataFrame()
            else:
                as_of = pd.Timestamp(calendar["as_of_date"].loc[start])
                totals = queries.school_months(session, viewer, school_year, as_of.date())
                states = queries.report_states(session, viewer, school_year, as_of.date())
                marks = month_marks(pd.DatetimeIndex(calendar.index), totals, states, calendar["due_date"], as_of)
            contacts = queries.support_contacts(session, viewer, as_of.date())
            decisions = queries.decisions(session, viewer, as_of.date())
        frames = BoardFrames(schools, marks, totals, contacts, surveys, decisions)
        assessment = self.assessments(school_year)[start] if start is not None else None
        drawn = also_visit(assessment, self.district_code) if assessment is not None else ()
        return make_board(school_year, start, as_of, assessment, frames, drawn)

    def sparks_json(self, viewer: Viewer, school_year: str, month: str, kind: str) -> str:
        """Activities and reach by month for every school, of one involvement type ("1".."6") or all (""), as JSON."""
        return self.keep(
            ("sparks", scope(viewer), school_year, month, kind), lambda: self._sparks(viewer, school_year, month, kind)
        )

    def _sparks(self, viewer: Viewer, school_year: str, month: str, kind: str) -> str:
        board = self.board(viewer, school_year, month)
        if board.month is None:
            return "{}"
        totals = board.frames.totals
        if kind:
            with self.database.reading() as session:
                totals = queries.school_months(session, viewer, school_year, board.as_of.date(), int(kind))
        return to_json(sparks(totals, board.schools["enrollment"], board.month))

    # ------------------------------------------------------------ what evidence and comparison rest on
    def states(self, viewer: Viewer, school_year: str, as_of: pd.Timestamp) -> pd.DataFrame:
        """`queries.report_states` of a day, for the schools this viewer may see."""

        def made() -> pd.DataFrame:
            with self.database.reading() as session:
                return queries.report_states(session, viewer, school_year, as_of.date())

        return self.keep(("states", scope(viewer), school_year, as_of), made)

    @cached_property
    def latest_as_of(self) -> pd.Timestamp:
        """The day of the latest list: the first one that other rules may change. Raises ValueError without reports."""
        calendar = self.history.calendar
        return calendar.loc[calendar["month"].isin(self.history.reports["month"]), "as_of_date"].max()

    @cached_property
    def ordered(self) -> OrderedHistory:
        return ordered(self.history)

    def measured_both_ways(self, assessment: Assessment) -> Assessment:
        """A month with the similar-need switch measured both ways: only somebody who turns it pays for that."""
        key = ("both ways", assessment.school_year, assessment.month)
        return self.keep(key, lambda: measured_both_ways(self.ordered, assessment))

    def compared(self, month: pd.Timestamp, similar_need: bool) -> Comparison:
        """All schools' rows beside what is expected of them, as of a month."""
        at = int(self.ordered.calendar.starts.get_loc(month))  # type: ignore[arg-type]
        key = ("compared", month, similar_need)
        return self.keep(key, lambda: compare(self.ordered, at, similar_need=similar_need))

    def whole_year(self, board: Board, school_year: str) -> YearFrames:
        """A school year of the whole district as known on the board's day; shared by all viewers, shown to none."""
        key = ("whole year", school_year, board.as_of)
        return self.keep(key, lambda: self._year_frames(board, school_year))

    def _year_frames(self, board: Board, school_year: str) -> YearFrames:
        with self.database.reading() as session:
            schools = queries.schools_in_year(session, self._office, school_year).set_index("school_id")
            totals = queries.school_months(session, self._office, school_year, board.as_of.date())
        return YearFrames(school_year, schools, totals)


def sparks(totals: pd.DataFrame, enrollment: pd.Series, last_month: pd.Timestamp) -> dict[str, dict[str, list]]:
    """
    By school id: activities (count) and reach (families per 100 pupils at a typical activity; per activity where
    enrollment is unknown) of each month so far; None where no report is in or nobody counted.
    """
    rows = totals[totals["month"] <= last_month]
    unknown_as_100 = enrollment.fillna(100)
    rows = rows.assign(reach=reach(rows, unknown_as_100).round(1))
    shown = rows[["activities", "reach"]].astype(object).where(rows[["activities", "reach"]].notna(), None)
    rows = rows[["school_id"]].join(shown)
    return {
        str(school_id): {"activities": list(some["activities"]), "reach": list(some["reach"])}
        for school_id, some in rows.groupby("school_id", sort=False)
    }


_districts: dict[tuple[str, int], DistrictData] = {}
_districts_lock = RLock()


def district_data(database: Database, district_id: int) -> DistrictData:
    """The district's shared data as they are now; made anew as soon as anything was written."""
    with database.reading() as session:
        version = queries.data_version(session, district_id)
    key = (database.url.render_as_string(), district_id)
    with _districts_lock:
        kept = _districts.get(key)
        if kept is None or kept.version != version:
            kept = _districts[key] = DistrictData(database, district_id, version)
        return kept


WARMED_DISTRICTS = 3


def warm_up(database: Database) -> None:
    """Compute what the first visitor of a district would wait for, for the first WARMED_DISTRICTS by code."""
    with database.reading() as session:
        numbers = queries.districts(session)["district_id"].head(WARMED_DISTRICTS)
    for number in numbers:
        office = Viewer(int(number), 0, "", Role.VIEWER)
        kept = district_data(database, office.district_id)
        choices = kept.choices(office)
        month = choices.latest_months.get(choices.latest_year, "")
        kept.sparks_json(office, choices.latest_year, month, ALL)
