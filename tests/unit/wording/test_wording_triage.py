"""Sentences of the triage page, written out by hand."""

from dataclasses import replace
from datetime import date

import pytest

from models.school_charts.peer_months import Peers
from models.support_need.assessment import Reason
from models.support_need.figures import Figures
from models.vocabulary import Indicator, SupportTier
from models.wording.language import words_in
from models.wording.school import lead_text, office_text, peers_of_text, points_text, rest_text
from models.wording.triage import row_aside_text

WORDS = words_in()
MARCH = date(2026, 3, 1)
FEWER_TYPES = Reason(Indicator.BREADTH, 0.5, Figures(own=2, peers=5, n=4, since=date(2025, 8, 1)))


@pytest.mark.parametrize(
    ("further", "trend_state", "aside"),
    [
        ((FEWER_TYPES,), "lower", "also fewer types; clearly lower than before"),
        ((FEWER_TYPES,), "", "also fewer types"),
        ((), "lower", "clearly lower than before"),
        ((FEWER_TYPES,), "higher", "also fewer types"),
        ((), "", ""),
    ],
)
def test_a_lower_trend_stands_beside_further_reasons_in_a_row(further, trend_state, aside):
    assert row_aside_text(WORDS, further, trend_state) == aside


def test_a_silent_school_is_led_by_its_silence_and_then_by_its_trend():
    told = lead_text(
        WORDS,
        enough_data=False,
        silent_since=date(2025, 12, 4),
        months_since_report=3,
        score=0.3,
        has_reasons=False,
        trend_state="lower",
    )
    assert told == (
        "Nothing received since 4 December; judged by older reports. Several small gaps, none large. "
        "The recent months are clearly lower than before."
    )


def test_a_school_with_reasons_and_no_change_has_no_lead():
    assert (
        lead_text(
            WORDS,
            enough_data=True,
            silent_since=None,
            months_since_report=0,
            score=0.3,
            has_reasons=True,
            trend_state="higher",
        )
        == ""
    )


def test_all_else_together_names_what_adds_need_and_what_takes_it():
    assert rest_text(WORDS, [Indicator.PLAN, Indicator.LANGUAGE], [Indicator.RATING]) == (
        "Everything else",
        "(more need in plan steps, home languages; less in ratings)",
    )
    assert rest_text(WORDS, [], []) == ("Everything else", "(as is typical)")


def test_the_office_offers_its_first_step_and_help_for_each_reason():
    offered = "Offer a visit, and to bring along: examples of the types not yet reported."
    assert office_text(WORDS, SupportTier.EXTRA_SUPPORT, [FEWER_TYPES, FEWER_TYPES]) == offered
    assert office_text(WORDS, SupportTier.STEADY, [FEWER_TYPES]) == "On no list this month."
    assert office_text(WORDS, SupportTier.CHECK_IN, []) == "Offer a call."


def test_help_to_name_a_liaison_is_offered_where_none_is_named_and_a_call_offers_no_visit():
    offered = (
        "Offer a call, and in it: help to name a liaison; the one-page report form, a reminder before the due date."
    )
    late = replace(FEWER_TYPES, code=Indicator.REPORTING)
    assert office_text(WORDS, SupportTier.CHECK_IN, [late], has_liaison=False) == offered
    fewer = replace(FEWER_TYPES, code=Indicator.ACTIVITY)
    assert "visit" not in office_text(WORDS, SupportTier.CHECK_IN, [late, fewer])


@pytest.mark.parametrize(
    ("points", "told"),
    [
        (0.5, "much more need"),
        (0.2, "more need"),
        (0.0, "as is typical"),
        (-0.2, "less need"),
        (-0.6, "much less need"),
    ],
)
def test_points_are_said_without_their_decimals(points, told):
    assert points_text(WORDS, points) == told


@pytest.mark.parametrize(
    ("peers", "told"),
    [
        (Peers(12, are_of_size=True), "12 schools of this level and size"),
        (Peers(5, are_of_size=False), "5 schools of this level"),
        (None, ""),
    ],
)
def test_whom_a_school_is_compared_with_is_counted(peers, told):
    assert peers_of_text(WORDS, peers) == told
