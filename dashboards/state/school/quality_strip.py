"""How good one school's data of a school year are, in a few counts that each open their rows. Pure."""

from collections.abc import Sequence
from typing import NamedTuple, TypedDict

import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.school.behind import Behind, named_activities
from dashboards.state.school.proof_table import ProofTable, Row, proof_table
from dashboards.state.school.proofs_of_reports import REPORT_COLUMNS, report_rows
from dashboards.state.triage.board import Board
from models.vocabulary import N_
from models.wording import reports as wording
from models.wording.language import Words


class QualityPart(TypedDict):
    """A count in words, whether it asks for attention, and its rows; a count of nothing has no table."""

    text: str
    attention: bool
    table: ProofTable | None


class _Check(NamedTuple):
    families_attended: float
    expected: float
    why: str | None
    please_check: str


def quality_strip(words: Words, board: Board, school_id: str, behind: Behind) -> list[QualityPart]:
    """
    What arrived, came late, is missing, was left blank, and should be checked.

    Counts are of the board's school year as known on its day; "please check" is left out where there is nothing to
    check.
    """
    in_year = set(board.frames.marks.columns)
    months = behind.rows.months[behind.rows.months["month"].isin(in_year)]
    stored = behind.stored[behind.stored["month"].isin(in_year) & ~behind.stored["is_cancelled"]]
    received, late = months[months["mark"].ne("missing")], months[months["mark"].eq("late")]
    missing = months[months["mark"].eq("missing")]
    blank = stored[stored["is_attendance"] & stored["families_attended"].isna()]
    check = _to_check(board, school_id, stored)
    parts = [
        _part(
            words.gettext("{count} of {expected} received", count=len(received), expected=len(months)),
            _reports(words, words.gettext("Reports received"), received),
        ),
        _part(
            words.ngettext("{count} late", "{count} late", len(late)),
            _reports(words, words.gettext("Reports that came late"), late),
        ),
        _part(
            words.ngettext("{count} missing", "{count} missing", len(missing)),
            _reports(words, words.gettext("Reports that have not arrived"), missing),
        ),
        _part(words.ngettext("{count} blank count", "{count} blank counts", len(blank)), _blank(words, blank)),
    ]
    if len(check):
        text = words.ngettext("{count} to check", "{count} to check", len(check))
        parts.append(_part(text, _checks(words, check), attention=True))
    return parts


def _part(text: str, table: ProofTable, attention: bool = False) -> QualityPart:
    return {"text": text, "attention": attention, "table": table if table["rows"] else None}


def _reports(words: Words, title: str, months: pd.DataFrame) -> ProofTable:
    return proof_table(words, title, REPORT_COLUMNS, report_rows(words, months.iloc[::-1]))


def _to_check(board: Board, school_id: str, stored: pd.DataFrame) -> pd.DataFrame:
    """Activities whose families are far from what is expected, or that were marked when they were filed."""
    if board.assessment is None:
        return stored[:0]
    found = board.assessment.please_check
    found = found.loc[found["school_id"].eq(school_id), ["month", "activity_id", "expected", "why"]]
    rows = stored.merge(found, on=["month", "activity_id"], how="left")
    return rows[rows["why"].notna() | rows["please_check"].ne("")]


def _blank(words: Words, some: pd.DataFrame) -> ProofTable:
    nobody = words.gettext("not counted")
    rows: list[Row] = [[day, name, nobody] for day, name in named_activities(words, some.iloc[::-1])]
    columns: Sequence[str] = (N_("Date"), N_("Activity"), N_("Families"))
    return proof_table(words, words.gettext("Activities nobody counted families at"), columns, rows)


def _odd(check: _Check) -> list[str]:
    """Codes of what is odd about a figure, the strongest of those that say nearly the same."""
    codes = [code for code in check.please_check.split(";") if code]
    if check.why == "above_enrollment":
        return ["above_enrollment", *(code for code in codes if code != "attendance_above_enrollment")]
    if check.why == "far_off":
        codes.append("far_more" if check.families_attended > check.expected else "far_fewer")
    return codes


def _checks(words: Words, some: pd.DataFrame) -> ProofTable:
    latest_first = some.iloc[::-1]
    rows: list[Row] = []
    for (day, name), check in zip(named_activities(words, latest_first), rows_of(latest_first, _Check), strict=True):
        families, expected = words.gettext("not counted"), "–"
        if is_known(check.families_attended):
            families = words.number(check.families_attended)
        if is_known(check.expected):
            expected = words.gettext("about {number}", number=words.number(check.expected))
        rows.append([day, name, families, expected, wording.odd_text(words, _odd(check))])
    return proof_table(
        words,
        words.gettext("Figures to ask about"),
        (N_("Date"), N_("Activity"), N_("Families"), N_("Expected"), N_("What is odd")),
        rows,
        words.gettext("Stored as the school sent it; lists and figures count it with care until somebody has asked."),
    )
