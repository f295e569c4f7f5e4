"""The chosen figure over all months kept: what its chart is drawn from, its sentence and its table."""

import numpy as np
import pandas as pd

from dashboards.state.reopened import reopened_text
from dashboards.state.school.proof_table import ProofTable
from dashboards.state.trends.measured import DistrictTrends
from models.trends.cells import Flags, Floats
from models.trends.quantities import Measure, Quantity
from models.trends.shifts import DISTRICT
from models.wording import trends as wording
from models.wording.language import Words

RANGES = (Measure.ACTIVITIES, Measure.FAMILIES)
"""
Sums, of which missing reports leave something open. What they leave open of reach is per pupil of all schools, beside
a figure per pupil of those that reported: two denominators in one picture.
"""


def over_time(words: Words, trends: DistrictTrends, there: Flags, measure: Measure, quantity: Quantity) -> pd.DataFrame:
    """
    month, school_year, label, value, low, high, likely, reported (0-1), received and expected reports, by month.

    quantity: the measure's, of the chosen cells.
    """
    cells = trends.cells
    bounds = _bounds(trends, there, measure)
    expected = quantity.expected
    share = np.divide(quantity.reported, expected, out=np.full(len(expected), np.nan), where=expected > 0)
    return pd.DataFrame(
        {
            "month": cells.months,
            "school_year": list(trends.school_years),
            "label": [words.month_letter(month.date()) for month in cells.months],
            "value": quantity.value,
            "low": bounds[:, 0],
            "likely": bounds[:, 1],
            "high": bounds[:, 2],
            "reported": share,
            "received": quantity.reported,
            "expected": expected,
        }
    )


def _bounds(trends: DistrictTrends, there: Flags, measure: Measure) -> Floats:
    """Floor, likely and ceiling by month; NaN for measures of which nothing is left open."""
    if measure not in RANGES:
        return np.full((len(trends.cells.months), 3), np.nan)
    bounds = trends.once("range", there, measure, lambda: trends.expected[measure].over_months(there))
    # Of very few schools the approximation behind the ceiling can fall below what is likely.
    return np.column_stack([bounds[:, :2], np.fmax(bounds[:, 2], bounds[:, 1])])


def district_marks(words: Words, trends: DistrictTrends) -> pd.DataFrame:
    """month, words: months in which the whole district stood out, firmly, and locked ones that were opened again."""
    months = [month for month in range(len(trends.cells.months)) if trends.shifts.is_marked(DISTRICT, month)]
    marks = [(trends.cells.months[month], words.gettext("whole district stood out")) for month in months]
    marks += [(month, reopened_text(words, on)) for month, on in trends.reopened]
    return pd.DataFrame(marks, columns=["month", "words"])


def last_words(words: Words, measure: Measure, frame: pd.DataFrame) -> list[str]:
    """What stands beside the last month."""
    value, low, high = (float(frame[name].iloc[-1]) for name in ("value", "low", "high"))
    texts = [wording.figure(words, measure, value)]
    if high > low:
        texts.append(words.gettext("at most {number}", number=wording.figure(words, measure, high)))
    return texts


def over_time_words(words: Words, measure: Measure, frame: pd.DataFrame) -> str:
    """What the chart says of its last month."""
    received, expected = (int(frame[name].iloc[-1]) for name in ("received", "expected"))
    if measure in RANGES:
        low, likely, high = (float(frame[name].iloc[-1]) for name in ("low", "likely", "high"))
        return wording.range_text(words, measure, (low, likely, high), received, expected)
    return words.gettext(
        "{value}, with {received} of {expected} reports in.",
        value=wording.figure(words, measure, float(frame["value"].iloc[-1])),
        received=words.number(received),
        expected=words.number(expected),
    )


def over_time_table(words: Words, measure: Measure, frame: pd.DataFrame) -> ProofTable:
    """The chart's figures, the latest month first."""
    has_range = measure in RANGES
    figures = ["value", "likely", "high"] if has_range else ["value"]
    heads = [words.gettext(measure.label)]
    heads += [words.gettext("Likely"), words.gettext("At most")] if has_range else []
    columns = [[wording.figure(words, measure, value) for value in frame[name].tolist()] for name in figures]
    received, expected = ([words.number(value) for value in frame[name].tolist()] for name in ("received", "expected"))
    pairs = zip(received, expected, strict=True)
    reports = [words.gettext("{received} of {expected}", received=one, expected=all_) for one, all_ in pairs]
    months = [words.short_month_in_year(month.date()) for month in pd.DatetimeIndex(frame["month"])]
    return {
        "title": words.gettext(measure.label),
        "columns": [words.gettext("Month"), *heads, words.gettext("Reports in")],
        "rows": [list(row) for row in zip(months, *columns, reports, strict=True)][::-1],
        "note": "",
    }
