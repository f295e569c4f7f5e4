"""How many of the shown schools' reports are in, month by month: the totals above the months picture. Pure."""

from typing import TypedDict

import pandas as pd

from dashboards.state.triage.screen import NOT_RECEIVED, Screen
from models.vocabulary import MonthMark


class MonthTotals(TypedDict):
    """`shares` are per cent of the reports expected, by month of the year, None where none was; `said` in words."""

    label: str
    shares: list[str | None]
    said: str


def month_totals(screen: Screen) -> MonthTotals | None:
    """The totals of the months so far; None where a single school is shown, or none, or the year has no reports."""
    board, words = screen.board, screen.shown_board.words
    if board.month is None or not board.has_reports or len(screen.shown) < 2:
        return None
    marks = board.frames.marks.reindex(list(screen.shown))
    shares: list[str | None] = []
    said: list[str] = []
    for month in pd.DatetimeIndex(marks.columns):
        codes = marks[month].dropna()
        expected = int(codes.ne(MonthMark.NOT_EXPECTED).sum()) if month <= board.month else 0
        received = int((~codes.isin(NOT_RECEIVED)).sum())
        shares.append(words.number(round(100 * received / expected)) if expected else None)
        if expected:
            share = words.share_of(received, expected)
            said.append(words.gettext("{month} {share}", month=words.month(month), share=share))
    label = words.gettext("% of reports in")
    return {
        "label": label,
        "shares": shares,
        "said": words.gettext("{label}: {months}", label=label, months=words.listed(said)),
    }
