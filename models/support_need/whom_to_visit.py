"""
Whom so many visits reach: the schools of a list, by what the list's rules say of them. Pure.

A visit is for a school on Extra support, then for one on Check in. A school with too little data is called first, and
one that needs nothing gets no visit unless somebody chooses it by hand. Source: decision 0040.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.vocabulary import SupportTier

LATELY = 30
"""Days after a visit within which a school may be left out."""


class VisitOrder(StrEnum):
    NEED = "need"
    WAIT = "wait"


@dataclass(frozen=True)
class Candidate:
    """One school of a list, as far as visits are chosen by it."""

    school_id: str
    name: str
    tier: SupportTier
    need: float
    """By which its list orders schools: the score of Extra support, else the recent one."""
    waited: float = math.inf
    """Days since a visit or call was answered; inf: never."""
    visited: float = math.inf
    """Days since somebody was there; inf: never."""
    is_agreed: bool = False
    """A visit has its day already."""


@dataclass(frozen=True)
class Choice:
    """
    chosen: whom the visits reach, in order of choice. following: who would come next, one by one. left_out: visited
    lately. call_first: too little data. just_below: the school nearest to a list that is on none.
    """

    chosen: tuple[Candidate, ...]
    following: tuple[Candidate, ...]
    left_out: tuple[Candidate, ...]
    call_first: tuple[Candidate, ...]
    just_below: Candidate | None

    def with_room(self, more: int) -> Candidate | None:
        """Who would come with so many visits more; None: nobody more needs one."""
        return self.following[more - 1] if 0 < more <= len(self.following) else None


def choose_visits(
    candidates: Sequence[Candidate],
    room: int,
    order: VisitOrder = VisitOrder.NEED,
    *,
    leaves_out_visited: bool = False,
    by_hand: Collection[str] = (),
) -> Choice:
    """
    Whom `room` visits reach. Visits that are agreed have their place, then schools chosen by hand.

    By need Extra support goes before Check in, by waiting who waited longest goes first, of whichever list. Ties go by
    need, then by name.
    """
    lately = {one.school_id for one in candidates if one.visited <= LATELY and not one.is_agreed}
    left_out = [one for one in candidates if leaves_out_visited and one.school_id in lately and one.tier.is_list]
    away = {one.school_id for one in left_out} - set(by_hand)
    named = [one for one in candidates if one.is_agreed or one.school_id in by_hand]
    waiting = [
        one
        for one in candidates
        if one.tier in (SupportTier.EXTRA_SUPPORT, SupportTier.CHECK_IN)
        and one not in named
        and one.school_id not in away
    ]
    ordered = [
        *sorted(named, key=lambda one: (not one.is_agreed, *_by_need(one))),
        *sorted(waiting, key=_by_need if order is VisitOrder.NEED else _by_wait),
    ]
    others = [one for one in candidates if not one.tier.is_list and one not in named]
    return Choice(
        chosen=tuple(ordered[:room]),
        following=tuple(ordered[room:]),
        left_out=tuple(sorted((one for one in left_out if one.school_id in away), key=_by_need)),
        call_first=tuple(
            sorted(
                (one for one in candidates if one.tier is SupportTier.NOT_ENOUGH_DATA and one not in named),
                key=_by_name,
            )
        ),
        just_below=max(others, key=lambda one: (one.need, one.name), default=None),
    )


_TIERS = (SupportTier.EXTRA_SUPPORT, SupportTier.CHECK_IN, SupportTier.NOT_ENOUGH_DATA)


def _by_need(one: Candidate) -> tuple[int, float, str]:
    place = _TIERS.index(one.tier) if one.tier in _TIERS else len(_TIERS)
    return place, -one.need, one.name


def _by_wait(one: Candidate) -> tuple[float, int, float, str]:
    return -one.waited, *_by_need(one)


def _by_name(one: Candidate) -> str:
    return one.name
