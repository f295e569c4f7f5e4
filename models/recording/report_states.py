"""Where a report stands after a file told of it, and the dated lines that say how it got there. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from models.tables.row_values import Row
from models.vocabulary import ReportState

REVIEW = ("reviewed_on", "reviewed_by", "return_reason")


def monthly_report(
    key: tuple[str, date],
    form_row: Row | None,
    form: Row,
    stored: Row | None,
    past: Sequence[Row],
    *,
    revision: int | None,
    due_date: date,
) -> Row:
    """
    A report's row of monthly_report, whole, after the call.

    form_row is what a file said of the report (None: only rows that belong to it), form its revision's columns, past
    its lines of report_state_change, revision the new one's number (None: the content is what is in force), due_date
    the calendar's.
    """
    reported = form_row or {}
    state = _state(reported, form, stored, past, is_new_revision=revision is not None)
    before = stored or {}
    own_due_date = reported.get("due_date") if reported else before.get("due_date")
    row = {
        "school_id": key[0],
        "month": key[1],
        "state": state,
        "revision": revision or before.get("revision", 0),
        "due_date": own_due_date or due_date,
        "first_submitted_date": before.get("first_submitted_date"),
        "last_submitted_date": before.get("last_submitted_date"),
        **{name: before.get(name) for name in REVIEW},
    }
    if revision is not None:
        submitted = form["submitted_date"]
        dates = [day for day in (row["first_submitted_date"], submitted) if day is not None]
        row |= {"first_submitted_date": min(dates, default=None), "last_submitted_date": submitted}
    if form_row is not None and (stored is None or revision is not None or state != stored["state"]):
        row |= {name: reported.get(name) for name in REVIEW}
    return row


def _state(reported: Row, form: Row, stored: Row | None, past: Sequence[Row], *, is_new_revision: bool) -> ReportState:
    if not reported:
        if is_new_revision and stored and stored["state"] == ReportState.ACCEPTED:
            return ReportState.SUBMITTED
        return stored["state"] if stored else ReportState.NOT_STARTED
    state = reported.get("state") or (ReportState.SUBMITTED if form["submitted_date"] else ReportState.DRAFT)
    state = ReportState(state)
    if stored is None:
        return state
    if is_new_revision:
        return ReportState.SUBMITTED if _accepts_unseen(reported, stored, state) else state
    # The same content again: a review, or a person's own decision, is not undone by an older file.
    if state == ReportState.ACCEPTED and stored["state"] == ReportState.SUBMITTED:
        return ReportState.SUBMITTED if _waits_again(reported, past) else state
    reviewed = stored["state"] in (ReportState.RETURNED, ReportState.ACCEPTED)
    decided_here = bool(past) and past[-1]["receipt_id"] is None
    if decided_here or (reviewed and state == ReportState.SUBMITTED):
        return ReportState(stored["state"])
    return state


def _accepts_unseen(reported: Row, stored: Row, state: ReportState) -> bool:
    """Does a file call accepted what it changes about an accepted report, without a review since?"""
    if state != ReportState.ACCEPTED or stored["state"] != ReportState.ACCEPTED:
        return False
    reviewed, before = reported.get("reviewed_on"), stored["reviewed_on"] or stored["last_submitted_date"]
    return reviewed is None or (before is not None and reviewed <= before)


def _waits_again(reported: Row, past: Sequence[Row]) -> bool:
    """Was it accepted, then changed, and not reviewed since as far as the file says?"""
    if not any(line["state"] == ReportState.ACCEPTED for line in past):
        return False
    reviewed = reported.get("reviewed_on")
    return reviewed is None or reviewed < past[-1]["changed_on"]


def state_lines(
    form_row: Row | None,
    stored: Row | None,
    after: Row,
    past: Sequence[Row],
    *,
    is_new_revision: bool,
    receipt_id: int | None,
    today: date,
) -> list[Row]:
    """The new lines of report_state_change, numbered on from `past`; one that is known already is not repeated."""
    same_state = stored is not None and stored["state"] == after["state"] and not is_new_revision
    if same_state or (form_row is None and (stored is None or stored["state"] == after["state"])):
        return []
    if form_row is None:
        lines = [_line({"state": after["state"], "changed_on": today})]
    elif form_row.get("changes"):
        known = {(line["state"], line["changed_on"], line["reason"]) for line in past}
        lines = [_line(change) for change in form_row["changes"]]
        lines = [line for line in lines if (line["state"], line["changed_on"], line["reason"]) not in known]
    else:
        lines = _usual_lines(stored, after, is_new_revision=is_new_revision, today=today)
    first = past[-1]["sequence"] + 1 if past else 1
    head = {"school_id": after["school_id"], "month": after["month"], "revision": after["revision"]}
    return [
        {**head, "sequence": sequence, "receipt_id": receipt_id, **line} for sequence, line in enumerate(lines, first)
    ]


def _line(change: Row) -> Row:
    return {
        "state": ReportState(change["state"]),
        "changed_on": change["changed_on"],
        "reason": change.get("reason"),
        "person_id": change.get("person_id"),
    }


def _usual_lines(stored: Row | None, after: Row, *, is_new_revision: bool, today: date) -> list[Row]:
    """Submitted on its day, then as it stands; a state without a day of its own counts from the import."""
    state = after["state"]
    lines: list[dict[str, Any]] = []
    if state == ReportState.NOT_EXPECTED:
        lines.append({"state": state, "changed_on": after["month"]})
    elif state == ReportState.DRAFT or (state == ReportState.NOT_STARTED and stored is not None):
        lines.append({"state": state, "changed_on": today})
    elif state.is_received:
        submitted = after["last_submitted_date"] or today
        if is_new_revision:
            lines.append({"state": ReportState.SUBMITTED, "changed_on": submitted})
        if state != ReportState.SUBMITTED:
            review = {"person_id": after["reviewed_by"], "reason": after["return_reason"]}
            reviewed = after["reviewed_on"] or submitted
            day = max(reviewed, submitted) if stored is not None and is_new_revision else reviewed
            lines.append({"state": state, "changed_on": day, **review})
    return [_line(line) for line in lines]
