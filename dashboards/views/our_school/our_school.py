"""A school's own page: what to send and mend, the year, how the school compares, and the people to turn to."""

import json
from typing import Any

import param

from dashboards.shell.component import Component, script
from dashboards.views.parts.schools_view import VIEWS, styles

SIDE_BY_SIDE = [(VIEWS / "our_school" / "charts.css").read_text(encoding="utf-8")]
"""How the two charts of a school's months stand under its page: beside each other where there is room."""


class OwnSchool(Component):
    """
    What does my school have to do, and what does the district see of us?

    Shows one school whole. A choice of another school, year or day is believed only as far as it was offered.
    """

    school = param.String(default="null", doc="JSON of an OurSchoolPart; null shows nothing.")
    chosen = param.Callable(default=None, doc='Called with the word of a field ("month") and the code chosen.')

    _property_mapping: dict[str, str | None] = {"chosen": None}
    _esm = script("our_school")
    _first = script("our_school.first")
    _stylesheets = styles("parts/proof_table.css", "our_school/our_school.css")

    def _handle_msg(self, data: Any) -> None:
        wanted = data.get("choose") if isinstance(data, dict) else None
        if not isinstance(wanted, dict) or not self.chosen:
            return
        shown = json.loads(self.school) or {"fields": []}
        for field in shown["fields"]:
            code = wanted.get(field["name"])
            if isinstance(code, str) and code in {offered for offered, _ in field["options"]}:
                self.chosen(field["name"], code)
                return
