"""What is said of the programme itself: what waits, what was planned, who came. Counts of needs, no rank of people."""

from collections.abc import Mapping

import numpy as np

from models.trends.programme_health import Backlog, Development, PlanSteps
from models.vocabulary import N_, ProgrammeStep
from models.wording.counted import NN_, counted
from models.wording.language import Words

STEPS: Mapping[ProgrammeStep, str] = {
    ProgrammeStep.AWARE: N_("Aware"),
    ProgrammeStep.PRINCIPAL_BOUGHT_IN: N_("Principal bought in"),
    ProgrammeStep.TEAM_FORMED: N_("Team formed"),
    ProgrammeStep.TEAM_TRAINED: N_("Team trained"),
    ProgrammeStep.PLAN_ACCEPTED: N_("Plan accepted"),
    ProgrammeStep.ACTIVE: N_("Active"),
    ProgrammeStep.EVALUATING: N_("Evaluating"),
}
NOBODY = N_("Nobody")
"""In whose care schools are without a cluster, or in one without a coordinator."""

WAITS = NN_(
    "{count} report waits for review, for {days} days; {past} past its day.",
    "{count} reports wait for review, the oldest for {days} days; {past} past their day.",
)
RETURNED = NN_("{count} returned report is not mended yet.", "{count} returned reports are not mended yet.")
CAME = NN_(
    "{count} school of {expected} had its team at a professional development session this school year; {none} had none "
    "in twelve months.",
    "{count} schools of {expected} had their teams at a professional development session this school year; {none} had "
    "none in twelve months.",
)
BY_HAND = NN_(
    "{count} decision by hand began in {month}, beside {places} places on the lists.",
    "{count} decisions by hand began in {month}, beside {places} places on the lists.",
)


def backlog_text(words: Words, found: Backlog) -> str:
    if not found.reports:
        return words.gettext("No report waits for review.")
    past = found.week + found.month + found.longer
    return counted(words, WAITS, found.reports, days=words.number(found.oldest_days), past=past)


def returned_text(words: Words, count: int) -> str:
    return counted(words, RETURNED, count) if count else words.gettext("No returned report is open.")


def plan_text(words: Words, plan: PlanSteps) -> str:
    """Steps of plans done of those due; those nobody could know of stand apart."""
    known = plan.due - plan.unknown
    if not plan.due:
        return words.gettext("No step of a plan that is due is recorded.")
    if not known:
        return words.gettext("Of {due} plan steps due nothing is known: no report came since.", due=plan.due)
    text = words.gettext(
        "{done} of {known} plan steps due are done ({share}).",
        done=words.number(plan.done), known=words.number(known), share=words.percent(plan.share_done),
    )  # fmt: skip
    if not plan.unknown:
        return text
    apart = words.gettext("Of {unknown} more nothing is known: no report came since.", unknown=plan.unknown)
    return f"{text} {apart}"


def development_text(words: Words, found: Development) -> str:
    if not found.sessions:
        return words.gettext("No professional development session is recorded for this school year up to this day.")
    text = counted(words, CAME, found.schools, expected=found.expected, none=found.none_for_a_year)
    if np.isnan(found.people):
        return text
    many = words.gettext("{people} members came to {sessions} sessions.",
                         people=words.number(found.people), sessions=found.sessions)  # fmt: skip
    return f"{text} {many}"


def since_text(words: Words, sessions: int, steps: int) -> str:
    """What was written after the day that is spoken of."""
    parts = [
        words.ngettext("{count} session", "{count} sessions", sessions) if sessions else "",
        words.ngettext("{count} step of the programme", "{count} steps of the programme", steps) if steps else "",
    ]
    return words.gettext("Written or changed since, and counted from the next list on: {what}.",
                         what=words.listed(filter(None, parts)))  # fmt: skip


def by_hand_text(words: Words, begun: int, month: str, places: int) -> str:
    if not begun:
        return words.gettext("No decision by hand began in {month}.", month=month)
    return counted(words, BY_HAND, begun, month=month, places=places)
