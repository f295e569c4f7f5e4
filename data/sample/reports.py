"""When the sample's schools report, what becomes of each report, and what the form says beside the activities."""

from dataclasses import dataclass
from datetime import date, timedelta

from data.sample.dice import Dice, dice
from data.sample.district import SampleSchool, Span
from data.sample.stories import FALLING_CLUSTER
from data.sample.titles import NOTES, NOTHING_TO_REPORT, RETURN_REASONS
from models.recording.incoming import Row
from models.school_year import SchoolYear, next_month, usual_dates
from models.vocabulary import Barrier, ReportState

ON_TIME_LATE = {"prompt": (0.95, 0.035), "usual": (0.80, 0.13), "half": (0.50, 0.28)}
"""Chance of on time and of late; the rest never arrives."""
LESS_BEFORE = 0.06
"""Subtracted from the chance of on time for every school year before the last: the programme grows."""
NIL_SHARE = 0.6
RETURNED_SHARE = 0.05
DRAFTS_NEXT_MONTH = 0.16


@dataclass(frozen=True)
class Sending:
    """One school's month: the day its report came, or None; marks planted for it."""

    school: SampleSchool
    month: date
    sent: date | None
    marks: str

    @property
    def is_received(self) -> bool:
        return self.sent is not None


def sendings(span: Span, school: SampleSchool) -> list[Sending]:
    """Every expected month up to today, whether its report arrived or not."""
    months = [month for month in span.months if school.expected(month)]
    planned = _erratic(span, school, months) if school.habit == "erratic" else {}
    found = []
    for month in months:
        draw = dice(span.seed, school.school_id, "sending", month)
        marks = school.marks(span, month)
        sent = planned.get(month) if school.habit == "erratic" else _sent(span, school, month, draw)
        sent = _planted_day(span, month, marks, draw) if marks else sent
        found.append(Sending(school, month, sent if sent and sent <= span.today else None, marks))
    return found


def _sent(span: Span, school: SampleSchool, month: date, draw: Dice) -> date | None:
    on_time, late = ON_TIME_LATE[school.habit]
    on_time += 0.03 * max(-1.5, min(1.5, school.quality_in(span, month))) * (school.habit != "prompt")
    on_time -= LESS_BEFORE * span.years_before(month)
    if school.plant.steady and SchoolYear.of(month) == span.last_year:
        on_time = 1.0
    if school.cluster == FALLING_CLUSTER and month >= span.last_year.months[3]:
        on_time -= 0.08
    luck, due = draw.random(), usual_dates(month).due_date
    if luck < on_time:
        return due - timedelta(days=draw.whole(0, 5))
    if luck < on_time + late:
        return due + timedelta(days=draw.weighted((1, 2, 3, 4, 5, 8, 14, 25), (5, 4, 3, 2, 2, 1, 1, 1)))
    return None


def _erratic(span: Span, school: SampleSchool, months: list[date]) -> dict[date, date | None]:
    """Day of arrival by month: three months together, from 1 day before to 6 after the last one's due date."""
    draw = dice(span.seed, school.school_id, "erratic")
    offset = draw.whole(0, 2)
    days: dict[date, date | None] = {}
    for number, _ in enumerate(span.months):
        last_of_three = span.months[min(len(span.months) - 1, number - (number + offset) % 3 + 2)]
        is_whole = number - (number + offset) % 3 + 2 < len(span.months)
        jitter = dice(span.seed, school.school_id, "erratic", last_of_three).whole(-1, 6)
        days[span.months[number]] = usual_dates(last_of_three).due_date + timedelta(days=jitter) if is_whole else None
    return {month: days[month] for month in months}


def _planted_day(span: Span, month: date, marks: str, draw: Dice) -> date | None:
    due = usual_dates(month).due_date
    if "missing" in marks or "draft" in marks:
        return None
    if "late" in marks:
        return due + timedelta(days=2)
    return due - timedelta(days=draw.whole(0, 1) if "to_review" in marks else draw.whole(2, 5))


def report_row(span: Span, sending: Sending, has_activities: bool, coordinator: int) -> Row:
    """The form of a received report. Without activities it is nil, or a plain zero; coordinator: who reviews it."""
    school, month = sending.school, sending.month
    draw = dice(span.seed, school.school_id, "form", month)
    quality = school.quality_in(span, month)
    met = draw.chance(0.8 + 0.05 * quality)
    nil = not has_activities and ("nil" in sending.marks or draw.chance(NIL_SHARE))
    barriers = [str(Barrier.LANGUAGE)] if school.learners > 0.2 and draw.chance(0.25) else []
    if draw.chance(0.3):
        barriers.append(str(draw.pick([kind for kind in Barrier if kind is not Barrier.LANGUAGE])))
    return {
        **empty_report(school, month),
        "submitted_date": sending.sent,
        "nil_reason": draw.pick(NOTHING_TO_REPORT) if nil else None,
        "team_met": met,
        "team_minutes": 15 * draw.whole(2, 6) if met else None,
        "team_parents_present": draw.whole(1, 6) if met else None,
        "principal_took_part": draw.chance(0.7),
        "plan_on_track": draw.chance(0.75 + 0.1 * quality),
        "liaison_or_principal_changed": _somebody_changed(span, sending, draw),
        "barriers": barriers,
        "notes": draw.pick(NOTES) if draw.chance(0.25) else None,
        **_review(span, sending, draw, coordinator),
    }


def _somebody_changed(span: Span, sending: Sending, draw: Dice) -> bool:
    planted = {("Harlan Creek", 11), ("Linden Hill", 3)}
    is_last_year = SchoolYear.of(sending.month) == span.last_year
    if is_last_year and (sending.school.name, sending.month.month) in planted:
        return True
    return draw.chance(0.006) and not (is_last_year and sending.school.plant.steady)


def empty_report(school: SampleSchool, month: date) -> Row:
    """A form nobody has filled in yet, as a draft."""
    return {
        "school_id": school.school_id,
        "month": month,
        "report_id": f"R{school.school_id}-{month:%Y-%m}",
        "due_date": None,
        "state": ReportState.DRAFT,
        "submitted_date": None,
        "nil_reason": None,
        "team_met": None,
        "team_minutes": None,
        "team_parents_present": None,
        "principal_took_part": None,
        "plan_on_track": None,
        "liaison_or_principal_changed": None,
        "barriers": [],
        "notes": None,
    }


def _review(span: Span, sending: Sending, draw: Dice, coordinator: int) -> Row:
    """What the coordinator did with it by today: nothing yet, returned, mended, accepted; each with its day."""
    assert sending.sent is not None
    sent, marks = sending.sent, sending.marks
    looked_at = sent + timedelta(days=draw.weighted((1, 2, 3, 4, 5, 6, 7, 9), (3, 4, 4, 3, 3, 2, 2, 1)))
    looked_at = min(looked_at, span.today) if "on_time" in marks else looked_at
    is_returned = draw.chance(RETURNED_SHARE) or "returned" in marks
    reason = draw.pick(RETURN_REASONS)
    mended = looked_at + timedelta(days=draw.whole(3, 7))
    steps: list[Row] = [{"state": ReportState.SUBMITTED, "changed_on": sent, "reason": None, "person_id": None}]
    if "to_review" not in marks and not ("late" in marks and sending.month == span.last_month):
        if is_returned:
            looked_at = min(looked_at, span.today - timedelta(days=2)) if "returned" in marks else looked_at
            mended = max(mended, span.today + timedelta(days=3)) if "returned" in marks else mended
            steps.append(
                {"state": ReportState.RETURNED, "changed_on": looked_at, "reason": reason, "person_id": coordinator}
            )
            steps.append({"state": ReportState.SUBMITTED, "changed_on": mended, "reason": None, "person_id": None})
        accepted = mended + timedelta(days=1) if is_returned else looked_at
        steps.append({"state": ReportState.ACCEPTED, "changed_on": accepted, "reason": None, "person_id": coordinator})
    known = [step for step in steps if step["changed_on"] <= span.today]
    reviews = [step for step in known if step["state"] is not ReportState.SUBMITTED]
    return {
        "state": known[-1]["state"],
        "reviewed_on": reviews[-1]["changed_on"] if reviews else None,
        "reviewed_by": coordinator if reviews else None,
        "return_reason": reason if known[-1]["state"] is ReportState.RETURNED else None,
        "changes": known,
    }


def draft_rows(span: Span, school: SampleSchool, sent: list[Sending]) -> list[Row]:
    """Forms somebody began and has not sent: next month's, and now and then one of the last month."""
    following = next_month(span.last_month)
    draw = dice(span.seed, school.school_id, "drafts")
    marks = school.marks(span, following)
    began = "draft" in marks or (draw.chance(DRAFTS_NEXT_MONTH) and not marks and not school.plant.steady)
    months = [following] if began and following in span.last_year.months and school.expected(following) else []
    missing = [one.month for one in sent if one.month == span.last_month and not one.is_received and not one.marks]
    months += missing if draw.chance(0.4) else []
    changed = [{"state": ReportState.DRAFT, "changed_on": span.today - timedelta(days=draw.whole(1, 6)),
                "reason": None, "person_id": None}]  # fmt: skip
    return [{**empty_report(school, month), "changes": changed} for month in months]
