"""A school's year, month by month, beside what schools like it reported."""

import holoviews as hv
import numpy as np
import pandas as pd

OWN, PEER, BAND = "#4C86C6", "#7E8A97", "#7E8A97"
"""Readable on both themes: 3.8 and 3.5 against white, 6.5 and 5.5 against the dark surface."""
HEIGHT = 132

LABELS = {"activities": "activities", "reach": "families per 100 pupils"}


def month_chart(months: pd.DataFrame, quantity: str) -> hv.Overlay:
    """
    Is this school doing more or less than schools like it, and since when?

    months: one row per reporting month, in order: label ("Aug"), `quantity` (NaN: no report, drawn as a gap),
    `quantity`_low, _median, _high (quartiles of schools like it; NaN: none), missing (True where a report was due and
    has not arrived). quantity: "activities" (a month) or "reach" (families per 100 pupils at a typical activity).
    """
    x = np.arange(len(months))
    low, median, high = (
        months.get(f"{quantity}_{name}", pd.Series(np.nan, index=months.index)) for name in ("low", "median", "high")
    )
    own = months[quantity].astype(float)
    has_band = (low.notna() & high.notna()).to_numpy()
    band = hv.Area((x[has_band], low[has_band], high[has_band]), "month", [quantity, "high"]).opts(
        color=BAND, alpha=0.18, line_alpha=0, default_tools=[]
    )
    peers = hv.Curve((x, median), "month", quantity).opts(
        color=PEER, line_dash="dashed", line_width=1.5, default_tools=[]
    )
    line = hv.Curve((x, own), "month", quantity).opts(color=OWN, line_width=2, default_tools=[])
    points = hv.Points((x, own), ["month", quantity]).opts(color=OWN, size=6, default_tools=[])
    absent = hv.Points((x[months["missing"]], np.zeros(int(months["missing"].sum()))), ["month", quantity]).opts(
        marker="x", color=PEER, size=8, line_width=2, default_tools=[]
    )
    top = float(np.nanmax([1.0, *own.dropna(), *high.dropna()]))
    return (band * peers * line * points * absent).opts(
        responsive=True,
        height=HEIGHT,
        xlim=(-0.5, len(months) - 0.5),
        ylim=(0, top * 1.12),
        xticks=list(zip(x.tolist(), months["label"], strict=True)),
        yticks=3,
        xlabel="",
        ylabel="",
        toolbar=None,
        show_legend=False,
        show_grid=True,
        gridstyle={"xgrid_line_color": None},
    )
