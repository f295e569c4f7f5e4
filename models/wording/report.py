"""
Sentences of the page that files a month: what is due, what a figure may have been meant to be. Pure.

They speak to whoever writes. A question names the figure; its answers bear the values in them.
"""

from collections.abc import Mapping
from datetime import date

from models.report_checks import Finding
from models.vocabulary import N_, ActivityMode, TimeBand
from models.wording.counted import NN_, counted
from models.wording.language import Words

QUESTIONS: Mapping[str, str] = {
    "families_above_pupils": N_("{figure} families? The school has {expected} pupils."),
    "families_far_above": N_("{figure} families? The most at any one activity here in two years were {expected}."),
    "adults_below_families": N_("{figure} adults for {expected} families? Usually one comes from each, or more."),
    "no_method": N_("How were the families counted?"),
    "day_outside_month": N_("{figure} is not in {expected}."),
    "twice": N_("{figure} stands here twice on that day."),
    "more_back_than_sent": N_("{figure} came back, but {expected} were sent."),
    "more_back_than_came": N_("{figure} came back, but {expected} families came."),
    "more_said_than_back": N_("{figure} answers in all, but {expected} came back."),
    "off_scale": N_("{figure} is not on the scale {expected}."),
    "long_meeting": N_("{figure} minutes? That is more than four hours."),
    "met_or_not": N_("{figure} minutes, but the team did not meet."),
}
"""By code of a finding: what is said right under its field."""
UNREADABLE: Mapping[str, str] = {
    "day": N_("{typed} is no day. Write it as 23 Apr."),
    "whole": N_("{typed} is not a whole number. Write one, or leave it blank if nobody counted."),
    "number": N_("{typed} is not a number."),
    "type": N_("Choose one of the six types."),
    "no_type": N_("Choose one of the six types."),
    "choice": N_("{typed} is not one of the choices."),
    "nil_reason": N_("Write why there is nothing to report; a few words are enough."),
}
MODES: Mapping[ActivityMode, str] = {
    ActivityMode.IN_PERSON: N_("in person"),
    ActivityMode.VIRTUAL: N_("virtual"),
    ActivityMode.HYBRID: N_("hybrid"),
    ActivityMode.HOME_VISIT: N_("home visit"),
}
BANDS: Mapping[TimeBand, str] = {
    TimeBand.SCHOOL_DAY: N_("School day"),
    TimeBand.EVENING: N_("Evening"),
    TimeBand.WEEKEND: N_("Weekend"),
}
SHORT_TYPES = (
    N_("1 Parenting"),
    N_("2 Communicating"),
    N_("3 Volunteering"),
    N_("4 Learning at home"),
    N_("5 Deciding"),
    N_("6 Community"),
)
NIL_REASONS = (
    N_("No activity was planned this month."),
    N_("An activity was planned and cancelled."),
    N_("The school was closed for part of the month."),
    N_("The liaison changed, and nobody took over yet."),
)
"""Common reasons why there is nothing to report, one click each."""
MISSES: Mapping[str, tuple[str, str]] = {
    "activity_date": NN_("A day is missing at {count} activity", "A day is missing at {count} activities"),
    "families_attended": NN_(
        "Nobody counted families at {count} activity: blank stays unknown, never zero",
        "Nobody counted families at {count} activities: blank stays unknown, never zero",
    ),
    "counting_method": NN_(
        "How families were counted is missing at {count} activity",
        "How families were counted is missing at {count} activities",
    ),
}
"""By column: what is left out at how many activities."""
IN = NN_("{count} activity is in", "{count} activities are in")
TO_CHECK = NN_("{count} figure to check", "{count} figures to check")
OPEN_QUESTIONS = NN_(
    "{count} question is open: sent as it is, {who} sees a mark.",
    "{count} questions are open: sent as it is, {who} sees a mark at each.",
)
DUE_IN = NN_("{month} is due in {count} day.", "{month} is due in {count} days.")


def question(words: Words, one: Finding) -> str:
    """What is asked about a figure."""
    figure, expected = one.figure, one.expected
    if one.code == "day_outside_month":
        figure, expected = words.short_day(date.fromisoformat(figure)), words.month(date.fromisoformat(expected))
    return words.gettext(QUESTIONS[one.code], figure=figure, expected=expected)


def keep(words: Words, one: Finding) -> str:
    """The answer that it is right as it stands."""
    if one.code == "no_method":
        return words.gettext("Not known")
    if one.code in ("twice", "day_outside_month"):
        return words.gettext("Keep it")
    return words.gettext("Keep {figure}", figure=one.figure)


def instead(words: Words, one: Finding) -> str:
    """The answer that another figure was meant; "" where none can be guessed."""
    return words.gettext("It is {figure}", figure=one.instead) if one.instead else ""


def unreadable(words: Words, code: str, typed: str) -> str:
    """What should stand in a field that can't be filed as it is."""
    return words.gettext(UNREADABLE[code], typed=typed)


def answer(words: Words, month: date, due: date, today: date, activities: int, to_check: int, *, is_nil: bool) -> str:
    """The sentence on top of a report that is being written."""
    return " ".join([due_text(words, month, due, today), in_text(words, activities, to_check, is_nil=is_nil)])


def due_text(words: Words, month: date, due: date, today: date) -> str:
    """ "April is due tomorrow."."""
    name, left = words.month(month), (due - today).days
    if left < 0:
        return words.gettext("{month} was due on {day}.", month=name, day=words.day_in_year(due))
    if left == 0:
        return words.gettext("{month} is due today.", month=name)
    if left == 1:
        return words.gettext("{month} is due tomorrow.", month=name)
    return counted(words, DUE_IN, left, month=name)


def in_text(words: Words, activities: int, to_check: int, *, is_nil: bool) -> str:
    """ "4 activities are in, 1 figure to check."."""
    if is_nil:
        return words.gettext("Nothing to report.")
    if not activities:
        return words.gettext("No activity is in yet.")
    told = [counted(words, IN, activities)]
    if to_check:
        told.append(counted(words, TO_CHECK, to_check))
    return words.gettext("{parts}.", parts=words.listed(told))


def to_check_text(words: Words, count: int) -> str:
    """ "1 figure to check", beside the button on a phone."""
    return counted(words, TO_CHECK, count) if count else ""


def missing_text(words: Words, column: str, count: int) -> str:
    """What is left out, at how many activities."""
    return counted(words, MISSES[column], count)


def before_sending(words: Words, count: int, who: str, *, is_correction: bool) -> str:
    """What sending does, under its button."""
    told = [counted(words, OPEN_QUESTIONS, count, who=who)] if count else []
    if is_correction:
        told.append(words.gettext("It waits for review again."))
    else:
        told.append(words.gettext("You can change it until it is accepted, and correct it after that."))
    return " ".join(told)


def sent_text(words: Words, month: date, late: int, who: str) -> str:
    """What is said once a report is sent."""
    if late:
        return words.gettext(
            "{month} is sent to {who}. It counts as late by {days}.", month=words.month(month), who=who,
            days=words.ngettext("{count} day", "{count} days", late, count=late),
        )  # fmt: skip
    return words.gettext("{month} is sent to {who}, on time.", month=words.month(month), who=who)


def write_link_text(words: Words, month: date) -> str:
    """The link to the page where a month's report is written."""
    return words.gettext("Write the {month} report", month=words.month(month))


def mend_link_text(words: Words, month: date) -> str:
    """The same for a report that came back, or that has a figure to mend."""
    return words.gettext("Open the {month} report", month=words.month(month))
