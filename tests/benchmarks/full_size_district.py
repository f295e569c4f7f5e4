"""
A district as large as the comparison's: 86 schools, 12 clusters, 50 months, about 25,000 activities.

    python -m tests.benchmarks.full_size_district sqlite:////path/to/district.db [SCHOOLS]
"""

import sys
import time
from datetime import UTC, date, datetime, timedelta

import numpy as np

from models.database import Database, connect
from models.recording.incoming import IncomingRows, Row
from models.recording.record import create_district, record
from models.school_year import SchoolYear, usual_dates
from models.vocabulary import CountingMethod, ReportState, SchoolLevel
from tests.factories import on_the_server

SCHOOLS, CLUSTERS, YEARS, ACTIVITIES_A_MONTH = 86, 12, range(2021, 2026), 5.84
LEVELS = (SchoolLevel.ELEMENTARY, SchoolLevel.K8, SchoolLevel.MIDDLE, SchoolLevel.HIGH)


def rows(schools: int = SCHOOLS, years: range = YEARS) -> IncomingRows:
    """The district's rows, the same on every machine."""
    dice = np.random.default_rng(20240607)
    months = [month for year in years for month in SchoolYear(year).months]
    incoming = IncomingRows(
        calendar=[
            {"month": month, "school_year": str(SchoolYear.of(month)), "due_date": usual_dates(month).due_date}
            for month in months
        ]
    )
    quality = dice.beta(5, 2, schools)
    for number in range(schools):
        school_id = f"{number + 1:03d}"
        incoming.schools.append(
            {"school_id": school_id, "name": f"School {school_id}", "opened_on": None, "closed_on": None}
        )
        of_year = {
            "school_id": school_id,
            "cluster": f"Cluster {int(dice.integers(1, CLUSTERS + 1)):02d}",
            "level": LEVELS[int(dice.choice(4, p=(0.5, 0.2, 0.15, 0.15)))],
            "enrollment": int(dice.integers(150, 2200)),
            "low_income_rate": round(float(dice.random()), 3),
            "english_learner_rate": round(float(dice.random() * 0.4), 3),
            "home_languages": "Spanish",
            "source": "benchmark",
        }
        incoming.school_years += [of_year | {"school_year": str(SchoolYear(year))} for year in years]
        for month in months:
            if dice.random() < 0.55 + 0.45 * quality[number]:
                _report(incoming, dice, school_id, month, float(quality[number]))
    return incoming


def _report(incoming: IncomingRows, dice: np.random.Generator, school_id: str, month: date, quality: float) -> None:
    due = usual_dates(month).due_date
    submitted = (
        due - timedelta(days=int(dice.integers(0, 5)))
        if dice.random() < 0.4 + 0.6 * quality
        else due + timedelta(days=3)
    )
    incoming.reports.append(
        {
            "school_id": school_id,
            "month": month,
            "state": ReportState.ACCEPTED,
            "due_date": due,
            "submitted_date": submitted,
        }
    )
    for place in range(int(dice.poisson(ACTIVITIES_A_MONTH * quality / (5 / 7) / 0.87))):
        activity_id = f"{school_id}-{month:%Y%m}-{place:02d}"
        families = int(dice.poisson(28))
        activity: Row = {
            "school_id": school_id,
            "month": month,
            "activity_id": activity_id,
            "activity_date": month + timedelta(days=int(dice.integers(0, 28))),
            "title": f"Activity {place + 1}",
            "involvement_type": int(dice.choice(6, p=(0.25, 0.2, 0.2, 0.15, 0.12, 0.08))) + 1,
            "families_attended": families,
            "counting_method": CountingMethod.SIGN_IN,
            "notice_languages": "English;Spanish" if dice.random() < 0.4 else "English",
        }
        incoming.activities.append(activity)
        if dice.random() < 0.5:
            returned = int(dice.binomial(families, 0.3))
            answer = {"school_id": school_id, "month": month, "response_id": activity_id, "activity_id": activity_id}
            rating = round(float(np.clip(dice.normal(2.2 + 2.2 * quality, 0.9), 1, 5)), 2) if returned else None
            incoming.responses.append(answer | {"returned": returned, "mean_rating": rating, "scale_id": "1-5"})


def store(database: Database, incoming: IncomingRows) -> None:
    with database.writing() as session:
        district = create_district(session, "benchmark", "Benchmark district")
        record(session, on_the_server(district), incoming, at=datetime(2026, 6, 15, tzinfo=UTC))


def main() -> None:
    database = connect(sys.argv[1])
    database.upgrade()
    incoming = rows(*map(int, sys.argv[2:]))
    start = time.process_time()
    store(database, incoming)
    spent = time.process_time() - start
    print(f"{len(incoming.activities):,} activities, {len(incoming.reports):,} reports, {spent:.1f} s of CPU")


if __name__ == "__main__":
    main()
