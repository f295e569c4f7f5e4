"""The two charts of one school's year: activities and reach, beside schools like it."""

from typing import Any

import holoviews as hv
import pandas as pd
import panel as pn

from dashboards.charts.month_chart import LABELS, month_chart

hv.extension("bokeh")

TITLES = {"activities": ("Activities", "a month"), "reach": ("Reach", "families per 100 pupils at a typical activity")}


class MonthCharts(pn.viewable.Viewer):
    """Drawn when the first school is opened, then kept and given other figures."""

    def __init__(self, **params: Any) -> None:
        super().__init__(**params)
        self._pipes: dict[str, hv.streams.Pipe] = {}
        self._column = pn.Column(sizing_mode="stretch_width", margin=0, visible=False, css_classes=["v-charts"])

    def __panel__(self) -> pn.Column:
        return self._column

    def show(self, months: pd.DataFrame | None, peers: str) -> None:
        """The months of `charts.month_chart` and the words for the peers; None or an empty frame hides the charts."""
        self._column.visible = months is not None and not months.empty
        if months is None or months.empty:
            return
        if self._pipes:
            for pipe in self._pipes.values():
                pipe.event(data=(months, peers))
            return
        for quantity in LABELS:
            pipe = self._pipes[quantity] = hv.streams.Pipe(data=(months, peers))

            def drawn(data: tuple[pd.DataFrame, str], quantity: str = quantity) -> hv.Overlay:
                return month_chart(data[0], quantity)

            chart = hv.DynamicMap(drawn, streams={"data": pipe.param.data})
            self._column.append(
                pn.pane.HoloViews(chart, linked_axes=False, sizing_mode="stretch_width", margin=(0, 12))
            )
