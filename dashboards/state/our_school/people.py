"""Whom a school turns to, what the office wants to do next, and whom it talked to. Pure."""

from typing import NamedTuple, TypedDict

import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.our_school.due import months_of
from dashboards.state.our_school.own_school import OwnSchool
from models.school_year import SchoolYear
from models.vocabulary import ContactChannel, ContactResult
from models.wording import our_people as wording
from models.wording.language import Words

LAST_CONTACTS = 5


class NextStep(TypedDict):
    """What the office wants to do, and by when."""

    text: str
    when: str


class Contact(TypedDict):
    """One entry of the support log; channel: its code, label: its word."""

    channel: str
    label: str
    date: str
    text: str


class CoordinatorLine(TypedDict):
    """A coordinator, and how to reach them; phone and email "" where not known."""

    name: str
    phone: str
    email: str


class PeoplePart(TypedDict):
    """
    The coordinators (empty: none is named), the office's next steps, the last contacts, and whom to tell that
    something here is wrong, with an example to copy.
    """

    coordinators: list[CoordinatorLine]
    about: str
    steps: list[NextStep]
    no_step: str
    spoke: str
    contacts: list[Contact]
    wrong: str
    example: str


class _Contact(NamedTuple):
    contacted_on: pd.Timestamp
    channel: str
    purpose: str
    result: str | None
    next_step: str
    next_step_due: pd.Timestamp
    closed_on: pd.Timestamp


def who_to_tell(words: Words, own: OwnSchool | None) -> str:
    """The coordinator by name, or the office."""
    names = [one.name for one in own.coordinators] if own is not None else []
    return words.listed(names) if names else wording.the_office_text(words)


def people_part(words: Words, own: OwnSchool, name: str, school_id: str, cluster: str | None) -> PeoplePart:
    who = who_to_tell(words, own)
    contacts = list(rows_of(own.contacts, _Contact))
    open_steps = [one for one in contacts if one.next_step and not is_known(one.closed_on)]
    no_day = pd.Timestamp.max
    open_steps.sort(key=lambda one: one.next_step_due if is_known(one.next_step_due) else no_day)
    about = wording.no_coordinator_text(words, cluster)
    if own.coordinators and cluster is not None:
        about = wording.coordinator_text(words, cluster)
    return {
        "coordinators": [
            {"name": one.name, "phone": _known(one.phone), "email": _known(one.email)} for one in own.coordinators
        ],
        "about": about,
        "steps": [_step(words, own, one) for one in open_steps],
        "no_step": "" if open_steps else wording.no_step_text(words),
        "spoke": _spoke(words, contacts),
        "contacts": [_contact(words, own, one) for one in contacts[:LAST_CONTACTS]],
        "wrong": wording.wrong_text(words, who),
        "example": _example(words, own, name, school_id),
    }


def _known(text: str | None) -> str:
    return text if isinstance(text, str) else ""


def _step(words: Words, own: OwnSchool, one: _Contact) -> NextStep:
    due = one.next_step_due if is_known(one.next_step_due) else None
    when = wording.step_text(words, due, is_past=due is not None and due < own.day)
    return {"text": one.next_step, "when": when}


def _spoke(words: Words, contacts: list[_Contact]) -> str:
    """contacts: newest first."""
    if not contacts:
        return wording.no_contact_text(words)
    answered = [place for place, one in enumerate(contacts) if one.result != ContactResult.NO_ANSWER]
    last = answered[0] if answered else None
    return wording.last_spoke_text(
        words, None if last is None else contacts[last].contacted_on, len(contacts) if last is None else last
    )


def _contact(words: Words, own: OwnSchool, one: _Contact) -> Contact:
    label = words.gettext(ContactChannel(one.channel).label)
    is_this_year = SchoolYear.of(one.contacted_on.date()) == SchoolYear.of(own.day.date())
    result = ContactResult(one.result) if isinstance(one.result, str) else None
    return {
        "channel": one.channel,
        "label": label,
        "date": words.short_day(one.contacted_on) if is_this_year else words.short_day_in_year(one.contacted_on),
        "text": wording.contact_text(words, one.purpose or label, result),
    }


def _example(words: Words, own: OwnSchool, name: str, school_id: str) -> str:
    """The latest report's count of activities, as something one could find wrong."""
    received = [month for month in months_of(own) if month.is_received and is_known(month.activities)]
    if not received:
        return wording.wrong_example_without_month_text(words, name, school_id)
    last = received[-1]
    return wording.wrong_example_text(words, name, school_id, last.month, round(last.activities))
