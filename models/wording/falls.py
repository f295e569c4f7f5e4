"""What fell at a school, in a sentence: the figure of the last months beside the one before. Pure."""

from models.support_need.falls import Fall
from models.vocabulary import Indicator
from models.wording.counted import NN_, counted
from models.wording.language import Words


def fall_text(words: Words, fall: Fall) -> str:
    """
    "no activities in 3 reports since January; 9 in 5 reports before".

    Numbers are those of the school's own months, so that they can be counted in its boxes. No full stop, no capital.
    """
    return _TOLD[fall.code](words, fall)


def _numbers(words: Words, fall: Fall) -> dict[str, str]:
    return {
        "recent": words.number(fall.recent),
        "recent_of": words.number(fall.recent_of),
        "before": words.number(fall.before),
        "before_of": words.number(fall.before_of),
        "since": words.month(fall.since),
    }


def _reporting(words: Words, fall: Fall) -> str:
    told = NN_(
        "{recent} of {count} report missing or late since {since}; {before} of {before_of} before",
        "{recent} of {count} reports missing or late since {since}; {before} of {before_of} before",
    )
    return counted(words, told, round(fall.recent_of), **_numbers(words, fall))


def _plan(words: Words, fall: Fall) -> str:
    told = NN_(
        "{recent} of {count} plan step done on time since {since}; {before} of {before_of} before",
        "{recent} of {count} plan steps done on time since {since}; {before} of {before_of} before",
    )
    return counted(words, told, round(fall.recent_of), **_numbers(words, fall))


def _activity(words: Words, fall: Fall) -> str:
    if not fall.recent:
        none = NN_(
            "no activities in {count} report since {since}; {before} in {before_of} before",
            "no activities in {count} reports since {since}; {before} in {before_of} before",
        )
        return counted(words, none, round(fall.recent_of), **_numbers(words, fall))
    some = NN_(
        "{count} activity in {recent_of} reports since {since}; {before} in {before_of} before",
        "{count} activities in {recent_of} reports since {since}; {before} in {before_of} before",
    )
    return counted(words, some, round(fall.recent), **_numbers(words, fall))


def _turnout(words: Words, fall: Fall) -> str:
    told = NN_(
        "{count} family at an activity since {since}; {earlier} before",
        "{count} families at an activity since {since}; {earlier} before",
    )
    earlier = words.number(fall.before_rate)
    return counted(words, told, round(fall.recent_rate), since=words.month(fall.since), earlier=earlier)


def _response(words: Words, fall: Fall) -> str:
    return words.gettext(
        "{now} of 100 participants answered since {since}; {earlier} before",
        now=words.number(100 * fall.recent_rate),
        earlier=words.number(100 * fall.before_rate),
        since=words.month(fall.since),
    )


def _language(words: Words, fall: Fall) -> str:
    told = NN_(
        "{recent} of {count} activity in a home language since {since}; {before} of {before_of} before",
        "{recent} of {count} activities in a home language since {since}; {before} of {before_of} before",
    )
    return counted(words, told, round(fall.recent_of), **_numbers(words, fall))


_TOLD = {
    Indicator.REPORTING: _reporting,
    Indicator.PLAN: _plan,
    Indicator.ACTIVITY: _activity,
    Indicator.TURNOUT: _turnout,
    Indicator.RESPONSE: _response,
    Indicator.LANGUAGE: _language,
}
