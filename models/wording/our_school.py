"""
Sentences of a school's own page about its reports: what is due, what came back, what to mend. Pure.

They speak to the school's liaison: "your school". How it compares is in `models.wording.our_figures`, whom it turns to
in `models.wording.our_people`.
"""

from collections.abc import Sequence
from datetime import date

from models.month_marks import MonthMark
from models.vocabulary import N_, ReportState
from models.wording.counted import NN_, counted
from models.wording.language import Words
from models.wording.reasons import month_mark_text

DUE_IN = NN_(
    "Your {month} report is due on {day}, in {count} day.", "Your {month} report is due on {day}, in {count} days."
)
CAME_BACK = NN_(
    "Your {month} report came back. Please mend it by {day}: {count} day is left.",
    "Your {month} report came back. Please mend it by {day}: {count} days are left.",
)
MENDS = {
    "blank": NN_(
        "{month}: nobody counted the families at {count} activity",
        "{month}: nobody counted the families at {count} activities",
    ),
    "check": NN_("{month}: please look at {count} figure again", "{month}: please look at {count} figures again"),
}
"""What is open in one month's report: counts left blank, and figures that look odd."""

HOW_TO_MEND = {
    ("blank", True): N_(
        "Write the number into the activity's row of your {month} report, and send it to {who} again. If nobody knows "
        "it, leave it blank: a blank counts as unknown, never as zero."
    ),
    ("blank", False): N_(
        "{month} was closed on {locked}. If somebody still knows the number, tell {who}: the school, the month, the "
        "activity and the families who came. A blank counts as unknown, never as zero."
    ),
    ("check", True): N_(
        "If it is a slip, correct it in the activity's row of your {month} report and send it to {who} again. If it is "
        "right, tell {who} so: then nothing has to change."
    ),
    ("check", False): N_(
        "{month} was closed on {locked}. Tell {who} whether it is right, or what it should be: the school, the month, "
        "the activity and the figure."
    ),
}
"""By what is open, and whether the month can still be changed."""

ODD_DATE = N_("{activity}, {day}: the day is not in the month of the report.")
REPEATED = N_("{activity}, {day}: the same activity stands in the report twice; it is counted once.")

MARKS = {
    MonthMark.MISSING: N_("no report"),
    MonthMark.RETURNED: N_("came back"),
    MonthMark.TO_REVIEW: N_("waits for review"),
    MonthMark.NIL: N_("nothing to report"),
}
"""Marks that are said to a school in other words than to the office."""

ANSWERS = {
    ReportState.SUBMITTED: N_("{month} waits for review"),
    ReportState.RETURNED: N_("{month} came back to you"),
    ReportState.ACCEPTED: N_("{month} is accepted"),
}
"""How the office answered a report that came in."""


# ---------------------------------------------------------------- the answer on top
def no_school_text(words: Words) -> str:
    return words.gettext("No school is entered for you yet.")


def no_school_help_text(words: Words) -> str:
    return words.gettext(
        "Ask the office to enter you as the liaison of your school. From then on its page stands here."
    )


def not_in_year_text(words: Words, school: str, year: str) -> str:
    return words.gettext("{school} was not in the programme in {year}.", school=school, year=year)


def no_reports_in_year_text(words: Words, year: str) -> str:
    return words.gettext("There are no monthly reports for {year}.", year=year)


def closed_text(words: Words, school: str, closed_on: date) -> str:
    return words.gettext(
        "{school} closed on {day}. No report is due any more.", school=school, day=words.day(closed_on)
    )


def not_open_text(words: Words, school: str, opens_on: date) -> str:
    return words.gettext("{school} opens on {day}. No report is due before.", school=school, day=words.day(opens_on))


def never_reported_text(words: Words, school: str) -> str:
    return words.gettext("Nothing has come from {school} yet.", school=school)


def due_text(words: Words, month: date, due: date, days: int) -> str:
    """The next report; days: from today until its due date, 0 or more."""
    named = words.month(month)
    if days == 0:
        return words.gettext("Your {month} report is due today.", month=named)
    if days == 1:
        return words.gettext("Your {month} report is due tomorrow, {day}.", month=named, day=words.day_in_year(due))
    return counted(words, DUE_IN, days, month=named, day=words.day_in_year(due))


def nothing_due_text(words: Words) -> str:
    return words.gettext("No report is due now.")


def all_in_text(words: Words, figures: int) -> str:
    """Nothing is owed; figures: those of open months that are to be mended or looked at."""
    if not figures:
        return words.gettext("All is well: every report that was due is in.")
    to_mend = NN_(
        "Every report that was due is in. {count} figure is still to be mended.",
        "Every report that was due is in. {count} figures are still to be mended.",
    )
    return counted(words, to_mend, figures)


def late_text(words: Words, months: Sequence[date], due: date) -> str:
    """Reports that have not arrived and may still come, one or more; due: the first one's day."""
    if len(months) == 1:
        return words.gettext(
            "Your {month} report is late: it was due on {day}.",
            month=words.month(months[0]),
            day=words.day_in_year(due),
        )
    several = NN_("{count} of your reports is late: {months}.", "{count} of your reports are late: {months}.")
    return counted(words, several, len(months), months=words.listed(words.month(month) for month in months))


def came_back_text(words: Words, months: Sequence[date], mend_by: date, days: int) -> str:
    """Reports to be mended, one or more; mend_by: the first one's day; days: until then, below 0 once it has passed."""
    if len(months) > 1:
        several = NN_(
            "{count} of your reports came back to be mended: {months}.",
            "{count} of your reports came back to be mended: {months}.",
        )
        return counted(words, several, len(months), months=words.listed(words.month(month) for month in months))
    named, day = words.month(months[0]), words.day_in_year(mend_by)
    if days < 0:
        return words.gettext("Your {month} report came back and was to be mended by {day}.", month=named, day=day)
    if days == 0:
        return words.gettext("Your {month} report came back. Please mend it today.", month=named)
    return counted(words, CAME_BACK, days, month=named, day=day)


# ---------------------------------------------------------------- what to do
def due_head_text(words: Words, month: date) -> str:
    return words.gettext("{month} report", month=words.month(month))


def draft_text(words: Words) -> str:
    return words.gettext("A draft of it is stored. It is not sent yet.")


def how_to_send_text(words: Words, who: str) -> str:
    """How a report is sent."""
    return words.gettext(
        "Write it on the page Report and send it to {who}: what you type is saved at once. Was nothing held? Say so "
        "there, with the reason: that is a report too.",
        who=who,
    )


def send_head_text(words: Words, month: date) -> str:
    return words.gettext("Send the {month} report", month=words.month(month))


def send_text(words: Words, due: date, locked: date, who: str) -> str:
    """A late report that may still come."""
    return words.gettext(
        "It was due on {due} and has not arrived. Send it to {who}; the month stays open until {locked}.",
        due=words.day_in_year(due),
        locked=words.day_in_year(locked),
        who=who,
    )


def mend_head_text(words: Words, month: date) -> str:
    return words.gettext("Mend the {month} report", month=words.month(month))


def mend_text(words: Words, returned_on: date, mend_by: date) -> str:
    return words.gettext(
        "It came back on {day}, to be mended by {mend_by}.",
        day=words.day_in_year(returned_on),
        mend_by=words.day_in_year(mend_by),
    )


def why_text(words: Words, reason: str) -> str:
    """What the reviewer wrote, as it was written."""
    return words.gettext("“{reason}”", reason=reason)


def no_reason_text(words: Words, who: str) -> str:
    return words.gettext("Nobody wrote down why. Ask {who}.", who=who)


def how_to_mend_text(words: Words, month: date, locked: date, who: str, *, is_open: bool) -> str:
    """A returned report; is_open: its month can still be changed."""
    if not is_open:
        return words.gettext(
            "{month} was closed on {locked}. Ask {who} to open it again.",
            month=words.month(month),
            locked=words.day_in_year(locked),
            who=who,
        )
    return words.gettext(
        "Mend your {month} report on the page Report and send it to {who} again.",
        month=words.month(month),
        who=who,
    )


def open_figures_text(words: Words, kind: str, month: date, count: int) -> str:
    """Head over the activities of one report that are to be mended; kind: a key of MENDS."""
    return counted(words, MENDS[kind], count, month=words.month(month))


def how_to_mend_figures_text(words: Words, kind: str, month: date, locked: date, who: str, *, is_open: bool) -> str:
    return words.gettext(
        HOW_TO_MEND[kind, is_open], month=words.month(month), locked=words.day_in_year(locked), who=who
    )


def blank_text(words: Words, activity: str, day: str) -> str:
    """One activity without a count; `day` as the page writes it."""
    return words.gettext("{activity}, {day}: families not counted", activity=activity, day=day)


def above_enrollment_text(words: Words, activity: str, day: str, families: int, pupils: int | None) -> str:
    if pupils is None:
        more = NN_(
            "{activity}, {day}: {count} family, more than the school has pupils",
            "{activity}, {day}: {count} families, more than the school has pupils",
        )
        return counted(words, more, families, activity=activity, day=day)
    than_pupils = NN_(
        "{activity}, {day}: {count} family, and the school has {pupils} pupils",
        "{activity}, {day}: {count} families, and the school has {pupils} pupils",
    )
    return counted(words, than_pupils, families, activity=activity, day=day, pupils=pupils)


def far_off_text(words: Words, activity: str, day: str, families: int, expected: int) -> str:
    than_expected = NN_(
        "{activity}, {day}: {count} family, where about {expected} are usual",
        "{activity}, {day}: {count} families, where about {expected} are usual",
    )
    return counted(words, than_expected, families, activity=activity, day=day, expected=expected)


def odd_text(words: Words, code: str, activity: str, day: str) -> str:
    """What else was marked when the report came in, by the code it was marked with."""
    return words.gettext(REPEATED if code == "repeated" else ODD_DATE, activity=activity, day=day)


def nothing_to_mend_text(words: Words) -> str:
    return words.gettext("Nothing came back, and in the months that are still open no figure is to be mended.")


# ---------------------------------------------------------------- the months of the year
def activities_text(words: Words, count: int) -> str:
    return words.ngettext("{count} activity", "{count} activities", count)


def mark_text(words: Words, mark: MonthMark) -> str:
    """The mark of a month's report, whatever it tells and whenever it came, as the school reads it."""
    shown = mark.on_time if mark.on_time is MonthMark.NIL else mark.state
    return words.gettext(MARKS[shown]) if shown in MARKS else month_mark_text(words, shown)


def late_mark_text(words: Words, mark: str) -> str:
    """The same of a report that came late: "accepted, late"."""
    return words.gettext("{mark}, late", mark=mark)


def due_on_text(words: Words, day: date) -> str:
    return words.gettext("due {day}", day=words.short_day(day))


def never_came_text(words: Words, months: Sequence[date], who: str) -> str:
    """Reports that have not arrived, of months that are closed by now."""
    texts = NN_(
        "{count} report never came: {months}. Its month is closed; ask {who} whether it still helps.",
        "{count} reports never came: {months}. Their months are closed; ask {who} whether they still help.",
    )
    named = words.listed(words.month(month) for month in months)
    return counted(words, texts, len(months), months=named, who=who)


def charts_text(words: Words) -> str:
    """What the charts of the months show."""
    return words.gettext("Your school beside similar schools of the district; no school is named.")


# ---------------------------------------------------------------- how reports were answered
def answer_text(words: Words, state: ReportState, month: date) -> str:
    return words.gettext(ANSWERS[state], month=words.month(month))


def came_text(words: Words, came_on: date, *, is_late: bool) -> str:
    """When a report came in."""
    if is_late:
        return words.gettext("It came on {day}, after its due date.", day=words.day_in_year(came_on))
    return words.gettext("It came on {day}, on time.", day=words.day_in_year(came_on))
