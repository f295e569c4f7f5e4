"""A calendar file is what RFC 5545 asks for: escaped, folded between characters, ended with CR LF."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from data.calendar_file import LONGEST_LINE, DayEvent, calendar_text, escaped, folded

MADE = datetime(2026, 4, 10, 15, 0, tzinfo=UTC)


def read(text: bytes) -> dict[str, str]:
    """The lines of a file with one event as a program reads them: unfolded, unescaped."""
    lines = text.decode().replace("\r\n ", "").split("\r\n")
    pairs = dict(line.split(":", 1) for line in lines if ":" in line)
    return {name: unescaped(value) for name, value in pairs.items()}


def unescaped(value: str) -> str:
    out, at = "", 0
    while at < len(value):
        if value[at] == "\\":
            out += {"n": "\n"}.get(value[at + 1], value[at + 1])
            at += 2
        else:
            out += value[at]
            at += 1
    return out


def test_a_step_is_an_event_of_one_whole_day():
    event = DayEvent("visit-7@alder", date(2026, 4, 30), "Harlan Creek: Visit")
    text = calendar_text("Next steps", [event], made_at=MADE)
    assert text == (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Family Partnership//Next steps//EN\r\nCALSCALE:GREGORIAN\r\n"
        b"METHOD:PUBLISH\r\nX-WR-CALNAME:Next steps\r\nBEGIN:VEVENT\r\nUID:visit-7@alder\r\n"
        b"DTSTAMP:20260410T150000Z\r\n"
        b"DTSTART;VALUE=DATE:20260430\r\nDTEND;VALUE=DATE:20260501\r\nSUMMARY:Harlan Creek: Visit\r\n"
        b"TRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def test_what_has_a_meaning_of_its_own_is_escaped_and_nothing_can_begin_a_line():
    assert escaped("a;b,c\\d\r\nEND:VEVENT\x00") == "a\\;b\\,c\\\\d\\nEND:VEVENT"


def test_an_empty_calendar_is_one_too():
    assert b"VEVENT" not in calendar_text("Next steps", [], made_at=MADE)


@given(st.text(max_size=300))
def test_every_text_comes_back_whole_and_no_line_is_too_long(title: str):
    text = calendar_text("N", [DayEvent("u", date(2026, 4, 30), title)], made_at=MADE)
    assert all(len(line) <= LONGEST_LINE for line in text.split(b"\r\n"))
    shown = "".join(c for c in title.replace("\r\n", "\n").replace("\r", "\n") if c == "\n" or c.isprintable())
    assert read(text)["SUMMARY"] == shown


@given(st.text(min_size=1, max_size=300).map(escaped))
def test_a_line_is_folded_between_characters(line: str):
    assert folded(line).replace("\r\n ", "") == line
