"""Where a school is opened from another page: said once, so that all links lead to the same place."""

from dashboards.state.filters import Filters


def school_address(filters: Filters, school_id: str) -> str:
    """The page that shows a school in the month and by the filters that are chosen."""
    return f"triage{filters.address(school=school_id)}"
