"""What stands over a chart: its quantity and unit, a sentence, its table, its picture, and what it may show."""

import json
from typing import Any

import param

from dashboards.shell.component import Component, script
from dashboards.views.parts.schools_view import styles


class ChartHead(Component):
    """
    What does this chart show, what does it say, and where are its figures?

    With a `section` the chart is folded away under that heading until a person opens it. A message is believed only
    as far as it names one of the `options` or opens and closes the section.
    """

    title = param.String(default="", doc="The quantity.")
    level = param.Integer(
        default=4, bounds=(2, 4), doc="Of its heading: 2 of the page, 3 of a card, 4 of a school's part."
    )
    unit = param.String(default="", doc="Its unit, in grey after the title.")
    sentence = param.String(default="", doc="What the chart says, in words.")
    table = param.String(default="null", doc="JSON of {title, columns, rows, note}: the chart's figures.")
    figure = param.String(default="", doc="Name of the figure below, for the picture to save; empty: none yet.")
    section = param.String(default="", doc="Heading under which the chart can be folded away; empty: always open.")
    opened = param.Boolean(default=True, doc="Is the section open.")
    options = param.String(default="[]", doc="JSON of [code, label] pairs to choose from; empty: no choice.")
    option = param.String(default="", doc="The chosen code.")
    label = param.String(default="", doc="What is chosen, for the field.")
    asked = param.Callable(default=None, doc="Called with (opened, option) when a person changes one of them.")

    _property_mapping: dict[str, str | None] = {"asked": None}
    _esm = script("chart_head")
    _stylesheets = styles("parts/proof_table.css", "parts/chart_head.css")

    def _handle_msg(self, data: Any) -> None:
        if not isinstance(data, dict) or not self.asked:
            return
        opened, option = data.get("opened", self.opened), data.get("option", self.option)
        if not isinstance(opened, bool) or (opened, option) == (self.opened, self.option):
            return  # nothing is asked for that is not there already
        known = {code for code, _ in json.loads(self.options)}
        if option in known or option == self.option:
            self.asked(opened, option)
