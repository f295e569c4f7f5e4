"""What is read for the page Practices: once for all, and what of it each viewer may know."""

from typing import NamedTuple

import pandas as pd

from dashboards.state.district.data import DistrictData
from models import queries
from models.permissions import Viewer, can_see_school
from models.vocabulary import PracticeState, Topic

READ_FROM = (Topic.PRACTICES, Topic.REPORTS, Topic.SCHOOLS)
TELLING = ("school_id", "school_name", "cluster", "activity_id", "partner", "author", "changed_by", "note")
"""Columns that would tell which school it is."""


class Gathered(NamedTuple):
    """As the queries of the same names."""

    practices: pd.DataFrame
    practice_answers: pd.DataFrame


def gathered(district: DistrictData, viewer: Viewer) -> Gathered:
    """
    Every practice that the viewer may read: the office all of them, a liaison those of own schools and what others have
    published, without anything that tells which school it is.
    """
    whole = district.read(
        ("practices",),
        READ_FROM,
        lambda session: Gathered(
            queries.practices(session, district.office), queries.practice_answers(session, district.office)
        ),
    )
    if viewer.sees_district:
        return whole
    rows = whole.practices
    is_own = pd.Series(
        [can_see_school(viewer, school_id) for school_id in rows["school_id"]], index=rows.index, dtype=bool
    )
    rows = rows[is_own | rows["state"].eq(PracticeState.PUBLISHED.value)].copy()
    rows.loc[~is_own.loc[rows.index], list(TELLING)] = ""
    answers = whole.practice_answers
    return Gathered(rows, answers[answers["practice_id"].isin(rows["practice_id"])].assign(school_id=""))
