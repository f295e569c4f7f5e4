"""The sample's outreach activities: how many, of which type, and how many families came."""

import math
from datetime import date, timedelta

from data.sample.dice import Dice, dice
from data.sample.district import SIZES, SampleSchool, Span
from data.sample.names import FUNDS, PARTNERS
from data.sample.stories import FALLING_BY_MONTH, FALLING_CLUSTER, SNOW, SNOW_MONTH, TYPING_ERROR, Plant
from data.sample.titles import CANCELLED, NO_SCHOOL, SHARES, Kind, kinds_of
from models.recording.incoming import Row
from models.school_year import SchoolYear
from models.vocabulary import ActivityMode, CountingMethod, PlanGoal, SchoolLevel, TimeBand

A_MONTH = {
    SchoolLevel.ELEMENTARY: 3.2,
    SchoolLevel.K8: 3.0,
    SchoolLevel.MIDDLE: 2.3,
    SchoolLevel.HIGH: 2.0,
    SchoolLevel.ALTERNATIVE: 1.0,
}
SEASON = {8: 1.2, 9: 1.25, 10: 1.2, 11: 0.95, 12: 0.62, 1: 0.9, 2: 1.12, 3: 1.15, 4: 1.1, 5: 0.62}
TURNOUT = {
    SchoolLevel.ELEMENTARY: 1.0,
    SchoolLevel.K8: 0.95,
    SchoolLevel.MIDDLE: 0.75,
    SchoolLevel.HIGH: 0.5,
    SchoolLevel.ALTERNATIVE: 0.6,
}
FAMILIES_PER_PUPIL = 0.62
GROWTH = 1.05
"""Activities of one year per activity of the year before: the programme grows."""
CANCELLED_SHARE, CANCELLED_IN_SNOW = 0.105, 0.3
BLANK_SHARE = 0.025
COUNTING = (CountingMethod.SIGN_IN, CountingMethod.HEAD_COUNT, CountingMethod.ESTIMATE)
COUNTING_SHARES = (0.5, 0.25, 0.25)
LANGUAGE_SHARE = 0.62


def is_snowed_in(span: Span, month: date) -> bool:
    return month.month == SNOW_MONTH and SchoolYear.of(month) == span.last_year


def falling(span: Span, school: SampleSchool, month: date) -> float:
    """Factor (0-1) on the usual activities and families: below 1 at the falling cluster in the last school year."""
    if school.cluster != FALLING_CLUSTER or SchoolYear.of(month) != span.last_year:
        return 1.0
    return (1 - FALLING_BY_MONTH) ** span.last_year.months.index(month)


def activity_rows(span: Span, school: SampleSchool, month: date, *, enrollment: int, done: list[Row]) -> list[Row]:
    """The activities of one month, cancelled ones among them. done: steps of the plan done in this month."""
    draw = dice(span.seed, school.school_id, "activities", month)
    plant = school.planted(span, month)
    types = _types(span, school, month, plant, _how_many(span, school, month, plant, draw), draw)
    if not plant.types and not plant.steady:
        types = [row["involvement_type"] for row in done][: len(types)] + types[len(done) :]
    waiting = {row["involvement_type"]: row for row in reversed(done)}
    rows: list[Row] = []
    for number, involvement_type in enumerate(types, 1):
        own = dice(span.seed, school.school_id, "activity", month, number)
        planned = waiting.pop(involvement_type, None)
        kind = own.pick(kinds_of(involvement_type, school.level, month.month))
        if planned:
            alike = [
                one for one in kinds_of(involvement_type, school.level, month.month) if one.title == planned["title"]
            ]
            kind = alike[0] if alike else kind
        rows.append(_activity(span, school, month, number, kind, own, enrollment, planned is not None))
    if _is_typed_wrong(span, school, month):
        rows[0] = _typing_error(rows[0])
    return sorted(rows, key=lambda row: (row["activity_date"], row["activity_id"]))


def _how_many(span: Span, school: SampleSchool, month: date, plant: Plant, draw: Dice) -> int:
    usual = A_MONTH[school.level] * SEASON[month.month] * (school.enrollment / SIZES[school.level][0]) ** 0.1
    usual *= math.exp(0.17 * school.quality_in(span, month)) * falling(span, school, month)
    usual *= GROWTH ** -span.years_before(month)
    usual /= 1 - CANCELLED_SHARE
    usual *= SNOW if is_snowed_in(span, month) else 1.0
    luck, exact = draw.count(usual * plant.activity, plant.spread), usual * plant.activity + draw.normal(0, 0.35)
    if _is_typed_wrong(span, school, month):
        return 2
    if plant.types and len(plant.types) == 1:
        return 1 if is_snowed_in(span, month) else 2
    return max(0, round(exact)) if plant.steady else luck


def _types(span: Span, school: SampleSchool, month: date, plant: Plant, count: int, draw: Dice) -> list[int]:
    """Types in the district's mix; a steady school goes round them, others have favourites."""
    if plant.types:
        return [draw.pick(plant.types) for _ in range(count)]
    if plant.steady:
        order = dice(span.seed, school.school_id, "round").in_any_order((2, 4, 1, 2, 6, 3, 4, 5, 2))
        start = span.last_year.months.index(month) * round(A_MONTH[school.level])
        return [order[(start + step) % len(order)] for step in range(count)]
    favourite = dice(span.seed, school.school_id, "favourites")
    weights = [share * math.exp(favourite.normal(0, 0.45)) for share in SHARES.values()]
    return [draw.weighted(tuple(SHARES), weights) for _ in range(count)]


def _activity(
    span: Span, school: SampleSchool, month: date, number: int, kind: Kind, draw: Dice, enrollment: int, planned: bool
) -> Row:
    snow = is_snowed_in(span, month)
    cancelled = draw.chance(0 if planned else CANCELLED_IN_SNOW if snow else CANCELLED_SHARE)
    why_cancelled = NO_SCHOOL if snow else draw.pick(CANCELLED)
    families = _families(span, school, month, kind, enrollment, draw)
    method = CountingMethod(kind.counted_as) if kind.counted_as else draw.weighted(COUNTING, COUNTING_SHARES)
    if method is CountingMethod.ESTIMATE:
        families = max(5, 5 * round(families / 5))
    is_blank = draw.chance(BLANK_SHARE) and not school.plant.steady
    if number == 1 and "blank" in school.marks(span, month):
        cancelled, is_blank = False, True
    counted = None if cancelled or is_blank else families
    helped = {name: draw.chance(share) for name, share in (("child_care", 0.25), ("transport", 0.08), ("food", 0.4))}
    hours = draw.pick((1.0, 1.5, 2.0, 2.5))
    return {
        "school_id": school.school_id,
        "month": month,
        "activity_id": f"{school.school_id}-{month:%y%m}-{number:02d}",
        "activity_date": _date_of(month, kind, span, draw),
        "duration_hours": hours,
        "title": kind.title,
        "involvement_type": kind.involvement_type,
        "other_types": str(kind.other_type) if kind.other_type else "",
        "goal": kind.goal,
        "audience": draw.weighted(("All families", "Lower grades", "Upper grades", "New families"), (7, 2, 2, 1)),
        "mode": draw.weighted(tuple(ActivityMode)[:3], (0.82, 0.1, 0.08)) if not kind.counted_as else None,
        "time_band": kind.time_band,
        "was_planned": planned,
        "is_cancelled": cancelled,
        "cancelled_reason": why_cancelled if cancelled else None,
        "families_invited": round(enrollment * FAMILIES_PER_PUPIL),
        "families_attended": counted,
        "adults_attended": None if counted is None or kind.counted_as else round(counted * 1.2),
        "students_attended": _students(counted, kind),
        "counting_method": None if cancelled else method,
        **_languages(span, school, month, draw),
        **helped,
        "partner": draw.pick(PARTNERS) if kind.involvement_type == 6 or draw.chance(0.06) else "",
        "cost": float(5 * draw.whole(4, 60)) if helped["food"] else None,
        "fund": draw.pick(FUNDS) if helped["food"] else "",
        "please_check": "",
    }


def _families(span: Span, school: SampleSchool, month: date, kind: Kind, enrollment: int, draw: Dice) -> int:
    plant = school.planted(span, month)
    every = enrollment * FAMILIES_PER_PUPIL
    noise = draw.normal(0, 0.12 if plant.steady else plant.turnout_noise)
    share = kind.share * TURNOUT[school.level] * (every / 300) ** -0.15 * plant.turnout
    share *= math.exp(noise + 0.14 * school.quality_in(span, month) - 0.35 * (school.low_income - 0.55))
    share *= falling(span, school, month) ** 0.5
    return max(2, min(round(0.8 * every), round(every * share)))


def _students(counted: int | None, kind: Kind) -> int | None:
    with_children = kind.involvement_type in (2, 4, 6) and kind.time_band is not TimeBand.SCHOOL_DAY
    return None if counted is None or kind.counted_as else round(counted * 1.1) if with_children else 0


def _date_of(month: date, kind: Kind, span: Span, draw: Dice) -> date:
    """A weekday of the month, a Saturday for weekends; of a month that has only begun, a day already past."""
    last_day = 28 if month <= span.last_month else span.today.day - 1
    first_day = 10 if month.month == 8 else 1
    day = month.replace(day=min(last_day, draw.whole(first_day, last_day) if last_day > first_day else last_day))
    if kind.time_band is TimeBand.WEEKEND:
        saturday = day + timedelta(days=(5 - day.weekday()) % 7)
        return saturday if saturday <= month.replace(day=last_day) else day
    return day - timedelta(days=max(0, day.weekday() - 4)) if day.day > 2 else day


def _languages(span: Span, school: SampleSchool, month: date, draw: Dice) -> Row:
    """Languages of notice and interpretation; schools with few English learners write in English only."""
    plant = school.planted(span, month)
    share = (
        LANGUAGE_SHARE + 0.12 * school.quality_in(span, month) if plant.home_language is None else plant.home_language
    )
    in_home, interpreted = draw.chance(share), draw.chance(share * 0.4)
    first = list(school.languages[:1])
    return {
        "notice_languages": ";".join(["English", *(first if in_home else [])]),
        "interpretation_languages": ";".join(first if interpreted and in_home else []),
    }


def _is_typed_wrong(span: Span, school: SampleSchool, month: date) -> bool:
    return school.name == "Maple Fork" and month.month == TYPING_ERROR[0] and SchoolYear.of(month) == span.last_year


def _typing_error(row: Row) -> Row:
    """One figure typed ten times too large: stored as it came, and marked as the import would mark it."""
    return row | {
        "title": "Family reading night", "involvement_type": 4, "other_types": "", "goal": PlanGoal.READING,
        "mode": ActivityMode.IN_PERSON, "time_band": TimeBand.EVENING, "is_cancelled": False, "cancelled_reason": None,
        "families_attended": TYPING_ERROR[1], "adults_attended": round(TYPING_ERROR[2] * 1.2), "students_attended": 51,
        "counting_method": CountingMethod.SIGN_IN, "please_check": "attendance_above_enrollment",
    }  # fmt: skip
