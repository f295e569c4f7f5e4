"""A school's plan of a year, in words. Pure."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from dashboards.state.frame_rows import is_known
from dashboards.state.plan.gathered import Gathered, Move, StepChange
from dashboards.state.plan.left_out import examples_of, lines_of, missing_types, others_of, whole_level
from dashboards.state.plan.rows import Told, counted_steps, groups_of, waiting_of
from dashboards.state.plan.shapes import PlanChoices, PlanPart, PlanSchool, PlanTaken, PlanTyped
from dashboards.state.plan.waiting import waits_for
from models.errors import NotAllowedError
from models.permissions import Action, Viewer, can, check_can
from models.plan_rules import ROLES, PlanMove, Step, version_of
from models.school_year import SchoolYear
from models.today import day_of
from models.vocabulary import InvolvementType, PlanGoal, PlanState
from models.wording import plans as wording
from models.wording.by_code import GOALS
from models.wording.language import Words
from models.wording.practices import SHORT_TYPES
from models.wording.school_page import plan_head_text


# ---------------------------------------------------------------- the page
def plan_part(words: Words, viewer: Viewer, found: Gathered, told: Told, today: date) -> PlanPart:
    """today: by the district's clock, for what can be taken back."""
    plan, why_not = found.plan, refusal_of(words, viewer, found)
    mine = _changed_today(viewer, found, today)
    months = found.year.months
    waiting = waiting_of(words, found, told) if not why_not else []
    last = found.moves[-1] if found.moves else None
    is_back = plan is not None and plan.state == PlanState.RETURNED and last is not None and bool(last.note)
    return {
        "school": found.school.school_id,
        "year": str(found.year),
        "schools": [_school(words, viewer, found, one.school_id, one.name) for one in found.schools],
        "years": found.years,
        "state": PlanState(plan.state).value if plan else "",
        "state_label": words.gettext(wording.STATES[PlanState(plan.state)] if plan else wording.NO_PLAN),
        "version": version_of(PlanState(plan.state).value, [(one.item_id, one.as_step) for one in found.steps])
        if plan
        else "",
        "note": last.note if is_back and last else "",
        "note_by": last.author if is_back and last else "",
        "why_not": why_not,
        "may": _may(viewer, found, why_not),
        "may_log": can(viewer, Action.LOG_CONTACT, found.cluster, found.school.school_id),
        "months": [
            {
                "code": f"{month:%Y-%m}",
                "label": words.short_month(month),
                "name": words.month_in_year(month),
                "is_now": month == found.today.replace(day=1),
            }
            for month in months
        ],
        "now": _now(found.today, months),
        "groups": groups_of(words, found, told, mine),
        "waiting": waiting,
        "wait_text": wording.waiting_text(words, len(waiting)),
        "taken": _taken(words, found, mine) if not why_not else [],
        "compared": _compared(words, found),
        "types": lines_of(words, found),
        "left_out": others_of(words, found),
        "examples": examples_of(words, found),
        "moves": [_moved(words, one) for one in found.moves[::-1]],
        "choices": choices_of(words, found),
        "next_label": words.gettext("Start {year} from this", year=str(found.year.next)),
        "to_copy": found.last_year_steps,
        "last_year": str(found.year.previous),
        "draft": f"plan {viewer.district_id} {viewer.person_id} {found.school.school_id} {found.year}",
    }


def _moved(words: Words, one: Move) -> str:
    """What was done with the plan; why a step was dropped stands with it."""
    line = wording.move_line(words, one.kind, day_of(one.changed_at), one.author)
    return f"{line} {one.note}" if one.note and one.kind == PlanMove.CHANGED else line


def typed_steps(found: Gathered) -> dict[str, PlanTyped]:
    """Each step as its form has it, by number; every sign of it stays, since what is saved says how it stood."""
    return {
        one.item_id: {
            "title": one.title,
            "goal": one.goal if isinstance(one.goal, str) else "",
            "type": one.kind,
            "month": f"{one.planned_month:%Y-%m}",
            "in_charge": one.person_in_charge,
        }
        for one in found.steps
    }


# ---------------------------------------------------------------- where it stands, and what may be done
def state_of(words: Words, found: Gathered) -> str:
    """ "accepted on 12 September 2025 by Rosa Okafor"."""
    plan = found.plan
    if plan is None:
        return words.gettext(wording.NO_PLAN)
    state = PlanState(plan.state)
    last = found.moves[-1] if found.moves else None
    if last is not None and last.kind in wording.MOVES_OF[state]:
        return wording.move_text(words, last.kind, day_of(last.changed_at), last.author)
    return wording.state_text(words, state, plan.accepted_on.date() if is_known(plan.accepted_on) else None)


def refusal_of(words: Words, viewer: Viewer, found: Gathered) -> str:
    """Why this reader may not write the plan; "" where they may. The action asks again."""
    try:
        check_can(viewer, Action.WRITE_PLAN, found.cluster, found.school.school_id)
    except NotAllowedError as refused:
        return words.refusal(refused)
    if found.year.is_over(found.today):
        return words.gettext("The school year {year} is over; its plan stays as it is.", year=str(found.year))
    return ""


def _may(viewer: Viewer, found: Gathered, why_not: str) -> list[str]:
    plan, has_steps = found.plan, bool(found.steps)
    state = PlanState(plan.state) if plan else None
    accepts = can(viewer, Action.ACCEPT_PLAN, found.cluster, found.school.school_id)
    accepts = accepts and not found.year.is_over(found.today)
    writes, waits = not why_not, state is PlanState.SUBMITTED
    allowed = {
        "begin": writes and plan is None,
        "copy": writes and not has_steps and found.last_year_steps > 0,
        "start_next": writes and state is PlanState.ACCEPTED and has_steps and _may_go_on(found),
        "write": writes and plan is not None,
        "submit": writes and has_steps and state in (PlanState.DRAFT, PlanState.RETURNED),
        "take_back": writes and waits,
        "accept": accepts and waits,
        "give_back": accepts and waits,
    }
    return [name for name, is_allowed in allowed.items() if is_allowed]


def _may_go_on(found: Gathered) -> bool:
    """Can the next year's plan be begun by now, and has no step yet?"""
    return not found.next_year_steps and found.year <= SchoolYear.of(found.today)


def _school(words: Words, viewer: Viewer, found: Gathered, school_id: str, name: str) -> PlanSchool:
    plan, where = found.states.get(school_id), (found.clusters[school_id], school_id)
    waits = waits_for(viewer, plan, *where)
    is_own = can(viewer, Action.WRITE_PLAN, *where)
    return {
        "id": school_id,
        "name": name,
        "state": words.gettext(wording.STATES[PlanState(plan.state)] if plan else wording.NO_PLAN),
        "group": "waits" if waits else "own" if is_own else "other",
    }


# ---------------------------------------------------------------- what was changed today
def _changed_today(viewer: Viewer, found: Gathered, today: date) -> dict[str, StepChange]:
    """The last change of each step, where this reader made it today: it can be taken back."""
    last = {one.item_id: one for one in found.step_changes}
    return {
        item_id: one for item_id, one in last.items() if one.author == viewer.name and day_of(one.changed_at) == today
    }


def _taken(words: Words, found: Gathered, mine: Mapping[str, StepChange]) -> list[PlanTaken]:
    there = {one.item_id for one in found.steps}
    return [
        {"id": item_id, "text": words.gettext("“{step}” is taken out.", step=one.title)}
        for item_id, one in mine.items()
        if item_id not in there and one.title
    ]


def _now(today: date, months: list[date]) -> float | None:
    """Where a day lies among the months, each as wide as the next: 7.5 is the middle of the eighth."""
    first = today.replace(day=1)
    if first not in months:
        return None
    return round(months.index(first) + (today.day - 1) / monthrange(today.year, today.month)[1], 2)


def _compared(words: Words, found: Gathered) -> str:
    if whole_level(found) is None:
        return words.gettext("steps by type")
    return words.gettext("steps by type; ring: this level, {year}", year=found.compared_year)


def choices_of(words: Words, found: Gathered) -> PlanChoices:
    """What a file brought besides may stay."""
    brought = sorted({one.person_in_charge for one in found.steps} - {"", *ROLES})
    return {
        "goals": [(goal.value, words.gettext(GOALS[goal])) for goal in PlanGoal],
        "types": [(kind.value, words.gettext(SHORT_TYPES[kind.value])) for kind in InvolvementType],
        "roles": [
            ("", words.gettext("Nobody yet")),
            *((role, words.gettext(role)) for role in ROLES),
            *((one, one) for one in brought),
        ],
    }


# ---------------------------------------------------------------- around it
def answer_text(words: Words, found: Gathered, told: Told) -> str:
    """The sentence on top: how far the plan is, and what it leaves out."""
    if found.plan is None:
        return words.gettext("No plan of {year} is begun yet.", year=str(found.year))
    if not found.steps:
        return words.gettext("The plan of {year} has no step yet.", year=str(found.year))
    counted = counted_steps(list(found.steps), told)
    if told.last_month is not None and counted.due:
        head = f"{plan_head_text(words, counted.done, counted.due, told.last_month)}."
    else:
        head = wording.counted(words, wording.PLANNED, len(found.steps))
    return " ".join(filter(None, [head, wording.left_out_text(words, missing_types(found))]))


def beside_text(words: Words, found: Gathered) -> str:
    """The line under it."""
    goals = len({one.goal for one in found.steps})
    return wording.under_text(words, found.school.name, state_of(words, found), len(found.steps), goals)


def step_of(typed: Mapping[str, object]) -> Step:
    """What a browser says of a step, as the rules take it; what can't be read is left out, and the rules say so."""
    goal, kind, month = typed.get("goal"), typed.get("type"), typed.get("month")
    title, role = typed.get("title"), typed.get("in_charge")
    return Step(
        title=title if isinstance(title, str) else "",
        goal=PlanGoal(goal) if isinstance(goal, str) and goal in set(PlanGoal) else None,
        involvement_type=kind if type(kind) is int and kind in set(InvolvementType) else None,
        planned_month=_month(month),
        person_in_charge=role if isinstance(role, str) else "",
    )


def _month(said: object) -> date | None:
    try:
        return date.fromisoformat(f"{said}-01") if isinstance(said, str) else None
    except ValueError:
        return None
