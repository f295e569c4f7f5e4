"""Sentences of what the office does for schools: contacts, next steps, visits that are planned. Pure."""

from datetime import date

from models.vocabulary import N_, ContactChannel, ContactResult, VisitFinding
from models.wording.language import Words

PURPOSES = (N_("Name a liaison"), N_("Reports"), N_("Plan steps"), N_("Counting families"))
"""What a contact is usually about."""
NEXT_STEPS = (N_("Call: first report"), N_("Call again"), N_("Visit the team"), N_("Send the form"))
"""What is usually agreed next."""
USUALLY_NEXT = {
    N_("Name a liaison"): N_("Call: first report"),
    N_("Reports"): N_("Call: first report"),
    N_("Plan steps"): N_("Visit the team"),
    N_("Counting families"): N_("Send the form"),
}
AFTER_NO_ANSWER = N_("Call again")
TOOK_PLACE = {
    ContactChannel.IN_PERSON: N_("It took place"),
    ContactChannel.VIRTUAL: N_("It took place"),
    ContactChannel.PHONE: N_("Answered"),
    ContactChannel.EMAIL: N_("Answered"),
}
RESULTS = {ContactResult.DECLINED: N_("Declined"), ContactResult.NO_ANSWER: N_("No answer")}
FINDINGS = {VisitFinding.RIGHT: N_("Right"), VisitFinding.PARTLY: N_("In part"), VisitFinding.NOT: N_("Not right")}
FOUND = {
    VisitFinding.RIGHT: N_("the list was right"),
    VisitFinding.PARTLY: N_("the list was right in part"),
    VisitFinding.NOT: N_("the list was not right"),
}
TOLD = {
    ContactResult.ACCEPTED: {
        ContactChannel.IN_PERSON: N_("It took place."),
        ContactChannel.VIRTUAL: N_("It took place."),
        ContactChannel.PHONE: N_("Answered."),
        ContactChannel.EMAIL: N_("Answered."),
    },
    ContactResult.DECLINED: dict.fromkeys(ContactChannel, N_("The offer was declined.")),
    ContactResult.NO_ANSWER: dict.fromkeys(ContactChannel, N_("No answer.")),
}


def result_choices(words: Words, channel: ContactChannel) -> list[tuple[str, str]]:
    """Code and name of what can come of a contact made this way."""
    came = (ContactResult.ACCEPTED.value, words.gettext(TOOK_PLACE[channel]))
    return [came, *((code.value, words.gettext(text)) for code, text in RESULTS.items())]


def result_text(words: Words, channel: str, result: str | None) -> str:
    """A sentence; empty where nothing is said."""
    if not result:
        return ""
    return words.gettext(TOLD[ContactResult(result)][ContactChannel(channel)])


def due_text(words: Words, due: date | None, today: date) -> str:
    """ "due today", "due 5 May", "was due 14 Apr"; without a day: "no date"."""
    if due is None:
        return words.gettext("no date")
    if due == today:
        return words.gettext("due today")
    day = words.short_day(due)
    return words.gettext("was due {day}", day=day) if due < today else words.gettext("due {day}", day=day)


def filled_in_text(words: Words, due: date | None, today: date) -> str:
    """What a form was filled in from, said before the step."""
    if due is None:
        return words.gettext("Filled in from the open step:")
    if due == today:
        return words.gettext("Filled in from the step due today:")
    if due < today:
        return words.gettext("Filled in from the step that was due {day}:", day=words.short_day(due))
    return words.gettext("Filled in from the step due {day}:", day=words.short_day(due))


def put_off_text(words: Words, times: int) -> str:
    """ "put off twice"; empty where it never was."""
    if not times:
        return ""
    return words.ngettext("put off once", "put off {count} times", times)
