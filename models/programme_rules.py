"""What may be written of the programme itself: sessions with who came, and steps of the roll-out. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import isfinite
from typing import Any

from models.contact_rules import checked_line
from models.errors import PartnershipError

LONG_AGO = timedelta(days=3_653)
"""What was before these ten years is brought by a file."""
LONGEST_SESSION = 60.0
"""Hours of a session, that of a summer week included."""
MOST_PEOPLE = 200
FAR_AHEAD = timedelta(days=731)
SAID = ("held_on", "topic", "hours")


@dataclass(frozen=True)
class Training:
    """A professional development session that was held or is planned, as somebody writes it; None: not known."""

    held_on: date
    topic: str
    hours: float | None = None
    came: Mapping[str, int | None] = field(default_factory=dict)
    """By the number of each school whose team came, or is expected: how many of its members."""

    def as_kept(self) -> dict[str, Any]:
        """The same as plain data, as JSON holds it."""
        return {
            "held_on": self.held_on.isoformat(),
            "topic": self.topic,
            "hours": self.hours,
            "came": dict(sorted(self.came.items())),
        }

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> "Training":
        """What `as_kept` made."""
        return cls(date.fromisoformat(kept["held_on"]), kept["topic"], kept["hours"], kept["came"])


def checked_training(told: Training, today: date, *, was: Training | None = None) -> Training:
    """
    The same without blanks around. was: how it stands, whose figures may stay whatever they are.

    Raises PartnershipError for a day to come or long past, no topic, and figures that can't be.
    """
    topic = checked_line(told.topic)
    if not topic:
        raise PartnershipError("Say what the session was about; nothing was saved.")
    if was is None or told.held_on != was.held_on:
        checked_past_day(told.held_on, today)
    _check_hours(told, was)
    for school_id, people in told.came.items():
        if people is None or (was is not None and was.came.get(school_id) == people):
            continue
        if not 1 <= people <= MOST_PEOPLE:
            raise PartnershipError(
                "Of a team 1 to {most} members can come. Leave the number out where nobody counted; nothing was saved.",
                most=MOST_PEOPLE,
            )
    return replace(told, topic=topic)


def checked_planned(told: Training, today: date, *, was: Training | None = None) -> Training:
    """
    A session that is to come, without blanks around; `came` names the schools whose teams are expected. was: how it
    stands, whose day may be past by now.

    Raises PartnershipError for a day that is past or too far ahead, no topic, and hours that can't be.
    """
    topic = checked_line(told.topic)
    if not topic:
        raise PartnershipError("Say what the session will be about; nothing was saved.")
    is_new = was is None or told.held_on != was.held_on
    if is_new and not today <= told.held_on <= today + FAR_AHEAD:
        raise PartnershipError("Plan it for today or a day to come, within two years; nothing was saved.")
    _check_hours(told, was)
    return replace(told, topic=topic, came=dict.fromkeys(told.came))


def _check_hours(told: Training, was: Training | None) -> None:
    is_new = told.hours is not None and (was is None or told.hours != was.hours)
    if is_new and not _is_a_length(told.hours):
        raise PartnershipError(
            "Hours are more than 0 and at most {most}. Leave them out where nobody knows; nothing was saved.",
            most=round(LONGEST_SESSION),
        )


def _is_a_length(hours: float | None) -> bool:
    return hours is not None and isfinite(hours) and 0 < hours <= LONGEST_SESSION


def checked_past_day(day: date, today: date) -> date:
    """The day something happened. Raises PartnershipError for one that is to come, or more than ten years ago."""
    if not today - LONG_AGO <= day <= today:
        raise PartnershipError("Give the day it happened: today or before, within ten years; nothing was saved.")
    return day


def joined(typed: Training, seen: Training, now: Training) -> tuple[Training, list[str]]:
    """
    What two people made of one session: what `typed` leaves as it was `seen` stays as it is `now`, each school by
    itself; and what both changed, each to something else: names of fields, and numbers of schools.
    """
    said: dict[str, Any] = {}
    both: list[str] = []
    for name in SAID:
        mine, began, stands = (getattr(one, name) for one in (typed, seen, now))
        said[name] = stands if mine == began else mine
        if mine not in (began, stands) and stands != began:
            both.append(name)
    came: dict[str, int | None] = {}
    for school_id in sorted({*typed.came, *seen.came, *now.came}):
        mine, began, stands = (_of_school(one, school_id) for one in (typed, seen, now))
        if mine not in (began, stands) and stands != began:
            both.append(school_id)
        came.update(stands if mine == began else mine)
    return Training(**said, came=came), both


def _of_school(told: Training, school_id: str) -> dict[str, int | None]:
    """That a school came, with how many; empty: it did not."""
    return {school_id: told.came[school_id]} if school_id in told.came else {}


def told_apart(before: Training | None, after: Training | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is different before and after, as plain data: the audit line says this much."""
    was, now = ({} if one is None else one.as_kept() for one in (before, after))
    if not was or not now:
        return was, now
    names = [name for name in SAID if was[name] != now[name]]
    schools = [
        school_id
        for school_id in sorted({*was["came"], *now["came"]})
        if before and after and _of_school(before, school_id) != _of_school(after, school_id)
    ]

    def part(kept: dict[str, Any]) -> dict[str, Any]:
        some = {name: kept[name] for name in names}
        came = {school_id: kept["came"][school_id] for school_id in schools if school_id in kept["came"]}
        return some | ({"came": came} if came else {})

    return part(was), part(now)


@dataclass(frozen=True)
class StepSeen:
    """A step of the roll-out as somebody saw it: the day that stood there, and how often it was written here."""

    reached_on: date | None
    version: int
