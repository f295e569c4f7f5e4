"""The list of triage and the months of the schools, in a cell."""

from typing import Any

import pandas as pd
import panel as pn

from dashboards.notebooks.live_view import ANSWER, WIDE, LiveView, sentence, under_filters
from dashboards.shell.safe import in_html
from dashboards.state.triage.screen import Screen
from dashboards.state.visit import Visit
from dashboards.views.triage.months_picture import MonthsPicture
from dashboards.views.triage.school_list import SchoolList
from dashboards.views.triage.showing import showing

FILTERS = ("school_year", "month", "cluster", "level", "search", "tiers")
COLUMNS = ["name", "cluster", "level", "enrollment", "tier", "contact_days", "tries", "step_due"]

SCROLLED = ":host { --above: 0px !important; --bar: 0px !important; max-height: 640px; overflow: auto; }"
"""A cell holds 12 schools: the next cell is not 86 schools further down."""


class Schools(LiveView):
    """
    Filters with the list of triage, or the months of its schools, under the sentence that sums them up. Opening a
    school opens it in every view on the visit.

    kind: "list" or "months". `.selected`: the schools that are shown, in their order. Columns: school_id, name,
    cluster, level, enrollment (pupils), tier (code; "apart": owes no report), contact_days (since somebody answered,
    NaN: nobody ever did), tries (contacts without an answer since then), step_due (a day, NaT: none) and why, in words.
    """

    def __init__(self, visit: Visit, kind: str = "list", **params: Any) -> None:
        super().__init__(visit, **params)
        self._answer = sentence(ANSWER)
        self._view = (MonthsPicture if kind == "months" else SchoolList)(chosen=self._choose, **WIDE)
        self._show(visit.screen)

    def __panel__(self) -> pn.viewable.Viewable:
        return under_filters(self.visit, FILTERS, self._answer, pn.Column(self._view, stylesheets=[SCROLLED], **WIDE))

    def _choose(self, school_id: str) -> None:
        self.filters.school = school_id

    def _show(self, screen: Screen) -> None:
        self._answer.value = in_html(f"{screen.answer} {screen.showing}.")
        self._view.param.update(**showing(self.visit, type(self._view)))
        rows = screen.shown_board.rows
        shown = screen.board.schools.loc[list(screen.shown), COLUMNS]
        why = [("; ".join(text for text in rows[school_id]["why"] if text)) for school_id in shown.index]
        self.selected = pd.DataFrame(shown.assign(why=why).rename_axis("school_id").reset_index())
