"""What the page Audit log shows, in words that its script draws: the shapes of it."""

from collections.abc import Sequence
from typing import TypedDict


class AuditRow(TypedDict):
    """One line of the log: when, who, what, about what, and what is kept besides."""

    id: int
    at: str
    person: str
    action: str
    subject: str
    details: str


class AuditChoice(TypedDict):
    """Something to choose: its code and what people call it."""

    code: str
    label: str


class AuditPart(TypedDict):
    """The lines on screen, the newest first; has_more: older ones fit, too."""

    rows: Sequence[AuditRow]
    has_more: bool
    people: Sequence[AuditChoice]
    actions: Sequence[AuditChoice]
    person: str
    action: str
    subject: str
    since: str
    until: str
