"""What a month's report says beside its figures, and what looks odd in it, in words. Pure."""

from collections.abc import Collection

from models.vocabulary import N_, Barrier
from models.wording.language import Words

BARRIERS = {
    Barrier.TRANSPORT: N_("transport"),
    Barrier.CHILD_CARE: N_("child care"),
    Barrier.WORK_HOURS: N_("work hours"),
    Barrier.LANGUAGE: N_("language"),
    Barrier.OUT_OF_DATE_CONTACTS: N_("out-of-date contacts"),
    Barrier.STAFF_TIME: N_("staff time"),
    Barrier.PRINCIPAL_CHANGE: N_("a change of principal"),
    Barrier.TRUST: N_("trust"),
    Barrier.BUDGET: N_("budget"),
    Barrier.CANCELLED: N_("cancelled activities"),
}

ODD = {
    "attendance_above_enrollment": N_("more families than the school has pupils"),
    "above_enrollment": N_("more than twice as many families as pupils"),
    "date_outside_month": N_("the day is not in the month of its report"),
    "repeated": N_("says the same as another activity"),
    "far_more": N_("far more families than expected"),
    "far_fewer": N_("far fewer families than expected"),
}
"""What is odd about a figure, by code: those of `please_check` as files are marked, and those the method finds."""


def returned_text(words: Words, reason: str, day: str, is_over: bool) -> str:
    """Why a report went back to the school, and until when; `day` in words, is_over: that day has passed."""
    if not reason:
        if is_over:
            return words.gettext("Returned; it was to be mended by {day}.", day=day)
        return words.gettext("Returned, to be mended by {day}.", day=day)
    if is_over:
        return words.gettext("Returned: {reason}. It was to be mended by {day}.", reason=reason.rstrip("."), day=day)
    return words.gettext("Returned: {reason}. To be mended by {day}.", reason=reason.rstrip("."), day=day)


def nil_text(words: Words, reason: str) -> str:
    """A report that says there is nothing to report, and why."""
    return words.gettext("Nothing to report: {reason}.", reason=reason.rstrip("."))


def changed_text(words: Words) -> str:
    """What is said where a report has the tick for it."""
    return words.gettext("The liaison or the principal has changed.")


def barriers_text(words: Words, codes: Collection[str]) -> str:
    """What stood in the way, by codes: "In the way: transport, child care."."""
    named = words.listed(words.gettext(BARRIERS[Barrier(code)]) for code in codes)
    return words.gettext("In the way: {barriers}.", barriers=named)


def notes_text(words: Words, notes: str) -> str:
    """What the school wrote itself."""
    return words.gettext("The school writes: {notes}", notes=notes)


def odd_text(words: Words, codes: Collection[str]) -> str:
    """What is odd about a figure, by its codes."""
    known = [words.gettext(ODD[code]) for code in codes if code in ODD]
    return words.listed(known) if known else words.gettext("marked when it was filed")
