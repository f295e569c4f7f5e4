"""What the office did for a school: the support log with its next steps, and professional development. Pure."""

from datetime import date
from typing import NamedTuple

import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.school.next_step import NextPart, dated
from dashboards.state.school_page.shapes import LogCard, LogLine, SessionLine
from dashboards.state.triage.board import Board
from models.school_year import SchoolYear
from models.vocabulary import ContactChannel, ContactResult, VisitFinding
from models.wording import school_page as wording
from models.wording.language import Words
from models.wording.programme import since_list_text


class _Contact(NamedTuple):
    contact_id: str
    contacted_on: pd.Timestamp
    made_by: str
    channel: str
    purpose: str
    result: str | None
    finding: str | None
    next_step: str
    next_step_due: pd.Timestamp
    closed_on: pd.Timestamp
    outcome: str
    note: str


class _Session(NamedTuple):
    held_on: pd.Timestamp
    topic: str
    came: bool
    people: float
    is_since: bool


def log_card(words: Words, board: Board, school_id: str, next_part: NextPart) -> LogCard:
    """next_part: what the panel of a school says of its next steps."""
    contacts = board.frames.contacts
    own = list(rows_of(contacts[contacts["school_id"].eq(school_id)], _Contact))
    this_year = sum(str(SchoolYear.of(one.contacted_on.date())) == board.school_year for one in own)
    return {
        "about": wording.contacts_counted_text(words, this_year, len(own), board.school_year) if own else "",
        "reached": next_part["reached"],
        "steps": next_part["steps"],
        "no_step": next_part["no_step"],
        "lines": [_line(words, board, one) for one in own],
        "none": "" if own else next_part["no_contact"],
        "since": next_part["since"],
        "since_title": next_part["since_title"],
        "may_log": next_part["may_log"],
        "id": next_part["id"],
    }


def _line(words: Words, board: Board, one: _Contact) -> LogLine:
    label = words.gettext(ContactChannel(one.channel).label)
    about = words.gettext("{about}.", about=(one.purpose or label).rstrip("."))
    result = words.gettext(wording.RESULTS[ContactResult(one.result)]) if isinstance(one.result, str) else ""
    finding = words.gettext(wording.FINDINGS[VisitFinding(one.finding)]) if isinstance(one.finding, str) else ""
    outcome = one.outcome if is_known(one.closed_on) else ""  # it ended on a later day than the page speaks of
    below = [one.made_by, finding, _agreed(words, board, one), outcome]
    return {
        "id": one.contact_id,
        "channel": one.channel,
        "label": label,
        "date": dated(words, one.contacted_on, board),
        "text": " ".join(filter(None, [about, result, one.note])),
        "below": " · ".join(filter(None, below)),
    }


def _agreed(words: Words, board: Board, one: _Contact) -> str:
    """What was agreed, and where it stands."""
    if not one.next_step:
        return ""
    step = one.next_step.rstrip(".")
    if is_known(one.closed_on):
        return words.gettext("next: {step}, done {day}", step=step, day=dated(words, one.closed_on, board))
    if not is_known(one.next_step_due):
        return words.gettext("next: {step}", step=step)
    day = dated(words, one.next_step_due, board)
    if one.next_step_due < board.as_of:
        return words.gettext("next: {step}, was due {day}", step=step, day=day)
    return words.gettext("next: {step}, due {day}", step=step, day=day)


def session_lines(words: Words, sessions: pd.DataFrame, as_of: date) -> list[SessionLine]:
    """sessions: as `ProgrammeKnown` holds them, beside a list of a day."""
    return [
        {
            "topic": one.topic,
            "date": words.short_day(one.held_on),
            "came": wording.came_text(words, round(one.people) if is_known(one.people) else None)
            if one.came
            else words.gettext("not attended"),
            "is_here": bool(one.came),
            "since": since_list_text(words, as_of) if one.is_since else "",
        }
        for one in rows_of(sessions, _Session)
    ]
