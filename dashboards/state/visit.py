"""One visitor's data: follows the filters, computes once per change, and says so by one parameter."""

from datetime import date
from typing import Any, cast

import orjson
import param

from dashboards.state.district_data import DistrictData, district_data
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
from models.database import Database
from models.errors import NotAllowedError, PartnershipError
from models.permissions import Viewer
from models.support_need.assessment import Assessment
from models.support_need.rule_set import RuleSet
from models.wording import reasons as wording
from models.wording.language import Words, words_in


class Visit(param.Parameterized):
    """Views depend on `screen`; every change of a filter makes exactly one new one, in the visitor's words."""

    screen = cast("param.ClassSelector[Screen]", param.ClassSelector(class_=Screen, doc="What the page shows now"))
    computations = param.Integer(default=0, doc="How many screens were made; one per change")

    def __init__(self, database: Database, viewer: Viewer, address: str = "", words: Words | None = None) -> None:
        super().__init__(name="")
        self.database = database
        self.viewer = viewer
        self.words = words or words_in()
        self._ignored: list[str] = []
        self._is_settling = False
        self.is_typing = False
        """True while the last change was a key in the search field, which is no step to go back to."""
        self._shown_board: BoardInWords | None = None
        self.filters = Filters(self.district.choices(viewer), self.words)
        self._ignored = self.filters.follow(address)
        self.filters.param.watch(self._changed, [name for name in self.filters.param if name != "name"])
        self._compute()

    @property
    def district(self) -> DistrictData:
        """The district's shared data as they are now."""
        return district_data(self.database, self.viewer.district_id)

    @property
    def board(self) -> Board:
        """The month that is shown."""
        return self.screen.board

    def follow(self, address: str) -> None:
        """Show what an address says: after Back, Forward or an edited address."""
        self._is_settling = True
        try:
            self._ignored = self.filters.follow(address)
        finally:
            self._is_settling = False
        self.is_typing = False
        self._compute()

    def reload(self) -> None:
        """Compute anew from the data as they are now: after somebody saved something here."""
        self.is_typing = False
        self._compute()

    def _changed(self, *events: Any) -> None:
        if self._is_settling:
            return
        if any(event.name == "school_year" for event in events):
            self._is_settling = True
            try:
                self.filters.offer(self.filters.school_year)
            finally:
                self._is_settling = False
        self._ignored = []
        self.is_typing = {event.name for event in events} == {"search"}
        self._compute()

    def _compute(self) -> None:
        filters = self.filters
        shared = self._shared = self.district
        board = shared.board(self.viewer, filters.school_year, filters.month)
        beside = shared.beside(filters.school_year, filters.month)
        self.computations += 1
        self.screen = make_screen(self._in_words(board), filters, self.viewer, self._ignored, beside)

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
        return self._shared.sparks_json(self.viewer, filters.school_year, filters.month, filters.involvement_type)

    @property
    def sparks(self) -> dict[str, dict[str, list[float | None]]]:
        """The same by school id, for what people take away."""
        sparks: dict[str, dict[str, list[float | None]]] = orjson.loads(self.sparks_json)
        return sparks

    # ------------------------------------------------------------ one school
    def _detail(self, school_id: str) -> Detail:
        return school_detail(self._shared, self.viewer, self.board, school_id)

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
        found = school_funnel(self._shared, self.viewer, self.board, school_id, code)
        return None if found is None else funnel_shown(self.words, found)

    def by_hand(self, school_id: str, today: date) -> ByHandPart | None:
        """What people decided by hand about one school, and what this viewer may decide today."""
        if self.board.month is None:
            return None
        # As the data are now, not as the page shows them: a list made since then is the one to decide about.
        history = self.district.history
        calendar = history.calendar.set_index("month")["as_of_date"]
        with_reports = calendar[calendar.index.isin(history.reports["month"].unique())]
        current = is_current(dict(with_reports), self.board.month, today)
        return by_hand_part(self.words, self.board, school_id, self.viewer, is_current=current)

    # ------------------------------------------------------------ the rules
    def rules_shown(self) -> RulesShown | None:
        """What this viewer may move to see other lists; None for a liaison, and for a year without reports."""
        can_move = self.viewer.sees_district and self.board.has_reports
        return rules_shown(self.words, self._judged(), self._shared.latest_as_of) if can_move else None

    def moved_rules(self, moved: object) -> RuleSet:
        """The shown month's rules with those moved that a browser names. Raises PartnershipError, see `what_if`."""
        return moved_rules(self._judged(), moved)

    def what_if(self, moved: object, *, is_moving: bool) -> WhatIfEffect:
        """What moved rules would do to the shown month's lists. Raises PartnershipError for rules that cannot be."""
        today = self._judged()
        rules = moved_rules(today, moved)
        if rules.similar_need not in today.measured:
            today = self._shared.measured_both_ways(today)
        return what_if(self.words, today, rules, self.board.schools, is_moving=is_moving)

    def _judged(self) -> Assessment:
        if not self.viewer.sees_district:
            raise NotAllowedError("The rules are the office's; this page shows your own school.")
        if self.board.assessment is None:
            raise PartnershipError("This year has no monthly reports, so no rules are applied to it.")
        return self.board.assessment
