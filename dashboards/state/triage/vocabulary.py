"""Words and columns that the list and the months picture need beside the rows of a board. Pure."""

from typing import Literal, TypedDict

import pandas as pd

from dashboards.state.formats import MEASURES
from dashboards.state.triage.board import APART, Board
from models.month_marks import MonthMark
from models.vocabulary import SchoolLevel, SupportTier
from models.wording import reasons as wording
from models.wording import triage as wording_triage
from models.wording.by_code import TIERS_EXPLAINED
from models.wording.language import Words

ColumnName = Literal["school", "why", "months", "sparks", "contact", "step", "survey", "cluster"]


class TierWords(TypedDict):
    """What a support tier is called, what the office does next for it, and what the word means."""

    code: str
    label: str
    offer: str
    told: str


class MonthWords(TypedDict):
    """A month of the year that is shown: "2026-03", "M", "March"."""

    code: str
    letter: str
    name: str


class Vocabulary(TypedDict):
    """Words and columns that the list and the months picture need beside the rows."""

    tiers: list[TierWords]
    marks: dict[str, str]
    months: list[MonthWords]
    year: str
    heads: dict[str, str]
    columns: list[ColumnName]
    levels: dict[str, str]
    empty_head: str
    empty: str


def vocabulary(words: Words, board: Board) -> Vocabulary:
    """What list and months picture need beside the rows of a board."""
    has_schools = len(board.schools) > 0
    return {
        "tiers": _tiers(words, board),
        "marks": mark_words(words) if board.has_reports else {},
        "months": [
            {"code": f"{month:%Y-%m}", "letter": words.month_letter(month), "name": words.month(month)}
            for month in pd.DatetimeIndex(board.frames.marks.columns)
        ],
        "year": board.school_year,
        "heads": {"survey": words.gettext(MEASURES[board.survey_measure])},
        "columns": ["school", "why", "months", "sparks", "contact", "step"]
        if board.has_reports
        else ["school", "survey", "cluster", "contact", "step"],
        "levels": {words.gettext(level.label): words.gettext(level.short_label) for level in SchoolLevel},
        "empty_head": words.gettext("No school fits these filters")
        if has_schools
        else words.gettext("Bring in your schools"),
        "empty": words.gettext("Choose other filters, or Reset to the view you started with.")
        if has_schools
        else words.gettext("Fill in the templates in data/examples, then run: partnership import data/examples"),
    }


LATE, ZERO = "late", "zero"
"""Beside the marks: what the cut corner on any of them says, and the 0 in it."""


def mark_words(words: Words) -> dict[str, str]:
    """Every mark of a month in words, by its code, and what their corner and their 0 say."""
    marks = {mark.value: wording.month_mark_text(words, mark) for mark in MonthMark}
    return marks | {LATE: wording.late_text(words), ZERO: wording.zero_text(words)}


def _tiers(words: Words, board: Board) -> list[TierWords]:
    if not board.has_reports:
        label, offer = wording_triage.no_tiers_text(words)
        return [{"code": SupportTier.NOT_ENOUGH_DATA.value, "label": label, "offer": offer, "told": ""}]
    closed, owes_none = wording_triage.apart_texts(words)
    return [
        *(
            TierWords(
                code=tier.value,
                label=wording.tier_text(words, tier),
                offer=wording.offer_text(words, tier),
                told=words.gettext(TIERS_EXPLAINED[tier]),
            )
            for tier in SupportTier
        ),
        TierWords(code=APART, label=closed, offer=owes_none, told=""),
    ]
