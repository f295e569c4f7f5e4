"""What to look at first in a report: outliers against what is usual here, and contradictions. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial

from models.school_charts.month_limits import MonthLimits
from models.school_charts.usual_ranges import Figure, UsualRange
from models.vocabulary import CountingMethod


class FindingCode(StrEnum):
    """Why a figure is looked at first; the most telling ones first."""

    ABOVE_ENROLLMENT = "above_enrollment"
    FAR_MORE = "far_more"
    FAR_FEWER = "far_fewer"
    ANSWERS_ABOVE_SENT = "answers_above_sent"
    ANSWERS_ABOVE_ATTENDANCE = "answers_above_attendance"
    SIDES_ABOVE_ANSWERS = "sides_above_answers"
    RATING_OFF_SCALE = "rating_off_scale"
    RATING_WITHOUT_SCALE = "rating_without_scale"
    ANSWERS_WITHOUT_ACTIVITY = "answers_without_activity"
    FAMILIES_ABOVE_ADULTS = "families_above_adults"
    DATE_OUTSIDE_MONTH = "date_outside_month"
    REPEATED = "repeated"
    NIL_WITH_ACTIVITIES = "nil_with_activities"
    NOTHING_SAID = "nothing_said"
    MANY_ACTIVITIES = "many_activities"
    FEW_ACTIVITIES = "few_activities"
    COUNT_MISSING = "count_missing"
    METHOD_MISSING = "method_missing"
    MARKED = "marked"


FOUND_BY_CODE = {
    "attendance_above_enrollment": FindingCode.ABOVE_ENROLLMENT,
    "answers_above_sent": FindingCode.ANSWERS_ABOVE_SENT,
    "answers_above_attendance": FindingCode.ANSWERS_ABOVE_ATTENDANCE,
    "sides_above_answers": FindingCode.SIDES_ABOVE_ANSWERS,
    "rating_off_scale": FindingCode.RATING_OFF_SCALE,
    "rating_without_scale": FindingCode.RATING_WITHOUT_SCALE,
    "answers_without_activity": FindingCode.ANSWERS_WITHOUT_ACTIVITY,
    "date_outside_month": FindingCode.DATE_OUTSIDE_MONTH,
    "repeated": FindingCode.REPEATED,
}
"""What stored rows were marked by when they came in, which is found here again; another mark is MARKED."""
LEAST_FAR_OFF = 10
"""Fewer families more or less are no slip worth a question."""


@dataclass(frozen=True)
class ActivitySaid:
    """An activity as the report tells it; None: not said."""

    activity_id: str
    title: str = ""
    on: date | None = None
    involvement_type: int = 1
    families: int | None = None
    adults: int | None = None
    method: CountingMethod | None = None
    is_cancelled: bool = False
    marks: frozenset[str] = frozenset()

    @property
    def is_attendance(self) -> bool:
        return self.method is None or self.method.is_attendance


@dataclass(frozen=True)
class AnswersSaid:
    """Parents' answers as the report tells them; activity_id None: to a form of the month."""

    response_id: str
    activity_id: str | None = None
    sent: int | None = None
    returned: int | None = None
    sides: int = 0
    rating: float | None = None
    scale_id: str = ""
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ReportSaid:
    """A report as a reviewer reads it."""

    month: date
    is_nil: bool = False
    activities: Sequence[ActivitySaid] = ()
    answers: Sequence[AnswersSaid] = ()

    @property
    def held(self) -> list[ActivitySaid]:
        return [one for one in self.activities if not one.is_cancelled]


@dataclass(frozen=True)
class UsualHere:
    """
    What is usual at this school: pupils, ranges of whole reports, families at one activity by type (in families), the
    most families it ever counted by type, and the limits of its own months' activities.
    """

    pupils: int | None = None
    report: Mapping[Figure, UsualRange] = field(default_factory=dict)
    turnout: Mapping[int, UsualRange] = field(default_factory=dict)
    highest: Mapping[int, int] = field(default_factory=dict)
    own_activities: MonthLimits | None = None


@dataclass(frozen=True)
class Finding:
    """
    One thing to look at: the figure, what it does not fit (`beside`), or the range it is expected in. about: the
    activity; response: the answers; both "" where it is the report's.
    """

    code: FindingCode
    figure: float | None = None
    beside: float | None = None
    low: float | None = None
    high: float | None = None
    about: str = ""
    response: str = ""
    is_likely_right: bool = False
    """As high before, or counted by a sheet: to be looked at, and probably no slip."""


def findings(report: ReportSaid, usual: UsualHere) -> list[Finding]:
    """All there is to look at in a report, the most telling first; none: it is clean."""
    found = [
        *_of_report(report, usual),
        *(one for activity in report.activities for one in _of_activity(activity, report, usual)),
        *_repeated(report.held),
        *(one for answers in report.answers for one in _of_answers(answers, report)),
    ]
    order = list(FindingCode)
    return sorted(found, key=lambda one: order.index(one.code))


def _of_report(report: ReportSaid, usual: UsualHere) -> Iterator[Finding]:
    count = len(report.held)
    if report.is_nil and report.activities:
        yield Finding(FindingCode.NIL_WITH_ACTIVITIES, len(report.activities))
    if not report.is_nil and not report.activities:
        yield Finding(FindingCode.NOTHING_SAID)
        return
    expected, own = usual.report.get(Figure.ACTIVITIES), usual.own_activities
    if report.is_nil or expected is None or own is None or own.high != own.high:
        return
    if count > expected.far_high and count > own.high:
        yield Finding(FindingCode.MANY_ACTIVITIES, count, low=expected.low, high=expected.high)
    elif count < expected.low and count < own.low:
        yield Finding(FindingCode.FEW_ACTIVITIES, count, low=expected.low, high=expected.high)


def _of_activity(activity: ActivitySaid, report: ReportSaid, usual: UsualHere) -> Iterator[Finding]:
    about, families = activity.activity_id, activity.families
    if activity.on is not None and (activity.on.year, activity.on.month) != (report.month.year, report.month.month):
        yield Finding(FindingCode.DATE_OUTSIDE_MONTH, about=about)
    if activity.marks - FOUND_BY_CODE.keys():
        yield Finding(FindingCode.MARKED, families, about=about)
    if activity.is_cancelled or not activity.is_attendance:
        return
    if families is None:
        yield Finding(FindingCode.COUNT_MISSING, about=about)
        return
    yield from _turnout(activity, families, usual)
    if activity.adults is not None and families > activity.adults:
        yield Finding(FindingCode.FAMILIES_ABOVE_ADULTS, families, activity.adults, about=about)
    if activity.method is None and families:
        yield Finding(FindingCode.METHOD_MISSING, families, about=about)


def _turnout(activity: ActivitySaid, families: int, usual: UsualHere) -> Iterator[Finding]:
    about, expected = activity.activity_id, usual.turnout.get(activity.involvement_type)
    low, high = (expected.low, expected.high) if expected else (None, None)
    if usual.pupils is not None and families > usual.pupils:
        yield Finding(FindingCode.ABOVE_ENROLLMENT, families, usual.pupils, low, high, about)
        return
    if expected is None:
        return
    if families > expected.far_high and families - expected.high >= LEAST_FAR_OFF:
        highest = usual.highest.get(activity.involvement_type)
        is_known = highest is not None and highest >= families
        is_right = is_known or activity.method is CountingMethod.SIGN_IN
        yield Finding(FindingCode.FAR_MORE, families, highest, low, high, about, is_likely_right=is_right)
    elif families < expected.far_low and expected.low - families >= LEAST_FAR_OFF:
        yield Finding(FindingCode.FAR_FEWER, families, None, low, high, about)


def _repeated(held: Sequence[ActivitySaid]) -> Iterator[Finding]:
    seen = set()
    for one in held:
        content = (one.title, one.on, one.involvement_type, one.families, one.adults, one.method)
        if content in seen and one.title:
            yield Finding(FindingCode.REPEATED, about=one.activity_id)
        seen.add(content)


def _of_answers(answers: AnswersSaid, report: ReportSaid) -> Iterator[Finding]:
    found = partial(Finding, about=answers.activity_id or "", response=answers.response_id)
    returned, activity = answers.returned, None
    if answers.activity_id is not None:
        activity = next((one for one in report.activities if one.activity_id == answers.activity_id), None)
        if activity is None:
            yield found(FindingCode.ANSWERS_WITHOUT_ACTIVITY, returned)
    if returned is not None:
        families = activity.families if activity is not None and activity.is_attendance else None
        if answers.sent is not None and returned > answers.sent:
            yield found(FindingCode.ANSWERS_ABOVE_SENT, returned, answers.sent)
        elif families is not None and returned > families:
            yield found(FindingCode.ANSWERS_ABOVE_ATTENDANCE, returned, families)
        if answers.sides > returned:
            yield found(FindingCode.SIDES_ABOVE_ANSWERS, answers.sides, returned)
    if answers.rating is not None:
        low, dash, high = answers.scale_id.partition("-")
        if not answers.scale_id:
            yield found(FindingCode.RATING_WITHOUT_SCALE, answers.rating)
        elif dash and low.isdecimal() and high.isdecimal() and not int(low) <= answers.rating <= int(high):
            yield found(FindingCode.RATING_OFF_SCALE, answers.rating, low=int(low), high=int(high))
    if answers.marks - FOUND_BY_CODE.keys():
        yield found(FindingCode.MARKED, returned)
