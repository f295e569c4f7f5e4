"""Taking the rows on screen away, as CSV or as a workbook; or the filters, as a notebook."""

from typing import Any

import panel as pn

from dashboards.state.triage.export_frame import about, triage_frame
from dashboards.state.visit import Visit
from dashboards.views.parts.file_buttons import Kind, file_buttons, notebook_of
from data.exporting import write_csv, write_xlsx


def download_buttons(visit: Visit, district: str) -> pn.Column:
    """A file is made when its button is pressed, from what is on screen then."""

    def made(kind: Kind) -> bytes:
        visit.check_rights()
        sparks = visit.sparks  # before the screen: where somebody wrote meanwhile, this makes a new one
        screen = visit.screen
        write: Any = write_xlsx if kind == "xlsx" else write_csv
        return write(triage_frame(screen, sparks), about(screen, visit.filters, district, visit.viewer.name))

    return file_buttons(visit.words, "triage", made, lambda: notebook_of(visit, "triage"))
