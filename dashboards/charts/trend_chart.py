"""A headline figure over all months kept, with what missing reports leave open, and how many reports were in."""

from typing import Any, NamedTuple

import holoviews as hv
import numpy as np
import pandas as pd
from bokeh.models import FixedTicker, NumeralTickFormatter

from dashboards.charts.labels import BAND, OCHRE, OWN, PEER, Word, have, named, written, written_beside
from dashboards.charts.month_axis import (
    BEFORE,
    ENDS,
    Line,
    ends_of,
    happened,
    month_labels,
    month_places,
    nth_of_year,
    outline,
    with_gaps,
)
from dashboards.charts.new_data import give_data
from models.trends.quantities import ENOUGH_REPORTS
from models.trends.round_marks import round_marks
from models.wording.language import Words, words_in

HEIGHT_OF_TRENDS = 330
FEW = OCHRE
"""Bars of months in which under 90 % of the reports were in: 3.7 on the light surface."""
STRIP, STRIP_BASE = 0.2, -0.27
"""Height of the strip of reports and where it stands, as shares of the axis above 0."""
ROOM_UP, ROOM_BESIDE = "\u2003\u2003\u2002\u2004", "\u2003\u2003\u2003\u2002"
"""
Room that the axes keep left and right of the frame, whatever stands there: "99,999" and "at most 99,999" fit. Where the
words of other figures are wider or narrower than the last ones, Bokeh measures and places everything on the page anew.
"""
WORDS_KEPT = 4
"""What happened to the whole district: as many words as there are marks, whatever is chosen."""
MOST_LETTERS = 20
HALF = 0.36
"""Half the width of a bar, in months."""
SIDES = ["left", "bottom", "right", "top"]
"""What Bokeh calls the ends of a rectangle."""
PLAIN: dict[str, Any] = {"default_tools": []}


class TrendParts(NamedTuple):
    """Everything the chart is drawn from, in its own units: months to the right, the figure upwards."""

    x: np.ndarray
    years: np.ndarray
    value: np.ndarray
    is_low: np.ndarray
    low: np.ndarray
    high: np.ndarray
    reported: np.ndarray
    """Share of reports that were in, 0 to 1."""
    marks: list[Line]
    end: float
    beside: list[tuple[float, str]]
    """Height and words right of the last month."""
    top: float
    ticks: list[tuple[float, str]]
    words: list[Word]

    @property
    def bottom(self) -> float:
        """Where the drawing begins: the strip of reports stands under 0."""
        return STRIP_BASE * self.top


def trend_parts(
    months: pd.DataFrame, *, marks: pd.DataFrame, last: list[str], words: Words | None = None
) -> TrendParts:
    """
    What `trend_chart` draws, for `redraw` to draw again with other figures.

    months: one row per reporting month, in order: month, school_year, label ("A"), value (NaN: not known), low and high
    (what was reported, and the most that missing reports leave open; NaN: no band), reported (share of reports in, 0
    to 1, NaN none due). marks: month, words: what happened to the whole district. last: lines beside the last month.
    """
    x, years = month_places(months)
    value, low, high = (months[name].to_numpy(dtype=float) for name in ("value", "low", "high"))
    reported = months["reported"].to_numpy(dtype=float)
    top = 1.14 * float(np.nanmax([1.0, *value, *high]))
    end = float(x[-1]) + 0.6
    language = words or words_in()
    base = STRIP_BASE * top
    events = happened(months, marks, x)
    named_marks = [
        Word(place - 0.25 if place > end / 2 else place + 0.25, top * (0.95 - 0.09 * (nth % 3)), text,
             "right" if place > end / 2 else "left")
        for nth, (place, text) in enumerate(events)
    ]  # fmt: skip
    enough = language.gettext("{share} in", share=language.percent(ENOUGH_REPORTS))
    strip = (base + ENOUGH_REPORTS * STRIP * top, enough + ROOM_BESIDE)
    return TrendParts(
        x=x,
        years=years,
        value=value,
        is_low=reported < ENOUGH_REPORTS,
        low=low,
        high=high,
        reported=reported,
        marks=[(place, 0.0, place, top) for place, _ in events],
        end=end,
        beside=[(_height(value, top), "\n".join(last)), strip] if last else [strip],
        top=top,
        ticks=_ticks(months, x),
        words=named_marks,
    )


def _ticks(months: pd.DataFrame, x: np.ndarray) -> list[tuple[float, str]]:
    """A letter for each month; where there are many, for every other one of each school year."""
    every = 1 if len(months) <= MOST_LETTERS else 2
    shown = nth_of_year(months["school_year"].to_numpy()) % every == 0
    labelled = zip(x.tolist(), month_labels(months), shown, strict=True)
    return [(at, label) for at, label, is_shown in labelled if is_shown]


def _height(value: np.ndarray, top: float) -> float:
    """Where the words of the last month stand: beside it, with room under them."""
    known = value[~np.isnan(value)]
    return max(float(known[-1]), 0.17 * top) if len(known) else 0.5 * top


def trend_chart(months: pd.DataFrame, **more: Any) -> hv.Overlay:
    """
    Is this figure moving, and how much of it may be missing reports?

    Takes what `trend_parts` takes.
    """
    return drawn(trend_parts(months, **more))


def drawn(parts: TrendParts) -> hv.Overlay:
    """The chart of these parts, as a HoloViews overlay; its Bokeh figure is called "trend"."""
    at, low = with_gaps(parts.x, parts.years, parts.low)
    layers = [
        hv.Rectangles(_shades(parts), ENDS).opts(color=BAND, alpha=0.12, line_alpha=0, **PLAIN),
        hv.Area((at, low, with_gaps(parts.x, parts.years, parts.high)[1]), ["month"], ["low", "high"]).opts(
            color=OWN, alpha=0.22, line_alpha=0, **PLAIN
        ),
        hv.Segments(parts.marks, ENDS).opts(color=PEER, line_width=1, line_dash="dashed", **PLAIN),
        hv.Curve(with_gaps(parts.x, parts.years, parts.value), "month", "value").opts(color=OWN, line_width=2, **PLAIN),
        hv.Points(_points(parts, is_low=False), ["month", "value"]).opts(color=OWN, size=6, **PLAIN),
        hv.Points(_points(parts, is_low=True), ["month", "value"]).opts(
            fill_alpha=0, line_color=OWN, line_width=1.5, size=7, **PLAIN
        ),
        hv.Rectangles(_bars(parts, is_low=False), ENDS).opts(color=PEER, alpha=0.6, line_alpha=0, **PLAIN),
        hv.Rectangles(_bars(parts, is_low=True), ENDS).opts(color=FEW, line_alpha=0, **PLAIN),
        hv.Segments(_lines(parts), ENDS).opts(color=PEER, line_width=1, line_dash="dashed", **PLAIN),
    ]
    return hv.Overlay(layers).opts(
        responsive=True,
        height=HEIGHT_OF_TRENDS,
        xlim=(BEFORE, parts.end),
        ylim=(parts.bottom, parts.top),
        xticks=parts.ticks,
        xlabel="",
        ylabel="",
        toolbar=None,
        show_legend=False,
        show_grid=True,
        hooks=[named("trend"), lambda plot, _: _write(plot, parts)],
    )


def redraw(plot: Any, parts: TrendParts) -> None:
    """
    Give a chart that is drawn already other figures, by replacing the data of its Bokeh sources.

    plot: what the Bokeh renderer of HoloViews made of `drawn`.
    """
    line_x, line_y = with_gaps(parts.x, parts.years, parts.value)
    firm, hollow = _points(parts, is_low=False), _points(parts, is_low=True)
    sources = [
        ends_of(_shades(parts), SIDES),
        outline(parts.x, parts.years, parts.low, parts.high),
        ends_of(parts.marks, ENDS),
        {"month": line_x, "value": line_y},
        {"month": firm[0], "value": firm[1]},
        {"month": hollow[0], "value": hollow[1]},
        ends_of(_bars(parts, is_low=False), SIDES),
        ends_of(_bars(parts, is_low=True), SIDES),
        ends_of(_lines(parts), ENDS),
    ]
    give_data(plot, sources)
    figure = plot.state
    figure.x_range.update(start=BEFORE, end=parts.end)
    figure.y_range.update(start=parts.bottom, end=parts.top)
    figure.xaxis[0].ticker.ticks = [at for at, _ in parts.ticks]
    figure.xaxis[0].major_label_overrides = dict(parts.ticks)
    _write(plot, parts)


def _write(plot: Any, parts: TrendParts) -> None:
    """Round marks from 0 upwards, and the words on the canvas and beside the last month."""
    upwards = plot.state.yaxis[0]
    have(upwards, "ticker", FixedTicker(ticks=round_marks(parts.top)))
    have(upwards, "formatter", NumeralTickFormatter(format="0,0.[0]"))
    upwards.major_label_overrides = {0.0: f"{ROOM_UP}0"}
    plot.state.ygrid.ticker = upwards.ticker
    written(parts.words, WORDS_KEPT)(plot, None)
    written_beside(plot, parts.beside)


def _points(parts: TrendParts, *, is_low: bool) -> tuple[np.ndarray, np.ndarray]:
    chosen = (parts.is_low == is_low) & ~np.isnan(parts.value)
    return parts.x[chosen], parts.value[chosen]


def _shades(parts: TrendParts) -> list[Line]:
    return [(float(at) - 0.5, 0.0, float(at) + 0.5, parts.top) for at in parts.x[parts.is_low]]


def _bars(parts: TrendParts, *, is_low: bool) -> list[Line]:
    base, tall = parts.bottom, STRIP * parts.top
    there = (parts.is_low == is_low) & ~np.isnan(parts.reported)
    pairs = zip(parts.x[there].tolist(), parts.reported[there].tolist(), strict=True)
    return [(at - HALF, base, at + HALF, base + share * tall) for at, share in pairs]


def _lines(parts: TrendParts) -> list[Line]:
    at = parts.bottom + ENOUGH_REPORTS * STRIP * parts.top
    return [(BEFORE, at, parts.end - 0.2, at)]
