"""The two lists and the tier of each school, from scores, last month's list and what people decided by hand. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from models.support_need.known_rows import Decisions, Flags, Floats, Integers, Names
from models.vocabulary import SupportTier

TIE = 1e-9


@dataclass(frozen=True)
class Lists:
    """
    (schools,) flags. A school with too little data can hold a place on Extra support; `tiers` then gives it the tier
    "not enough data".
    """

    on_extra_support: Flags
    on_check_in: Flags
    by_hand: Flags
    """On Check in because a person put it there."""


def highest_first(key: Floats) -> Integers:
    """
    Positions by key, highest first; keys within 1e-9 of the one before are ties, in the order given (by school id).
    """
    order = np.argsort(-key, kind="stable")
    rung = np.zeros(len(key), dtype=np.int64)
    rung[1:] = np.cumsum(key[order][:-1] - key[order][1:] > TIE)
    return order[np.lexsort((order, rung))]


def extra_support(score: Floats, on_last: Flags, visits: int, margin: float) -> Flags:
    """The `visits` highest by score, a school of last month's list with `margin` more."""
    chosen = np.zeros(len(score), dtype=bool)
    chosen[highest_first(score + margin * on_last)[:visits]] = True
    return chosen


def choose_lists(
    score: Floats,
    recent: Floats,
    *,
    on_last: Flags,
    visits: int,
    calls: int,
    margin: float,
    put_on: Flags,
    taken_off: Flags,
) -> Lists:
    """
    Extra support, then Check in: the next `calls` by recent score, new each month.

    put_on: one more than `calls` where the recent score alone would not name the school; taken_off: the next takes
    its place. Neither touches Extra support.
    """
    on_extra_support = extra_support(score, on_last, visits, margin)
    free = highest_first(recent)
    free = free[~(on_extra_support | taken_off)[free]]
    on_check_in = np.zeros(len(score), dtype=bool)
    on_check_in[free[:calls]] = True
    by_hand = put_on & ~taken_off & ~on_extra_support & ~on_check_in
    return Lists(on_extra_support=on_extra_support, on_check_in=on_check_in | by_hand, by_hand=by_hand)


def by_hand(decisions: Decisions, schools: int, as_of: np.datetime64) -> tuple[Flags, Flags]:
    """
    Schools put on and taken off Check in by decisions that hold on a day (both ends included), by position.

    The latest start decides; of two that start together, the call.
    """
    holds = (decisions.starts <= as_of) & (np.isnat(decisions.ends) | (decisions.ends >= as_of))
    state = np.zeros(schools)
    state[decisions.school[holds]] = np.where(decisions.is_on[holds], 1, -1)
    return state > 0, state < 0


def on_list(school_ids: Names, listed: Collection[str]) -> Flags:
    return (
        np.isin(school_ids.astype(str), np.array(sorted(listed), dtype=str))
        if listed
        else np.zeros(len(school_ids), bool)
    )


def tiers(lists: Lists, enough_data: Flags, has_one_thing: Flags) -> list[SupportTier]:
    """The tier of each school: too little data goes before a place on a list, and a list before one thing to raise."""
    codes = np.select([~enough_data, lists.on_extra_support, lists.on_check_in, has_one_thing], [0, 1, 2, 3], 4)
    names = (
        SupportTier.NOT_ENOUGH_DATA,
        SupportTier.EXTRA_SUPPORT,
        SupportTier.CHECK_IN,
        SupportTier.ONE_THING,
        SupportTier.STEADY,
    )
    return [names[code] for code in codes]
