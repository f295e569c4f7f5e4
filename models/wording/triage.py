"""
Sentences of the triage page about schools in a list: the answer above it, why one stands in it, what is behind it.

The texts are in the same table as those of `models.wording.reasons`. Pure.
"""

from collections.abc import Mapping
from datetime import date

from models.support_need.assessment import Reason
from models.vocabulary import MonthMark, SupportTier
from models.wording.reasons import also_text, month_name, say, trend_text

TOLD_MARKS = (MonthMark.LATE, MonthMark.MISSING, MonthMark.RETURNED, MonthMark.TO_REVIEW, MonthMark.NIL)
"""Marks that are counted under the list, in this order."""


def _counted(key: str, count: int, language: str, **values: object) -> str:
    return say(key if count != 1 else f"{key}.one", language, count=count, **values)


# ---------------------------------------------------------------- one row
def older_reports_text(language: str = "en") -> str:
    """Beside the silence of a school with too little data."""
    return say("row.older_reports", language)


def row_aside_text(further: tuple[Reason, ...], trend_state: str, language: str = "en") -> str:
    """
    Beside a row's first sentence: "also fewer types; clearly lower than before"; "" where there is neither.

    Only a lower trend is told; `trend_state` is as in `Assessment.schools`.
    """
    named, trend = also_text(further, language), trend_text(trend_state if trend_state == "lower" else "", language)
    return say("row.and_trend", language, named=named, trend=trend) if named and trend else named or trend


def not_judged_text(closed_on: str | None, language: str = "en") -> tuple[str, str]:
    """Sentence and aside of a school that owes no report; `closed_on` as the page writes days, None: not open yet."""
    state = say("row.closed", language, day=closed_on) if closed_on else say("row.not_open", language)
    return state, say("row.not_expected", language)


def no_tiers_text(language: str = "en") -> tuple[str, str]:
    """Name and offer of the one group of a year without monthly reports."""
    return say("tier.none", language), say("offer.none", language)


# ---------------------------------------------------------------- the answer above the list
def no_schools_text(language: str = "en") -> str:
    return say("answer.no_schools", language)


def no_reports_text(school_year: str, language: str = "en") -> str:
    return say("answer.no_reports", language, year=school_year)


def none_fits_text(language: str = "en") -> str:
    return say("answer.none_fits", language)


def only_school_text(name: str, told: str, language: str = "en") -> str:
    """ "Harlan Creek: Extra support." or "Aspen Heights: Closed on 31 December 2025."; `told` is its tier in words."""
    return say("answer.only", language, name=name, tier=told)


def answer_text(counts: Mapping[str, int], are_own: bool, language: str = "en") -> str:
    """
    "6 of your 11 schools are steady; 2 need extra support, 2 a call, 1 has sent too little to tell."

    counts: shown schools by tier code, two or more together. are_own: they are the clusters of who is looking.
    """
    told = (SupportTier.EXTRA_SUPPORT, SupportTier.CHECK_IN, SupportTier.NOT_ENOUGH_DATA)
    rest = [_counted(f"answer.{tier}", counts[tier], language) for tier in told if counts.get(tier)]
    of = say("answer.of.own" if are_own else "answer.of", language, count=sum(counts.values()))
    if not rest:
        return say("answer.without_rest", language, head=say("answer.all_steady", language, of=of))
    head = _counted("answer.steady", counts.get(SupportTier.STEADY, 0), language, of=of)
    return say("answer.with_rest", language, head=head, rest=", ".join(rest))


def months_answer_text(
    month: date, received: int, expected: int, marks: Mapping[str, int], language: str = "en"
) -> str:
    """ "9 of 11 March reports are in. 2 are missing, 1 came late."; `marks` are reports by code of MonthMark."""
    named = month_name(month, language)
    if not expected:
        return say("answer.months.none", language, month=named)
    head = _counted("answer.months.in", received, language, expected=expected, month=named)
    gaps = [
        _counted(f"answer.months.{mark}", marks[mark], language)
        for mark in (MonthMark.MISSING, MonthMark.LATE)
        if marks.get(mark)
    ]
    if not gaps:
        return say("answer.months.on_time", language, head=head)
    return say("answer.months.gaps", language, head=head, gaps=", ".join(gaps))


# ---------------------------------------------------------------- what is behind it
def quality_texts(
    received: int, expected: int, marks: Mapping[str, int], blank: int, to_check: int, language: str = "en"
) -> tuple[str, ...]:
    """ "10 of 11 received", "1 late" ...; `marks` as above, `blank` and `to_check` are counts in the reports."""
    words = [say("quality.received", language, count=received, expected=expected)]
    words += [say(f"quality.{mark}", language, count=marks[mark]) for mark in TOLD_MARKS if marks.get(mark)]
    words += [_counted("quality.blank", blank, language)] if blank else []
    words += [_counted("quality.to_check", to_check, language)] if to_check else []
    return tuple(words)
