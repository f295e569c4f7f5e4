"""What a coordinator has to do: reports to review, next steps, and schools by need, in words. Pure."""

from collections.abc import Callable, Collection
from typing import Any

import pandas as pd

from dashboards.state.filters import Filters
from dashboards.state.frame_rows import is_known
from dashboards.state.home.part import Link, NeedRow, NeedsPart, ReviewPart, ReviewRow, StepsPart
from dashboards.state.home.work import Answers, Waiting, earlier_to_review, odd_figures, open_steps
from dashboards.state.links import LIST_PAGE, REVIEW_PAGE, SCHOOL_PAGE
from dashboards.state.triage.board import APART, Board
from dashboards.state.triage.ledger import Ledger
from dashboards.state.triage.rows import BoardInWords
from dashboards.state.triage.vocabulary import mark_words
from models.month_marks import MonthMark
from models.vocabulary import Attention, SupportTier
from models.wording import home as wording
from models.wording import triage as wording_triage
from models.wording.language import Words
from models.wording.reasons import tier_text

Leads = Callable[[str, str], str]
"""The whole address of a page with a query."""
MOST_REVIEWS, MOST_STEPS, MOST_NEEDS, MOST_EARLIER = 14, 7, 12, 3
"""Rows of the cards; of more a line says how many and leads to triage, which shows all of them."""


class Places:
    """Where the rows of the page lead: the list of its own month, and each of its schools there."""

    def __init__(self, filters: Filters, leads: Leads) -> None:
        self._filters = filters
        self._leads = leads

    def school(self, school_id: Any) -> str:
        return self._leads(SCHOOL_PAGE, self._filters.address(school=str(school_id)))

    def report(self, school_id: str) -> str:
        """Where a report of the page's month is reviewed."""
        return self._leads(REVIEW_PAGE, self._filters.address(school=school_id))

    def lists(self, **chosen: Any) -> str:
        return self._leads(LIST_PAGE, self.query(**chosen))

    def query(self, **chosen: Any) -> str:
        """Of the page's own month and schools, but for what is chosen."""
        return self._filters.address(**chosen)


def report_facts(words: Words, board: Board, counts: Ledger, places: Places, missing_address: str = "") -> list[Link]:
    """
    The month in figures: received, to review, returned, missing (by name where they are few). missing_address: where
    the missing ones can be reminded, "" for who may not see that.
    """
    reports = counts.reports
    if reports is None:
        return []
    received = wording_triage.received_text(words, reports.received, reports.expected)
    facts: list[Link] = [{"text": received, "address": places.lists()}]
    for code in (Attention.TO_REVIEW, Attention.RETURNED, Attention.MISSING):
        if found := counts.attention.get(code):
            text = wording_triage.attention_text(words, code, len(found))
            if code is Attention.MISSING and len(found) <= MOST_EARLIER:
                text = wording.missing_text(words, list(board.schools["name"][board.schools.index.isin(found)]))
            is_reminded = code is Attention.MISSING and missing_address
            facts.append({"text": text, "address": missing_address if is_reminded else places.lists(only=code.value)})
    return facts


def _more(words: Words, count: int, address: str) -> Link | None:
    """Where the others are that a card has no room for."""
    return {"text": words.ngettext("{count} more", "{count} more", count), "address": address} if count > 0 else None


# ---------------------------------------------------------------- reports to review
def review_part(
    shown_board: BoardInWords, counts: Ledger, answers: Answers, places: Places, mend_by: pd.Timestamp
) -> ReviewPart:
    """Reports of the month to review, the oldest first, then those that were returned."""
    board, words = shown_board.board, shown_board.words
    waiting = answers.of(board, Attention.TO_REVIEW, counts.counted)
    longest = max((one.days for one in waiting), default=0) or 1
    looks = _Looks(words, board, answers)
    rows = [_review_row(shown_board, one, looks, places, one.days / longest) for one in waiting]
    for one in answers.of(board, Attention.RETURNED, counts.counted):
        row = _review_row(shown_board, one, looks, places, 0)
        told = wording.returned_text(words, one.reason, mend_by)
        rows.append(row | {"waited": words.gettext("returned"), "look": told, "is_marked": False})
    more = len(rows) - MOST_REVIEWS
    return {
        "rows": rows[:MOST_REVIEWS],
        "more": _more(words, more, places.lists(only=Attention.TO_REVIEW.value)),
        "none": "" if waiting else wording.nothing_to_review_text(words),
        "note": _earlier(words, board, counts.counted, answers),
    }


def _review_row(shown_board: BoardInWords, one: Waiting, looks: "_Looks", places: Places, part: float) -> ReviewRow:
    board, words = shown_board.board, shown_board.words
    look, is_marked = looks.of(one.school_id)
    return {
        "name": str(board.schools.at[one.school_id, "name"]),
        "address": places.report(one.school_id),
        "mark": str(board.marks_of_month.get(one.school_id, "")),
        "arrived": words.short_day(one.since),
        "waited": words.ngettext("{count} day", "{count} days", one.days),
        "part": round(part, 3),
        "look": look,
        "is_marked": is_marked,
    }


def _earlier(words: Words, board: Board, schools: Collection[str], answers: Answers) -> str:
    earlier = earlier_to_review(board, schools, answers)
    if not earlier:
        return ""
    named = [
        words.gettext(
            "{name} ({months})",
            name=board.schools.at[school, "name"],
            months=words.listed(words.month(month) for month in months),
        )
        for school, months in earlier.items()
    ]
    shown = named if len(named) <= MOST_EARLIER else [*named[:MOST_EARLIER], "..."]
    return wording.earlier_months_text(words, shown, sum(map(len, earlier.values())))


class _Looks:
    """What to look at first in a report of the month."""

    def __init__(self, words: Words, board: Board, answers: Answers) -> None:
        self._words = words
        self._board = board
        self._odd = odd_figures(board)
        self._states = answers.of_month(board)
        self._pupils = board.schools["enrollment"].dropna().astype(int).to_dict()

    def of(self, school_id: str) -> tuple[str, bool]:
        """In words, and whether a figure is to be checked."""
        words, board = self._words, self._board
        odd = self._odd_text(school_id)
        said = [odd] if odd else []
        totals = board.totals_of_month
        blank = totals["blank_counts"].get(school_id, 0)
        if is_known(blank) and blank > 0:
            said.append(wording.blank_text(words, int(blank)))
        mark = board.marks_of_month.get(school_id, "")
        if mark and MonthMark(mark).is_late and school_id in self._states.index:
            of_school = self._states.loc[school_id]
            said.append(wording.late_text(words, (of_school["first_submitted_date"] - of_school["due_date"]).days))
        if mark and MonthMark(mark).is_nil:
            said.append(wording.nil_text(words))
        return words.gettext("; ").join(said) or wording.nothing_stands_out_text(words), bool(odd)

    def _odd_text(self, school_id: str) -> str:
        words, board = self._words, self._board
        if school_id in self._odd:
            why, families, expected = self._odd[school_id]
            if why == "far_off" and expected:
                return wording.far_off_text(words, families, expected)
            return wording.above_enrollment_text(words, families, self._pupils.get(school_id))
        to_check = board.totals_of_month["to_check"].get(school_id, 0)
        return wording.to_check_text(words, int(to_check)) if is_known(to_check) and to_check > 0 else ""


# ---------------------------------------------------------------- next steps
def steps_part(words: Words, board: Board, counts: Ledger, places: Places) -> StepsPart:
    """The next steps at the counted schools, the first due first."""
    steps = open_steps(board, counts.counted)
    without = counts.attention.get(Attention.NO_STEP, frozenset())
    more = len(steps) - MOST_STEPS
    return {
        "count": words.ngettext("{count} open", "{count} open", len(steps)) if steps else "",
        "rows": [
            {
                "name": str(board.schools.at[step.school_id, "name"]),
                "address": places.school(step.school_id),
                "when": _when(words, step.next_step_due, board.as_of),
                "text": step.next_step,
                "is_due": bool(is_known(step.next_step_due) and step.next_step_due <= board.as_of),
            }
            for step in steps[:MOST_STEPS]
        ],
        "more": _more(words, more, places.lists(sort="step")),
        "without": None if not without else {
            "text": words.ngettext("{count} school to visit or call has no next step",
                                   "{count} schools to visit or call have no next step", len(without)),
            "address": places.lists(only=Attention.NO_STEP.value),
        },
        "none": "" if steps else words.gettext("No next step is agreed with any of these schools."),
    }  # fmt: skip


def _when(words: Words, due: pd.Timestamp, as_of: pd.Timestamp) -> str:
    if not is_known(due):
        return words.gettext("no day")
    if due < as_of:
        return words.gettext("was due {day}", day=words.short_day(due))
    return words.gettext("due {day}", day=words.short_day(due))


# ---------------------------------------------------------------- schools by need
def needs_part(shown_board: BoardInWords, counts: Ledger, places: Places, title: str) -> NeedsPart:
    """The counted schools that are not steady, by group and name, and the steady ones."""
    words, rows = shown_board.words, shown_board.rows
    by_tier: dict[str, list[str]] = {}
    for school_id in counts.counted:
        by_tier.setdefault(rows[str(school_id)]["tier"], []).append(str(school_id))
    by_tier.pop(APART, None)
    steady = by_tier.pop(SupportTier.STEADY.value, [])
    wanted = [school_id for tier in SupportTier for school_id in by_tier.get(tier.value, [])]
    more = len(wanted) - MOST_NEEDS
    months = [words.month(month) for month in pd.DatetimeIndex(shown_board.board.frames.marks.columns)]
    said = mark_words(words)
    is_few = len(steady) <= MOST_NEEDS
    return {
        "title": title,
        "rows": [_need_row(shown_board, school_id, places, months, said) for school_id in wanted[:MOST_NEEDS]],
        "more": _more(words, more, places.lists()),
        "steady": words.ngettext("{count} steady", "{count} steady", len(steady)) if steady else "",
        "steady_names": words.listed(rows[school_id]["name"] for school_id in steady) if is_few else "",
        "lists": {"text": words.gettext("Open triage"), "address": places.lists()},
    }  # fmt: skip


def _need_row(
    shown_board: BoardInWords, school_id: str, places: Places, months: list[str], said: dict[str, str]
) -> NeedRow:
    words, row = shown_board.words, shown_board.rows[school_id]
    told = [
        words.gettext("{month} {state}", month=month, state=said.get(mark, mark))
        for month, mark in zip(months, row["marks"], strict=False)
    ]
    return {
        "name": row["name"],
        "address": places.school(school_id),
        "tier": row["tier"],
        "tier_label": tier_text(words, row["tier"]),
        "why": row["why"][0],
        "marks": row["marks"],
        "months": words.listed(told),
        "contact": row["contact_words"],
    }
