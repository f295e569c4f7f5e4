"""What a line of the audit log keeps besides, in words: its fields by name, its codes by what they are called."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from models.vocabulary import N_, ContactChannel, ContactResult, DecisionKind, Role
from models.wording.language import Words
from models.wording.trends_programme import STEPS

FIELDS: Mapping[str, str] = {
    "about": N_("About"),
    "activities": N_("Activities"),
    "aim": N_("What it was for"),
    "activity_id": N_("Activity"),
    "after": N_("Now"),
    "author": N_("Written by"),
    "based_on": N_("Based on revision"),
    "becomes": N_("Became"),
    "before": N_("Before"),
    "came": N_("Whose teams came"),
    "channel": N_("How"),
    "characters": N_("Characters"),
    "closes": N_("Ended with it"),
    "cluster": N_("Cluster"),
    "contact_id": N_("Contact"),
    "contacted_on": N_("Date of the contact"),
    "copied": N_("Steps copied"),
    "corrects": N_("Corrects"),
    "counts": N_("Rows"),
    "decision_id": N_("Number of the decision"),
    "direction": N_("Check in"),
    "dispute_id": N_("Number of the question"),
    "district_id": N_("District"),
    "done_month": N_("Done in"),
    "due": N_("Due"),
    "email": N_("E-mail"),
    "ended": N_("Ended"),
    "ends_on": N_("Ends on"),
    "fields": N_("Fields"),
    "files": N_("Files"),
    "finding": N_("Was the list right"),
    "from_date": N_("From"),
    "goal": N_("Goal"),
    "held_on": N_("Held on"),
    "hours": N_("Hours"),
    "how_it_went": N_("How it went"),
    "in_force_from": N_("In force from"),
    "involvement_type": N_("Type"),
    "is_active": N_("Account open"),
    "is_agreed": N_("Agreed"),
    "is_open": N_("Waits for an answer"),
    "item_id": N_("Number of the step"),
    "kind": N_("Kind"),
    "known_on": N_("Written on"),
    "left": N_("Left"),
    "level": N_("Level"),
    "login": N_("Login"),
    "made_by": N_("Made by"),
    "materials": N_("What was needed"),
    "month": N_("Month"),
    "name": N_("Name"),
    "next_step": N_("Next step"),
    "next_step_due": N_("Next step due"),
    "nil": N_("Nothing to report"),
    "note": N_("Note"),
    "number": N_("Number"),
    "on": N_("On"),
    "opens": N_("Opened again"),
    "outcome": N_("Outcome"),
    "person_id": N_("Number of the person"),
    "person_in_charge": N_("In charge"),
    "phone": N_("Phone"),
    "planned_end": N_("Was to end on"),
    "planned_month": N_("Planned for"),
    "practice_id": N_("Number of the practice"),
    "programme_step": N_("Step of the programme"),
    "proposal_id": N_("Number of the proposal"),
    "proposed_by": N_("Proposed by"),
    "purpose": N_("About"),
    "reached_on": N_("Reached on"),
    "reason": N_("Reason"),
    "recorded_at": N_("Stored at"),
    "reminder_id": N_("Number of the reminder"),
    "replaced": N_("Replaced another"),
    "report": N_("Report"),
    "reported_month": N_("Told by the report of"),
    "reports": N_("Reports"),
    "result": N_("Result"),
    "return_reason": N_("Why it was returned"),
    "reviewed_by": N_("Reviewed by"),
    "reviewed_on": N_("Reviewed on"),
    "revision": N_("Revision"),
    "role": N_("Role"),
    "rows": N_("Rows"),
    "rule_set_id": N_("Number of the rules"),
    "school_id": N_("School"),
    "school_year": N_("School year"),
    "starts_on": N_("Starts on"),
    "state": N_("State"),
    "step": N_("Step"),
    "steps": N_("Steps"),
    "title": N_("What"),
    "topic": N_("Topic"),
    "training_id": N_("Number of the session"),
    "undoes": N_("Undoes"),
    "until": N_("Until"),
    "until_date": N_("Until"),
    "version": N_("Version"),
    "was": N_("Before it"),
    "way": N_("Way"),
    "what_was_done": N_("What was done"),
    "why": N_("Why"),
    # Of an import: the counts by kind of row.
    "new": N_("new"),
    "changed": N_("changed"),
    "unchanged": N_("unchanged"),
    "into_locked": N_("Into locked months"),
    "reporting_month": N_("Months of the calendar"),
    "school": N_("Schools"),
    "school_in_year": N_("Schools in a year"),
    "monthly_report": N_("Reports"),
    "activity": N_("Activities"),
    "parent_response": N_("Parents' answers"),
    "teacher_observation": N_("Teachers' observations"),
    "action_plan": N_("Plans"),
    "planned_activity": N_("Steps of plans"),
    "development_session": N_("Training sessions"),
    "development_attendance": N_("Who came to training"),
    "survey_result": N_("Survey results"),
    "programme_step_reached": N_("Steps of the roll-out"),
    "person": N_("People"),
    "coordinator_cluster": N_("Clusters of coordinators"),
    "liaison_school": N_("Schools of liaisons"),
    "decision": N_("Decisions by hand"),
    "support_contact": N_("Support log"),
}
"""By the name that a line keeps it under; a name of an older or newer version is said as it stands."""
STATES: Mapping[str, str] = {
    "not_expected": N_("not expected"),
    "not_started": N_("not begun"),
    "draft": N_("draft"),
    "submitted": N_("waits for review"),
    "returned": N_("returned"),
    "accepted": N_("accepted"),
    "asked": N_("the school is asked to write it up"),
    "written": N_("written up"),
    "published": N_("shared"),
    "taken_back": N_("taken back"),
}
CODES: Mapping[str, Mapping[str, str]] = {
    "state": STATES,
    "role": {one.value: one.label for one in Role},
    "channel": {one.value: one.label for one in ContactChannel},
    "result": {one.value: one.label for one in ContactResult},
    "kind": {one.value: one.label for one in DecisionKind},
    "finding": {"right": N_("yes"), "partly": N_("in part"), "not": N_("no")},
    "direction": {"on": N_("put on"), "off": N_("taken off")},
    "programme_step": {code.value: text for code, text in STEPS.items()},
    "way": {"mail": N_("own mail program"), "sent": N_("sent from here"), "phone": N_("by phone")},
}
"""By field: what its codes are called."""


def details_text(words: Words, details: Mapping[str, Any]) -> str:
    """ "Ends on: 15 May 2026; Before: (Role Coordinator)": what a line keeps besides; zeros within are left out."""
    return "; ".join(
        words.gettext("{field}: {value}", field=_field(words, name), value=_said(words, name, value))
        for name, value in details.items()
        if value != {}
    )


def _field(words: Words, name: str) -> str:
    return words.gettext(FIELDS[name]) if name in FIELDS else name.replace("_", " ")


def _said(words: Words, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return words.gettext("yes") if value else words.gettext("no")
    if isinstance(value, Mapping):
        return f"({words.gettext(', ').join(_parts(words, value))})"
    if isinstance(value, list):
        return words.gettext(", ").join(_said(words, name, one) for one in value) or "–"
    if value is None or value == "":
        return "–"
    text = str(value)
    codes = CODES.get(name, {})
    if text in codes:
        return words.gettext(codes[text])
    return _field(words, text) if name == "fields" and text in FIELDS else _day_or_text(words, name, text)


def _parts(words: Words, values: Mapping[str, Any]) -> Iterable[str]:
    for name, one in values.items():
        if one is False or one != 0:
            yield f"{_field(words, name)} {_said(words, name, one)}"


def _day_or_text(words: Words, name: str, text: str) -> str:
    """A month or day by its name, a moment by its day and time; everything else as it stands."""
    if name in ("month", "report") or name.endswith("_month"):
        try:
            return words.month_in_year(date.fromisoformat(f"{text[:7]}-01"))
        except ValueError:
            return text
    try:
        return words.day(date.fromisoformat(text))
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{words.day(moment.date())}, {moment:%H:%M}"
