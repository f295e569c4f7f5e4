"""What the page of action plans says: where a plan stands, who moved it on, what it leaves out. Pure."""

from collections.abc import Sequence
from datetime import date

from models.plan_rules import PlanMove
from models.vocabulary import N_, PlanState
from models.wording.counted import NN_, counted
from models.wording.language import Words
from models.wording.practices import SHORT_TYPES

STATES = {
    PlanState.DRAFT: N_("draft"),
    PlanState.SUBMITTED: N_("waits for the office"),
    PlanState.RETURNED: N_("returned"),
    PlanState.ACCEPTED: N_("accepted"),
}
NO_PLAN = N_("no plan yet")
MOVES = {
    PlanMove.BEGUN: N_("begun on {day} by {who}"),
    PlanMove.SUBMITTED: N_("sent on {day} by {who}"),
    PlanMove.ACCEPTED: N_("accepted on {day} by {who}"),
    PlanMove.RETURNED: N_("returned on {day} by {who}"),
    PlanMove.TAKEN_BACK: N_("taken back on {day} by {who}"),
    PlanMove.CHANGED: N_("changed on {day} by {who} once it was accepted, so it waits again"),
}
MOVES_OF = {
    PlanState.DRAFT: (PlanMove.BEGUN, PlanMove.TAKEN_BACK),
    PlanState.SUBMITTED: (PlanMove.SUBMITTED, PlanMove.CHANGED),
    PlanState.RETURNED: (PlanMove.RETURNED,),
    PlanState.ACCEPTED: (PlanMove.ACCEPTED,),
}
"""What brings a plan where it stands; a file may have brought it there too."""
NOTHING_OF = {
    1: N_("Nothing in the plan helps with parenting."),
    2: N_("Nothing in the plan is about communicating."),
    3: N_("Nothing in the plan asks for volunteers."),
    4: N_("Nothing in the plan is for learning at home."),
    5: N_("Nothing in the plan lets families decide."),
    6: N_("Nothing in the plan reaches the community."),
}
STEPS = NN_("{count} step", "{count} steps")
PLANNED = NN_("{count} step is planned.", "{count} steps are planned.")


def move_text(words: Words, kind: str, day: date, who: str) -> str:
    """ "sent on 12 September 2025 by Rosa Okafor"."""
    return words.gettext(MOVES[PlanMove(kind)], day=words.day(day), who=who)


def move_line(words: Words, kind: str, day: date, who: str) -> str:
    """The same as a line of its own."""
    return words.begun(f"{move_text(words, kind, day, who)}.")


def state_text(words: Words, state: PlanState, accepted_on: date | None) -> str:
    """Where a plan stands, whoever brought it there."""
    if state is PlanState.ACCEPTED and accepted_on is not None:
        return words.gettext("accepted on {day}", day=words.day(accepted_on))
    return words.gettext(STATES[state])


def under_text(words: Words, school: str, state: str, steps: int, goals: int) -> str:
    """The line under the sentence on top."""
    under = counted(words, NN_("{steps} under {count} goal", "{steps} under {count} goals"), goals,
                    steps=counted(words, STEPS, steps))  # fmt: skip
    return words.gettext("{school}, {state}. {under}.", school=school, state=state, under=under)


def left_out_text(words: Words, missing: Sequence[int]) -> str:
    """Which of the six types a plan has no step for; "" where it has one for each."""
    if not missing:
        return ""
    if len(missing) == 1:
        return words.gettext(NOTHING_OF[missing[0]])
    types = words.listed(words.gettext(SHORT_TYPES[kind]) for kind in missing)
    return words.gettext("The plan leaves out: {types}.", types=types)


def others_plan_text(words: Words, kind: int, schools: int, among: int) -> str:
    """How many schools of the level plan a type that this plan leaves out."""
    texts = NN_(
        "{type}: of {count} plan of this level, {schools} has a step.",
        "{type}: of {count} plans of this level, {schools} have a step.",
    )
    return counted(words, texts, among, type=words.gettext(SHORT_TYPES[kind]), schools=schools)


def group_text(words: Words, done: int, due: int, early: int, later: int) -> str:
    """How far the steps of one goal are."""
    parts = []
    if due:
        parts.append(
            counted(words, NN_("{done} of {count} due is done", "{done} of {count} due are done"), due, done=done)
        )
    if early:
        parts.append(counted(words, NN_("{count} done early", "{count} done early"), early))
    if later:
        parts.append(counted(words, NN_("{count} to come", "{count} to come"), later))
    return words.listed(parts)


def late_text(words: Words, months: int) -> str:
    return counted(words, NN_("{count} month late", "{count} months late"), months)


def waiting_text(words: Words, count: int) -> str:
    return counted(words, NN_("{count} step waits", "{count} steps wait"), count)


def example_text(words: Words, schools: int) -> str:
    """On how many schools' accepted reports an example rests."""
    texts = NN_("{count} school of this level, last twelve months", "{count} schools of this level, last twelve months")
    return counted(words, texts, schools)
