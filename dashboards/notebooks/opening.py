"""What a notebook needs to begin: the district as a person of the office sees it, and charts in a cell."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

import holoviews as hv
import pandas as pd
import panel as pn

from dashboards.notebooks.live_view import WIDE, in_the_pages_colours
from dashboards.notebooks.visit import NotebookVisit
from dashboards.shell import fence, preparing
from dashboards.shell.background import background_of_page
from dashboards.shell.who import connection_of
from dashboards.state.school.months import labelled_months
from dashboards.state.visit import Visit
from data.district_frames import who
from models.database import Database, connect
from models.errors import NotAllowedError, PartnershipError
from models.today import today


def begin(shell: Any = None) -> None:
    """
    Load what cells draw with from this machine, not the internet; where there is a `shell` (`get_ipython()`), it then
    says refusals in their own words.
    """
    pn.extension(inline=True)
    if shell is not None and not _request():
        shell.set_custom_exc((PartnershipError,), _say)


def _say(shell: Any, kind: type, refusal: Exception, traceback: Any, tb_offset: int | None = None) -> list[str]:
    words = [str(refusal)]
    shell._showtraceback(kind, refusal, words)
    return words


def open_visit(database: Database | None = None, *, login: str = "", on: date | None = None) -> NotebookVisit:
    """
    The district's data as the person behind `login` may see them on that day; without a login, as its director; without
    a day, today. Where the notebook is served, as the visitor of the page, whatever is asked for here.

    database: the one people work with where none is named. Raises PartnershipError where there is none, where it
    holds no district, or where nobody has this login; NotAllowedError for a visitor whom the pages refuse.
    """
    if request := _request():
        return _visit_of(request)
    database, day = database or connect(), on or today()
    with database.reading() as session:
        return NotebookVisit(database, who(session, login, day), today=lambda: day)


def _request() -> Any:
    """The request of the page as which the notebook is served; None in a cell."""
    document = pn.state.curdoc
    context: Any = document.session_context if document else None
    return connection_of(context.request) if context else None


def _visit_of(request: Any) -> NotebookVisit:
    fence.put_up()
    if not fence.has_let_in(request):
        raise NotAllowedError("The server has just started. Load this page again.")
    address = preparing.words_of_address(pn.state.session_args)
    visitor = preparing.visitor_of(request, address)
    return NotebookVisit(
        preparing.database(),
        visitor.viewer,
        "?" + urlencode(address),
        visitor.words,
        background=background_of_page(),
    )


def months_of(visit: Visit, school_id: str) -> pd.DataFrame:
    """A school's months as `charts.month_chart` wants them. Raises NotAllowedError for a school of others."""
    return labelled_months(visit.words, visit.months(school_id))


def chart(element: hv.Element | hv.Overlay) -> pn.Column:
    """A chart in a cell. Shown bare it would ask a CDN for Panel's stylesheets; inside Panel they come along."""
    return in_the_pages_colours(pn.pane.HoloViews(element, linked_axes=False, **WIDE))
