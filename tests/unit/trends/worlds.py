"""Small districts for the tests of trends, one line a school and month, as somebody would pencil them."""

import csv
from pathlib import Path
from typing import Any

import pandas as pd

from models.trends.cells import TOLD, Cells, make_cells

SPEC = Path(__file__).parents[2] / "spec"
"""Worked examples."""


def table(name: str) -> list[dict[str, str]]:
    """A worked example's rows."""
    with (SPEC / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(rows: list[dict[str, str]], name: str) -> list[str]:
    return [row[name] for row in rows]


def reporting_months(first: str, number: int) -> list[str]:
    """So many months from one on ("2024-08"), June and July left out."""
    year, month = (int(part) for part in first.split("-"))
    calendar = [(year + (month - 1 + k) // 12, (month - 1 + k) % 12 + 1) for k in range(2 * number + 3)]
    return [f"{at}-{of:02d}" for at, of in calendar if of not in (6, 7)][:number]


class World:
    """
    A district to be built: `world.report("A", "2024-08", activities=3)`, then `world.cells()`.

    A month in which a school is expected and silent is `world.silent("A", "2024-08")`.
    """

    def __init__(self, months: list[str]) -> None:
        self.months = months
        self._schools: dict[str, dict[str, Any]] = {}
        self._cells: list[dict[str, Any]] = []
        self._told: list[dict[str, Any]] = []
        self._contacts: list[dict[str, Any]] = []

    def school(self, school: str, **known: Any) -> None:
        """Usually an elementary school of cluster Harbor with 100 pupils and unknown need."""
        self._schools[school] = {"level": "elementary", "cluster": "Harbor", "enrollment": 100.0, **known}

    def silent(self, school: str, month: str) -> None:
        self._expect(school, month, None)

    def report(self, school: str, month: str, *, late: bool = False, sent: str | None = None, **told: float) -> None:
        """With sums by name; each activity counted families unless `counted` says how many did."""
        due = pd.Timestamp(month) + pd.DateOffset(months=1, days=4)
        submitted = pd.Timestamp(sent) if sent else due + pd.Timedelta(days=1 if late else -1)
        self._expect(school, month, submitted)
        held = told.get("activities", 0.0)
        counted = told.get("counted", held)
        sums = {**dict.fromkeys(TOLD, 0.0), "counted": counted, "blank_counts": held - counted, **told}
        row = {"school_id": school, "month": pd.Timestamp(month), "revision": 1, "submitted_date": submitted, **sums}
        self._told.append(row)

    def contact(self, school: str, day: str, corrects: str | None = None) -> str:
        """Returns its number."""
        number = f"K-{len(self._contacts) + 1}"
        days = dict.fromkeys(("contacted_on", "known_on"), pd.Timestamp(day))
        entry = {"contact_id": number, "school_id": school, **days, "corrects": corrects}
        self._contacts.append(entry)
        return number

    def _expect(self, school: str, month: str, submitted: pd.Timestamp | None) -> None:
        if school not in self._schools:
            self.school(school)
        due = pd.Timestamp(month) + pd.DateOffset(months=1, days=4)
        given = {"expected": 1, "due_date": due, "first_submitted_date": submitted}
        self._cells.append({"school_id": school, "month": pd.Timestamp(month), **given})

    def cells(self, until: str | None = None) -> Cells:
        """As of the 10th after the last month, or after another one."""
        last = pd.Timestamp(until or self.months[-1])
        days = pd.DatetimeIndex(self.months)
        years = [f"{day.year - (day.month < 8)}-{(day.year + (day.month >= 8)) % 100:02d}" for day in days]
        calendar = pd.DataFrame({"month": days, "school_year": years})
        own = [
            {**cell, **{name: self._schools[cell["school_id"]][name] for name in ("level", "cluster")}}
            for cell in self._cells
        ]
        need = {"enrollment": None, "low_income_rate": None, "english_learner_rate": None}
        by_year = [
            {"school_id": school, "school_year": year, **{name: known.get(name) for name in need}}
            for school, known in self._schools.items()
            for year in dict.fromkeys(years)
        ]
        rows = pd.DataFrame(own)
        rows["first_submitted_date"] = pd.to_datetime(rows["first_submitted_date"])
        revisions = pd.DataFrame(self._told, columns=["school_id", "month", "revision", "submitted_date", *TOLD])
        columns = ["contact_id", "school_id", "contacted_on", "known_on", "corrects"]
        contacts = pd.DataFrame(self._contacts, columns=columns)
        days = ((revisions, "month"), (revisions, "submitted_date"), (contacts, "contacted_on"), (contacts, "known_on"))
        for frame, column in days:
            frame[column] = pd.to_datetime(frame[column])
        as_of = last + pd.DateOffset(months=1, days=9)
        return make_cells(calendar, rows, pd.DataFrame(by_year), revisions, contacts, last, as_of)
