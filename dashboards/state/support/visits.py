"""Whom the visits of the coming weeks reach, in words: why these, why not the next, and when. Pure."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from dashboards.state.frame_rows import is_known, row_of
from dashboards.state.support.gathered import Gathered, agreed_visits, candidates, days_since, reached
from dashboards.state.support.shapes import DayCell, VisitRow, VisitsPart
from dashboards.state.triage.rows import BoardInWords
from models.support_need.list_checks import HitRate
from models.support_need.whom_to_visit import Candidate, Choice, VisitOrder, choose_visits
from models.vocabulary import ContactChannel, SupportTier
from models.wording import reasons as wording_reasons
from models.wording import support_visits as wording
from models.wording.language import Words

WEEKS, WORKDAYS = 5, 5
AHEAD = 20
"""Workdays from tomorrow on among which visits are proposed."""
MOST_ROOM, USUAL_ROOM = 30, 6
MOST_BELOW, MOST_TRIED = 3, 4
TRIED_SINCE = timedelta(days=365)
LONGEST_STEP = 200


@dataclass(frozen=True)
class Wish:
    """
    What somebody chose: how many visits, in which order, whom to leave out, and who was swapped in. travel: schools in
    the order in which they will be travelled to; empty: nobody has put them into one.
    """

    room: int = USUAL_ROOM
    order: VisitOrder = VisitOrder.NEED
    leaves_out: bool = False
    added: frozenset[str] = field(default_factory=frozenset)
    travel: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """
    The visits chosen: the choice, and the day of each school, agreed or proposed. travel: the schools to add in the
    order that somebody put them into, those chosen since at its end; empty: nobody has.
    """

    choice: Choice
    days: Mapping[str, date]
    travel: tuple[str, ...] = ()

    @property
    def to_add(self) -> list[Candidate]:
        """Those whose visit is not agreed yet."""
        return [one for one in self.choice.chosen if not one.is_agreed]


def visits_planned(shown_board: BoardInWords, schools: Sequence[str], found: Gathered, wish: Wish) -> Plan:
    """schools: those the viewer cares for."""
    word = shown_board.words.gettext(ContactChannel.IN_PERSON.label)
    every = candidates(shown_board.board, list(schools), found, word)
    choice = choose_visits(every, wish.room, wish.order, leaves_out_visited=wish.leaves_out, by_hand=wish.added)
    agreed = agreed_visits(found.log, found.planned, word)
    days = {one.school_id: agreed[one.school_id].date() for one in choice.chosen if one.is_agreed}
    to_add = [one.school_id for one in choice.chosen if not one.is_agreed]
    travel = in_travel_order(to_add, wish.travel)
    ordered = travel or to_add
    days |= dict(zip(ordered, proposed_days(len(ordered), found.office, set(days.values())), strict=True))
    return Plan(choice, days, tuple(travel))


def in_travel_order(schools: Sequence[str], travel: Sequence[str]) -> list[str]:
    """schools in the order of travel, those that are not in it at its end; empty where none of them is in it."""
    known = [one for one in dict.fromkeys(travel) if one in schools]
    return [*known, *(one for one in schools if one not in known)] if known else []


def proposed_days(count: int, today: date, taken: set[date]) -> list[date]:
    """Days for visits, spread evenly over the coming weeks' workdays, none on a day that is taken while one is free."""
    ahead = [today + timedelta(days=after) for after in range(1, 2 * AHEAD)]
    workdays = [day for day in ahead if day.weekday() < WORKDAYS][:AHEAD]
    free = [day for day in workdays if day not in taken] or workdays
    return [free[min(int((at + 0.5) * len(free) / count), len(free) - 1)] for at in range(count)]


def visits_part(
    shown_board: BoardInWords,
    schools: Sequence[str],
    found: Gathered,
    wish: Wish,
    hits: HitRate | None,
    leads: Callable[[str], str],
    plan_of_today: tuple[str, int] | None,
) -> VisitsPart:
    """leads: the address of a school's page. plan_of_today: what this person planned, how many visits of it stand."""
    words, board = shown_board.words, shown_board.board
    made = visits_planned(shown_board, schools, found, wish)
    choice = made.choice
    rows = _Rows(shown_board, found, leads)
    shown = {one.school_id for one in choice.chosen}
    every = candidates(board, list(schools), found, words.gettext(ContactChannel.IN_PERSON.label))
    counts = {tier: sum(one.tier is tier for one in choice.chosen) for tier in SupportTier}
    need = {tier: sum(one.tier is tier for one in every) for tier in SupportTier}
    agreed = sum(one.is_agreed for one in choice.chosen)
    lately = sum(one.tier.is_list and one.visited <= 30 and not one.is_agreed for one in every)
    order = list(shown_board.rows)
    chosen = sorted(choice.chosen, key=lambda one: (list(SupportTier).index(one.tier), order.index(one.school_id)))
    if made.travel:  # days that are agreed stand where they fall between the others
        chosen.sort(key=lambda one: (made.days[one.school_id], not one.is_agreed, _place(made.travel, one.school_id)))
    nobody = not every
    return {
        "answer": wording.answer_text(words, wish.room, counts, need) if every else "",
        "room": wish.room,
        "order": wish.order.value,
        "leaves_out": wish.leaves_out,
        "visited": lately,
        "added": sorted(wish.added & shown),
        "travel": list(made.travel),
        "chosen": [rows.row(one, made.days[one.school_id]) for one in chosen],
        "below": [rows.row(one, None, why_not) for one, why_not in _below(words, choice)],
        "cut": wording.cut_text(words, wish.room, len(choice.chosen)),
        "cut_next": wording.next_text(words, wish.room + 1, choice.with_room(1)),
        "days": _days(words, found),
        "weekdays": [
            words.weekday(found.office + timedelta(days=at - found.office.weekday())) for at in range(WORKDAYS)
        ],
        "title": words.ngettext("Your weeks with {count} visit", "Your weeks with {count} visits", len(choice.chosen)),
        "agreed": wording.agreed_text(words, agreed, len(made.to_add)),
        "how": wording.how_lines(words, counts, need, wish.order),
        "if_it_were": wording.if_it_were_lines(words, wish.room, choice),
        "past": wording.past_text(words, hits),
        "adds": wording.adds_text(words, len(made.to_add), agreed),
        "none": words.gettext("None of your schools stands on a list this month: no visit is needed.")
        if nobody
        else "",
        "plan": plan_of_today[0] if plan_of_today else "",
        "plan_text": wording.planned_text(words, plan_of_today[1]) if plan_of_today else "",
    }


def step_text(shown_board: BoardInWords, school_id: str) -> str:
    """What is kept as the next step of a planned visit: that it is one, and why this school."""
    words, why = shown_board.words, shown_board.rows[school_id]["why"][0]
    visit = words.gettext(ContactChannel.IN_PERSON.label)
    return words.gettext("{visit}: {why}", visit=visit, why=why)[:LONGEST_STEP]


def _place(travel: Sequence[str], school_id: str) -> int:
    return travel.index(school_id) if school_id in travel else -1


def _below(words: Words, choice: Choice) -> list[tuple[Candidate, str]]:
    """Who is not visited and nearest to it, each with why not."""
    lines = [(one, wording.no_room_text(words, one.tier)) for one in choice.following[:MOST_BELOW]]
    if choice.just_below is not None and len(lines) < MOST_BELOW:
        lines.append((choice.just_below, wording.just_below_text(words, choice.just_below.tier)))
    lines += [(one, words.gettext("Why not: visited in the last 30 days")) for one in choice.left_out]
    lines += [(one, words.gettext("Why not: call first, there is too little to tell")) for one in choice.call_first]
    return lines


def _days(words: Words, found: Gathered) -> list[DayCell]:
    today, now = found.office, words.gettext("today") if found.office == found.today else words.gettext("now")
    monday = today - timedelta(days=today.weekday())
    days = [monday + timedelta(days=7 * week + at) for week in range(WEEKS) for at in range(WORKDAYS)]
    return [
        {
            "day": day.isoformat(),
            "label": str(day.day) if day.day > 1 and day != days[0] else words.short_day(day),
            "name": words.day(day),
            "is_past": day < today,
            "now": now if day == today else "",
        }
        for day in days
    ]


class _Last(NamedTuple):
    contacted_on: pd.Timestamp
    channel: str


class _Rows:
    """Rows of schools in words."""

    def __init__(self, shown_board: BoardInWords, found: Gathered, leads: Callable[[str], str]) -> None:
        self._shown, self._words, self._leads = shown_board, shown_board.words, leads
        since = pd.Timestamp(found.office - TRIED_SINCE)
        lately = found.log[found.log["contacted_on"] >= since]
        self._log = {str(school): some for school, some in lately.groupby("school_id")}
        self._reached = reached(found.log)
        waits = days_since(self._reached["contacted_on"], found.office)
        self._longest = max(int(waits.max()) if len(waits) else 0, 1)

    def row(self, one: Candidate, day: date | None, why_not: str = "") -> VisitRow:
        words, shown = self._words, self._shown.rows[one.school_id]
        log = self._log.get(one.school_id)
        why, aside = shown["why"]
        tried = (
            [] if log is None else [(str(code), words.gettext(ContactChannel(code).label)) for code in log["channel"]]
        )
        return {
            "id": one.school_id,
            "name": one.name,
            "address": self._leads(one.school_id),
            "about": words.listed(filter(None, [shown["cluster"], shown["size"]])),
            "tier": one.tier.value,
            "tier_label": wording_reasons.tier_text(words, one.tier.value),
            "why": why_not or why,
            "aside": why if why_not else aside,
            "waited": wording.waited_text(words, None if math.isinf(one.waited) else int(one.waited)),
            "share": 1.0 if math.isinf(one.waited) else round(one.waited / self._longest, 3),
            "last": self._last(one.school_id),
            "tried": tried[:MOST_TRIED],
            "tried_text": words.gettext("nothing in the last year") if log is None else self._newest(log),
            "day": "" if day is None else day.isoformat(),
            "is_agreed": one.is_agreed,
            "may_swap": bool(why_not) and one.tier is not SupportTier.NOT_ENOUGH_DATA,
        }

    def _last(self, school_id: str) -> str:
        if school_id not in self._reached.index:
            return self._words.gettext("no visit or call answered yet")
        last = row_of(self._reached, school_id, _Last)
        return wording.last_text(self._words, ContactChannel(last.channel), last.contacted_on)

    def _newest(self, log: pd.DataFrame) -> str:
        """What the newest contact was about, and what was agreed."""
        newest, words = log.iloc[0], self._words
        label = words.gettext(ContactChannel(newest["channel"]).label)
        about = newest["note"] or newest["purpose"]
        said = words.gettext("{how} {day}: {about}.", how=label, day=words.short_day(newest["contacted_on"]),
                             about=str(about or label).rstrip("."))  # fmt: skip
        is_open = newest["next_step"] and not is_known(newest["closed_on"])
        return f"{said} {str(newest['next_step']).rstrip('.')}." if is_open else said
