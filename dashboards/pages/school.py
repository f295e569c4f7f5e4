"""What stands on the page about one school: its component, and below it the school among all others."""

from typing import Any

import panel as pn

from dashboards.pages.following_page import FollowingPage
from dashboards.shell.frame import Frame, FrameWords, Page, TrailLink
from dashboards.shell.who import Visitor
from dashboards.state.links import PLAN_PAGE, schools_page
from dashboards.state.plain_text import to_json
from dashboards.state.school_page.shapes import SchoolLink, SchoolPagePart
from dashboards.state.school_page.visit import SchoolVisit
from dashboards.state.triage.screen import Screen
from dashboards.views.parts.file_buttons import notebook_button, notebook_of
from dashboards.views.school.comparing import Comparing
from dashboards.views.school.disputes import Disputes
from dashboards.views.school_page.programme_steps import ProgrammeSteps
from dashboards.views.school_page.school_page import CARD, SchoolPageView
from dashboards.views.support.contact import ContactDesk
from models.database import Database
from models.vocabulary import N_

WIDE: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0}


class School(FollowingPage[SchoolVisit]):
    """What is so at this school, since when, why, and what can be done about it?"""

    title = N_("School: Family Partnership")
    shows_schools = True

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        super().__init__(SchoolVisit, database, visitor, address)
        self._frame = Frame(
            went=self.visit.follow, sought=self._find, chosen=self._choose_found, renewed=self.visit.reload
        )
        self._school = SchoolPageView(chosen=self.visit.choose, **WIDE)
        self._disputes = Disputes(self.visit, is_card=True)
        self._steps = ProgrammeSteps(self.visit)
        self._comparing = Comparing(self.visit)
        self._contacts = ContactDesk(self.visit)
        self._comparing.__panel__().stylesheets = CARD
        self._show(self.visit.screen)
        self._follow()

    def page(self) -> Page:
        """The page, ready to be served."""
        slots: dict[str, Any] = {
            "sheet": pn.Column(self._school, self._steps.view, self._disputes.view, self._comparing, **WIDE),
            "download": notebook_button(self.visitor.words, "school", self._notebook),
        }
        if self.visitor.viewer.sees_district:
            slots["contact"] = self._contacts.view
        first = self._school.first_picture()
        return Page.of(self.visitor, "school", self.title, self._frame, slots, first, finds=self._finds())

    def _show(self, screen: Screen) -> None:
        shown = self.visit.school_page()
        method = self._address(shown.address)
        with pn.io.hold(freeze=True):
            self._school.school = to_json(self._with_person(shown.part))
            self._contacts.show_here(shown.part["id"])
            self._steps.show(shown.part["id"])
            self._disputes.show(shown.part["id"])
            self._comparing.show_school(shown.part["id"] if screen.board.is_judged(shown.part["id"]) else "")
            self._frame.say(
                FrameWords(
                    answer=shown.answer,
                    room=shown.sentence,
                    trail=[TrailLink(label=label, address=self._back(query)) for label, query in shown.trail],
                    showing=shown.part["place"],
                    address=method,
                    notice=self.visit.behind_line() or ("" if self.visit.asked_in_vain else screen.notice),
                    stamp=shown.stamp,
                    in_file=[(self.visitor.words.gettext("School"), shown.answer)] if shown.part["id"] else (),
                    method=f"method{method}" if screen.board.has_reports else "",
                )
            )

    def _notebook(self) -> bytes:
        return notebook_of(self.visit, "school", school=self.visit.school_id)

    def _back(self, query: str) -> str:
        return f"{schools_page(self.visitor.viewer)}{self._address(query)}"

    def _with_person(self, part: SchoolPagePart) -> SchoolPagePart:
        """The same part, its addresses with the words that say who is here."""

        def link(school: SchoolLink | None) -> SchoolLink | None:
            return None if school is None else {**school, "address": f"school{self._address(school['address'])}"}

        similar, plan = part["similar"], part["plan"]
        return {
            **part,
            "previous": link(part["previous"]),
            "next": link(part["next"]),
            "instead": {**part["instead"], "address": self._back(part["instead"]["address"])},
            "plan": None if plan is None else {**plan, "address": f"{PLAN_PAGE}{self._address(plan['address'])}"},
            "similar": None if similar is None else {**similar, "school": link(similar["school"])},
        }
