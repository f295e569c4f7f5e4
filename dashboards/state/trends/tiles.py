"""The tiles: the headline figures of a month, each with what it rests on, its change, and what is usual."""

from dataclasses import dataclass

import numpy as np

from dashboards.state.filters import Filters
from dashboards.state.trends.chosen import Chosen
from dashboards.state.trends.compared import PERIODS, Compared, period_text
from dashboards.state.trends.measured import DistrictTrends
from dashboards.state.trends.part import Tile
from models.trends.cells import Flags
from models.trends.quantities import Measure, Quantity, quantities
from models.trends.shifts import DISTRICT, usual_range
from models.trends.shifts import MEASURES as WATCHED
from models.wording import trends as wording
from models.wording.language import Words


@dataclass(frozen=True)
class _Page:
    """What every tile needs to know."""

    words: Words
    trends: DistrictTrends
    filters: Filters
    chosen: Compared


def tiles(words: Words, trends: DistrictTrends, there: Flags, filters: Filters, chosen: Compared) -> list[Tile]:
    """One for each measure, in their order, of the chosen cells: the later period, beside the earlier one."""
    now = quantities(trends.cells, there, months=chosen.after)
    before = quantities(trends.cells, there, months=chosen.before) if chosen.before else {}
    page = _Page(words, trends, filters, chosen)
    return [_tile(page, measure, quantity, before.get(measure)) for measure, quantity in now.items()]


def _tile(page: _Page, measure: Measure, quantity: Quantity, before: Quantity | None) -> Tile:
    words = page.words
    beside, part = _beside(words, measure, quantity, is_month=page.chosen.kind != PERIODS)
    # A period of which nothing was received is compared with by no measure, as in `year_on_year`.
    has_first = before is not None and before.reported[0] > 0
    change = float(quantity.value[0] - before.value[0]) if before is not None and has_first else float("nan")
    since = period_text(words, page.trends, page.chosen.before, is_short=True) if page.chosen.before else ""
    none = words.gettext("nothing to compare with") if since else words.gettext("no year before")
    return {
        "figure": measure.value,
        "label": words.gettext(measure.label),
        "value": _value(words, measure, quantity),
        "change": wording.change(words, measure, change),
        "since": none if np.isnan(change) else words.gettext("on {month}", month=since),
        "usual": _usual(page, measure, quantity),
        "beside": beside,
        "part": part,
        "is_on": page.filters.figure == measure.value,
    }


def _usual(page: _Page, measure: Measure, quantity: Quantity) -> str:
    """Where the month stands in the district's own history; only of the whole district, and of what is watched."""
    filters = page.filters
    if measure not in WATCHED or page.chosen.kind == PERIODS or not Chosen.of(filters).is_whole:
        return ""
    value = float(quantity.value[0])
    low, high = usual_range(page.trends.shifts.of(DISTRICT, measure), value, page.trends.month)
    return wording.usual_text(page.words, measure, value, (low, high))


def _value(words: Words, measure: Measure, quantity: Quantity) -> str:
    if quantity.hidden[0]:
        return words.gettext("under 10")
    return wording.figure(words, measure, quantity.value[0])


def _beside(words: Words, measure: Measure, quantity: Quantity, *, is_month: bool) -> tuple[str, float | None]:
    """What the figure rests on, in words and as a share of 0 to 1."""
    expected, reported = int(quantity.expected[0]), int(quantity.reported[0])
    counts = {"expected": words.number(expected), "reported": words.number(reported)}
    if measure is Measure.ON_TIME:
        on_time = quantity.numerator[0]
        told = words.gettext("{on_time} of {expected}", on_time=words.number(on_time), expected=counts["expected"])
        return told, on_time / expected if expected else None
    if measure is Measure.RESPONSE:
        asked = words.number(quantity.denominator[0])
        return words.gettext("of {asked} asked", asked=asked), None
    if measure is Measure.CONTACTS:
        return (words.gettext("in the month") if is_month else words.gettext("in these months")), None
    told = words.gettext("{reported} of {expected} in", **counts)
    return told, reported / expected if expected else None
