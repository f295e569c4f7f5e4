"""A school's months beside its own usual range, and beside what schools like it reported."""

from typing import Any, NamedTuple

import holoviews as hv
import numpy as np
import pandas as pd

from dashboards.charts.labels import BAND, HEIGHT, OWN, PEER, Word, apart, named, share_of_words, written
from dashboards.charts.month_axis import (
    BEFORE,
    ENDS,
    YEAR_GAP,
    Line,
    ends_of,
    happened,
    month_labels,
    month_places,
    outline,
    with_gaps,
)
from dashboards.charts.new_data import give_data
from models.wording.language import Words, words_in

PLAIN: dict[str, Any] = {"default_tools": []}
CROSS = 0.045
"""Height of the crosses for missing reports, as a share of the axis."""


class MonthParts(NamedTuple):
    """Everything one month chart is drawn from, in the chart's own units: months to the right, the quantity upwards."""

    x: np.ndarray
    own: np.ndarray
    check: np.ndarray
    """Figures to be checked, drawn hollow; NaN in all other months, as `own` is in these."""
    low: np.ndarray
    high: np.ndarray
    years: np.ndarray
    """Number of the school year of each month: lines and bands do not run from one into the next."""
    firm: list[Line]
    dashed: list[Line]
    end: float
    room: float
    """Where the axis ends: right of the months there is room for words."""
    top: float
    ticks: list[tuple[float, str]]
    words: list[Word]


def month_parts(
    months: pd.DataFrame,
    quantity: str,
    *,
    median: float = float("nan"),
    low: float = float("nan"),
    high: float = float("nan"),
    is_trial: bool = True,
    marks: pd.DataFrame | None = None,
    decimals: int = 1,
    words: Words | None = None,
) -> MonthParts:
    """
    What `month_chart` draws, for `redraw` to draw again with other figures.

    months: one row per reporting month, in order, of one or more school years: month, school_year, label ("A"),
    `quantity` (NaN: no report, drawn as a gap), `quantity`_low and _high (quartiles of schools like it; absent or NaN:
    none), missing (True where a report was due and has not arrived). median, low, high: the school's own, in the unit
    of `quantity`; NaN: not drawn. A column `quantity`_check: True where the figure is to be checked; such a month is
    hollow, joins no line and does not stretch the axis. is_trial: fewer than 12 months, so limits are dashed and called
    a trial. marks: month, words: what happened, a line each. words: the reader's language, English where none is given.
    """
    x, years = month_places(months)
    nothing = pd.Series(np.nan, index=months.index)
    every = months[quantity].to_numpy(dtype=float)
    is_check = months.get(f"{quantity}_check", pd.Series(False, index=months.index)).to_numpy(dtype=bool)
    own, check = np.where(is_check, np.nan, every), np.where(is_check, every, np.nan)
    band = [months.get(f"{quantity}_{name}", nothing).to_numpy(dtype=float) for name in ("low", "high")]
    events = [] if marks is None else happened(months, marks, x)
    # Words about what happened stand above all points and lines.
    above = 1.12 + 0.13 * min(len(events), 3)
    drawn_up_to = float(np.nanmax([1.0, *own[~np.isnan(own)], *band[1][~np.isnan(band[1])]]))
    if not np.isnan(high) and high < 1.8 * drawn_up_to:
        drawn_up_to = max(drawn_up_to, high)
    top = above * drawn_up_to
    end = float(x[-1]) + 0.6
    middle: list[Line] = [(BEFORE, median, end, median)] if not np.isnan(median) else []
    limits: list[Line] = [(BEFORE, at, end, at) for at in (low, high) if 0 < at <= top]
    edges = x[np.flatnonzero(np.diff(years)) + 1] - (1 + YEAR_GAP) / 2
    upright: list[Line] = [(float(at), 0.0, float(at), top) for at in [*(at for at, _ in events), *edges]]
    absent = x[months["missing"].to_numpy(dtype=bool)]
    language = words or words_in()
    # A figure to be checked that is above all others stands at their top, with its number beside it.
    beyond = [
        Word(float(at), drawn_up_to, language.number(value, decimals), "left" if at < end / 2 else "right")
        for at, value in zip(x, check, strict=True)
        if value > drawn_up_to
    ]
    median_text = language.gettext("median {number}", number=language.number(median, decimals))
    limit_text = language.gettext("trial limit") if is_trial else language.gettext("limit")
    texts = [median_text] * len(middle) + [limit_text] * len(limits)
    places = [line[1] for line in [*middle, *limits]]
    if len(absent):  # named where all lines are named: beside the crosses the words would hide months
        texts.append(language.gettext("✕ no report"))
        places.append(top * CROSS)
    share = share_of_words(texts)
    heights = apart(places, top * 0.12, top * CROSS, top * 0.96)
    named_lines = [Word(end + 0.3, at, text) for at, text in zip(heights, texts, strict=True)]
    crosses = [Word(float(at), top * CROSS, "✕", "center", "middle", True) for at in absent]
    return MonthParts(
        x=x,
        own=own,
        check=np.minimum(check, drawn_up_to),
        low=band[0],
        high=band[1],
        years=years,
        firm=middle + ([] if is_trial else limits),
        dashed=(limits if is_trial else []) + upright,
        end=end,
        room=end + (end - BEFORE + 0.3) * share / (1 - share) + 0.3,
        top=top,
        ticks=list(zip(x.tolist(), month_labels(months), strict=True)),
        words=named_lines + crosses + [_beside(word) for word in beyond] + _event_words(events, top, end),
    )


def month_chart(months: pd.DataFrame, quantity: str, **more: Any) -> hv.Overlay:
    """
    Is this school doing something else than it usually does, since when, and was it alone in that?

    Takes what `month_parts` takes.
    """
    return drawn(month_parts(months, quantity, **more), f"months-{quantity}")


def drawn(parts: MonthParts, name: str) -> hv.Overlay:
    """The chart of these parts, as a HoloViews overlay; its Bokeh figure is called `name`."""
    at, low = with_gaps(parts.x, parts.years, parts.low)
    layers = [
        hv.Area((at, low, with_gaps(parts.x, parts.years, parts.high)[1]), ["month"], ["low", "high"]).opts(
            color=BAND, alpha=0.18, line_alpha=0, **PLAIN
        ),
        hv.Segments(parts.firm, ENDS).opts(color=PEER, line_width=1.2, **PLAIN),
        hv.Segments(parts.dashed, ENDS).opts(color=PEER, line_width=1, line_dash="dashed", **PLAIN),
        hv.Curve(with_gaps(parts.x, parts.years, parts.own), "month", "own").opts(color=OWN, line_width=2, **PLAIN),
        hv.Points((parts.x, parts.own), ["month", "own"]).opts(color=OWN, size=5, **PLAIN),
        hv.Points((parts.x, parts.check), ["month", "own"]).opts(
            fill_alpha=0, line_color=OWN, line_width=1.5, size=7, **PLAIN
        ),
    ]
    return hv.Overlay(layers).opts(
        responsive=True,
        height=HEIGHT,
        xlim=(BEFORE, parts.room),
        ylim=(0, parts.top),
        xticks=parts.ticks,
        yticks=4,
        xlabel="",
        ylabel="",
        toolbar=None,
        show_legend=False,
        show_grid=True,
        hooks=[named(name), written(parts.words)],
    )


def redraw(plot: Any, parts: MonthParts) -> None:
    """
    Give a chart that is drawn already other figures, by replacing the data of its Bokeh sources.

    plot: what the Bokeh renderer of HoloViews made of `drawn`. Measured on two charts of one school: 75 ms when drawn
    anew through a DynamicMap, 5 ms so.
    """
    line_x, line_y = with_gaps(parts.x, parts.years, parts.own)
    sources = [
        outline(parts.x, parts.years, parts.low, parts.high),
        ends_of(parts.firm, ENDS),
        ends_of(parts.dashed, ENDS),
        {"month": line_x, "own": line_y},
        {"month": parts.x, "own": parts.own},
        {"month": parts.x, "own": parts.check},
    ]  # fmt: skip
    give_data(plot, sources)
    figure = plot.state
    figure.x_range.update(start=BEFORE, end=parts.room)
    figure.y_range.update(start=0, end=parts.top)
    figure.xaxis[0].ticker.ticks = [at for at, _ in parts.ticks]
    figure.xaxis[0].major_label_overrides = dict(parts.ticks)
    written(parts.words)(plot, None)


def _beside(word: Word) -> Word:
    """The same words beside a dot instead of on it."""
    return word._replace(x=word.x + (0.45 if word.align == "left" else -0.45))


def _event_words(happened: list[tuple[float, str]], top: float, end: float) -> list[Word]:
    """At the top, each a line lower than the one before; to the left of its line where there is no room right of it."""
    placed = []
    for at, (x, words) in enumerate(happened):
        is_left = x > end * 0.5
        height = top * (0.95 - 0.11 * (at % 3))
        placed.append(Word(x - 0.3 if is_left else x + 0.3, height, words, "right" if is_left else "left"))
    return placed
