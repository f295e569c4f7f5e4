"""
Sentences about the lists themselves: what people decided by hand, what changed since last month, how past lists did.

The texts are in the same table as those of `models.wording.reasons`. Pure.
"""

from collections.abc import Collection
from datetime import date

from models.support_need.changes import Change
from models.vocabulary import SupportTier
from models.wording.reasons import change_cause_text, change_text, month_name, say, tier_text

WORTH_A_WORD = 0.05
"""Points (SD of the district) an indicator must have moved to be named."""


def by_hand_text(puts_on_list: bool, until: str, language: str = "en") -> str:
    """What a person decided: "On Check in until 29 May 2026"; `until` is the day as the page writes it."""
    return say(f"by_hand.{'on' if puts_on_list else 'off'}", language, until=until)


def by_hand_beside_extra_support_text(language: str = "en") -> str:
    """Beside a decision that changes nothing while the school stands on Extra support."""
    return say("by_hand.extra_support", language)


def news_head_text(before: date, language: str = "en") -> str:
    """Before the names of who is new on a list: "Since February's list:"."""
    return say("news", language, month=month_name(before, language))


def no_news_text(language: str = "en") -> str:
    """After that, where nobody entered or left."""
    return say("news.none", language)


def news_text(list_name: str, entered: bool, count: int, language: str = "en", *, follows: bool = False) -> str:
    """ "2 new on Extra support", "1 left Check in"; "1 left" where it `follows` who is new on the same list."""
    key = "entered" if entered else "left.too" if follows else "left"
    return say(f"news.{key}", language, count=count, tier=tier_text(list_name, language))


def news_cause_text(change: Change, language: str = "en") -> str:
    """Why, beside a school's name in that line; a move between the lists says from or to which."""
    if change.cause != "other_list":
        return change_cause_text(change, language)
    other = SupportTier.CHECK_IN if change.list_name == SupportTier.EXTRA_SUPPORT else SupportTier.EXTRA_SUPPORT
    told = say(f"news.{'from' if change.entered else 'to'}", language, tier=tier_text(other, language))
    return ": ".join([told, *_moved_most(change, language)[:1]])


def _moved_most(change: Change, language: str) -> list[str]:
    """In the direction of the change, at most two; none where nothing moved enough to be named."""
    sign, direction = (1, "short") if change.entered else (-1, "better")
    named = [code for code, points in change.moved[:2] if sign * points >= WORTH_A_WORD]
    return [say(f"{direction}.{code}", language) for code in named]


def since_text(
    was: SupportTier | str, now: SupportTier | str, changes: Collection[Change] = (), language: str = "en"
) -> str:
    """What is different from last month's list at one school, and which of its figures moved most."""
    if not changes and was == now:
        return say("since.same", language, tier=tier_text(now, language))
    told = say("since.changed", language, was=tier_text(was, language), now=tier_text(now, language))
    if was == now:  # on or off the visit list while its own group stays "Not enough data yet"
        told = f"{change_text(next(iter(changes)), language)}."
        if all(change.cause == "rules" for change in changes):
            return told
    if any(change.cause in ("by_hand", "others") for change in changes):
        cause = next(change.cause for change in changes if change.cause in ("by_hand", "others"))
        return f"{told} {say(f'since.{cause}', language)}"
    own = [change for change in changes if change.cause != "rules"]
    if len(own) < len(changes):
        told = f"{told} {say('since.rules', language)}"
    moved = next((named for change in own if (named := _moved_most(change, language))), [])
    return f"{told} {say('since.moved', language, named=', '.join(moved))}" if moved else told


def also_visit_text(language: str = "en") -> str:
    """At a Steady school that the month's chance has drawn for a visit."""
    return say("also_visit", language)


def hits_text(agreed: int, listed: int, in_part: int, language: str = "en") -> str:
    """How past lists did: "19 of 29 visits agreed, 6 in part"."""
    key = "hits" if listed != 1 else "hits.one"
    return say(key, language, agreed=agreed, listed=listed) + (
        say("hits.in_part", language, in_part=in_part) if in_part else ""
    )


def hits_outside_text(outside: int, need: int, in_part: int, language: str = "en") -> str:
    """How visits to schools outside the lists did: "of 4 visits outside the lists 1 found a need"."""
    key = "hits.outside" if outside != 1 else "hits.outside.one"
    told = say(key, language, outside=outside, need=need or say("number.0", language))
    return told + (say("hits.outside.in_part", language, in_part=in_part) if in_part else "")
