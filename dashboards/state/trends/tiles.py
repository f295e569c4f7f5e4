"""The tiles: the headline figures of a month, each with what it rests on and its change on a year before."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from dashboards.state.filters import Filters
from dashboards.state.trends.measured import DistrictTrends
from dashboards.state.trends.part import Tile
from models.trends.quantities import Measure, Quantity, year_on_year
from models.wording import trends as wording
from models.wording.language import Words


def tiles(words: Words, trends: DistrictTrends, found: Mapping[Measure, Quantity], filters: Filters) -> list[Tile]:
    """One for each measure, in their order. found: of the chosen cells."""
    month = trends.month
    since = words.short_month_in_year((trends.cells.months[month] - pd.DateOffset(years=1)).date())
    return [_tile(words, trends, measure, quantity, since, filters) for measure, quantity in found.items()]


def _tile(
    words: Words, trends: DistrictTrends, measure: Measure, quantity: Quantity, since: str, filters: Filters
) -> Tile:
    month = trends.month
    _, change = year_on_year(trends.cells, quantity)
    beside, part = _beside(words, measure, quantity, month)
    has_change = not np.isnan(change[month])
    return {
        "figure": measure.value,
        "label": words.gettext(measure.label),
        "value": _value(words, measure, quantity, month),
        "change": wording.change(words, measure, change[month]),
        "since": words.gettext("on {month}", month=since) if has_change else words.gettext("no year before"),
        "beside": beside,
        "part": part,
        "is_on": filters.figure == measure.value,
    }


def _value(words: Words, measure: Measure, quantity: Quantity, month: int) -> str:
    if quantity.hidden[month]:
        return words.gettext("under 10")
    return wording.figure(words, measure, quantity.value[month])


def _beside(words: Words, measure: Measure, quantity: Quantity, month: int) -> tuple[str, float | None]:
    """What the figure rests on, in words and as a share of 0 to 1."""
    expected, reported = int(quantity.expected[month]), int(quantity.reported[month])
    counts = {"expected": words.number(expected), "reported": words.number(reported)}
    if measure is Measure.ON_TIME:
        on_time = quantity.numerator[month]
        told = words.gettext("{on_time} of {expected}", on_time=words.number(on_time), expected=counts["expected"])
        return told, on_time / expected if expected else None
    if measure is Measure.RESPONSE:
        asked = words.number(quantity.denominator[month])
        return words.gettext("of {asked} asked", asked=asked), None
    if measure is Measure.CONTACTS:
        return words.gettext("in the month"), None
    told = words.gettext("{reported} of {expected} in", **counts)
    return told, reported / expected if expected else None
