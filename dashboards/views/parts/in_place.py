"""What stands beside views in a cell of a notebook: it has the visit follow the links inside them."""

from typing import Any

import param

from dashboards.shell.component import Component, script

LONGEST = 2_000


class InPlace(Component):
    """Draws nothing. A link in the column around it is not followed by the browser: `went` is called with its words."""

    went = param.Callable(default=None, doc='Called with the words of an address: "?cluster=Lakeview".')

    _property_mapping: dict[str, str | None] = {"went": None}
    _esm = script("in_place")

    def _handle_msg(self, data: Any) -> None:
        address = data.get("go") if isinstance(data, dict) else None
        if isinstance(address, str) and address and self.went:
            self.went(address[:LONGEST])
