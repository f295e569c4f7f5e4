"""Which page a thing opens on, said in one place for all that leads there."""

from models.permissions import Viewer

SCHOOL_PAGE = "school"
"""Everything about one school, also for its liaison; where a school opens for the office."""
OWN_PAGE = "our_school"
"""Where a liaison begins, and where a school opens for them."""
LIST_PAGE = "triage"
TRENDS_PAGE = "trends"
PEOPLE_PAGE = "people"
REMINDERS_PAGE = "reminders"
"""Whose report has not come in."""
REPORT_PAGE = "report"
"""Where a month's report is written."""
REVIEW_PAGE = "review"
PLAN_PAGE = "plan"
"""Where a school's action plan is written; its query says `school=` and `year=`."""
SUPPORT_PAGE = "support"


def school_page(viewer: Viewer) -> str:
    """The page on which a viewer sees a school whole; its query says `school=`."""
    return SCHOOL_PAGE if viewer.sees_district else OWN_PAGE


def schools_page(viewer: Viewer) -> str:
    """Where the page about a school leads back to: the list, and a liaison's own page."""
    return LIST_PAGE if viewer.sees_district else OWN_PAGE
