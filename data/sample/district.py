"""The sample district's standing facts: calendar, schools by year, people, steps of the programme, training."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

from data.sample.dice import dice
from data.sample.names import CLUSTERS, ENROLLMENT, LANGUAGE_WEIGHTS, LANGUAGES, LEARNERS, short_name_parts
from data.sample.stories import PLANTS, Plant
from models.errors import PartnershipError
from models.recording.incoming import Row
from models.school_year import SchoolYear, is_expected, is_reporting_month, usual_dates
from models.vocabulary import SchoolLevel

YEARS = 3
SIZES = {
    SchoolLevel.ELEMENTARY: (375, 0.33, 200, 700),
    SchoolLevel.K8: (510, 0.20, 300, 800),
    SchoolLevel.MIDDLE: (550, 0.22, 350, 850),
    SchoolLevel.HIGH: (1200, 0.62, 300, 3000),
    SchoolLevel.ALTERNATIVE: (105, 0.35, 50, 200),
}
"""Median pupils, spread of their logarithm, smallest and largest: about 45,000 pupils in all."""
HABITS = {"prompt": 0.55, "usual": 0.28, "half": 0.12, "erratic": 0.05}
"""
Share of schools by how they report: nearly always on time (prompt), mostly (usual), about every second time (half), or
three months together (erratic); the chances are in `reports.ON_TIME_LATE`.
"""


@dataclass(frozen=True)
class Span:
    """The time the sample covers. today: the as-of date of the last month; nothing is known after it."""

    seed: int
    last_month: date

    @property
    def today(self) -> date:
        return usual_dates(self.last_month).as_of_date

    @property
    def years(self) -> list[SchoolYear]:
        last = SchoolYear.of(self.last_month).start
        return [SchoolYear(start) for start in range(last - YEARS + 1, last + 1)]

    @property
    def last_year(self) -> SchoolYear:
        return self.years[-1]

    @property
    def months(self) -> list[date]:
        """Every month a report was due for by today."""
        return [month for year in self.years for month in year.months if month <= self.last_month]

    def years_before(self, month: date) -> int:
        """School years between a month and the last one: 0 in the last year."""
        return self.last_year.start - SchoolYear.of(month).start

    def day(self, month: int, day: int) -> date:
        """A day of the last school year, moved to Monday from a weekend."""
        start = self.last_year.start
        found = date(start if month >= 8 else start + 1, month, day)
        return found + timedelta(days=max(0, 7 - found.weekday()) if found.weekday() > 4 else 0)


@dataclass(frozen=True)
class SampleSchool:
    """A school of the sample with what drives its figures. quality: 0 is typical, 1 a good deal better."""

    school_id: str
    name: str
    cluster: str
    level: SchoolLevel
    enrollment: int
    low_income: float
    learners: float
    languages: tuple[str, ...]
    quality: float
    habit: str
    plant: Plant
    opened_on: date | None
    closed_on: date | None

    def planted(self, span: Span, month: date) -> Plant:
        """The story's effects in a month; an unremarkable plant where the story has not begun."""
        if SchoolYear.of(month) != span.last_year:
            return Plant()
        since = span.last_year.months[0].replace(month=self.plant.since)
        since = since.replace(year=since.year + (self.plant.since < 8))
        return self.plant if month >= since else Plant(steady=self.plant.steady, marks=self.plant.marks)

    def marks(self, span: Span, month: date) -> str:
        return self.plant.marks.get(month.month, "") if SchoolYear.of(month) == span.last_year else ""

    def expected(self, month: date) -> bool:
        return is_expected(month, self.opened_on, self.closed_on)

    def quality_in(self, span: Span, month: date) -> float:
        """Quality drifts from year to year; a school with a story, in its year, is typical or a little better."""
        year = SchoolYear.of(month)
        if year == span.last_year and (self.plant.steady or self.plant.quality is not None):
            return 0.35 if self.plant.quality is None else self.plant.quality
        return self.quality + dice(span.seed, self.school_id, "quality", year.start).normal(0, 0.4)


def span_of(seed: int, last_month: date) -> Span:
    """Raises PartnershipError where `last_month` is no reporting month."""
    month = last_month.replace(day=1)
    if not is_reporting_month(month):
        raise PartnershipError(f"{month:%B %Y} is not a reporting month. Choose one from August to May.")
    return Span(seed, month)


def calendar(span: Span) -> list[Row]:
    """All ten months of every year, also those still to come."""
    return [
        {"month": month, "school_year": str(year), "due_date": usual_dates(month).due_date}
        for year in span.years
        for month in year.months
    ]


def schools(span: Span) -> list[SampleSchool]:
    """The 86 schools, in the order of their ids."""
    listed = [
        (f"{number}-{5 * place + 2:03d}", *short_name_parts(entry), cluster)
        for number, (cluster, entries) in enumerate(CLUSTERS.items(), 1)
        for place, entry in enumerate(entries.split(";"))
    ]
    pupils = _pupils(span, [(school_id, name, level) for school_id, name, level, _ in listed])
    quality = {school_id: dice(span.seed, school_id, "school").normal(0, 0.8) for school_id, *_ in listed}
    habits = _habits(span, [(school_id, name) for school_id, name, *_ in listed], quality)
    return [
        _school(span, school_id, name, level, cluster, pupils[school_id], quality[school_id], habits[school_id])
        for school_id, name, level, cluster in listed
    ]


def _school(
    span: Span, school_id: str, name: str, level: SchoolLevel, cluster: str, pupils: int, quality: float, habit: str
) -> SampleSchool:
    draw = dice(span.seed, school_id, "families")
    low_income = min(0.95, max(0.12, draw.normal(0.58 - 0.06 * quality, 0.18)))
    learners = LEARNERS.get(name, min(0.45, max(0.01, draw.normal(0.13, 0.09) + 0.1 * (low_income - 0.5))))
    others = [language for language in LANGUAGES[1:] if draw.chance(0.3)]
    first = draw.weighted(LANGUAGES, LANGUAGE_WEIGHTS)
    first = "Spanish" if name in LEARNERS else first
    languages = (first, *(language for language in others if language != first)) if learners >= 0.1 else ()
    return SampleSchool(
        school_id=school_id,
        name=name,
        cluster=cluster,
        level=level,
        enrollment=pupils,
        low_income=round(low_income, 3),
        learners=round(learners, 3),
        languages=languages,
        quality=quality,
        habit=habit,
        plant=PLANTS.get(name, Plant()),
        opened_on=span.day(11, 3) if name == "Quarry Road" else None,
        closed_on=date(span.last_year.start, 12, 31) if name == "Aspen Heights" else None,
    )


def _pupils(span: Span, listed: list[tuple[str, str, SchoolLevel]]) -> dict[str, int]:
    """Sizes spread evenly over each level's range: every seed has small and large schools and about the same total."""
    pupils: dict[str, int] = {}
    for level, (median, spread, low, high) in SIZES.items():
        of_level = [school_id for school_id, name, its_level in listed if its_level is level and name not in ENROLLMENT]
        order = dice(span.seed, level, "sizes").in_any_order(range(len(of_level)))
        for school_id, rank in zip(of_level, order, strict=True):
            size = round(median * math.exp(spread * _quantile((rank + 0.5) / len(of_level))))
            pupils[school_id] = min(high, max(low, size))
    return pupils | {school_id: ENROLLMENT[name] for school_id, name, _ in listed if name in ENROLLMENT}


def _quantile(share: float) -> float:
    """The standard normal quantile, approximated by the logistic curve, so that every machine gives the same."""
    return math.log(share / (1 - share)) / 1.702


def _habits(span: Span, listed: list[tuple[str, str]], quality: dict[str, float]) -> dict[str, str]:
    """Better schools tend to report better, with much random noise."""
    luck = {
        school_id: quality[school_id] + dice(span.seed, school_id, "habit").normal(0, 0.9) for school_id, _ in listed
    }
    order = sorted((school_id for school_id, _ in listed), key=lambda school_id: -luck[school_id])
    habits: dict[str, str] = {}
    reached = 0.0
    for habit, share in HABITS.items():
        first, reached = round(reached * len(order)), reached + share
        habits |= dict.fromkeys(order[first : round(reached * len(order))], habit)
    planted = {school_id: PLANTS[name] for school_id, name in listed if name in PLANTS}
    return habits | {school_id: plant.habit or "prompt" for school_id, plant in planted.items()}


def school_rows(every: list[SampleSchool]) -> list[Row]:
    """Columns of School."""
    return [
        {
            "school_id": school.school_id,
            "name": school.name,
            "opened_on": school.opened_on,
            "closed_on": school.closed_on,
        }
        for school in every
    ]


def school_year_rows(span: Span, every: list[SampleSchool]) -> list[Row]:
    """One row per school and year it was open in; sizes and needs move a little from year to year."""
    rows = []
    for school in every:
        draw = dice(span.seed, school.school_id, "years")
        for year in span.years:
            growth, need = draw.normal(0, 0.025), draw.normal(0, 0.015)
            if not any(school.expected(month) for month in year.months):
                continue
            is_last = year == span.last_year
            rows.append(
                {
                    "school_id": school.school_id,
                    "school_year": str(year),
                    "cluster": school.cluster,
                    "level": school.level,
                    "enrollment": school.enrollment if is_last else max(40, round(school.enrollment * (1 + growth))),
                    "low_income_rate": round(min(0.98, max(0.05, school.low_income + (0 if is_last else need))), 3),
                    "english_learner_rate": school.learners,
                    "home_languages": ";".join(school.languages),
                    "source": "Fall count",
                }
            )
    return rows
