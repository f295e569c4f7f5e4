"""The page about one school, in a cell."""

from typing import Any

import pandas as pd
import panel as pn

from dashboards.notebooks.live_view import ANSWER, ASIDE, WIDE, LiveView, in_the_pages_colours, sentence
from dashboards.notebooks.visit import NotebookVisit
from dashboards.shell.safe import in_html
from dashboards.state.plain_text import to_json
from dashboards.state.triage.screen import Screen
from dashboards.views.parts.in_place import InPlace
from dashboards.views.school.comparing import Comparing
from dashboards.views.school_page.school_page import CARD, SchoolPageView


class OneSchool(LiveView):
    """
    What is so at the school that is open, since when, why, and what can be done? Where none is open, at the first one
    that the filters let through. Its arrows, and opening a school in a list, open another one.

    `.selected`: its months. Columns: month, school_year, activities, reach (families per 100 pupils at a typical
    activity), the same of schools like it, and whether the month is known; NaN: no report.

    Raises NotAllowedError for a liaison: the page names other schools.
    """

    visit: NotebookVisit

    def __init__(self, visit: NotebookVisit, **params: Any) -> None:
        super().__init__(visit, **params)
        self._answer = sentence(ANSWER)
        self._sentence = sentence(ASIDE)
        self._school = SchoolPageView(chosen=visit.choose, **WIDE)
        self._comparing = Comparing(visit)
        self._comparing.__panel__().stylesheets = CARD
        self._show(visit.screen)

    def __panel__(self) -> pn.viewable.Viewable:
        return in_the_pages_colours(
            InPlace(went=self.visit.follow), self._answer, self._sentence, self._school, self._comparing
        )

    @property
    def school_id(self) -> str:
        """The number of the school that is shown; "" where there is none."""
        return self.visit.school_id

    def _show(self, screen: Screen) -> None:
        shown, school_id = self.visit.school_page(), self.visit.school_id
        self._answer.value, self._sentence.value = in_html(shown.answer), in_html(shown.sentence)
        self._school.school = to_json(shown.part)
        self._comparing.show_school(school_id if screen.board.is_judged(school_id) else "")
        self.selected = self.visit.months(school_id).frame.copy() if school_id else pd.DataFrame()
