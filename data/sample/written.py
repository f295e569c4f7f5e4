"""The history of a district, written row by row: of a simulated one, and of those that tests are about."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from models.school_year import SchoolYear, is_reporting_month
from models.support_need.history import COLUMNS, DistrictHistory

DATES = {
    "opened_on",
    "closed_on",
    "known_until",
    "month",
    "due_date",
    "as_of_date",
    "submitted_date",
    "planned_month",
    "done_month",
    "reported_month",
    "known_from",
    "starts_on",
    "ends_on",
    "said_on",
    "due_on",
    "ended_on",
}
NUMBERS = {"enrollment", "low_income_rate", "english_learner_rate", "families_attended", "mean_rating", "returned"}


def reporting_months(first: str, count: int) -> list[str]:
    """August to May, over the summer where `count` goes on."""
    months = pd.date_range(first, periods=2 * count + 4, freq="MS")
    return [f"{month:%Y-%m}" for month in months if is_reporting_month(month)][:count]


def frame(name: str, rows: list[dict]) -> pd.DataFrame:
    """Rows as one frame of a history, with every column there and typed, also when empty."""
    table = pd.DataFrame(rows, columns=list(COLUMNS[name]))
    for column in table:
        if column in DATES:
            table[column] = pd.to_datetime(table[column])
        elif column in NUMBERS:
            table[column] = table[column].astype(float)
        elif column in ("revision", "involvement_type"):
            table[column] = table[column].astype("int64")
        elif column in ("is_nil", "is_cancelled", "was_excused"):
            table[column] = table[column].astype(bool)
        else:
            table[column] = table[column].astype("str")
    return table


@dataclass
class District:
    """
    A district written row by row. Months are "YYYY-MM"; a report is due on the 5th of the next month, judged on the
    10th.
    """

    months: list[str]
    rows: dict[str, list[dict]] = field(default_factory=lambda: {name: [] for name in COLUMNS})

    def __post_init__(self) -> None:
        for text in self.months:
            month = pd.Timestamp(text)
            due = month + pd.DateOffset(months=1, days=4)
            self.rows["calendar"].append(
                {
                    "month": month,
                    "school_year": str(SchoolYear.of(month)),
                    "due_date": due,
                    "as_of_date": due + pd.Timedelta(days=5),
                }
            )

    def school(self, school_id: str, *, months: list[str] | None = None, **attributes: object) -> str:
        known = {"cluster": "C1", "level": "elementary", "enrollment": 500.0, "low_income_rate": 0.5}
        given = known | {"english_learner_rate": 0.0, "home_languages": ""} | attributes
        self.rows["schools"].append({"school_id": school_id, "name": f"School {school_id}"})
        for year in sorted({str(SchoolYear.of(pd.Timestamp(month))) for month in self.months}):
            self.rows["school_years"].append({"school_id": school_id, "school_year": year, **given})
        for month in self.months if months is None else months:
            self.rows["expected"].append({"school_id": school_id, "month": month})
        return school_id

    def report(
        self, school_id: str, month: str, *, sent: str | None = None, revision: int = 1, is_nil: bool = False
    ) -> None:
        sent_on = pd.Timestamp(sent) if sent else pd.Timestamp(month) + pd.DateOffset(months=1, days=1)
        self.rows["reports"].append(
            {
                "school_id": school_id,
                "month": month,
                "revision": revision,
                "submitted_date": sent_on,
                "is_nil": is_nil,
            }
        )

    def activity(
        self,
        school_id: str,
        month: str,
        involvement_type: int = 1,
        families: float = np.nan,
        *,
        answers: float | None = None,
        rating: float = np.nan,
        revision: int = 1,
        activity_id: str | None = None,
        same_as: str | None = None,
        counting_method: str = "",
        is_cancelled: bool = False,
        in_home_language: bool = False,
        scale_id: str = "1-5",
    ) -> None:
        key = {"school_id": school_id, "month": month, "revision": revision}
        number = activity_id or f"A{len(self.rows['activities']):05d}"
        self.rows["activities"].append(
            key
            | {
                "activity_id": number,
                "involvement_type": involvement_type,
                "families_attended": families,
                "counting_method": counting_method,
                "is_cancelled": is_cancelled,
                "languages_used": "Spanish" if in_home_language else "",
                "same_as": same_as or number,
            }
        )
        if answers is not None:
            response = {"activity_id": number, "returned": answers, "mean_rating": rating, "scale_id": scale_id}
            self.rows["responses"].append(key | response)

    def plan_item(self, school_id: str, planned: str, done: str | None = None, told: str | None = None) -> None:
        self.rows["plan_items"].append(
            {
                "school_id": school_id,
                "school_year": str(SchoolYear.of(pd.Timestamp(planned))),
                "item_id": f"P{len(self.rows['plan_items']):05d}",
                "planned_month": planned,
                "done_month": done,
                "reported_month": told or done,
                "known_from": None,
                "known_until": None,
            }
        )

    def decision(self, school_id: str, kind: str, starts_on: str, ends_on: str | None = None) -> None:
        row = {"school_id": school_id, "kind": kind, "starts_on": starts_on, "ends_on": ends_on}
        self.rows["decisions"].append(row | {"note": "Liaison changed", "author": "R. Okafor"})

    def history(self) -> DistrictHistory:
        return DistrictHistory(**{name: frame(name, rows) for name, rows in self.rows.items()})
