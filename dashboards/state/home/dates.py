"""The days of the reporting month, from its end until it is locked. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from dashboards.state.home.part import LinePoint, Link, MonthLine
from dashboards.state.triage.ledger import Reports
from models.wording import home as wording
from models.wording.language import Words


class Dates(NamedTuple):
    """A row of `queries.calendar`."""

    month: pd.Timestamp
    due_date: pd.Timestamp
    as_of_date: pd.Timestamp
    review_by: pd.Timestamp
    mend_by: pd.Timestamp
    lock_date: pd.Timestamp


def month_line(words: Words, dates: Dates, reports: Reports, facts: Sequence[Link], today: pd.Timestamp) -> MonthLine:
    """The month's days in order, those on one day together; figures are of the list's day, facts lead to schools."""
    ends = dates.month + pd.offsets.MonthEnd(0)
    named = [
        (ends, wording.month_ends_text(words)),
        (dates.due_date, wording.due_on_text(words, reports.received - reports.late, reports.expected)),
        (dates.as_of_date, wording.list_day_text(words)),
        (dates.review_by, wording.review_by_text(words)),
        (dates.mend_by, wording.mend_by_text(words)),
        (dates.lock_date, wording.locked_text(words)),
    ]
    if ends <= today <= dates.lock_date:
        named.append((today, wording.today_text(words)))
    first, last = min(day for day, _ in named), max(day for day, _ in named)
    span = max((last - first).days, 1)
    by_day: dict[pd.Timestamp, list[str]] = {}
    for day, text in sorted(named, key=lambda one: one[0]):  # stable: of one day in the order above
        by_day.setdefault(day, []).append(text)
    now = today if first <= today <= last else dates.as_of_date
    points: list[LinePoint] = [
        {
            "at": round((day - first).days / span, 4),
            "day": words.short_day(day),
            "text": words.listed(texts),
            "is_past": bool(day <= max(now, min(today, last))),
            "is_now": bool(day == now),
        }
        for day, texts in by_day.items()
    ]
    done = 1.0 if today > last else round((now - first).days / span, 4)
    return {"title": wording.month_reports_text(words, dates.month), "facts": facts, "points": points, "done": done}
