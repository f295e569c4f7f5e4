"""Taking the trends away: every table, as one CSV or as a workbook with a sheet for each."""

import io
from typing import Any

import panel as pn

from dashboards.state.trends.export_frames import one_frame
from dashboards.state.trends.visit import TrendsVisit
from dashboards.views.parts.filter_bar import FIELDS
from data.exporting import write_csv, write_workbook


def download_buttons(visit: TrendsVisit, district: str) -> pn.Row:
    """Two buttons; a file is made when its button is pressed, from what the page shows then."""

    def made(kind: str) -> io.BytesIO:
        visit.check_rights()
        frames, about = visit.tables(district)
        return io.BytesIO(write_workbook(frames, about) if kind == "xlsx" else write_csv(one_frame(frames), about))

    look: dict[str, Any] = {"stylesheets": FIELDS, "css_classes": ["button"], "margin": (0, 8, 0, 0), "embed": False}

    def button(kind: str, label: str, width: int) -> pn.widgets.FileDownload:
        name = f"trends.{kind}"
        return pn.widgets.FileDownload(callback=lambda: made(kind), filename=name, label=label, width=width, **look)

    gettext = visit.words.gettext
    return pn.Row(button("csv", gettext("CSV"), 64), button("xlsx", gettext("Excel"), 72), margin=0)
