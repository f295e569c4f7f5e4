"""One school for its own page, as a day saw it: codes and figures, no words. Kept for all who may see the school."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pandas as pd

from dashboards.state.district.data import ALL_TOPICS, DistrictData, scope
from dashboards.state.frame_rows import rows_of
from dashboards.state.office_day import office_day_of
from dashboards.state.our_school.days import list_to_compare_by
from dashboards.state.school.detail import Detail, detail_months, in_force, school_detail
from dashboards.state.triage.board import Board
from models import queries
from models.month_marks import MonthMark
from models.permissions import Viewer, check_can_see_school
from models.vocabulary import ReportState, Topic


class Coordinator(NamedTuple):
    """Whom a school turns to; phone and email None where not known."""

    name: str
    phone: str | None
    email: str | None


@dataclass(frozen=True)
class OwnSchool:
    """
    What is due, what came back and what was done at one school. day: by which months are due and close; on the latest
    page whatever came since is known too, as where a sample's lists end long before today.

    months: by month of the school year: due_date, as_of_date, review_by, mend_by, lock_date, mark (a code of
    MonthMark; "": none), state (of the report), is_expected, is_received, is_late, came_on, activities (NaN: no
    report), changed_on and reason (of the last change of state). activities: of the reports in force, as
    `queries.activities`. contacts: as `queries.support_contacts`. judged: the month whose list the school is compared
    by; None: there is none yet. tier_since: day of the list from which on the school stands where it stands. is_now:
    the day is the latest there is. sent_for: as `queries.reports_sent_for`.
    """

    day: pd.Timestamp
    is_now: bool
    judged: pd.Timestamp | None
    months: pd.DataFrame
    activities: pd.DataFrame
    contacts: pd.DataFrame
    coordinators: tuple[Coordinator, ...]
    tier_since: pd.Timestamp | None
    has_reported: bool
    sent_for: pd.DataFrame


def school_of_page(board: Board, wanted: str) -> str:
    """The school to show: the one asked for, else the viewer's first by name; "" where there is none."""
    if wanted in board.schools.index:
        return wanted
    return str(board.schools.index[0]) if len(board.schools) else ""


def is_latest(district: DistrictData, viewer: Viewer, school_year: str, month: str, today: date) -> bool:
    """Is this the latest month with reports, which the page opens with?"""
    choices = district.choices(viewer, today)
    return school_year == choices.latest_year and month == choices.latest_months.get(school_year, "")


def own_school(
    district: DistrictData, viewer: Viewer, school_year: str, month: str, school_id: str, today: date
) -> OwnSchool | None:
    """
    A school in a year, as of a month's list ("2026-03"), or as of today where that is the latest month.

    None for a year without monthly reports. Raises NotAllowedError where the viewer may not see the school.
    """
    check_can_see_school(viewer, school_id)
    if not month:
        return None
    day, is_now = _day(district, viewer, school_year, month, today)
    known = max(day, pd.Timestamp(today)) if is_now else day
    key = ("own school", scope(viewer), school_year, month, school_id, day, known)
    return district.keep(
        key, ALL_TOPICS, lambda: _own_school(district, viewer, school_year, month, school_id, day, known, is_now)
    )


def compared_board(district: DistrictData, viewer: Viewer, school_year: str, own: OwnSchool | None) -> Board | None:
    """The board of the list that the school is compared by; None where there is none yet."""
    if own is None or own.judged is None:
        return None
    return district.board(viewer, school_year, f"{own.judged:%Y-%m}")


def compared_detail(district: DistrictData, viewer: Viewer, board: Board | None, school_id: str) -> Detail | None:
    """The rows behind that comparison."""
    return None if board is None else school_detail(district, viewer, board, school_id)


def make_own_page_ready(
    district: DistrictData, viewer: Viewer, school_year: str, month: str, wanted: str, today: date
) -> None:
    """Have everything kept that a school's own page shows; see `dashboards/state/ready.py`."""
    school_id = school_of_page(district.board(viewer, school_year, month), wanted)
    if school_id:
        own = own_school(district, viewer, school_year, month, school_id, today)
        board = compared_board(district, viewer, school_year, own)
        if board is not None:
            school_detail(district, viewer, board, school_id)
            detail_months(district, viewer, board, school_id)


def _day(
    district: DistrictData, viewer: Viewer, school_year: str, month: str, today: date
) -> tuple[pd.Timestamp, bool]:
    if is_latest(district, viewer, school_year, month, today):
        return pd.Timestamp(office_day_of(district, today)), True
    calendar = dates_of(district)
    return calendar.loc[calendar["month"].eq(pd.Timestamp(f"{month}-01")), "as_of_date"].iloc[0], False


def dates_of(district: DistrictData) -> pd.DataFrame:
    """`queries.calendar`: the dates of the district, the same for everybody."""
    return district.read(("dates",), (Topic.SCHOOLS,), lambda session: queries.calendar(session, district.office))


def _own_school(
    district: DistrictData,
    viewer: Viewer,
    school_year: str,
    month: str,
    school_id: str,
    day: pd.Timestamp,
    known: pd.Timestamp,
    is_now: bool,
) -> OwnSchool:
    with district.reading() as session:
        activities = queries.activities(session, viewer, school_year, [school_id])
        contacts = queries.support_contacts(session, viewer, known.date(), [school_id])
        answers = queries.report_answers(session, viewer, school_year, known.date())
        named = queries.coordinators(session, viewer, school_year, day.date())
        states = district.states(viewer, school_year, known)
        tiers = tiers_of(district, [school_year], school_id)
        as_of = dates_of(district).set_index("month")["as_of_date"]
        judged = list_to_compare_by([(month, as_of[month]) for month in tiers.index], day)
        if not is_now:
            judged = pd.Timestamp(f"{month}-01")
        arrived = district.part("reports")
        came = arrived["school_id"].eq(school_id) & (arrived["submitted_date"] <= known)
        return OwnSchool(
            day=day,
            is_now=is_now,
            judged=judged,
            months=_months(district, viewer, school_year, school_id, (day, known), answers),
            activities=in_force(activities, states, school_id),
            contacts=contacts,
            coordinators=tuple(rows_of(named[named["school_id"].eq(school_id)], Coordinator)),
            tier_since=tier_since(tiers, as_of, judged),
            has_reported=bool(came.any()),
            sent_for=queries.reports_sent_for(session, viewer, school_id, known.date()),
        )


def _months(
    district: DistrictData,
    viewer: Viewer,
    school_year: str,
    school_id: str,
    days: tuple[pd.Timestamp, pd.Timestamp],
    answers: pd.DataFrame,
) -> pd.DataFrame:
    """days: by which months are due, and up to which anything is known."""
    day, known = days
    calendar = dates_of(district)
    months = calendar[calendar["school_year"].eq(school_year)].set_index("month")

    def own(rows: pd.DataFrame) -> pd.DataFrame:
        return rows[rows["school_id"].eq(school_id)].set_index("month").reindex(months.index)

    states, totals = own(district.states(viewer, school_year, known)), own(district.totals(viewer, school_year, known))
    answered = own(answers)
    marks = district.marks(viewer, school_year, day, known).reindex([school_id]).iloc[0]
    mark = marks.reindex(months.index).fillna("")
    return months.assign(
        due_date=states["due_date"].fillna(months["due_date"]),
        mark=mark,
        state=states["state"].fillna(ReportState.NOT_STARTED.value),
        is_expected=totals["expected"].eq(1),
        is_received=[code != "" and MonthMark(code).is_received for code in mark],
        is_late=[code != "" and MonthMark(code).is_late for code in mark],
        came_on=states["first_submitted_date"],
        activities=totals["activities"],
        changed_on=answered["changed_on"],
        reason=answered["reason"],
    )


def tier_since(tiers: pd.Series, as_of: pd.Series, judged: pd.Timestamp | None) -> pd.Timestamp | None:
    """
    As-of date of the first of the lists in a row, up to the judged one, on which a school stands as it does.

    tiers: by month of the lists, in order, as `WholeDistrict.tiers` has them; as_of: by month.
    """
    since: pd.Timestamp | None = None
    tier = ""
    for month, stood in reversed(list(tiers.items())):
        if judged is None or month > judged:
            continue
        if not isinstance(stood, str) or (tier and stood != tier):
            break
        since, tier = as_of[month], stood
    return since


def tiers_of(district: DistrictData, years: Iterable[str], school_id: str) -> pd.Series:
    """One school's row of `WholeDistrict.tiers` of some years in order; NaN for a list it was not on."""
    own = [district.tiers(year).reindex([school_id]).iloc[0] for year in years]
    return pd.Series({month: tier for row in own for month, tier in row.items()}, dtype=object)
