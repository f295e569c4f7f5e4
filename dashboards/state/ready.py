"""All that a page is about to show, read and computed beforehand: what it then asks for is kept."""

from dataclasses import dataclass
from datetime import date

from dashboards.state.district.data import DistrictData
from dashboards.state.filters import Filters
from dashboards.state.our_school.own_school import make_own_page_ready
from dashboards.state.school.detail import detail_months, school_detail, school_told
from dashboards.state.school.disputes import disputes_of
from dashboards.state.triage.board import Board
from models.permissions import Viewer


@dataclass(frozen=True)
class Wanted:
    """
    What the filters ask for on a day: the words of `Filters`, as far as something is read or computed by them, and the
    whole `address` for who asks which schools they let through.
    """

    school_year: str
    month: str
    involvement_type: str
    school: str
    today: date
    address: str = ""

    @classmethod
    def of(cls, filters: Filters, today: date) -> "Wanted":
        chosen = filters.school_year, filters.month, filters.involvement_type, filters.school
        return cls(*chosen, today, filters.address())


def make_ready(district: DistrictData, viewer: Viewer, wanted: Wanted, *, is_whole: bool = False) -> None:
    """
    Have everything kept that a page shows of what is wanted; of a school that is open its words, which come first, and
    the rest where `is_whole`.

    What is not offered any more is left alone: the filters drop it first. Raises NotKeptError where the district may
    give only what is kept.
    """
    offered = district.choices(viewer, wanted.today).months.get(wanted.school_year, {})
    if wanted.month and wanted.month not in offered:
        return
    board = district.board(viewer, wanted.school_year, wanted.month)
    district.beside(wanted.school_year, wanted.month)
    disputes_of(district, viewer)
    district.sparks_json(viewer, wanted.school_year, wanted.month, wanted.involvement_type)
    if viewer.sees_district:
        _ = district.rule_sets, district.last_saved_rules, district.proposed_rules(viewer)  # read, to be kept
    if wanted.school in board.schools.index:
        school_told(district, viewer, board, wanted.school)
        if is_whole:
            make_rest_ready(district, viewer, board, wanted.school)
    if not viewer.sees_district:
        make_own_page_ready(district, viewer, wanted.school_year, wanted.month, wanted.school, wanted.today)


def make_whole_ready(district: DistrictData, viewer: Viewer, wanted: Wanted) -> None:
    """`make_ready` with the rest of the school that is open."""
    make_ready(district, viewer, wanted, is_whole=True)


def make_rest_ready(district: DistrictData, viewer: Viewer, board: Board, school_id: str) -> None:
    """Have kept what a page shows of a school after its words: the rows behind them, and its months."""
    school_detail(district, viewer, board, school_id)
    detail_months(district, viewer, board, school_id)
