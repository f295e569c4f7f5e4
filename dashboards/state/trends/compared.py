"""Which two periods are set beside each other: a month and its year before, the month before, or two free ones."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from dashboards.state.choices import BETWEEN, MONTH_BEFORE
from dashboards.state.trends.measured import DistrictTrends
from dashboards.state.trends.part import ComparedPart
from models.trends.first_sentence import year_so_far
from models.wording.language import Words

Kind = Literal["year", "month", "periods"]
PERIODS: Kind = "periods"


@dataclass(frozen=True)
class Compared:
    """Two periods, as positions of their months; `before` is empty where the calendar does not hold it."""

    kind: Kind
    before: tuple[int, ...]
    after: tuple[int, ...]


def compared(trends: DistrictTrends, text: str) -> Compared:
    """
    What an address asks for: "" (the year before), "month", or four months of two periods. Months after the one that is
    looked at are not known yet and fall away; where nothing is left of a period, the year before is compared with.
    """
    month = trends.month
    if text == MONTH_BEFORE:
        return Compared("month", (month - 1,) if month else (), (month,))
    if text:
        first_from, first_to, second_from, second_to = text.split(BETWEEN)
        before, after = _months(trends, first_from, first_to), _months(trends, second_from, second_to)
        if before and after:
            return Compared(PERIODS, before, after)
    year_ago = int(trends.cells.year_before[month])
    return Compared("year", (year_ago,) if year_ago >= 0 else (), (month,))


def _months(trends: DistrictTrends, first: str, last: str) -> tuple[int, ...]:
    inside = trends.cells.months.to_series().between(pd.Timestamp(f"{first}-01"), pd.Timestamp(f"{last}-01"))
    return tuple(at for at, is_inside in enumerate(inside) if is_inside)


def usual_periods(trends: DistrictTrends) -> str:
    """Two periods to begin with: the school year so far, and the same months a year before; else the month itself."""
    cells = trends.cells
    so_far = [at for at in year_so_far(cells, trends.month) if cells.year_before[at] >= 0] or [trends.month]
    before = [int(cells.year_before[at]) for at in so_far]
    ends = (before[0], before[-1]) if before[0] >= 0 else (so_far[0], so_far[-1])
    return BETWEEN.join(f"{cells.months[at]:%Y-%m}" for at in (*ends, so_far[0], so_far[-1]))


def in_order(text: str) -> str:
    """Two periods as somebody chose them, each from its earlier month to its later one; anything else as it is."""
    ends = text.split(BETWEEN)
    return BETWEEN.join([*sorted(ends[:2]), *sorted(ends[2:])]) if len(ends) == 4 else text


def period_text(words: Words, trends: DistrictTrends, months: tuple[int, ...], *, is_short: bool = False) -> str:
    """ "March 2026", "Aug 2025 to Mar 2026"."""
    days = [trends.cells.months[at].date() for at in months]
    if len(days) == 1:
        return words.short_month_in_year(days[0]) if is_short else words.month_in_year(days[0])
    return words.gettext(
        "{first} – {last}", first=words.short_month_in_year(days[0]), last=words.short_month_in_year(days[-1])
    )


def compared_part(words: Words, trends: DistrictTrends, chosen: Compared) -> ComparedPart:
    """What there is to choose, and what is chosen."""
    gettext, months = words.gettext, trends.cells.months
    kinds: list[tuple[Kind, str]] = [
        ("year", gettext("year on year")), ("month", gettext("month on month")), ("periods", gettext("two periods")),
    ]  # fmt: skip
    ends = (chosen.before[0], chosen.before[-1], chosen.after[0], chosen.after[-1]) if chosen.kind == PERIODS else ()
    return {
        "kind": chosen.kind,
        "kinds": kinds,
        "months": [(f"{month:%Y-%m}", words.short_month_in_year(month.date())) for month in months],
        "ends": [f"{months[at]:%Y-%m}" for at in ends],
    }
