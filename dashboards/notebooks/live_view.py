"""What every view in a cell is: it follows a visit, has its filters, and says what it shows as a frame."""

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import panel as pn
import param
from panel.io.notebook import push_on_root
from panel.io.state import state
from param.parameterized import ParameterizedABC

from dashboards.shell.cells import is_in_a_served_cell
from dashboards.state.filters import Filters
from dashboards.state.triage.screen import Screen
from dashboards.state.visit import Visit
from dashboards.views.parts.filter_bar import FilterBar
from dashboards.views.parts.in_place import InPlace

TOKENS = (Path(__file__).parents[1] / "assets" / "tokens.css").read_text(encoding="utf-8")
TICKED = ("tiers",)
FIELDS_IN_A_ROW = (
    ":host { display: grid !important; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 0 16px; }"
)
TICKS_IN_A_ROW = ":host(.ticks) .bk-input-group { flex-flow: row wrap; gap: 0 18px; }"
ANSWER, ASIDE = "font-size: 20px; line-height: 28px; font-weight: 600;", "color: var(--ink2);"
WIDE: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0}


class LiveView(pn.viewable.Viewer, ParameterizedABC):
    """
    A view of the product in a cell, without a server. All views on one visit follow the same filters.

    `.filters` is what is chosen: `.filters.cluster = "Lakeview"` in any cell reaches them all. `.selected` is a frame
    of what is shown now, and a parameter: what depends on it follows, as with `pn.bind(draw, view.param.selected)`.
    """

    selected = param.DataFrame(default=pd.DataFrame(), doc="What is shown now; nothing done to it is stored.")

    def __init__(self, visit: Visit, **params: Any) -> None:
        super().__init__(**params)
        self.visit = visit
        visit.param.watch(lambda change: self._show(change.new), "screen")

    @property
    def filters(self) -> Filters:
        """What is chosen, of this view and of all others on its visit."""
        return self.visit.filters

    @abstractmethod
    def _show(self, screen: Screen) -> None:
        """Show what the filters ask for by now."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.filters.address() or 'as it opens'}), {len(self.selected)} rows selected"


def under_filters(visit: Visit, names: Sequence[str], *things: Any) -> pn.Column:
    """Things under the fields of some filters, which stand beside each other as far as there is room."""
    fields = FilterBar(visit.filters, names, visit.words.gettext("Name or number")).fields
    choices = [field for name, field in fields.items() if name not in TICKED]
    ticks = [field for name, field in fields.items() if name in TICKED]
    for field in ticks:
        field.stylesheets = [*field.stylesheets, TICKS_IN_A_ROW]
    return in_the_pages_colours(
        InPlace(went=visit.follow), pn.Column(*choices, stylesheets=[FIELDS_IN_A_ROW], **WIDE), *ticks, *things
    )


def sentence(look: str = "", **more: Any) -> pn.widgets.StaticText:
    """A line of words. A widget: in a notebook a pane asks a CDN for stylesheets, and may fail in a second cell."""
    own = f":host, :host * {{ font-family: var(--font); color: var(--ink); {look} }}"
    return pn.widgets.StaticText(stylesheets=[own], **WIDE | more)


def in_the_pages_colours(*things: Any) -> pn.Column:
    """Things that read the page's colours and sizes, in a place that gives them: Jupyter has no page of ours."""
    if is_in_a_served_cell():
        return pn.Column(*things, **WIDE)
    ground = ":host { background: var(--surface); padding: 12px; font: 13px/20px var(--font); color: var(--ink); }"
    return pn.Column(*things, stylesheets=[TOKENS.replace(":root", ":host") + ground], **WIDE)


def send_what_changed(shown: pn.viewable.Viewable) -> None:
    """
    Have cells draw what changed in Bokeh's own models inside: a notebook hears of it with the next change of something
    of Panel's only.
    """
    for ref in shown._models:
        if ref in state._views and state._views[ref][-1] is not None:  # its line to a cell; a served page has none
            push_on_root(ref)
