"""
What of a report's rows is possible but looks wrong, by code: kept in `please_check`, whichever way the report came in.
Pure: rows by our column names.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from models.vocabulary import CountingMethod

Row = Mapping[str, Any]


def activity_marks(row: Row, pupils: int | None) -> Iterator[str]:
    """Codes of one activity; pupils: of its school in that year, None where not known."""
    month, families, day = row["month"], row.get("families_attended"), row.get("activity_date")
    method = row.get("counting_method")
    is_counted = method is None or CountingMethod(method).is_attendance
    if families is not None and pupils is not None and families > pupils and is_counted:
        yield "attendance_above_enrollment"
    if day is not None and (day.year, day.month) != (month.year, month.month):
        yield "date_outside_month"


def repetitions(rows: Iterable[Row]) -> Iterator[tuple[int, int]]:
    """Places of rows that say the same as an earlier one under another number, each with that one's place."""
    seen: dict[tuple[Any, ...], int] = {}
    left_out = ("activity_id", "please_check")
    for place, row in enumerate(rows):
        content = tuple(value for name, value in row.items() if name not in left_out)
        first = seen.setdefault(content, place)
        if first != place:
            yield place, first


def response_marks(row: Row, attended: Mapping[tuple[str, date, str], int | None]) -> Iterator[str]:
    """Codes of parents' answers. attended: families by school, month and number of each activity that is known."""
    returned, sent, activity = row.get("returned"), row.get("sent"), row.get("activity_id")
    if activity is not None:
        key = (row["school_id"], row["month"], activity)
        families = attended.get(key)
        if key not in attended:
            yield "answers_without_activity"
        elif returned is not None and families is not None and returned > families:
            yield "answers_above_attendance"
    if returned is not None and sent is not None and returned > sent:
        yield "answers_above_sent"
    if returned is not None and sum(sides_of(row)) > returned:
        yield "sides_above_answers"
    mean, scale = row.get("mean_rating"), row.get("scale_id") or ""
    if mean is not None and not scale:
        yield "rating_without_scale"
    elif mean is not None and is_off_scale(mean, scale):
        yield "rating_off_scale"


def sides_of(row: Row) -> list[int]:
    """Positive, neutral and negative answers; what is not known counts as none."""
    return [row.get(side) or 0 for side in ("positive", "neutral", "negative")]


def is_off_scale(mean: float, scale: str) -> bool:
    """Is a mean outside a scale of whole numbers, as "1-5"? Other scales say nothing of it."""
    low, dash, high = scale.partition("-")
    return bool(dash) and low.isdecimal() and high.isdecimal() and not int(low) <= mean <= int(high)
