"""Entries of the support log that were written on pages, in words, and what this reader may do with each. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, TypedDict

import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from models.contact_rules import UNDO_LASTS
from models.vocabulary import ContactChannel, VisitFinding
from models.wording import support as wording
from models.wording.language import Words


class EntryLine(TypedDict):
    """One entry. channel: its code, label: its word; below: who wrote it and what was agreed; undo: for a day."""

    id: str
    channel: str
    label: str
    date: str
    text: str
    below: str
    undo: bool


class Reader(NamedTuple):
    """Who reads a school's log: may they write in it, who they are, and when."""

    may_log: bool
    person_id: int
    at: datetime


class WrittenEntry(NamedTuple):
    """A row of `queries.support_log`, as far as it is told."""

    contact_id: str
    contacted_on: pd.Timestamp
    person_id: float
    made_by: str
    channel: str
    purpose: str
    result: str | None
    finding: str | None
    note: str
    next_step: str
    next_step_due: pd.Timestamp
    closed_on: pd.Timestamp
    recorded_at: datetime


def entry_lines(words: Words, log: pd.DataFrame, reader: Reader | None) -> list[EntryLine]:
    """Entries as they stand. log: as `queries.support_log`; reader None: nobody who writes."""
    return [entry_line(words, one, reader) for one in rows_of(log, WrittenEntry)] if len(log) else []


def entry_line(words: Words, one: WrittenEntry, reader: Reader | None) -> EntryLine:
    """One entry as it stands."""
    is_mine = reader is not None and reader.may_log and one.person_id == reader.person_id
    return {
        "id": one.contact_id,
        "channel": one.channel,
        "label": words.gettext(ContactChannel(one.channel).label),
        "date": words.short_day(one.contacted_on),
        "text": " ".join(_sentences(words, one)),
        "below": " · ".join(_below(words, one)),
        "undo": bool(is_mine and reader and reader.at - one.recorded_at <= UNDO_LASTS),
    }


def _sentences(words: Words, one: WrittenEntry) -> Iterable[str]:
    label = words.gettext(ContactChannel(one.channel).label)
    yield words.gettext("{about}.", about=(one.purpose or label).rstrip("."))
    if isinstance(one.result, str):
        yield wording.result_text(words, one.channel, one.result)
    if one.note:
        yield one.note


def _below(words: Words, one: WrittenEntry) -> Iterable[str]:
    yield one.made_by
    if isinstance(one.finding, str):
        yield words.gettext(wording.FOUND[VisitFinding(one.finding)])
    if not one.next_step:
        return
    step = one.next_step.rstrip(".")
    if is_known(one.closed_on):
        yield words.gettext("next: {step}, done {day}", step=step, day=words.short_day(one.closed_on))
    elif is_known(one.next_step_due):
        yield words.gettext("next: {step}, due {day}", step=step, day=words.short_day(one.next_step_due))
    else:
        yield words.gettext("next: {step}", step=step)
