"""Three schools whose lists of two months were made, and all that anybody knows of these lists."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy.orm import Session

from data.support_need_export import support_need_csv
from models.queries import district_history
from models.recording.incoming import IncomingRows
from models.support_need.assess import assess
from tests.factories import OCTOBER, SEPTEMBER, activity_row, contact_row, district_rows, report_row
from tests.unit.support_need.districts import everything

SCHOOLS, MONTHS = ("S1", "S2", "S3"), (SEPTEMBER, OCTOBER)


def step_row(number: str, school: str, month: date, **given: Any) -> dict[str, Any]:
    usual = {"done_month": month, "reported_month": month, "title": f"Step {number}"}
    return {"school_id": school, "school_year": "2024-25", "item_id": number, "planned_month": month, **usual, **given}


def step_by(due: date | None) -> dict[str, Any]:
    return {"next_step": "Visit" if due else "", "next_step_due": due}


def first_file() -> IncomingRows:
    reports = [report_row(school, month, notes="First") for school in SCHOOLS for month in MONTHS]
    activities = [
        activity_row(f"A{n}", school, month, notice_languages="English;Spanish")
        for n in (1, 2, 3) for school in SCHOOLS for month in MONTHS
    ]  # fmt: skip
    rows = district_rows(schools=3, reports=reports, activities=activities)
    rows.plans = [{"school_id": school, "school_year": "2024-25", "state": "accepted"} for school in SCHOOLS]
    rows.planned_activities = [
        step_row(n, school, month) for school in SCHOOLS for n, month in zip("12", MONTHS, strict=True)
    ]
    rows.contacts = [contact_row("C1", contacted_on=SEPTEMBER, **step_by(OCTOBER))]
    for row in rows.school_years[:2]:
        row |= {"english_learner_rate": 0.2, "home_languages": "Spanish", "low_income_rate": 0.6}
    return rows


def lists(session: Session, district_id: int) -> tuple[str, list[bytes]]:
    """What other programs get of the past months, and all that the pages know of them."""
    assessed = assess(district_history(session, district_id), [], *map(pd.Timestamp, MONTHS))
    return support_need_csv(session, district_id, *MONTHS)[0], [everything(month) for month in assessed.values()]
