"""How far the programme's roll-out came: the share of schools that reached each of its steps, month by month."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dashboards.charts.labels import OWN, PEER, apart
from dashboards.charts.month_axis import BEFORE, month_places, with_gaps
from dashboards.charts.plain_chart import PlainParts, curve
from models.wording.language import Words, words_in

HEIGHT_OF_STAIRS = 250
MIDDLE = 4
"""Place of the month under which a school year is written; a shorter year is named under its first."""
LINE = 0.075
"""Height of a line of words, as a share of the axis."""


def staircase_parts(
    months: pd.DataFrame, shares: np.ndarray, names: Sequence[str], *, words: Words | None = None
) -> PlainParts:
    """
    Which steps of the programme have schools reached, and since when?

    months: month and school_year of every month, in order. shares: 0 to 1 by step (as many as names) and month, NaN
    where nothing was expected. A line stands level for a month and goes up where schools reached its step.
    """
    said = words or words_in()
    x, years = month_places(months)
    layers, ends = [], []
    for nth, share in enumerate(shares):
        at, height = with_gaps(x, years, share)
        left, right = at - 0.5, at + 0.5
        is_even = nth % 2 == 0
        layers.append(
            curve(
                np.column_stack([left, right]).ravel(),
                np.repeat(height, 2),
                color=OWN if is_even else PEER,
                line_width=2,
                line_dash="solid" if is_even else "dashed",
            )
        )
        known = share[~np.isnan(share)]
        ends.append(float(known[-1]) if len(known) else 0.0)
    end = float(x[-1]) + 0.7
    heights = apart(ends, LINE, 0.03, 1.02)
    place = months.groupby("school_year").cumcount()
    # "25-26": three years have room on a phone, beside the names of the steps.
    middle = place.eq(MIDDLE) | (place.eq(0) & months.groupby("school_year")["month"].transform("size").le(MIDDLE))
    return PlainParts(
        name="staircase",
        layers=layers,
        across=(BEFORE, end),
        upwards=(-0.02, 1.06),
        x_ticks=[
            (at, year[2:]) for at, year in zip(x[middle].tolist(), months.loc[middle, "school_year"], strict=True)
        ],
        y_ticks=[(at, said.percent(at)) for at in (0.0, 0.5, 1.0)],
        x_label="",
        y_label="",
        words=[],
        height=HEIGHT_OF_STAIRS,
        beside=tuple(zip(heights, names, strict=True)),
    )
