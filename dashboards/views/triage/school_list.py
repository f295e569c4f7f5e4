"""The list of schools: a table with a body for each support tier, every row with its reason in words."""

from typing import Any

import param

from dashboards.shell.component import script
from dashboards.views.parts.schools_view import SchoolsView, styles

SORTABLE = frozenset({"school", "contact", "step", "survey", "cluster"})


class SchoolList(SchoolsView):
    """
    Which schools need support, and why?

    `sort` is a column, with "-" in front for descending; sorting happens inside a tier, never by a score, and the
    order is the page's to compute: this view reports the wish through `sorted_by` and shows `shown` as it comes.
    """

    sparks = param.String(default="{}", doc="JSON by school id: activities and reach per month, null without a report.")
    disputed = param.Dict(default={}, doc="By school id: what the school says is wrong, in words.")
    kind = param.String(default="", doc="The one involvement type that reach and activities count; empty: all.")
    sort = param.String(default="school", doc='Column the rows are sorted by inside a tier, "-" in front: descending.')
    sorted_by = param.Callable(default=None, doc='Called with the wanted order, "contact" or "-contact".')

    _property_mapping: dict[str, str | None] = {"chosen": None, "sorted_by": None}
    _esm = script("school_list")
    _first = script("school_list.first")
    _stylesheets = styles("triage/school_list.css")

    def _handle_msg(self, data: Any) -> None:
        super()._handle_msg(data)
        wanted = data.get("sort") if isinstance(data, dict) else None
        if isinstance(wanted, str) and wanted.removeprefix("-") in SORTABLE and self.sorted_by:
            self.sorted_by(wanted)
