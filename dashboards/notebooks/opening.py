"""What a notebook needs to begin: the district as a person of the office sees it, and the page's views in a cell."""

from datetime import date
from pathlib import Path
from typing import Any

import holoviews as hv
import pandas as pd
import panel as pn
from IPython import get_ipython

from dashboards.notebooks.served_alone import take_the_place
from dashboards.shell.cells import here, is_in_a_served_cell
from dashboards.shell.safe import in_html
from dashboards.state.school.months import labelled_months
from dashboards.state.triage.screen import Screen, clusters_json
from dashboards.state.visit import Visit
from dashboards.views.parts.filter_bar import FilterBar
from dashboards.views.triage.months_picture import MonthsPicture
from dashboards.views.triage.school_list import SchoolList
from data.district_frames import who
from models.database import Database, connect
from models.errors import PartnershipError

TOKENS = (Path(__file__).parents[1] / "assets" / "tokens.css").read_text(encoding="utf-8")
FILTERS = ("school_year", "month", "cluster", "level", "search", "tiers")
WIDE: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0}


def begin() -> None:
    """
    In Jupyter: load what cells draw with from this machine, not the internet, and say refusals in their own words.

    On a page nothing of this is needed; where Panel serves the notebook by itself, our page takes its place.
    """
    shell = get_ipython()
    if shell is not None:
        pn.extension(inline=True)
        shell.set_custom_exc((PartnershipError,), _say)
    elif not is_in_a_served_cell():
        take_the_place()


def _say(shell: Any, kind: type, refusal: Exception, traceback: Any, tb_offset: int | None = None) -> list[str]:
    words = [str(refusal)]
    shell._showtraceback(kind, refusal, words)
    return words


def open_visit(database: Database | None = None, *, login: str = "", on: date) -> Visit:
    """
    The district's data as the person behind `login` may see them on that day; without a login, as its director.

    database: the one people work with where none is named. Raises PartnershipError where there is none, where it
    holds no district, or where nobody has this login.
    """
    database, at = database or connect(), here()
    with database.reading() as session:
        viewer = who(session, login, on)
    return Visit(database, viewer, at.address, at.words, background=at.background)


class Schools(pn.viewable.Viewer):
    """
    Filters with the list, or the months of the schools, under the sentence that sums them up; all follow one visit.

    kind: "list" or "months".
    """

    def __init__(self, visit: Visit, kind: str = "list", **params: Any) -> None:
        super().__init__(**params)
        self._visit = visit
        # A widget: in a notebook a pane asks a CDN for stylesheets at every change, and may fail in a second cell.
        self._answer = pn.widgets.StaticText(stylesheets=[":host { font-weight: 600; }"], **WIDE)
        self._kind = MonthsPicture if kind == "months" else SchoolList
        self._view = self._kind(chosen=self._choose, **WIDE)
        visit.param.watch(lambda change: self._show(change.new), "screen")
        self._show(visit.screen)

    def __panel__(self) -> pn.viewable.Viewable:
        filters = FilterBar(self._visit.filters, FILTERS, self._visit.words.gettext("Name or number"))
        return in_the_pages_colours(
            pn.Row(pn.Column(filters, width=200), pn.Column(self._answer, self._view, **WIDE), **WIDE)
        )

    def _choose(self, school_id: str) -> None:
        self._visit.filters.school = school_id

    def _show(self, screen: Screen) -> None:
        self._answer.value = in_html(f"{screen.answer} {screen.showing}.")
        self._view.param.update(**self._now(screen))

    def _now(self, screen: Screen) -> dict[str, Any]:
        now: dict[str, Any] = {
            "schools": screen.shown_board.rows_json,
            "vocabulary": screen.shown_board.vocabulary_json,
            "shown": list(screen.shown),
            "selected": screen.selected,
        }
        if self._kind is MonthsPicture:
            return now | {"clusters": clusters_json(screen)}
        filters = self._visit.filters
        return now | {"sparks": self._visit.sparks_json, "kind": filters.involvement_words, "sort": filters.sort}


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


def in_the_pages_colours(*things: Any) -> pn.Column:
    """Things that read the page's colours and sizes, in a place that gives them: Jupyter has no page of ours."""
    if is_in_a_served_cell():
        return pn.Column(*things, **WIDE)
    ground = ":host { background: var(--surface); padding: 12px; font: 13px/20px var(--font); color: var(--ink); }"
    return pn.Column(*things, stylesheets=[TOKENS.replace(":root", ":host") + ground], **WIDE)
