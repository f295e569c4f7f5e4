"""What a notebook needs to begin: the district as a person of the office sees it, and charts in a cell."""

from datetime import date
from typing import Any

import holoviews as hv
import pandas as pd
import panel as pn
from bokeh.model import Model
from bokeh.models.ui.ui_element import UIElement
from hvplot import hvPlotTabular  # type: ignore[import-untyped]
from IPython import get_ipython
from IPython.display import HTML, display
from panel.io.notebook import patch_inline_stylesheets
from panel.models import comm_manager
from panel.models.comm_manager import CommManager

from dashboards.notebooks.live_view import WIDE, in_the_pages_colours
from dashboards.notebooks.served_alone import take_the_place
from dashboards.notebooks.visit import NotebookVisit
from dashboards.shell.cells import here, is_in_a_served_cell
from dashboards.shell.frame import LETTERS
from dashboards.shell.safe import in_html
from dashboards.state.school.months import labelled_months
from dashboards.state.visit import Visit
from data.district_frames import who
from models.database import Database, connect
from models.errors import PartnershipError
from models.today import today

LETTERS_OF_CELLS = (
    f'@font-face {{ font-family: "Inter Variable"; font-weight: 100 900; src: url("{LETTERS}") format("woff2"); }}'
)
"""The letters of our pages, also for the charts: a canvas takes only those that the whole window knows."""


def begin() -> None:
    """
    In Jupyter: load what cells draw with, and their letters, from this machine, not the internet; and say refusals in
    their own words. Everywhere: every frame has `.hvplot`. Where Panel serves the notebook by itself, our page takes
    its place.
    """
    _give_frames_hvplot()
    shell = get_ipython()
    if shell is not None:
        pn.extension(inline=True)
        if _take_styles_along not in pn.viewable.Viewable._preprocessing_hooks:
            pn.viewable.Viewable._preprocessing_hooks.append(_take_styles_along)
        setattr(comm_manager, "CommManager", _at_once)  # noqa: B010 - to mypy a class cannot be replaced
        hv.extension.inline = True  # for who loads it once more, as `import hvplot.pandas` does
        shell.display_formatter.mimebundle_formatter.for_type(hv.core.Dimensioned, _drawn)
        display(HTML(f"<style>{LETTERS_OF_CELLS}</style>"))
        shell.set_custom_exc((PartnershipError,), _say)
    elif not is_in_a_served_cell():
        take_the_place()


def _give_frames_hvplot() -> None:
    """As `import hvplot.pandas`, which also sends all libraries to the browser once more, by default from a CDN."""
    for kind in (pd.DataFrame, pd.Series):
        setattr(kind, "hvplot", property(hvPlotTabular))  # noqa: B010 - neither is known to have it


def _at_once(**line: Any) -> CommManager:
    """The line between a cell and its kernel: it holds a choice back for 2 ms, as the pages do, instead of 50."""
    return CommManager(debounce=2, **line)


def _take_styles_along(view: pn.viewable.Viewable, root: Model) -> None:
    """Where cells are drawn through ipywidgets, as in VS Code, Panel would leave its stylesheets to a CDN."""
    for model in root.select({"type": UIElement}):
        patch_inline_stylesheets(model)


def _drawn(element: Any) -> Any:
    """What a cell shows of a chart that stands in its last line."""
    return chart(element)._repr_mimebundle_()


def _say(shell: Any, kind: type, refusal: Exception, traceback: Any, tb_offset: int | None = None) -> list[str]:
    words = [str(refusal)]
    shell._showtraceback(kind, refusal, words)
    return words


def open_visit(
    database: Database | None = None, *, login: str = "", on: date | None = None, address: str = ""
) -> NotebookVisit:
    """
    The district's data as the person behind `login` may see them on that day; without a login, as its director; without
    a day, today. In a notebook that is served, as its visitor. address: what is chosen, as the query of a page's
    address says it ("?month=2026-03&cluster=Lakeview").

    database: the one people work with where none is named. Raises PartnershipError where there is none, where it
    holds no district, or where nobody has this login.
    """
    database, day, at = database or connect(), on or today(), here()
    with database.reading() as session:
        viewer = who(session, login, day)
    return NotebookVisit(database, viewer, address or at.address, at.words, lambda: day, at.background)


def months_of(visit: Visit, school_id: str) -> pd.DataFrame:
    """A school's months as `charts.month_chart` wants them. Raises NotAllowedError for a school of others."""
    return labelled_months(visit.words, visit.months(school_id))


def said(text: str) -> pn.Column:
    """A sentence in a cell, set as the pages set theirs."""
    look = [":host, :host * { font: 600 15px/22px var(--font) !important; color: var(--ink); max-width: 84ch; }"]
    return in_the_pages_colours(pn.widgets.StaticText(value=in_html(text), stylesheets=look, **WIDE))


def chart(element: hv.Element | hv.Overlay) -> pn.Column:
    """A chart in a cell. Shown bare it would ask a CDN for Panel's stylesheets; inside Panel they come along."""
    return in_the_pages_colours(pn.pane.HoloViews(element, linked_axes=False, **WIDE))
