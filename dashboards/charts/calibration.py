"""Chances that were told beside what came true."""

from typing import NamedTuple

import holoviews as hv
import pandas as pd

from dashboards.charts.labels import OWN, PEER, Word
from dashboards.charts.plain_chart import PlainParts, drawn, points, segments
from models.wording.language import Words, words_in

LATE = 0.75
"""From this chance on, how many there are is said on the left of the dot."""


class _Band(NamedTuple):
    said: float
    came_true: float
    low: float
    high: float
    n: int


def calibration_parts(bands: pd.DataFrame, *, words: Words | None = None) -> PlainParts:
    """
    Where the list says 5 in 10, is it so in 5 of 10? On the line it is; above it the list says too little.

    bands: said, came_true, low, high (0-1) and n, as `truth_checks.calibration`.
    """
    said = words or words_in()
    quarters = [(at, said.percent(at)) for at in (0.0, 0.25, 0.5, 0.75, 1.0)]
    rows = [_Band(*row) for row in bands[list(_Band._fields)].itertuples(index=False)]
    ranges = [(one.said, one.low, one.said, one.high) for one in rows]
    counted = [
        Word(one.said + aside * 0.025, one.came_true, f"n = {one.n:,}", "left" if aside > 0 else "right")
        for one in rows
        for aside in (1 if one.said < LATE else -1,)
    ]
    return PlainParts(
        name="calibration",
        layers=[
            segments([(0, 0, 1, 1)], color=PEER, line_width=1, line_dash="dotted"),
            segments(ranges, color=OWN, line_width=3, line_alpha=0.45),
            points(bands["said"].to_numpy(), bands["came_true"].to_numpy(), color=OWN, size=9, line_alpha=0),
        ],
        across=(-0.01, 1.02),
        upwards=(-0.01, 1.02),
        x_ticks=quarters,
        y_ticks=quarters,
        x_label=said.gettext("the chance the list told of needing most"),
        y_label=said.gettext("how often it was so"),
        words=[*counted, Word(0.46, 0.5, said.gettext("as told"), "right", "bottom")],
        height=340,
    )


def calibration_chart(bands: pd.DataFrame, *, words: Words | None = None) -> hv.Overlay:
    """Where the list says 5 in 10, is it so in 5 of 10? bands as in `calibration_parts`."""
    return drawn(calibration_parts(bands, words=words))
