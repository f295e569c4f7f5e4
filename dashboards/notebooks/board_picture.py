"""A picture for the board: title, sentence, chart and source in one, in letters for a large room."""

from pathlib import Path
from typing import Any

import holoviews as hv
import pandas as pd
import panel as pn
from bokeh.embed import file_html
from bokeh.resources import INLINE

from dashboards.charts.board import for_the_board
from dashboards.charts.labels import name_for_readers
from dashboards.charts.trend_chart import drawn, redraw, trend_parts
from dashboards.notebooks.live_view import WIDE, LiveView, in_the_pages_colours, send_what_changed
from dashboards.notebooks.opening import LETTERS_OF_CELLS
from dashboards.notebooks.visit import NotebookVisit
from dashboards.state.trends.shown import OverTime
from dashboards.state.triage.screen import Screen
from dashboards.views.parts.chart_head import ChartHead
from models.errors import PartnershipError

LIMITING = frozenset({"cluster", "level", "involvement_type", "tiers"})

SCROLLED = ":host { width: 0 !important; min-width: 100%; overflow-x: auto; }"
"""On a screen narrower than the picture it is scrolled, and makes nothing around it wider."""


class BoardPicture(LiveView):
    """
    The chosen figure of the chosen schools as one picture that stands alone: what it is, what it says, how it went,
    and what it rests on. "PNG" above it keeps it as a picture, `.save` as a page of its own.

    `.selected`: the figures it is drawn from, as `Trends.selected`.
    """

    visit: NotebookVisit

    def __init__(self, visit: NotebookVisit, **params: Any) -> None:
        super().__init__(visit, **params)
        self._head = ChartHead(level=2, **WIDE)
        self._plot: Any = None
        self._place = pn.Column(**WIDE, stylesheets=[SCROLLED])
        self._show(visit.screen)

    def __panel__(self) -> pn.viewable.Viewable:
        return in_the_pages_colours(self._head, self._place)

    def save(self, path: str | Path) -> Path:
        """
        Keep the picture as one file that any browser opens, without a server or the internet.

        Raises PartnershipError for a name that does not end in .html, and where there is nothing to show.
        """
        wanted, shown = Path(path), self.visit.trends().chart
        if wanted.suffix.lower() not in (".html", ".htm"):
            raise PartnershipError("Name a file that ends in .html. For a PNG press PNG above the picture.")
        if shown is None:
            raise PartnershipError("There are no monthly reports of this year, so there is nothing to keep.")
        plot = self._drawn(shown)
        around = f"<style>{LETTERS_OF_CELLS} body {{ max-width: 1200px; margin: 24px auto; }}</style></head>"
        page = file_html(plot.state, INLINE, title=self._words(shown)["title"])
        wanted.write_text(page.replace("</head>", around, 1), encoding="utf-8")
        return wanted

    def _show(self, screen: Screen) -> None:
        shown = self.visit.trends().chart
        self._place.visible = shown is not None
        if shown is None:
            self._head.param.update(title="", figure="", sentence=self.visit.trends().answer)
            self.selected = pd.DataFrame()
            return
        if self._plot is None:
            self._plot = self._drawn(shown)
            self._place[:] = [pn.pane.Bokeh(self._plot.state, **WIDE)]
        else:
            redraw(self._plot, self._parts(shown))
            self._write(self._plot, shown)
            send_what_changed(self._place)
        self._head.param.update(title=self.visit.words.gettext("For the board"), figure="board", sentence="")
        self.selected = shown.frame.copy()

    def _drawn(self, shown: OverTime) -> Any:
        plot = hv.renderer("bokeh").get_plot(drawn(self._parts(shown)))
        self._write(plot, shown)
        return plot

    def _parts(self, shown: OverTime) -> Any:
        return trend_parts(shown.frame, marks=shown.marks, last=shown.last, words=self.visit.words)

    def _write(self, plot: Any, shown: OverTime) -> None:
        said = self._words(shown)
        for_the_board(plot, **said)
        name_for_readers(plot, " ".join(said.values()))

    def _words(self, shown: OverTime) -> dict[str, str]:
        words, board = self.visit.words, self.visit.board
        chosen = [label for label, _ in self.filters.chosen(LIMITING)]
        whom = words.listed(chosen) if chosen else words.gettext("the whole district")
        return {
            "title": words.gettext("{figure} {unit}, {whom}", figure=shown.title, unit=shown.unit, whom=whom),
            "sentence": f"{self.visit.trends().answer} {shown.sentence}",
            "source": words.gettext(
                "Source: the schools' monthly reports, as known on {day}. Grey months and hollow dots: under 90 % "
                "of the reports were in. A month without a report is a gap, never a zero.",
                day=words.day(board.as_of),
            ),
        }
