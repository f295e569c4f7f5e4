"""
Small districts drawn from a seed, with everything that ever made numbers disagree: schools that close and open, reports
that are late, returned, nil, empty, drafts or missing, contacts nobody answered, steps due before, on and after the
day, decisions by hand, saved rules, a stand-in with two clusters.
"""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from models.database import Database
from models.recording.incoming import IncomingRows
from models.vocabulary import ContactResult, ReportState, Role, SchoolLevel
from tests.factories import activity_row, contact_row, make_district, report_row, response_row, school_row

YEAR_BEFORE = tuple(date(2024, month, 1) for month in range(8, 12))
YEAR = tuple(date(2025, month, 1) for month in range(8, 12))
AS_OF = date(2025, 12, 10)
"""The day of the latest list: of November."""
AT = datetime(2025, 12, 12, 15, 0, tzinfo=UTC)
CLUSTERS = ("Harbor", "Lakeview", "Prairie")
FIRST_RULES = {"activity": 5.0, "reporting": 1.0}


def due(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 5)


def generated(database: Database, seed: int) -> int:
    """A district of 12 to 20 schools in the database; returns its district_id."""
    draw = Random(seed)
    rows = IncomingRows(calendar=[{"month": month} for month in (*YEAR_BEFORE, *YEAR)])
    for number in range(draw.randint(12, 20)):
        _school(draw, rows, f"S{number:02d}")
    rows.people = [
        {"person_id": 1, "login": "director", "name": "Dora", "role": Role.DIRECTOR},
        {"person_id": 2, "login": "coordinator", "name": "Cora", "role": Role.COORDINATOR},
        {"person_id": 3, "login": "stand-in", "name": "Stan", "role": Role.COORDINATOR},
    ]
    since = {"from_date": date(2024, 1, 1), "until_date": None}
    rows.coordinator_clusters = [
        {"person_id": 2, "cluster": "Lakeview", **since},
        {"person_id": 3, "cluster": "Harbor", **since},
        {"person_id": 3, "cluster": "Prairie", **since},
    ]
    return make_district(database, rows, code=f"generated-{seed}")


def _school(draw: Random, rows: IncomingRows, school_id: str) -> None:
    opened = draw.choice([None] * 6 + [date(2025, 10, 15), date(2026, 1, 5)])
    closed = draw.choice([None] * 6 + [date(2025, 10, 31), date(2025, 12, 1)]) if opened is None else None
    rows.schools.append(school_row(school_id, opened_on=opened, closed_on=closed))
    for year in ("2024-25", "2025-26"):
        rows.school_years.append(
            {
                "school_id": school_id,
                "school_year": year,
                "cluster": draw.choice([*CLUSTERS, None]),
                "level": draw.choice([SchoolLevel.ELEMENTARY, SchoolLevel.ELEMENTARY, SchoolLevel.HIGH]),
                "enrollment": draw.choice([None, 120, 300, 520]),
                "english_learner_rate": draw.choice([0.02, 0.3]),
            }
        )
    vigour = draw.choice([0.3, 1.0, 1.0, 1.6])
    for month in (*YEAR_BEFORE, *YEAR):
        _report(draw, rows, school_id, month, vigour)
    for number in range(draw.randint(0, 3)):
        rows.contacts.append(_contact(draw, f"{school_id}-{number}", school_id))
    if draw.random() < 0.15:
        rows.decisions.append(
            {
                "decision_id": len(rows.decisions) + 1,
                "school_id": school_id,
                "kind": "judgement",
                "puts_on_list": draw.random() < 0.6,
                "starts_on": date(2025, 10, 11),
                "ends_on": date(2026, 2, 1),
                "note": "Said so",
                "author": "Cora",
                "recorded_at": AT,
            }
        )


def _report(draw: Random, rows: IncomingRows, school_id: str, month: date, vigour: float) -> None:
    kind = draw.choices(["in", "late", "missing", "draft", "late again"], [70, 12, 10, 3, 5])[0]
    if kind == "missing":
        return
    if kind == "draft":
        rows.reports.append(report_row(school_id, month, state=ReportState.DRAFT, submitted_date=None))
        return
    late = {"in": -2, "late": 3, "late again": 9}[kind]  # the last comes after the list was made
    sent = due(month) + timedelta(days=late)
    state = draw.choices([ReportState.ACCEPTED, ReportState.SUBMITTED, ReportState.RETURNED], [60, 30, 10])[0]
    given: dict[str, Any] = {"state": state, "submitted_date": sent}
    nil = draw.random() < 0.1
    if nil:
        given["nil_reason"] = "Holidays"
    if state is ReportState.RETURNED:
        given["return_reason"] = "Please add the answers"
    if state is not ReportState.SUBMITTED:
        given["reviewed_on"] = sent + timedelta(days=1)
    rows.reports.append(report_row(school_id, month, **given))
    for number in range(0 if nil else draw.choice([0, 1, 2, 2, 3, 4]) if vigour >= 1 else draw.choice([0, 0, 1])):
        activity = f"{school_id}-{month:%y%m}-{number}"
        families = draw.choice([None, round(20 * vigour), round(40 * vigour), 15, 900 if draw.random() < 0.05 else 30])
        rows.activities.append(
            activity_row(
                activity,
                school_id,
                month,
                involvement_type=draw.randint(1, 6),
                families_attended=families,
                is_cancelled=draw.random() < 0.1,
                cancelled_reason=draw.choice(["Snow", "Room not free"]),
            )
        )
        if families and draw.random() < 0.7:
            rows.responses.append(
                response_row(
                    activity, school_id, month, activity_id=activity, returned=draw.randint(0, families),
                    mean_rating=draw.choice([3.1, 4.0, 4.6]),
                )
            )  # fmt: skip


def _contact(draw: Random, contact_id: str, school_id: str) -> dict[str, Any]:
    day = AS_OF - timedelta(days=draw.randint(0, 90))
    step = draw.choice(["", "Call again", "Visit the team"])
    due_on = draw.choice([None, AS_OF, AS_OF - timedelta(days=3), AS_OF + timedelta(days=9)])
    closed = draw.choice([None, None, day + timedelta(days=draw.randint(0, 60))])
    return contact_row(
        contact_id,
        school_id,
        contacted_on=day,
        result=draw.choice(list(ContactResult)),
        next_step=step,
        next_step_due=due_on if step else None,
        closed_on=closed,
    )
