"""One school beside the list: why it stands where it stands, how sure that is, and what was already tried."""

from typing import Any

import param

from dashboards.shell.component import Component, script
from dashboards.views.parts.schools_view import styles


class SchoolDetail(Component):
    """
    Why this school, and what has been tried?

    Shown in two pieces, so that the page can put a chart between them: `part` "why" is the head with the close
    button, reasons, certainty, news and offer, then the rows behind them; "record" is reports, activities and contacts.
    What `detail` leaves out, or gives as null, is not drawn; the bars and the range come only with figures.
    """

    detail = param.String(default="null", doc="JSON of one school's words and figures; null shows nothing.")
    vocabulary = param.String(default="{}", doc="JSON of tiers, marks and months, the same as the list's.")
    proofs = param.String(
        default="null", doc='JSON of the rows behind what part "why" says; null until they are there.'
    )
    part: param.Selector[str] = param.Selector(
        default="why", objects=["why", "record"], doc="Which of the two pieces this is."
    )
    closed = param.Callable(default=None, doc="Called when a person closes the school.")

    _property_mapping: dict[str, str | None] = {"closed": None}
    _esm = script("school_detail")
    _stylesheets = styles("parts/proof_table.css", "school/school_detail.css")

    def _handle_msg(self, data: Any) -> None:
        if isinstance(data, dict) and data.get("close") and self.closed:
            self.closed()
