"""How many of the schools' reports are in, month by month: the totals above the months picture. Pure."""

from typing import TypedDict

import pandas as pd

from dashboards.state.triage.ledger import reports_so_far
from dashboards.state.triage.screen import Screen


class MonthTotals(TypedDict):
    """`shares` are per cent of the reports expected, by month of the year, None where none was; `said` in words."""

    label: str
    shares: list[str | None]
    said: str


def month_totals(screen: Screen) -> MonthTotals | None:
    """
    The totals of the months so far, of all schools that are counted whatever tiers are shown; None where that is a
    single school, or none, or the year has no reports.
    """
    board, words = screen.board, screen.shown_board.words
    if board.month is None or not board.has_reports or len(screen.counts.counted) < 2:
        return None
    so_far = reports_so_far(board, screen.counts.counted)
    shares: list[str | None] = []
    said: list[str] = []
    for month in pd.DatetimeIndex(board.frames.marks.columns):
        if month not in so_far.index:
            shares.append(None)
            continue
        expected, received = (int(so_far[name][month]) for name in ("expected", "reported"))
        shares.append(words.number(round(100 * received / expected)))
        share = words.share_of(received, expected)
        said.append(words.gettext("{month} {share}", month=words.month(month), share=share))
    label = words.gettext("% of reports in")
    return {
        "label": label,
        "shares": shares,
        "said": words.gettext("{label}: {months}", label=label, months=words.listed(said)),
    }
