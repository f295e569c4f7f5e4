"""Which page a thing opens on, said in one place for all that leads there."""

from models.permissions import Viewer

SCHOOL_PAGE = "school"
"""Where a school opens for the office."""
OWN_PAGE = "our_school"
"""Where a school opens for its liaison."""
LIST_PAGE = "triage"
TRENDS_PAGE = "trends"


def school_page(viewer: Viewer) -> str:
    """The page on which a viewer sees a school whole; its query says `school=`."""
    return SCHOOL_PAGE if viewer.sees_district else OWN_PAGE
