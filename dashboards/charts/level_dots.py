"""The schools of each level by one figure: a dot each, the middle, and where half of them lie."""

from collections.abc import Sequence

import holoviews as hv
import numpy as np
import pandas as pd

from dashboards.charts.labels import OWN, PEER
from dashboards.charts.plain_chart import PLAIN, PlainParts, segments

ROW = 46
"""Height of a level's row, px."""
STEP, WIDEST = 0.09, 4
"""How far apart dots of like figures are drawn, in rows, and how many times at most."""
BINS = 60


def level_dots_parts(
    schools: pd.DataFrame, spreads: pd.DataFrame, levels: Sequence[str], *, ticks: Sequence[tuple[float, str]]
) -> PlainParts:
    """
    How do schools of a level differ, and where does the chosen cluster stand among them?

    schools: value, level (position), is_on (of the chosen cluster), name, told (shown when pointing at a dot). spreads:
    level (position), median, low, high (quartiles, NaN: too few schools). levels: names, from the top. ticks: marks of
    the figure, from 0 on.
    """
    top = max(ticks[-1][0], float(schools["value"].max()) * 1.03) if len(schools) else ticks[-1][0]
    rows = len(levels) - 1 - schools["level"].to_numpy(dtype=float)
    placed = schools.assign(y=rows + _aside(schools["value"].to_numpy(dtype=float), rows, top))
    middle = len(levels) - 1 - spreads["level"].to_numpy(dtype=float)
    boxes = [
        (low, at, high, at)
        for low, high, at in zip(spreads["low"], spreads["high"], middle, strict=True)
        if not np.isnan(low)
    ]
    medians = [(value, at - 0.32, value, at + 0.32) for value, at in zip(spreads["median"], middle, strict=True)]
    return PlainParts(
        name="levels",
        layers=[
            segments(boxes, color=PEER, line_width=26, line_alpha=0.2),
            segments(medians, color=PEER, line_width=2),
            _dots(placed[~placed["is_on"]], color=PEER, alpha=0.6, size=6),
            _dots(placed[placed["is_on"]], color=OWN, alpha=1.0, size=9),
        ],
        across=(-0.01 * top, 1.03 * top),
        upwards=(-0.6, len(levels) - 0.4),
        x_ticks=list(ticks),
        y_ticks=[(float(len(levels) - 1 - nth), name) for nth, name in enumerate(levels)],
        x_label="",
        y_label="",
        words=[],
        height=60 + ROW * len(levels),
    )


def _dots(rows: pd.DataFrame, **look: object) -> hv.Points:
    data = rows[["value", "y", "name", "told"]]
    return hv.Points(data, ["value", "y"], ["name", "told"]).opts(
        line_alpha=0, tools=["hover"], hover_tooltips=[("", "@name: @told")], **look, **PLAIN
    )


def _aside(values: np.ndarray, rows: np.ndarray, top: float) -> np.ndarray:
    """Dots of one row whose figures are alike stand above and below each other, always the same way."""
    bins = np.floor(values / top * BINS) if top else values
    nth = pd.DataFrame({"row": rows, "bin": bins}).groupby(["row", "bin"]).cumcount().to_numpy()
    away = np.minimum((nth + 1) // 2, WIDEST)
    return STEP * away * np.where(nth % 2 == 0, 1, -1)
