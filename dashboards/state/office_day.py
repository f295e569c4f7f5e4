"""The day by which all pages of the month say what is due, late or waits; see `models.month_locks.office_day`."""

from datetime import date

import pandas as pd

from dashboards.state.district.data import DistrictData
from models.permissions import Viewer
from models.queries.month_locks import day_of_office
from models.vocabulary import Topic


def marks_now(
    district: DistrictData, viewer: Viewer, school_year: str, school_id: str, office: date, today: date
) -> pd.Series:
    """A school's marks of a year by month: due by the office's day, with whatever came since."""
    marks = district.marks(viewer, school_year, pd.Timestamp(office), pd.Timestamp(max(office, today)))
    return marks.reindex([school_id]).iloc[0]


def office_day_of(district: DistrictData, today: date) -> date:
    """Today, or where the lists stand as its reports ended long ago. Of the whole district, so no viewer is asked."""
    return district.read(
        ("office day", today),
        (Topic.SCHOOLS, Topic.REPORTS),
        lambda session: day_of_office(session, district.district_id, today),
    )
