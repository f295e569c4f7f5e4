"""
What comes first in a column of days like 11/12/2025: settled for the column as a whole, never cell by cell. Pure.

One 19/11/2025 settles it. Where none does, the months beside the days may: read the one way all lie in or just after
their month, read the other way they do not. Where nothing settles it the column is refused, and the words say how to.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.files.days import DayOrder, in_order, in_words, parts_of_either
from data.files.unreadable import Unreadable

Parts = tuple[int, int, int]
Fits = Callable[[int, date], bool | None]
"""Row's place, a day -> does the day go with what stands beside it? None: nothing stands there."""

NEARLY_ALL, AT_MOST_HALF = 0.9, 0.5
MONTHS_AFTER: Mapping[str, int] = {"activity_date": 0}
"""Months after the row's own in which a day of this column may lie; 3 of every other."""
USUAL_MONTHS_AFTER = 3
HOW_TO_SAY = 'Write days year first, like 2025-11-05, or say date_order = "mdy" or "dmy" in a mapping.'


@dataclass(frozen=True)
class ColumnOrder:
    """What is known of a column's order."""

    order: DayOrder | None
    """None: days of either order in this column can't be read."""
    warning: str = ""
    """How it was told, where nobody said it and no cell shows it; "" where there is nothing to tell."""
    fault: Unreadable | None = None
    place: int = 0
    """The row whose cell is shown with the warning or the fault."""


def goes_with_month(target: str, months: Sequence[date | None]) -> Fits:
    """Does a day of our column `target` go with its row's month?"""
    latest = MONTHS_AFTER.get(target, USUAL_MONTHS_AFTER)

    def fits(place: int, day: date) -> bool | None:
        month = months[place]
        return None if month is None else 0 <= (day.year - month.year) * 12 + day.month - month.month <= latest

    return fits


def is_first_of_month(_place: int, day: date) -> bool | None:
    """Spreadsheets write a month as its first day."""
    return day.day == 1


def order_of(
    texts: Sequence[str],
    numbers: Sequence[int],
    *,
    stated: str = "",
    fits: Callable[[], Fits | None],
    others: Callable[[str], date | None],
    is_month: bool = False,
) -> ColumnOrder:
    """
    The order of a column.

    texts, numbers: its cells, and the rows' numbers as a person sees them.
    stated: "mdy" or "dmy" where a mapping says it.
    fits: asked for only where the cells do not settle it.
    others: what a cell of no order (2025-11-05) says; where the others were turned round on the way, it is told.
    """
    parts = {text: parts_of_either(text) for text in set(texts)}
    places = [place for place, text in enumerate(texts) if parts[text] is not None]
    if stated or not places:
        return ColumnOrder(DayOrder(stated or DayOrder.MONTH_FIRST))
    cells = [(place, parts[texts[place]] or (0, 0, 0)) for place in places]
    by_day = next((place for place, (first, second, _) in cells if 31 >= first > 12 >= second), None)
    by_month = next((place for place, (first, second, _) in cells if 31 >= second > 12 >= first), None)
    if by_day is not None and by_month is not None:
        what = (
            f"can only have the day first, and {texts[by_month]} in row {numbers[by_month]} only the month: "
            "the column holds both orders, so nobody can tell which of them its other days have."
        )
        return ColumnOrder(None, fault=Unreadable(what, "Write its days year first, like 2025-11-05."), place=by_day)
    open_cells = [(place, part) for place, part in cells if max(part[:2]) <= 12 and part[0] != part[1]]
    settled = DayOrder.DAY_FIRST if by_day is not None else DayOrder.MONTH_FIRST if by_month is not None else None
    if settled is not None:
        proof = by_day if by_day is not None else by_month or 0
        return _beside_proof(settled, proof, open_cells, texts, numbers, fits(), others)
    if not open_cells:
        return ColumnOrder(DayOrder.MONTH_FIRST)
    return _by_months(open_cells, texts, fits(), is_month=is_month)


def _by_months(
    open_cells: list[tuple[int, Parts]], texts: Sequence[str], fits: Fits | None, *, is_month: bool
) -> ColumnOrder:
    shares = {order: _share_that_fits(open_cells, order, fits) for order in DayOrder}
    place, part = open_cells[0]
    shown = {order: in_order(part, order) for order in DayOrder}
    for order in DayOrder:
        if shares[order] >= NEARLY_ALL and 0 <= shares[order.other] <= AT_MOST_HALF:
            day = shown[order]
            if is_month and order is DayOrder.MONTH_FIRST:
                return ColumnOrder(order)
            read = day if isinstance(day, Unreadable) else in_words(day)
            why = "each is then the first of a month" if is_month else "so they fit the months beside"
            what = f"was read as {read}, and every day like it in this column with {order.words}: {why}."
            return ColumnOrder(order, warning=what, place=place)
    readings = " or ".join(in_words(day) for day in shown.values() if not isinstance(day, Unreadable))
    count = len(open_cells) - 1
    more = f", and so for {count} more of this column" * (count > 0)
    what = f"may be {readings}{more}: nothing here tells whether the month or the day comes first."
    return ColumnOrder(None, fault=Unreadable(what, HOW_TO_SAY), place=place)


def _share_that_fits(open_cells: list[tuple[int, Parts]], order: DayOrder, fits: Fits | None) -> float:
    """Share of the days that go with what stands beside them, 0 to 1; -1 where nothing stands beside any."""
    if fits is None:
        return -1
    read = [(place, in_order(part, order)) for place, part in open_cells]
    asked = [False if isinstance(day, Unreadable) else fits(place, day) for place, day in read]
    known = [answer for answer in asked if answer is not None]
    return sum(known) / len(known) if known else -1


def _beside_proof(
    settled: DayOrder,
    proof: int,
    open_cells: list[tuple[int, Parts]],
    texts: Sequence[str],
    numbers: Sequence[int],
    fits: Fits | None,
    others: Callable[[str], date | None],
) -> ColumnOrder:
    """
    The order one cell shows, unless the months beside say that the others do not have it.

    A spreadsheet set to the other order turns round the days it can read (05/11/2025 becomes 11 May) and leaves
    19/11/2025 as text: what it turned round comes as 2025-05-11.
    """
    turned = _share_that_fits(open_cells, settled.other, fits), _share_that_fits(open_cells, settled, fits)
    place = open_cells[0][0] if open_cells else proof
    if not open_cells:
        found = {place: others(texts[place]) for place in range(len(texts)) if parts_of_either(texts[place]) is None}
        days = [(place, (day.month, day.day, day.year)) for place, day in found.items() if day and day.day <= 12]
        days = [(place, part) for place, part in days if part[0] != part[1]]
        if days and len(days) == sum(day is not None and day.day != day.month for day in found.values()):
            turned = (
                _share_that_fits(days, DayOrder.DAY_FIRST, fits),
                _share_that_fits(days, DayOrder.MONTH_FIRST, fits),
            )
            place = days[0][0]
    if turned[0] >= NEARLY_ALL and 0 <= turned[1] <= AT_MOST_HALF:
        what = (
            f"seems to have day and month turned round: {texts[proof]} in row {numbers[proof]} has {settled.words}, "
            "and days of this column go with their months only the other way."
        )
        return ColumnOrder(None, fault=Unreadable(what, "Write its days year first, like 2025-11-05."), place=place)
    return ColumnOrder(settled)
