"""
How a school compares, said to the school itself: "at schools like yours", never another school's name. Pure.

The same codes and figures as in `models.wording.reasons`, where they are said to the office.
"""

from collections.abc import Callable, Sequence
from datetime import date

from models.support_need.assessment import Reason
from models.support_need.figures import Figures
from models.vocabulary import N_, DecisionKind, Indicator, SchoolLevel, SupportTier
from models.wording.by_code import EVIDENCE
from models.wording.counted import NN_, counted
from models.wording.language import Words
from models.wording.reasons import NUMBERS

TIERS = {
    SupportTier.EXTRA_SUPPORT: N_("The office offers your school a visit."),
    SupportTier.CHECK_IN: N_("The office offers your school a call."),
    SupportTier.NOT_ENOUGH_DATA: N_(
        "Too few of your last reports are in to compare them. Your coordinator calls first."
    ),
    SupportTier.STEADY: N_("Your school is on no list this month."),
}
RAISED = N_("Your coordinator has one thing to talk over with you.")
"""For any further tier: it is on no list either, but something is to be said at the next occasion."""

HELP = {
    Indicator.REPORTING: N_("the one-page report form, and a call before the due date"),
    Indicator.PLAN: N_("help with the plan, or a smaller next step"),
    Indicator.ACTIVITY: N_("ready-made activities that schools like yours held"),
    Indicator.RESPONSE: N_("short answer cards, and help with asking"),
    Indicator.RATING: N_("a look at parents' comments together"),
    Indicator.TURNOUT: N_("help with other times, child care, transport or invitations"),
    Indicator.BREADTH: N_("examples of the types not yet reported"),
    Indicator.LANGUAGE: N_("translation, or an interpreter"),
    Indicator.SILENCE: N_("a call"),
    Indicator.TREND: N_("a call"),
}
"""What the office can help with, for a reason."""

GAPS = {
    Indicator.REPORTING: N_("Reports came late or not at all."),
    Indicator.PLAN: N_("Fewer plan steps were done on time."),
    Indicator.ACTIVITY: N_("You reported fewer activities than schools like yours."),
    Indicator.RESPONSE: N_("Fewer parents answered than at schools like yours."),
    Indicator.RATING: N_("Parents rated the activities lower than at schools like yours."),
    Indicator.TURNOUT: N_("Fewer families came than at schools like yours."),
    Indicator.BREADTH: N_("You reported fewer types than schools like yours."),
    Indicator.LANGUAGE: N_("Fewer activities were announced or held in a home language."),
}
"""A reason without figures."""

QUANTITIES = {
    Indicator.REPORTING: N_("Reports that have not arrived"),
    Indicator.PLAN: N_("Plan steps done on time"),
    Indicator.ACTIVITY: N_("Activities a month"),
    Indicator.RESPONSE: N_("Participants who answered, of 100"),
    Indicator.RATING: N_("Parents' rating, 1 to 5"),
    Indicator.TURNOUT: N_("Families per 100 pupils at a typical event"),
    Indicator.BREADTH: N_("Types of involvement, of six"),
    Indicator.LANGUAGE: N_("Activities in a home language"),
}
FAMILIES_ONLY = N_("Families at a typical event")
"""Turnout of a school whose number of pupils is unknown."""

OUT_OF = frozenset({Indicator.REPORTING, Indicator.PLAN, Indicator.LANGUAGE})
"""Figures that are a part of a whole: 2 of 4."""
WITH_TENTHS = frozenset({Indicator.ACTIVITY, Indicator.RATING})

SIMILAR = {
    SchoolLevel.ELEMENTARY: N_("Compared with similar elementary schools of the district. No school is named."),
    SchoolLevel.K8: N_("Compared with similar K-8 schools of the district. No school is named."),
    SchoolLevel.MIDDLE: N_("Compared with similar middle schools of the district. No school is named."),
    SchoolLevel.HIGH: N_("Compared with similar high schools of the district. No school is named."),
    SchoolLevel.ALTERNATIVE: N_("Compared with similar alternative schools of the district. No school is named."),
}


def stands_text(words: Words, tier: str) -> str:
    """What a tier means for the school: what the office offers it."""
    return words.gettext(TIERS.get(SupportTier(tier), RAISED))


def since_text(words: Words, list_day: date) -> str:
    """From which list on the school has stood where it stands."""
    return words.gettext("In this group since the list of {day}.", day=words.day_in_year(list_day))


def not_compared_text(words: Words, first_list: date | None) -> str:
    """Before a year's first list; first_list: its day, None where it is not known."""
    if first_list is None:
        return words.gettext("There is no list of this year yet, so nothing is compared.")
    return words.gettext(
        "The first list of this year is made on {day}. From then on your figures stand here.", day=words.day(first_list)
    )


def lead_text(words: Words, *, has_reasons: bool, trend_state: str) -> str:
    """Before the reasons, or in their place; trend_state as in `Assessment.schools`."""
    told = [] if has_reasons else [words.gettext("No single figure stands out.")]
    if trend_state == "lower":
        told.append(words.gettext("Your recent months are lower than those before."))
    if trend_state == "higher":
        told.append(words.gettext("Your recent months are higher than those before."))
    return " ".join(told)


def offer_text(words: Words, tier: str, codes: Sequence[Indicator]) -> str:
    """What the office can help with; "" where nothing is to be said."""
    named = list(dict.fromkeys(words.gettext(HELP[code]) for code in codes))
    if not named or tier == SupportTier.STEADY:
        return ""
    return words.gettext("The office can help: {help}.", help=words.gettext("; ").join(named))


def by_hand_text(words: Words, decided: str, kind: DecisionKind) -> str:
    """A decision by hand, `decided` as `models.wording.lists.by_hand_text` says it, and why in a word."""
    return words.gettext("{decided}: {kind}.", decided=decided, kind=words.gettext(kind.label))


def similar_text(words: Words, level: str) -> str:
    """Who "schools like yours" are."""
    return words.gettext(SIMILAR[SchoolLevel(level)])


# ---------------------------------------------------------------- one figure beside others
def quantity_text(words: Words, code: Indicator, figures: Figures) -> str:
    if code is Indicator.TURNOUT and not figures.per_pupil:
        return words.gettext(FAMILIES_ONLY)
    return words.gettext(QUANTITIES[code])


def figure_text(words: Words, code: Indicator, value: float, n: float) -> str:
    """The school's figure, or the others', as a table says it: "2 of 4", "2.9", "27"."""
    if code in OUT_OF:
        return words.gettext("{part} of {whole}", part=round(value), whole=round(n))
    is_half = code is Indicator.BREADTH and value != round(value)
    return words.number(value, 1 if code in WITH_TENTHS or is_half else 0)


def hidden_text(words: Words) -> str:
    return words.gettext("fewer than 10 answers")


def rests_on_text(words: Words, code: Indicator, n: float) -> str:
    """On how much a figure rests: "64 answers"."""
    return counted(words, EVIDENCE[code], round(n))


# ---------------------------------------------------------------- a reason, or what goes well
def reason_text(words: Words, reason: Reason) -> tuple[str, str]:
    """One reason as (sentence, aside); the aside says what is usual elsewhere."""
    figures, code = reason.figures, reason.code
    longer = [words.gettext("it shows over a longer time")] if figures.longer else []
    if figures.hidden or figures.n == 0:
        few = [words.gettext("fewer than 10 answers")] if figures.hidden else []
        return words.gettext(GAPS[code]), _aside(words, [*few, *longer])
    sentence, beside = _WITH_FIGURES[code](words, figures)
    return sentence, _aside(words, [beside, *longer])


def well_text(words: Words, reason: Reason) -> tuple[str, str]:
    """The one strength as (sentence, aside)."""
    figures = reason.figures
    if reason.code is Indicator.REPORTING:
        on_time = NN_("Your last report arrived on time.", "Your last {count} reports all arrived on time.")
        return counted(words, on_time, round(figures.n)), ""
    sentence, beside = _WITH_FIGURES[reason.code](words, figures)
    return sentence, _aside(words, [beside])


def _aside(words: Words, parts: list[str]) -> str:
    said = [part for part in parts if part]
    return words.gettext("({aside})", aside=words.gettext("; ").join(said)) if said else ""


def _alike(words: Words, peers: object) -> str:
    return words.gettext("at schools like yours: {peers}", peers=peers)


def _since(words: Words, figures: Figures) -> str:
    return words.month(figures.since) if figures.since else ""


def _reporting(words: Words, figures: Figures) -> tuple[str, str]:
    missing, late, due = round(figures.own), round(figures.late), round(figures.n)
    usual = words.gettext("usual in the district: {peers}", peers=round(figures.peers))
    if missing and late:
        both = NN_(
            "{count} of your last {n} reports has not arrived, and {late} came late.",
            "{count} of your last {n} reports have not arrived, and {late} came late.",
        )
        aside = words.gettext(
            "usual in the district: {peers} not arrived, {late} late",
            peers=round(figures.peers),
            late=round(figures.late_peers),
        )
        return counted(words, both, missing, n=due, late=late), aside
    if missing:
        not_arrived = NN_(
            "{count} of your last {n} reports has not arrived.", "{count} of your last {n} reports have not arrived."
        )
        return counted(words, not_arrived, missing, n=due), usual
    if late:
        came_late = NN_("{count} of your last {n} reports came late.", "{count} of your last {n} reports came late.")
        aside = words.gettext("usual in the district: {peers}", peers=round(figures.late_peers))
        return counted(words, came_late, late, n=due), aside
    return words.gettext(GAPS[Indicator.REPORTING]), words.gettext("the last {n} arrived on time", n=due)


def _plan(words: Words, figures: Figures) -> tuple[str, str]:
    steps = NN_(
        "{own} of {count} plan step due since {since} was done on time.",
        "{own} of {count} plan steps due since {since} were done on time.",
    )
    sentence = counted(words, steps, round(figures.n), own=round(figures.own), since=_since(words, figures))
    return sentence, words.gettext("usual in the district: {peers}", peers=round(figures.peers))


def _activity(words: Words, figures: Figures) -> tuple[str, str]:
    own = words.number(figures.own, 1)
    sentence = words.gettext(
        "You reported {own} activities a month since {since}.", own=own, since=_since(words, figures)
    )
    return sentence, _alike(words, words.number(figures.peers, 1))


def _response(words: Words, figures: Figures) -> tuple[str, str]:
    sentence = words.gettext(
        "{own} of 100 participants answered since {since}.", own=round(figures.own), since=_since(words, figures)
    )
    return sentence, _alike(words, round(figures.peers))


def _rating(words: Words, figures: Figures) -> tuple[str, str]:
    sentence = words.gettext("Parents rate your activities {own} of 5.", own=words.number(figures.own, 1))
    return sentence, _alike(words, words.number(figures.peers, 1))


def _turnout(words: Words, figures: Figures) -> tuple[str, str]:
    own, since = round(figures.own), _since(words, figures)
    per_pupil = NN_(
        "{count} family per 100 pupils came to a typical event since {since}.",
        "{count} families per 100 pupils came to a typical event since {since}.",
    )
    families = NN_(
        "{count} family came to a typical event since {since}.",
        "{count} families came to a typical event since {since}.",
    )
    return counted(words, per_pupil if figures.per_pupil else families, own, since=since), _alike(
        words, round(figures.peers)
    )


def _breadth(words: Words, figures: Figures) -> tuple[str, str]:
    types = NN_("Of the six types, your last report has {own}.", "Of the six types, your last {n} reports have {own}.")
    own = words.gettext(NUMBERS[round(figures.own)])
    sentence = counted(words, types, round(figures.n), own=own, n=round(figures.n))
    is_whole = figures.peers == int(figures.peers)
    peers = words.gettext(NUMBERS[int(figures.peers)]) if is_whole else words.number(figures.peers, 1)
    return sentence, _alike(words, peers)


def _language(words: Words, figures: Figures) -> tuple[str, str]:
    in_any = NN_(
        "{own} of {count} activity since {since} was announced or held in a home language.",
        "{own} of {count} activities since {since} were announced or held in a home language.",
    )
    sentence = counted(words, in_any, round(figures.n), own=round(figures.own), since=_since(words, figures))
    return sentence, words.gettext("usual in the district: {peers}", peers=round(figures.peers))


_WITH_FIGURES: dict[Indicator, Callable[[Words, Figures], tuple[str, str]]] = {
    Indicator.REPORTING: _reporting,
    Indicator.PLAN: _plan,
    Indicator.ACTIVITY: _activity,
    Indicator.RESPONSE: _response,
    Indicator.RATING: _rating,
    Indicator.TURNOUT: _turnout,
    Indicator.BREADTH: _breadth,
    Indicator.LANGUAGE: _language,
}
