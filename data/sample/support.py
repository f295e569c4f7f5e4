"""The sample's support log: reminders, calls and visits of nine coordinators, and what they decided by hand."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from data.sample.dice import dice
from data.sample.district import SampleSchool, Span
from data.sample.people import People
from data.sample.reports import Sending
from data.sample.support_stories import DECISIONS, FINDINGS, TOLD, VISITS_BY_MONTH
from models.recording.incoming import Row
from models.school_year import SchoolYear, next_month, usual_dates
from models.vocabulary import ContactChannel, ContactResult, VisitFinding

REMINDED_SHARE = 0.65
CALLED_SHARE = 0.42
PURPOSES = (
    "Plan of the month",
    "Help with counting families",
    "Ideas for learning at home",
    "Translation of notices",
    "Partnership team meeting",
    "Training dates",
    "Parent responses: how to ask",
)
NEXT_STEPS = (
    "Send the sign-in sheet",
    "Visit the team meeting",
    "Share a sample notice",
    "Call again",
    "Send the flyers in Spanish",
)
OUTCOMES = ("Done as agreed", "Team will use it next month", "Sent", "Principal was pleased")


def contact_rows(span: Span, every: list[SampleSchool], sent: list[Sending], people: People) -> list[Row]:
    """Every contact up to today, numbered by day. Schools whose log is told as a story have no others that year."""
    by_id = {school.school_id: school for school in every}
    rows = [row for one in sent for row in _reminders(span, one, people)]
    rows += [
        row
        for school in every
        for month in [*span.months, next_month(span.last_month)]
        if school.expected(month) and not _is_told(span, school, month)
        for row in _calls(span, school, month, people)
    ]
    rows += [row for school in every for row in _told(span, school, people)]
    rows += _visits(span, [school for school in by_id.values() if school.name not in TOLD], people)
    known = sorted(
        (row for row in rows if row["contacted_on"] <= span.today),
        key=lambda row: (row["contacted_on"], row["school_id"], row["purpose"]),
    )
    return [{"contact_id": f"C{number:05d}", **row} for number, row in enumerate(known, 1)]


def _contact(
    school_id: str, day: date, who: tuple[int, str], channel: ContactChannel, purpose: str, **more: Any
) -> Row:
    return {
        "school_id": school_id,
        "contacted_on": day,
        "person_id": who[0],
        "made_by": who[1],
        "channel": channel,
        "purpose": purpose,
        "result": ContactResult.ACCEPTED,
        "finding": None,
        "next_step": "",
        "next_step_due": None,
        "closed_on": None,
        "outcome": "",
        "corrects": None,
        "recorded_at": datetime.combine(day, time(20, 0), UTC),
        **more,
    }


def _is_told(span: Span, school: SampleSchool, month: date) -> bool:
    return school.name in TOLD and SchoolYear.of(month) >= span.last_year


def _reminders(span: Span, one: Sending, people: People) -> list[Row]:
    """A reminder where a report did not come, closed when it did."""
    if _is_told(span, one.school, one.month):
        return []
    draw = dice(span.seed, one.school.school_id, "reminder", one.month)
    due, who = usual_dates(one.month).due_date, people.coordinators[one.school.cluster]
    day = _workday(due + timedelta(days=draw.whole(1, 4)))
    result = draw.weighted((ContactResult.ACCEPTED, ContactResult.NO_ANSWER), (0.6, 0.4))
    is_sent = draw.chance(REMINDED_SHARE) and (one.sent is None or one.sent > due + timedelta(days=3))
    outcome = "The report came" if one.sent else ""
    purpose = f"Reminder: report of {one.month:%B}"
    more = {"result": result, "outcome": outcome, "closed_on": one.sent and max(one.sent, day)}
    return [_contact(one.school.school_id, day, who, ContactChannel.EMAIL, purpose, **more)] if is_sent else []


def _calls(span: Span, school: SampleSchool, month: date, people: People) -> list[Row]:
    """Now and then a call, a mail or a visit, with or without a next step."""
    draw = dice(span.seed, school.school_id, "support", month)
    if not draw.chance(CALLED_SHARE + 0.03 * (month.year - span.years[0].start)):
        return []
    day = _workday(month + timedelta(days=draw.whole(2, 26)))
    channel = draw.weighted(tuple(ContactChannel), (0.2, 0.5, 0.2, 0.1))
    result = draw.weighted(tuple(ContactResult), (0.78, 0.06, 0.16))
    agreed = result is ContactResult.ACCEPTED and draw.chance(0.5)
    due = _workday(day + timedelta(days=draw.whole(7, 28)))
    closed = _workday(due + timedelta(days=draw.whole(-4, 3)))
    is_late = draw.chance(0.06) and due > span.today - timedelta(days=30)
    is_closed = agreed and closed <= span.today and not is_late
    next_step = {"next_step": draw.pick(NEXT_STEPS), "next_step_due": due} if agreed else {}
    outcome = {"closed_on": closed, "outcome": draw.pick(OUTCOMES)} if is_closed else {}
    who, purpose = people.coordinators[school.cluster], draw.pick(PURPOSES)
    return [_contact(school.school_id, day, who, channel, purpose, result=result, **next_step, **outcome)]


def _told(span: Span, school: SampleSchool, people: People) -> list[Row]:
    rows = []
    for entry in TOLD.get(school.name, ()):
        day, due, closed = (span.day(*when) if when else None for when in (entry.on, entry.due, entry.closed))
        assert day is not None
        rows.append(
            _contact(
                school.school_id, day, people.coordinators[school.cluster], entry.channel, entry.purpose,
                result=entry.result, finding=entry.finding, next_step=entry.next_step, next_step_due=due,
                closed_on=closed if closed and closed <= span.today else None,
                outcome=entry.outcome if closed and closed <= span.today else "",
            )
        )  # fmt: skip
    return rows


def _visits(span: Span, every: list[SampleSchool], people: People) -> list[Row]:
    """Visits to schools that seemed to need them, each with what it found of the list that sent it."""
    visits_told = [entry for entries in TOLD.values() for entry in entries if entry.finding]
    left = [finding for finding, count in FINDINGS.items() for _ in range(count)]
    for entry in visits_told:
        left.remove(entry.finding or VisitFinding.RIGHT)
    found = dice(span.seed, "findings").in_any_order(left)
    rows: list[Row] = []
    for month, count in VISITS_BY_MONTH.items():
        draw = dice(span.seed, "visits", month)
        weakest = sorted(every, key=lambda school: _seems_well(school) + 0.5 * draw.normal())
        for school in [school for school in weakest if school.expected(span.day(month, 1).replace(day=1))][:count]:
            day = span.day(month, draw.whole(12, 27))
            rows.append(
                _contact(
                    school.school_id, day, people.coordinators[school.cluster], ContactChannel.IN_PERSON,
                    "Visit: what would help", finding=found[len(rows)], next_step="Plan the next two months together",
                    next_step_due=_workday(day + timedelta(days=14)), closed_on=None, outcome="",
                )
            )  # fmt: skip
    for row in rows:
        closed = row["next_step_due"] + timedelta(days=2)
        if closed <= span.today:
            row |= {"closed_on": closed, "outcome": "Agreed on two activities and who counts"}
    return rows


def _seems_well(school: SampleSchool) -> float:
    """How a coordinator would order the schools by hand: by habit of reporting, then by all the rest."""
    habit = {"prompt": 1.2, "usual": 0.6, "half": -0.6, "erratic": -0.4}[school.habit]
    return school.quality + habit + (1.0 if school.plant.steady else 0.0)


def decision_rows(span: Span, every: list[SampleSchool], people: People) -> list[Row]:
    """Decisions by hand, with their end."""
    by_name = {school.name: school for school in every}
    rows: list[Row] = []
    for name, kind, puts_on_list, starts, ends, note in DECISIONS:
        starts_on = span.day(*starts)
        if starts_on <= span.today:
            rows.append(
                {
                    "decision_id": len(rows) + 1,
                    "school_id": by_name[name].school_id,
                    "kind": kind,
                    "puts_on_list": puts_on_list,
                    "starts_on": starts_on,
                    "ends_on": span.day(*ends),
                    "note": note,
                    "author": people.coordinators[by_name[name].cluster][1],
                    "recorded_at": datetime.combine(starts_on, time(20, 0), UTC),
                }
            )
    return rows


def _workday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day
