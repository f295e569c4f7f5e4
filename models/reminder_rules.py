"""Reminders of reports that have not come in: how somebody is reminded, when again, what an address is. Pure."""

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from models.vocabulary import N_

AHEAD = timedelta(days=5)
"""So long before its due date a month's reports are asked for."""
SOON = timedelta(days=1)
"""A school that was written to within this time is written to again only by who says so."""
MOST_SCHOOLS = 500
"""Of one message of a page, or one run of the command."""
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
LONGEST_ADDRESS = 254


class ReminderWay(StrEnum):
    """How a school was reminded."""

    SENT = "sent"
    """An e-mail that this program sent."""
    MAIL = "mail"
    """An e-mail of the reminding person's own."""
    PHONE = "phone"

    @property
    def label(self) -> str:
        return _WAYS[self]


_WAYS = {
    ReminderWay.SENT: N_("e-mail from here"),
    ReminderWay.MAIL: N_("e-mail"),
    ReminderWay.PHONE: N_("phone"),
}
BY_HAND = (ReminderWay.MAIL, ReminderWay.PHONE)
"""Ways that somebody says they went themselves."""


class ReminderOutcome(StrEnum):
    """What became of a reminder."""

    UNDER_WAY = "under_way"
    """It was about to be sent; a server that ended meanwhile leaves it so, and nobody knows whether it went out."""
    DONE = "done"
    FAILED = "failed"


class ReportingDates(NamedTuple):
    """A reporting month, with its dates."""

    month: date
    school_year: str
    due_date: date
    mend_by: date
    lock_date: date


def is_address(text: str) -> bool:
    """May an e-mail be sent to it? One plain address, as name@place.org: no blank, comma, quote or line break."""
    return len(text) <= LONGEST_ADDRESS and len(text.partition("@")[0]) <= 64 and bool(_ADDRESS.fullmatch(text))


def months_to_remind(calendar: list[ReportingDates], on: date) -> list[ReportingDates]:
    """The months whose reports may be asked for on a day, the latest first: due already, or within AHEAD."""
    return sorted((one for one in calendar if one.due_date - AHEAD <= on), reverse=True)
