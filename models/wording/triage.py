"""
Sentences of the triage page about schools in a list: the answer above it, why one stands in it, what is behind it.

Pure.
"""

from collections.abc import Mapping
from datetime import date

from models.support_need.assessment import Reason
from models.support_need.raising import OneThing, RaisedBy
from models.vocabulary import N_, Attention, SupportTier
from models.wording.counted import NN_, counted
from models.wording.language import Words
from models.wording.reasons import also_text, help_text, reason_text, trend_text

ROOM = {
    SupportTier.EXTRA_SUPPORT: NN_("{count} to visit", "{count} to visit"),
    SupportTier.CHECK_IN: NN_("{count} to call", "{count} to call"),
    SupportTier.NOT_ENOUGH_DATA: NN_(
        "{count} that has sent too little to tell", "{count} that have sent too little to tell"
    ),
    SupportTier.ONE_THING: NN_("{count} with one thing to raise", "{count} with one thing to raise"),
}
"""Schools that are not steady, as parts of a list of schools."""

CALM = {
    True: NN_("Your {count} school is steady.", "Your {count} schools are all steady."),
    False: NN_("This {count} school is steady.", "These {count} schools are all steady."),
}
"""By whether they are the schools of who is looking."""

OF_SCHOOLS = {
    True: NN_("Of your {count} school: {rest}.", "Of your {count} schools: {rest}."),
    False: NN_("Of this {count} school: {rest}.", "Of these {count} schools: {rest}."),
}

COUNTED: dict[Attention, tuple[str, str]] = {
    Attention.LATE: NN_("{count} late", "{count} late"),
    Attention.MISSING: NN_("{count} missing", "{count} missing"),
    Attention.TO_REVIEW: NN_("{count} to review", "{count} to review"),
    Attention.RETURNED: NN_("{count} returned", "{count} returned"),
    Attention.NIL: NN_("{count} nothing to report", "{count} nothing to report"),
    Attention.BLANK: NN_("{count} without a family count", "{count} without a family count"),
    Attention.TO_CHECK: NN_("{count} to check", "{count} to check"),
    Attention.DUE_TODAY: NN_("{count} due today", "{count} due today"),
    Attention.OVERDUE: NN_("{count} overdue", "{count} overdue"),
    Attention.NO_STEP: NN_("{count} without a next step", "{count} without a next step"),
}
"""How many schools ask for attention, in the order in which they are counted above the list."""


# ---------------------------------------------------------------- one row
def older_reports_text(words: Words) -> str:
    """Beside the silence of a school with too little data."""
    return words.gettext("call first; the figures are from older reports")


def row_aside_text(words: Words, further: tuple[Reason, ...], trend_state: str) -> str:
    """
    Beside a row's first sentence: "also fewer types; clearly lower than before"; "" where there is neither.

    Only a lower trend is told; `trend_state` is as in `Assessment.schools`.
    """
    named, trend = also_text(words, further), trend_text(words, trend_state if trend_state == "lower" else "")
    return words.gettext("{named}; {trend}", named=named, trend=trend) if named and trend else named or trend


def one_thing_text(
    words: Words, thing: OneThing, reason: Reason | None, step: tuple[str, str] | None
) -> tuple[str, str]:
    """
    The one thing to raise, and what it asks for: ("0 of 28 activities in Spanish since August (31 % English learners)",
    "offer: translation, an interpreter").

    reason: the indicator it is about, with its figures. step: an overdue next step, and the day it was due as the page
    writes it.
    """
    if thing.by is RaisedBy.STEP and step is not None:
        return words.gettext("Next step overdue since {day}: {step}", day=step[1], step=step[0]), ""
    if reason is None:
        return words.gettext("Next step overdue"), ""
    offer = words.gettext("offer: {help}", help=help_text(words, reason.code))
    if thing.by is RaisedBy.EMPTY and thing.first is not None and thing.last is not None:
        first, last = words.month(thing.first), words.month(thing.last)
        return words.gettext("No activities reported from {first} to {last}", first=first, last=last), offer
    sentence, aside = reason_text(words, reason)
    return f"{words.begun(sentence)} {aside}".strip(), offer


def not_judged_text(words: Words, closed_on: str | None) -> tuple[str, str]:
    """Sentence and aside of a school that owes no report; `closed_on` as the page writes days, None: not open yet."""
    state = words.gettext("Closed on {day}", day=closed_on) if closed_on else words.gettext("Not open yet")
    return state, words.gettext("no report is expected")


def no_tiers_text(words: Words) -> tuple[str, str]:
    """Name and offer of the one group of a year without monthly reports."""
    return words.gettext("All schools"), words.gettext("no monthly reports")


def apart_texts(words: Words) -> tuple[str, str]:
    """Name and offer of the group of schools that owe no report on the as-of date."""
    return words.gettext("Closed or not open yet"), words.gettext("no report is expected")


# ---------------------------------------------------------------- the answer above the list
def no_schools_text(words: Words) -> str:
    return words.gettext("There are no schools yet.")


def no_reports_text(words: Words, school_year: str) -> str:
    return words.gettext("No monthly reports for {year} yet.", year=school_year)


def none_fits_text(words: Words) -> str:
    return words.gettext("No school fits these filters.")


def only_school_text(words: Words, name: str, told: str) -> str:
    """ "Harlan Creek: Extra support." or "Aspen Heights: Closed on 31 December 2025."; `told` is its tier in words."""
    return words.gettext("{name}: {tier}.", name=name, tier=told)


def showing_text(words: Words, shown: int, schools: int, apart: int) -> str:
    """ "Showing 11 of 85 schools, and 1 that is closed or not open yet"; `apart` schools are in neither number."""
    said = words.ngettext(
        "Showing {shown} of {count} school", "Showing {shown} of {count} schools", schools, shown=words.number(shown)
    )
    if not apart:
        return said
    also = NN_(
        "{showing}, and {count} that is closed or not open yet",
        "{showing}, and {count} that are closed or not open yet",
    )
    return counted(words, also, apart, showing=said)


def reports_text(words: Words, month: date, received: int, expected: int, late: int) -> str:
    """ "79 of 85 March reports are in, 11 of them late": the beginning of a sentence."""
    named = words.month(month)
    if not expected:
        return words.gettext("No {month} report is expected from these schools", month=named)
    if expected == 1:
        return words.gettext(ONLY_REPORT[bool(received), bool(late)], month=named)
    are_in = NN_("{count} of {expected} {month} reports is in", "{count} of {expected} {month} reports are in")
    said = counted(words, are_in, received, expected=expected, month=named)
    if not received:
        return said
    if not late:
        on_time = NN_("{reports}, on time", "{reports}, all on time")
        return counted(words, on_time, received, reports=said)
    if late == received:
        return counted(words, NN_("{reports}, late", "{reports}, all of them late"), received, reports=said)
    return counted(words, NN_("{reports}, {count} of them late", "{reports}, {count} of them late"), late, reports=said)


ONLY_REPORT = {
    (True, False): N_("The {month} report is in, on time"),
    (True, True): N_("The {month} report is in, it came late"),
    (False, False): N_("The {month} report has not arrived"),
}
"""By whether the one report is in, and late."""


def movement_text(words: Words, now: float, before: float, month_before: date) -> str:
    """ "3.1 activities a report (3.5 in March 2025)"."""
    return words.gettext(
        "{now} activities a report ({before} in {month})",
        now=words.number(now, 1),
        before=words.number(before, 1),
        month=words.month_in_year(month_before),
    )


def moved_text(words: Words, reports: str, movement: str, event: str) -> str:
    """What can move, as one or two sentences: reports, activities, and what happened to many at once."""
    first = words.gettext("{reports}; {movement}.", reports=reports, movement=movement) if movement else ""
    first = first or words.gettext("{sentence}.", sentence=reports)
    return f"{first} {event}" if event else first


def event_text(words: Words, cancelled: int, planned: int, alike: int, reason: str) -> str:
    """'16 of 94 activities were cancelled, all for the same reason: "Snow: schools were closed".'"""
    if alike == cancelled:
        return words.gettext(
            '{cancelled} of {planned} activities were cancelled, all for the same reason: "{reason}".',
            cancelled=cancelled,
            planned=planned,
            reason=reason,
        )
    return words.gettext(
        '{cancelled} of {planned} activities were cancelled, {alike} of them for the same reason: "{reason}".',
        cancelled=cancelled,
        planned=planned,
        alike=alike,
        reason=reason,
    )


def room_text(
    words: Words,
    tiers: Mapping[SupportTier, int],
    *,
    to_visit_too: int,
    visits: int | None,
    calls: int,
    are_own: bool,
    without_step: int,
) -> str:
    """
    "Room for 13 visits and 13 calls: 12 to visit, 12 to call, 2 that have sent too little to tell (1 of them also to
    visit), 10 with one thing to raise. 19 of the 26 to visit or call have no next step."

    tiers: schools by tier. visits, calls: what the district has room for; visits None: these are not all its schools.
    """
    schools = sum(tiers.values())
    rest = [counted(words, clause, tiers[tier]) for tier, clause in ROOM.items() if tiers.get(tier)]
    if to_visit_too:
        at = [tier for tier in ROOM if tiers.get(tier)].index(SupportTier.NOT_ENOUGH_DATA)
        rest[at] = _also_to_visit(words, rest[at], to_visit_too, tiers[SupportTier.NOT_ENOUGH_DATA])
    if not rest:
        return counted(words, CALM[are_own], schools)
    listed = words.listed(rest)
    if visits is None:
        said = counted(words, OF_SCHOOLS[are_own], schools, rest=listed)
    else:
        said = words.gettext(
            "Room for {visits} and {calls}: {rest}.",
            visits=words.ngettext("{count} visit", "{count} visits", visits),
            calls=words.ngettext("{count} call", "{count} calls", calls),
            rest=listed,
        )
    steps = _steps_text(words, sum(count for tier, count in tiers.items() if tier.is_list), without_step)
    return f"{said} {steps}" if steps else said


def _also_to_visit(words: Words, clause: str, count: int, too_little: int) -> str:
    """ "2 that have sent too little to tell (1 of them also to visit)"."""
    if count == too_little:
        return counted(words, NN_("{clause} (also to visit)", "{clause} (all also to visit)"), count, clause=clause)
    also = NN_("{clause} ({count} of them also to visit)", "{clause} ({count} of them also to visit)")
    return counted(words, also, count, clause=clause)


def _steps_text(words: Words, to_contact: int, without_step: int) -> str:
    if not without_step:
        return ""
    if without_step == to_contact:
        none_has = NN_(
            "The one to visit or call has no next step.", "None of the {count} to visit or call has a next step."
        )
        return counted(words, none_has, to_contact)
    some_have = NN_(
        "{count} of the {schools} to visit or call has no next step.",
        "{count} of the {schools} to visit or call have no next step.",
    )
    return counted(words, some_have, without_step, schools=to_contact)


# ---------------------------------------------------------------- what is behind it
def received_text(words: Words, received: int, expected: int) -> str:
    """ "79 of 85 received"."""
    return counted(
        words, NN_("{count} of {expected} received", "{count} of {expected} received"), received, expected=expected
    )


def attention_text(words: Words, code: Attention, count: int) -> str:
    """ "19 to review": so many schools."""
    return counted(words, COUNTED[code], count)
