"""Sentences about the lists themselves: what people decided by hand, what changed, how past lists did. Pure."""

from collections.abc import Collection
from datetime import date

from models.support_need.changes import Change
from models.support_need.raising import STEP
from models.vocabulary import N_, SupportTier
from models.wording.by_code import LESS, MORE
from models.wording.counted import NN_, counted
from models.wording.language import Words
from models.wording.reasons import tier_text

WORTH_A_WORD = 0.05
"""Points (SD of the district) an indicator must have moved to be named."""

NEWS = {
    SupportTier.EXTRA_SUPPORT.value: NN_("{count} new on Extra support", "{count} new on Extra support"),
    SupportTier.CHECK_IN.value: NN_("{count} new on Check in", "{count} new on Check in"),
    SupportTier.NOT_ENOUGH_DATA.value: NN_("{count} now without enough data", "{count} now without enough data"),
    SupportTier.ONE_THING.value: NN_("{count} now with one thing to raise", "{count} now with one thing to raise"),
    SupportTier.STEADY.value: NN_("{count} now steady", "{count} now steady"),
}
"""Schools that came to a group since the last list."""

CHANGES = {
    ("extra_support", True): N_("New on Extra support: {cause}"),
    ("extra_support", False): N_("Left Extra support: {cause}"),
    ("check_in", True): N_("New on Check in: {cause}"),
    ("check_in", False): N_("Left Check in: {cause}"),
}
"""By list, and whether the school entered it or left."""

CAUSES = {
    "rules": N_("the rules changed"),
    "by_hand": N_("decided by hand"),
    "other_list": N_("moved between the lists"),
    "others": N_("other schools moved"),
    "not_expected": N_("no report is expected any more"),
}
"""Causes of a Change beside "score", which is told by what moved."""

SINCE = {
    "rules": N_("The rules changed."),
    "by_hand": N_("Decided by hand."),
    "others": N_("Its own figures moved the other way; other schools moved more."),
}
"""Causes of a Change that stand as a sentence of their own."""

HITS = {
    True: NN_(
        "of {count} visit to a school on a list {agreed} found the need, {in_part} in part",
        "of {count} visits to schools on a list {agreed} found the need, {in_part} in part",
    ),
    False: NN_(
        "of {count} visit to a school on a list {agreed} found the need",
        "of {count} visits to schools on a list {agreed} found the need",
    ),
}
"""By whether some agreed in part."""

HITS_OUTSIDE = {
    (True, True): NN_(
        "of {count} visit to another school {need} found a need, {in_part} in part",
        "of {count} visits to other schools {need} found a need, {in_part} in part",
    ),
    (True, False): NN_(
        "of {count} visit to another school {need} found a need",
        "of {count} visits to other schools {need} found a need",
    ),
    (False, True): NN_(
        "of {count} visit to another school none found a need, {in_part} in part",
        "of {count} visits to other schools none found a need, {in_part} in part",
    ),
    (False, False): NN_(
        "of {count} visit to another school none found a need",
        "of {count} visits to other schools none found a need",
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


def change_text(words: Words, change: Change) -> str:
    """Why a school entered or left a list since last month."""
    return words.gettext(CHANGES[change.list_name, change.entered], cause=change_cause_text(words, change))


def change_cause_text(words: Words, change: Change) -> str:
    """The same without the list's name, where that stands above: "fewer activities"."""
    if change.cause == "score":
        moved = words.gettext((LESS if change.entered else MORE)[change.moved[0][0]])
        return words.gettext("{change} than before", change=moved)
    return words.gettext(CAUSES[change.cause])


def news_head_text(words: Words, before: date) -> str:
    """Before the names of who is new on a list: "Since February's list:"."""
    return words.gettext("Since {month}'s list:", month=words.month(before))


def no_news_text(words: Words) -> str:
    """After that, where nobody entered or left."""
    return words.gettext("nobody new, nobody left")


def news_text(words: Words, group: str, count: int) -> str:
    """ "2 new on Extra support"; `group` is a tier's code, any other: no report is expected any more."""
    closed = NN_("{count} that owes no report any more", "{count} that owe no report any more")
    return counted(words, NEWS.get(group, closed), count)


def moved_text(words: Words, was: str, now: str, changes: Collection[Change], thing: str) -> str:
    """
    Why a school came to a group, from where: "from Steady: fewer activities".

    was, now: codes of tiers, any other: no report was, or is, expected. changes: of this school. thing: code of the one
    thing to raise.
    """
    cause = _cause_of_move(words, was, now, changes, thing)
    if was not in NEWS:
        return cause
    tier = tier_text(words, was)
    return (
        words.gettext("from {tier}: {cause}", tier=tier, cause=cause)
        if cause
        else (words.gettext("from {tier}", tier=tier))
    )


def _cause_of_move(words: Words, was: str, now: str, changes: Collection[Change], thing: str) -> str:
    if now not in NEWS:
        return words.gettext("no report is expected any more")
    if was not in NEWS:
        return words.gettext("reports are expected from now on")
    if now == SupportTier.NOT_ENOUGH_DATA:
        return words.gettext("fewer than two of the last four reports are in")
    own = next(
        (change for change in changes if (change.list_name, change.entered) in ((now, True), (was, False))), None
    )
    if own is not None and own.cause == "other_list":
        return next(iter(_moved_most(words, own)), "")
    if own is not None:
        return change_cause_text(words, own)
    if now == SupportTier.ONE_THING:
        return words.gettext(THINGS[thing]) if thing in THINGS else ""
    if was == SupportTier.NOT_ENOUGH_DATA:
        return words.gettext("reports have come in")
    return words.gettext("nothing stands far out any more") if was == SupportTier.ONE_THING else ""


THINGS: dict[str, str] = {code.value: text for code, text in LESS.items()} | {STEP: N_("a next step is overdue")}
"""The one thing to raise in a few words, by its code."""


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
    """How past lists did: "of 29 visits to schools on a list 19 found the need, 6 in part"."""
    return counted(words, HITS[in_part > 0], listed, agreed=agreed, in_part=in_part)


def hits_outside_text(words: Words, outside: int, need: int, in_part: int) -> str:
    """How visits to schools outside the lists did: "of 4 visits to other schools 1 found a need"."""
    return counted(words, HITS_OUTSIDE[need > 0, in_part > 0], outside, need=need, in_part=in_part)
