"""
Days with a title as a calendar file (.ics, RFC 5545), for calendar programs. Pure.

Only what next steps need is written: events of a whole day. Every text is escaped, and lines are folded at 75 bytes
between characters, so that no program reads half of one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST_LINE = 75
"""Bytes of a line without its end."""
TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class DayEvent:
    """One event of a whole day. uid: the same for the same thing, so that a program moves it and does not add it."""

    uid: str
    day: date
    title: str
    note: str = ""
    changed_at: datetime | None = None


def calendar_text(name: str, events: Iterable[DayEvent], *, made_at: datetime) -> bytes:
    """The file. name: what the calendar is called; made_at: the moment it is made."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Family Partnership//Next steps//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{escaped(event.uid)}",
            f"DTSTAMP:{_moment(event.changed_at or made_at)}",
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escaped(event.title)}",
            *([f"DESCRIPTION:{escaped(event.note)}"] if event.note else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def escaped(text: str) -> str:
    """A text as a value: what has a meaning of its own is escaped, what cannot be seen is left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(letter for letter in text if letter == "\n" or letter.isprintable())
    for special, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(special, written)
    return text


def folded(line: str) -> str:
    """A line as several of at most 75 bytes, each further one begun with a blank."""
    parts, length = [""], 0
    for letter in line:
        size = len(letter.encode())
        if length + size > LONGEST_LINE:
            parts.append(" ")
            length = 1
        parts[-1] += letter
        length += size
    return "\r\n".join(parts)


def _moment(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"
