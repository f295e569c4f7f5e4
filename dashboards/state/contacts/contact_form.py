"""The form to log a contact: what it is filled in from, and what there is to choose. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple, TypedDict

import pandas as pd

from dashboards.state.contacts.entries import EntryLine, Reader, WrittenEntry, entry_lines
from dashboards.state.frame_rows import is_known, rows_of
from models.contact_rules import StepKind
from models.vocabulary import ContactChannel, ContactResult
from models.wording import support as wording
from models.wording.language import Words

CHANNELS = (ContactChannel.IN_PERSON, ContactChannel.PHONE, ContactChannel.EMAIL, ContactChannel.VIRTUAL)
LAST_ENTRIES = 3
FAR_AHEAD = timedelta(days=45)
"""A report that is due later is no day for a next step."""


class OpenStep(TypedDict):
    """A next step that is not done: key and due say it to the server as it was seen; when: in words."""

    key: str
    text: str
    due: str
    when: str
    mark: Literal["", "today", "overdue"]


class ContactFields(TypedDict):
    """What a contact says; days as "2026-04-14", empty: not said."""

    on: str
    channel: str
    purpose: str
    result: str
    finding: str
    note: str
    next_step: str
    due: str


class SchoolThere(TypedDict):
    id: str
    name: str


class ContactPart(TypedDict):
    """
    A school's form. refusal: instead of the form, who may log a contact here.

    lead, from_step: what it was filled in from. results: by code of the channel. follows: what is usually agreed next,
    by purpose. ahead_from: the first day for a next step; picks: such days, each with its name. steps: what is open
    here, `closes` those that are ticked. corrects: the entry it stands in the place of; last: the newest entries.
    """

    id: str
    name: str
    tier: str
    tier_label: str
    draft: str
    refusal: str
    corrects: str
    lead: str
    from_step: str
    today: str
    day: str
    first_day: str
    ahead_from: str
    by: str
    fields: ContactFields
    closes: list[str]
    channels: list[tuple[str, str]]
    purposes: list[str]
    results: dict[str, list[tuple[str, str]]]
    findings: list[tuple[str, str]]
    next_steps: list[str]
    follows: dict[str, str]
    after_no_answer: str
    picks: list[tuple[str, str]]
    steps: list[OpenStep]
    last: list[EntryLine]
    next: SchoolThere | None


class _Step(NamedTuple):
    contact_id: str
    channel: str
    next_step: str
    next_step_due: pd.Timestamp


class _Visit(NamedTuple):
    visit_id: int
    channel: str
    next_step: str
    planned_for: pd.Timestamp


class _Open(NamedTuple):
    key: str
    channel: str
    text: str
    due: date | None
    is_visit: bool


def open_steps(log: pd.DataFrame, planned: pd.DataFrame) -> list[_Open]:
    """What is open at one school, the first due first. log: as `queries.support_log`, planned: `planned_visits`."""
    is_open = log["next_step"].ne("") & log["closed_on"].isna() & log["corrected_by"].isna()
    steps = [
        _Open(f"{StepKind.CONTACT} {one.contact_id}", one.channel, one.next_step, _day(one.next_step_due), False)
        for one in rows_of(log[is_open], _Step)
    ]
    steps += [
        _Open(f"{StepKind.VISIT} {one.visit_id}", one.channel, one.next_step, _day(one.planned_for), True)
        for one in rows_of(planned, _Visit)
    ]
    return sorted(steps, key=lambda step: (step.due is None, step.due or date.max))


def step_words(words: Words, step: _Open, today: date) -> OpenStep:
    """One open step, with how pressing it is on the office's day."""
    mark: Literal["", "today", "overdue"] = ""
    if step.due is not None:
        mark = "today" if step.due == today else "overdue" if step.due < today else ""
    return {
        "key": step.key,
        "text": step.text,
        "due": "" if step.due is None else step.due.isoformat(),
        "when": wording.due_text(words, step.due, today),
        "mark": mark,
    }


def contact_part(
    words: Words,
    school: tuple[str, str, str, str],
    *,
    log: pd.DataFrame,
    planned: pd.DataFrame,
    report_dues: Sequence[date],
    reader: Reader,
    by: str,
    refusal: str,
    today: date,
    office: date,
    draft: str,
    corrects: str = "",
    following: tuple[str, str] | None = None,
) -> ContactPart:
    """
    The form of one school. school: id, name, tier and its name. log, planned: of this school, see `open_steps`.
    report_dues: days on which reports are due. today: of the contact; office: by which steps are due or overdue, and
    from which days are offered for the next one. corrects: an entry of the log
    to be corrected. following: the next school of the list, by id and name.
    """
    steps = open_steps(log, planned)
    pressing = steps[0] if steps else None
    old = log[log["contact_id"].eq(corrects) & log["corrected_by"].isna()] if corrects else log[:0]
    entry = next(iter(rows_of(old, WrittenEntry)), None)
    gettext = words.gettext
    purposes = [gettext(text) for text in wording.PURPOSES]
    if pressing is not None and pressing.text not in purposes:
        purposes.insert(0, pressing.text)
    named = {"id": school[0], "name": school[1], "tier": school[2], "tier_label": school[3]}
    ahead = min(today, office)
    picks = _picks(words, ahead, report_dues)
    return {
        **named,  # type: ignore[typeddict-item]
        "draft": f"{draft} {school[0]} {corrects}".strip(),
        "refusal": refusal
        or ("" if entry or not corrects else gettext("This entry was corrected or taken back meanwhile.")),
        "corrects": corrects,
        "lead": "" if entry or pressing is None else wording.filled_in_text(words, pressing.due, office),
        "from_step": "" if entry or pressing is None else pressing.text,
        "today": today.isoformat(),
        "day": words.short_day(today),
        "first_day": (today - timedelta(days=365)).isoformat(),
        "ahead_from": ahead.isoformat(),
        "by": by,
        "fields": _fields(words, log, pressing, today) if entry is None else _as_written(entry),
        "closes": [pressing.key] if entry is None and pressing is not None else [],
        "channels": [(code.value, gettext(code.label)) for code in CHANNELS],
        "purposes": purposes,
        "results": {code.value: wording.result_choices(words, code) for code in CHANNELS},
        "findings": [(code.value, gettext(text)) for code, text in wording.FINDINGS.items()],
        "next_steps": [gettext(text) for text in wording.NEXT_STEPS],
        "follows": {gettext(text): gettext(then) for text, then in wording.USUALLY_NEXT.items()},
        "after_no_answer": gettext(wording.AFTER_NO_ANSWER),
        "picks": picks,
        "steps": [] if entry else [step_words(words, step, office) for step in steps],
        "last": entry_lines(words, log[log["corrected_by"].isna()].head(LAST_ENTRIES), reader),
        "next": None if following is None else {"id": following[0], "name": following[1]},
    }


def _fields(words: Words, log: pd.DataFrame, step: _Open | None, today: date) -> ContactFields:
    """What a new contact begins with: from the open step, else from how the school was reached last."""
    channel = _channel(words, log, step)
    return {
        "on": today.isoformat(),
        "channel": channel.value,
        "purpose": "" if step is None else step.text,
        "result": ContactResult.ACCEPTED.value,
        "finding": "",
        "note": "",
        "next_step": "",
        "due": "",
    }


def _channel(words: Words, log: pd.DataFrame, step: _Open | None) -> ContactChannel:
    if step is not None and step.is_visit:
        return ContactChannel(step.channel)
    if step is not None:
        for code in CHANNELS:  # "Visit: name a new liaison" says how
            if step.text.casefold().startswith(words.gettext(code.label).casefold()):
                return code
    answered = log[log["corrected_by"].isna() & log["result"].ne(ContactResult.NO_ANSWER.value)]
    return ContactChannel(answered["channel"].iloc[0]) if len(answered) else ContactChannel.PHONE


def _as_written(entry: WrittenEntry) -> ContactFields:
    """What an entry says, to be corrected."""
    due = _day(entry.next_step_due)
    return {
        "on": entry.contacted_on.date().isoformat(),
        "channel": entry.channel,
        "purpose": entry.purpose,
        "result": entry.result if isinstance(entry.result, str) else "",
        "finding": entry.finding if isinstance(entry.finding, str) else "",
        "note": entry.note,
        "next_step": entry.next_step,
        "due": "" if due is None else due.isoformat(),
    }


def _picks(words: Words, first: date, report_dues: Sequence[date]) -> list[tuple[str, str]]:
    picks = [
        (words.gettext("1 week"), first + timedelta(days=7)),
        (words.gettext("2 weeks"), first + timedelta(days=14)),
    ]
    ahead = [due for due in report_dues if first < due <= first + FAR_AHEAD]
    if ahead:
        picks.append((words.gettext("Report due"), min(ahead)))
    return [(name, day.isoformat()) for name, day in picks]


def _day(when: pd.Timestamp) -> date | None:
    return when.date() if is_known(when) else None
