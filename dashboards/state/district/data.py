"""One district as of one moment, for all visitors: what is costly is computed once, and again only if it moved."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import pandas as pd

from dashboards.state.choices import NO_CLUSTER, SEVERAL, Choices
from dashboards.state.district.kept import Kept, limit_of_settings
from dashboards.state.district.whole import WholeDistrict
from dashboards.state.plain_text import to_json
from dashboards.state.triage.board import Board, BoardFrames, make_board, sparks
from dashboards.state.triage.ledger import whole_ledger
from dashboards.state.triage.list_news import Beside
from models import queries
from models.database import Database
from models.month_marks import month_marks
from models.permissions import Viewer
from models.queries.rules import ProposedRules
from models.school_charts.peer_months import YearFrames
from models.school_moves import in_month
from models.support_need.changes import what_changed
from models.support_need.list_checks import COLUMNS as AUDITED
from models.support_need.list_checks import also_visit, hit_rate, judged_visits, list_audit
from models.vocabulary import Topic

ALL_TOPICS = tuple(topic for topic in Topic if topic is not Topic.PRACTICES)
"""All that boards and pages of schools are made from: nothing on them tells of a practice."""


@dataclass(frozen=True)
class Scope:
    """Who may see the same: the key of everything that is kept per viewer. None: the whole district."""

    school_ids: frozenset[str] | None


def scope(viewer: Viewer) -> Scope:
    return Scope(None if viewer.sees_district else viewer.school_ids)


class DistrictData(WholeDistrict):
    """The district of one moment as its viewers see it: choices, boards, and what stands beside them."""

    # ------------------------------------------------------------ what a viewer may see
    def viewer_now(self, viewer: Viewer, today: date) -> Viewer:
        """`queries.viewer_now`: raises NotAllowedError for who has left, or has another role by now."""
        key = ("viewer", viewer.person_id, viewer.role, viewer.is_on_the_server, today)
        read = self.read(key, (Topic.PEOPLE,), lambda session: queries.viewer_now(session, viewer, today))
        return replace(viewer, clusters=read.clusters, school_ids=read.school_ids)

    def choices(self, viewer: Viewer, today: date) -> Choices:
        """What the filters offer this viewer on a day: nothing of a month that has not begun."""
        own = SEVERAL.join(sorted(viewer.clusters, key=str.casefold))
        topics = (Topic.SCHOOLS, Topic.REPORTS)
        offered = self.keep(("choices", scope(viewer), today), topics, lambda: self._choices(viewer, today))
        only = next(iter(viewer.school_ids)) if not viewer.sees_district and len(viewer.school_ids) == 1 else ""
        return replace(offered, own_cluster=own, own_school=only)

    def _choices(self, viewer: Viewer, today: date) -> Choices:
        with self.reading() as session:
            years = queries.school_years(session, viewer)
            calendar = queries.calendar(session, viewer)
            schools = {year: self._schools(viewer, year) for year in years}
        clusters: dict[str, tuple[str, ...]] = {}
        months: dict[str, dict[str, pd.Timestamp]] = {}
        latest_months: dict[str, str] = {}
        for year, rows in schools.items():
            names = sorted(rows["cluster"].dropna().unique(), key=str.casefold)
            clusters[year] = (*names, NO_CLUSTER) if rows["cluster"].isna().any() else tuple(names)
            latest = self.latest_month(year, today)
            begun = [month for month in self.reported_months(year) if month <= pd.Timestamp(today)]
            known = calendar[calendar["school_year"].eq(year)]
            known = known[known["month"] <= begun[-1]] if begun else known[:0]
            newest_first = known.sort_values("month", ascending=False)
            months[year] = {
                f"{month:%Y-%m}": as_of
                for month, as_of in zip(newest_first["month"], newest_first["as_of_date"], strict=True)
            }
            latest_months[year] = f"{latest:%Y-%m}" if latest is not None else ""
        with_reports = [year for year in years if latest_months[year]]
        judged = [year for year in with_reports if months[year][latest_months[year]] <= pd.Timestamp(today)]
        ids = frozenset(pd.concat([rows["school_id"] for rows in schools.values()])) if schools else frozenset()
        return Choices(months, clusters, ids, (judged or with_reports or years or [""])[-1], latest_months)

    def board(self, viewer: Viewer, school_year: str, month: str) -> Board:
        """The triage rows of one month ("2026-03"), or of a year without reports (month "")."""
        key = ("board", scope(viewer), school_year, month)
        return self.keep(key, ALL_TOPICS, lambda: self._board(viewer, school_year, month))

    def _board(self, viewer: Viewer, school_year: str, month: str) -> Board:
        start = pd.Timestamp(f"{month}-01") if month else None
        with self.reading():
            calendar = self.part("calendar").set_index("month")
            if start is None:
                as_of = pd.Timestamp(date(int(school_year[:4]) + 1, 7, 31)) if school_year else pd.Timestamp(0)
                totals, marks = pd.DataFrame(), pd.DataFrame()
            else:
                as_of = pd.Timestamp(calendar["as_of_date"].loc[start])
                totals = self.totals(viewer, school_year, as_of)
                marks = self.marks(viewer, school_year, as_of)
            seen, day = scope(viewer), as_of.date()
            contacts = self.read(
                ("contacts", seen, day),
                (Topic.SUPPORT, Topic.PEOPLE),
                lambda session: queries.support_contacts(session, viewer, day),
            )
            until = self.next_list(as_of)
            log = self.read(
                ("support log", seen, day),
                (Topic.SUPPORT, Topic.PEOPLE, Topic.REPORTS, Topic.SCHOOLS),
                lambda session: queries.support_log(session, viewer, day, until),
            )
            planned = self.read(
                ("planned visits", seen, day),
                (Topic.SUPPORT, Topic.REPORTS, Topic.SCHOOLS),
                lambda session: queries.planned_visits(session, viewer, until),
            )
            decisions = self.read(
                ("decisions", seen, day), (Topic.SUPPORT,), lambda session: queries.decisions(session, viewer, day)
            )
            surveys = self.read(
                ("surveys", seen, school_year),
                (Topic.PLANS,),
                lambda session: queries.surveys(session, viewer, school_year),
            )
            liaisons = self.read(
                ("liaisons", seen, day), (Topic.PEOPLE,), lambda session: queries.liaisons(session, viewer, day)
            )
            frames = BoardFrames(
                schools=self._schools(viewer, school_year, start),
                marks=marks,
                totals=totals,
                contacts=contacts,
                surveys=surveys,
                decisions=decisions,
                year_before=self._year_before(viewer, start, as_of),
                cancelled=self._cancelled(viewer, start, as_of),
                liaisons=liaisons,
                log=log,
                planned=planned,
            )
            assessment = self.assessments(school_year)[start] if start is not None else None
            drawn = also_visit(assessment, self.district_code) if assessment is not None else ()
            falls = self.falls(school_year, start) if start is not None else {}
        return make_board(school_year, start, as_of, assessment, frames, drawn, falls)

    def _year_before(self, viewer: Viewer, month: pd.Timestamp | None, as_of: pd.Timestamp) -> pd.DataFrame:
        """school_id, reported, activities of the same month a year before, as known on the later day."""
        calendar = self.part("calendar")
        before = pd.NaT if month is None else month - pd.DateOffset(years=1)
        year = calendar[calendar["month"] == before]["school_year"]
        if not len(year):
            return pd.DataFrame({"school_id": pd.Series(dtype=str), "reported": 0.0, "activities": 0.0})
        totals = self.totals(viewer, str(year.iloc[0]), as_of)
        return totals[totals["month"] == before][["school_id", "reported", "activities"]].reset_index(drop=True)

    def _cancelled(self, viewer: Viewer, month: pd.Timestamp | None, as_of: pd.Timestamp) -> pd.DataFrame:
        """school_id, reason: the activities of a month that were cancelled, by the reports in force on a day."""
        if month is None:
            return pd.DataFrame({"school_id": pd.Series(dtype=str), "reason": pd.Series(dtype=str)})
        return self.read(
            ("cancelled", scope(viewer), month, as_of),
            (Topic.SCHOOLS, Topic.REPORTS),
            lambda session: queries.cancelled_activities(session, viewer, month.date(), as_of.date()),
        )

    def _schools(self, viewer: Viewer, school_year: str, month: pd.Timestamp | None = None) -> pd.DataFrame:
        """`queries.schools_in_year`, for the schools this viewer may see; of a month as they were in it."""
        seen, topics = scope(viewer), (Topic.SCHOOLS,)
        schools = self.read(
            ("schools", seen, school_year),
            topics,
            lambda session: queries.schools_in_year(session, viewer, school_year),
        )
        if month is None:
            return schools
        moves = self.read(
            ("moves", seen, school_year), topics, lambda session: queries.school_moves(session, viewer, school_year)
        )
        return in_month(schools, moves, month)

    def totals(self, viewer: Viewer, school_year: str, as_of: pd.Timestamp, kind: str = "") -> pd.DataFrame:
        """`queries.school_months` of a day, of one involvement type ("1".."6") or all ("")."""
        number = int(kind) if kind else None
        return self.read(
            ("totals", scope(viewer), school_year, as_of, kind),
            (Topic.SCHOOLS, Topic.REPORTS),
            lambda session: queries.school_months(session, viewer, school_year, as_of.date(), number, self.part),
        )

    def marks(
        self, viewer: Viewer, school_year: str, as_of: pd.Timestamp, until: pd.Timestamp | None = None
    ) -> pd.DataFrame:
        """`month_marks` of a school year, due by `as_of` and known then or until another day, for a viewer's own."""
        known = as_of if until is None else until

        def made() -> pd.DataFrame:
            year = self.part("calendar").groupby("school_year").get_group(school_year).set_index("month").sort_index()
            totals, states = self.totals(viewer, school_year, known), self.states(viewer, school_year, known)
            return month_marks(pd.DatetimeIndex(year.index), totals, states, year["due_date"], as_of)

        return self.keep(("marks", scope(viewer), school_year, as_of, known), (Topic.SCHOOLS, Topic.REPORTS), made)

    def sparks_json(self, viewer: Viewer, school_year: str, month: str, kind: str) -> str:
        """Activities and reach by month for every school, of one involvement type ("1".."6") or all (""), as JSON."""
        key, topics = ("sparks", scope(viewer), school_year, month, kind), (Topic.SCHOOLS, Topic.REPORTS)
        return self.keep(key, topics, lambda: self._sparks(viewer, school_year, month, kind))

    def _sparks(self, viewer: Viewer, school_year: str, month: str, kind: str) -> str:
        if not month:
            return "{}"
        start = pd.Timestamp(f"{month}-01")
        calendar = self.part("calendar").set_index("month")["as_of_date"]
        totals = self.totals(viewer, school_year, pd.Timestamp(calendar.loc[start]), kind)
        schools = self._schools(viewer, school_year).set_index("school_id")
        return to_json(sparks(totals, schools["enrollment"], start))

    # ------------------------------------------------------------ what evidence and comparison rest on
    def states(self, viewer: Viewer, school_year: str, as_of: pd.Timestamp) -> pd.DataFrame:
        """`queries.report_states` of a day, for the schools this viewer may see."""
        return self.read(
            ("states", scope(viewer), school_year, as_of),
            (Topic.SCHOOLS, Topic.REPORTS),
            lambda session: queries.report_states(session, viewer, school_year, as_of.date()),
        )

    def whole_year(self, board: Board, school_year: str) -> YearFrames:
        """A school year of the whole district as known on the board's day; shared by all viewers, shown to none."""

        def made() -> YearFrames:
            schools = self._schools(self.office, school_year).set_index("school_id")
            return YearFrames(school_year, schools, self.totals(self.office, school_year, board.as_of))

        return self.keep(("whole year", school_year, board.as_of), (Topic.SCHOOLS, Topic.REPORTS), made)

    # ------------------------------------------------------------ beside the lists
    def proposed_rules(self, viewer: Viewer) -> list[ProposedRules]:
        """`queries.proposed_rules`, for who may see the same."""
        return self.read(
            ("proposed rules", scope(viewer)),
            (Topic.RULES,),
            lambda session: queries.proposed_rules(session, viewer),
        )

    def beside(self, school_year: str, month: str) -> Beside:
        """What stands beside a month's lists, for the whole district."""
        return self.keep(("beside", school_year, month), ALL_TOPICS, lambda: self._beside(school_year, month))

    def _beside(self, school_year: str, month: str) -> Beside:
        board = self.board(self.office, school_year, month)
        if board.month is None or board.assessment is None:
            return Beside()
        before = self.before(school_year, board.month)
        if before and before.rules.similar_need != board.assessment.rules.similar_need:
            before = self.measured_both_ways(school_year, before.month)
        visits = self._visits(board)
        counts = whole_ledger(board)
        return Beside(
            before=before.month if before else None,
            tiers_before=dict(before.schools["tier"].items()) if before else {},
            changes=what_changed(board.assessment, before) if before else (),
            hits=hit_rate(visits),
            reports=counts.reports,
            movement=counts.movement,
        )

    def _visits(self, board: Board) -> pd.DataFrame:
        return judged_visits(board.frames.contacts, self.assessments(board.school_year), board.as_of)

    def audit(self, school_year: str, month: str) -> pd.DataFrame:
        """A month's lists by kinds of schools, and what the year's visits found there, as `list_audit`."""
        return self.keep(("audit", school_year, month), ALL_TOPICS, lambda: self._audit(school_year, month))

    def _audit(self, school_year: str, month: str) -> pd.DataFrame:
        board = self.board(self.office, school_year, month)
        if board.assessment is None:
            return pd.DataFrame(columns=list(AUDITED))
        schools = board.frames.schools.set_index("school_id")
        return list_audit(board.assessment, self.assessments(school_year), schools, self._visits(board))


@cache
def kept_for_all() -> Kept:
    """What this server has computed so far, for every visitor and district."""
    return Kept(limit_of_settings())


def kept_bytes() -> int:
    """Bytes kept so far, about."""
    return kept_for_all().size


@contextmanager
def district_now(database: Database, district_id: int) -> Iterator[DistrictData]:
    """The district's data as they are now, all of one moment: one session reads the stamps and whatever is missing."""
    with database.reading() as session:
        data = DistrictData(database, district_id, queries.topic_stamps(session, district_id), kept_for_all(), session)
        try:
            yield data
        finally:
            data.let_go()
