"""A person's own work, whole: what waits, the month's line, schools, next steps, and what is new."""

from typing import Any

import param

from dashboards.shell.component import Component, script
from dashboards.views.parts.schools_view import styles


class Work(Component):
    """What waits for the person who is here, and where does each thing lead?"""

    part = param.String(default="null", doc="JSON of a HomePart; null shows nothing.")
    is_comparing = param.Boolean(default=False, doc="The kept totals are being compared with the reports.")
    compared = param.Callable(default=None, doc="Called when somebody asks for that comparison.")

    _property_mapping: dict[str, str | None] = {"compared": None}
    _esm = script("home")
    _first = script("home.first")
    _stylesheets = styles("trends/trends.css", "home/home.css")

    def _handle_msg(self, data: Any) -> None:
        if isinstance(data, dict) and data.get("compare") is True and self.compared and not self.is_comparing:
            self.compared()
