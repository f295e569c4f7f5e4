"""Taking the trends away: every table, as one CSV or as a workbook; or the filters, as a notebook."""

import panel as pn

from dashboards.state.notebook_file import notebook_file
from dashboards.state.trends.export_frames import one_frame
from dashboards.state.trends.visit import TrendsVisit
from dashboards.views.parts.file_buttons import Kind, file_buttons
from data.exporting import write_csv, write_workbook
from models.today import today


def download_buttons(visit: TrendsVisit, district: str) -> pn.Column:
    """A file is made when its button is pressed, from what the page shows then."""

    def made(kind: Kind) -> bytes:
        visit.check_rights()
        frames, about = visit.tables(district)
        return write_workbook(frames, about) if kind == "xlsx" else write_csv(one_frame(frames), about)

    def notebook() -> bytes:
        chosen = [label for label, _ in visit.filters.chosen()]
        return notebook_file(visit.words, "trends", address=visit.filters.address(), on=today(), chosen=chosen)

    return file_buttons(visit.words, "trends", made, notebook)
