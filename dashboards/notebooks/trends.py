"""The trends in cells: tiles, the figure over time with what its change is made of, clusters, and the cards below."""

from collections.abc import Callable
from typing import Any, Protocol

import pandas as pd
import panel as pn

from dashboards.notebooks.live_view import ANSWER, ASIDE, WIDE, LiveView, in_the_pages_colours, sentence, under_filters
from dashboards.notebooks.visit import NotebookVisit
from dashboards.shell.safe import in_html
from dashboards.state.plain_text import to_json
from dashboards.state.triage.screen import Screen
from dashboards.views.parts.in_place import InPlace
from dashboards.views.trends.over_time import OverTimeChart
from dashboards.views.trends.trends import BESIDE, Explained, Headline, Pictures

FILTERS = ("school_year", "month", "cluster", "level", "involvement_type", "tiers")

NARROWER = ".tiles.tiles { grid-template-columns: repeat(auto-fit, minmax(180px, 1fr)); }"
"""A cell is narrower than a page in the same window."""


class Trends(LiveView):
    """
    Is it moving, where, and what is a change made of? The page's views, one kind to a cell.

    kind: "tiles" (filters, the first sentence and the headline figures; choosing one makes the others speak of it),
    "over_time" (that figure month by month, beside what its change is made of) or "clusters" (the same cluster by
    cluster, and the types of involvement).

    `.selected`: the chosen figure of the chosen schools. Columns: month, school_year, label (the month's letter),
    value, low, likely and high (what was reported, and what missing reports leave open), reported (share of reports
    in, 0 to 1), received and expected (reports).

    Raises NotAllowedError for a liaison.
    """

    visit: NotebookVisit

    def __init__(self, visit: NotebookVisit, kind: str = "tiles", **params: Any) -> None:
        super().__init__(visit, **params)
        if kind not in PARTS:
            raise ValueError(f'There is no kind "{kind}" of trends. There are: {", ".join(PARTS)}.')
        self._part = PARTS[kind](visit)
        self._show(visit.screen)

    def __panel__(self) -> pn.viewable.Viewable:
        return self._part.whole()

    def tables(self, district: str = "") -> dict[str, pd.DataFrame]:
        """Every table of the trends page by its name, as its download has them. district: what it is called there."""
        return self.visit.tables(district)[0]

    def _show(self, screen: Screen) -> None:
        self._part.show(screen)
        shown = self.visit.trends().chart
        self.selected = pd.DataFrame() if shown is None else shown.frame.copy()


class _Part(Protocol):
    def whole(self) -> pn.viewable.Viewable: ...

    def show(self, screen: Screen) -> None: ...


class _Tiles:
    def __init__(self, visit: NotebookVisit) -> None:
        self._visit = visit
        self._answer = sentence(ANSWER)
        self._beside = sentence(ASIDE)
        self._headline = Headline(chosen=self._choose, compared=visit.compare, stylesheets=[NARROWER], **WIDE)

    def whole(self) -> pn.viewable.Viewable:
        return under_filters(self._visit, FILTERS, self._answer, self._beside, self._headline)

    def show(self, screen: Screen) -> None:
        shown = self._visit.trends()
        self._answer.value = in_html(shown.answer)
        self._beside.value = in_html(" ".join(filter(None, [shown.beside, screen.notice])))
        self._headline.part = to_json({name: shown.part[name] for name in ("tiles", "tiers", "compared")})

    def _choose(self, figure: str) -> None:
        self._visit.filters.figure = figure


class _OverTime:
    def __init__(self, visit: NotebookVisit) -> None:
        self._visit = visit
        self._chart = OverTimeChart(visit.words)
        self._explained = Explained(**WIDE)

    def whole(self) -> pn.viewable.Viewable:
        return in_the_pages_colours(
            pn.Row(
                pn.Column(self._chart, **WIDE, css_classes=["card", "chart"]),
                pn.Column(self._explained, **WIDE, css_classes=["card", "why"]),
                **WIDE,
                css_classes=["beside"],
                stylesheets=BESIDE,
            )
        )

    def show(self, screen: Screen) -> None:
        shown = self._visit.trends()
        self._chart.show_figure(shown.chart)
        self._explained.part = to_json(shown.part["change"])


class _Clusters:
    def __init__(self, visit: NotebookVisit) -> None:
        self._visit = visit
        self._pictures = Pictures(**WIDE)

    def whole(self) -> pn.viewable.Viewable:
        return in_the_pages_colours(InPlace(went=self._visit.follow), self._pictures)

    def show(self, screen: Screen) -> None:
        part = self._visit.trends().part
        self._pictures.part = to_json({"heat": part["heat"], "types": part["types"]})


PARTS: dict[str, Callable[[NotebookVisit], _Part]] = {"tiles": _Tiles, "over_time": _OverTime, "clusters": _Clusters}
