"""What a server computes before its first visitor comes."""

from datetime import date

from dashboards.state.choices import ALL
from dashboards.state.district.data import district_now
from dashboards.state.district.whole import LARGE
from models import queries
from models.database import Database

WARMED_DISTRICTS = 3


def warm_up(database: Database, today: date) -> bool:
    """
    Compute what the first visitor of a district would wait for; of a state's many districts the first few.

    False: one of them is `LARGE`, so pages other than the list are left to whoever opens them first: all pages of a
    state of 2,500 schools take most of a minute, and more memory than what is kept may have.
    """
    is_large = False
    with database.reading() as session:
        numbers = queries.districts(session)["district_id"].head(WARMED_DISTRICTS)
    for number in numbers:
        with district_now(database, int(number)) as district:
            choices = district.choices(district.office, today)
            month = choices.latest_months.get(choices.latest_year, "")
            district.beside(choices.latest_year, month)  # and with it the board and the lists
            district.sparks_json(district.office, choices.latest_year, month, ALL)
            is_large |= len(choices.school_ids) >= LARGE
    return not is_large
