"""A chart of lines and points on two plain axes, whose figures can be replaced once it is drawn."""

from typing import Any, NamedTuple

import holoviews as hv
import numpy as np
from bokeh.models import FixedTicker

from dashboards.charts.labels import Word, have, named, written, written_beside
from dashboards.charts.new_data import columns_of, give_data

Tick = tuple[float, str]
PLAIN: dict[str, Any] = {"default_tools": []}


class PlainParts(NamedTuple):
    """Everything such a chart is drawn from, in its own units."""

    name: str
    """Of its Bokeh figure, for the picture to save."""
    layers: list[Any]
    """HoloViews elements with columns of their own names; always as many and of the same kinds."""
    across: tuple[float, float]
    upwards: tuple[float, float]
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    x_label: str
    y_label: str
    words: list[Word]
    height: int
    beside: tuple[Tick, ...] = ()
    """Height and words right of the frame."""


def curve(x: np.ndarray, y: np.ndarray, **look: Any) -> hv.Curve:
    return hv.Curve((x, y), "x", "y").opts(**look, **PLAIN)


def points(x: np.ndarray, y: np.ndarray, **look: Any) -> hv.Points:
    return hv.Points((x, y), ["x", "y"]).opts(**look, **PLAIN)


def segments(lines: list[tuple[float, float, float, float]], **look: Any) -> hv.Segments:
    return hv.Segments(lines, ["x0", "y0", "x1", "y1"]).opts(**look, **PLAIN)


def drawn(parts: PlainParts) -> hv.Overlay:
    """The chart of these parts, as a HoloViews overlay."""
    return hv.Overlay(parts.layers).opts(
        responsive=True,
        height=parts.height,
        xlim=parts.across,
        ylim=parts.upwards,
        xlabel="",
        ylabel="",
        toolbar=None,
        show_legend=False,
        show_grid=True,
        hooks=[named(parts.name), lambda plot, _: _write(plot, parts)],
    )


def redraw(plot: Any, parts: PlainParts) -> None:
    """
    Give a chart that is drawn already other figures, by replacing the data of its Bokeh sources.

    plot: what the Bokeh renderer of HoloViews made of `drawn`.
    """
    give_data(plot, map(columns_of, parts.layers))
    plot.state.x_range.update(start=parts.across[0], end=parts.across[1])
    plot.state.y_range.update(start=parts.upwards[0], end=parts.upwards[1])
    plot.state.height = parts.height
    _write(plot, parts)


def _write(plot: Any, parts: PlainParts) -> None:
    """The marks of both axes, what they are called, and the words on the canvas."""
    across, upwards = plot.state.xaxis[0], plot.state.yaxis[0]
    for axis, ticks, label in ((across, parts.x_ticks, parts.x_label), (upwards, parts.y_ticks, parts.y_label)):
        have(axis, "ticker", FixedTicker(ticks=[at for at, _ in ticks]))
        axis.major_label_overrides = dict(ticks)
        axis.axis_label = label
    plot.state.ygrid.ticker = upwards.ticker
    written(parts.words)(plot, None)
    if parts.beside or "beside" in plot.handles:
        written_beside(plot, parts.beside)
