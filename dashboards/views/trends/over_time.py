"""The chosen figure over time: its head with a sentence and a table, and its chart."""

from typing import Any

import holoviews as hv
import panel as pn

from dashboards.charts.labels import name_for_readers
from dashboards.charts.trend_chart import drawn, redraw, trend_parts
from dashboards.state.plain_text import to_json
from dashboards.state.trends.shown import OverTime
from dashboards.views.parts.chart_head import ChartHead
from models.wording.language import Words

WIDE: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0}
INSIDE: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": (0, 16)}
AXES, YEAR = 150, 82
"""Pixels that the words beside a chart take, and a school year in it."""


def pushed_aside(years: int) -> list[str]:
    """The style of a chart in which so many school years can be told apart; a phone shows the latest and pushes it."""
    return [
        ":host(.aside) { overflow-x: auto; direction: rtl; }"
        f":host(.aside) > * {{ direction: ltr; min-width: {AXES + years * YEAR}px !important; }}"
    ]


class OverTimeChart(pn.viewable.Viewer):
    """Drawn once; other figures only replace the data of its Bokeh sources."""

    def __init__(self, words: Words, **params: Any) -> None:
        super().__init__(**params)
        self._words = words
        self._plot: Any = None
        self._aside = pn.Column()
        self._head = ChartHead(figure="trend", level=2, **WIDE)
        self._column = pn.Column(**WIDE, visible=False)

    def __panel__(self) -> pn.Column:
        return self._column

    @property
    def is_drawn(self) -> bool:
        """Another figure then only replaces its data."""
        return self._plot is not None

    def show_figure(self, shown: OverTime | None) -> None:
        """A figure over time; None hides the chart."""
        self._column.visible = shown is not None
        if shown is None:
            return
        words = self._words
        parts = trend_parts(shown.frame, marks=shown.marks, last=shown.last, words=words)
        if self._plot is None:
            self._plot = hv.renderer("bokeh").get_plot(drawn(parts))
            pane = pn.pane.Bokeh(self._plot.state, **WIDE)
            self._aside = pn.Column(pane, **INSIDE, css_classes=["aside"])
            self._column.extend([self._head, self._aside])
        else:
            redraw(self._plot, parts)
        self._aside.stylesheets = pushed_aside(shown.frame["school_year"].nunique())
        said = {"title": shown.title, "unit": shown.unit, "sentence": shown.sentence}
        name_for_readers(self._plot, words.gettext("{title} {unit}. {sentence}", **said))
        self._head.param.update(**said, table=to_json(shown.table))
