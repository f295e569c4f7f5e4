"""One visitor's data: follows the filters, computes once per change, and says so by one parameter."""

from datetime import date
from typing import Any

import param

from dashboards.state.by_hand import by_hand_part, is_current
from dashboards.state.filters import Filters
from dashboards.state.screen import Screen, make_screen
from dashboards.state.snapshot import Detail, Snapshot, snapshot
from models.database import Database
from models.permissions import Viewer


class DataStore(param.Parameterized):
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
        self.filters = Filters(self.snapshot.choices(viewer))
        self._ignored = self.filters.follow(address)
        self.filters.param.watch(self._changed, [name for name in self.filters.param if name != "name"])
        self._compute()

    @property
    def snapshot(self) -> Snapshot:
        """The district's shared data as they are now."""
        return snapshot(self.database, self.viewer.district_id)

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
        board = self.snapshot.board(self.viewer, filters.school_year, filters.month)
        self.computations += 1
        self.screen = make_screen(board, filters, self.viewer, self._ignored)

    @property
    def sparks_json(self) -> str:
        """Activities and reach of the chosen involvement type, for the list."""
        filters = self.filters
        return self.snapshot.sparks_json(self.viewer, filters.school_year, filters.month, filters.involvement_type)

    def detail(self, school_id: str) -> Detail:
        """One school as the month that is shown saw it. Raises NotAllowedError for a school of others."""
        filters = self.filters
        return self.snapshot.detail(self.viewer, filters.school_year, filters.month, school_id)

    def by_hand(self, school_id: str, today: date) -> dict[str, Any] | None:
        """What people decided by hand about one school, and what this viewer may decide today."""
        board, calendar = self.screen.board, self.snapshot.history.calendar.set_index("month")
        if board.month is None:
            return None
        with_reports = calendar[calendar.index.isin(self.snapshot.history.reports["month"].unique())]["as_of_date"]
        current = is_current(dict(with_reports), board.month, today)
        return by_hand_part(board, school_id, self.viewer, is_current=current)
