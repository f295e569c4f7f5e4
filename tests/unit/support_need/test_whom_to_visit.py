"""Whom so many visits reach, with a pencil: six schools of two lists, one steady, one with too little data."""

import math

import pytest

from models.support_need.whom_to_visit import Candidate, VisitOrder, choose_visits
from models.vocabulary import SupportTier

EXTRA, CHECK, STEADY, TOO_LITTLE = (
    SupportTier.EXTRA_SUPPORT, SupportTier.CHECK_IN, SupportTier.STEADY, SupportTier.NOT_ENOUGH_DATA,
)  # fmt: skip
SCHOOLS = [
    Candidate("1", "Clover", EXTRA, 1.4, waited=18, visited=18),
    Candidate("2", "Harlan", EXTRA, 2.0, waited=29, is_agreed=True),
    Candidate("3", "Osprey", EXTRA, 1.1, waited=25, visited=31),
    Candidate("4", "Linden", CHECK, 1.9, waited=42),
    Candidate("5", "Maple", CHECK, 1.2, waited=212),
    Candidate("6", "Never", CHECK, 0.9),
    Candidate("7", "Hazel", STEADY, 0.8, waited=36),
    Candidate("8", "Pine", TOO_LITTLE, 0.7, waited=4),
    Candidate("9", "Quarry", STEADY, 0.2, waited=math.inf),
]


def names(found: object) -> list[str]:
    return [one.name for one in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("room", "chosen", "following"),
    [
        (0, [], ["Harlan", "Clover", "Osprey", "Linden", "Maple", "Never"]),
        (1, ["Harlan"], ["Clover", "Osprey", "Linden", "Maple", "Never"]),
        (4, ["Harlan", "Clover", "Osprey", "Linden"], ["Maple", "Never"]),
        (9, ["Harlan", "Clover", "Osprey", "Linden", "Maple", "Never"], []),
    ],
)
def test_by_need_extra_support_goes_before_check_in_whatever_the_score(room: int, chosen: list, following: list):
    choice = choose_visits(SCHOOLS, room)
    assert (names(choice.chosen), names(choice.following)) == (chosen, following)


def test_by_waiting_who_was_never_reached_goes_first_of_whichever_list_after_what_is_agreed():
    choice = choose_visits(SCHOOLS, 4, VisitOrder.WAIT)
    assert names(choice.chosen) == ["Harlan", "Never", "Maple", "Linden"]


def test_who_was_visited_in_the_last_30_days_is_left_out_on_wish_and_31_days_are_not_lately():
    choice = choose_visits(SCHOOLS, 3, leaves_out_visited=True)
    assert (names(choice.chosen), names(choice.left_out)) == (["Harlan", "Osprey", "Linden"], ["Clover"])


def test_a_school_chosen_by_hand_takes_the_place_of_the_last():
    choice = choose_visits(SCHOOLS, 3, by_hand={"7"})
    assert (names(choice.chosen), names(choice.following)[0]) == (["Harlan", "Hazel", "Clover"], "Osprey")
    assert names(choose_visits(SCHOOLS, 3, leaves_out_visited=True, by_hand={"1"}).chosen)[1] == "Clover"


def test_one_more_is_the_next_and_in_the_end_nobody():
    choice = choose_visits(SCHOOLS, 5)
    assert [one and one.name for one in (choice.with_room(1), choice.with_room(2))] == ["Never", None]


def test_too_little_data_is_called_first_and_the_nearest_steady_school_is_named():
    choice = choose_visits(SCHOOLS, 6)
    assert (names(choice.call_first), choice.just_below and choice.just_below.name) == (["Pine"], "Hazel")


def test_equal_need_goes_by_name():
    twins = [Candidate(name, name, EXTRA, 1.0) for name in ("B", "A")]
    assert names(choose_visits(twins, 1).chosen) == ["A"]


def test_without_schools_there_is_nothing_to_choose():
    choice = choose_visits([], 6)
    assert (choice.chosen, choice.following, choice.just_below) == ((), (), None)
