"""Words about rule sets: what each rule is called, what is moved, and a name for it. Pure."""

from models.support_need.assessment import Assessment
from models.support_need.rule_set import DEFAULT_RULES, WEIGHTED, RuleSet
from models.vocabulary import N_, Indicator
from models.wording.by_code import INDICATORS_IN_SENTENCES
from models.wording.counted import NN_, counted
from models.wording.language import Words

MEDIUM_MARGIN, LARGE_MARGIN = 0.35, 0.65
"""Margins (SD of the district) from which a word holds: halfway between 0.2, 0.5 and 0.8."""
LONGEST_NAME = 60

RULES = {
    "visits": N_("Visits this month"),
    "calls": N_("Calls this month"),
    "speed_mix": N_("Recent or long run"),
    "margin": N_("Stay-on margin"),
    "similar_need": N_("Compare with schools of similar need"),
}
"""Rules that are not a weight."""

ROOM_IN_NAMES = {"visits": NN_("{count} visit", "{count} visits"), "calls": NN_("{count} call", "{count} calls")}

ROOM_MOVED = {
    "visits": NN_("we visit {count} school", "we visit {count} schools"),
    "calls": NN_("we call {count} school", "we call {count} schools"),
}

SWITCHES_MOVED = {
    ("speed_mix", True): N_("recent months count more"),
    ("speed_mix", False): N_("the long run counts more"),
    ("margin", True): N_("schools stay on more easily"),
    ("margin", False): N_("schools stay on less easily"),
    ("similar_need", True): N_("we compare with schools of similar need"),
    ("similar_need", False): N_("we compare without similar need"),
}
"""By rule, and whether it was turned up (True) or down."""


def rule_text(words: Words, rule: str) -> str:
    """What a rule that is not a weight is called: "visits" is "Visits this month"."""
    return words.gettext(RULES[rule])


def rules_stamp_text(words: Words, rules: RuleSet) -> str:
    """Which rules made a list: "Default", or "Louder, 2025-08-04, M. Alvarez" as somebody saved them."""
    return words.gettext(rules.stamp) if rules.decides_like(DEFAULT_RULES) and not rules.author else rules.stamp


def mix_text(words: Words, speed_mix: float) -> str:
    """How recent months and the long run are mixed; `speed_mix` is the share of the recent ones, 0 to 1."""
    if speed_mix == 0:
        return words.gettext("long run only")
    if speed_mix == 1:
        return words.gettext("recent only")
    if abs(speed_mix - 0.5) < 0.01:
        return words.gettext("half and half")
    return words.gettext("mostly recent") if speed_mix > 0.5 else words.gettext("mostly long run")


def margin_text(words: Words, margin: float) -> str:
    """ "none", "small", "medium" or "large"; `margin` in SD of the district."""
    if margin >= LARGE_MARGIN:
        return words.pgettext("margin", "large")
    if margin >= MEDIUM_MARGIN:
        return words.pgettext("margin", "medium")
    return words.pgettext("margin", "small") if margin else words.pgettext("margin", "none")


def what_if_text(words: Words, before: Assessment, after: Assessment) -> str:
    """The question that moved rules ask: "What if we weigh turnout more?"."""
    moved = _moved(words, before, after)
    if not moved:
        return words.gettext("What if the rules were different?")
    if after.rules.decides_like(DEFAULT_RULES):
        return words.gettext("What if we go back to the default rules?")
    if len(moved) > 2:
        return counted(
            words,
            NN_("What if we change {count} rules at once?", "What if we change {count} rules at once?"),
            len(moved),
        )
    if len(moved) == 2:
        return words.gettext("What if {first} and {last}?", first=moved[0], last=moved[1])
    return words.gettext("What if {first}?", first=moved[0])


def scope_text(words: Words, visits: int) -> str:
    """Under the question: nothing is saved yet, and for how many visits the lists are made."""
    scope = NN_(
        "Nothing changes until you save. Whole district, {count} visit.",
        "Nothing changes until you save. Whole district, {count} visits.",
    )
    return counted(words, scope, visits)


def check_in_text(words: Words, entering: list[str], leaving: list[str]) -> str:
    """What moved rules do to Check in, in a sentence; "" where nothing."""
    entered, left = words.listed(entering), words.listed(leaving)
    if entered and left:
        return words.gettext("Check in would gain {entering} and lose {leaving}.", entering=entered, leaving=left)
    if entered:
        return words.gettext("Check in would gain {names}.", names=entered)
    return words.gettext("Check in would lose {names}.", names=left) if left else ""


def saved_text(words: Words, name: str, day: str) -> str:
    """After saving: from when the rules hold, and how to undo them."""
    return words.gettext(
        'Saved. "{name}" holds for lists judged on {day} or later. To undo it, save other rules again.',
        name=name,
        day=day,
    )


def rule_set_name(words: Words, rules: RuleSet) -> str:
    """A name to offer for a rule set, from what it moves away from the default: "Turnout 3, 16 visits"."""
    default = DEFAULT_RULES
    parts = [
        words.gettext("{name} {weight}", name=_named(words, code), weight=_weight(words, weight))
        for code, weight in rules.weights.items()
        if weight != default.weights[code]
    ]
    for rule, count in (("visits", rules.visits), ("calls", rules.calls)):
        if count is not None:
            parts.append(counted(words, ROOM_IN_NAMES[rule], count))
    if rules.speed_mix != default.speed_mix:
        parts.append(mix_text(words, rules.speed_mix))
    if rules.margin != default.margin:
        parts.append(words.gettext("stay-on margin {margin}", margin=margin_text(words, rules.margin)))
    if not rules.similar_need:
        parts.append(words.gettext("without similar need"))
    name = words.listed(parts) or words.gettext(default.name)
    if len(name) > LONGEST_NAME:
        name = counted(words, NN_("{count} rules changed", "{count} rules changed"), len(parts))
    return words.begun(name)


def _moved(words: Words, before: Assessment, after: Assessment) -> list[str]:
    """One clause for each rule that differs."""
    old, new = before.rules, after.rules
    moved = [
        _weighed(words, code, old.weights[code], new.weights[code])
        for code in WEIGHTED
        if new.weights[code] != old.weights[code]
    ]
    for rule, was, now in (("visits", before.visits, after.visits), ("calls", before.calls, after.calls)):
        if was != now:
            moved.append(counted(words, ROOM_MOVED[rule], now))
    for rule in ("speed_mix", "margin", "similar_need"):
        was, now = getattr(old, rule), getattr(new, rule)
        if was != now:
            moved.append(words.gettext(SWITCHES_MOVED[rule, now > was]))
    return moved


def _weighed(words: Words, code: Indicator, was: float, now: float) -> str:
    name = _named(words, code)
    if now == 0:
        return words.gettext("we leave out {name}", name=name)
    if now > was:
        return words.gettext("we weigh {name} more", name=name)
    return words.gettext("we weigh {name} less", name=name)


def _named(words: Words, code: Indicator) -> str:
    return words.gettext(INDICATORS_IN_SENTENCES[code])


def _weight(words: Words, weight: float) -> str:
    """As many decimals as it takes: 3, 0.5, 1.25."""
    return words.number(weight, len(f"{weight:g}".partition(".")[2]))
