"""Taking what a page shows away: a button for each kind of file."""

import io
from collections.abc import Callable
from typing import Any, Literal

import panel as pn

from dashboards.views.parts.filter_bar import FIELDS
from models.wording.language import Words

Kind = Literal["csv", "xlsx"]


def file_buttons(words: Words, name: str, made: Callable[[Kind], bytes]) -> pn.Row:
    """Two buttons for files of this name; one is made when its button is pressed, from what is on screen then."""
    look: dict[str, Any] = {"stylesheets": FIELDS, "css_classes": ["button"], "margin": (0, 8, 0, 0), "embed": False}

    def button(kind: Kind, label: str, width: int) -> pn.widgets.FileDownload:
        return pn.widgets.FileDownload(
            callback=lambda: io.BytesIO(made(kind)), filename=f"{name}.{kind}", label=label, width=width, **look
        )

    return pn.Row(button("csv", words.gettext("CSV"), 64), button("xlsx", words.gettext("Excel"), 72), margin=0)
