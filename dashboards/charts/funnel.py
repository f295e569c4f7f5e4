"""One school's figure among all others, with the limits that chance and usual differences allow."""

from typing import Any, NamedTuple

import holoviews as hv
import numpy as np
import pandas as pd
from bokeh.models import BasicTicker, FixedTicker, PrintfTickFormatter

from dashboards.charts.labels import HEIGHT, OWN, PEER, Word, apart, have, named, share_of_words, written
from dashboards.charts.new_data import columns_of, give_data
from models.wording.language import Words, words_in

HEIGHT_OF_FUNNEL = HEIGHT + 56
PLAIN: dict[str, Any] = {"default_tools": []}
LINE = 0.085
"""Height of a line of words, as a share of the axis."""
PAD = 0.03
"""Share of the axis left free beyond its ends, so that dots there are whole."""
DOT, LARGEST = 5, 26
"""Size of the dot of one school; its area grows with the schools at that place, up to a largest, px."""


class FunnelParts(NamedTuple):
    """Everything one funnel is drawn from, in its own units: how much was counted to the right, the figure upwards."""

    layers: list[Any]
    """HoloViews elements, always as many and of the same kinds: what differs from one to the next is their data."""
    room: float
    low: float
    top: float
    ticks: list[float]
    """Places of the marks on the y axis; empty: Bokeh chooses about three round ones."""
    unit: str
    x_label: str
    words: list[Word]
    name: str = "funnel"
    """Of its Bokeh figure, for the picture to save."""

    @property
    def bottom(self) -> float:
        """Where the drawing begins, a little below the lower end of the axis."""
        return self.low - PAD * (self.top - self.low)

    @property
    def ceiling(self) -> float:
        """Where it ends, a little above the upper end."""
        return self.top + PAD * (self.top - self.low)


def funnel_parts(
    points: pd.DataFrame,
    limits: pd.DataFrame,
    *,
    target: float,
    peers: str,
    x_label: str,
    unit: str = "",
    bounds: tuple[float, float | None] = (0, None),
    words: Words | None = None,
    name: str = "funnel",
) -> FunnelParts:
    """
    Is this school's figure further from schools like it than chance and the usual differences between schools?

    points: x (answers, events, months or steps behind the figure), y (the figure), count (schools at that place),
    is_own (True for the schools that are marked), words (what to write beside a marked one, or nothing) and, where the
    reader may know them, name and told (shown when pointing at a dot). limits: x, low_95, high_95, low_998, high_998,
    or empty. target: height of the peers' line, called `peers`. bounds: ends of the y axis; None: as far as the figures
    go. words: the reader's language. name: of the Bokeh figure.
    """
    others, own = points[~points["is_own"]], points[points["is_own"]]
    right = float(points["x"].max()) if len(points) else 1.0
    low, high = bounds
    top = high if high is not None else _top(points, limits, target)
    end = float(limits["x"].iloc[-1]) if len(limits) else right * 1.04
    ends = _ends(words or words_in(), limits, target, peers, (low, top))
    room = end * 1.01 / (1 - share_of_words(text for _, text in ends))
    layers: list[Any] = [hv.Segments([(0, target, end, target)], ["x0", "y0", "x1", "y1"]).opts(
        color=PEER, line_width=1.2, **PLAIN
    )]  # fmt: skip
    layers += [
        hv.Curve(_limit(limits, f"{side}_{name}", low, top), "x", "y").opts(
            color=PEER, line_width=1.2, line_dash="dashed" if name == "998" else "solid", **PLAIN
        )
        for name in ("95", "998")
        for side in ("low", "high")
    ]
    layers += [_dots(others), _marked(own)]
    return FunnelParts(
        layers=layers,
        room=room,
        low=low,
        top=top,
        ticks=[] if high is None else np.linspace(low, high, _steps(low, high) + 1).tolist(),
        unit=unit,
        x_label=x_label,
        words=_words(own, target, ends, end, room, (low, top)),
        name=name,
    )


def drawn(parts: FunnelParts) -> hv.Overlay:
    """The chart of these parts, as a HoloViews overlay."""
    return hv.Overlay(parts.layers).opts(
        responsive=True,
        height=HEIGHT_OF_FUNNEL,
        xlim=(0, parts.room),
        ylim=(parts.bottom, parts.ceiling),
        ylabel="",
        toolbar=None,
        show_legend=False,
        show_grid=True,
        hooks=[named(parts.name), lambda plot, _: _write(plot, parts)],
    )


def redraw(plot: Any, parts: FunnelParts) -> None:
    """
    Give a chart that is drawn already other figures, by replacing the data of its Bokeh sources.

    plot: what the Bokeh renderer of HoloViews made of `drawn`. Redrawing through a HoloViews stream instead would keep
    a core busy for as long as a browser does not report its page as ready; decision 0015.
    """
    give_data(plot, map(columns_of, parts.layers))
    plot.state.x_range.update(start=0, end=parts.room)
    plot.state.y_range.update(start=parts.bottom, end=parts.ceiling)
    _write(plot, parts)


def _write(plot: Any, parts: FunnelParts) -> None:
    """The marks of both axes, what they are called, and the words on the canvas."""
    (across,), (upwards,) = plot.state.xaxis, plot.state.yaxis
    across.axis_label = parts.x_label
    have(across, "ticker", BasicTicker(desired_num_ticks=4, min_interval=1))  # nobody files half a report
    have(upwards, "ticker", FixedTicker(ticks=parts.ticks) if parts.ticks else BasicTicker(desired_num_ticks=3))
    plot.state.ygrid.ticker = upwards.ticker  # lines where the marks are
    have(upwards, "formatter", PrintfTickFormatter(format=f"%d{parts.unit.replace('%', '%%')}"))
    written(parts.words)(plot, None)


def _steps(low: float, high: float) -> int:
    """How many equal steps the marks of a y axis with two fixed ends divide it into."""
    return 4 if high == 100 else int(high - low) if high - low <= 4 else 3


def _top(points: pd.DataFrame, limits: pd.DataFrame, target: float) -> float:
    """
    Upper end of the y axis: 15 % above every dot, the target and the median of the upper 95 % limit. Limits above it,
    as where little is counted, are cut off.
    """
    middle = limits["high_95"].median() if len(limits) else 0.0
    return 1.15 * float(np.nanmax([target, middle, *points["y"], 1e-6]))


def _limit(limits: pd.DataFrame, name: str, low: float, high: float) -> tuple[np.ndarray, np.ndarray]:
    if not len(limits):
        return np.zeros(0), np.zeros(0)
    y = limits[name].to_numpy(dtype=float)
    return limits["x"].to_numpy(dtype=float), np.where((y < low) | (y > high), np.nan, y)


def _dots(others: pd.DataFrame) -> hv.Points:
    named_too = [name for name in ("name", "told") if name in others]
    size = (DOT * others["count"].astype(float).pow(0.5)).clip(upper=LARGEST)
    data = others.assign(size=size)[["x", "y", *named_too, "size"]]
    tools = ["hover"] if named_too else []
    return hv.Points(data, ["x", "y"], [*named_too, "size"]).opts(
        color=PEER, alpha=0.55, size="size", line_alpha=0, tools=tools, hover_tooltips=[("", "@name: @told")], **PLAIN
    )


def _marked(own: pd.DataFrame) -> hv.Points:
    return hv.Points((own["x"].to_numpy(dtype=float), own["y"].to_numpy(dtype=float)), ["x", "y"]).opts(
        color=OWN, size=10, line_color="white", line_width=1, **PLAIN
    )


def _ends(
    language: Words, limits: pd.DataFrame, target: float, peers: str, height: tuple[float, float]
) -> list[tuple[float, str]]:
    """Height of the peers' line and of the ends of the limits that are inside the axis, and what each is called."""
    low, high = height
    ends = [(target, peers)]
    if len(limits):
        last = limits.iloc[-1]
        shares = (("95", language.number(95)), ("998", language.number(99.8, 1)))
        ends += [
            (float(last[f"{side}_{name}"]), language.gettext("{number} % limit", number=share))
            for side in ("low", "high")
            for name, share in shares
        ]
    return [(at, text) for at, text in ends if low < at <= high or at == target]


def _words(
    own: pd.DataFrame,
    target: float,
    ends: list[tuple[float, str]],
    end: float,
    room: float,
    height: tuple[float, float],
) -> list[Word]:
    low, high = height
    tall = high - low
    heights = apart([at for at, _ in ends], tall * 0.075, low + tall * 0.03, high - tall * 0.03)
    words = [Word(end + room * 0.01, at, text) for at, (_, text) in zip(heights, ends, strict=True)]
    said = own[own["words"] != ""]
    for x, y, text in zip(said["x"].astype(float), said["y"].astype(float), said["words"], strict=True):
        is_right = x > room * 0.45
        below = y - low > tall * 0.14
        away = -1 if below else 1
        at = y + away * tall * 0.035
        if 0 <= away * (target - at) < tall * LINE:  # the peers' line does not run through the words
            at = target + away * tall * 0.015
        words.append(
            Word(
                x + (-0.005 if is_right else -0.02) * room,
                at,
                text,
                "right" if is_right else "left",
                "top" if below else "bottom",
                True,
            )
        )
    return words
