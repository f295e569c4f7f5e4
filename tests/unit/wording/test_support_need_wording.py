"""The words of tiers, reasons and states, each from its code and figures."""

from datetime import date

import pytest

from models.month_marks import MonthMark
from models.support_need.assessment import Reason
from models.support_need.changes import Change
from models.support_need.figures import Figures
from models.vocabulary import Indicator, SupportTier
from models.wording.language import words_in
from models.wording.lists import change_text
from models.wording.reasons import (
    also_text,
    certainty_text,
    evidence_text,
    help_text,
    indicator_text,
    month_mark_text,
    no_reason_text,
    offer_text,
    reason_text,
    silence_text,
    strength_text,
    tier_text,
    trend_text,
)
from models.wording.rules import stays_text

WORDS = words_in()
AUGUST, OCTOBER = date(2024, 8, 1), date(2024, 10, 1)


def reason(code: str, own: float, peers: float, n: float, since: date = AUGUST, points: float = 0.5, **more) -> Reason:
    return Reason(Indicator(code), points, Figures(own=own, peers=peers, n=n, since=since, **more))


@pytest.mark.parametrize(
    ("given", "sentence", "aside"),
    [
        (reason("reporting", 2, 0.3, 4), "2 of the last 4 reports have not arrived", "(usual: none)"),
        (reason("reporting", 1, 0.3, 4), "1 of the last 4 reports has not arrived", "(usual: none)"),
        (
            reason("reporting", 1, 0.3, 4, late=2.0, late_peers=0.6),
            "1 of the last 4 reports has not arrived, 2 came late",
            "(usual: 0 missing, 1 late)",
        ),
        (reason("reporting", 0, 0.3, 4, late=3.0), "3 of the last 4 reports came late", "(usual: none)"),
        (
            reason("reporting", 0, 0.3, 4, longer=True),
            "reports came late or not at all",
            "(the last 4 arrived on time; from earlier months)",
        ),
        (
            reason("plan", 3, 6.1, 8, OCTOBER),
            "3 of 8 plan steps due since October were done on time",
            "(schools like this: 6 of 8)",
        ),
        (reason("activity", 1.3, 2.9, 8), "1.3 activities a month since August", "(schools like this: 2.9)"),
        (reason("response", 9.2, 27.4, 300), "9 of 100 participants answered since August", "(schools like this: 27)"),
        (
            reason("response", float("nan"), 27.4, 30, hidden=True),
            "fewer than 10 answers since August",
            "(schools like this: 27 of 100)",
        ),
        (reason("rating", 3.6, 4.1, 64), "parents rate 3.6 of 5", "(schools like this: 4.1; 64 answers since August)"),
        (
            reason("rating", float("nan"), 4.1, 6, hidden=True),
            "parents rate lower than at schools like this",
            "(fewer than 10 answers)",
        ),
        (
            reason("turnout", 6.2, 10.8, 12),
            "6 families per 100 pupils at a typical event since August",
            "(schools like this: 11)",
        ),
        (
            reason("turnout", 31, 52, 12, per_pupil=False),
            "31 families at a typical event since August",
            "(schools like this: 52)",
        ),
        (reason("breadth", 2, 5, 4), "two of six types in the last four reports", "(schools like this: five)"),
        (reason("breadth", 1, 4.5, 3), "one of six types in the last three reports", "(schools like this: 4.5)"),
        (
            reason("language", 1, 2.8, 7, english_learner_rate=0.31, home_languages="Spanish"),
            "1 of 7 activities in Spanish since August",
            "(31 % English learners; schools like this: 3 of 7)",
        ),
        (
            reason("language", 1, 2.8, 7, english_learner_rate=0.31, home_languages="English;Spanish;Arabic"),
            "1 of 7 activities in a home language since August",
            "(31 % English learners; schools like this: 3 of 7)",
        ),
        (
            reason("activity", 2.9, 2.6, 8, longer=True),
            "2.9 activities a month since August",
            "(schools like this: 2.6; from earlier months)",
        ),
        (
            reason("plan", float("nan"), float("nan"), 0),
            "fewer plan steps done on time",
            "(from earlier months; none counted since August)",
        ),
    ],
)
def test_a_reason_reads_as_agreed(given, sentence, aside):
    assert reason_text(WORDS, given) == (sentence, aside)


def test_a_strength_reads_as_agreed():
    rated = reason("rating", 4.4, 4.1, 64, points=-0.3)
    assert strength_text(WORDS, rated) == (
        "Strength: parents rate 4.4 of 5",
        "(schools like this: 4.1; 64 answers since August)",
    )


def test_a_school_without_a_strength_has_no_words_for_one():
    assert strength_text(WORDS, None) == ("", "")


def test_further_reasons_stand_in_a_few_words():
    further = (reason("activity", 1, 2, 8), reason("breadth", 2, 5, 4))
    assert (also_text(WORDS, further), also_text(WORDS, ())) == ("also fewer activities, fewer types", "")


def test_the_evidence_of_a_reason_is_counted_in_its_own_unit():
    counted = [evidence_text(WORDS, found) for found in (reason("rating", 4, 4, 64), reason("breadth", 1, 5, 1))]
    assert counted == ["64 answers", "1 report"]


def test_tiers_say_what_the_office_does_next():
    assert [(tier_text(WORDS, tier), offer_text(WORDS, tier)) for tier in SupportTier] == [
        ("Extra support", "offer a visit"),
        ("Check in", "offer a call"),
        ("Not enough data yet", "call first"),
        ("One thing to raise", "a word at the next occasion"),
        ("Steady", "no list this month"),
    ]


def test_every_mark_of_a_month_reads_differently_and_says_that_it_came_late():
    said = {mark: month_mark_text(WORDS, mark) for mark in MonthMark}
    assert len(set(said.values())) == len(MonthMark)
    assert said[MonthMark.TO_REVIEW_ZERO_LATE] == "to review, 0 activities, came late"
    assert said[MonthMark.TO_REVIEW_NIL] == "to review, nothing to report"


def test_states_and_certainty_read_as_agreed():
    assert silence_text(WORDS, date(2024, 10, 10), 3) == "Nothing received since 10 October"
    assert silence_text(WORDS, None, 2) == "Nothing received yet"
    assert silence_text(WORDS, None, 22) == "Nothing received in three school years"
    assert (trend_text(WORDS, "lower"), trend_text(WORDS, "")) == ("clearly lower than before", "")
    assert (no_reason_text(WORDS, 0.4), no_reason_text(WORDS, -0.4)) == (
        "Several small gaps, none large",
        "No gap stands out",
    )
    assert (
        certainty_text(WORDS, 0.47, 13)
        == "About 5 in 10 schools with figures like these turn out to be among the 13 that need support most"
        " in the next two months."
    )
    assert stays_text(WORDS, 0.91, True) == "on the list in 9 of 10 weightings"
    assert stays_text(WORDS, 0.4, False) == "would be on it in 4 of 10 weightings"


def test_a_change_says_what_moved_the_school():
    moved = ((Indicator.REPORTING, 0.5), (Indicator.PLAN, 0.1))
    entered = Change("S01", "extra_support", True, "score", moved)
    left = Change("S01", "check_in", False, "other_list", moved)
    assert change_text(WORDS, entered) == "New on Extra support: fewer reports on time than before"
    assert change_text(WORDS, left) == "Left Check in: moved between the lists"


def test_every_indicator_has_a_name_and_an_offer():
    assert all(indicator_text(WORDS, code) and help_text(WORDS, code) for code in Indicator)
