"""Sentences about the lists themselves: what people decided by hand, what changed, how past lists did. Pure."""

from collections.abc import Collection
from datetime import date

from models.support_need.changes import Change
from models.vocabulary import N_, SupportTier
from models.wording.by_code import LESS, MORE
from models.wording.counted import NN_, counted
from models.wording.language import Words
from models.wording.reasons import change_cause_text, change_text, tier_text

WORTH_A_WORD = 0.05
"""Points (SD of the district) an indicator must have moved to be named."""

NEWS = {
    ("extra_support", True): NN_("{count} new on Extra support", "{count} new on Extra support"),
    ("extra_support", False): NN_("{count} left Extra support", "{count} left Extra support"),
    ("check_in", True): NN_("{count} new on Check in", "{count} new on Check in"),
    ("check_in", False): NN_("{count} left Check in", "{count} left Check in"),
}
"""Schools that entered a list (True) or left it."""

SINCE = {
    "rules": N_("The rules changed."),
    "by_hand": N_("Decided by hand."),
    "others": N_("Its own figures moved the other way; other schools moved more."),
}
"""Causes of a Change that stand as a sentence of their own."""

HITS = {
    True: NN_(
        "{agreed} of {count} visit agreed, {in_part} in part", "{agreed} of {count} visits agreed, {in_part} in part"
    ),
    False: NN_("{agreed} of {count} visit agreed", "{agreed} of {count} visits agreed"),
}
"""By whether some agreed in part."""

HITS_OUTSIDE = {
    (True, True): NN_(
        "of {count} visit outside the lists {need} found a need, {in_part} in part",
        "of {count} visits outside the lists {need} found a need, {in_part} in part",
    ),
    (True, False): NN_(
        "of {count} visit outside the lists {need} found a need",
        "of {count} visits outside the lists {need} found a need",
    ),
    (False, True): NN_(
        "of {count} visit outside the lists none found a need, {in_part} in part",
        "of {count} visits outside the lists none found a need, {in_part} in part",
    ),
    (False, False): NN_(
        "of {count} visit outside the lists none found a need",
        "of {count} visits outside the lists none found a need",
    ),
}
"""By whether some found a need, and whether some did in part."""


def by_hand_text(words: Words, puts_on_list: bool, until: str) -> str:
    """What a person decided: "On Check in until 29 May 2026"; `until` is the day as the page writes it."""
    if puts_on_list:
        return words.gettext("On Check in until {until}", until=until)
    return words.gettext("Off Check in until {until}", until=until)


def by_hand_beside_extra_support_text(words: Words) -> str:
    """Beside a decision that changes nothing while the school stands on Extra support."""
    return words.gettext("While the school is on Extra support it is not on Check in as well.")


def news_head_text(words: Words, before: date) -> str:
    """Before the names of who is new on a list: "Since February's list:"."""
    return words.gettext("Since {month}'s list:", month=words.month(before))


def no_news_text(words: Words) -> str:
    """After that, where nobody entered or left."""
    return words.gettext("nobody new, nobody left")


def news_text(words: Words, list_name: str, entered: bool, count: int, *, follows: bool = False) -> str:
    """ "2 new on Extra support", "1 left Check in"; "1 left" where it `follows` who is new on the same list."""
    if follows and not entered:
        return counted(words, NN_("{count} left", "{count} left"), count)
    return counted(words, NEWS[list_name, entered], count)


def news_cause_text(words: Words, change: Change) -> str:
    """Why, beside a school's name in that line; a move between the lists says from or to which."""
    if change.cause != "other_list":
        return change_cause_text(words, change)
    other = SupportTier.CHECK_IN if change.list_name == SupportTier.EXTRA_SUPPORT else SupportTier.EXTRA_SUPPORT
    tier, moved = tier_text(words, other), _moved_most(words, change)
    if change.entered:
        if moved:
            return words.gettext("from {tier}: {moved}", tier=tier, moved=moved[0])
        return words.gettext("from {tier}", tier=tier)
    if moved:
        return words.gettext("now on {tier}: {moved}", tier=tier, moved=moved[0])
    return words.gettext("now on {tier}", tier=tier)


def _moved_most(words: Words, change: Change) -> list[str]:
    """In the direction of the change, at most two; none where nothing moved enough to be named."""
    sign, texts = (1, LESS) if change.entered else (-1, MORE)
    named = [code for code, points in change.moved[:2] if sign * points >= WORTH_A_WORD]
    return [words.gettext(texts[code]) for code in named]


def since_text(words: Words, was: SupportTier | str, now: SupportTier | str, changes: Collection[Change] = ()) -> str:
    """What is different from last month's list at one school, and which of its figures moved most."""
    if not changes and was == now:
        return words.gettext("{tier} last month too.", tier=tier_text(words, now))
    sentence = words.gettext("{was} last month, {now} now.", was=tier_text(words, was), now=tier_text(words, now))
    if was == now:  # on or off the visit list while its own group stays "Not enough data yet"
        sentence = words.gettext("{sentence}.", sentence=change_text(words, next(iter(changes))))
        if all(change.cause == "rules" for change in changes):
            return sentence
    if any(change.cause in ("by_hand", "others") for change in changes):
        cause = next(change.cause for change in changes if change.cause in ("by_hand", "others"))
        return f"{sentence} {words.gettext(SINCE[cause])}"
    own = [change for change in changes if change.cause != "rules"]
    if len(own) < len(changes):
        sentence = f"{sentence} {words.gettext(SINCE['rules'])}"
    moved = next((named for change in own if (named := _moved_most(words, change))), [])
    if not moved:
        return sentence
    most = words.gettext("What moved most: {named}.", named=words.listed(moved))
    return f"{sentence} {most}"


def also_visit_text(words: Words) -> str:
    """Beside a Steady school that was drawn at random for a visit this month."""
    return words.gettext("also visit: drawn by chance, to check the list")


def hits_text(words: Words, agreed: int, listed: int, in_part: int) -> str:
    """How past lists did: "19 of 29 visits agreed, 6 in part"."""
    return counted(words, HITS[in_part > 0], listed, agreed=agreed, in_part=in_part)


def hits_outside_text(words: Words, outside: int, need: int, in_part: int) -> str:
    """How visits to schools outside the lists did: "of 4 visits outside the lists 1 found a need"."""
    return counted(words, HITS_OUTSIDE[need > 0, in_part > 0], outside, need=need, in_part=in_part)
