"""The axis of reporting months that charts share: a gap for the summer, and nothing drawn through it."""

import numpy as np
import pandas as pd

YEAR_GAP = 1.0
"""Room between May and August, in months: nothing is expected in between."""
BEFORE = -0.6
"""Where the axis begins, left of the first month."""
BREAK = np.array([np.nan])
"""NaN between two runs of an outline, so that Bokeh does not join them."""
ENDS = ["x0", "y0", "x1", "y1"]
Line = tuple[float, float, float, float]


def month_places(months: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Where each month stands, and the number of its school year. months: in order, with school_year."""
    names = months["school_year"].to_numpy()
    years = np.r_[0, np.cumsum(names[1:] != names[:-1])][: len(names)]
    return np.arange(len(months)) + YEAR_GAP * years, years


def month_labels(months: pd.DataFrame) -> list[str]:
    """A letter for each month; under the fifth of a school year also the year."""
    names = months["school_year"].to_numpy()
    return [
        f"{label}\n{year}" if nth == 4 else label
        for label, year, nth in zip(months["label"], names, nth_of_year(names), strict=True)
    ]


def nth_of_year(school_years: np.ndarray) -> np.ndarray:
    """How many months of its school year were before each month. school_years: of months in order."""
    begins = np.r_[True, school_years[1:] != school_years[:-1]][: len(school_years)]
    return np.arange(len(school_years)) - np.flatnonzero(begins)[np.cumsum(begins) - 1]


def with_gaps(x: np.ndarray, years: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same points with nothing between two school years, so that no line runs through the summer."""
    starts = np.flatnonzero(np.diff(years)) + 1
    return np.insert(x, starts, x[starts] - 0.5), np.insert(values, starts, np.nan)


def outline(x: np.ndarray, years: np.ndarray, low: np.ndarray, high: np.ndarray) -> dict[str, np.ndarray]:
    """A band's outline as Bokeh wants it: each run forth along its top and back along its bottom."""
    at, bottom = with_gaps(x, years, low)
    top = with_gaps(x, years, high)[1]
    known = np.flatnonzero(~(np.isnan(bottom) | np.isnan(top)))
    runs = np.split(known, np.flatnonzero(np.diff(known) > 1) + 1) if len(known) else []
    if not runs:
        return {"x": np.zeros(0), "y": np.zeros(0)}
    across = [part for run in runs for part in (at[run], at[run][::-1], BREAK)]
    upwards = [part for run in runs for part in (top[run], bottom[run][::-1], BREAK)]
    return {"x": np.concatenate(across)[:-1], "y": np.concatenate(upwards)[:-1]}


def happened(months: pd.DataFrame, marks: pd.DataFrame, x: np.ndarray) -> list[tuple[float, str]]:
    """Where each mark stands, and its words; marks of months that are not shown are left out."""
    places = dict(zip(months["month"], x.tolist(), strict=True))
    return [
        (places[month], words) for month, words in zip(marks["month"], marks["words"], strict=True) if month in places
    ]


def ends_of(lines: list[Line], names: list[str]) -> dict[str, np.ndarray]:
    """Lines, or rectangles, as the data of a Bokeh source whose columns have these names."""
    return {name: np.array([line[at] for line in lines]) for at, name in enumerate(names)}
