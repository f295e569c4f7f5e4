"""What may be said of a person and of what they care for. Pure: texts and days in, the same tidied, or a refusal."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from models.errors import PartnershipError
from models.vocabulary import Role

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
LONGEST_NAME, LONGEST_EMAIL, LONGEST_PHONE = 100, 254, 40
LONGEST_REQUEST = 300
"""Letters of what somebody may write who asks for access."""
FARTHEST = timedelta(days=20 * 366)
"""How far from today a first or last day may lie: beyond it the year is a slip of the finger."""


@dataclass(frozen=True)
class PersonDetails:
    """What an administrator says of a person; empty: not known."""

    name: str
    role: Role
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Asking:
    """Who asks for access, as the district's accounts say it: who is an e-mail, or a login; name may be empty."""

    who: str
    name: str = ""


@dataclass(frozen=True)
class Span:
    """From a day until a day, both within; None: without an end."""

    begins: date
    ends: date | None = None

    def holds(self, on: date) -> bool:
        return self.begins <= on and (self.ends is None or self.ends >= on)

    def overlaps(self, other: "Span") -> bool:
        """Is there a day that both hold on?"""
        begins_before_end = other.ends is None or self.begins <= other.ends
        return begins_before_end and (self.ends is None or other.begins <= self.ends)


def checked_login(text: str) -> str:
    """The login in small letters. Raises PartnershipError for one nobody could type, or that reads as an e-mail."""
    login = text.strip().lower()
    if not LOGIN.fullmatch(login):
        raise PartnershipError(
            "Write what they sign in with in up to 40 letters a to z, digits, dots or dashes, as r.okafor; "
            "nothing was saved."
        )
    return login


def checked_details(details: PersonDetails) -> PersonDetails:
    """The same without blanks around. Raises PartnershipError for no name, no e-mail address, or what is too long."""
    name, email, phone = (" ".join(text.split()) for text in (details.name, details.email, details.phone))
    if not name or len(name) > LONGEST_NAME or UNSEEN.search(name):
        raise PartnershipError("Write the name in 1 to {most} letters; nothing was saved.", most=LONGEST_NAME)
    if email and (not EMAIL.fullmatch(email) or len(email) > LONGEST_EMAIL or UNSEEN.search(email)):
        raise PartnershipError(
            "Write the e-mail as name@place.org, or leave it blank; nothing was saved.",
        )
    if len(phone) > LONGEST_PHONE or UNSEEN.search(phone):
        raise PartnershipError("Write the phone in up to {most} signs; nothing was saved.", most=LONGEST_PHONE)
    return PersonDetails(name, Role(details.role), email, phone)


def checked_asking(asking: Asking, note: str) -> tuple[Asking, str]:
    """
    The same and the note, on one line each and without signs nobody sees. Raises PartnershipError for nobody, or for a
    note that is too long. A name that is too long is cut: it is nobody's fault who reads this.
    """
    who, name, said = (" ".join(UNSEEN.sub(" ", text).split()) for text in (asking.who, asking.name, note))
    if not who or len(who) > LONGEST_EMAIL:
        raise PartnershipError("Your account has no name that the office could find you by; nothing was sent.")
    if len(said) > LONGEST_REQUEST:
        raise PartnershipError("Write up to {most} letters; nothing was sent.", most=LONGEST_REQUEST)
    return Asking(who.lower(), name[:LONGEST_NAME]), said


def checked_span(span: Span, others: Iterable[Span], *, today: date) -> Span:
    """Raises PartnershipError for an end before the start, a year nobody means, or a day that is covered already."""
    if span.ends is not None and span.ends < span.begins:
        raise PartnershipError("The last day lies before the first. Choose a later one; nothing was saved.")
    if any(day is not None and abs(day - today) > FARTHEST for day in (span.begins, span.ends)):
        raise PartnershipError("This day lies more than 20 years away. Look at the year; nothing was saved.")
    for other in others:
        if span.overlaps(other):
            if other.ends is None:
                raise PartnershipError(
                    "They have it already from {day} on, without an end. End that first; nothing was saved.",
                    day=other.begins,
                )
            raise PartnershipError(
                "They have it already from {first} until {last}. Choose days outside of it; nothing was saved.",
                first=other.begins,
                last=other.ends,
            )
    return span


def require_an_administrator(person_id: int, active_administrators: Collection[int]) -> None:
    """Raises PartnershipError for the only active administrator: somebody must be able to give access."""
    if set(active_administrators) == {person_id}:
        raise PartnershipError(
            "This is the only administrator. Make somebody else one first, or nobody could give access any more; "
            "nothing was saved."
        )


def require_some_left(active_administrators: Collection[int]) -> None:
    """Raises PartnershipError where rows that come or go together leave nobody who can give access."""
    if not active_administrators:
        raise PartnershipError(
            "This leaves the district without an active administrator, and nobody could give access any more. Keep one "
            "in it; nothing was saved."
        )
