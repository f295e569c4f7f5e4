"""Taking what a page shows away: a button for each kind of file."""

import asyncio
import io
from collections.abc import Callable
from typing import Any, Literal

import panel as pn

from dashboards.state.background import submit_long
from dashboards.state.following import Following
from dashboards.state.notebook_file import Page, notebook_file
from dashboards.views.parts.filter_bar import FIELDS
from models.today import today
from models.wording.language import Words

Kind = Literal["csv", "xlsx"]


def file_buttons(words: Words, name: str, made: Callable[[Kind], bytes], notebook: Callable[[], bytes]) -> pn.Column:
    """Buttons for files of this name; one is made when its button is pressed, from what is on screen then."""
    return pn.Column(table_buttons(words, name, made), notebook_button(words, name, notebook), margin=0)


def table_buttons(words: Words, name: str, made: Callable[[Kind], bytes]) -> pn.Row:
    """The two kinds of table, for a page whose rows a notebook does not read."""
    return pn.Row(
        _button(lambda: made("csv"), f"{name}.csv", words.gettext("CSV"), 64),
        _button(lambda: made("xlsx"), f"{name}.xlsx", words.gettext("Excel"), 72),
        margin=0,
    )


def csv_button(words: Words, name: str, made: Callable[[], bytes]) -> pn.widgets.FileDownload:
    """One button, for a page whose rows are read nowhere else."""
    return _button(made, f"{name}.csv", words.gettext("CSV"), 64)


def file_button(made: Callable[[], bytes], filename: str, label: str, width: int) -> pn.widgets.FileDownload:
    """One button for any other file, under what stands above it."""
    return _button(made, filename, label, width, above=8)


def slow_file_button(
    begun: Callable[[], Callable[[], bytes]], filename: str, label: str, width: int
) -> pn.widgets.FileDownload:
    """
    The same for a file that takes seconds. begun: asks for rights and looks at what is on screen; it returns what makes
    the file, which touches nothing of the page: that is done beside the event loop, where nobody waits for it.
    """

    async def made() -> io.BytesIO:
        return io.BytesIO(await asyncio.wrap_future(submit_long(begun())))

    return _download(made, filename, label, width, above=8)


def calendar_button(words: Words, made: Callable[[], bytes]) -> pn.widgets.FileDownload:
    """Next steps for a calendar program."""
    return _button(made, "next-steps.ics", words.gettext("Next steps (.ics)"), 132)


def notebook_button(words: Words, name: str, made: Callable[[], bytes]) -> pn.widgets.FileDownload:
    """The same view as a notebook, to go on with in Jupyter."""
    return _button(made, f"{name}.ipynb", words.gettext("Open in a notebook"), 160, above=8)


def notebook_of(visit: Following, page: Page, **address: Any) -> bytes:
    """The notebook of what a page shows now; `address` as in `Filters.address`."""
    filters = visit.filters
    chosen = [label for label, _ in filters.chosen()]
    query = filters.address(**address)
    return notebook_file(visit.words, page, address=query, on=today(), chosen=chosen, view=filters.view)


def _button(made: Callable[[], bytes], filename: str, label: str, width: int, above: int = 0) -> Any:
    return _download(lambda: io.BytesIO(made()), filename, label, width, above)


def _download(callback: Callable[[], Any], filename: str, label: str, width: int, above: int) -> Any:
    look: dict[str, Any] = {"stylesheets": FIELDS, "css_classes": ["button"], "embed": False}
    return pn.widgets.FileDownload(
        callback=callback,
        filename=filename,
        label=label,
        width=width,
        margin=(above, 8, 0, 0),
        **look,
    )
