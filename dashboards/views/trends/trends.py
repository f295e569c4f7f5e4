"""The components of the trends page: tiles, what a change is made of, and the pictures below."""

import json
from typing import Any

import param

from dashboards.shell.component import Component, script
from dashboards.views.parts.schools_view import VIEWS, styles

BESIDE = [(VIEWS / "trends" / "beside.css").read_text(encoding="utf-8")]
"""How the chart and what explains it stand: beside each other where there is room."""


LONGEST = 40
"""Letters of what may be compared: four months and what stands between them."""


class Headline(Component):
    """What are the headline figures of the month, on how many reports do they rest, and where were they a year ago?"""

    part = param.String(
        default="null", doc='JSON of {"tiles": [Tile], "tiers": [TierCount], "compared": ComparedPart}.'
    )
    chosen = param.Callable(default=None, doc="Called with the code of a figure that somebody chooses.")
    compared = param.Callable(default=None, doc="Called with what somebody sets beside each other, as in the address.")

    _property_mapping: dict[str, str | None] = {"chosen": None, "compared": None}
    _esm = script("headline")
    _first = script("headline.first")
    _stylesheets = styles("trends/trends.css")

    def _handle_msg(self, data: Any) -> None:
        wanted = data.get("choose") if isinstance(data, dict) else None
        shown = json.loads(self.part) or {"tiles": []}
        if isinstance(wanted, str) and self.chosen and wanted in {tile["figure"] for tile in shown["tiles"]}:
            self.chosen(wanted)
        beside = data.get("compare") if isinstance(data, dict) else None
        if isinstance(beside, str) and self.compared:
            self.compared(beside[:LONGEST])


class Explained(Component):
    """What is the change on a year before made of?"""

    part = param.String(default="null", doc="JSON of a ChangePart; null shows that there is none.")

    _esm = script("change")
    _stylesheets = styles("trends/trends.css")


class Pictures(Component):
    """Where does the figure stand, cluster by cluster, and which types of involvement are the activities of?"""

    part = param.String(default="null", doc='JSON of {"heat": HeatPart | null, "types": TypesPart | null}.')

    _esm = script("pictures")
    _stylesheets = styles("trends/trends.css")


class SectionCard(Component):
    """
    A card below the first screen: it tells when somebody comes to it, and shows what is then computed.

    A message is believed only as far as it says whether the card is in sight.
    """

    title = param.String(default="", doc="The card's heading.")
    part = param.String(default="null", doc="JSON of a SectionPart; null: nothing was computed yet.")
    is_stale = param.Boolean(default=True, doc="What it shows is not what the filters ask for by now.")
    seen = param.Callable(default=None, doc="Called with whether the card is in sight, or about to be.")

    _property_mapping: dict[str, str | None] = {"seen": None}
    _esm = script("section")
    _stylesheets = styles("trends/section.css")

    def _handle_msg(self, data: Any) -> None:
        is_seen = data.get("seen") if isinstance(data, dict) else None
        if isinstance(is_seen, bool) and self.seen:
            self.seen(is_seen)
