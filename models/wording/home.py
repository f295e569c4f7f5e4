"""What the page Home says: what waits for whom, the days of a month, and what is new since somebody was here. Pure."""

from collections.abc import Collection, Mapping
from datetime import date

from models.vocabulary import N_
from models.wording.counted import NN_, counted
from models.wording.language import Words
from models.wording.reasons import tier_text


# ---------------------------------------------------------------- the sentence on top
def review_text(words: Words, count: int, days: int) -> str:
    """ "5 reports wait for your review, the oldest for 7 days."; days: how long the oldest waits."""
    if not count:
        return words.gettext("Nothing waits for your review.")
    if not days:
        texts = NN_("{count} report waits for your review.", "{count} reports wait for your review.")
        return counted(words, texts, count)
    for_days = words.ngettext("{count} day", "{count} days", days)
    texts = NN_(
        "{count} report waits for your review, for {days}.",
        "{count} reports wait for your review, the oldest for {days}.",
    )
    return counted(words, texts, count, days=for_days)


def steps_text(words: Words, due: int, overdue: int, day: date | None) -> str:
    """ "1 next step is due today, 2 are overdue."; day: the list's, where that is not today."""
    if due and day is None:
        said = counted(words, NN_("{count} next step is due today", "{count} next steps are due today"), due)
    elif due and day is not None:
        texts = NN_("{count} next step was due on {day}", "{count} next steps were due on {day}")
        said = counted(words, texts, due, day=words.day_in_year(day))
    elif overdue:
        return counted(words, NN_("{count} next step is overdue.", "{count} next steps are overdue."), overdue)
    else:
        return words.gettext("No next step is due.")
    if not overdue:
        return words.gettext("{sentence}.", sentence=said)
    return counted(words, NN_("{sentence}, {count} is overdue.", "{sentence}, {count} are overdue."), overdue,
                   sentence=said)  # fmt: skip


def as_of_text(words: Words, day: date, whose: str, schools: str) -> str:
    """ "As of 10 April 2026. Lakeview, 11 schools."."""
    return words.gettext("As of {day}. {whose}, {schools}.", day=words.day(day), whose=whose, schools=schools)


def backlog_text(words: Words, count: int, days: int, where: Collection[str]) -> str:
    """ "19 reports wait for review, the oldest 8 days, in Riverside."; days: of the oldest; where: its clusters."""
    if not count:
        return words.gettext("No report waits for review.")
    texts = NN_("{count} report waits for review, {days}, in {where}.",
                "{count} reports wait for review, the oldest {days}, in {where}.")  # fmt: skip
    for_days = words.ngettext("{count} day", "{count} days", days)
    return counted(words, texts, count, days=for_days, where=words.listed(where))


def to_decide_text(words: Words, count: int) -> str:
    """ "3 things wait for your decision."; "" for none."""
    if not count:
        return ""
    return counted(words, NN_("{count} thing needs you.", "{count} things need you."), count)


def plans_wait_text(words: Words, count: int, year: str) -> str:
    """ "3 plans of 2025-26 wait to be accepted."."""
    texts = NN_("{count} plan of {year} waits to be accepted.", "{count} plans of {year} wait to be accepted.")
    return counted(words, texts, count, year=year)


# ---------------------------------------------------------------- the month's line
def month_reports_text(words: Words, month: date) -> str:
    """ "March reports"."""
    return words.gettext("{month} reports", month=words.month(month))


def month_ends_text(words: Words) -> str:
    return words.gettext("month ends")


def due_on_text(words: Words, on_time: int, expected: int) -> str:
    """ "due: 9 of 11 on time"."""
    return words.gettext(
        "due: {on_time} of {expected} on time", on_time=words.number(on_time), expected=words.number(expected)
    )


def list_day_text(words: Words) -> str:
    return words.gettext("list made")


def review_by_text(words: Words) -> str:
    return words.gettext("review by")


def mend_by_text(words: Words) -> str:
    return words.gettext("mended by")


def locked_text(words: Words) -> str:
    return words.gettext("locked")


def today_text(words: Words) -> str:
    return words.gettext("today")


def missing_text(words: Words, names: Collection[str]) -> str:
    """ "1 missing: Pine Hollow"; so many names."""
    texts = NN_("{count} missing: {names}", "{count} missing: {names}")
    return counted(words, texts, len(names), names=words.listed(names))


# ---------------------------------------------------------------- what to look at first in a report
def above_enrollment_text(words: Words, families: int, pupils: int | None) -> str:
    """ "480 families at one activity, 214 pupils. Is it right?"."""
    if pupils is None:
        return words.gettext("{families} families at one activity. Is it right?", families=words.number(families))
    return words.gettext(
        "{families} families at one activity, {pupils} pupils. Is it right?",
        families=words.number(families),
        pupils=words.number(pupils),
    )


def far_off_text(words: Words, families: int, expected: int) -> str:
    """ "120 families at one activity, about 16 are usual. Is it right?"."""
    return words.gettext(
        "{families} families at one activity, about {expected} are usual. Is it right?",
        families=words.number(families),
        expected=words.number(expected),
    )


def to_check_text(words: Words, count: int) -> str:
    return counted(words, NN_("{count} figure to check", "{count} figures to check"), count)


def blank_text(words: Words, count: int) -> str:
    return counted(words, NN_("{count} blank family count", "{count} blank family counts"), count)


def late_text(words: Words, days: int) -> str:
    return counted(words, NN_("came {count} day late", "came {count} days late"), days)


def nil_text(words: Words) -> str:
    return words.gettext("nothing to report")


def nothing_stands_out_text(words: Words) -> str:
    return words.gettext("nothing stands out")


def returned_text(words: Words, reason: str, by: date) -> str:
    """ "Counting method is missing; back by 15 Apr"."""
    day = words.short_day(by)
    if not reason:
        return words.gettext("back by {day}", day=day)
    return words.gettext("{reason}; back by {day}", reason=reason.rstrip("."), day=day)


def nothing_to_review_text(words: Words) -> str:
    return words.gettext("Nothing waits for review.")


def earlier_months_text(words: Words, named: Collection[str], count: int) -> str:
    """ "1 report of an earlier month waits too: Cedar Glen (February)."."""
    texts = NN_(
        "{count} report of an earlier month waits too: {named}.",
        "{count} reports of earlier months wait too: {named}.",
    )
    return counted(words, texts, count, named=words.listed(named))


# ---------------------------------------------------------------- since somebody was here
ACTIONS: Mapping[str, str] = {
    "add_decision on": N_("put on Check in until {day} by {person}"),
    "add_decision off": N_("taken off Check in until {day} by {person}"),
    "end_decision": N_("a decision by hand ended on {day}, by {person}"),
    "take_back_decision": N_("a decision by hand taken back by {person}"),
    "restore_decision": N_("a decision by hand put in force again by {person}"),
    "save_rule_set": N_('{person} put the rules "{name}" in force.'),
    "accept_proposal": N_('{person} put the rules "{name}" in force, as proposed.'),
    "undo_rule_set": N_("{person} undid the last change of the rules."),
    "propose_rule_set": N_('{person} proposes other rules: "{name}".'),
    "decline_proposal": N_('{person} declined the proposal "{name}".'),
    "take_back_proposal": N_('{person} took back the proposal "{name}".'),
    "undo_import": N_("{person} took an import back."),
    "reopen_month": N_("{person} opened the locked month {name} again, until {day}."),
}
"""What people did, by the verb of their audit line, and whether a decision puts a school on the list. What was decided
stands after the school's name."""


def action_text(words: Words, what: str, person: str, name: str, day: date | None) -> str:
    """What somebody did; "" for a verb that is none of ACTIONS. name: of the rules; day: on or until which."""
    if what not in ACTIONS:
        return ""
    said = "" if day is None else words.day_in_year(day)
    return words.gettext(ACTIONS[what], person=person, name=name, day=said)


def imported_text(words: Words, person: str, new: int, changed: int) -> str:
    """ "Ana brought rows in: 12 new, 3 changed."."""
    return words.gettext(
        "{person} brought rows in: {new} new, {changed} changed.",
        person=person, new=words.number(new), changed=words.number(changed),
    )  # fmt: skip


def sent_text(words: Words, month: date, days_late: int, *, is_first: bool) -> str:
    """After a school's name: "sent March, 2 days late"."""
    named = words.month(month)
    if not is_first:
        return words.gettext("sent {month} again, corrected", month=named)
    if days_late <= 0:
        return words.gettext("sent {month}, on time", month=named)
    texts = NN_("sent {month}, {count} day late", "sent {month}, {count} days late")
    return counted(words, texts, days_late, month=named)


MOST_MONTHS = 3


def came_in_text(words: Words, count: int, months: Mapping[date, int]) -> str:
    """ "12 reports came in: 9 of March 2026, 3 of February 2026."; months: the latest first, a few are named."""
    named = list(months.items())[:MOST_MONTHS]
    parts = [
        words.gettext("{count} of {month}", count=words.number(some), month=words.month_in_year(month))
        for month, some in named
    ]
    if rest := count - sum(some for _, some in named):
        parts.append(words.gettext("{count} of earlier months", count=words.number(rest)))
    listed = words.listed(parts)
    return words.ngettext("{count} report came in: {parts}.", "{count} reports came in: {parts}.", count, parts=listed)


def moved_text(words: Words, tier: str, why: str) -> str:
    """After a school's name: "Extra support now (from Check in: fewer activities)"; tier: a code of SupportTier."""
    named = tier_text(words, tier)
    return words.gettext("{tier} now ({why})", tier=named, why=why) if why else words.gettext("{tier} now", tier=named)


def first_visit_text(words: Words) -> str:
    return words.gettext("This is your first visit. From the next one on, what is new since stands here.")


def nothing_new_text(words: Words) -> str:
    return words.gettext("Nothing new since then.")


# ---------------------------------------------------------------- what to decide, and what stands out
def proposal_text(words: Words, author: str, name: str) -> str:
    return words.gettext('{author} proposes other rules: "{name}".', author=author, name=name)


def ends_soon_text(words: Words, school: str, puts_on_list: bool, until: date) -> str:
    """ "Clover Creek is on Check in by hand until 15 May."."""
    text = N_("{school} is on Check in by hand until {day}.") if puts_on_list else (
        N_("{school} is off Check in by hand until {day}.")
    )  # fmt: skip
    return words.gettext(text, school=school, day=words.day_in_year(until))


def stands_out_text(words: Words, name: str, way: int, figures: Collection[str]) -> str:
    """ "Stonebridge: below what its schools usually do"; name "": the whole district. figures: by what it is seen."""
    listed = words.listed(figures)
    if not name:
        far = N_("The whole district is above what is usual: {figures}.") if way > 0 else (
            N_("The whole district is below what is usual: {figures}.")
        )  # fmt: skip
        return words.gettext(far, figures=listed)
    text = N_("{name} is above what its schools usually do: {figures}.") if way > 0 else (
        N_("{name} is below what its schools usually do: {figures}.")
    )  # fmt: skip
    return words.gettext(text, name=name, figures=listed)


def disputed_text(words: Words, school: str, about: str) -> str:
    """A school says that something is wrong: "Harlan Creek says that this is wrong: Turnout"."""
    return words.gettext("{school} says that this is wrong: {about}", school=school, about=about)
