"""What a school's reports say beside their figures: why one was returned, what was in the way, its notes. Pure."""

from typing import Any, NamedTuple, TypedDict

import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from models.vocabulary import ReportState
from models.wording import reports as wording
from models.wording.language import Words


class SaidLine(TypedDict):
    """One month's report. attention: it was returned and is not back."""

    month: str
    lines: list[str]
    attention: bool


class _Report(NamedTuple):
    month: pd.Timestamp
    state: str
    return_reason: str | None
    mend_by: pd.Timestamp
    nil_reason: str | None
    liaison_or_principal_changed: Any
    barriers: Any
    notes: str | None


def said_lines(words: Words, reports: pd.DataFrame, as_of: pd.Timestamp) -> list[SaidLine]:
    """The months whose reports say anything, latest first. reports: as `queries.reports_said` of that day."""
    said: list[SaidLine] = []
    for report in rows_of(reports.sort_values("month", ascending=False), _Report):
        is_returned = report.state == ReportState.RETURNED
        lines = _lines(words, report, is_returned, as_of)
        if lines:
            said.append({"month": words.month(report.month), "lines": lines, "attention": is_returned})
    return said


def _lines(words: Words, report: _Report, is_returned: bool, as_of: pd.Timestamp) -> list[str]:
    lines = []
    if is_returned:
        reason = report.return_reason if isinstance(report.return_reason, str) else ""
        is_over = is_known(report.mend_by) and report.mend_by < as_of
        lines.append(wording.returned_text(words, reason, words.day(report.mend_by), is_over))
    if isinstance(report.nil_reason, str):
        lines.append(wording.nil_text(words, report.nil_reason))
    if report.liaison_or_principal_changed is True:
        lines.append(wording.changed_text(words))
    if isinstance(report.barriers, list) and report.barriers:
        lines.append(wording.barriers_text(words, report.barriers))
    if isinstance(report.notes, str) and report.notes:
        lines.append(wording.notes_text(words, report.notes))
    return lines
