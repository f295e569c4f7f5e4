"""Taking the rows on screen away, as CSV or as a workbook."""

import io
from typing import Any

import panel as pn

from dashboards.state.triage.export_frame import about, triage_frame
from dashboards.state.visit import Visit
from dashboards.views.parts.filter_bar import FIELDS
from data.exporting import write_csv, write_xlsx


def download_buttons(visit: Visit, district: str) -> pn.Row:
    """Two buttons; a file is made when its button is pressed, from what is on screen then."""

    def made(kind: str) -> io.BytesIO:
        visit.check_rights()
        sparks = visit.sparks  # before the screen: where somebody wrote meanwhile, this makes a new one
        screen = visit.screen
        write: Any = write_xlsx if kind == "xlsx" else write_csv
        return io.BytesIO(
            write(triage_frame(screen, sparks), about(screen, visit.filters, district, visit.viewer.name))
        )

    look: dict[str, Any] = {"stylesheets": FIELDS, "css_classes": ["button"], "margin": (0, 8, 0, 0), "embed": False}

    def button(kind: str, label: str, width: int) -> pn.widgets.FileDownload:
        name = f"triage.{kind}"
        return pn.widgets.FileDownload(callback=lambda: made(kind), filename=name, label=label, width=width, **look)

    gettext = visit.words.gettext
    return pn.Row(button("csv", gettext("CSV"), 64), button("xlsx", gettext("Excel"), 72), margin=0)
