"""
Every sentence a person reads about a tier, state or reason, from codes and figures. Pure.

Sentences describe reports, not people. A text comes as (sentence, aside): the aside is what stands beside it in smaller
type. The English texts stand where they are said, or by code in `models.wording.by_code`.
"""

from collections.abc import Callable
from datetime import date

from models.month_marks import MonthMark
from models.support_need.assessment import Reason
from models.support_need.figures import Figures
from models.vocabulary import N_, Indicator, SupportTier
from models.wording.by_code import EVIDENCE, GAPS, HELP, INDICATORS, LESS, MARKS, OFFERS
from models.wording.counted import NN_, counted
from models.wording.language import Words

TRENDS = {"lower": N_("clearly lower than before"), "higher": N_("clearly higher than before")}

NUMBERS = {0: N_("none"), 1: N_("one"), 2: N_("two"), 3: N_("three"), 4: N_("four"), 5: N_("five"), 6: N_("six")}

HIDDEN = {
    Indicator.RESPONSE: (N_("fewer than 10 answers since {since}"), N_("schools like this: {peers} of 100")),
    Indicator.RATING: (N_("parents rate lower than at schools like this"), N_("fewer than 10 answers")),
}
"""Sentence and aside where the figure would rest on too few people."""


def tier_text(words: Words, tier: SupportTier | str) -> str:
    return words.gettext(SupportTier(tier).label)


def offer_text(words: Words, tier: SupportTier | str) -> str:
    """What the office does next for a tier: "offer a visit"."""
    return words.gettext(OFFERS[SupportTier(tier)])


def also_on_visit_list(words: Words) -> str:
    """Beside a school with too little data that keeps its place among the visits."""
    return words.gettext("also on the visit list")


def month_mark_text(words: Words, mark: MonthMark | str) -> str:
    """A mark in words, as a reader hears it: "to review", "to review, 0 activities", "accepted, came late"."""
    mark = MonthMark(mark)
    said = words.gettext(MARKS[mark.on_time if mark.is_nil else mark.state])
    if mark.is_zero:
        said = words.gettext("{mark}, 0 activities", mark=said)
    return words.gettext("{mark}, came late", mark=said) if mark.is_late else said


def late_text(words: Words) -> str:
    """What the cut corner on any mark says."""
    return words.gettext("came late")


def zero_text(words: Words) -> str:
    """What the 0 in any mark says."""
    return words.gettext("0 activities")


def indicator_text(words: Words, code: Indicator | str) -> str:
    return words.gettext(INDICATORS[Indicator(code)])


def help_text(words: Words, code: Indicator | str) -> str:
    """What the office can offer for a reason."""
    return words.gettext(HELP[Indicator(code)])


LONG_SILENT = 20
"""Expected months without a report, from which on there may have been one that a list no longer looks back to."""


def silence_text(words: Words, last_received_on: date | None, months: float) -> str:
    """A state, not a reason: since when nothing has come; None: not within these expected months."""
    if last_received_on is None and months > LONG_SILENT:
        return words.gettext("Nothing received in three school years")
    if last_received_on is None:
        return words.gettext("Nothing received yet")
    return words.gettext("Nothing received since {day}", day=words.day_in_year(last_received_on))


def trend_text(words: Words, state: str) -> str:
    """ "lower" | "higher" | "" (no word)."""
    return words.gettext(TRENDS[state]) if state else ""


def no_reason_text(words: Words, score: float) -> str:
    """Where no single gap is large: small gaps that add up (score above typical), or none."""
    return words.gettext("Several small gaps, none large") if score > 0 else words.gettext("No gap stands out")


def certainty_text(words: Words, p_worst: float, worst: int) -> str:
    """How sure the list is, without a rank or a decimal."""
    tenths = round(10 * p_worst)
    if tenths == 0:
        return words.gettext(
            "Fewer than 1 in 10 schools with figures like these turn out to be among the {worst} that need support most"
            " in the next two months.",
            worst=worst,
        )
    if tenths == 10:
        return words.gettext(
            "Nearly all schools with figures like these turn out to be among the {worst} that need support most in the"
            " next two months.",
            worst=worst,
        )
    return words.gettext(
        "About {tenths} in 10 schools with figures like these turn out to be among the {worst} that need support most"
        " in the next two months.",
        tenths=tenths,
        worst=worst,
    )


def certainty_share_text(words: Words, p_worst: float) -> str:
    """The part of `certainty_text` to be seen first: "5 in 10"; "" where it says no share."""
    tenths = round(10 * p_worst)
    if tenths == 10:
        return ""
    # Words: must stand so in the sentence about how sure the list is.
    return words.gettext("{tenths} in 10", tenths=max(1, tenths))


def silence_check_text(words: Words) -> str:
    """Beside the rules, where reporting counts for less in this district."""
    return words.gettext("In this district late reports say little about the rest, so reporting counts for less.")


def small_level_text(words: Words, level: str) -> str:
    """Beside a level with too few schools to compare among themselves."""
    return words.gettext("{level}: fewer than five schools, compared with the whole district.", level=level)


def also_text(words: Words, reasons: tuple[Reason, ...]) -> str:
    """The further reasons in a few words: "also fewer activities, fewer types"; "" where there is none."""
    named = words.listed(words.gettext(LESS[reason.code]) for reason in reasons)
    return words.gettext("also {named}", named=named) if named else ""


def evidence_text(words: Words, reason: Reason) -> str:
    """On how much a reason rests: "64 answers"."""
    return counted(words, EVIDENCE[reason.code], round(reason.figures.n))


def reason_text(words: Words, reason: Reason) -> tuple[str, str]:
    """One reason as (sentence, aside), e.g. ("2 of the last 4 reports have not arrived", "(typical: 0)")."""
    figures = reason.figures
    longer = [words.gettext("from earlier months")] if figures.longer else []
    if figures.hidden:
        sentence, aside = HIDDEN[reason.code]
        beside = [words.gettext(aside, peers=round(figures.peers))] if figures.peers == figures.peers else []
        return words.gettext(sentence, since=_since(words, figures)), _aside(words, [*beside, *longer])
    if figures.n == 0:
        none_counted = words.gettext("none counted since {since}", since=_since(words, figures))
        return words.gettext(GAPS[reason.code]), _aside(words, [words.gettext("from earlier months"), none_counted])
    told, beside = _WITH_FIGURES[reason.code](words, figures)
    return told, _aside(words, [*beside, *longer])


def strength_text(words: Words, reason: Reason | None) -> tuple[str, str]:
    """The one strength as (sentence, aside); two empty texts where none stands out."""
    if reason is None:
        return "", ""
    if reason.code is Indicator.REPORTING:
        sentence, aside = _reporting_strength(words, reason.figures)
    else:
        sentence, aside = _WITH_FIGURES[reason.code](words, reason.figures)
    return words.gettext("Strength: {sentence}", sentence=sentence), _aside(words, aside)


def _aside(words: Words, parts: list[str]) -> str:
    return words.gettext("({aside})", aside=words.gettext("; ").join(parts)) if parts else ""


def _since(words: Words, figures: Figures) -> str:
    return words.month(figures.since) if figures.since else ""


def _peers(words: Words, peers: object) -> str:
    return words.gettext("schools like this: {peers}", peers=peers)


def _peers_of(words: Words, figures: Figures) -> str:
    return words.gettext("schools like this: {peers} of {n}", peers=round(figures.peers), n=round(figures.n))


def _reporting(words: Words, figures: Figures) -> tuple[str, list[str]]:
    missing, late, due = round(figures.own), round(figures.late), round(figures.n)
    typical, typical_late = round(figures.peers), round(figures.late_peers)
    if missing == 0 and late == 0:
        return words.gettext(GAPS[Indicator.REPORTING]), [words.gettext("the last {n} arrived on time", n=due)]
    if missing == 0:
        came_late = NN_("{count} of the last {n} reports came late", "{count} of the last {n} reports came late")
        return counted(words, came_late, late, n=due), [_usual(words, typical_late)]
    if late:
        missing_and_late = NN_(
            "{count} of the last {n} reports has not arrived, {late} came late",
            "{count} of the last {n} reports have not arrived, {late} came late",
        )
        usual = words.gettext("usual: {missing} missing, {late} late", missing=typical, late=typical_late)
        aside = usual if typical or typical_late else words.gettext("usual: all on time")
        return counted(words, missing_and_late, missing, n=due, late=late), [aside]
    not_arrived = NN_(
        "{count} of the last {n} reports has not arrived", "{count} of the last {n} reports have not arrived"
    )
    return counted(words, not_arrived, missing, n=due), [_usual(words, typical)]


def _usual(words: Words, number: int) -> str:
    return words.gettext("usual: {number}", number=number) if number else words.gettext("usual: none")


def _reporting_strength(words: Words, figures: Figures) -> tuple[str, list[str]]:
    due = round(figures.n)
    if figures.own == 0 and figures.late == 0:
        return words.gettext("the last {n} reports all arrived on time", n=due), []
    return words.gettext("{own} of the last {n} reports arrived", own=due - round(figures.own), n=due), []


def _plan(words: Words, figures: Figures) -> tuple[str, list[str]]:
    steps = NN_(
        "{own} of {count} plan step due since {since} was done on time",
        "{own} of {count} plan steps due since {since} were done on time",
    )
    sentence = counted(words, steps, round(figures.n), own=round(figures.own), since=_since(words, figures))
    return sentence, [_peers_of(words, figures)]


def _activity(words: Words, figures: Figures) -> tuple[str, list[str]]:
    since = _since(words, figures)
    sentence = words.gettext("{own} activities a month since {since}", own=words.number(figures.own, 1), since=since)
    return sentence, [words.gettext("schools like this: {peers}", peers=words.number(figures.peers, 1))]


def _response(words: Words, figures: Figures) -> tuple[str, list[str]]:
    own, since = round(figures.own), _since(words, figures)
    sentence = words.gettext("{own} of 100 participants answered since {since}", own=own, since=since)
    return sentence, [_peers(words, round(figures.peers))]


def _rating(words: Words, figures: Figures) -> tuple[str, list[str]]:
    answers = NN_("{count} answers since {since}", "{count} answers since {since}")
    aside = [
        _peers(words, words.number(figures.peers, 1)),
        counted(words, answers, round(figures.n), since=_since(words, figures)),
    ]
    return words.gettext("parents rate {own} of 5", own=words.number(figures.own, 1)), aside


def _turnout(words: Words, figures: Figures) -> tuple[str, list[str]]:
    own, since = round(figures.own), _since(words, figures)
    if figures.per_pupil:
        per_pupil = NN_(
            "{count} family per 100 pupils at a typical event since {since}",
            "{count} families per 100 pupils at a typical event since {since}",
        )
        return counted(words, per_pupil, own, since=since), [_peers(words, round(figures.peers))]
    families = NN_(
        "{count} family at a typical event since {since}", "{count} families at a typical event since {since}"
    )
    return counted(words, families, own, since=since), [_peers(words, round(figures.peers))]


def _breadth(words: Words, figures: Figures) -> tuple[str, list[str]]:
    types = NN_("{own} of six types in the last report", "{own} of six types in the last {n} reports")
    own, reports = (words.gettext(NUMBERS[round(number)]) for number in (figures.own, figures.n))
    sentence = counted(words, types, round(figures.n), own=own, n=reports)
    # A level's median may fall between two whole numbers; half a type is said as a figure.
    is_whole = figures.peers == int(figures.peers)
    peers = words.gettext(NUMBERS[int(figures.peers)]) if is_whole else words.number(figures.peers, 1)
    return sentence, [_peers(words, peers)]


def _language(words: Words, figures: Figures) -> tuple[str, list[str]]:
    spoken = [name.strip() for name in figures.home_languages.split(";") if name.strip() not in ("", "English")]
    in_one = NN_(
        "{own} of {count} activity in {language} since {since}",
        "{own} of {count} activities in {language} since {since}",
    )
    in_any = NN_(
        "{own} of {count} activity in a home language since {since}",
        "{own} of {count} activities in a home language since {since}",
    )
    own, held, since = round(figures.own), round(figures.n), _since(words, figures)
    if len(spoken) == 1:
        sentence = counted(words, in_one, held, own=own, language=spoken[0], since=since)
    else:
        sentence = counted(words, in_any, held, own=own, since=since)
    learners = words.gettext("{rate} English learners", rate=words.percent(figures.english_learner_rate))
    return sentence, [learners, _peers_of(words, figures)]


_WITH_FIGURES: dict[Indicator, Callable[[Words, Figures], tuple[str, list[str]]]] = {
    Indicator.REPORTING: _reporting,
    Indicator.PLAN: _plan,
    Indicator.ACTIVITY: _activity,
    Indicator.RESPONSE: _response,
    Indicator.RATING: _rating,
    Indicator.TURNOUT: _turnout,
    Indicator.BREADTH: _breadth,
    Indicator.LANGUAGE: _language,
}
