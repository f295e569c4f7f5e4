"""
Sentences of the triage page about schools in a list: the answer above it, why one stands in it, what is behind it.

Pure.
"""

from collections.abc import Mapping
from datetime import date

from models.support_need.assessment import Reason
from models.vocabulary import MonthMark, SupportTier
from models.wording.counted import NN_, counted
from models.wording.language import Words
from models.wording.reasons import also_text, trend_text

NEEDS = {
    SupportTier.EXTRA_SUPPORT: NN_("{count} needs extra support", "{count} need extra support"),
    SupportTier.CHECK_IN: NN_("{count} a call", "{count} a call"),
    SupportTier.NOT_ENOUGH_DATA: NN_("{count} has sent too little to tell", "{count} have sent too little to tell"),
}
"""Schools that are not steady, as a list of clauses after those that are: "needs" is not said again."""

# Words: {rest} is a list of clauses: "2 need extra support, 1 a call, 3 have sent too little to tell".
STEADY = {
    True: NN_(
        "{count} of your {schools} schools is steady; {rest}.", "{count} of your {schools} schools are steady; {rest}."
    ),
    False: NN_("{count} of {schools} schools is steady; {rest}.", "{count} of {schools} schools are steady; {rest}."),
}
"""By whether they are the schools of who is looking."""

ALL_STEADY = {
    True: NN_("All of your {count} schools are steady.", "All of your {count} schools are steady."),
    False: NN_("All of {count} schools are steady.", "All of {count} schools are steady."),
}

MONTH_GAPS = {
    MonthMark.MISSING: NN_("{count} is missing", "{count} are missing"),
    MonthMark.LATE: NN_("{count} came late", "{count} came late"),
}
"""Reports of a month, after how many of them are in."""

MARKED = {
    MonthMark.LATE: NN_("{count} late", "{count} late"),
    MonthMark.MISSING: NN_("{count} missing", "{count} missing"),
    MonthMark.RETURNED: NN_("{count} returned", "{count} returned"),
    MonthMark.TO_REVIEW: NN_("{count} to review", "{count} to review"),
    MonthMark.NIL: NN_("{count} nil", "{count} nil"),
}
"""Marks that are counted under the list, in this order: so many reports."""


# ---------------------------------------------------------------- one row
def older_reports_text(words: Words) -> str:
    """Beside the silence of a school with too little data."""
    return words.gettext("call first; judged by older reports")


def row_aside_text(words: Words, further: tuple[Reason, ...], trend_state: str) -> str:
    """
    Beside a row's first sentence: "also fewer types; clearly lower than before"; "" where there is neither.

    Only a lower trend is told; `trend_state` is as in `Assessment.schools`.
    """
    named, trend = also_text(words, further), trend_text(words, trend_state if trend_state == "lower" else "")
    return words.gettext("{named}; {trend}", named=named, trend=trend) if named and trend else named or trend


def not_judged_text(words: Words, closed_on: str | None) -> tuple[str, str]:
    """Sentence and aside of a school that owes no report; `closed_on` as the page writes days, None: not open yet."""
    state = words.gettext("Closed on {day}", day=closed_on) if closed_on else words.gettext("Not open yet")
    return state, words.gettext("no report is expected")


def no_tiers_text(words: Words) -> tuple[str, str]:
    """Name and offer of the one group of a year without monthly reports."""
    return words.gettext("All schools"), words.gettext("no monthly reports")


# ---------------------------------------------------------------- the answer above the list
def no_schools_text(words: Words) -> str:
    return words.gettext("There are no schools yet.")


def no_reports_text(words: Words, school_year: str) -> str:
    return words.gettext("No monthly reports for {year} yet.", year=school_year)


def none_fits_text(words: Words) -> str:
    return words.gettext("No school fits these filters.")


def only_school_text(words: Words, name: str, told: str) -> str:
    """ "Harlan Creek: Extra support." or "Aspen Heights: Closed on 31 December 2025."; `told` is its tier in words."""
    return words.gettext("{name}: {tier}.", name=name, tier=told)


def answer_text(words: Words, counts: Mapping[str, int], are_own: bool) -> str:
    """
    "6 of your 11 schools are steady; 2 need extra support, 2 a call, 1 has sent too little to tell."

    counts: shown schools by tier code, two or more together. are_own: they are the clusters of who is looking.
    """
    are_own, schools = bool(are_own), sum(counts.values())
    rest = [counted(words, clause, counts[tier]) for tier, clause in NEEDS.items() if counts.get(tier)]
    if not rest:
        return counted(words, ALL_STEADY[are_own], schools)
    steady = counts.get(SupportTier.STEADY, 0)
    return counted(words, STEADY[are_own], steady, schools=schools, rest=words.listed(rest))


def months_answer_text(words: Words, month: date, received: int, expected: int, marks: Mapping[str, int]) -> str:
    """ "9 of 11 March reports are in. 2 are missing, 1 came late."; `marks` are reports by code of MonthMark."""
    named = words.month(month)
    if not expected:
        return words.gettext("No {month} report is expected from these schools.", month=named)
    gaps = [counted(words, clause, marks[mark]) for mark, clause in MONTH_GAPS.items() if marks.get(mark)]
    if not gaps:
        on_time = NN_(
            "{count} of {expected} {month} reports is in, all on time.",
            "{count} of {expected} {month} reports are in, all on time.",
        )
        return counted(words, on_time, received, expected=expected, month=named)
    are_in = NN_(
        "{count} of {expected} {month} reports is in. {gaps}.", "{count} of {expected} {month} reports are in. {gaps}."
    )
    return counted(words, are_in, received, expected=expected, month=named, gaps=words.listed(gaps))


# ---------------------------------------------------------------- what is behind it
def quality_texts(
    words: Words, received: int, expected: int, marks: Mapping[str, int], blank: int, to_check: int
) -> tuple[tuple[str, str], ...]:
    """
    (code, text) of every count: ("received", "10 of 11 received"), ("late", "1 late") ... ("blank", ...), ("to_check",
    ...). `marks` as above; `blank` and `to_check` are counts in the reports.
    """
    in_all = NN_("{count} of {expected} received", "{count} of {expected} received")
    texts = [("received", counted(words, in_all, received, expected=expected))]
    texts += [(mark.value, counted(words, text, marks[mark])) for mark, text in MARKED.items() if marks.get(mark)]
    if blank:
        texts.append(("blank", words.ngettext("{count} blank count", "{count} blank counts", blank)))
    if to_check:
        texts.append(("to_check", words.ngettext("{count} figure to check", "{count} figures to check", to_check)))
    return tuple(texts)
