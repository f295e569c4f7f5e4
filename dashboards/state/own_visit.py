"""One liaison's visit: the own school's page, following the choices and the data as every page does."""

from urllib.parse import urlencode

from dashboards.state.our_school.own_school import (
    OwnSchool,
    compared_board,
    compared_detail,
    own_school,
    school_of_page,
)
from dashboards.state.our_school.part import OwnPage, own_page
from dashboards.state.school.detail import Detail, detail_months
from dashboards.state.school.months import Months
from dashboards.state.triage.board import Board
from dashboards.state.visit import Visit

CHOICES = {"school": "school", "year": "school_year", "month": "month"}
"""Word in the address to the filter it sets; no other filter is on this page."""


class OwnVisit(Visit):
    """Asked for one school at a time, which is one of the viewer's own; everything is of the moment that is shown."""

    @property
    def school_id(self) -> str:
        """The school that is shown; "" where the viewer has none."""
        return school_of_page(self.board, self.filters.school)

    def own_page(self) -> OwnPage:
        """The page of that school. Raises NotAllowedError for a school of others."""
        return self._of_one_moment(self._own_page)

    def own_months(self) -> Months | None:
        """The months of its charts; None where there is no list yet to compare by."""
        return self._of_one_moment(lambda: self._months_beside(self._compared()[1]))

    def choose(self, word: str, code: str) -> None:
        """Take over a choice by its word in the address, as far as it is one of those there are."""
        self.follow(self.own_address(**{word: code}))

    def own_address(self, **instead: str) -> str:
        """The address of this page: the latest month stays unsaid, so that a bookmark always opens today's page."""
        now = {word: instead.get(word, str(getattr(self.filters, name))) for word, name in CHOICES.items()}
        if "year" in instead:
            now["month"] = ""
        said = {"school": now["school"]} if len(self.board.schools) > 1 and now["school"] else {}
        choices = self._district.choices(self.viewer, self._today())
        if now["month"] and now["month"] != choices.latest_months.get(choices.latest_year, ""):
            said["month"] = now["month"]
        elif not now["month"] and now["year"] != choices.latest_year:
            said["year"] = now["year"]
        return "?" + urlencode(said) if said else ""

    def _compared(self) -> tuple[OwnSchool | None, Board | None, Detail | None]:
        """The school, the board it is compared by, and the rows behind that."""
        filters, district, school_id = self.filters, self._district, self.school_id
        if not school_id:
            return None, None, None
        own = own_school(district, self.viewer, filters.school_year, filters.month, school_id, self._today())
        board = compared_board(district, self.viewer, filters.school_year, own)
        return own, board, compared_detail(district, self.viewer, board, school_id)

    def _months_beside(self, board: Board | None) -> Months | None:
        return None if board is None else detail_months(self._district, self.viewer, board, self.school_id)

    def _judged_board(self) -> Board | None:
        return self._compared()[1]

    def _own_page(self) -> OwnPage:
        own, board, detail = self._compared()
        choices, months = self._district.choices(self.viewer, self._today()), self._months_beside(board)
        disputed = self._disputed(board).get(self.school_id)
        return own_page(
            self.words, choices, self.screen.shown_board, self.school_id, own, board, detail, months, disputed
        )
