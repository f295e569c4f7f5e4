"""Sentences of one school's detail: what leads its reasons, all else together, what the office can offer. Pure."""

from collections.abc import Collection, Sequence
from datetime import date

from models.school_charts.peer_months import Peers
from models.support_need.assessment import Reason
from models.vocabulary import N_, ContactResult, DecisionKind, Indicator, Role, SupportTier
from models.wording.by_code import OFFER_SENTENCES, OFFER_SENTENCES_WITH_HELP
from models.wording.counted import NN_, counted
from models.wording.language import Words
from models.wording.reasons import help_text, silence_text


def lead_text(
    words: Words,
    *,
    enough_data: bool,
    silent_since: date | None,
    months_since_report: float,
    score: float,
    has_reasons: bool,
    trend_state: str,
) -> str:
    """
    What is said before the reasons: silence, that there is no reason, a lower trend; "" where none holds.

    The figures are as in `Assessment.schools`: score in SD of the district, silent_since None where nothing came.
    """
    told = []
    if not enough_data:
        silence = silence_text(words, silent_since, months_since_report)
        told.append(words.gettext("{silence}; judged by older reports.", silence=silence))
    if not has_reasons and score > 0:
        told.append(words.gettext("Several small gaps, none large."))
    elif not has_reasons:
        told.append(words.gettext("No gap stands out."))
    if trend_state == "lower":
        told.append(words.gettext("The recent months are clearly lower than before."))
    return " ".join(told)


def not_judged_lead_text(words: Words, state: str, aside: str) -> str:
    """A school that owes no report: "Closed on 31 December 2025; no report is expected."."""
    return words.gettext("{state}; {aside}.", state=state, aside=aside)


THINGS = {
    Indicator.REPORTING: N_("reports"),
    Indicator.PLAN: N_("plan steps"),
    Indicator.ACTIVITY: N_("activities"),
    Indicator.RESPONSE: N_("parents' answers"),
    Indicator.RATING: N_("ratings"),
    Indicator.TURNOUT: N_("families who come"),
    Indicator.BREADTH: N_("types of involvement"),
    Indicator.LANGUAGE: N_("home languages"),
}
"""What each indicator is about, as a school's panel names it."""


def rest_text(words: Words, more: Collection[Indicator], less: Collection[Indicator]) -> tuple[str, str]:
    """All indicators without a line of their own, as (sentence, aside); more and less: those that add and take need."""
    named_more, named_less = (words.listed(words.gettext(THINGS[code]) for code in codes) for codes in (more, less))
    if more and less:
        aside = words.gettext("(more need in {more}; less in {less})", more=named_more, less=named_less)
    elif more:
        aside = words.gettext("(more need in {more})", more=named_more)
    elif less:
        aside = words.gettext("(less need in {less})", less=named_less)
    else:
        aside = words.gettext("(as is typical)")
    return words.gettext("Everything else"), aside


POINTS = ((0.5, N_("much more need")), (0.05, N_("more need")), (-0.05, N_("as is typical")), (-0.5, N_("less need")))
"""From so many points on (SD of the district) what an indicator says of a school; below the last: much less need."""


def points_text(words: Words, points: float) -> str:
    """What an indicator's part of the score says, without its decimals."""
    for least, text in POINTS:
        if points >= least:
            return words.gettext(text)
    return words.gettext("much less need")


def office_text(words: Words, tier: SupportTier, reasons: Sequence[Reason], *, has_liaison: bool = True) -> str:
    """What the office can offer: its first step, then help for each reason; a liaison where a school has none."""
    named = list(dict.fromkeys(help_text(words, reason.code) for reason in reasons))
    if not has_liaison:
        named.insert(0, words.gettext("help to name a liaison"))
    if not named or tier == SupportTier.STEADY:
        return words.gettext(OFFER_SENTENCES[tier])
    return words.gettext(OFFER_SENTENCES_WITH_HELP[tier], help=words.gettext("; ").join(named))


def contact_text(words: Words, days: int | None, tries: int) -> str:
    """
    How long ago somebody answered: "12 days". days: None where nobody did; tries: contacts without an answer since.
    """
    if days is None:
        return words.gettext("never answered") if tries else words.gettext("none yet")
    return words.ngettext("{count} day", "{count} days", days) if days else words.gettext("today")


def tries_text(words: Words, days: int | None, tries: int) -> str:
    """Beside the last contact, what was tried since without an answer: "3 tries since, no answer"; "" for none."""
    if not tries:
        return ""
    if days is None:
        return counted(words, NN_("{count} try, no answer", "{count} tries, no answer"), tries)
    return counted(words, NN_("{count} try since, no answer", "{count} tries since, no answer"), tries)


def reached_text(words: Words, days: int | None, tries: int) -> str:
    """The last answered contact in a sentence: "Last answered 29 days ago; 2 tries since, no answer."."""
    if days is None:
        return counted(words, NN_("{count} try, never answered.", "{count} tries, never answered."), tries)
    if tries:
        told = tries_text(words, days, tries)
        if not days:
            return words.gettext("Last answered today; {tries}.", tries=told)
        ago = NN_("Last answered {count} day ago; {tries}.", "Last answered {count} days ago; {tries}.")
        return counted(words, ago, days, tries=told)
    if not days:
        return words.gettext("Last answered today.")
    return counted(words, NN_("Last answered {count} day ago.", "Last answered {count} days ago."), days)


CONTACT_RESULTS = {
    ContactResult.ACCEPTED: N_("The offer was accepted"),
    ContactResult.DECLINED: N_("The offer was declined"),
    ContactResult.NO_ANSWER: N_("No answer"),
}


def contact_result_text(words: Words, result: str) -> str:
    """What came of a contact, by its code."""
    return words.gettext(CONTACT_RESULTS[ContactResult(result)])


def peers_of_text(words: Words, peers: Peers | None) -> str:
    """Who a school's months are compared with: "12 schools of this level and size"; "" where with nobody."""
    if peers is None:
        return ""
    if peers.are_of_size:
        of_size = NN_("{count} school of this level and size", "{count} schools of this level and size")
        return counted(words, of_size, peers.count)
    return counted(words, NN_("{count} school of this level", "{count} schools of this level"), peers.count)


DECISION_MARKS = {
    DecisionKind.LIAISON_CHANGED: N_("liaison changed, {day}"),
    DecisionKind.PRINCIPAL_CHANGED: N_("principal changed, {day}"),
    DecisionKind.JUDGEMENT: N_("coordinator's judgement, {day}"),
    DecisionKind.DATA_DISPUTE: N_("data dispute, {day}"),
}


def decision_mark_text(words: Words, kind: DecisionKind, day: str) -> str:
    """A decision by hand as a chart of months marks it: "liaison changed, 18 Nov"; `day` as the page writes it."""
    return words.gettext(DECISION_MARKS[kind], day=day)


SENT_FOR = {
    Role.COORDINATOR: N_("sent by {name}, coordinator, for the school"),
    Role.DIRECTOR: N_("sent by {name}, director, for the school"),
}


def sent_for_text(words: Words, name: str, role: str) -> str:
    """Of a report that somebody of the office sent in the school's name."""
    return words.gettext(SENT_FOR[Role(role)], name=name)


# ---------------------------------------------------------------- what the school says is wrong
def disputed_list_text(words: Words, month: date) -> str:
    return words.gettext("On the list of {month}", month=words.month_in_year(month))


def disputed_text(words: Words, who: str, day: date, month: date) -> str:
    """Who said when of which list that something is wrong."""
    return words.gettext(
        "{who} said on {day} that this is wrong on the list of {month}.",
        who=who, day=words.day(day), month=words.month_in_year(month),
    )  # fmt: skip


def disputed_mark_text(words: Words, day: date, *, is_open: bool) -> str:
    """The mark of a disputed figure; day: on which it was said, or was answered."""
    text = N_("disputed by the school on {day}") if is_open else N_("disputed, answered on {day}")
    return words.gettext(text, day=words.short_day(day))


def dispute_answered_text(words: Words, who: str, day: date, *, is_agreed: bool) -> str:
    text = (
        N_("{who} agreed on {day}; it is mended where it comes from.")
        if is_agreed
        else N_("{who} answered on {day}; the figure stays.")
    )
    return words.gettext(text, who=who, day=words.day(day))
