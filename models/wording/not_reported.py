"""What the page about reports that have not come in says: how many, since when, who was reminded and how. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date

from models.reminder_rules import ReminderOutcome, ReminderWay
from models.vocabulary import N_
from models.wording.counted import NN_, counted
from models.wording.language import Words

MOST_NAMES = 6


# ---------------------------------------------------------------- the sentence on top
def answer_text(words: Words, month: date, missing: int, returned: int) -> str:
    """ "5 reports for March 2026 have not arrived; 2 were returned and not mended."."""
    named = words.month_in_year(month)
    if not missing and not returned:
        return words.gettext("Every report for {month} is in.", month=named)
    came_back = NN_("{count} was returned and not mended", "{count} were returned and not mended")
    if not missing:
        texts = NN_(
            "Every report for {month} has arrived; {returned}.", "Every report for {month} has arrived; {returned}."
        )
        return counted(words, texts, returned, month=named, returned=counted(words, came_back, returned))
    if not returned:
        texts = NN_("{count} report for {month} has not arrived.", "{count} reports for {month} have not arrived.")
        return counted(words, texts, missing, month=named)
    texts = NN_(
        "{count} report for {month} has not arrived; {returned}.",
        "{count} reports for {month} have not arrived; {returned}.",
    )
    return counted(words, texts, missing, month=named, returned=counted(words, came_back, returned))


def beside_text(words: Words, whose: str, due: date, on: date, locked: date) -> str:
    """ "Lakeview. Due 5 April, as of 10 April 2026."."""
    said = words.gettext("{whose}. Due {due}, as of {day}.", whose=whose, due=words.day_in_year(due), day=words.day(on))
    if on <= locked:
        return said
    return said + " " + words.gettext("The month is locked since {day}.", day=words.day_in_year(locked))


# ---------------------------------------------------------------- one school
def what_text(words: Words, state: str, due: date, since: date | None, on: date, *, is_begun: bool) -> str:
    """What has not come in, and since when."""
    gettext = words.gettext
    if state == "returned":
        return gettext("Returned {day}", day=words.short_day(since)) if since else gettext("Returned")
    name = gettext("Begun, not sent") if is_begun else gettext("Not arrived")
    days = (on - due).days
    if days > 0:
        texts = NN_("{name}, was due {day}, {count} day ago", "{name}, was due {day}, {count} days ago")
        return counted(words, texts, days, name=name, day=words.short_day(due))
    if days == 0:
        return gettext("{name}, due today", name=name)
    texts = NN_("{name}, due {day}, tomorrow", "{name}, due {day}, in {count} days")
    return counted(words, texts, -days, name=name, day=words.short_day(due))


OUTCOMES: Mapping[ReminderOutcome, str] = {
    ReminderOutcome.DONE: N_("{day}, {way}, {person}"),
    ReminderOutcome.FAILED: N_("{day}, not sent: {why}"),
    ReminderOutcome.UNDER_WAY: N_("{day}, {way}, {person}: it may have gone out or not"),
}


def reminded_text(words: Words, day: date, way: ReminderWay, outcome: ReminderOutcome, why: str, person: str) -> str:
    """When and how a school was reminded last; why: a text of the catalogue."""
    said = words.gettext(
        OUTCOMES[outcome], day=words.short_day(day), way=words.gettext(way.label), person=person,
        why=words.gettext(why) if why else "",
    )  # fmt: skip
    return said + " " + words.gettext(why) if why and outcome is ReminderOutcome.DONE else said


# ---------------------------------------------------------------- what was done
def marked_text(words: Words, count: int, way: ReminderWay) -> str:
    texts = NN_("{count} school is marked as reminded by {way}.", "{count} schools are marked as reminded by {way}.")
    return counted(words, texts, count, way=words.gettext(way.label))


def sent_text(words: Words, count: int) -> str:
    if not count:
        return words.gettext("No e-mail went out.")
    return counted(words, NN_("{count} e-mail went out.", "{count} e-mails went out."), count)


def came_in_text(words: Words, names: Sequence[str]) -> str:
    """Chosen schools whose report came in since the page was opened; "" for none."""
    if not names:
        return ""
    return words.gettext("In by now, so not written to: {names}.", names=words.listed(names))


def without_text(words: Words, names: Sequence[str]) -> str:
    """Chosen schools where nobody's e-mail address is known; "" for none."""
    if not names:
        return ""
    return words.gettext("No e-mail address is known: {names}.", names=words.listed(names))
