"""Taking the rows on screen away, as CSV or as a workbook."""

import io
from typing import Any

import panel as pn

from dashboards.state.data_store import DataStore
from dashboards.state.export_frame import about, triage_frame
from dashboards.views.filter_bar import FIELDS
from data.exporting import write_csv, write_xlsx


def download_buttons(store: DataStore, district: str) -> pn.Row:
    """Two buttons; a file is made when its button is pressed, from what is on screen then."""

    def made(kind: str) -> io.BytesIO:
        screen = store.screen
        write: Any = write_xlsx if kind == "xlsx" else write_csv
        return io.BytesIO(
            write(triage_frame(screen, store.sparks), about(screen, store.filters, district, store.viewer.name))
        )

    look: dict[str, Any] = {"stylesheets": FIELDS, "css_classes": ["button"], "margin": (0, 0, 0, 8), "embed": False}
    return pn.Row(
        pn.widgets.FileDownload(callback=lambda: made("csv"), filename="triage.csv", label="CSV", width=64, **look),
        pn.widgets.FileDownload(callback=lambda: made("xlsx"), filename="triage.xlsx", label="Excel", width=72, **look),
        margin=0,
    )
