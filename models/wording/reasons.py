"""
Every sentence a person reads about a tier, state or reason, by code. Pure.

One table of templates per language; a second language is one more table with the same keys, and no other line
changes. Sentences describe reports, not people. A text comes as (sentence, aside): the aside is what stands beside it
in smaller type.
"""

from collections.abc import Mapping
from datetime import date

from models.support_need.assessment import Reason
from models.support_need.changes import Change
from models.support_need.figures import Figures
from models.vocabulary import Indicator, MonthMark, SupportTier
from models.wording.english import ENGLISH

LANGUAGES: Mapping[str, Mapping[str, str]] = {"en": ENGLISH}

ZERO = "zero"
"""The tenth month mark: received, with no activity in it."""


def say(key: str, language: str = "en", **values: object) -> str:
    """The text of a key with its values put in. Raises KeyError for a key or language that has no text."""
    return LANGUAGES[language][key].format(**values)


def tier_text(tier: SupportTier | str, language: str = "en") -> str:
    return say(f"tier.{SupportTier(tier)}", language)


def offer_text(tier: SupportTier | str, language: str = "en") -> str:
    """What the office does next for a tier: "offer a visit"."""
    return say(f"offer.{SupportTier(tier)}", language)


def also_on_visit_list(language: str = "en") -> str:
    """Beside a school with too little data that keeps its place among the visits."""
    return say("also_on_visit_list", language)


def month_mark_text(mark: MonthMark | str, language: str = "en") -> str:
    """The ten marks in words; "zero" is a received report without activities."""
    return say(f"mark.{mark}" if mark == ZERO else f"mark.{MonthMark(mark)}", language)


def indicator_text(code: Indicator | str, language: str = "en") -> str:
    return say(f"indicator.{Indicator(code)}", language)


def help_text(code: Indicator | str, language: str = "en") -> str:
    """What the office can offer for a reason."""
    return say(f"help.{Indicator(code)}", language)


def month_name(month: date, language: str = "en") -> str:
    return say(f"month.{month.month}", language)


def day_text(day: date, language: str = "en") -> str:
    """ "10 October", without the year, which stands elsewhere on the page."""
    return say("day", language, day=day.day, month=month_name(day, language))


def silence_text(last_received_on: date | None, language: str = "en") -> str:
    """A state, not a reason: since when nothing has come; None: nothing ever has."""
    if last_received_on is None:
        return say("silence.never", language)
    return say("silence.since", language, day=day_text(last_received_on, language))


def trend_text(state: str, language: str = "en") -> str:
    """ "lower" | "higher" | "" (no word)."""
    return say(f"trend.{state}", language) if state else ""


def no_reason_text(score: float, language: str = "en") -> str:
    """Where no single gap is large: small gaps that add up (score above typical), or none."""
    return say("no_reason.small_gaps" if score > 0 else "no_reason.none", language)


def certainty_text(p_worst: float, worst: int, language: str = "en") -> str:
    """How sure the list is, without a rank or a decimal."""
    tenths = round(10 * p_worst)
    key = "certainty.few" if tenths == 0 else "certainty.nearly_all" if tenths == 10 else "certainty"
    return say(key, language, tenths=tenths, worst=worst)


def stays_text(share: float, on_list: bool, language: str = "en") -> str:
    """ "stays in 9 of 10", or "enters in 4 of 10" for a school outside the list."""
    return say("stays" if on_list else "enters", language, tenths=round(10 * share))


def silence_check_text(language: str = "en") -> str:
    """Beside the rules, where reporting counts for less in this district."""
    return say("silence_check", language)


def small_level_text(level: str, language: str = "en") -> str:
    """Beside a level with too few schools to compare among themselves."""
    return say("small_level", language, level=level)


def change_text(change: Change, language: str = "en") -> str:
    """Why a school entered or left a list since last month."""
    head = say(f"change.{change.list_name}.{'entered' if change.entered else 'left'}", language)
    return f"{head}: {change_cause_text(change, language)}"


def change_cause_text(change: Change, language: str = "en") -> str:
    """The same without the list's name, where that stands above: "fewer activities"."""
    if change.cause == "score":
        direction = "short" if change.entered else "better"
        return say(f"{direction}.{change.moved[0][0]}", language)
    return say(f"change.cause.{change.cause}", language)


def also_text(reasons: tuple[Reason, ...], language: str = "en") -> str:
    """The further reasons in a few words: "also fewer activities, fewer types"; "" where there is none."""
    named = ", ".join(say(f"short.{reason.code}", language) for reason in reasons)
    return say("also", language, named=named) if named else ""


def evidence_text(reason: Reason, language: str = "en") -> str:
    """On how much a reason rests: "64 answers"."""
    count = round(reason.figures.n)
    return say(f"evidence.{reason.code}" if count != 1 else f"evidence.{reason.code}.one", language, n=count)


def reason_text(reason: Reason, language: str = "en") -> tuple[str, str]:
    """One reason as (sentence, aside), e.g. ("2 of the last 4 reports have not arrived", "(typical: 0)")."""
    figures = reason.figures
    longer = [say("longer", language)] if figures.longer else []
    if figures.hidden:
        return _hidden(reason, longer, language)
    if figures.n == 0:
        since = _since(figures, language)
        return say(f"gap.{reason.code}", language), _aside(
            [say("longer", language), say("none_counted", language, since=since)]
        )
    sentence, aside = _WITH_FIGURES[reason.code](figures, language)
    return sentence, _aside([*aside, *longer])


def strength_text(reason: Reason | None, language: str = "en") -> tuple[str, str]:
    """The one strength as (sentence, aside); two empty texts where none stands out."""
    if reason is None:
        return "", ""
    if reason.code is Indicator.REPORTING:
        sentence, aside = _reporting_strength(reason.figures, language)
    else:
        sentence, aside = _WITH_FIGURES[reason.code](reason.figures, language)
    return say("strength", language, sentence=sentence), _aside(aside)


def _aside(parts: list[str]) -> str:
    return f"({'; '.join(parts)})" if parts else ""


def _since(figures: Figures, language: str) -> str:
    return month_name(figures.since, language) if figures.since else ""


def _hidden(reason: Reason, longer: list[str], language: str) -> tuple[str, str]:
    aside = say(f"hidden.{reason.code}.aside", language, peers=round(reason.figures.peers))
    sentence = say(f"hidden.{reason.code}", language, since=_since(reason.figures, language))
    return sentence, _aside([aside, *longer])


def _counted(key: str, count: int, language: str, **values: object) -> str:
    return say(key if count != 1 else f"{key}.one", language, own=count, **values)


def _reporting(figures: Figures, language: str) -> tuple[str, list[str]]:
    missing, late, due = round(figures.own), round(figures.late), round(figures.n)
    typical, typical_late = round(figures.peers), round(figures.late_peers)
    if missing == 0 and late == 0:
        return say("gap.reporting", language), [say("reporting.all_in", language, n=due)]
    if missing == 0:
        return _counted("reporting.late", late, language, n=due), [say("typical", language, peers=typical_late)]
    sentence = _counted("reporting.missing", missing, language, n=due)
    if late:
        both = say("reporting.and_late", language, sentence=sentence, late=late)
        return both, [say("typical.both", language, peers=typical, late=typical_late)]
    return sentence, [say("typical", language, peers=typical)]


def _reporting_strength(figures: Figures, language: str) -> tuple[str, list[str]]:
    due = round(figures.n)
    if figures.own == 0 and figures.late == 0:
        return say("reporting.on_time", language, n=due), []
    return say("reporting.arrived", language, own=due - round(figures.own), n=due), []


def _plan(figures: Figures, language: str) -> tuple[str, list[str]]:
    due = round(figures.n)
    sentence = say(
        "plan" if due != 1 else "plan.one", language, own=round(figures.own), n=due, since=_since(figures, language)
    )
    return sentence, [say("peers.of", language, peers=round(figures.peers), n=due)]


def _activity(figures: Figures, language: str) -> tuple[str, list[str]]:
    sentence = say("activity", language, own=figures.own, since=_since(figures, language))
    return sentence, [say("activity.peers", language, peers=figures.peers)]


def _response(figures: Figures, language: str) -> tuple[str, list[str]]:
    sentence = say("response", language, own=round(figures.own), since=_since(figures, language))
    return sentence, [say("peers", language, peers=round(figures.peers))]


def _rating(figures: Figures, language: str) -> tuple[str, list[str]]:
    aside = [
        say("peers.decimal", language, peers=figures.peers),
        say("rating.answers", language, n=round(figures.n), since=_since(figures, language)),
    ]
    return say("rating", language, own=figures.own), aside


def _turnout(figures: Figures, language: str) -> tuple[str, list[str]]:
    key = "turnout" if figures.per_pupil else "turnout.families"
    sentence = say(key, language, own=round(figures.own), since=_since(figures, language))
    return sentence, [say("peers", language, peers=round(figures.peers))]


def _breadth(figures: Figures, language: str) -> tuple[str, list[str]]:
    own, reports = round(figures.own), round(figures.n)
    words = {name: say(f"number.{count}", language) for name, count in (("own", own), ("n", reports))}
    sentence = say("breadth" if reports != 1 else "breadth.one", language, **words)
    # A level's median may fall between two whole numbers; half a type is said as a figure.
    peers = (
        say(f"number.{figures.peers:.0f}", language) if figures.peers == int(figures.peers) else f"{figures.peers:.1f}"
    )
    return sentence, [say("peers", language, peers=peers)]


def _language(figures: Figures, language: str) -> tuple[str, list[str]]:
    spoken = [name.strip() for name in figures.home_languages.split(";") if name.strip() not in ("", "English")]
    named = say("language.named", language, name=spoken[0]) if len(spoken) == 1 else say("language.any", language)
    own, held = round(figures.own), round(figures.n)
    sentence = say(
        "language" if held != 1 else "language.one",
        language,
        own=own,
        n=held,
        named=named,
        since=_since(figures, language),
    )
    learners = say("language.learners", language, rate=round(100 * figures.english_learner_rate))
    return sentence, [learners, say("peers.of", language, peers=round(figures.peers), n=held)]


_WITH_FIGURES = {
    Indicator.REPORTING: _reporting,
    Indicator.PLAN: _plan,
    Indicator.ACTIVITY: _activity,
    Indicator.RESPONSE: _response,
    Indicator.RATING: _rating,
    Indicator.TURNOUT: _turnout,
    Indicator.BREADTH: _breadth,
    Indicator.LANGUAGE: _language,
}
