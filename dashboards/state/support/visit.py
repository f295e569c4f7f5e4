"""One person's visit to the page Support: their next steps, the visits of the coming weeks, or the office's plan."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from dashboards.state.district.data import DistrictData
from dashboards.state.office_day import office_day_of
from dashboards.state.ready import Wanted, make_ready
from dashboards.state.support.calendar import steps_file
from dashboards.state.support.gathered import Gathered, gathered
from dashboards.state.support.office import office_part
from dashboards.state.support.shapes import SupportPart, VisitsPart
from dashboards.state.support.steps import steps_list
from dashboards.state.support.visits import Plan, Wish, step_text, visits_part, visits_planned
from dashboards.state.triage.board import APART
from dashboards.state.visit import Visit
from models import queries
from models.contact_rules import UNDO_LASTS
from models.errors import NotAllowedError
from models.permissions import Action, Viewer, can
from models.today import day_of
from models.vocabulary import Role
from models.wording.language import Words

Leads = Callable[[str], str]


@dataclass(frozen=True)
class SupportShown:
    """The page: its sentence, the line under it, and what stands below."""

    answer: str
    beside: str
    part: SupportPart
    stamp: list[tuple[str, str]]


def make_support_ready(district: DistrictData, viewer: Viewer, wanted: Wanted) -> None:
    """Have everything kept that the page Support shows."""
    make_ready(district, viewer, wanted)
    if wanted.month in district.choices(viewer, wanted.today).months.get(wanted.school_year, {}):
        gathered(district, viewer, district.board(viewer, wanted.school_year, wanted.month), wanted.today)


class SupportVisit(Visit):
    """Its filters stand at the usual view and never move: it is about the latest list."""

    wish = Wish()

    @staticmethod
    def ready(district: DistrictData, viewer: Viewer, wanted: Wanted) -> None:
        """The log of today, besides what every page asks for."""
        make_support_ready(district, viewer, wanted)

    def found(self) -> Gathered:
        """What is read for the page, as it is today."""
        return self._of_one_moment(lambda: gathered(self._district, self.viewer, self.board, self.today()))

    def ahead_from(self) -> date:
        """The day that next steps are counted from."""
        today = self.today()
        return min(today, self._of_one_moment(lambda: office_day_of(self._district, today)))

    @property
    def own_schools(self) -> list[str]:
        """The schools of this person's clusters, in the board's order."""
        schools = self.board.schools
        return list(map(str, schools.index[schools["cluster"].isin(self.viewer.clusters)]))

    @property
    def may_log(self) -> bool:
        """May they log contacts at any school?"""
        return may_log_anywhere(self.viewer)

    def support(self, leads: Leads) -> SupportShown:
        """The page as it is now; leads: the address of a school's page. Raises NotAllowedError for a liaison."""
        if not self.viewer.sees_district:
            raise NotAllowedError("This page is the office's; your own school has a page of its own.")
        words, found = self.words, self.found()
        is_coordinators = self.viewer.role is Role.COORDINATOR and self.board.has_reports
        visits = self.visits(leads) if is_coordinators else None
        office, said = office_part(words, self.board, found) if not is_coordinators else (None, "")
        part: SupportPart = {
            "steps": steps_list(
                words, self.viewer, self.board.schools, found, leads, self._feed(), may_feed=self.may_log
            )
            if self.may_log
            else None,
            "visits": visits,
            "office": office,
            "draft": f"support {self.viewer.district_id} {self.viewer.person_id}",
        }
        answer = (visits["answer"] or visits["none"]) if visits else said
        return SupportShown(answer, self._beside(), part, self._stamp())

    def calendar(self) -> bytes:
        """This person's next steps as a file for a calendar program."""
        at = datetime.now(UTC)
        return steps_file(self.words, self.viewer, self.board.schools, self.found(), made_at=at, is_feed=False)

    def visits(self, leads: Leads) -> VisitsPart:
        """Whom the wished visits reach."""
        beside = self._of_one_moment(lambda: self._district.beside(self.board.school_year, self.filters.month))
        return visits_part(
            self.screen.shown_board,
            self.own_schools,
            self.found(),
            self.wish,
            beside.hits,
            leads,
            self._plan_of_today(),
        )

    def plan(self) -> Plan:
        """The choice of the wished visits, for who makes it their plan."""
        return visits_planned(self.screen.shown_board, self.own_schools, self.found(), self.wish)

    def step_text(self, school_id: str) -> str:
        """What is kept as the next step of a visit to a school."""
        return step_text(self.screen.shown_board, school_id)

    def _plan_of_today(self) -> tuple[str, int] | None:
        """What this person planned within the last day and may take back, and how many visits of it stand."""
        planned = self.found().planned
        at = datetime.now(UTC)
        mine = planned[planned["person_id"].eq(self.viewer.person_id)]
        lately = mine[[at - moment <= UNDO_LASTS for moment in mine["recorded_at"]]]
        if lately.empty:
            return None
        newest = lately.sort_values("recorded_at")["plan_id"].iloc[-1]
        return str(newest), int(lately["plan_id"].eq(newest).sum())

    def _beside(self) -> str:
        """Whose schools, and from which list."""
        words, board = self.words, self.board
        day = words.day(board.as_of)
        if self.viewer.role is not Role.COORDINATOR:
            return words.gettext("By the list of {day}.", day=day)
        schools = board.schools.loc[self.own_schools]
        count = int(schools["tier"].ne(APART).sum())
        named = {"clusters": words.listed(self.viewer.clusters), "day": day}
        return words.ngettext(
            "{clusters}, {count} open school, by the list of {day}.",
            "{clusters}, {count} open schools, by the list of {day}.",
            count, **named,
        )  # fmt: skip

    def _feed(self) -> str:
        return self._as_of_now(lambda district: feed_made(district, self.viewer, self.words))

    def _stamp(self) -> list[tuple[str, str]]:
        return list(self.screen.stamp[:3])


def may_log_anywhere(viewer: Viewer) -> bool:
    """May somebody log contacts at any school?"""
    return any(can(viewer, Action.LOG_CONTACT, cluster) for cluster in viewer.clusters or (None,))


def feed_made(district: DistrictData, viewer: Viewer, words: Words) -> str:
    """Since when a person's calendar has an address, in words; "" where it has none."""
    with district.reading() as session:
        made = queries.feed_made_at(session, viewer)
    return "" if made is None else words.day(day_of(made))
