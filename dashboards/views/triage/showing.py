"""What the list or the months picture shows of a visit, on the page and in a cell."""

from typing import Any

from dashboards.state.plain_text import to_json
from dashboards.state.triage.month_totals import month_totals
from dashboards.state.triage.screen import clusters_json
from dashboards.state.visit import Visit
from dashboards.views.parts.schools_view import SchoolsView
from dashboards.views.triage.months_picture import MonthsPicture


def showing(visit: Visit, kind: type[SchoolsView]) -> dict[str, Any]:
    """The parameters of a view of that kind, for the screen as it is."""
    screen = visit.screen
    now: dict[str, Any] = {
        "schools": screen.shown_board.rows_json,
        "vocabulary": screen.shown_board.vocabulary_json,
        "shown": list(screen.shown),
        "selected": screen.selected,
    }
    if kind is MonthsPicture:
        return now | {"clusters": clusters_json(screen), "totals": to_json(month_totals(screen))}
    kind_and_sort = {"kind": visit.filters.involvement_words, "sort": visit.filters.sort}
    return now | {"sparks": visit.sparks_json, "disputed": visit.disputed, **kind_and_sort}
