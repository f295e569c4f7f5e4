"""Which sentence may stand first: about a month where the month carries it, else about the school year so far. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np

from models.trends.cells import Cells, Flags
from models.trends.change_explained import FEWEST, Explained, explain_on_year
from models.trends.quantities import Measure
from models.trends.shifts import DISTRICT, Shifts


class SentenceCode(StrEnum):
    """What the first sentence says."""

    TOO_EARLY = "TOO_EARLY"
    DISTRICT_SHIFT = "DISTRICT_SHIFT"
    NO_YEAR_BEFORE = "NO_YEAR_BEFORE"
    TOO_FEW = "TOO_FEW"
    HIDDEN_BY_REPORTING = "HIDDEN_BY_REPORTING"
    REPORTING_HALF = "REPORTING_HALF"
    ACTIVITIES = "ACTIVITIES"
    TURNOUT = "TURNOUT"
    SAME = "SAME"
    MOSTLY_REPORTING = "MOSTLY_REPORTING"
    CHANCE = "CHANCE"


SAYS_SOMETHING = frozenset(
    {
        SentenceCode.HIDDEN_BY_REPORTING, SentenceCode.REPORTING_HALF, SentenceCode.ACTIVITIES, SentenceCode.TURNOUT,
        SentenceCode.MOSTLY_REPORTING,
    }
)  # fmt: skip
"""Where the month has none of these, the school year so far may."""
EARLY = 0.5
HALF = 0.5
LITTLE = 0.05
FEW_CLUSTERS = 2


@dataclass(frozen=True)
class FirstSentence:
    """
    span: the month, or the range: the school year so far. explained: the change it speaks of, None where there is none;
    of_month: the month's own, also where the range is spoken of. clusters: those to name beside it, because the
    district has no mark and one or two of them have.
    """

    code: SentenceCode
    span: Literal["month", "range"]
    explained: Explained | None
    of_month: Explained | None
    clusters: tuple[str, ...]


def first_sentence(
    cells: Cells, shifts: Shifts, month: int, measure: Measure = Measure.FAMILIES, there: Flags | None = None
) -> FirstSentence:
    """The sentence of a month by position, as of the cells' day, about all cells or some; shifts are the district's."""
    inside = np.ones_like(cells.expected) if there is None else there
    marked = shifts.marked_clusters(month)
    is_district = shifts.is_marked(DISTRICT, month)
    clusters = tuple(marked) if not is_district and 1 <= len(marked) <= FEW_CLUSTERS else ()
    code, explained = _of_month(cells, inside, month, measure, is_district=is_district)
    if code not in SAYS_SOMETHING:
        wider, of_range = _of_change(cells, inside, year_so_far(cells, month), measure)
        if wider in SAYS_SOMETHING:
            return FirstSentence(wider, "range", of_range, explained, clusters)
    return FirstSentence(code, "month", explained, explained, clusters)


def year_so_far(cells: Cells, month: int) -> list[int]:
    """Positions of the months of a month's school year up to it."""
    return [at for at in range(month + 1) if cells.year[at] == cells.year[month]]


def _of_month(
    cells: Cells, there: Flags, month: int, measure: Measure, *, is_district: bool
) -> tuple[SentenceCode, Explained | None]:
    expected, received = ((flags & there)[:, month].sum() for flags in (cells.expected, cells.received))
    code, explained = _of_change(cells, there, [month], measure)
    if received < EARLY * expected:
        return SentenceCode.TOO_EARLY, explained
    return (SentenceCode.DISTRICT_SHIFT, explained) if is_district else (code, explained)


def _of_change(
    cells: Cells, there: Flags, months: list[int], measure: Measure
) -> tuple[SentenceCode, Explained | None]:
    explained = explain_on_year(cells, measure, months, there)
    if explained is None:
        return SentenceCode.NO_YEAR_BEFORE, None
    return _code(explained), explained


def _code(explained: Explained) -> SentenceCode:
    change, real = explained.change, explained.real
    by_reporting = change != 0 and explained.bookkeeping / change > HALF
    if explained.both < FEWEST:
        return SentenceCode.TOO_FEW
    if explained.is_claimed:
        if real * change < 0:
            return SentenceCode.HIDDEN_BY_REPORTING
        if by_reporting:
            return SentenceCode.REPORTING_HALF
        more = abs(explained.parts.get("turnout", 0.0)) > abs(explained.parts.get("activities", 0.0))
        return SentenceCode.TURNOUT if more else SentenceCode.ACTIVITIES
    if abs(change) < LITTLE * abs(explained.first):
        return SentenceCode.SAME
    return SentenceCode.MOSTLY_REPORTING if by_reporting else SentenceCode.CHANCE
