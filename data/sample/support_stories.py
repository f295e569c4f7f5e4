"""Support entries that are told, not drawn: the log of the Lakeview cluster, what visits found, decisions by hand."""

from dataclasses import dataclass

from models.vocabulary import ContactChannel, ContactResult, DecisionKind, VisitFinding

Day = tuple[int, int]
"""Month and day of the last school year."""

EMAIL, PHONE, VISIT = ContactChannel.EMAIL, ContactChannel.PHONE, ContactChannel.IN_PERSON
ACCEPTED, NO_ANSWER = ContactResult.ACCEPTED, ContactResult.NO_ANSWER


@dataclass(frozen=True)
class Entry:
    """One line of the support log."""

    on: Day
    channel: ContactChannel
    purpose: str
    result: ContactResult = ACCEPTED
    finding: VisitFinding | None = None
    next_step: str = ""
    due: Day | None = None
    closed: Day | None = None
    outcome: str = ""


TOLD: dict[str, tuple[Entry, ...]] = {
    "Harlan Creek": (
        Entry((9, 18), PHONE, "Plan of the year", next_step="Send the sign-in sheet", due=(9, 25), closed=(9,
              24), outcome="Sent"),
        Entry((11, 20), PHONE, "Principal told us the liaison has left", next_step="Call again", due=(12, 4),
              closed=(12, 4),
              outcome="Nobody named yet"),
        Entry((12, 9), EMAIL, "Reminder for November", closed=(12, 11), outcome="The report came"),
        Entry((1, 8), EMAIL, "Reminder for December", NO_ANSWER),
        Entry((2, 3), EMAIL, "Reminder for January", NO_ANSWER, closed=(2, 9), outcome="The report came"),
        Entry((3, 12), PHONE, "Call with the principal. No one named to file yet.",
              next_step="Visit: name a new liaison",
              due=(4, 14)),
    ),
    "Otter Bend": (
        Entry((10, 22), PHONE, "Plan steps of the autumn", next_step="Call again", due=(11, 12), closed=(11,
              12), outcome="Two steps moved"),
        Entry((2, 11), PHONE, "Plan steps of the winter", next_step="Call again", due=(3, 4), closed=(3, 5),
              outcome="No steps done yet"),
        Entry((3, 30), PHONE, "Plan steps: which can still be done", next_step="Visit agreed: plan steps", due=(4, 16)),
    ),
    "Linden Hill": (
        Entry((10, 8), EMAIL, "Ideas for graduation plan meetings", closed=(10, 15), outcome="Sent"),
        Entry((2, 27), PHONE, "Fewer activities since January",
              next_step="Call: fewer activities since January", due=(4, 13)),
    ),
    "Maple Fork": (
        Entry((9, 10), VISIT, "Visit to the team meeting", closed=(9, 10), outcome="Team will count by sign-in"),
        Entry((1, 30), EMAIL, "Ideas for a small school", closed=(2, 3), outcome="Sent"),
    ),
    "Pine Hollow": (
        Entry((11, 12), EMAIL, "Reminder for October", NO_ANSWER),
        Entry((12, 10), PHONE, "Nothing received since October", NO_ANSWER),
        Entry((2, 10), PHONE, "Who files the reports", next_step="Call again", due=(2, 24), closed=(2, 24),
              outcome="No answer"),
        Entry((4, 6), PHONE, "Secretary asked for the one-page form", next_step="Call: nothing since October",
              due=(4, 10)),
    ),
    "Cedar Glen": (
        Entry((9, 9), EMAIL, "Reminder for August", NO_ANSWER),
        Entry((10, 7), PHONE, "Late reports", next_step="Visit agreed", due=(11, 13), closed=(11, 13),
              outcome="Visited"),
        Entry((11, 13), VISIT, "Visit: who files, and how", finding=VisitFinding.RIGHT,
              next_step="Two people share the report",
              due=(12, 5), closed=(12, 4), outcome="On time since"),
        Entry((3, 19), PHONE, "How it goes since the visit", closed=(3, 19), outcome="All well"),
    ),
    "Quarry Road": (
        Entry((11, 10), VISIT, "First visit: the programme", closed=(11, 10), outcome="Team is being formed"),
        Entry((3, 23), PHONE, "First yearly plan", next_step="Plan: first yearly plan", due=(4, 30)),
    ),
    "Bramble Hill": (Entry((2, 13), EMAIL, "Training dates", closed=(2, 16), outcome="Sent"),),
    "Fairbrook": (Entry((2, 23), PHONE, "Parent responses: how to ask", closed=(2, 26), outcome="Done as agreed"),),
    "Northwater": (Entry((3, 9), EMAIL, "Share a sample notice", closed=(3, 10), outcome="Sent"),),
    "Willow Bend": (Entry((2, 9), PHONE, "May we show your math kits to others", closed=(2, 9), outcome="Yes"),),
}  # fmt: skip
"""School of Lakeview to its log of the last school year."""

FINDINGS = {VisitFinding.RIGHT: 19, VisitFinding.PARTLY: 6, VisitFinding.NOT: 4}
"""What the year's visits found: the list was right, partly, not."""
VISITS_BY_MONTH = {9: 4, 10: 4, 11: 4, 12: 3, 1: 4, 2: 4, 3: 5}
"""Visits with a finding by calendar month, beside the one told above: 29 in all by March."""

DECISIONS: tuple[tuple[str, DecisionKind, bool, Day, Day, str], ...] = (
    ("Kestrel Bend", DecisionKind.PRINCIPAL_CHANGED, True, (8, 20), (11, 28), "New principal since August."),
    ("Raven Creek", DecisionKind.DATA_DISPUTE, False, (10, 13), (12, 12),
              "School says two reports were sent to the old address."),
    ("Harlan Creek", DecisionKind.LIAISON_CHANGED, True, (11, 18), (5, 29), "Liaison left; nobody named yet."),
    ("Clover Creek", DecisionKind.JUDGEMENT, True, (3, 16), (5, 15), "Team lost two members; worth a call."),
)  # fmt: skip
"""School, kind, puts on Check in (or off), first day, last day, note."""
