"""How a school compares, said to the school: sentences written out by hand."""

from datetime import date
from typing import Any

import pytest

from models.support_need.assessment import Reason
from models.support_need.figures import Figures
from models.support_need.indicator_specs import WEIGHTED
from models.vocabulary import Indicator, SchoolLevel, SupportTier
from models.wording import our_figures as wording
from models.wording.language import words_in

WORDS = words_in()
NAN = float("nan")
AUGUST = date(2025, 8, 1)


def reason(code: Indicator, own: float, peers: float, n: float, **more: Any) -> Reason:
    return Reason(code, 0.5, Figures(own=own, peers=peers, n=n, since=AUGUST, **more))


@pytest.mark.parametrize(
    ("said", "text", "aside"),
    [
        (
            reason(Indicator.REPORTING, 2, 0.2, 4),
            "2 of your last 4 reports have not arrived.",
            "(usual in the district: 0)",
        ),
        (
            reason(Indicator.REPORTING, 1, 0.2, 4),
            "1 of your last 4 reports has not arrived.",
            "(usual in the district: 0)",
        ),
        (
            reason(Indicator.REPORTING, 1, 0, 4, late=2, late_peers=1),
            "1 of your last 4 reports has not arrived, and 2 came late.",
            "(usual in the district: 0 not arrived, 1 late)",
        ),
        (
            reason(Indicator.REPORTING, 0, 0, 4, late=1, late_peers=0),
            "1 of your last 4 reports came late.",
            "(usual in the district: 0)",
        ),
        (
            reason(Indicator.REPORTING, 0, 0, 4, longer=True),
            "Reports came late or not at all.",
            "(the last 4 arrived on time; it shows over a longer time)",
        ),
        (
            reason(Indicator.PLAN, 3, 6, 8),
            "3 of 8 plan steps due since August were done on time.",
            "(usual in the district: 6)",
        ),
        (
            reason(Indicator.PLAN, 0, 1, 1),
            "0 of 1 plan step due since August was done on time.",
            "(usual in the district: 1)",
        ),
        (
            reason(Indicator.ACTIVITY, 1.3, 2.9, 8),
            "You reported 1.3 activities a month since August.",
            "(at schools like yours: 2.9)",
        ),
        (
            reason(Indicator.RESPONSE, 9, 27, 300),
            "9 of 100 participants answered since August.",
            "(at schools like yours: 27)",
        ),
        (
            reason(Indicator.RESPONSE, NAN, 27, 8, hidden=True),
            "Fewer parents answered than at schools like yours.",
            "(fewer than 10 answers)",
        ),
        (
            reason(Indicator.RATING, 3.6, 4.1, 64),
            "Parents rate your activities 3.6 of 5.",
            "(at schools like yours: 4.1)",
        ),
        (
            reason(Indicator.TURNOUT, 1, 11, 9),
            "1 family per 100 pupils came to a typical event since August.",
            "(at schools like yours: 11)",
        ),
        (
            reason(Indicator.TURNOUT, 6, 11, 9, per_pupil=False),
            "6 families came to a typical event since August.",
            "(at schools like yours: 11)",
        ),
        (
            reason(Indicator.TURNOUT, NAN, NAN, 0),
            "Fewer families came than at schools like yours.",
            "",
        ),
        (
            reason(Indicator.BREADTH, 2, 5, 4),
            "Of the six types, your last 4 reports have two.",
            "(at schools like yours: five)",
        ),
        (
            reason(Indicator.BREADTH, 0, 3.5, 1),
            "Of the six types, your last report has none.",
            "(at schools like yours: 3.5)",
        ),
        (
            reason(Indicator.LANGUAGE, 1, 3, 7),
            "1 of 7 activities since August were announced or held in a home language.",
            "(usual in the district: 3)",
        ),
        (
            reason(Indicator.LANGUAGE, 0, 1, 1),
            "0 of 1 activity since August was announced or held in a home language.",
            "(usual in the district: 1)",
        ),
    ],
)
def test_a_reason_speaks_of_your_school_and_schools_like_yours(said: Reason, text: str, aside: str):
    assert wording.reason_text(WORDS, said) == (text, aside)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (reason(Indicator.REPORTING, 0, 0.2, 4), "Your last 4 reports all arrived on time."),
        (reason(Indicator.REPORTING, 0, 0.2, 1), "Your last report arrived on time."),
        (reason(Indicator.RATING, 4.4, 4.1, 64), "Parents rate your activities 4.4 of 5."),
    ],
)
def test_what_goes_well_is_said_as_plainly(said: Reason, text: str):
    assert wording.well_text(WORDS, said)[0] == text


@pytest.mark.parametrize(
    ("tier", "text"),
    [
        (SupportTier.EXTRA_SUPPORT, "The office offers your school a visit."),
        (SupportTier.CHECK_IN, "The office offers your school a call."),
        (
            SupportTier.NOT_ENOUGH_DATA,
            "Too few of your last reports are in to compare them. Your coordinator calls first.",
        ),
        (SupportTier.STEADY, "Your school is on no list this month."),
    ],
)
def test_a_tier_is_what_the_office_offers(tier: SupportTier, text: str):
    assert wording.stands_text(WORDS, tier.value) == text


def test_a_tier_that_is_no_list_is_something_to_talk_over():
    said = {tier: wording.stands_text(WORDS, tier.value) for tier in SupportTier if tier not in wording.TIERS}
    assert set(said.values()) <= {"Your coordinator has one thing to talk over with you."}


@pytest.mark.parametrize(
    ("reasons", "trend", "lead"),
    [
        (True, "", ""),
        (False, "", "No single figure stands out."),
        (True, "lower", "Your recent months are lower than those before."),
        (False, "higher", "No single figure stands out. Your recent months are higher than those before."),
    ],
)
def test_before_the_reasons_stands_what_changed(reasons: bool, trend: str, lead: str):
    assert wording.lead_text(WORDS, has_reasons=reasons, trend_state=trend) == lead


def test_help_is_offered_once_for_each_reason_and_not_to_a_school_on_no_list():
    codes = [Indicator.BREADTH, Indicator.LANGUAGE]
    assert wording.offer_text(WORDS, SupportTier.CHECK_IN, codes) == (
        "The office can help: examples of the types not yet reported; translation, or an interpreter."
    )
    assert wording.offer_text(WORDS, SupportTier.CHECK_IN, []) == ""
    assert wording.offer_text(WORDS, SupportTier.STEADY, codes) == ""


@pytest.mark.parametrize(
    ("code", "value", "n", "text"),
    [
        (Indicator.REPORTING, 2.0, 4, "2 of 4"),
        (Indicator.ACTIVITY, 3.0, 8, "3.0"),
        (Indicator.BREADTH, 3.5, 4, "3.5"),
        (Indicator.BREADTH, 5.0, 4, "5"),
        (Indicator.RESPONSE, 26.6, 300, "27"),
    ],
)
def test_a_figure_in_the_table_reads_as_in_the_sentences(code: Indicator, value: float, n: float, text: str):
    assert wording.figure_text(WORDS, code, value, n) == text


@pytest.mark.parametrize("table", ["HELP", "GAPS", "QUANTITIES"])
def test_every_indicator_has_its_text(table: str):
    assert set(WEIGHTED) <= set(getattr(wording, table))


def test_every_level_is_told_who_it_is_compared_with():
    assert list(wording.SIMILAR) == list(SchoolLevel)
    assert wording.similar_text(WORDS, "elementary") == (
        "Compared with similar elementary schools of the district. No school is named."
    )
