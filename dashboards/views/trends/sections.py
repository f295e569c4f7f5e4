"""The cards below the first screen: each is computed and drawn when somebody comes to it."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import holoviews as hv
import panel as pn

from dashboards.charts import funnel, plain_chart
from dashboards.charts.concentration import NeedCurve, concentration_parts
from dashboards.charts.labels import name_for_readers
from dashboards.charts.level_dots import level_dots_parts
from dashboards.charts.staircase import staircase_parts
from dashboards.shell.opening import in_words
from dashboards.state.plain_text import to_json
from dashboards.state.trends.section import ChartShown, SectionShown
from dashboards.state.trends.sections import SECTIONS
from dashboards.state.trends.visit import TrendsVisit
from dashboards.views.parts.chart_head import ChartHead
from dashboards.views.trends.trends import BESIDE, SectionCard
from models.wording.language import Words

WIDE: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0}
INSIDE: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": (0, 16), "max_width": 800}


class Drawing(NamedTuple):
    """How a kind of chart is drawn: its parts from what is shown, anew, with other parts, and its figure's name."""

    parts: Callable[[ChartShown, Words], Any]
    drawn: Callable[[Any], hv.Overlay] = plain_chart.drawn
    redraw: Callable[[Any, Any], None] = plain_chart.redraw


def _concentration(shown: ChartShown, words: Words) -> Any:
    return concentration_parts([NeedCurve(*one) for one in shown.data["curves"]], words=words)


def _staircase(shown: ChartShown, words: Words) -> Any:
    return staircase_parts(shown.data["months"], shown.data["shares"], shown.data["names"], words=words)


def _levels(shown: ChartShown, words: Words) -> Any:
    data = shown.data
    return level_dots_parts(data["schools"], data["spreads"], data["levels"], ticks=data["ticks"])


def _funnel(shown: ChartShown, words: Words) -> Any:
    data = dict(shown.data)
    return funnel.funnel_parts(data.pop("points"), data.pop("limits"), words=words, name=shown.kind, **data)


FUNNEL = Drawing(_funnel, funnel.drawn, funnel.redraw)
CHARTS: dict[str, Drawing] = {
    "concentration": Drawing(_concentration),
    "staircase": Drawing(_staircase),
    "levels": Drawing(_levels),
    "funnel_reach": FUNNEL,
    "funnel_response": FUNNEL,
}
"""By kind."""


class SectionChart(pn.viewable.Viewer):
    """A chart of a section and its head. Drawn once; other figures only replace the data of its Bokeh sources."""

    def __init__(self, kind: str, words: Words, **params: Any) -> None:
        super().__init__(**params)
        self._kind = kind
        self._words = words
        self._plot: Any = None
        self._head = ChartHead(level=3, **WIDE)
        self._place = pn.Column(**INSIDE)
        self._column = pn.Column(self._head, self._place, **WIDE, css_classes=["drawn"], stylesheets=BESIDE)

    def __panel__(self) -> pn.Column:
        return self._column

    def show_chart(self, shown: ChartShown | None) -> None:
        """None hides it."""
        self._column.visible = shown is not None
        if shown is None:
            return
        drawing = CHARTS[self._kind]
        parts = drawing.parts(shown, self._words)
        is_drawn = self._plot is not None
        if is_drawn:
            drawing.redraw(self._plot, parts)
        else:
            self._plot = hv.renderer("bokeh").get_plot(drawing.drawn(parts))
        said = {"title": shown.title, "unit": shown.unit, "sentence": shown.sentence}
        name_for_readers(self._plot, self._words.gettext("{title} {unit}. {sentence}", **said))
        self._head.param.update(**said, table=to_json(shown.table), figure=parts.name)
        if not is_drawn:
            self._place[:] = [pn.pane.Bokeh(self._plot.state, sizing_mode="stretch_width", margin=0)]


class TrendsSection(pn.viewable.Viewer):
    """One card: nothing is computed for it before it is seen, nor while it is out of sight."""

    def __init__(self, visit: TrendsVisit, code: str, **params: Any) -> None:
        super().__init__(**params)
        self._visit = visit
        self._code = code
        self._is_seen = False
        self._shown: tuple[Any, ...] | None = None
        self._asked: tuple[Any, ...] | None = None
        self._charts: dict[str, SectionChart] = {}
        title = visit.words.gettext(SECTIONS[code].title)
        self._card = SectionCard(title=title, seen=self._see, **WIDE)
        self._column = pn.Column(
            self._card, **WIDE, css_classes=["card", "section", code], stylesheets=BESIDE, visible=False
        )

    def __panel__(self) -> pn.Column:
        return self._column

    def renew(self) -> None:
        """The page shows other filters or other data."""
        key = self._visit.section_key(self._code)
        self._column.visible = bool(key)
        self._card.is_stale = key != self._shown
        if self._is_seen:
            self._make()

    def _see(self, is_seen: bool) -> None:
        self._is_seen = is_seen
        if is_seen:
            self._make()

    def _make(self) -> None:
        key = self._visit.section_key(self._code)
        if not key or key in (self._shown, self._asked):
            return
        self._asked = key
        self._visit.prepare_section(self._code, partial(self._show, key), self._failed)

    def _show(self, key: tuple[Any, ...], shown: SectionShown) -> None:
        self._asked = None
        if key != self._visit.section_key(self._code):
            self._make()
            return
        self._shown = key
        kinds = {chart.kind: chart for chart in shown.charts}
        missing = [kind for kind in kinds if kind not in self._charts]
        with pn.io.hold(freeze=bool(missing)):
            for kind in missing:
                self._charts[kind] = SectionChart(kind, self._visit.words)
                self._column.append(self._charts[kind])
            for kind, chart in self._charts.items():
                chart.show_chart(kinds.get(kind))
            self._card.param.update(part=to_json(shown.part), is_stale=False)

    def _failed(self, error: Exception) -> None:
        """It is asked for again when somebody comes back to it."""
        self._asked = None
        in_words(error)
