"""The practices that one reader sees, in words, and which of them what is chosen lets through. Pure."""

from datetime import datetime
from typing import NamedTuple

import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.practices import figures
from dashboards.state.practices.figures import Held
from dashboards.state.practices.gathered import Gathered
from dashboards.state.practices.shapes import PracticeChoices, PracticeLook, PracticeRow, PracticeTexts
from dashboards.state.school.behind import type_name
from models.permissions import Action, Viewer, can
from models.practice_rules import FITS, TEXTS
from models.today import day_of
from models.vocabulary import N_, InvolvementType, PlanGoal, PracticeState, SchoolLevel
from models.wording import practices as wording
from models.wording.by_code import GOALS
from models.wording.language import Words

GROUPS = {"published": N_("Shared"), "in_work": N_("In work"), "taken_back": N_("Taken back")}
GROUP_OF = {
    PracticeState.ASKED: "in_work",
    PracticeState.WRITTEN: "in_work",
    PracticeState.PUBLISHED: "published",
    PracticeState.TAKEN_BACK: "taken_back",
}
COUNTED = {"people": N_("sign-in, head count"), "estimate": N_("estimate"), "": N_("nobody counted")}


class Shared(NamedTuple):
    """Of a row of `queries.practices`: the practice itself."""

    practice_id: int
    school_id: str
    month: pd.Timestamp
    state: str
    version: int
    note: str
    changed_by: str
    changed_at: datetime
    school_name: str
    school_year: str
    level: str | None
    cluster: str | None
    enrollment: float
    title: str
    aim: str
    what_was_done: str
    materials: str
    how_it_went: str
    involvement_type: float
    goal: str | None
    activity_date: pd.Timestamp


def practice_rows(words: Words, viewer: Viewer, found: Gathered) -> list[PracticeRow]:
    """Every practice of what was gathered, by type and title."""
    held = {one.practice_id: one for one in rows_of(found.practices, Held)}
    made = [
        _row(words, viewer, shared, held[shared.practice_id], found.practice_answers)
        for shared in rows_of(found.practices, Shared)
    ]
    return sorted(made, key=lambda row: (row["type"] or 7, row["title"].casefold(), row["id"]))


def _row(words: Words, viewer: Viewer, shared: Shared, held: Held, answers: pd.DataFrame) -> PracticeRow:
    told = figures.told_of(answers, shared.practice_id)
    state = PracticeState(shared.state)
    kind = round(shared.involvement_type) if is_known(shared.involvement_type) else 0
    level = shared.level if is_known(shared.level) and shared.level else ""
    pupils = shared.enrollment if is_known(shared.enrollment) else None
    cluster = shared.cluster if is_known(shared.cluster) and shared.cluster else ""
    goal = shared.goal if is_known(shared.goal) and shared.goal else ""
    school = wording.school_text(words, shared.school_name, level, pupils)
    where = words.listed([school, cluster]) if cluster else school
    when = words.day(shared.activity_date) if is_known(shared.activity_date) else words.month_in_year(shared.month)
    about = [
        words.gettext(wording.SHORT_TYPES[kind]) if kind else "",
        words.gettext("goal: {goal}", goal=words.gettext(GOALS[PlanGoal(goal)])) if goal else "",
        when,
    ]
    counted = figures.counted_text(words, held)
    texts: PracticeTexts = {name: getattr(shared, name).split("\n") for name in TEXTS}  # type: ignore[assignment]
    title = shared.title or (type_name(words, kind) if kind else words.gettext("An activity"))
    fits = [code.value for code, levels in FITS.items() if level and SchoolLevel(level) in levels]
    line, said = figures.card_line(words, held, told), figures.said_of(words, told)
    searched = [title, school, line, *(getattr(shared, name) for name in TEXTS), *about]
    day = day_of(shared.changed_at)
    news = (
        "" if state is PracticeState.PUBLISHED else wording.news_text(words, state, shared.changed_by, day, shared.note)
    )
    return {
        "id": shared.practice_id,
        "version": shared.version,
        "group": GROUP_OF[state],
        "state": "" if state is PracticeState.PUBLISHED else words.gettext(wording.STATES[state]),
        "type": kind,
        "type_name": words.gettext(wording.SHORT_TYPES[kind]) if kind else words.gettext("Type not told"),
        "year": shared.school_year,
        "goal": goal,
        "fits": fits,
        "counted": figures.counted_code(held),
        "title": title,
        "line": line,
        "school": words.gettext("{school} · {method}", school=school, method=counted) if counted else school,
        "is_own": shared.school_id in viewer.school_ids,
        "about": " · ".join(filter(None, about)),
        "beside": " ".join(filter(None, [f"{where}.", figures.beside_of(words, held)])),
        "figures": figures.figures_of(words, held, told),
        "said": said if held.is_accepted else wording.not_accepted_text(words),
        "news": news,
        "texts": texts,
        "may": _may(viewer, shared, state, cluster),
        "log": shared.school_id if can(viewer, Action.LOG_CONTACT, cluster or None, shared.school_id) else "",
        "draft": f"practice {viewer.district_id} {viewer.person_id} {shared.practice_id}",
        "search": " ".join(searched).casefold(),
    }


def _may(viewer: Viewer, shared: Shared, state: PracticeState, cluster: str) -> list[str]:
    """What this reader may do now; the action asks again."""
    writes = can(viewer, Action.WRITE_UP_PRACTICE, cluster or None, shared.school_id)
    shares = can(viewer, Action.SHARE_PRACTICE, cluster or None, shared.school_id)
    is_published, is_back = state is PracticeState.PUBLISHED, state is PracticeState.TAKEN_BACK
    allowed = {
        "write": writes and not is_back and (viewer.sees_district or not is_published),
        "publish": shares and not is_published and bool(shared.what_was_done),
        "ask": shares and not is_published,
        "take_back": writes and not is_back,
    }
    return [name for name, is_allowed in allowed.items() if is_allowed]


def choices_of(words: Words, rows: list[PracticeRow]) -> PracticeChoices:
    goals = {row["goal"] for row in rows if row["goal"]}
    return {
        "years": sorted({row["year"] for row in rows}, reverse=True),
        "levels": [(level.value, words.gettext(level.label)) for level in SchoolLevel],
        "goals": [(goal.value, words.gettext(GOALS[goal])) for goal in PlanGoal if goal.value in goals],
        "types": [(kind.value, words.gettext(wording.SHORT_TYPES[kind.value])) for kind in InvolvementType],
        "counted": [(code, words.gettext(label)) for code, label in COUNTED.items()],
        "groups": [(code, words.gettext(label)) for code, label in GROUPS.items()],
    }


def usual_look(level: str) -> PracticeLook:
    """Published ones of every year, of the level given."""
    return {
        "group": "published",
        "year": "",
        "level": level,
        "goal": "",
        "types": [kind.value for kind in InvolvementType],
        "counted": list(COUNTED),
        "search": "",
    }


def fitting(rows: list[PracticeRow], look: PracticeLook) -> list[PracticeRow]:
    """Those of the group and level that are chosen, whatever else is."""
    return [
        row
        for row in rows
        if row["group"] == look["group"] and (not look["level"] or not row["fits"] or look["level"] in row["fits"])
    ]


def shown(rows: list[PracticeRow], look: PracticeLook) -> list[PracticeRow]:
    """Those on screen: as the script shows and hides them."""
    return [
        row
        for row in fitting(rows, look)
        if (not look["year"] or row["year"] == look["year"])
        and (not look["goal"] or row["goal"] == look["goal"])
        and (row["type"] == 0 or row["type"] in look["types"])
        and row["counted"] in look["counted"]
        and look["search"] in row["search"]
    ]
