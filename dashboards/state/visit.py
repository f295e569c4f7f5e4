"""One visitor's data: follows the filters, computes once per change, and says so by one parameter."""

from datetime import date
from typing import Any

import orjson
import param

from dashboards.state.district_data import DistrictData, district_data
from dashboards.state.filters import Filters
from dashboards.state.rules.what_if import moved_rules, rules_shown, what_if
from dashboards.state.school.by_hand import by_hand_part, is_current
from dashboards.state.school.detail import Detail, funnel_options, school_detail, school_funnel
from dashboards.state.school.funnels import FunnelShown
from dashboards.state.triage.screen import Screen, make_screen
from models.database import Database
from models.errors import NotAllowedError, PartnershipError
from models.permissions import Viewer
from models.support_need.assessment import Assessment
from models.support_need.rule_set import RuleSet


class Visit(param.Parameterized):
    """Views depend on `screen`; every change of a filter makes exactly one new one."""

    screen = param.ClassSelector(class_=Screen, allow_None=True, doc="What the page shows now")
    computations = param.Integer(default=0, doc="How many screens were made; one per change")

    def __init__(self, database: Database, viewer: Viewer, address: str = "") -> None:
        super().__init__(name="")
        self.database = database
        self.viewer = viewer
        self._ignored: list[str] = []
        self._is_settling = False
        self.is_typing = False
        """True while the last change was a key in the search field, which is no step to go back to."""
        self.filters = Filters(self.district.choices(viewer))
        self._ignored = self.filters.follow(address)
        self.filters.param.watch(self._changed, [name for name in self.filters.param if name != "name"])
        self._compute()

    @property
    def district(self) -> DistrictData:
        """The district's shared data as they are now."""
        return district_data(self.database, self.viewer.district_id)

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
        self.screen = make_screen(board, filters, self.viewer, self._ignored, beside)

    @property
    def sparks_json(self) -> str:
        """Activities and reach of the chosen involvement type, for the list."""
        filters = self.filters
        return self._shared.sparks_json(self.viewer, filters.school_year, filters.month, filters.involvement_type)

    @property
    def sparks(self) -> dict[str, dict[str, list[float | None]]]:
        """The same by school id, for what people take away."""
        return orjson.loads(self.sparks_json)

    def detail(self, school_id: str) -> Detail:
        """One school as the month that is shown saw it. Raises NotAllowedError for a school of others."""
        return school_detail(self._shared, self.viewer, self.screen.board, school_id)

    def funnel_options(self, school_id: str) -> list[tuple[str, str]]:
        """Code and name of the indicators by which a school can be compared, its first reason first."""
        return funnel_options(self.screen.board, school_id)

    def funnel(self, school_id: str, code: str) -> FunnelShown | None:
        """One indicator of a school among all schools. Raises NotAllowedError for a school of others."""
        return school_funnel(self._shared, self.viewer, self.screen.board, school_id, code)

    def by_hand(self, school_id: str, today: date) -> dict[str, Any] | None:
        """What people decided by hand about one school, and what this viewer may decide today."""
        board, calendar = self.screen.board, self.district.history.calendar.set_index("month")
        if board.month is None:
            return None
        with_reports = calendar[calendar.index.isin(self.district.history.reports["month"].unique())]["as_of_date"]
        current = is_current(dict(with_reports), board.month, today)
        return by_hand_part(board, school_id, self.viewer, is_current=current)

    def rules_shown(self) -> dict[str, Any] | None:
        """What this viewer may move to see other lists; None for a liaison, and for a year without reports."""
        can_move = self.viewer.sees_district and self.screen.board.has_reports
        return rules_shown(self._judged()) | {"from": f"{self._shared.latest_as_of:%Y-%m-%d}"} if can_move else None

    def moved_rules(self, moved: object) -> RuleSet:
        """The shown month's rules with those moved that a browser names. Raises PartnershipError, see `what_if`."""
        return moved_rules(self._judged(), moved)

    def what_if(self, moved: object, *, is_moving: bool) -> dict[str, Any]:
        """What moved rules would do to the shown month's lists. Raises PartnershipError for rules that cannot be."""
        today = self._judged()
        rules = moved_rules(today, moved)
        if rules.similar_need not in today.measured:
            today = self.district.measured_both_ways(today)
        return what_if(today, rules, self.screen.board.schools, is_moving=is_moving)

    def _judged(self) -> Assessment:
        if not self.viewer.sees_district:
            raise NotAllowedError("The rules are the office's; this page shows your own school.")
        if self.screen.board.assessment is None:
            raise PartnershipError("This year has no monthly reports, so no rules are applied to it.")
        return self.screen.board.assessment
