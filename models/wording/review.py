"""What the page Review says: the queue, what to look at first in a report and why a clean one is clean. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date

from models.review_findings import Finding, FindingCode
from models.school_charts.peer_months import Peers
from models.school_charts.usual_ranges import Figure
from models.vocabulary import N_, ActivityMode, CountingMethod, PlanGoal, ReportState, TimeBand
from models.wording.counted import NN_, counted
from models.wording.language import Words

FIGURES = {
    Figure.ACTIVITIES: N_("Activities"),
    Figure.TYPES: N_("Types, of six"),
    Figure.FAMILIES: N_("Families, all activities"),
    Figure.PER_ACTIVITY: N_("Families per activity"),
    Figure.ANSWERS: N_("Answers, of families asked"),
    Figure.RATING: N_("Mean, scale 1 to 5"),
}
METHODS = {
    CountingMethod.SIGN_IN: N_("sign-in"),
    CountingMethod.HEAD_COUNT: N_("head count"),
    CountingMethod.ESTIMATE: N_("estimate"),
    CountingMethod.TICKETS: N_("tickets"),
    CountingMethod.VIEWS: N_("views"),
}
CODES: Mapping[str, str] = {
    **{code.value: text for code, text in METHODS.items()},
    ActivityMode.IN_PERSON.value: N_("in person"),
    ActivityMode.VIRTUAL.value: N_("virtual"),
    ActivityMode.HYBRID.value: N_("hybrid"),
    ActivityMode.HOME_VISIT.value: N_("home visit"),
    TimeBand.SCHOOL_DAY.value: N_("school day"),
    TimeBand.EVENING.value: N_("evening"),
    TimeBand.WEEKEND.value: N_("weekend"),
    PlanGoal.READING.value: N_("reading"),
    PlanGoal.MATH.value: N_("math"),
    PlanGoal.ACADEMIC.value: N_("academic"),
    PlanGoal.BEHAVIOR.value: N_("behavior"),
    PlanGoal.CLIMATE.value: N_("welcoming climate"),
    PlanGoal.ATTENDANCE.value: N_("attendance"),
    PlanGoal.COLLEGE_CAREER.value: N_("college and career"),
    PlanGoal.HEALTH.value: N_("health"),
    PlanGoal.OTHER.value: N_("other"),
}
"""The closed lists of an activity, as a corrected cell says them."""
HAPPENED = {
    ReportState.NOT_EXPECTED: N_("excused"),
    ReportState.NOT_STARTED: N_("taken back"),
    ReportState.DRAFT: N_("a draft"),
    ReportState.SUBMITTED: N_("sent, revision {revision}"),
    ReportState.RETURNED: N_("returned"),
    ReportState.ACCEPTED: N_("accepted"),
}
"""What happened to a report, by the state it came into."""

HEADS: Mapping[FindingCode, str] = {
    FindingCode.ABOVE_ENROLLMENT: N_("{figure} families at {activity}, and the school has {beside} pupils."),
    FindingCode.FAR_MORE: N_("{figure} families at {activity}, expected {low} to {high}."),
    FindingCode.FAR_FEWER: N_("{figure} families at {activity}, expected {low} to {high}."),
    FindingCode.ANSWERS_ABOVE_SENT: N_("{figure} cards came back at {activity}, {beside} were sent."),
    FindingCode.ANSWERS_ABOVE_ATTENDANCE: N_("{figure} answers at {activity}, {beside} families came."),
    FindingCode.SIDES_ABOVE_ANSWERS: N_("{figure} opinions of {beside} answers at {activity}."),
    FindingCode.RATING_OFF_SCALE: N_("A rating of {figure} on a scale from {low} to {high}, at {activity}."),
    FindingCode.RATING_WITHOUT_SCALE: N_("A rating of {figure} without its scale, at {activity}."),
    FindingCode.ANSWERS_WITHOUT_ACTIVITY: N_("{figure} answers to an activity that is not in the report."),
    FindingCode.FAMILIES_ABOVE_ADULTS: N_("{figure} families and {beside} adults at {activity}."),
    FindingCode.DATE_OUTSIDE_MONTH: N_("The day of {activity} is not in this month."),
    FindingCode.REPEATED: N_("{activity} stands in the report twice."),
    FindingCode.NIL_WITH_ACTIVITIES: N_('"Nothing to report", and yet activities.'),
    FindingCode.NOTHING_SAID: N_("No activity, and no reason for it."),
    FindingCode.MANY_ACTIVITIES: N_("{figure} activities, expected {low} to {high}."),
    FindingCode.FEW_ACTIVITIES: N_("{figure} activities, expected {low} to {high}."),
    FindingCode.COUNT_MISSING: N_("Nobody counted the families at {activity}."),
    FindingCode.METHOD_MISSING: N_("It is not said how the {figure} families at {activity} were counted."),
    FindingCode.MARKED: N_("{activity} was marked when it was filed."),
}
RESTS: Mapping[FindingCode, str] = {
    FindingCode.ABOVE_ENROLLMENT: N_("Perhaps a slip of the finger."),
    FindingCode.ANSWERS_ABOVE_SENT: N_("One of the two is a slip."),
    FindingCode.ANSWERS_ABOVE_ATTENDANCE: N_("One of the two is a slip."),
    FindingCode.SIDES_ABOVE_ANSWERS: N_("They should not be more than the answers."),
    FindingCode.RATING_WITHOUT_SCALE: N_("It is compared with nothing."),
    FindingCode.FAMILIES_ABOVE_ADULTS: N_("The two look swapped."),
    FindingCode.REPEATED: N_("It is counted once."),
    FindingCode.COUNT_MISSING: N_("It counts as unknown, never as zero."),
    FindingCode.FEW_ACTIVITIES: N_("Fewer than in its own months, too."),
    FindingCode.MANY_ACTIVITIES: N_("More than in its own months, too."),
}


def finding_text(words: Words, one: Finding, titles: Mapping[str, str]) -> tuple[str, str]:
    """What to look at, in a sentence, and what it may be; titles: of the report's activities, by id."""
    values = {
        name: "" if value is None else words.number(value, 1 if value % 1 and value < 10 else 0)
        for name, value in (("figure", one.figure), ("beside", one.beside), ("low", one.low), ("high", one.high))
    }
    activity = titles.get(one.about) or words.gettext("the form of the month")
    head = words.begun(words.gettext(HEADS[one.code], **values, activity=activity))
    if one.code is FindingCode.FAR_MORE:
        return head, far_more_text(words, one)
    rest = RESTS.get(one.code)
    return head, words.gettext(rest) if rest else ""


def far_more_text(words: Words, one: Finding) -> str:
    """How likely an unusually high count is right."""
    highest = None if one.beside is None else words.number(one.beside)
    if highest is None:
        return words.gettext("The first activity of its type here that was counted.")
    if one.is_likely_right and one.figure is not None and one.beside is not None and one.beside >= one.figure:
        return words.gettext("The most at one of its type here so far were {highest}: likely right.", highest=highest)
    if one.is_likely_right:
        signed = N_("A sign-in sheet; the most at one of its type here so far were {highest}.")
        return words.gettext(signed, highest=highest)
    return words.gettext("The most at one of its type here so far were {highest}.", highest=highest)


def looks_text(words: Words, found: Sequence[Finding]) -> str:
    """The line of a report in the queue."""
    if len(found) > 1:
        return counted(words, NN_("{count} thing to look at", "{count} things to look at"), len(found))
    return words.gettext(SHORT[found[0].code])


SHORT: Mapping[FindingCode, str] = {
    FindingCode.ABOVE_ENROLLMENT: N_("more families than pupils"),
    FindingCode.FAR_MORE: N_("far more families than usual"),
    FindingCode.FAR_FEWER: N_("far fewer families than usual"),
    FindingCode.ANSWERS_ABOVE_SENT: N_("more answers than sent"),
    FindingCode.ANSWERS_ABOVE_ATTENDANCE: N_("more answers than families"),
    FindingCode.SIDES_ABOVE_ANSWERS: N_("more opinions than answers"),
    FindingCode.RATING_OFF_SCALE: N_("a rating outside its scale"),
    FindingCode.RATING_WITHOUT_SCALE: N_("a rating without its scale"),
    FindingCode.ANSWERS_WITHOUT_ACTIVITY: N_("answers without an activity"),
    FindingCode.FAMILIES_ABOVE_ADULTS: N_("more families than adults"),
    FindingCode.DATE_OUTSIDE_MONTH: N_("a day outside the month"),
    FindingCode.REPEATED: N_("an activity twice"),
    FindingCode.NIL_WITH_ACTIVITIES: N_("nothing to report, and activities"),
    FindingCode.NOTHING_SAID: N_("no activity, and no reason"),
    FindingCode.MANY_ACTIVITIES: N_("far more activities than usual"),
    FindingCode.FEW_ACTIVITIES: N_("fewer activities than usual"),
    FindingCode.COUNT_MISSING: N_("a blank family count"),
    FindingCode.METHOD_MISSING: N_("no counting method"),
    FindingCode.MARKED: N_("a marked figure"),
}


def clean_text(words: Words, activities: int, families: float | None, *, is_nil: bool) -> str:
    """Why a report is clean, in figures."""
    if is_nil:
        return words.gettext("Nothing to report, with a reason.")
    said = [counted(words, NN_("{count} activity", "{count} activities"), activities)]
    if families is not None:
        said.append(words.ngettext("{count} family", "{count} families", round(families)))
    figures = words.listed(said)
    usual = words.gettext("all as usual here; nothing contradicts, no count is missing")
    return words.gettext("{figures}, {usual}.", figures=figures, usual=usual)


def sentence_text(words: Words, name: str, activities: int, before: int | None, looks: int, *, is_nil: bool) -> str:
    """The sentence over one report. before: activities in the report of the month before; None: there was none."""
    if is_nil:
        first = words.gettext("{name} had nothing to report.", name=name)
    elif before is None:
        first = words.ngettext("{name} reports {count} activity.", "{name} reports {count} activities.", activities,
                               name=name)  # fmt: skip
    else:
        first = words.ngettext("{name} reports {count} activity, after {before}.",
                               "{name} reports {count} activities, after {before}.", activities, name=name,
                               before=words.number(before))  # fmt: skip
    if not looks:
        return words.gettext("{first} Nothing stands out.", first=first)
    second = counted(words, NN_("One thing needs a look.", "{count} things need a look."), looks)
    return words.gettext("{first} {second}", first=first, second=second)


def answer_text(words: Words, waiting: int, looks: int, clean: int) -> str:
    """The sentence on top of the page."""
    if not waiting:
        return words.gettext("Nothing waits for review.")
    texts = NN_("{count} report to review: {looks} to look at first, {clean} clean.",
                "{count} reports to review: {looks} to look at first, {clean} clean.")  # fmt: skip
    return counted(words, texts, waiting, looks=words.number(looks), clean=words.number(clean))


def peers_text(words: Words, peers: Peers | None, level: str) -> str:
    """Whom the ranges come from."""
    if peers is None:
        return words.gettext("too few schools of this level to say what is usual")
    if peers.are_of_size:
        return words.gettext("and what {count} schools of this level and size usually send, 9 in 10",
                             count=words.number(peers.count))  # fmt: skip
    return words.gettext("and what the {count} other schools of this level usually send, 9 in 10",
                         count=words.number(peers.count))  # fmt: skip


def days_text(words: Words, days: int) -> str:
    return words.ngettext("{count} day", "{count} days", days) if days else words.gettext("today")


def history_text(words: Words, state: str, name: str | None, revision: int, before: int) -> str:
    """One line of what happened to a report; before: its revision until then."""
    what = words.gettext(HAPPENED[ReportState(state)], revision=words.number(revision))
    if state == ReportState.SUBMITTED and revision == before:
        what = words.gettext("back to review")
    return words.gettext("{what}, by {name}", what=what, name=name) if name else what


def undo_text(words: Words, action: str, names: Sequence[str], day: date) -> str:
    """The line where a decision can be undone."""
    shown = names[0] if len(names) == 1 else counted(words, NN_("{count} report", "{count} reports"), len(names))
    done = {
        "accept_reports": N_("{what} accepted, {day}"),
        "return_report": N_("{what} returned, {day}"),
        "reopen_report": N_("{what} back to review, {day}"),
    }[action]
    return words.gettext(done, what=shown, day=words.short_day(day))
