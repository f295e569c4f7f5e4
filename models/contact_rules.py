"""What may be written of a contact, a next step and a planned visit. Pure: what was typed, tidied, or a refusal."""

import re
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from models.errors import PartnershipError
from models.vocabulary import ContactChannel, ContactResult, VisitFinding

LONGEST_LINE, LONGEST_TEXT = 200, 2_000
FARTHEST = timedelta(days=366)
UNDO_LASTS = timedelta(days=1)
"""How long whoever wrote something may take it back."""
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True)
class ContactDetails:
    """One contact as somebody writes it down; empty or None: not said."""

    contacted_on: date
    channel: ContactChannel
    purpose: str
    result: ContactResult | None = None
    finding: VisitFinding | None = None
    """What a visit that took place found about the list that sent it."""
    note: str = ""
    next_step: str = ""
    next_step_due: date | None = None

    def as_fields(self) -> dict[str, Any]:
        """The columns of `support_contact`."""
        return asdict(self)

    def as_kept(self) -> dict[str, Any]:
        """The same as plain data, for the audit line; what is not said is left out."""
        return {name: str(value) for name, value in asdict(self).items() if value not in (None, "")}


class StepKind(StrEnum):
    CONTACT = "contact"
    VISIT = "visit"


@dataclass(frozen=True)
class StepSeen:
    """A next step as somebody saw it: which one, and the day it was due on then."""

    kind: StepKind
    number: str
    """contact_id or visit_id."""
    due: date | None

    @classmethod
    def of(cls, key: str, due: date | None) -> "StepSeen":
        """key: "contact C1" or "visit 7". Raises PartnershipError for another text."""
        kind, _, number = key.partition(" ")
        if kind not in set(StepKind) or not number or (kind == StepKind.VISIT and not number.isdecimal()):
            raise PartnershipError("There is no such next step; nothing was saved.")
        return cls(StepKind(kind), number, due)

    @property
    def key(self) -> str:
        return f"{self.kind} {self.number}"


@dataclass(frozen=True)
class WantedVisit:
    """A visit somebody means to make, and what for."""

    school_id: str
    on: date
    next_step: str


def checked_contact(details: ContactDetails, today: date, ahead_from: date | None = None) -> ContactDetails:
    """
    The same without blanks around. ahead_from: the first day for a next step, where that is before the contact's; see
    `first_day_ahead`. Raises PartnershipError for a day to come or long past, no purpose, a finding
    without a visit, a due date without a step, and for what is too long.
    """
    told = replace(
        details,
        purpose=checked_line(details.purpose),
        note=_text(details.note, LONGEST_TEXT),
        next_step=checked_line(details.next_step),
    )
    if not today - FARTHEST <= told.contacted_on <= today:
        raise PartnershipError("A contact is logged on its day or later, within a year; nothing was saved.")
    if not told.purpose:
        raise PartnershipError("Say what it was about; nothing was saved.")
    if told.finding is not None and not is_visit(told.channel, told.result):
        raise PartnershipError("Only a visit that took place finds whether the list was right; nothing was saved.")
    if told.next_step_due is not None:
        if not told.next_step:
            raise PartnershipError("Say what is due then, or leave the date out; nothing was saved.")
        first = told.contacted_on if ahead_from is None else min(told.contacted_on, ahead_from)
        checked_due(told.next_step_due, first, told.contacted_on)
    return told


def is_visit(channel: ContactChannel, result: ContactResult | None) -> bool:
    """Was somebody there, so that they can tell whether the list was right?"""
    return channel is ContactChannel.IN_PERSON and result is ContactResult.ACCEPTED


def checked_due(due: date, since: date, until: date | None = None) -> date:
    """
    The day a step is due on. Raises PartnershipError for one before `since` or more than a year after it, or after
    `until`.
    """
    if not since <= due <= (until or since) + FARTHEST:
        raise PartnershipError("Choose a due date within a year, not before the contact; nothing was saved.")
    return due


def checked_reason(text: str) -> str:
    """Why a step is put off. Raises PartnershipError where it is not said, or too long."""
    reason = checked_line(text)
    if not reason:
        raise PartnershipError("Say why in a few words; nothing was saved.")
    return reason


def checked_line(text: str) -> str:
    """A short text on one line. Raises PartnershipError where it is too long."""
    return " ".join(_text(text, LONGEST_LINE).split())


def _text(text: str, most: int) -> str:
    tidy = _UNSEEN.sub("", text).strip()
    if len(tidy) > most:
        raise PartnershipError("A text is longer than {most} characters. Shorten it; nothing was saved.", most=most)
    return tidy
