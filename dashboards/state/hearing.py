"""One visitor's page while others write: whether the database has newer data than the page shows."""

from collections.abc import Mapping
from time import monotonic
from typing import TypeVar

import param

from dashboards.state.background import Background, Change, Failed, Then
from dashboards.state.district.watched import Seen
from models.database import Database
from models.permissions import Viewer
from models.vocabulary import Topic

Answer = TypeVar("Answer")


class Hearing(param.Parameterized):
    """
    Hears of what others write, and moves nothing by itself: `is_newer_there` lets the page say so.

    By topics: a write about schools that this viewer may not see counts too, since what theirs are compared by moved
    with it. What the page writes itself is no news to it.
    """

    is_waiting = param.Boolean(default=False, doc="New figures are being made; until then the page shows the last ones")
    is_newer_there = param.Boolean(default=False, doc="Others wrote since: the database has newer data than are shown")

    def __init__(self, database: Database, viewer: Viewer, background: Background) -> None:
        super().__init__(name="")
        self.database = database
        self.viewer = viewer
        self.background = background
        self._own_changes: set[object] = set()

    def write(self, change: Change[Answer], then: Then[Answer], failed: Failed) -> None:
        """Have a change made that this page shows by itself, once it is kept."""
        mine = object()
        self._own_changes.add(mine)

        def kept(answer: Answer) -> None:
            try:
                then(answer)
            finally:
                self._own_changes.discard(mine)

        def refused(error: Exception) -> None:
            self._own_changes.discard(mine)
            failed(error)

        self.background.write(self.database, change, kept, refused)

    def _listen(self) -> None:
        """From now on, until the page closes; its first screen is made."""
        self.background.listen(self.database, self.viewer.district_id, self._is_news, self._hear)

    def _now_shows(self, stamps: Mapping[Topic, str]) -> None:
        """What is shown from now on; these stamps have been read before."""
        self._shown = (dict(stamps), monotonic())
        self.is_newer_there = False

    def _is_news(self, seen: Seen) -> bool:
        """
        Would the page say another thing of newer data than it does? Asked in any thread; it only looks.

        Stamps read before the screen was made may be older than the screen's, and what the page writes or waits for
        itself it is about to show: the next answer tells whether anything is left.
        """
        stamps, shown_at = self._shown
        if seen.asked_at <= shown_at or self.is_waiting or self._own_changes:
            return False
        return (seen.by_topic != stamps) is not self.is_newer_there

    def _hear(self, seen: Seen) -> None:
        if self._is_news(seen):  # the page may have moved on since it was asked
            self.is_newer_there = not self.is_newer_there
