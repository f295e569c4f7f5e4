"""Action plans of the sample's schools, and which planned steps were done, when, and by which report that is known."""

from datetime import date, timedelta

from data.sample.dice import Dice, dice
from data.sample.district import SampleSchool, Span
from data.sample.titles import SHARES, kinds_of
from models.recording.incoming import Row
from models.school_year import SchoolYear
from models.vocabulary import PlanGoal, PlanState

DONE_IN_TIME = 0.74
DONE_LATER = 0.5
GOLDEN = 0.618
"""
Step of a golden-ratio sequence, used instead of random draws at a steady school: it spreads evenly over 0 to 1, so that
the share of steps done comes close to the rate of the school's story.
"""
IN_CHARGE = ("Principal", "Partnership team", "Family liaison", "Counselor", "Reading coach", "Teachers of the grade")
GOALS = (PlanGoal.READING, PlanGoal.MATH, PlanGoal.BEHAVIOR, PlanGoal.CLIMATE)


def plan_row(span: Span, school: SampleSchool, year: SchoolYear) -> Row:
    """The year's plan as it stands today. A school that opened in the year writes its first plan late."""
    draw = dice(span.seed, school.school_id, "plan", year)
    accepted = date(year.start, 9, 1) + timedelta(days=draw.whole(0, 44))
    state = PlanState.ACCEPTED
    if year == span.last_year and not school.plant.steady and draw.chance(0.05):
        state = draw.pick((PlanState.SUBMITTED, PlanState.RETURNED))
    if school.opened_on and SchoolYear.of(school.opened_on) == year:
        state = PlanState.DRAFT
    if accepted > span.today and state is PlanState.ACCEPTED:
        state = PlanState.SUBMITTED
    return {
        "school_id": school.school_id,
        "school_year": str(year),
        "state": state,
        "accepted_on": accepted if state is PlanState.ACCEPTED else None,
    }


def planned_rows(span: Span, school: SampleSchool, year: SchoolYear, received: list[date]) -> list[Row]:
    """The steps of a year's plan. received: months of that year whose report is in; only they can tell of a step."""
    months = [month for month in year.months if school.expected(month)]
    draw = dice(span.seed, school.school_id, "steps", year)
    planned, first = _planned_months(draw, school, months), draw.random()
    rows = []
    for number, month in enumerate(planned, 1):
        kind = draw.pick(kinds_of(draw.weighted(tuple(SHARES), tuple(SHARES.values())), school.level, month.month))
        luck = draw.random()
        done = _done(span, school, month, (first + number * GOLDEN) % 1 if school.plant.steady else luck, draw)
        report_month = next((report_month for report_month in received if done and report_month >= done), None)
        rows.append(
            {
                "school_id": school.school_id,
                "school_year": str(year),
                "item_id": f"{number:02d}",
                "goal": kind.goal if number > len(GOALS) else GOALS[number - 1],
                "involvement_type": kind.involvement_type,
                "title": kind.title,
                "planned_month": month,
                "done_month": done if report_month else None,
                "reported_month": report_month,
                "person_in_charge": draw.pick(IN_CHARGE),
                "level": school.level,
            }
        )
    return rows


def _planned_months(draw: Dice, school: SampleSchool, months: list[date]) -> list[date]:
    """About one step a month, so that two or three goals are always under way; a steady school plans evenly."""
    if school.plant.steady:
        return sorted(months + months[1::4])
    count = max(1, round(len(months) * draw.normal(1.1, 0.15)))
    return sorted(draw.pick(months) for _ in range(count))


def _done(span: Span, school: SampleSchool, month: date, luck: float, draw: Dice) -> date | None:
    later, delay = draw.random(), draw.whole(1, 2)
    plant = school.planted(span, month)
    chance = DONE_IN_TIME + 0.09 * school.quality_in(span, month)
    if plant.steady:
        chance += 0.12
    if luck < chance * plant.plan_done:
        done = month
    elif later < DONE_LATER:
        done = date(month.year + (month.month + delay > 12), (month.month + delay - 1) % 12 + 1, 1)
    else:
        return None
    return done if done <= span.last_month and done in SchoolYear.of(month).months else None
