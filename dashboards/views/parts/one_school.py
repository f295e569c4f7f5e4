"""What pages about one school have in common: they show it whole, and offer a few choices at their head."""

import json
from typing import Any

import param

from dashboards.shell.component import Component


class OneSchool(Component):
    """One school, whole. A choice of another school, year or day is believed only as far as it was offered."""

    school = param.String(default="null", doc="JSON of the page's part, with its fields; null shows nothing.")
    chosen = param.Callable(default=None, doc='Called with the word of a field ("month") and the code chosen.')

    _property_mapping: dict[str, str | None] = {"chosen": None}
    __abstract = True

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
