"""The two charts of one school's months: activities and reach, beside its own usual range and schools like it."""

from typing import Any

import holoviews as hv
import panel as pn

from dashboards.charts.labels import name_for_readers
from dashboards.charts.month_chart import MonthParts, drawn, month_parts, redraw
from dashboards.state.plain_text import to_json
from dashboards.state.school.months import Months, labelled_months, mark_texts, months_table, months_words
from dashboards.views.parts.chart_head import ChartHead
from models.vocabulary import N_
from models.wording.language import Words

TITLES = {
    "activities": (N_("Activities"), N_("a month")),
    "reach": (N_("Families"), N_("per 100 pupils at a typical activity")),
}
WIDE: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0}
INSIDE: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": (0, 20)}
"""As far from the edges as the text: a pane's own margin does not reach the figure in it."""


class MonthCharts(pn.viewable.Viewer):
    """Drawn when the first school is opened, then kept; other schools only replace the data of their Bokeh sources."""

    def __init__(self, words: Words, **params: Any) -> None:
        super().__init__(**params)
        self._words = words
        self._plots: dict[str, Any] = {}
        self._heads: dict[str, ChartHead] = {}
        self._column = pn.Column(**WIDE, visible=False, css_classes=["v-charts"])

    def __panel__(self) -> pn.Column:
        return self._column

    @property
    def are_drawn(self) -> bool:
        """Another school then only replaces their data."""
        return bool(self._plots)

    def show_months(self, months: Months | None) -> None:
        """The months of one school; None or a year without reports hides the charts."""
        is_empty = months is None or months.frame.empty
        self._column.visible = not is_empty
        if months is None or is_empty:
            return
        words = self._words
        frame, marks = labelled_months(words, months), mark_texts(words, months)
        for quantity in TITLES:
            limits = months.limits[quantity]
            parts = month_parts(
                frame,
                quantity,
                median=limits.median,
                low=limits.low,
                high=limits.high,
                is_trial=limits.is_trial,
                marks=marks,
                words=words,
            )
            if quantity in self._plots:
                redraw(self._plots[quantity], parts)
            else:
                self._add(quantity, parts)
            sentence = months_words(words, months, quantity)
            title, unit = self._titles(quantity)
            name_for_readers(
                self._plots[quantity],
                words.gettext("{title} {unit}. {sentence}", title=title, unit=unit, sentence=sentence),
            )
            self._heads[quantity].param.update(sentence=sentence, table=to_json(months_table(words, months, quantity)))

    def _titles(self, quantity: str) -> tuple[str, str]:
        title, unit = TITLES[quantity]
        return self._words.gettext(title), self._words.gettext(unit)

    def _add(self, quantity: str, parts: MonthParts) -> None:
        title, unit = self._titles(quantity)
        name = f"months-{quantity}"
        plot = self._plots[quantity] = hv.renderer("bokeh").get_plot(drawn(parts, name))
        head = self._heads[quantity] = ChartHead(title=title, unit=unit, figure=name, **WIDE)
        pane = pn.pane.Bokeh(plot.state, sizing_mode="stretch_width", margin=0)
        self._column.extend([head, pn.Column(pane, **INSIDE)])
