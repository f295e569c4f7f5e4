"""What a school disputes, marked where it is shown: its list's row, its reasons, its figures. It hides none. Pure."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from dashboards.state.frame_rows import rows_of
from dashboards.state.school.disputes import Disputed, about_text
from models.today import day_of
from models.wording import school as wording
from models.wording.language import Words

Marks = Mapping[str, str]
"""The mark of each disputed figure of one school by its code, "" for where the school stands."""


def disputed_of(words: Words, rows: pd.DataFrame, month: pd.Timestamp | None, until: date) -> dict[str, dict[str, str]]:
    """
    The marks of each school that disputes something, by school id.

    month: of the list. What waits for an answer is marked on the list it was said of and on those after it; what was
    answered and stays, on the list it was said of; what the office agreed to is mended, and has no mark. rows: as
    `queries.disputes`. until: the day of the next list; what was said or answered from then on is not known on this
    one (decision 0040).
    """
    found: dict[str, dict[str, str]] = {}
    if month is None:
        return found
    for one in rows_of(rows[rows["month"].le(month)], Disputed):
        if day_of(one.recorded_at) >= until:
            continue
        answered = None if one.is_open or one.answered_at is None else day_of(one.answered_at)
        is_open = answered is None or answered >= until
        if not is_open and (one.is_agreed or one.month != month):
            continue
        day = day_of(one.recorded_at) if is_open or answered is None else answered
        marks = found.setdefault(one.school_id, {})
        mark = wording.disputed_mark_text(words, day, is_open=is_open)
        marks.setdefault(one.about or "", mark)  # the latest comes first
    return found


def row_text(words: Words, marks: Marks) -> str:
    """All that a school disputes, for its row of the list: "Turnout: disputed by the school on 12 Apr"."""
    return "; ".join(_named(words, about, mark) for about, mark in marks.items())


def other_texts(words: Words, marks: Marks, shown: set[str]) -> list[str]:
    """Of a school's part: where it stands, and what has no line of its own among those shown."""
    return [_named(words, about, mark) for about, mark in marks.items() if about not in shown]


def _named(words: Words, about: str, mark: str) -> str:
    return words.gettext("{figure}: {mark}", figure=about_text(words, about), mark=mark)
