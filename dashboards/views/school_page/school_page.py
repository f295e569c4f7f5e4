"""The page about one school, whole: what is so, two years on one axis, why, and what was done."""

import json
from typing import Any

import param

from dashboards.shell.component import Component, script
from dashboards.views.parts.schools_view import VIEWS, styles

CARD = [(VIEWS / "school_page" / "comparing.css").read_text(encoding="utf-8")]
"""How the comparison with other schools stands under the page: a card like the others."""


class SchoolPageView(Component):
    """
    What is so at this school, since when, why, and what can be done about it?

    Shows one school whole. A choice of another school year or day is believed only as far as it was offered.
    """

    school = param.String(default="null", doc="JSON of a SchoolPagePart; null shows nothing.")
    chosen = param.Callable(default=None, doc='Called with the word of a field ("month") and the code chosen.')

    _property_mapping: dict[str, str | None] = {"chosen": None}
    _esm = script("school_page")
    _first = script("school_page.first")
    _stylesheets = styles("parts/proof_table.css", "school/school_detail.css", "school_page/school_page.css",
                          "school_page/story.css")  # fmt: skip

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
