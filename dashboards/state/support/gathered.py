"""What is read for the page Support, as it is today: the log, what is planned, what was ended. Kept for all."""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboards.state.district.data import DistrictData, scope
from dashboards.state.office_day import office_day_of
from dashboards.state.triage.board import APART, Board, first_of_each_school
from models import queries
from models.permissions import Viewer
from models.support_need.whom_to_visit import Candidate
from models.vocabulary import ContactChannel, ContactResult, SupportTier, Topic

ENDED_SHOWN = timedelta(days=7)


class Gathered(NamedTuple):
    """
    As the queries of the same names, of today; log: without the entries that were corrected. office: by which is
    counted what is due, overdue and how long a school waits, and from which visits are planned; see `office_day`.
    """

    today: date
    office: date
    log: pd.DataFrame
    planned: pd.DataFrame
    ended: pd.DataFrame
    coordinators: pd.DataFrame


def gathered(district: DistrictData, viewer: Viewer, board: Board, today: date) -> Gathered:
    """Everything the page shows besides the board."""
    seen = scope(viewer)
    log = district.read(
        ("log today", seen, today),
        (Topic.SUPPORT, Topic.PEOPLE),
        lambda session: queries.support_log(session, viewer, today),
    )
    planned = district.read(
        ("planned now", seen, today),
        (Topic.SUPPORT,),
        lambda session: queries.planned_visits(session, viewer, today),
    )
    ended = district.read(
        ("ended lately", seen, today),
        (Topic.SUPPORT,),
        lambda session: queries.steps_ended(session, viewer, today - ENDED_SHOWN),
    )
    named = district.read(
        ("coordinators", seen, board.school_year, today),
        (Topic.SCHOOLS, Topic.PEOPLE),
        lambda session: queries.coordinators(session, viewer, board.school_year, today),
    )
    return Gathered(today, office_day_of(district, today), log[log["corrected_by"].isna()], planned, ended, named)


# ---------------------------------------------------------------- one row a school
def reached(log: pd.DataFrame) -> pd.DataFrame:
    """
    The latest visit, call or video call that was answered, by school_id: contacted_on, channel. An e-mail does not
    count.
    """
    answered = log["result"].eq(ContactResult.ACCEPTED.value) & log["channel"].ne(ContactChannel.EMAIL.value)
    return first_of_each_school(log[answered])[["contacted_on", "channel"]]


def visited(log: pd.DataFrame) -> pd.DataFrame:
    """The latest visit that took place, by school_id: contacted_on."""
    came = log["result"].eq(ContactResult.ACCEPTED.value) & log["channel"].eq(ContactChannel.IN_PERSON.value)
    return first_of_each_school(log[came])[["contacted_on"]]


def days_since(contacted_on: pd.Series, day: date) -> pd.Series:
    """0 for a contact that was written after the day."""
    return (pd.Timestamp(day) - contacted_on).dt.days.clip(lower=0)


def agreed_visits(log: pd.DataFrame, planned: pd.DataFrame, visit_word: str) -> pd.Series:
    """
    The day of the visit that is agreed or planned with a school, by school_id.

    visit_word: how a step of a contact begins that is a visit, in the reader's language: entries hold no channel of
    their next step.
    """
    is_visit = log["next_step"].str.casefold().str.startswith(visit_word.casefold())
    steps = log.loc[is_visit & log["closed_on"].isna() & log["next_step_due"].notna(), ["school_id", "next_step_due"]]
    days = pd.concat(
        [
            steps.rename(columns={"next_step_due": "day"}),
            planned[["school_id", "planned_for"]].set_axis(["school_id", "day"], axis=1),
        ],
        ignore_index=True,
    )
    return days.groupby("school_id")["day"].min()


def candidates(board: Board, schools: list[str], found: Gathered, visit_word: str) -> list[Candidate]:
    """These schools as visits are chosen by them; those that owe no report are left out."""
    if board.assessment is None:
        return []
    judged = board.schools.loc[[one for one in schools if one in board.schools.index]]
    judged = judged[judged["tier"].ne(APART)]
    scores = board.assessment.schools.reindex(judged.index)
    waited = days_since(reached(found.log)["contacted_on"], found.office).reindex(judged.index).fillna(np.inf)
    since_visit = days_since(visited(found.log)["contacted_on"], found.office).reindex(judged.index).fillna(np.inf)
    agreed = set(agreed_visits(found.log, found.planned, visit_word).index)
    need = scores["score"].where(judged["tier"].eq(SupportTier.EXTRA_SUPPORT), scores["recent"]).fillna(0.0)
    return [
        Candidate(str(school), str(name), SupportTier(tier), float(by), float(wait), float(visit), school in agreed)
        for school, name, tier, by, wait, visit in zip(
            judged.index, judged["name"], judged["tier"], need, waited, since_visit, strict=True
        )
    ]
