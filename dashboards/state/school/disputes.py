"""What a school says is wrong, and what it was answered, in words: beside the figures, and it hides none."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, TypedDict

import pandas as pd

from dashboards.state.district.data import DistrictData, scope
from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.triage.board import Board
from models import queries
from models.permissions import Action, Viewer, can
from models.support_need.indicator_specs import WEIGHTED
from models.today import day_of
from models.vocabulary import Indicator, Topic
from models.wording import school as wording
from models.wording.by_code import INDICATORS
from models.wording.language import Words


class DisputeLine(TypedDict):
    """One of them: what it is about, who said so when, why, and the answer ("" while it waits)."""

    id: int
    about: str
    said: str
    reason: str
    answer: str
    answered: str
    may_answer: bool
    may_take_back: bool


class DisputesPart(TypedDict):
    """
    Of one school. `options`: code and name of what its liaison may say is wrong of the list of `month`; empty: nothing
    may be said here. `draft`: the key of what somebody has typed.
    """

    school: str
    month: str
    lines: Sequence[DisputeLine]
    options: Sequence[tuple[str, str]]
    of_list: str
    draft: str


class Disputed(NamedTuple):
    """A row of `queries.disputes`."""

    dispute_id: int
    school_id: str
    month: pd.Timestamp
    about: str | None
    reason: str
    author: str
    recorded_at: datetime
    is_agreed: bool | None
    answer: str
    answered_by: str
    answered_at: datetime | None

    @property
    def is_open(self) -> bool:
        return not is_known(self.answered_at)


def disputes_of(district: DistrictData, viewer: Viewer) -> pd.DataFrame:
    """What schools that the viewer may see say is wrong, as `queries.disputes`; kept for all who may see the same."""
    return district.read(
        ("disputes", scope(viewer)), (Topic.SUPPORT,), lambda session: queries.disputes(session, viewer)
    )


def about_text(words: Words, about: object) -> str:
    """The name of a figure, or where the school stands."""
    if isinstance(about, str) and about:
        return words.gettext(INDICATORS[Indicator(about)])
    return words.gettext("Where the school stands")


def disputes_part(
    words: Words, viewer: Viewer, board: Board | None, rows: pd.DataFrame, school_id: str, cluster: str | None
) -> DisputesPart:
    """board: of the list that is shown; None: there is none. rows: as `queries.disputes`."""
    answers = can(viewer, Action.ANSWER_DISPUTE, cluster, school_id)
    is_own = can(viewer, Action.DISPUTE_FIGURE, cluster, school_id)
    lines = [
        _line(words, one, answers=answers, is_own=is_own)
        for one in rows_of(rows[rows["school_id"].eq(school_id)], Disputed)
    ]
    month = board.month if board is not None and board.is_judged(school_id) else None
    options = [("", about_text(words, None)), *((code.value, about_text(words, code.value)) for code in WEIGHTED)]
    return {
        "school": school_id,
        "month": "" if month is None else f"{month:%Y-%m}",
        "lines": lines,
        "options": options if is_own and month is not None else [],
        "of_list": "" if month is None else wording.disputed_list_text(words, month),
        "draft": f"dispute {viewer.district_id} {viewer.person_id} {school_id}",
    }


def _line(words: Words, one: Disputed, *, answers: bool, is_own: bool) -> DisputeLine:
    answered = ""
    if one.answered_at is not None and is_known(one.answered_at):
        day = day_of(one.answered_at)
        answered = wording.dispute_answered_text(words, one.answered_by, day, is_agreed=bool(one.is_agreed))
    return {
        "id": one.dispute_id,
        "about": about_text(words, one.about),
        "said": wording.disputed_text(words, one.author, day_of(one.recorded_at), one.month),
        "reason": one.reason,
        "answer": one.answer,
        "answered": answered,
        "may_answer": answers and one.is_open,
        "may_take_back": is_own and one.is_open,
    }
