"""One visitor's data: follows the filters, computes once per change, and says so by one parameter."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, TypeVar, cast

import orjson
import pandas as pd
import param

from dashboards.state.district.data import DistrictData, district_now
from dashboards.state.district.moment import MovedOnError
from dashboards.state.filters import Filters
from dashboards.state.rules.what_if import RulesShown, WhatIfEffect, moved_rules, rules_shown, what_if
from dashboards.state.school.by_hand import ByHandPart, by_hand_part, is_current
from dashboards.state.school.detail import Detail, funnel_codes, school_detail, school_funnel
from dashboards.state.school.funnels import FunnelShown, funnel_shown
from dashboards.state.school.months import Months
from dashboards.state.school.record import RecordPart, record_part
from dashboards.state.school.why import WhyPart, why_part
from dashboards.state.triage.board import Board
from dashboards.state.triage.rows import BoardInWords
from dashboards.state.triage.screen import Screen, make_screen
from models import queries
from models.database import Database
from models.errors import NotAllowedError, PartnershipError
from models.permissions import Viewer
from models.support_need.assessment import Assessment
from models.support_need.rule_set import RuleSet
from models.vocabulary import Topic
from models.wording import reasons as wording
from models.wording.language import Words, words_in

Answer = TypeVar("Answer")
TRIES = 3
"""How often a page is made anew for one question while others keep writing."""


class Visit(param.Parameterized):
    """Views depend on `screen`; every change of a filter makes exactly one new one, in the visitor's words."""

    screen = cast("param.ClassSelector[Screen]", param.ClassSelector(class_=Screen, doc="What the page shows now"))
    computations = param.Integer(default=0, doc="How many screens were made; one per change")

    def __init__(
        self,
        database: Database,
        viewer: Viewer,
        address: str = "",
        words: Words | None = None,
        today: Callable[[], date] = lambda: datetime.now(UTC).date(),
    ) -> None:
        super().__init__(name="")
        self.database = database
        self.viewer = viewer
        self.words = words or words_in()
        self._ignored: list[str] = []
        self._is_settling = False
        self.is_typing = False
        """True while the last change was a key in the search field, which is no step to go back to."""
        self._shown_board: BoardInWords | None = None
        self._today = today
        self._people: str | None = None
        self._being_read: DistrictData | None = None
        self._is_shown, self._address_shown = False, address
        with self._reading() as district:
            self.filters = Filters(district.choices(self.viewer), self.words)
            self._ignored = self.filters.follow(address)
            self.filters.param.watch(self._changed, [name for name in self.filters.param if name != "name"])
            self._show(district)

    @property
    def board(self) -> Board:
        """The month that is shown."""
        return self.screen.board

    def follow(self, address: str) -> None:
        """Show what an address says: after Back, Forward or an edited address."""
        with self._reading() as district:
            self._renew_choices(district)
            self._ignored = self._follow(address)
            self.is_typing = False
            self._compute()

    def reload(self) -> None:
        """Compute anew from the data as they are now: after somebody saved something here."""
        self.is_typing = False
        self._compute()

    def _follow(self, address: str) -> list[str]:
        with self._settling():
            return self.filters.follow(address)

    def _changed(self, *events: Any) -> None:
        if self._is_settling:
            return
        if any(event.name == "school_year" for event in events):
            with self._settling():
                self.filters.offer(self.filters.school_year)
        self._ignored = []
        self.is_typing = {event.name for event in events} == {"search"}
        self._compute()

    def _compute(self) -> None:
        """Make the screen of the filters. Where that fails the filters go back to those of the screen that stands."""
        self._is_shown = False
        try:
            with self._reading() as district:
                self._renew_choices(district)
                self._show(district)
        except Exception:
            if not self._is_shown:
                self._ignored = self._follow(self._address_shown)
            raise

    def _renew_choices(self, district: DistrictData) -> None:
        """A month that reports came in for since, a new cluster or school: the filters offer it from now on."""
        with self._settling():
            self.filters.renew(district.choices(self.viewer))

    @contextmanager
    def _settling(self) -> Iterator[None]:
        """Filters that move inside make no screen of their own."""
        self._is_settling = True
        try:
            yield
        finally:
            self._is_settling = False

    @contextmanager
    def _reading(self) -> Iterator[DistrictData]:
        """
        The data of one moment, read in one session, for a viewer who still has these rights.

        While the page is being made it is the session that makes it. Raises NotAllowedError for somebody who has left,
        or whose role is another one by now.
        """
        if self._being_read is not None:
            yield self._being_read
            return
        with district_now(self.database, self.viewer.district_id) as district:
            if self._people != district.stamps[Topic.PEOPLE]:
                with district.reading() as session:
                    self.viewer = queries.viewer_now(session, self.viewer, self._today())
                self._people = district.stamps[Topic.PEOPLE]
            self._being_read = district
            try:
                yield district
            finally:
                self._being_read = None

    def _show(self, district: DistrictData) -> None:
        filters = self.filters
        board = district.board(self.viewer, filters.school_year, filters.month)
        beside = district.beside(filters.school_year, filters.month)
        screen = make_screen(self._in_words(board), filters, self.viewer, self._ignored, beside)
        self._district, self._is_shown, self._address_shown = district, True, filters.address()
        self.computations += 1
        self.screen = screen  # whoever watches it reads on in this session

    def _of_one_moment(self, make: Callable[[], Answer]) -> Answer:
        """What is made from the data that the page shows; where somebody wrote meanwhile, from a page made anew."""
        for _ in range(TRIES):
            try:
                return make()
            except MovedOnError:
                self._compute()
        return make()

    def check_rights(self) -> None:
        """Raises NotAllowedError for a viewer who has left, or whose role is another one, since the page opened."""
        with self._reading():
            pass

    def _in_words(self, board: Board) -> BoardInWords:
        """The board in this visitor's words, kept while the visitor stays on it."""
        if self._shown_board is None or self._shown_board.board is not board:
            self._shown_board = BoardInWords(board, self.words)
        return self._shown_board

    # ------------------------------------------------------------ the list
    @property
    def sparks_json(self) -> str:
        """Activities and reach of the chosen involvement type, for the list."""
        filters = self.filters
        return self._of_one_moment(
            lambda: self._district.sparks_json(
                self.viewer, filters.school_year, filters.month, filters.involvement_type
            )
        )

    @property
    def sparks(self) -> dict[str, dict[str, list[float | None]]]:
        """The same by school id, for what people take away."""
        sparks: dict[str, dict[str, list[float | None]]] = orjson.loads(self.sparks_json)
        return sparks

    # ------------------------------------------------------------ one school
    def _detail(self, school_id: str) -> Detail:
        return self._of_one_moment(lambda: school_detail(self._district, self.viewer, self.board, school_id))

    def why(self, school_id: str) -> WhyPart:
        """Why a school stands where it stands. Raises NotAllowedError for a school of others."""
        detail = self._detail(school_id)
        return why_part(
            self.screen.shown_board, school_id, detail.behind, detail.liaison, detail.before, detail.changes
        )

    def record(self, school_id: str) -> RecordPart:
        """What a school reported and what was done. Raises NotAllowedError for a school of others."""
        return record_part(self.screen.shown_board, school_id, self._detail(school_id).activities)

    def months(self, school_id: str) -> Months:
        """A school's months beside those of schools like it. Raises NotAllowedError for a school of others."""
        return self._detail(school_id).months

    def funnel_options(self, school_id: str) -> list[tuple[str, str]]:
        """Code and name of the indicators by which a school can be compared, its first reason first."""
        codes = funnel_codes(self.board, school_id)
        return [(code.value, wording.indicator_text(self.words, code)) for code in codes]

    def funnel(self, school_id: str, code: str) -> FunnelShown | None:
        """One indicator of a school among all schools. Raises NotAllowedError for a school of others."""
        found = self._of_one_moment(lambda: school_funnel(self._district, self.viewer, self.board, school_id, code))
        return None if found is None else funnel_shown(self.words, found)

    def by_hand(self, school_id: str, today: date) -> ByHandPart | None:
        """What people decided by hand about one school, and what this viewer may decide today."""
        if self.board.month is None:
            return None
        # As the data are now, not as the page shows them: a list made since then is the one to decide about.
        with self._reading() as now:
            calendar = now.part("calendar").set_index("month")["as_of_date"]
            with_reports = calendar[calendar.index.isin(now.part("reports")["month"].unique())]
        current = is_current(dict(with_reports), self.board.month, today)
        return by_hand_part(self.words, self.board, school_id, self.viewer, is_current=current)

    # ------------------------------------------------------------ the rules
    @property
    def rule_sets(self) -> list[RuleSet]:
        """Every rule set ever saved, in the order of saving."""
        return self._of_one_moment(lambda: self._district.rule_sets)

    def audit(self) -> pd.DataFrame:
        """The shown month's lists by kinds of schools, as `list_audit`."""
        month = "" if self.board.month is None else f"{self.board.month:%Y-%m}"
        return self._of_one_moment(lambda: self._district.audit(self.board.school_year, month))

    def rules_shown(self) -> RulesShown | None:
        """What this viewer may move to see other lists; None for a liaison, and for a year without reports."""
        if not (self.viewer.sees_district and self.board.has_reports):
            return None
        first_day = self._of_one_moment(lambda: self._district.latest_as_of)
        return rules_shown(self.words, self._judged(), first_day)

    def moved_rules(self, moved: object) -> RuleSet:
        """The shown month's rules with those moved that a browser names. Raises PartnershipError, see `what_if`."""
        return moved_rules(self._judged(), moved)

    def what_if(self, moved: object, *, is_moving: bool) -> WhatIfEffect:
        """What moved rules would do to the shown month's lists. Raises PartnershipError for rules that cannot be."""

        def made() -> WhatIfEffect:
            today = self._judged()
            rules = moved_rules(today, moved)
            if rules.similar_need not in today.measured:
                today = self._district.measured_both_ways(today.school_year, today.month)
            return what_if(self.words, today, rules, self.board.schools, is_moving=is_moving)

        return self._of_one_moment(made)

    def _judged(self) -> Assessment:
        if not self.viewer.sees_district:
            raise NotAllowedError("The rules are the office's; this page shows your own school.")
        if self.board.assessment is None:
            raise PartnershipError("This year has no monthly reports, so no rules are applied to it.")
        return self.board.assessment
