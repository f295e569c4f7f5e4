"""The databases behind the walk, each with its own way of being full or empty; copied for steps that change rows."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from data.sample.make import make_sample
from models.database import Database, connect
from models.recording.incoming import IncomingRows
from models.vocabulary import Role
from tests.factories import (
    OCTOBER,
    SEPTEMBER,
    activity_row,
    district_rows,
    make_district,
    report_row,
    school_row,
    school_year_row,
)

RECORDED = datetime(2026, 4, 12, 15, 0, tzinfo=UTC)
NAMES = [f"S{number}" for number in range(1, 7)]


def _nothing(database: Database) -> None:
    """Tables, and no district."""


def _sample(database: Database) -> None:
    make_sample(database, at=RECORDED)


def _small(database: Database) -> None:
    """Districts without schools, without reports, with surveys only, with one school, and with every kind of gap."""
    make_district(database, code="nothing")
    make_district(database, IncomingRows(calendar=[{"month": SEPTEMBER}]), code="calendar")
    make_district(database, district_rows(schools=1), code="school")
    make_district(database, _surveyed(), code="surveys")
    one = district_rows(schools=1, reports=[report_row()], activities=[activity_row("A1")])
    make_district(database, one, code="report")
    make_district(database, district_rows(schools=1, reports=[report_row("S1", OCTOBER)]), code="zero")
    make_district(database, _with_gaps(), code="gaps")


def _surveyed() -> IncomingRows:
    """A year without monthly reports: a figure, two known by a bound only, and none; one school has no cluster."""
    figures = [(0.42, None, None), (None, None, 0.3), (None, 0.75, None)]
    surveys = [
        {
            "school_id": name,
            "school_year": "2024-25",
            "measure": "parent_response_rate",
            "instrument": "Yearly parent survey",
            "value": value,
            "low": low,
            "high": high,
            "scale_id": "0-1",
            "source": "Yearly parent survey",
        }
        for name, (value, low, high) in zip(NAMES, figures, strict=False)
    ]
    years = [school_year_row(name, cluster=None if name == "S4" else "Lakeview") for name in NAMES]
    return district_rows(schools=len(NAMES), school_years=years, surveys=surveys)


def _with_gaps() -> IncomingRows:
    """
    Schools without a cluster, without a number of pupils, closed, and not open yet.

    Among its people is a liaison of no school and one of two.
    """
    dates = {"S5": {"closed_on": date(2024, 10, 15)}, "S6": {"opened_on": date(2025, 3, 1)}}
    people = [("d.first", "Dora First", Role.DIRECTOR), ("n.none", "Nora None", Role.LIAISON)]
    people.append(("t.two", "Tom Two", Role.LIAISON))
    return IncomingRows(
        calendar=[{"month": month} for month in (SEPTEMBER, OCTOBER)],
        schools=[school_row(name, **dates.get(name, {})) for name in NAMES],
        school_years=[
            school_year_row("S1", cluster=None),
            school_year_row("S2", cluster=None, enrollment=None),
            *(school_year_row(name, cluster="Garden") for name in NAMES[2:]),
        ],
        reports=[report_row(name, month) for name in NAMES[:3] for month in (SEPTEMBER, OCTOBER)],
        activities=[activity_row(f"A{name}", name) for name in NAMES[:3]],
        people=[
            {"person_id": number, "login": login, "name": name, "role": role, "is_active": True}
            for number, (login, name, role) in enumerate(people, start=1)
        ],
        liaison_schools=[
            {"person_id": 3, "school_id": name, "from_date": SEPTEMBER, "until_date": None} for name in ("S1", "S3")
        ],
    )


MAKERS: dict[str, Callable[[Database], None]] = {"sample": _sample, "small": _small, "nothing": _nothing}
"""What fills each place, by its name; the places of a step are these."""


def make_places(folder: Path) -> None:
    """Make `<place>.sqlite` of every place in a folder, where it is not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    for place, fill in MAKERS.items():
        path = folder / f"{place}.sqlite"
        if path.exists():
            continue
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        database = connect(f"sqlite:///{unfinished}")
        database.upgrade()
        fill(database)
        database.close()
        unfinished.rename(path)


def copy_of(folder: Path, place: str, into: Path) -> str:
    """The URL of a fresh copy of a place's database, the caller's own to change."""
    shutil.copyfile(folder / f"{place}.sqlite", into)
    return f"sqlite:///{into}"
