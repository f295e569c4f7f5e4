"""What stands on Import: one component, the templates, and a file of what was found."""

from pathlib import Path

import pandas as pd
import panel as pn

import data
from dashboards.pages.following_page import WIDE, FollowingPage
from dashboards.shell.frame import Frame, FrameWords, Page
from dashboards.shell.who import Visitor
from dashboards.state.importing.visit import ImportVisit
from dashboards.state.triage.screen import Screen
from dashboards.views.importing.importing import Desk
from dashboards.views.parts.file_buttons import csv_button, file_button
from data.exporting import write_csv
from models.database import Database
from models.permissions import Action, check_can
from models.vocabulary import N_

TEMPLATE = Path(data.__file__).parent / "examples" / "workbook" / "partnership_template.xlsx"


class Importing(FollowingPage[ImportVisit]):
    """What would these files do, and what did the imports before them?"""

    title = N_("Import: Family Partnership")

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        """Raises NotAllowedError for who may not import."""
        check_can(visitor.viewer, Action.IMPORT_FILES)
        super().__init__(ImportVisit, database, visitor, "")
        self._kept = address.rstrip("?")
        self._frame = Frame(sought=self._find, renewed=self.visit.reload)
        self._desk = Desk(self.visit, said=self._say, **WIDE)
        self._show(self.visit.screen)
        self._follow()

    def page(self) -> Page:
        """The page, ready to be served."""
        download = pn.Column(
            csv_button(self.visitor.words, "import-problems", self._file),
            file_button(TEMPLATE.read_bytes, TEMPLATE.name, self.visitor.words.gettext("Templates, Excel"), 160),
            margin=0,
        )
        return self._sheet_page("import", self._desk.view, download=download)

    def _file(self) -> bytes:
        """Everything that was found in the files, also what is not on screen."""
        self.visit.check_rights()
        told = self.visit.looked.told
        problems = told.problems if told else ()
        frame = pd.DataFrame(
            [
                (one.file, one.row, one.column, one.value, one.what, one.remedy, "warning" if one.is_warning else "")
                for one in problems
            ],
            columns=["file", "row", "column", "value", "what", "remedy", "only"],
        ).astype({"row": "Int64"})
        gettext = self.visitor.words.gettext
        about = {gettext("District"): self.visitor.district, gettext("By"): self.visit.viewer.name}
        return write_csv(frame, about)

    def _show(self, screen: Screen) -> None:
        with pn.io.hold():
            self._desk.show()

    def _say(self) -> None:
        upload, told, gettext = self.visit.upload(), self.visit.looked.told, self.visitor.words.gettext
        self._frame.say(
            FrameWords(
                answer=upload["title"],
                room=upload["beside"],
                address=self._address(self._kept),
                notice=self.visit.behind_line(),
                in_file=[
                    (gettext("Files"), self.visitor.words.listed(upload["files"]) or "–"),
                    (gettext("What was found"), self.visitor.words.number(len(told.problems) if told else 0)),
                ],
                stamp=self.visit.stamp(),
            )
        )
