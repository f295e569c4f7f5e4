"""One person's visit to Home: what waits for them, of the latest list, whatever the address of other pages says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pandas as pd

from dashboards.state.background import Failed, Then
from dashboards.state.choices import ALL
from dashboards.state.district.data import DistrictData, scope
from dashboards.state.filters import NOT_FILTERS
from dashboards.state.formats import schools_counted
from dashboards.state.frame_rows import rows_of
from dashboards.state.home import administrator, coordinator, office
from dashboards.state.home.coordinator import Leads, Places
from dashboards.state.home.dates import Dates, month_line
from dashboards.state.home.part import HomePart, Link, MonthLine, SincePart, ToDecide
from dashboards.state.home.since import changes_since, lists_since, reports_since, since_part
from dashboards.state.home.work import Answers, judged
from dashboards.state.links import PEOPLE_PAGE, REMINDERS_PAGE, TRENDS_PAGE
from dashboards.state.our_school.own_school import dates_of
from dashboards.state.plan.waiting import plans_waiting
from dashboards.state.ready import Wanted, make_ready
from dashboards.state.review.gathered import review_rows
from dashboards.state.school.disputes import disputes_of
from dashboards.state.trends.chosen import Chosen
from dashboards.state.trends.compared import compared
from dashboards.state.trends.measured import district_trends, make_trends_ready
from dashboards.state.trends.tiles import tiles
from dashboards.state.trends.visit import TrendsVisit
from dashboards.state.triage.ledger import ledger
from dashboards.state.triage.list_news import news
from models import queries
from models.database import Database
from models.errors import NotAllowedError
from models.permissions import READERS_OF_REMINDERS, Action, Viewer, can
from models.vocabulary import Attention, Role, Topic
from models.wording import home as wording

NOTHING: HomePart = {
    "tiles": [], "tile_links": [], "tiers": [], "line": None, "review": None, "needs": None, "clusters": None,
    "steps": None, "decide": None, "shifts": None, "since": None, "facts": [], "start": "",
}  # fmt: skip


@dataclass(frozen=True)
class HomeShown:
    """The page: its sentence, the line under it, what stands below, and what the figures are of."""

    answer: str
    beside: str
    part: HomePart
    stamp: list[tuple[str, str]]


def kept_words(address: str, usual: str) -> str:
    """
    The words of an address that choose something other than the usual view: kept for the pages they were said to, since
    Home itself heeds none. usual: the address of that view.
    """
    said = dict(parse_qsl(address.lstrip("?"), keep_blank_values=True))
    ordinary = dict(parse_qsl(usual.lstrip("?"), keep_blank_values=True))
    kept = {word: text for word, text in said.items() if word not in NOT_FILTERS and ordinary.get(word) != text}
    return f"?{urlencode(kept)}" if kept else ""


def make_home_ready(district: DistrictData, viewer: Viewer, wanted: Wanted, since: datetime | None) -> None:
    """Have everything kept that Home shows of a viewer, as `make_ready`."""
    if viewer.role is Role.ADMINISTRATOR:
        make_ready(district, viewer, wanted)
        administrator.stored(district, viewer)
        return
    is_coordinators = viewer.role is Role.COORDINATOR
    (make_ready if is_coordinators else make_trends_ready)(district, viewer, wanted)
    if wanted.month not in district.choices(viewer, wanted.today).months.get(wanted.school_year, {}):
        return
    board = district.board(viewer, wanted.school_year, wanted.month)
    dates_of(district)
    plans_waiting(district, viewer, wanted.today)
    _answers(district, viewer, wanted.school_year, board.as_of)
    if not is_coordinators:
        _coordinators(district, viewer, wanted.school_year, board.as_of)
    if since is not None:
        reports_since(district, viewer, since)
        changes_since(district, viewer, since)
        lists_since(district, board, since)


def _answers(district: DistrictData, viewer: Viewer, school_year: str, as_of: pd.Timestamp) -> Answers:
    answers = district.read(
        ("answers", scope(viewer), school_year, as_of),
        (Topic.SCHOOLS, Topic.REPORTS),
        lambda session: queries.report_answers(session, viewer, school_year, as_of.date()),
    )
    rows = review_rows(district, viewer, None)
    now = frozenset(zip(rows["school_id"], rows["month"], strict=True))
    return Answers(answers, district.states(viewer, school_year, as_of), now)


def _coordinators(district: DistrictData, viewer: Viewer, school_year: str, as_of: pd.Timestamp) -> pd.DataFrame:
    return district.read(
        ("coordinators", scope(viewer), school_year, as_of),
        (Topic.SCHOOLS, Topic.PEOPLE),
        lambda session: queries.coordinators(session, viewer, school_year, as_of.date()),
    )


class HomeVisit(TrendsVisit):
    """Asked for the whole page at once; its filters stand at the usual view and never move."""

    def __init__(
        self, database: Database, viewer: Viewer, *args: Any, since: datetime | None = None, **given: Any
    ) -> None:
        """since: the end of this person's visit before; None: they were never here."""
        self.since = since
        super().__init__(database, viewer, *args, **given)

    def ready(self, district: DistrictData, viewer: Viewer, wanted: Wanted) -> None:  # type: ignore[override]
        """Everything Home shows of this person."""
        make_home_ready(district, viewer, wanted, self.since)

    def home(self, leads: Leads) -> HomeShown:
        """
        The page as it is now; leads: the whole address of a page with a query.

        Raises NotAllowedError for a liaison: it names schools of others.
        """
        if not self.viewer.sees_district:
            raise NotAllowedError("This page is the office's; your own school has a page of its own.")
        return self._of_one_moment(lambda: self._home(Places(self.filters, leads), leads))

    def compare_totals(self, then: Then[administrator.Compared], failed: Failed) -> None:
        """Have the kept totals compared with the reports, beside the event loop."""
        database, number = self.database, self.viewer.district_id
        self.background.read(lambda: administrator.compare_totals(database, number), then, failed)

    def _home(self, places: Places, leads: Leads) -> HomeShown:
        words = self.words
        if self.viewer.role is Role.ADMINISTRATOR:
            now, compared = (
                administrator.stored(self._district, self.viewer),
                administrator.compared_last(self._district),
            )
            shown = NOTHING | {"facts": administrator.facts(words, now, compared, leads(PEOPLE_PAGE, ""))}
            told = administrator.answer(words, now), administrator.beside(words, compared)
            return HomeShown(*told, shown, [])
        if not self.board.has_reports:
            return HomeShown(self.screen.answer, "", NOTHING | {"start": self._start()}, [])
        made = self._of_coordinator if self.viewer.role is Role.COORDINATOR else self._of_office
        return made(places, leads)

    def _start(self) -> str:
        """What to do where there is nothing to show yet."""
        if len(self.board.schools):
            return self.words.gettext(
                "As soon as monthly reports come in, what waits for you stands here. "
                "Bring them in with: partnership import FOLDER"
            )
        return self.words.gettext(
            "Fill in the templates in data/examples and bring them in: partnership import FOLDER. "
            "To look around first: partnership sample"
        )

    # ------------------------------------------------------------ a coordinator
    def _of_coordinator(self, places: Places, leads: Leads) -> HomeShown:
        words, board, counts = self.words, self.board, ledger(self.board, self.filters)
        answers = _answers(self._district, self.viewer, board.school_year, board.as_of)
        waiting = answers.of(board, Attention.TO_REVIEW, counts.counted)
        due, overdue = (len(counts.attention[code]) for code in (Attention.DUE_TODAY, Attention.OVERDUE))
        is_today = board.as_of.date() == self._today()
        answer = " ".join([
            wording.review_text(words, len(waiting), max((one.days for one in waiting), default=0)),
            wording.steps_text(words, due, overdue, None if is_today else board.as_of),
        ])  # fmt: skip
        whose = self.filters.cluster_words(self.filters.cluster)
        beside = wording.as_of_text(words, board.as_of, whose, schools_counted(words, len(counts.counted)))
        title = words.gettext("My schools by need") if self.filters.cluster != ALL else words.gettext("Schools by need")
        part: HomePart = NOTHING | {
            "line": self._line(
                places, coordinator.report_facts(words, board, counts, places, self._reminders(places, leads))
            ),
            "review": coordinator.review_part(self.screen.shown_board, counts, answers, places, self._dates.mend_by),
            "needs": coordinator.needs_part(self.screen.shown_board, counts, places, title),
            "steps": coordinator.steps_part(words, board, counts, places),
            "decide": [*self._disputed(places), *self._plans(leads)] or None,
            "since": self._since(places),
        }
        return HomeShown(answer, beside, part, self._stamp())

    # ------------------------------------------------------------ director and viewer
    def _of_office(self, places: Places, leads: Leads) -> HomeShown:
        words, board, counts = self.words, self.board, ledger(self.board, self.filters)
        answers = _answers(self._district, self.viewer, board.school_year, board.as_of)
        trends = district_trends(self._district, self.filters.month)
        there = Chosen.of(self.filters).cells(trends.cells)
        found, said = self._found(trends, there), self._said(trends, there)
        named = _coordinators(self._district, self.viewer, board.school_year, board.as_of)
        coordinator_names = office.coordinators_of(board, named)
        decide = None
        if can(self.viewer, Action.SAVE_RULE_SET):
            proposals = self._district.proposed_rules(self.viewer)
            decide = [
                *self._disputed(places),
                *self._plans(leads),
                *office.decide_part(words, board, proposals, leads, places),
            ]
        late = office.backlog(words, board, answers)
        beside = [
            wording.as_of_text(words, board.as_of, words.gettext("The whole district"),
                               schools_counted(words, len(counts.counted))),
            wording.backlog_text(words, late.reports, late.days, late.where),
            wording.to_decide_text(words, len(decide or ())),
        ]  # fmt: skip
        made = tiles(words, trends, there, self.filters, compared(trends, ""))
        part: HomePart = NOTHING | {
            "tiles": [tile | {"is_on": False} for tile in made],
            "tile_links": [leads(TRENDS_PAGE, places.query(figure=tile["figure"])) for tile in made],
            "tiers": self._tiers(trends, there),
            "line": self._line(
                places, coordinator.report_facts(words, board, counts, places, self._reminders(places, leads))
            ),
            "clusters": office.clusters_part(words, board, answers, coordinator_names, places),
            "decide": decide,
            "shifts": office.shifts_part(words, trends, leads, places),
            "since": self._since(places),
        }
        answer = self._answer(trends, found, said)
        return HomeShown(answer, " ".join(filter(None, beside)), part, self._stamp())

    # ------------------------------------------------------------ both
    def _disputed(self, places: Places) -> list[ToDecide]:
        """What schools say is wrong and this person may answer."""
        rows = disputes_of(self._district, self.viewer)
        return office.disputed_part(self.words, self.viewer, self.board, rows, places)

    def _plans(self, leads: Leads) -> list[ToDecide]:
        """Plans that this person may accept, as the page Plan counts them."""
        return office.plans_part(self.words, plans_waiting(self._district, self.viewer, self._today()), leads)

    def _reminders(self, places: Places, leads: Leads) -> str:
        """Where the schools of this month and cluster can be reminded; "" for who is not shown that page."""
        return leads(REMINDERS_PAGE, places.query()) if self.viewer.role in READERS_OF_REMINDERS else ""

    @property
    def _dates(self) -> Dates:
        calendar = dates_of(self._district)
        return next(rows_of(calendar[calendar["month"].eq(judged(self.board))], Dates))

    def _line(self, places: Places, facts: list[Link]) -> MonthLine | None:
        reports = ledger(self.board, self.filters).reports
        if reports is None:
            return None
        return month_line(self.words, self._dates, reports, facts, pd.Timestamp(self._today()))

    def _since(self, places: Places) -> SincePart | None:
        """None for nobody: who has no row of their own was never here."""
        if not self.viewer.person_id:
            return None
        words, board, since = self.words, self.board, self.since
        schools = ledger(board, self.filters).fitting

        def link(school_id: str) -> Link:
            return {"text": str(board.schools.at[school_id, "name"]), "address": places.school(school_id)}

        if since is None:
            nothing = pd.DataFrame()
            return since_part(words, board, schools.index, None, None, nothing, nothing, "", link)
        beside = lists_since(self._district, board, since)
        moved = news(words, beside, schools, board.assessment, is_whole=True) if beside.before is not None else None
        came = reports_since(self._district, self.viewer, since)
        changes = changes_since(self._district, self.viewer, since)
        return since_part(words, board, schools.index, since, moved, came, changes, self.viewer.name, link)

    def _stamp(self) -> list[tuple[str, str]]:
        return list(self.screen.stamp[:3])
