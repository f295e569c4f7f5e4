"""Sentences of whom so many visits reach, and of the office's plan against need. Pure."""

from collections.abc import Mapping
from datetime import date

from models.support_need.list_checks import HitRate
from models.support_need.whom_to_visit import Candidate, Choice, VisitOrder
from models.vocabulary import ContactChannel, SupportTier
from models.wording import lists as wording_lists
from models.wording.language import Words

EXTRA, CHECK = SupportTier.EXTRA_SUPPORT, SupportTier.CHECK_IN
MORE_ROOM = (-1, 1, 2)


def answer_text(words: Words, room: int, counts: Mapping[SupportTier, int], need: Mapping[SupportTier, int]) -> str:
    """ "6 visits reach 4 of 4 schools that need extra support, and 2 of 2 to check in." """
    if not room:
        return words.gettext("No visit is planned yet. Say how many you can make.")
    return words.ngettext(
        "{count} visit reaches {extra} of {all} schools that need extra support, and {check} of {calls} to check in.",
        "{count} visits reach {extra} of {all} schools that need extra support, and {check} of {calls} to check in.",
        room, extra=counts[EXTRA], all=need[EXTRA], check=counts[CHECK], calls=need[CHECK],
    )  # fmt: skip


def cut_text(words: Words, room: int, reached: int) -> str:
    """Between the schools that are visited and the next."""
    if reached < room:
        return words.ngettext(
            "{count} visit is free: nobody more needs one",
            "{count} visits are free: nobody more needs one",
            room - reached,
        )
    return words.ngettext("Room for {count} ends here", "Room for {count} ends here", room)


def next_text(words: Words, room: int, one: Candidate | None) -> str:
    """Who would be next with one visit more; empty for nobody."""
    return "" if one is None else words.gettext("With {count}, {school} would be next.", count=room, school=one.name)


def no_room_text(words: Words, tier: SupportTier) -> str:
    if tier is EXTRA:
        return words.gettext("Why not: needs extra support, but there is no room")
    return words.gettext("Why not: to check in, but there is no room; a call may do")


def just_below_text(words: Words, tier: SupportTier) -> str:
    if tier is SupportTier.ONE_THING:
        return words.gettext("Why not: one thing to raise, just below Check in")
    return words.gettext("Why not: steady, just below Check in")


def agreed_text(words: Words, agreed: int, proposed: int) -> str:
    """ "2 are agreed. 4 are suggestions you can move." """
    told = words.ngettext("{count} is agreed.", "{count} are agreed.", agreed) if agreed else ""
    free = words.ngettext("{count} is a suggestion you can move.", "{count} are suggestions you can move.", proposed)
    return " ".join(filter(None, [told, free if proposed else ""]))


def adds_text(words: Words, adds: int, agreed: int) -> str:
    """What the button will do, said before it is pressed."""
    if not adds:
        return words.gettext("Nothing to add: every visit is agreed already.")
    said = words.ngettext("Adds {count} next step with a date.", "Adds {count} next steps with dates.", adds)
    stay = words.ngettext("The {count} agreed one stays as it is.", "The {count} agreed ones stay as they are.", agreed)
    return " ".join(filter(None, [said, stay if agreed else "", words.gettext("Undo for a day.")]))


def planned_text(words: Words, visits: int) -> str:
    return words.ngettext(
        "{count} visit is planned. It stands among your next steps.",
        "{count} visits are planned. They stand among your next steps.",
        visits,
    )


def how_lines(
    words: Words, counts: Mapping[SupportTier, int], need: Mapping[SupportTier, int], order: VisitOrder
) -> list[tuple[str, str]]:
    """How they were chosen: how many, and of which list."""
    extra = (
        words.gettext("Extra support, every one of them")
        if counts[EXTRA] == need[EXTRA]
        else words.ngettext("Extra support, of {count} school", "Extra support, of {count} schools", need[EXTRA])
    )
    check = (
        words.gettext("Check in, who waited longest for a visit or call first. An e-mail does not count")
        if order is VisitOrder.WAIT
        else words.gettext("Check in, who fell furthest lately first")
    )
    others = sum(counts[tier] for tier in counts if tier not in (EXTRA, CHECK))
    steady = (
        words.gettext("Steady: no visit is needed there") if not others else words.gettext("others, chosen by hand")
    )
    return [(words.number(counts[EXTRA]), extra), (words.number(counts[CHECK]), check), (words.number(others), steady)]


def if_it_were_lines(words: Words, room: int, choice: Choice) -> list[tuple[str, str]]:
    """The same with one visit less, one more, two more."""
    lines = []
    for more in MORE_ROOM:
        if room + more < 0:
            continue
        lines.append((words.number(room + more), _if_it_were(words, room, more, choice)))
    return lines


def _if_it_were(words: Words, room: int, more: int, choice: Choice) -> str:
    if more < 0:
        last = choice.chosen[-1] if len(choice.chosen) >= room and choice.chosen else None
        return words.gettext("without {school}", school=last.name) if last else words.gettext("the same schools")
    also = [one.name for at in range(1, more + 1) if (one := choice.with_room(at)) is not None]
    if not also:
        return words.gettext("nobody more: the rest needs no visit")
    if len(also) < more:
        return words.gettext("with {schools}, then nobody more", schools=words.listed(also))
    return words.gettext("with {schools}", schools=words.listed(also))


def past_text(words: Words, hits: HitRate | None) -> str:
    """How past visits found the lists."""
    if hits is None or not hits.listed:
        return words.gettext("No visit has said yet whether the list was right.")
    told = words.begun(wording_lists.hits_text(words, hits.agreed, hits.listed, hits.in_part))
    return " ".join([words.gettext("{told}.", told=told), words.gettext("Some schools recover without a visit too.")])


def waited_text(words: Words, days: int | None) -> str:
    return words.gettext("never") if days is None else words.ngettext("{count} day", "{count} days", days)


def last_text(words: Words, channel: ContactChannel, when: date) -> str:
    """ "visited 23 Mar", "called 5 Mar"."""
    day = words.short_day(when)
    if channel is ContactChannel.IN_PERSON:
        return words.gettext("visited {day}", day=day)
    return words.gettext("called {day}", day=day)


def office_answer_text(words: Words, planned: int, extra: int, without: int) -> str:
    """What the director reads first: the plan of all coordinators against need."""
    visits = words.ngettext("{count} visit is planned.", "{count} visits are planned.", planned)
    return " ".join([visits, _without(words, extra, without)])


def _without(words: Words, extra: int, without: int) -> str:
    if not extra:
        return words.gettext("No school needs extra support.")
    if not without:
        return words.ngettext(
            "The {count} school that needs extra support has one, or had one lately.",
            "All {count} schools that need extra support have one, or had one lately.",
            extra,
        )
    return words.ngettext(
        "{count} of {all} schools that need extra support has none.",
        "{count} of {all} schools that need extra support have none.",
        without, all=extra,
    )  # fmt: skip
