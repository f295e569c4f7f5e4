"""What the page Reminders shows, in words that its script draws: the shapes of it."""

from collections.abc import Sequence
from typing import TypedDict


class ReminderChoice(TypedDict):
    """One value of a field: its code, its name, and how many schools it shows ("" where that is not told)."""

    code: str
    label: str
    count: str


class ReminderPerson(TypedDict):
    """Whom to remind; "" for what is not known. note: "principal" where nobody files for the school."""

    name: str
    email: str
    phone: str
    note: str


class ReminderRow(TypedDict):
    """
    One school. tone: "missing", "begun", "due" or "returned"; to: the addresses an e-mail can be sent to; is_lately:
    written to from here within a day; may: this visitor may remind it. subject and lines: the ready text.
    """

    id: str
    name: str
    cluster: str
    tone: str
    what: str
    reason: str
    people: Sequence[ReminderPerson]
    to: Sequence[str]
    last: Sequence[str]
    is_lately: bool
    may: bool
    subject: str
    lines: Sequence[str]


class RemindersPart(TypedDict):
    """The page. can_send: a mail server is set. note: why some or all rows cannot be chosen; "" where all can."""

    months: Sequence[ReminderChoice]
    month: str
    clusters: Sequence[ReminderChoice]
    cluster: str
    whiches: Sequence[ReminderChoice]
    which: str
    languages: Sequence[ReminderChoice]
    language: str
    rows: Sequence[ReminderRow]
    can_send: bool
    note: str
    none: str
