"""A school's months for its charts: its own, those of schools like it, and what happened meanwhile. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from dashboards.state.formats import counted, short_day
from models.school_charts.month_limits import FIRM_FROM, MonthLimits, district_shifts, month_limits
from models.school_charts.peer_months import QUANTITIES, YearFrames, peer_months
from models.vocabulary import EventKind


@dataclass(frozen=True)
class Months:
    """
    What the month charts of one school show.

    frame, marks: as `charts.month_chart` wants them. limits: by quantity. peers: who is compared with, in words. Empty
    for a year without reports.
    """

    frame: pd.DataFrame = field(default_factory=pd.DataFrame)
    limits: dict[str, MonthLimits] = field(default_factory=dict)
    marks: pd.DataFrame = field(default_factory=lambda: pd.DataFrame({"month": [], "words": []}))
    peers: str = ""


def school_months(
    school_id: str,
    years: list[YearFrames],
    events: pd.DataFrame,
    last_month: pd.Timestamp,
    shifts: Collection[pd.Timestamp],
) -> Months:
    """
    The months of some school years, in order, the last year's up to its end; figures up to `last_month`.

    events: as `queries.events_so_far`. shifts: months that hit the whole district. Peers are those of each month's own
    year, unnamed.
    """
    parts: list[pd.DataFrame] = []
    peers = ""
    for year in years:
        if school_id not in year.schools.index or school_id not in year.grids["activities"].index:
            continue
        own = {name: grid.loc[school_id].to_numpy(dtype=float) for name, grid in year.grids.items()}
        alike, peers = peer_months(year, school_id)
        months = year.grids["activities"].columns
        parts.append(pd.DataFrame({"month": months, "school_year": year.school_year, **own, **alike}))
    if not parts:
        return Months()
    frame = pd.concat(parts, ignore_index=True)
    so_far = (frame["month"] <= last_month).to_numpy()
    frame["missing"] = so_far & frame["expected"].eq(1) & frame["reported"].eq(0)
    frame["label"] = [f"{month:%B}"[0] for month in frame["month"]]
    later = np.flatnonzero(~so_far)
    if len(later):
        frame.loc[later, [name for name in frame if str(name).startswith(QUANTITIES)]] = np.nan
    limits = {name: month_limits(frame[name]) for name in QUANTITIES}
    return Months(frame, limits, _marks(frame, events, shifts), peers)


def shifts_of(years: list[YearFrames], last_month: pd.Timestamp) -> frozenset[pd.Timestamp]:
    """Months up to `last_month` in which the whole district did far less than a year before."""
    totals = pd.concat([year.totals for year in years], ignore_index=True)
    return frozenset(district_shifts(totals[totals["month"] <= last_month]))


def _marks(frame: pd.DataFrame, events: pd.DataFrame, shifts: Collection[pd.Timestamp]) -> pd.DataFrame:
    """What hit the whole district, and what people said by hand about the school, each in the month it began."""
    rows = [(month, "low in the whole district") for month in frame["month"] if month in shifts]
    for event in events.itertuples():
        began = event.starts_on.to_period("M").to_timestamp()
        rows.append((began, f"{EventKind(event.kind).label.lower()}, {short_day(event.starts_on)}"))
    rows.sort(key=lambda row: row[0])
    return pd.DataFrame(rows, columns=["month", "words"])


def months_words(months: Months, quantity: str) -> str:
    """What the lines and the band of one chart are."""
    limits = months.limits[quantity]
    parts = [f"Grey: the middle half of {months.peers}."] if months.peers else []
    if limits.months and limits.is_trial:
        parts.append(f"{counted(limits.months, 'month')} reported; limits are firm from {FIRM_FROM} on.")
    return " ".join(parts)


def months_table(months: Months, quantity: str) -> dict[str, Any]:
    """The chart's figures, latest month first: the school's own and the middle half of schools like it."""
    frame = months.frame
    has_peers = f"{quantity}_low" in frame
    shown = frame[frame[quantity].notna() | frame["missing"] | frame["reported"].eq(1)]
    digits = 0 if quantity == "activities" else 1

    def told(value: float) -> str:
        return "–" if pd.isna(value) else f"{value:.{digits}f}"

    rows = []
    for one in shown.iloc[::-1].to_dict("records"):
        own = "no report" if one["missing"] else "not counted" if pd.isna(one[quantity]) else told(one[quantity])
        peers = f"{told(one[f'{quantity}_low'])} to {told(one[f'{quantity}_high'])}" if has_peers else "–"
        rows.append([f"{one['month']:%b %Y}", own, peers])
    limits = months.limits[quantity]
    kind = "Trial limits" if limits.is_trial else "Limits"
    note = "" if pd.isna(limits.high) else f"{kind} {limits.low:.1f} to {limits.high:.1f}, median {limits.median:.1f}."
    return {
        "title": "Month by month",
        "columns": ["Month", "This school", "Schools like it"],
        "rows": rows,
        "note": note,
    }
