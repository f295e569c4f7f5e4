"""What every page that follows a visit does: it says what is waited for, what went wrong, and that newer data came."""

from abc import ABC, abstractmethod
from typing import Any, Generic, Literal, TypeVar

import panel as pn

from dashboards.shell.background import background_of_page
from dashboards.shell.component import Component
from dashboards.shell.frame import Frame, FrameWords, Page
from dashboards.shell.opening import tell_errors
from dashboards.shell.who import Visitor
from dashboards.state.following import Following
from dashboards.state.links import school_page
from dashboards.state.triage.finding import Found, find_schools
from dashboards.state.triage.screen import Screen
from models.database import Database

WIDE: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0}
Visited = TypeVar("Visited", bound=Following)


class FollowingPage(ABC, Generic[Visited]):
    """A page of one visitor: made whole by its class, which then calls `_follow`."""

    title: str
    shows_schools = False
    """Does the page itself show a school that was found?"""
    _frame: Frame

    def __init__(self, kind: type[Visited], database: Database, visitor: Visitor, address: str, **more: Any) -> None:
        """more: what this kind of visit asks for besides."""
        self.visitor = visitor
        self.visit = kind(
            database,
            visitor.viewer,
            address,
            visitor.words,
            background=background_of_page(),
            prepared=visitor.prepared,
            **more,
        )

    def _follow(self) -> None:
        """From now on show every new screen, and say what becomes of it."""
        tell_errors(lambda words: self._tell(words, "error"))
        watch = self.visit.param.watch
        watch(lambda change: self._show(change.new), "screen")
        watch(lambda change: self._tell_waiting() if change.new else None, "is_waiting")
        watch(lambda change: self._frame.param.update(is_newer_there=change.new), "is_newer_there")

    def _sheet_page(self, name: str, view: Component, **more: Any) -> Page:
        """A page of one component, which is drawn before Bokeh is there. more: what stands in the other slots."""
        slots = {"sheet": pn.Column(view, **WIDE), **more}
        first = view.first_picture()
        return Page.of(self.visitor, name, self.title, self._frame, slots, first, finds=self._finds())

    def _about_file(self) -> dict[str, str]:
        """Of which district, when and for whom a file of this page was made; what it holds goes after it."""
        gettext, words = self.visitor.words.gettext, self.visitor.words
        return {
            gettext("District"): self.visitor.district,
            gettext("Date"): words.day(self.visit.today()),
            gettext("By"): self.visit.viewer.name,
        }

    def _finds(self) -> bool:
        """Is there more than one school to find?"""
        viewer = self.visitor.viewer
        return viewer.sees_district or len(viewer.school_ids) > 1

    def _find(self, text: str) -> Found:
        """The schools that fit what is typed; where they are not shown here, each leads to the page that shows it."""
        shown_board = self.visit.screen.shown_board
        if self.shows_schools:
            return find_schools(shown_board, frozenset(self.visit.screen.shown), text)
        page = school_page(self.visitor.viewer)
        return find_schools(
            shown_board, shown_board.rows.keys(), text, lambda school_id: f"{page}{self._address_with(school_id)}"
        )

    def _choose_found(self, school_id: str) -> None:
        """Show a school that was found, on a page that shows one."""
        if school_id in self.visit.board.schools.index:  # a browser may name any
            self.visit.filters.school = school_id

    def _address_with(self, school_id: str) -> str:
        """The query of this page's address with a school open."""
        return self._address(self.visit.filters.address(school=school_id))

    @abstractmethod
    def _show(self, screen: Screen) -> None:
        """Show what the filters ask for by now."""

    def _tell(self, words: str, kind: Literal["info", "waiting", "error"]) -> None:
        """Say something above the page as it stands."""
        now = {"notice": words, "notice_kind": kind, "waiting": self.visit.is_waiting}
        self._frame.say(FrameWords(**self._frame.words | now))

    def _tell_waiting(self) -> None:
        self._tell(self.visit.waiting_line(), "waiting")

    def _address(self, query: str) -> str:
        """The query of an address, with the words that say who is here."""
        said = "&".join(filter(None, [self.visitor.address, query.lstrip("?")]))
        return f"?{said}" if said else ""
