"""The page about one school, in a cell."""

from typing import Any

import pandas as pd
import panel as pn

from dashboards.notebooks.live_view import ANSWER, ASIDE, WIDE, LiveView, in_the_pages_colours, sentence
from dashboards.notebooks.visit import NotebookVisit
from dashboards.shell.safe import in_html
from dashboards.state.plain_text import to_json
from dashboards.state.triage.screen import Screen
from dashboards.views.parts.filter_bar import FIELDS
from dashboards.views.parts.in_place import InPlace
from dashboards.views.school.comparing import Comparing
from dashboards.views.school.month_charts import MonthCharts
from dashboards.views.school_page.school_page import CARD, SchoolPageView


class OneSchool(LiveView):
    """
    What is so at the school that is open, since when, why, and what can be done? Where none is open, at the first one
    that the filters let through. Opening a school in a list, or choosing one here, opens another one.

    kind: "page" (the whole page about a school) or "months" (its activities and families, beside schools like it).

    `.selected`: its months. Columns: month, school_year, activities, reach (families per 100 pupils at a typical
    activity), the same of schools like it, and whether the month is known; NaN: no report.

    A liaison sees their own schools.
    """

    visit: NotebookVisit

    def __init__(self, visit: NotebookVisit, kind: str = "page", **params: Any) -> None:
        super().__init__(visit, **params)
        self._kind = kind
        self._choice = pn.widgets.Select(
            label=visit.words.gettext("School"), stylesheets=FIELDS, width=240, margin=0, css_classes=["choice"]
        )
        self._choice.param.watch(lambda change: self._choose(change.new), "value")
        self._charts = MonthCharts(visit.words)
        self._answer = sentence(ANSWER)
        self._sentence = sentence(ASIDE)
        self._school = SchoolPageView(chosen=visit.choose, **WIDE)
        self._comparing = Comparing(visit)
        self._comparing.__panel__().stylesheets = CARD
        self._show(visit.screen)

    def __panel__(self) -> pn.viewable.Viewable:
        below = [self._charts] if self._kind == "months" else [self._school, self._comparing]
        return in_the_pages_colours(InPlace(went=self.visit.follow), self._choice, self._answer, self._sentence, *below)

    @property
    def school_id(self) -> str:
        """The number of the school that is shown; "" where there is none."""
        return self.visit.school_id

    def _show(self, screen: Screen) -> None:
        shown, school_id = self.visit.school_page(), self.visit.school_id
        names = screen.board.schools["name"]
        offered = {str(names[one]): one for one in sorted(screen.shown, key=lambda one: str(names[one]))}
        self._choice.param.update(options=offered, value=school_id)
        self._answer.value, self._sentence.value = in_html(shown.answer), in_html(shown.sentence)
        months = self.visit.months(school_id) if school_id else None
        if self._kind == "months":
            self._charts.show_months(months)
        else:
            self._school.school = to_json(shown.part)
            self._comparing.show_school(school_id if screen.board.is_judged(school_id) else "")
        self.selected = pd.DataFrame() if months is None else months.frame.copy()

    def _choose(self, school_id: str) -> None:
        if school_id and school_id != self.visit.school_id:
            self.filters.school = school_id
