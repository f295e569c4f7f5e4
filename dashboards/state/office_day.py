"""The day by which all pages of the month say what is due, late or waits; see `models.month_locks.office_day`."""

from datetime import date

from dashboards.state.district.data import DistrictData
from models.queries.month_locks import day_of_office
from models.vocabulary import Topic


def office_day_of(district: DistrictData, today: date) -> date:
    """Today, or where the lists stand as its reports ended long ago. Of the whole district, so no viewer is asked."""
    return district.read(
        ("office day", today),
        (Topic.SCHOOLS, Topic.REPORTS),
        lambda session: day_of_office(session, district.district_id, today),
    )
