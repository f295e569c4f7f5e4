"""
Next steps day by day: when each became known, until when it was due, and since when it is done.

A step stands in an entry of the support log, which is never edited; what became of it stands beside. A planned visit is
a next step too. What is said today changes nothing about an earlier day.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from models.permissions import Viewer
from models.queries.frames import days, frame, visible
from models.tables import NextStepChange, Person, PlannedVisit, SupportContact
from models.tables.joins import same_person
from models.today import days_of
from models.vocabulary import StepChange, VisitEnd

CHANGED = ("next_step_due", "closed_on", "outcome", "put_off")
"""What later changes of an entry's step leave otherwise than the entry says."""
KNOWN_ON = func.coalesce(SupportContact.known_on, SupportContact.contacted_on)
"""Since when people know of an entry: of one brought by a file, its own day."""


def step_spans(session: Session, district_id: int) -> pd.DataFrame:
    """
    school_id, said_on, due_on, ended_on: each stretch of days in which a next step stood as due on one day.

    A step that was put off has one stretch up to that day and another from it; one that was opened again likewise. An
    entry of a file is known from its own day, or from the day it was stored where the log was begun before that. An
    entry that another corrects ended on the day since which that other is known.
    """
    of = SupportContact
    names = ("contact_id", "corrects", "school_id", "contacted_on", "next_step", "next_step_due", "closed_on")
    statement = select(*(getattr(of, name) for name in (*names, "known_on")), of.recorded_at)
    dates = ("contacted_on", "next_step_due", "closed_on", "known_on")
    rows = frame(session, statement.where(of.district_id == district_id), dates)
    stored = pd.Series(days(days_of(rows["recorded_at"])), index=rows.index)
    by_file = rows["known_on"].isna()
    later = np.maximum(rows["contacted_on"].to_numpy(), stored.to_numpy())
    said_by_file = rows["contacted_on"].where(stored <= stored[by_file].min(), later)
    rows["said_on"] = rows["known_on"].where(~by_file, said_by_file)
    corrected_on = rows.dropna(subset="corrects").groupby("corrects")["said_on"].min()
    rows["corrected_on"] = corrected_on.reindex(rows["contact_id"]).to_numpy()
    rows["ended_on"] = rows["closed_on"]
    rows = rows[rows["next_step"].ne("")].rename(columns={"next_step_due": "due_on"})
    spans = pd.concat([_with_changes(session, district_id, rows), _visits(session, district_id)], ignore_index=True)
    spans["ended_on"] = spans[["ended_on", "corrected_on"]].min(axis=1)
    spans = spans[spans["due_on"].notna()]
    return spans[["school_id", "said_on", "due_on", "ended_on"]].reset_index(drop=True)


SPAN = ["school_id", "said_on", "due_on", "ended_on", "corrected_on"]


def _with_changes(session: Session, district_id: int, rows: pd.DataFrame) -> pd.DataFrame:
    """Each step of `rows` as one stretch, or as several where something became of it."""
    of = NextStepChange
    statement = select(of.contact_id, of.kind, of.changed_on, of.due_on).where(of.district_id == district_id)
    changes = frame(session, statement.order_by(of.contact_id, of.change_id), ("changed_on", "due_on"))
    if changes.empty:
        return rows[SPAN]
    by_entry: dict[str, list[tuple[str, pd.Timestamp, pd.Timestamp]]] = defaultdict(list)
    for entry, *change in changes.itertuples(index=False, name=None):
        by_entry[entry].append(tuple(change))
    is_changed = rows["contact_id"].isin(by_entry)
    stretches = []
    for step in rows[is_changed].itertuples(index=False):
        said, due, is_open = step.said_on, step.due_on, step.ended_on is pd.NaT
        if not is_open:
            stretches.append((step.school_id, said, due, step.ended_on, step.corrected_on))
        for kind, day, until in by_entry[str(step.contact_id)]:
            if is_open:
                stretches.append((step.school_id, said, due, day, step.corrected_on))
            said, due = day, until if kind == StepChange.SNOOZED else due
            is_open = kind != StepChange.DONE
        if is_open:
            stretches.append((step.school_id, said, due, pd.NaT, step.corrected_on))
    changed = pd.DataFrame(stretches, columns=SPAN)
    for name in SPAN[1:]:
        changed[name] = pd.to_datetime(changed[name]).astype("datetime64[s]")
    return pd.concat([rows.loc[~is_changed, SPAN], changed], ignore_index=True)


def _visits(session: Session, district_id: int) -> pd.DataFrame:
    of = PlannedVisit
    statement = select(of.school_id, of.planned_on.label("said_on"), of.planned_for.label("due_on"), of.ended_on).where(
        of.district_id == district_id
    )
    visits = frame(session, statement, ("said_on", "due_on", "ended_on"))
    return visits.assign(corrected_on=pd.Series(pd.NaT, index=visits.index, dtype="datetime64[s]"))


def as_changed(session: Session, viewer: Viewer, contacts: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """
    The same contacts, with next_step_due, closed_on and outcome as what became of their steps by a day left them, and
    put_off: how often the step was put off by then.

    contacts: contact_id, next_step_due, closed_on, outcome, as the entries say.
    """
    of = NextStepChange
    statement = (
        select(of.contact_id, of.kind, of.changed_on, of.due_on, of.reason)
        .where(of.changed_on <= as_of)
        .order_by(of.contact_id, of.change_id)
    )
    contacts = contacts.assign(
        closed_on=contacts["closed_on"].where(contacts["closed_on"] <= pd.Timestamp(as_of)), put_off=0
    )
    changes = frame(session, visible(statement, viewer, of), ("changed_on", "due_on"))
    if changes.empty:
        return contacts
    became: dict[str, list[object]] = {name: contacts[name].tolist() for name in CHANGED}
    due_on, closed_on, outcome, put_off = (became[name] for name in CHANGED)
    place = {entry: at for at, entry in enumerate(contacts["contact_id"])}
    for entry, kind, day, due, reason in changes.itertuples(index=False, name=None):
        at = place.get(entry)
        if at is None:
            continue
        if kind == StepChange.DONE:
            closed_on[at], outcome[at] = day, reason
        elif kind == StepChange.REOPENED:
            closed_on[at], outcome[at] = pd.NaT, ""
        else:
            due_on[at] = due
            put_off[at] += 1  # type: ignore[operator]
    changed = pd.DataFrame(became, index=contacts.index)
    return contacts.assign(**{name: changed[name].astype(contacts[name].dtype) for name in CHANGED})


def planned_visits(session: Session, viewer: Viewer, as_of: date, schools: Iterable[str] | None = None) -> pd.DataFrame:
    """
    visit_id, school_id, person_id, author, plan_id, planned_on, planned_for, channel, next_step, recorded_at: the
    visits that were planned on a day and neither made nor given up, the earliest first.
    """
    of = PlannedVisit
    names = ("visit_id", "school_id", "person_id", "author", "plan_id", "planned_on", "planned_for", "channel")
    statement = (
        select(*(getattr(of, name) for name in names), of.next_step, of.recorded_at)
        .where(of.planned_on <= as_of, or_(of.ended_on.is_(None), of.ended_on > as_of))
        .order_by(of.planned_for, of.visit_id)
    )
    if schools is not None:
        statement = statement.where(of.school_id.in_(sorted(schools)))
    return frame(session, visible(statement, viewer, of), ("planned_on", "planned_for"))


def steps_ended(session: Session, viewer: Viewer, since: date) -> pd.DataFrame:
    """
    key ("contact C1" | "visit 7"), school_id, next_step, ended_on, outcome, author, recorded_at: steps that were done
    or given up on a page since a day and are so still, the latest first.
    """
    change, entry, visit = NextStepChange, SupportContact, PlannedVisit
    last = (
        select(change.district_id, change.contact_id, func.max(change.change_id).label("change_id"))
        .group_by(change.district_id, change.contact_id)
        .subquery()
    )
    done = (
        select(
            change.contact_id, change.school_id, entry.next_step, change.changed_on.label("ended_on"),
            change.reason.label("outcome"), change.author, change.recorded_at,
        )
        .join(last, (last.c.district_id == change.district_id) & (last.c.contact_id == change.contact_id)
              & (last.c.change_id == change.change_id))
        .join(entry, (entry.district_id == change.district_id) & (entry.contact_id == change.contact_id))
        .where(change.kind == StepChange.DONE, change.changed_on >= since)
    )  # fmt: skip
    ended = select(
        visit.visit_id, visit.school_id, visit.next_step, visit.ended_on, visit.reason.label("outcome"), visit.author,
        visit.recorded_at,
    ).where(visit.ended_on >= since, visit.ended_as != VisitEnd.MOVED)  # fmt: skip
    steps = frame(session, visible(done, viewer, change), ("ended_on",))
    visits = frame(session, visible(ended, viewer, visit), ("ended_on",))
    steps.insert(0, "key", "contact " + steps.pop("contact_id").astype(str))
    visits.insert(0, "key", "visit " + visits.pop("visit_id").astype(str))
    found = pd.concat([steps, visits], ignore_index=True)
    return found.sort_values(["ended_on", "recorded_at"], ascending=False, kind="stable", ignore_index=True)


def support_log(
    session: Session, viewer: Viewer, as_of: date, until: date | None = None, schools: Iterable[str] | None = None
) -> pd.DataFrame:
    """
    contact_id, school_id, contacted_on, known_on, person_id, made_by, channel, purpose, result, finding, note,
    next_step, next_step_due, closed_on, outcome, put_off, corrects, corrected_by, recorded_at: every entry as it was
    known on a day, newest first, also those that were corrected; and what was written on pages since, `until` a day.

    known_on: NaT for what a file brought.
    """
    of, last = SupportContact, max(as_of, until or as_of)
    names = ("contact_id", "school_id", "contacted_on", "known_on", "person_id")
    more = ("channel", "purpose", "result", "finding", "note", "next_step", "next_step_due", "closed_on", "outcome")
    statement = (
        select(
            *(getattr(of, name) for name in names),
            func.coalesce(Person.name, of.made_by).label("made_by"),
            *(getattr(of, name) for name in (*more, "corrects", "recorded_at")),
        )
        .outerjoin(Person, same_person(Person, of))
        .where(or_(of.known_on <= last, and_(of.known_on.is_(None), of.contacted_on <= as_of)))
        .order_by(of.contacted_on.desc(), of.recorded_at.desc(), of.contact_id.desc())
    )
    if schools is not None:
        statement = statement.where(of.school_id.in_(sorted(schools)))
    dates = ("contacted_on", "known_on", "next_step_due", "closed_on")
    rows = frame(session, visible(statement, viewer, of), dates)
    rows["closed_on"] = rows["closed_on"].where(rows["closed_on"] <= pd.Timestamp(as_of))  # as files said it
    rows = as_changed(session, viewer, rows, last)
    corrections = rows.dropna(subset="corrects").drop_duplicates("corrects").set_index("corrects")["contact_id"]
    return rows.assign(corrected_by=corrections.reindex(rows["contact_id"]).to_numpy())
