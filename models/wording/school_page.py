"""Sentences of the page about one school: what is so, its plan, parents and teachers, a similar school. Pure."""

from collections.abc import Sequence
from datetime import date

from models.vocabulary import N_, ContactResult, CountingMethod, PlanState, ProgrammeStep, SchoolLevel, VisitFinding
from models.wording.counted import NN_, counted
from models.wording.language import Words

COUNTED_BY = {
    CountingMethod.SIGN_IN: N_("sign-in"),
    CountingMethod.HEAD_COUNT: N_("head count"),
    CountingMethod.ESTIMATE: N_("estimate"),
    CountingMethod.TICKETS: N_("tickets"),
    CountingMethod.VIEWS: N_("views"),
}
STEPS = {
    ProgrammeStep.AWARE: N_("programme step: knows of the programme, since {day}"),
    ProgrammeStep.PRINCIPAL_BOUGHT_IN: N_("programme step: principal on board, since {day}"),
    ProgrammeStep.TEAM_FORMED: N_("programme step: team formed, since {day}"),
    ProgrammeStep.TEAM_TRAINED: N_("programme step: team trained, since {day}"),
    ProgrammeStep.PLAN_ACCEPTED: N_("programme step: plan accepted, since {day}"),
    ProgrammeStep.ACTIVE: N_("programme step: active, since {day}"),
    ProgrammeStep.EVALUATING: N_("programme step: evaluating, since {day}"),
}
PLANS = {
    PlanState.DRAFT: N_("The plan is a draft."),
    PlanState.SUBMITTED: N_("The plan waits for review."),
    PlanState.RETURNED: N_("The plan was returned."),
    PlanState.ACCEPTED: N_("The plan is accepted."),
}
SIMILAR = {
    SchoolLevel.ELEMENTARY: N_("A similar elementary school"),
    SchoolLevel.K8: N_("A similar K-8 school"),
    SchoolLevel.MIDDLE: N_("A similar middle school"),
    SchoolLevel.HIGH: N_("A similar high school"),
    SchoolLevel.ALTERNATIVE: N_("A similar alternative school"),
}
"""What a school is called that may not be named here."""

SAW = {
    "saw_behaviour": N_("following behaviour goals"),
    "saw_taking_part": N_("taking part in class"),
    "saw_asking_for_help": N_("asking for help"),
    "saw_homework": N_("homework"),
    "saw_attendance": N_("attendance"),
}
FINDINGS = {
    VisitFinding.RIGHT: N_("The visit found the need"),
    VisitFinding.PARTLY: N_("The visit found the need in part"),
    VisitFinding.NOT: N_("The visit found no need"),
}
RESULTS = {
    ContactResult.ACCEPTED: N_("The offer was accepted."),
    ContactResult.DECLINED: N_("The offer was declined."),
    ContactResult.NO_ANSWER: N_("No answer."),
}


# ---------------------------------------------------------------- which school
def unknown_school_text(words: Words, asked: str) -> tuple[str, str]:
    """Head and sentence where the address names no school that this person may see."""
    return (
        words.gettext("No school has the number {number}", number=asked),
        words.gettext("Open triage and choose one, or type its name into Find a school."),
    )


def not_in_year_text(words: Words, school: str, year: str) -> str:
    return words.gettext("{school} was not among the schools of {year}. Choose another school year.",
                         school=school, year=year)  # fmt: skip


def no_school_fits_text(words: Words) -> tuple[str, str]:
    return (
        words.gettext("No school fits these filters"),
        words.gettext("Open triage and choose other filters."),
    )


def closed_text(words: Words, closed_on: date) -> str:
    return words.gettext("Closed on {day}; no report is expected.", day=words.day(closed_on))


def not_open_text(words: Words, opens_on: date | None) -> str:
    if opens_on is None:
        return words.gettext("Not open yet; no report is expected.")
    return words.gettext("Opens on {day}; no report is expected yet.", day=words.day(opens_on))


def standing_text(words: Words, sentence: str, beside: str, strength: tuple[str, str]) -> str:
    """Why a school stands where it stands, and what goes well, as one passage."""
    told = words.gettext("{sentence}; {beside}", sentence=sentence, beside=beside) if beside else sentence
    well = " ".join(filter(None, strength))
    return " ".join(f"{part.rstrip('.')}." for part in (told, well) if part)


def since_text(words: Words, list_day: date, *, is_this_year: bool) -> str:
    """From which list on a school has stood where it stands."""
    day = words.day_in_year(list_day) if is_this_year else words.day(list_day)
    return words.gettext("since {day}", day=day)


def place_text(words: Words, place: int, count: int, chosen: Sequence[str]) -> str:
    """Where a school stands among those that the filters let through: "3 of 11 schools: Lakeview"."""
    schools = NN_("{place} of {count} school", "{place} of {count} schools")
    told = counted(words, schools, count, place=place)
    return words.gettext("{place}: {filters}", place=told, filters=words.listed(chosen)) if chosen else told


def outside_text(words: Words, count: int, chosen: Sequence[str]) -> str:
    schools = NN_("not among the {count} school of the filters", "not among the {count} schools of the filters")
    told = counted(words, schools, count)
    return words.gettext("{place}: {filters}", place=told, filters=words.listed(chosen)) if chosen else told


def programme_text(words: Words, step: str, reached_on: date) -> str:
    return words.gettext(STEPS[ProgrammeStep(step)], day=words.day(reached_on))


# ---------------------------------------------------------------- the months, types and plan
def story_text(words: Words, peers: str, *, has_check: bool) -> str:
    """What the band and the lines over the months are; peers as `school.peers_of_text` says them, "" for nobody."""
    parts = [words.gettext("Grey: the middle half of {schools}; dashed: their median.", schools=peers)] if peers else []
    parts.append(words.gettext("A gap: nothing was counted, or no report is in (✕)."))
    if has_check:
        parts.append(words.gettext("Hollow: a figure to check."))
    return " ".join(parts)


def few_or_missing_text(words: Words, school: str, *, are_missing: bool) -> str:
    """What the similar school is asked for."""
    if are_missing:
        return words.gettext("What it did of the types that {school} has not reported this year:", school=school)
    return words.gettext("What it did of the types that {school} has reported little of this year:", school=school)


def how_chosen_text(words: Words, among: int) -> str:
    chosen = NN_(
        "The only school of this level with accepted reports this year that needs no extra support itself.",
        "Chosen among the {count} schools of this level nearest in size and in need (low income, English learners) "
        "that need no extra support themselves: the one with most of these types. Accepted reports of this year only.",
    )
    return counted(words, chosen, among)


def nobody_similar_text(words: Words) -> str:
    return words.gettext("None of the schools nearest in level, size and need has reported these types this year.")


def nothing_lacks_text(words: Words) -> str:
    return words.gettext("All six types are reported this year, none of them little: nothing to look up elsewhere.")


def similar_size_text(words: Words, pupils: int | None, *, is_named: bool) -> str:
    """Of a school that is not named to the nearest fifty: the number itself would tell which one it is."""
    if pupils is None:
        return words.gettext("enrollment unknown")
    if not is_named:
        about = max(50, 50 * round(pupils / 50))
        return counted(words, NN_("about {count} pupil", "about {count} pupils"), about)
    return counted(words, NN_("{count} pupil", "{count} pupils"), pupils)


def more_of_type_text(words: Words, count: int) -> str:
    return counted(words, NN_("{count} activity in all", "{count} activities in all"), count)


def plan_head_text(words: Words, done: int, due: int, last_month: date) -> str:
    """How much of what was due by a month is done, as reports that are in tell it."""
    steps = NN_("{done} of {count} step due by {month} is done", "{done} of {count} steps due by {month} are done")
    return counted(words, steps, due, done=done, month=words.month(last_month))


def plan_state_text(words: Words, state: str | None, accepted_on: date | None, year: str) -> str:
    if state is None:
        return words.gettext("No plan of {year} is stored.", year=year)
    if accepted_on is not None and state == PlanState.ACCEPTED:  # a plan that was changed since waits again
        return words.gettext("The plan was accepted on {day}.", day=words.day(accepted_on))
    return words.gettext(PLANS[PlanState(state)])


# ---------------------------------------------------------------- parents and teachers
def too_few_text(words: Words, fewest: int) -> str:
    return words.gettext("Fewer than {fewest} answers, so no figure is shown.", fewest=fewest)


def forms_text(words: Words, returned: int, sent: int) -> str:
    return words.gettext("{returned} of {sent} handed out ({share} of 100)", returned=words.number(returned),
                         sent=words.number(sent), share=words.number(100 * returned / sent))  # fmt: skip


def beside_text(words: Words, rests_on: str, peers: str) -> str:
    """After a figure, on how much it rests and what schools like it have."""
    return words.gettext("({rests_on}; schools like it: {peers})", rests_on=rests_on, peers=peers)


def theme_text(words: Words, theme: str, count: int) -> str:
    return counted(words, NN_("{theme} ({count} form)", "{theme} ({count} forms)"), count, theme=theme)


def teachers_text(words: Words, answered: int, asked: int | None) -> str:
    if asked is None:
        return counted(words, NN_("{count} teacher answered", "{count} teachers answered"), answered)
    return counted(words, NN_("{answered} of {count} teacher answered", "{answered} of {count} teachers answered"),
                   asked, answered=answered)  # fmt: skip


def came_text(words: Words, people: int | None) -> str:
    """How many of a school's team came to a session that it attended."""
    if people is None:
        return words.gettext("attended")
    return counted(words, NN_("{count} person came", "{count} people came"), people)


def contacts_counted_text(words: Words, this_year: int, in_all: int, year: str) -> str:
    contacts = NN_("{count} contact in {year}, {in_all} in all", "{count} contacts in {year}, {in_all} in all")
    return counted(words, contacts, this_year, year=year, in_all=in_all)
