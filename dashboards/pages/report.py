"""What stands on Report: one component with the form, its draft, and what the coordinator will see."""

from dashboards.pages.following_page import WIDE, FollowingPage
from dashboards.shell.frame import Frame, FrameWords, Page
from dashboards.shell.who import Visitor
from dashboards.state.report.month_workbook import in_file, month_workbook, workbook_name
from dashboards.state.report.visit import ReportVisit
from dashboards.state.triage.screen import Screen
from dashboards.views.parts.file_buttons import file_button
from dashboards.views.report.report import Desk
from models.database import Database
from models.errors import NotAllowedError
from models.vocabulary import N_


class Report(FollowingPage[ReportVisit]):
    """What did the school do this month?"""

    title = N_("Report: Family Partnership")

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        super().__init__(ReportVisit, database, visitor, "", asked=address)
        self._frame = Frame(sought=self._find, renewed=self._renewed)
        self._workbook = file_button(self._file, "", visitor.words.gettext("This month to fill in, Excel"), 200)
        self._desk = Desk(self.visit, said=self._say, **WIDE)
        self._desk.show()
        self._say()
        self._follow()

    def page(self) -> Page:
        """The page, ready to be served."""
        return self._sheet_page("report", self._desk.view, download=self._workbook)

    def _file(self) -> bytes:
        """The month on screen as a workbook. Raises NotAllowedError where nothing may be written by now."""
        self.visit.check_rights()
        if (found := self.visit.found) is None:
            raise NotAllowedError("There is no report that you may write.")
        return month_workbook(self.visitor.words, self.visitor.district, found)

    def _renewed(self) -> None:
        self.visit.reload()
        self._desk.show()

    def _show(self, screen: Screen) -> None:
        """Others wrote: the frame's words and the questions follow, the form stays under the cursor."""
        self._desk.tell_checked()
        self._say()

    def _say(self) -> None:
        found = self.visit.found
        self._workbook.filename = "" if found is None else workbook_name(found)
        words = FrameWords(
            answer=self.visit.answer(),
            room=self.visit.beside(),
            address=self._address(self.visit.own_address()),
            notice=self.visit.behind_line(),
            stamp=self.visit.stamp(),
            in_file=() if found is None else in_file(self.visitor.words, found),
        )
        self._frame.say(words)
