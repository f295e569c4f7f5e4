"""What is read for the page Reminders: kept for all of the office, anew when schools, reports or people move."""

from datetime import date

from dashboards.state.district.data import DistrictData
from dashboards.state.our_school.own_school import dates_of
from data.mailing.reminder_texts import Unreported, read_unreported, reporting_months
from models.permissions import Viewer, check_can_see_reminders
from models.reminder_rules import ReportingDates
from models.vocabulary import Topic

READ_FROM = (Topic.SCHOOLS, Topic.REPORTS, Topic.PEOPLE)
MOST_MONTHS = 12
"""Months to choose from: the last school year and this one."""


def months_of(district: DistrictData, on: date) -> list[ReportingDates]:
    """The months to choose from, the latest first."""
    return reporting_months(dates_of(district), on)[:MOST_MONTHS]


def gathered(district: DistrictData, viewer: Viewer, month: date, on: date) -> list[Unreported]:
    """
    The schools that have not reported for a month by a day, with whom to remind. Raises NotAllowedError for who is not
    shown them.
    """
    check_can_see_reminders(viewer)
    return district.read(
        ("not reported", month, on), READ_FROM, lambda session: read_unreported(session, viewer, month, on)
    )
