"""The six types beside plan and schools like it, the plan's steps, and a similar school, in words. Pure."""

from typing import NamedTuple
from urllib.parse import urlencode

import pandas as pd

from dashboards.state.frame_rows import is_known, row_of, rows_of
from dashboards.state.school.behind import activity_day, activity_name, attended_text, type_name
from dashboards.state.school_page.gathered import Gathered
from dashboards.state.school_page.shapes import PlanCard, PlanLine, SchoolLink, SimilarCard, SimilarLine, TypesCard
from dashboards.state.school_page.similar import SimilarFound
from dashboards.state.triage.board import Board
from models.month_marks import MonthMark
from models.school_charts.similar_school import TYPES
from models.vocabulary import CountingMethod, Indicator, SchoolLevel
from models.wording import reasons as wording_reasons
from models.wording import school as wording_school
from models.wording import school_page as wording
from models.wording.language import Words


class _Step(NamedTuple):
    planned_month: pd.Timestamp
    done_month: pd.Timestamp
    title: str
    involvement_type: float


class _Activity(NamedTuple):
    month: pd.Timestamp
    activity_date: pd.Timestamp
    title: str | None
    involvement_type: int
    families_attended: float
    counting_method: str | None
    is_attendance: bool


class _Plan(NamedTuple):
    state: str
    accepted_on: pd.Timestamp


# ---------------------------------------------------------------- the six types
def types_card(words: Words, board: Board, found: Gathered) -> TypesCard | None:
    """None for a year without reports."""
    if board.month is None:
        return None
    card: TypesCard = {
        "about": words.gettext("activities, {year}", year=board.school_year), "lines": [], "peers": "", "none": "",
    }  # fmt: skip
    own = found.types
    if own is None:
        card["none"] = words.gettext("No report of {year} is in, so no type is counted.", year=board.school_year)
        return card
    planned = found.steps.loc[found.steps["planned_month"] <= board.month, "involvement_type"].value_counts()
    card["lines"] = [
        {
            "name": type_name(words, kind),
            "own": own.held[kind],
            "usual": round(float(own.usual[kind]), 1) if is_known(own.usual.get(kind)) else None,
            "plan": int(planned.get(kind, 0)) if len(found.steps) else None,
        }
        for kind in TYPES
    ]
    card["peers"] = wording_school.peers_of_text(words, own.peers)
    return card


# ---------------------------------------------------------------- the plan
def plan_card(words: Words, board: Board, school_id: str, found: Gathered) -> PlanCard:
    """In a year without reports nothing is told to be done, and nothing is due."""
    plan = next(rows_of(found.plan, _Plan), None)
    accepted = plan.accepted_on if plan and is_known(plan.accepted_on) and plan.accepted_on <= board.as_of else None
    state = wording.plan_state_text(words, plan.state if plan else None, accepted, board.school_year)
    card: PlanCard = {"about": "", "compared": "", "plan": state, "steps": [], "address": ""}
    card["address"] = "?" + urlencode({"school": school_id, "year": board.school_year})
    own = board.frames.marks.reindex([school_id]).iloc[0]
    card["steps"] = [_step(words, board, own, step) for step in rows_of(found.steps, _Step)]
    if board.month is not None and len(found.steps):
        due = found.steps["planned_month"] <= board.month
        done = int((due & found.steps["done_month"].notna()).sum())
        card["about"] = wording.plan_head_text(words, done, int(due.sum()), board.month)
        card["compared"] = _compared(words, board, school_id)
    return card


def _step(words: Words, board: Board, marks: pd.Series, step: _Step) -> PlanLine:
    line: PlanLine = {
        "month": words.short_month(step.planned_month),
        "title": step.title or _type_of_step(words, step.involvement_type),
        "state": "later",
        "state_label": words.gettext("due later"),
    }
    if is_known(step.done_month):
        line["state"], line["state_label"] = "done", words.gettext("done")
        if step.done_month != step.planned_month:
            line["state_label"] = words.gettext("done in {month}", month=words.short_month(step.done_month))
    elif board.month is not None and step.planned_month <= board.month:
        mark = marks.get(step.planned_month)
        is_in = isinstance(mark, str) and mark != "" and MonthMark(mark).is_received
        line["state"] = "open" if is_in else "unknown"
        line["state_label"] = words.gettext("not yet") if is_in else words.gettext("no report tells")
    return line


def _type_of_step(words: Words, kind: float) -> str:
    return type_name(words, round(kind)) if is_known(kind) else words.gettext("a step whose type the plan does not say")


def _compared(words: Words, board: Board, school_id: str) -> str:
    """What the list says of the plan, as a reason would."""
    assessment = board.assessment
    if assessment is None or school_id not in assessment.index:
        return ""
    reason = assessment.reason_of(school_id, Indicator.PLAN)
    if not reason.figures.n > 0 or reason.figures.hidden or not is_known(reason.figures.peers):
        return ""
    sentence, aside = wording_reasons.reason_text(words, reason)
    return f"{words.begun(sentence)} {aside}."


# ---------------------------------------------------------------- a similar school
def similar_card(
    words: Words, board: Board, school_id: str, similar: SimilarFound | None, address: str
) -> SimilarCard | None:
    """address: of the similar school on this page. None where what is missing here is not known."""
    if similar is None or board.month is None:
        return None
    card: SimilarCard = {
        "name": "", "school": None, "size": "", "about": "", "lines": [], "chosen": "", "none": "",
    }  # fmt: skip
    if not similar.asked:
        card["none"] = wording.nothing_lacks_text(words)
        return card
    if similar.activities is None:
        card["none"] = wording.nobody_similar_text(words)
        return card
    card["name"] = similar.name or words.gettext(wording.SIMILAR[SchoolLevel(similar.level)])
    card["school"] = SchoolLink(name=similar.name, address=address) if similar.name else None
    pupils = round(similar.enrollment) if is_known(similar.enrollment) else None
    card["size"] = wording.similar_size_text(words, pupils, is_named=bool(similar.name))
    own_name = str(row_of(board.schools, school_id, _Named).name)
    card["about"] = wording.few_or_missing_text(words, own_name, are_missing=similar.are_missing)
    card["lines"] = [_done(words, similar, kind) for kind in similar.asked]
    card["chosen"] = wording.how_chosen_text(words, similar.among)
    return card


class _Named(NamedTuple):
    name: str


def _done(words: Words, similar: SimilarFound, kind: int) -> SimilarLine:
    """The activity of a type that most families came to; the latest where nobody counted any."""
    rows = similar.activities
    line: SimilarLine = {"type": type_name(words, kind), "text": words.gettext("none reported either")}
    if rows is None or not (of_type := list(rows_of(rows[rows["involvement_type"].eq(kind)], _Activity))):
        return line
    attended = [one for one in of_type if one.is_attendance and is_known(one.families_attended)]
    best = max(attended, key=lambda one: one.families_attended) if attended else of_type[0]
    day = activity_day(words, best.activity_date, best.month)
    told = [words.gettext("{activity}, {day}", activity=activity_name(words, best.title, kind), day=day)]
    if is_known(best.families_attended):
        method = CountingMethod(best.counting_method) if isinstance(best.counting_method, str) else None
        told.append(attended_text(words, method, round(best.families_attended)))
    if len(of_type) > 1:
        told.append(wording.more_of_type_text(words, len(of_type)))
    line["text"] = words.listed(told)
    return line
