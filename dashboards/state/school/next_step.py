"""What to do next for one school: what was agreed, whom to call, and what was already tried, in words. Pure."""

from typing import Literal, NamedTuple, TypedDict

import pandas as pd

from dashboards.state.contacts.entries import EntryLine, Reader, entry_lines
from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.triage.board import Board
from dashboards.state.triage.rows import BoardInWords
from models.school_year import SchoolYear
from models.vocabulary import ContactChannel
from models.wording import school as wording_school
from models.wording.language import Words


class StepLine(TypedDict):
    """A step that was agreed and is not done. when: until when, in words; mark: how pressing that is."""

    text: str
    when: str
    mark: Literal["", "today", "overdue"]


class PersonLine(TypedDict):
    """Whom to call at the school. role: in words; phone and email are empty where not known."""

    role: str
    name: str
    phone: str
    email: str


class ContactLine(TypedDict):
    """One entry of the support log. channel: its code, label: its word."""

    channel: str
    label: str
    date: str
    text: str


class NextPart(TypedDict):
    """
    What to do next, whom to call, and the support log, latest first.

    no_step, no_contact: what is said where there is none. reached: how long ago somebody answered, and tries since.
    since: what was written since this list, before the next; may_log: this reader may log a contact here.
    """

    id: str
    steps: list[StepLine]
    no_step: str
    people: list[PersonLine]
    contacts: list[ContactLine]
    no_contact: str
    reached: str
    since: list[EntryLine]
    since_title: str
    may_log: bool


class _Step(NamedTuple):
    next_step: str
    next_step_due: pd.Timestamp


class _Contact(NamedTuple):
    contacted_on: pd.Timestamp
    channel: str
    purpose: str
    result: str | None
    next_step: str
    next_step_due: pd.Timestamp
    closed_on: pd.Timestamp


class _Person(NamedTuple):
    name: str | None
    phone: str | None
    email: str | None


def next_part(
    shown_board: BoardInWords, school_id: str, principals: pd.DataFrame, reader: Reader | None = None
) -> NextPart:
    """principals: as `queries.principals`, of the board's year. reader: of the support log; None: nobody who writes."""
    board, words = shown_board.board, shown_board.words
    contacts = board.frames.contacts[board.frames.contacts["school_id"].eq(school_id)]
    row = shown_board.rows[school_id]
    steps = board.steps[board.steps["school_id"].eq(school_id)]
    since = board.since[board.since["school_id"].eq(school_id)]
    days, tries = row["contact_days"], int(board.schools["tries"].loc[school_id])
    return {
        "id": school_id,
        "steps": [_step(words, board, step) for step in rows_of(steps, _Step)],
        "no_step": words.gettext("No next step is agreed."),
        "people": _people(words, board, school_id, principals),
        "contacts": [
            {
                "channel": contact.channel,
                "label": words.gettext(ContactChannel(contact.channel).label),
                "date": dated(words, contact.contacted_on, board),
                "text": _contact_words(words, board, contact),
            }
            for contact in rows_of(contacts, _Contact)
        ],
        "no_contact": words.gettext("No contact is recorded yet."),
        "reached": wording_school.reached_text(words, days, tries) if len(contacts) else "",
        "since": entry_lines(words, since, reader),
        "since_title": words.gettext("Since the list of {day}", day=words.short_day(board.as_of)) if len(since) else "",
        "may_log": reader is not None and reader.may_log,
    }


def _step(words: Words, board: Board, step: _Step) -> StepLine:
    due = step.next_step_due
    if not is_known(due):
        return {"text": step.next_step, "when": words.gettext("no date"), "mark": ""}
    if due == board.as_of:
        return {"text": step.next_step, "when": words.gettext("due today"), "mark": "today"}
    day = dated(words, due, board)
    if due < board.as_of:
        return {"text": step.next_step, "when": words.gettext("overdue, was due {day}", day=day), "mark": "overdue"}
    return {"text": step.next_step, "when": words.gettext("due {day}", day=day), "mark": ""}


def _people(words: Words, board: Board, school_id: str, principals: pd.DataFrame) -> list[PersonLine]:
    """The principal where known, then the liaisons, or that none is named."""
    lines = [
        _person(words.gettext("Principal"), one, words.gettext("name not known"))
        for one in rows_of(principals[principals["school_id"].eq(school_id)], _Person)
    ]
    liaisons = board.frames.liaisons
    named = liaisons[liaisons["school_id"].eq(school_id)]
    role, nobody = words.gettext("Liaison"), words.gettext("none named")
    lines += [_person(role, one, nobody) for one in rows_of(named, _Person)]
    if not len(named):
        lines.append({"role": role, "name": nobody, "phone": "", "email": ""})
    return lines


def _person(role: str, person: _Person, nobody: str) -> PersonLine:
    name, phone, email = (known if isinstance(known, str) else "" for known in person)  # NaN beside those that have one
    return {"role": role, "name": name or nobody, "phone": phone, "email": email}


def dated(words: Words, when: pd.Timestamp, board: Board) -> str:
    """ "12 Mar", with the year where it is not the school year that is shown."""
    is_shown = str(SchoolYear.of(when.date())) == board.school_year
    return words.short_day(when) if is_shown else words.short_day_in_year(when)


def _contact_words(words: Words, board: Board, contact: _Contact) -> str:
    parts = [contact.purpose or words.gettext(ContactChannel(contact.channel).label)]
    if isinstance(contact.result, str):
        parts.append(wording_school.contact_result_text(words, contact.result))
    if contact.next_step:
        parts.append(_agreed(words, board, contact))
    return ". ".join(part.rstrip(".") for part in parts) + "."


def _agreed(words: Words, board: Board, contact: _Contact) -> str:
    step = contact.next_step
    if is_known(contact.next_step_due):
        step = words.gettext("{step} by {day}", step=step, day=dated(words, contact.next_step_due, board))
    if is_known(contact.closed_on):
        step = words.gettext("{step} (done)", step=step)
    return words.gettext("Next: {step}", step=step)
