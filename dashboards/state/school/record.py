"""The record of one school in words: what was reported and done, and whom the office talked to. Pure."""

from typing import NamedTuple, TypedDict

import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.school.behind import activity_day, activity_name, type_name
from dashboards.state.triage.board import Board
from dashboards.state.triage.rows import BoardInWords
from models.school_year import SchoolYear
from models.vocabulary import ContactChannel, ContactResult
from models.wording.language import Words


class ActivityLine(TypedDict):
    """One activity of the record, every figure in words."""

    date: str
    title: str
    type: str
    families: str
    note: str


class ContactLine(TypedDict):
    """One entry of the support log. channel: its code, label: its word."""

    channel: str
    label: str
    date: str
    text: str


class RecordPart(TypedDict):
    """The lower half of a school's detail: the marks of its months, activities and contacts, latest first."""

    id: str
    tier: str
    months: list[str]
    activities: list[ActivityLine]
    contacts: list[ContactLine]


class _Activity(NamedTuple):
    month: pd.Timestamp
    activity_date: pd.Timestamp
    title: str | None
    involvement_type: int
    families_attended: float
    returned: float
    is_cancelled: bool
    please_check: str


class _Contact(NamedTuple):
    contacted_on: pd.Timestamp
    channel: str
    purpose: str
    result: str | None
    next_step: str
    next_step_due: pd.Timestamp
    closed_on: pd.Timestamp


def record_part(shown_board: BoardInWords, school_id: str, activities: pd.DataFrame) -> RecordPart:
    """Months, activities and contacts of a school. activities: of the reports in force, as `queries.activities`."""
    board, words = shown_board.board, shown_board.words
    row = shown_board.rows[school_id]
    contacts = board.frames.contacts[board.frames.contacts["school_id"].eq(school_id)]
    return {
        "id": school_id,
        "tier": row["tier"],
        "months": row["marks"],
        "activities": [_activity(words, one) for one in rows_of(activities.iloc[::-1], _Activity)],
        "contacts": [
            {
                "channel": contact.channel,
                "label": words.gettext(ContactChannel(contact.channel).label),
                "date": _dated(words, contact.contacted_on, board),
                "text": _contact_words(words, contact),
            }
            for contact in rows_of(contacts, _Contact)
        ],
    }


def _dated(words: Words, when: pd.Timestamp, board: Board) -> str:
    """ "12 Mar", with the year where it is not the school year that is shown."""
    is_shown = str(SchoolYear.of(when.date())) == board.school_year
    return words.short_day(when) if is_shown else words.short_day_in_year(when)


def _activity(words: Words, activity: _Activity) -> ActivityLine:
    """What nobody counted is said, never a zero."""
    if activity.is_cancelled:
        families = words.gettext("cancelled")
    elif not is_known(activity.families_attended):
        families = words.gettext("not counted")
    else:
        families = words.ngettext("{count} family", "{count} families", round(activity.families_attended))
    if activity.please_check:
        note = words.gettext("please check this figure")
    elif not is_known(activity.returned):
        note = words.gettext("not asked")
    else:
        note = words.ngettext("{count} answer", "{count} answers", round(activity.returned))
    return {
        "date": activity_day(words, activity.activity_date, activity.month),
        "title": activity_name(words, activity.title, activity.involvement_type),
        "type": type_name(words, activity.involvement_type),
        "families": families,
        "note": note,
    }


def _contact_words(words: Words, contact: _Contact) -> str:
    parts = [contact.purpose or words.gettext(ContactChannel(contact.channel).label)]
    if isinstance(contact.result, str):
        parts.append(words.gettext(ContactResult(contact.result).label))
    if contact.next_step:
        parts.append(_next_step(words, contact))
    return ". ".join(part.rstrip(".") for part in parts) + "."


def _next_step(words: Words, contact: _Contact) -> str:
    step = contact.next_step
    if is_known(contact.next_step_due):
        step = words.gettext("{step} by {day}", step=step, day=words.day(contact.next_step_due))
    if is_known(contact.closed_on):
        step = words.gettext("{step} (done)", step=step)
    return words.gettext("Next: {step}", step=step)
