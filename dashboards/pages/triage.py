"""What stands on the triage page: filters, list or months, and the school beside them, all following one screen."""

from functools import partial
from typing import Any, Literal, cast

import panel as pn

from dashboards.pages.following_page import FollowingPage
from dashboards.shell.frame import Figure, Frame, FrameWords, News, Page, ViewChoice
from dashboards.shell.opening import in_words
from dashboards.shell.who import Visitor
from dashboards.state.choices import ALL
from dashboards.state.plain_text import to_json
from dashboards.state.triage.export_frame import held
from dashboards.state.triage.screen import Screen
from dashboards.state.visit import Visit
from dashboards.views.parts.filter_bar import FilterBar
from dashboards.views.parts.schools_view import SchoolsView
from dashboards.views.rules.what_if import WhatIfDrawer
from dashboards.views.school.by_hand import Decisions
from dashboards.views.school.comparing import Comparing
from dashboards.views.school.disputes import Disputes
from dashboards.views.school.month_charts import MonthCharts
from dashboards.views.school.school_detail import SchoolDetail
from dashboards.views.support.contact import ContactDesk
from dashboards.views.triage.downloads import download_buttons
from dashboards.views.triage.months_picture import MonthsPicture
from dashboards.views.triage.school_list import SchoolList
from dashboards.views.triage.showing import showing
from models.database import Database
from models.vocabulary import N_, Attention

OFFICE_FILTERS = ("school_year", "month", "cluster", "level", "involvement_type", "tiers", "sort")
LIAISON_FILTERS = ("school_year", "month", "involvement_type")
NEED_REPORTS = frozenset({"month", "involvement_type", "tiers"})
"""Filters that choose nothing in a year without monthly reports."""
WIDE: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0}
REST = {"visibility": "var(--rest, visible)"}
CHARTS = {"visibility": "var(--charts, inherit)"}
"""Out of sight while it is of the school before: see `is_rest_coming` and `are_charts_coming` of the frame."""


class Triage(FollowingPage[Visit]):
    """Which schools need extra support first, why, and what was already tried."""

    title = N_("Triage: Family Partnership")
    shows_schools = True

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        super().__init__(Visit, database, visitor, address)
        filters = self.visit.filters
        self._frame = Frame(
            went=self.visit.follow,
            sought=self._find,
            chosen=self._choose_found,
            closed=self._close,
            renewed=self.visit.reload,
            vocabulary=self.visit.screen.shown_board.vocabulary_json,
        )
        self._list = pn.Column(**WIDE)
        self._why = SchoolDetail(part="why", closed=self._close, **WIDE)
        self._decisions = Decisions(self.visit, self._tell_saved)
        self._disputes = Disputes(self.visit)
        self._what_if = WhatIfDrawer(self.visit, self._tell_saved, **WIDE)
        self._charts = MonthCharts(visitor.words)
        self._comparing = Comparing(self.visit)
        self._record = SchoolDetail(part="record", **WIDE)
        self._detail_shown: tuple[Any, ...] = ()
        self._is_served = False
        self._saved = ""
        self._contacts = ContactDesk(self.visit, self._after)
        names = OFFICE_FILTERS if visitor.viewer.sees_district else LIAISON_FILTERS
        self._fields = FilterBar(filters, names)
        self._show(self.visit.screen)
        self._follow()

    def page(self) -> Page:
        """The page, ready to be served."""
        charts = pn.Column(self._charts, self._comparing, **WIDE, styles=CHARTS)
        rest = pn.Column(self._disputes.view, self._decisions.view, charts, self._record, **WIDE, styles=REST)
        slots: dict[str, Any] = {
            "filters": self._fields,
            "download": download_buttons(self.visit, self.visitor.district),
            "schools": self._list,
            "detail": pn.Column(self._why, rest, **WIDE),
        }
        if self.visitor.viewer.sees_district:
            slots["what_if"] = self._what_if.view
            slots["contact"] = self._contacts.view
        first = cast(SchoolsView, self._list[0]).first_picture()
        self._is_served = True
        shut = frozenset[str]() if self.visit.screen.selected else frozenset({"detail"})
        return Page.of(self.visitor, "triage", self.title, self._frame, slots, first, finds=self._finds(), shut=shut)

    # ------------------------------------------------------------ what people do
    def _choose(self, school_id: str) -> None:
        self.visit.filters.school = school_id

    def _close(self) -> None:
        self.visit.filters.school = ""

    def _after(self, school_id: str) -> str:
        """The school below another one in the list."""
        shown = self.visit.screen.shown
        at = shown.index(school_id) + 1 if school_id in shown else len(shown)
        return shown[at] if at < len(shown) else ""

    def _sort(self, order: str) -> None:
        self.visit.filters.sort = order

    def _tell(self, words: str, kind: Literal["info", "waiting", "error"]) -> None:
        """Say something above the page as it stands; what was saved before is said until the next picture is there."""
        super()._tell(" ".join(filter(None, [self._saved, words])), kind)

    def _tell_saved(self, words: str) -> None:
        """Show the page as the saved decision makes it, and say that it is saved."""
        self._saved = words
        self.visit.reload()

    def _tell_waiting(self) -> None:
        self._tell(self.visit.waiting_line(), "info" if self._saved else "waiting")

    def _notice(self, screen: Screen) -> str:
        saved, self._saved = self._saved, ""
        if behind := self.visit.behind_line():
            return " ".join(filter(None, [saved, behind]))
        return saved or screen.notice or self.visit.rules_line()

    # ------------------------------------------------------------ what people see: one message for each change
    def _show(self, screen: Screen) -> None:
        # freeze=True recomputes Bokeh's model graph once instead of once per model added or removed. It costs 11 ms, so
        # it is used only when models change.
        with pn.io.hold(freeze=self._kind() is not type(next(iter(self._list), None))):
            for name in NEED_REPORTS & self._fields.fields.keys():
                self._fields.fields[name].visible = screen.board.has_reports
            self._show_schools()
            self._show_detail(screen)
            self._what_if.show()
            self._contacts.show_here(screen.selected)
            self._frame.param.update(vocabulary=screen.shown_board.vocabulary_json)
            self._frame.say(self._words(screen))

    def _show_schools(self) -> None:
        kind = self._kind()
        now = showing(self.visit, kind)
        if len(self._list) and type(self._list[0]) is kind:
            self._list[0].param.update(**now)
        else:  # the months picture is loaded when it is asked for
            more = {} if kind is MonthsPicture else {"sorted_by": self._sort}
            self._list[:] = [
                kind(
                    chosen=self._choose,
                    **now,
                    **more,
                    **WIDE,
                )
            ]

    def _kind(self) -> type[SchoolsView]:
        is_months = self.visit.filters.view == "months" and self.visit.screen.board.has_reports
        return MonthsPicture if is_months else SchoolList

    @staticmethod
    def _detail_key(screen: Screen) -> tuple[Any, ...]:
        return (screen.selected, screen.board)

    def _show_detail(self, screen: Screen) -> None:
        if self._detail_key(screen) == self._detail_shown:
            return
        is_other = self._detail_shown[:1] != (screen.selected,)
        shown = self._detail_shown = self._detail_key(screen)
        if not screen.selected:
            self._frame.param.update(is_rest_coming=False, are_charts_coming=False)
            self._why.param.update(detail="null", proofs="null")
            self._record.detail = "null"
            self._disputes.show("")
            self._decisions.show("")
            self._charts.show_months(None)
            self._comparing.show_school("")
            return
        vocabulary = screen.shown_board.vocabulary_json
        self._why.param.update(detail=to_json(self.visit.why(screen.selected)), proofs="null", vocabulary=vocabulary)
        if self._is_served:  # the words are read while the rest is made
            frame = self._frame
            is_rest_coming, are_charts_coming = is_other or frame.is_rest_coming, is_other or frame.are_charts_coming
            frame.param.update(is_rest_coming=is_rest_coming, are_charts_coming=are_charts_coming)
            then, failed = partial(self._show_rest, shown), partial(self._rest_failed, shown)
            self.visit.prepare_rest(screen.selected, then, failed)
        else:
            self._show_rest(shown)

    def _show_rest(self, asked: tuple[Any, ...]) -> None:
        """Unless another school is open since it was asked for, or other data are shown: that one's rest comes too."""
        if asked != self._detail_shown:
            return
        screen = self.visit.screen
        with pn.io.hold():
            self._why.proofs = to_json(self.visit.proofs(screen.selected))
            self._disputes.show(screen.selected)
            self._decisions.show(screen.selected)
            vocabulary = screen.shown_board.vocabulary_json
            self._record.param.update(detail=to_json(self.visit.record(screen.selected)), vocabulary=vocabulary)
            self._frame.is_rest_coming = False
        then, failed = partial(self._show_charts, asked), partial(self._rest_failed, asked)
        self.visit.prepare_months(screen.selected, then, failed)

    def _show_charts(self, asked: tuple[Any, ...]) -> None:
        """Once all words have gone out."""
        if asked != self._detail_shown:
            return
        school_id = self.visit.screen.selected
        with pn.io.hold(freeze=not self._charts.are_drawn):
            self._charts.show_months(self.visit.months(school_id))
            self._comparing.show_school(school_id)
            self._frame.are_charts_coming = False

    def _rest_failed(self, asked: tuple[Any, ...], error: Exception) -> None:
        """It stays out of sight, and is asked for again at the next change."""
        if asked == self._detail_shown:
            self._detail_shown = ()
            in_words(error)

    def _words(self, screen: Screen) -> FrameWords:
        filters = self.visit.filters
        without_search = filters.address(search="") if filters.search.strip() else None
        chosen = filters.chosen()
        return FrameWords(
            answer=screen.answer,
            room=screen.room,
            showing=screen.showing,
            showing_short=screen.showing_short,
            address=self._address(filters.address()),
            reset=self._address(filters.reset_address()),
            notice=self._notice(screen),
            figures=self._figures(screen),
            news=self._news(screen),
            chips=[
                {"label": label, "address": self._address(address), "apart": address == without_search}
                for label, address in chosen
            ],
            stamp=screen.stamp,
            method=f"method{self._address(filters.address())}" if screen.board.has_reports else "",
            counts=screen.tier_counts,
            view=filters.view if screen.board.has_reports else "list",
            views=self._views(screen),
            opened=str(screen.board.schools.at[screen.selected, "name"]) if screen.selected else "",
            what_if=self._has_rules(screen),
            in_file=list(held(screen, [label for label, _ in chosen]).items()),
        )

    def _figures(self, screen: Screen) -> list[Figure]:
        """Counts above the list; each but the first looks at those schools alone, or, where it does, at all again."""
        filters, gettext = self.visit.filters, self.visitor.words.gettext
        reports = [item for item in screen.reports if item["code"]]  # how many are in is said above
        named = ((screen.month_words, reports), (gettext("Next steps"), screen.steps))
        return [
            {
                "title": "" if at else title,
                "text": item["text"],
                "attention": item["code"] in (Attention.TO_CHECK, Attention.OVERDUE),
                "address": self._address(filters.address(only=ALL if item["is_on"] else item["code"])),
                "is_on": item["is_on"],
            }
            for title, items in named
            for at, item in enumerate(items)
        ]

    def _news(self, screen: Screen) -> News | None:
        """Who is new on a list and who left, each name with the address that opens the school."""
        if screen.news is None:
            return None
        address = self.visit.filters.address
        return {
            "head": screen.news["head"],
            "none": screen.news["none"],
            "district": screen.news["district"],
            "groups": [
                {
                    "text": group["text"],
                    "schools": [
                        {
                            "name": school["name"],
                            "why": school["why"],
                            "address": self._address(address(school=school["id"])),
                        }
                        for school in group["schools"]
                    ],
                }
                for group in screen.news["groups"]
            ],
        }

    def _views(self, screen: Screen) -> list[ViewChoice]:
        """List and months; a year without monthly reports has no months to choose."""
        filters = self.visit.filters
        return [
            {"code": code, "label": label, "address": self._address(filters.address(view=code))}
            for label, code in filters.param.view.objects.items()
            if screen.board.has_reports
        ]

    def _has_rules(self, screen: Screen) -> bool:
        return self.visitor.viewer.sees_district and screen.board.has_reports
