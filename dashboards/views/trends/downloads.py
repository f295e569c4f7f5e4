"""Taking the trends away: every table, as one CSV or as a workbook; or the filters, as a notebook."""

import panel as pn

from dashboards.state.trends.export_frames import one_frame
from dashboards.state.trends.visit import TrendsVisit
from dashboards.views.parts.file_buttons import Kind, file_buttons, notebook_of
from data.exporting import write_csv, write_workbook


def download_buttons(visit: TrendsVisit, district: str) -> pn.Column:
    """A file is made when its button is pressed, from what the page shows then."""

    def made(kind: Kind) -> bytes:
        visit.check_rights()
        frames, about = visit.tables(district)
        return write_workbook(frames, about) if kind == "xlsx" else write_csv(one_frame(frames), about)

    return file_buttons(visit.words, "trends", made, lambda: notebook_of(visit, "trends"))
