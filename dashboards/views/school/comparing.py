"""One school among all others, by one indicator: folded away until a person asks for it."""

from typing import Any

import holoviews as hv
import panel as pn

from dashboards.charts.funnel import drawn, funnel_parts, redraw
from dashboards.charts.labels import name_for_readers
from dashboards.state.plain_text import to_json
from dashboards.state.visit import Visit
from dashboards.views.parts.chart_head import ChartHead

WIDE: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0}
INSIDE: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": (0, 20)}


class Comparing(pn.viewable.Viewer):
    """Is this school's figure further from the others than chance allows? Nothing is computed while it is folded."""

    def __init__(self, visit: Visit, **params: Any) -> None:
        super().__init__(**params)
        self._visit = visit
        self._school = ""
        self._plot: Any = None
        self._head = ChartHead(
            section=visit.words.gettext("Compared with other schools"),
            opened=False,
            label=visit.words.gettext("Indicator"),
            asked=self._ask,
            **WIDE,
        )
        self._place = pn.Column(**INSIDE, visible=False)
        self._column = pn.Column(self._head, self._place, **WIDE, visible=False, css_classes=["v-charts"])

    def __panel__(self) -> pn.Column:
        return self._column

    def show_school(self, school_id: str) -> None:
        """The school that is open; empty hides the part."""
        options = self._visit.funnel_options(school_id) if school_id else []
        self._column.visible = bool(options)
        if options:
            is_kept = school_id == self._school and self._head.option in dict(options)
            self._head.param.update(options=to_json(options), option=self._head.option if is_kept else options[0][0])
        self._school = school_id
        if options:
            self._draw()

    def _ask(self, opened: bool, option: str) -> None:
        with pn.io.hold(freeze=True):
            self._head.param.update(opened=opened, option=option)
            self._draw()

    def _draw(self) -> None:
        """Show the chosen indicator where the section is open."""
        if not self._head.opened:
            self._place.visible = False
            return
        shown = self._visit.funnel(self._school, self._head.option)
        self._place.visible = shown is not None
        if shown is None:
            nothing = self._visit.words.gettext("Nothing to compare here.")
            self._head.param.update(title="", unit="", table="null", figure="", sentence=nothing)
            return
        self._head.param.update(
            title=shown.title, unit=shown.unit, sentence=shown.sentence, table=to_json(shown.table), figure="funnel"
        )
        parts = funnel_parts(shown.points, shown.limits, words=self._visit.words, **shown.chart)
        is_drawn = self._plot is not None
        if is_drawn:
            redraw(self._plot, parts)
        else:
            self._plot = hv.renderer("bokeh").get_plot(drawn(parts))
        told = self._visit.words.gettext(
            "{title} {unit}. {sentence}", title=shown.title, unit=shown.unit, sentence=shown.sentence
        )
        name_for_readers(self._plot, told)
        if is_drawn:
            return
        self._place[:] = [pn.pane.Bokeh(self._plot.state, sizing_mode="stretch_width", margin=0)]
