"""What is read of one school to log a contact there: its log, what is planned, and who may write. Kept for all."""

from datetime import UTC, date, datetime

import pandas as pd

from dashboards.state.contacts.contact_form import ContactPart, contact_part
from dashboards.state.contacts.entries import Reader
from dashboards.state.district.data import DistrictData, scope
from dashboards.state.office_day import office_day_of
from dashboards.state.triage.board import Board
from models import queries
from models.errors import NotAllowedError
from models.permissions import Action, Viewer, can, check_can, check_can_see_school
from models.vocabulary import Topic
from models.wording import reasons as wording_reasons
from models.wording.language import Words


def log_now(district: DistrictData, viewer: Viewer, school_id: str, today: date) -> pd.DataFrame:
    """`queries.support_log` of one school as it is today."""
    check_can_see_school(viewer, school_id)
    return district.read(
        ("log of a school", scope(viewer), school_id, today),
        (Topic.SUPPORT, Topic.PEOPLE),
        lambda session: queries.support_log(session, viewer, today, schools=[school_id]),
    )


def planned_now(district: DistrictData, viewer: Viewer, today: date) -> pd.DataFrame:
    """`queries.planned_visits` as they are today."""
    return district.read(
        ("planned now", scope(viewer), today),
        (Topic.SUPPORT,),
        lambda session: queries.planned_visits(session, viewer, today),
    )


def reader_of(viewer: Viewer, board: Board, school_id: str, at: datetime | None = None) -> Reader:
    """Who reads a school's log, and what they may do there."""
    may_log = can(viewer, Action.LOG_CONTACT, cluster_of(board, school_id))
    return Reader(may_log, viewer.person_id, at or datetime.now(UTC))


def cluster_of(board: Board, school_id: str) -> str | None:
    cluster = board.schools.at[school_id, "cluster"]
    return cluster if isinstance(cluster, str) else None


def form_of(
    district: DistrictData,
    viewer: Viewer,
    words: Words,
    board: Board,
    school_id: str,
    *,
    today: date,
    corrects: str = "",
    following: str = "",
) -> ContactPart:
    """The form to log a contact at a school that this viewer sees. following: the id of the list's next school."""
    log = log_now(district, viewer, school_id, today)
    planned = planned_now(district, viewer, today)
    tier = str(board.schools.at[school_id, "tier"]) if board.is_judged(school_id) else ""
    tier_label = wording_reasons.tier_text(words, tier) if tier else ""
    refusal = ""
    try:
        check_can(viewer, Action.LOG_CONTACT, cluster_of(board, school_id))
    except NotAllowedError as refused:
        refusal = words.refusal(refused)
    names = board.schools["name"]
    calendar = district.part("calendar")
    return contact_part(
        words,
        (school_id, str(names[school_id]), tier, tier_label),
        log=log,
        planned=planned[planned["school_id"].eq(school_id)],
        report_dues=[due.date() for due in calendar["due_date"].dropna()],
        reader=reader_of(viewer, board, school_id),
        by=viewer.name,
        refusal=refusal,
        today=today,
        office=office_day_of(district, today),
        draft=f"contact {viewer.district_id} {viewer.person_id}",
        corrects=corrects,
        following=(following, str(names[following])) if following in names.index else None,
    )
