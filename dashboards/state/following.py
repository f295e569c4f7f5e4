"""One visitor's screen: follows the filters and the data; what takes long is made beside the event loop."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any, TypeVar, cast

import param

from dashboards.state.background import AtOnce, Background
from dashboards.state.district.data import DistrictData, district_now, kept_for_all
from dashboards.state.district.moment import MovedOnError, NotKeptError
from dashboards.state.district.stamps import stamps_asked
from dashboards.state.filters import Filters
from dashboards.state.hearing import Hearing
from dashboards.state.ready import Wanted, make_ready
from dashboards.state.triage.board import Board
from dashboards.state.triage.rows import in_words
from dashboards.state.triage.screen import Screen, make_screen
from models.database import Database
from models.errors import NoAnswerError
from models.permissions import Viewer
from models.today import today
from models.vocabulary import Topic
from models.wording.language import Words, words_in

Answer = TypeVar("Answer")
TRIES = 3
"""How often a page is made anew for one question while others keep writing."""


class Following(Hearing):
    """
    Views depend on `screen`; every change of a filter makes exactly one new one, in the visitor's words.

    What is kept is shown at once. What has to be read or computed first is made in the `background`, and `is_waiting`
    says so: meanwhile `screen` follows the filters on the figures from before, or stays what it was.
    """

    screen = cast("param.ClassSelector[Screen]", param.ClassSelector(class_=Screen, doc="What the page shows now"))
    computations = param.Integer(default=0, doc="How many screens were made; one per change")
    is_behind = param.Boolean(default=False, doc="The database does not answer: shown is what it said last")

    def __init__(
        self,
        database: Database,
        viewer: Viewer,
        address: str = "",
        words: Words | None = None,
        today: Callable[[], date] = today,
        background: Background | None = None,
        prepared: DistrictData | None = None,
    ) -> None:
        """prepared: the district as somebody made it ready for this address (`dashboards.state.ready`)."""
        super().__init__(database, viewer, background or AtOnce())
        self.words = words or words_in()
        self._ignored: list[str] = []
        self._is_settling = False
        self._today = today
        self._being_read: DistrictData | None = prepared
        self._is_shown, self._address_shown = False, address
        self._to_follow: str | None = None
        self._is_asked, self._asked_in_vain = False, 0
        with self._reading() as district:
            self.filters = Filters(district.choices(self.viewer, self._today()), self.words)
            self._ignored = self.filters.follow(address)
            self.filters.param.watch(self._changed, [name for name in self.filters.param if name != "name"])
            self._show(district)
        self._being_read = None
        self._listen()

    def today(self) -> date:
        """The day it is, as the page goes by."""
        return self._today()

    @staticmethod
    def ready(district: DistrictData, viewer: Viewer, wanted: Wanted) -> None:
        """Have everything kept that a page of this kind shows; called in any thread."""
        make_ready(district, viewer, wanted)

    @property
    def board(self) -> Board:
        """The month that is shown."""
        return self.screen.board

    def follow(self, address: str) -> None:
        """Show what an address says: after Back, Forward or an edited address."""
        self._to_follow = address
        self._compute()

    def reload(self) -> None:
        """Compute anew from the data as they are now: after somebody saved something, here or elsewhere."""
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
        self._ignored, self._to_follow = [], None
        self._compute()

    def _compute(self, asked: DistrictData | None = None) -> None:
        """
        Make the screen of the filters, from the data of now or those that were asked for. Where that fails the filters
        go back to those of the screen that stands.
        """
        self._is_shown = False
        try:
            if self.background.is_at_once:
                self._compute_at_once()
            else:
                self._compute_from_kept(asked or self._stamped())
        except Exception:
            self._go_back()
            raise

    def _compute_at_once(self) -> None:
        with self._reading() as district:
            self._adopt(district)
            self._show(district)

    def _compute_from_kept(self, district: DistrictData) -> None:
        """Show the filters from what is kept; what is not kept is read and computed in the background before."""
        try:
            with district.only_kept():
                self.viewer = district.viewer_now(self.viewer, self._today())
                self._adopt(district)
                self.ready(district, self.viewer, self._wanted())
        except NotKeptError:
            if self._district.stamps[Topic.PEOPLE] == district.stamps[Topic.PEOPLE]:
                self._show_meanwhile()
            self._ask_for_it()
        else:
            self._show(district)

    def _show_meanwhile(self) -> None:
        """Let the filters hold on the figures that are shown: somebody wrote, and the new figures take a while."""
        to_follow, in_vain = self._to_follow, self._asked_in_vain
        try:
            with self._district.only_kept():
                self._adopt(self._district)
                self.ready(self._district, self.viewer, self._wanted())
        except NotKeptError:
            pass
        else:
            if self.filters.address() != self._address_shown:
                self._show(self._district)
        self._to_follow, self._asked_in_vain = to_follow, in_vain

    def _ask_for_it(self) -> None:
        """Have read and computed what the filters ask for. Whatever is chosen meanwhile is asked for afterwards."""
        self.is_waiting = True
        if self._is_asked:
            return
        if self._asked_in_vain == TRIES:  # others keep writing, or there is no room to keep it
            self._compute_at_once()
            return
        self._is_asked = True
        database, viewer, today, wanted, ready = self.database, self.viewer, self._today(), self._wanted(), self.ready

        def work() -> DistrictData:
            with district_now(database, viewer.district_id) as district:
                ready(district, district.viewer_now(viewer, today), wanted)
            return district

        def failed(error: Exception) -> None:
            self._is_asked = False
            if not self.is_waiting:
                return  # what failed is not asked for any more
            if wanted != self._wanted():
                self._compute()
                return
            self._go_back()
            raise error

        self.background.read(work, self._show_asked, failed)

    def _wanted(self) -> Wanted:
        return Wanted.of(self.filters, self._today())

    def _show_asked(self, district: DistrictData) -> None:
        self._is_asked = False
        if not self.is_waiting:
            return
        self._asked_in_vain += 1
        self.is_behind = False  # the database has answered
        self._compute(district)

    def _go_back(self) -> None:
        """Nothing more will come: the filters are those of the screen that stands."""
        self._to_follow, self.is_waiting = None, False
        if not self._is_shown:
            self._ignored = self._follow(self._address_shown)

    def _adopt(self, district: DistrictData) -> None:
        """
        Offer what came since: a month with reports, a new cluster or school; and go where an address asks to go, which
        may be one of those.
        """
        with self._settling():
            self.filters.renew(district.choices(self.viewer, self._today()))
        if self._to_follow is not None:
            self._ignored = self._follow(self._to_follow)

    def _stamped(self, *, is_fresh: bool = False) -> DistrictData:
        """
        The data of now, or of when the database answered last. is_fresh: only of now.

        Raises NoAnswerError where it does not answer.
        """
        stamps = stamps_asked().now(self.database, self.viewer.district_id, self._district.stamps)
        if is_fresh and not stamps.is_fresh:
            raise NoAnswerError("The database does not answer. Try again in a moment.")
        self.is_behind = not stamps.is_fresh
        return DistrictData(self.database, self.viewer.district_id, stamps.by_topic, kept_for_all())

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
            self.viewer = district.viewer_now(self.viewer, self._today())
            self._being_read = district
            try:
                yield district
            finally:
                self._being_read = None

    def _as_of_now(self, make: Callable[[DistrictData], Answer], *, is_fresh: bool = False) -> Answer:
        """What is made from the data as they are now, whatever the page shows."""
        if not self.background.is_at_once and self._being_read is None:
            district = self._stamped(is_fresh=is_fresh)
            with suppress(NotKeptError), district.only_kept():
                self.viewer = district.viewer_now(self.viewer, self._today())
                return make(district)
        with self._reading() as now:
            return make(now)

    def _show(self, district: DistrictData) -> None:
        filters = self.filters
        board = district.board(self.viewer, filters.school_year, filters.month)
        beside = district.beside(filters.school_year, filters.month)
        screen = make_screen(in_words(board, self.words), filters, self.viewer, self._ignored, beside)
        self._district, self._is_shown, self._address_shown = district, True, filters.address()
        self._now_shows(district.stamps)
        self._to_follow, self._asked_in_vain = None, 0
        self.computations += 1
        self.is_waiting = False
        self.screen = screen  # whoever watches it reads on in this session

    def _of_one_moment(self, make: Callable[[], Answer]) -> Answer:
        """What is made from the data that the page shows; where somebody wrote meanwhile, from a page made anew."""
        for _ in range(TRIES):
            try:
                return make()
            except MovedOnError:
                self._compute_at_once()
        return make()

    def check_rights(self) -> None:
        """Raises NotAllowedError for a viewer who has left, or whose role is another one, since the page opened."""
        self._as_of_now(lambda district: None, is_fresh=True)

    def behind_line(self) -> str:
        """One line for the page while the database does not answer; empty while it does."""
        if not self.is_behind:
            return ""
        return self.words.gettext("The database does not answer. The page shows what it said last.")

    def waiting_line(self) -> str:
        """One line for the page while new figures are made."""
        return self.words.gettext("New figures are being worked out. Until then the page stays as it was.")
