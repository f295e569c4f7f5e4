"""Words about rule sets: what each rule is called, what is moved, and a name for it. Pure."""

from models.support_need.assessment import Assessment
from models.support_need.rule_set import DEFAULT_RULES, WEIGHTED, RuleSet
from models.vocabulary import N_, Indicator
from models.wording.counted import NN_, counted
from models.wording.language import Words

MEDIUM_MARGIN, LARGE_MARGIN = 0.35, 0.65
"""Margins (SD of the district) from which a word holds: halfway between 0.2, 0.5 and 0.8."""
LONGEST_NAME = 60

WEIGHTS = {
    Indicator.REPORTING: N_("Reports on time"),
    Indicator.PLAN: N_("Plan steps done"),
    Indicator.ACTIVITY: N_("Activities held"),
    Indicator.RESPONSE: N_("Parents who answer"),
    Indicator.RATING: N_("Parents’ ratings"),
    Indicator.TURNOUT: N_("Families who come"),
    Indicator.BREADTH: N_("Kinds of activities"),
    Indicator.LANGUAGE: N_("Home languages"),
}
"""What people may weigh, in words of schools."""

WEIGHTS_EXPLAINED = {
    Indicator.REPORTING: N_("Monthly reports that are late or do not arrive"),
    Indicator.PLAN: N_("Action plan steps done in their planned month"),
    Indicator.ACTIVITY: N_("How many activities a school holds in a month"),
    Indicator.RESPONSE: N_("Of 100 participants, how many answer afterwards"),
    Indicator.RATING: N_("What parents think of the activities, from 1 to 5"),
    Indicator.TURNOUT: N_("Families at a usual activity, per 100 pupils"),
    Indicator.BREADTH: N_("How many of the six types the activities serve"),
    Indicator.LANGUAGE: N_("Notices or interpreters where many pupils learn English"),
}
"""One line each; every school is compared with schools like it."""

RULES = {
    "visits": N_("Visits this month"),
    "calls": N_("Calls this month"),
    "speed_mix": N_("How far back"),
    "margin": N_("Keep last month’s schools"),
    "similar_need": N_("Compare with schools of similar need"),
}
"""Rules that are not a weight."""

RULES_EXPLAINED = {
    "visits": N_("As many schools stand on Extra support"),
    "calls": N_("As many schools stand on Check in"),
    "speed_mix": N_("The last two or three months, or all of the past"),
    "margin": N_("How easily a school of last month’s list stays on it"),
    "similar_need": N_("Beside schools with as many free or reduced lunches"),
}

MIXES = {
    "long": N_("all of the past only"),
    "longer": N_("mostly all of the past"),
    "even": N_("both alike"),
    "recent": N_("mostly the last months"),
    "latest": N_("the last months only"),
}

MARGINS = {"none": N_("not at all"), "small": N_("a little"), "medium": N_("more"), "large": N_("much")}

NAMED_MIXES = {
    "long": N_("all of the past only"),
    "longer": N_("more of the past"),
    "recent": N_("more of the last months"),
    "latest": N_("the last months only"),
}
NAMED_MARGINS = {
    "none": N_("last month’s schools not kept"),
    "small": N_("last month’s schools kept a little"),
    "medium": N_("last month’s schools kept more"),
    "large": N_("last month’s schools kept much more"),
}
"""In the name of a rule set."""

ROOM_IN_NAMES = {"visits": NN_("{count} visit", "{count} visits"), "calls": NN_("{count} call", "{count} calls")}

ROOM_MOVED = {
    "visits": NN_("we visit {count} school", "we visit {count} schools"),
    "calls": NN_("we call {count} school", "we call {count} schools"),
}

SWITCHES_MOVED = {
    ("speed_mix", True): N_("the last months count more"),
    ("speed_mix", False): N_("all of the past counts more"),
    ("margin", True): N_("schools stay on more easily"),
    ("margin", False): N_("schools stay on less easily"),
    ("similar_need", True): N_("we compare with schools of similar need"),
    ("similar_need", False): N_("we compare without similar need"),
}
"""By rule, and whether it was turned up (True) or down."""


def weight_text(words: Words, code: Indicator) -> tuple[str, str]:
    """What is weighed, and a line that explains it."""
    return words.gettext(WEIGHTS[code]), words.gettext(WEIGHTS_EXPLAINED[code])


def rule_text(words: Words, rule: str) -> tuple[str, str]:
    """What a rule that is not a weight is called, and a line that explains it."""
    return words.gettext(RULES[rule]), words.gettext(RULES_EXPLAINED[rule])


def rules_stamp_text(words: Words, rules: RuleSet) -> str:
    """Which rules made a list: "Default", or "Louder, from 10 April 2026, M. Alvarez" as somebody saved them."""
    if not rules.author or rules.in_force_from is None:
        return words.gettext(rules.name) if rules.decides_like(DEFAULT_RULES) else rules.name
    day = words.day(rules.in_force_from)
    return words.gettext("{name}, from {day}, {author}", name=rules.name, day=day, author=rules.author)


def _mix(speed_mix: float) -> str:
    if speed_mix in (0, 1):
        return "latest" if speed_mix else "long"
    if abs(speed_mix - 0.5) < 0.01:
        return "even"
    return "recent" if speed_mix > 0.5 else "longer"


def mix_text(words: Words, speed_mix: float) -> str:
    """How recent months and the long run are mixed; `speed_mix` is the share of the recent ones, 0 to 1."""
    return words.gettext(MIXES[_mix(speed_mix)])


def _margin(margin: float) -> str:
    if margin >= LARGE_MARGIN:
        return "large"
    return "medium" if margin >= MEDIUM_MARGIN else "small" if margin else "none"


def margin_text(words: Words, margin: float) -> str:
    """How easily a school stays on, "not at all" to "much"; `margin` in SD of the district."""
    return words.gettext(MARGINS[_margin(margin)])


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
        "Nothing changes yet. Whole district, {count} visit.",
        "Nothing changes yet. Whole district, {count} visits.",
    )
    return counted(words, scope, visits)


def entering_text(words: Words, tier: str) -> str:
    """Where a school stands that would enter Extra support."""
    return words.gettext("from {tier}", tier=tier)


def leaving_text(words: Words, tier: str) -> str:
    """Where a school would stand that would leave Extra support."""
    return words.gettext("to {tier}", tier=tier)


def also_on_list_text(words: Words, enters: bool) -> str:
    """A school without enough data keeps its group: only its mark of the visit list comes or goes."""
    if enters:
        return words.gettext("stays in Not enough data yet, also on the visit list")
    return words.gettext("stays in Not enough data yet, off the visit list")


def check_in_text(words: Words, entering: dict[str, list[str]], leaving: dict[str, list[str]]) -> str:
    """
    What moved rules do to Check in, in sentences; "" where nothing.

    entering: names of schools by the tier they come from; leaving: by the tier they go to.
    """
    said = []
    if entering:
        groups = words.gettext("; ").join(
            words.gettext("from {tier}: {names}", tier=tier, names=words.listed(names))
            for tier, names in entering.items()
        )
        said.append(words.gettext("Check in would gain, {groups}.", groups=groups))
    if leaving:
        groups = words.gettext("; ").join(
            words.gettext("to {tier}: {names}", tier=tier, names=words.listed(names)) for tier, names in leaving.items()
        )
        said.append(words.gettext("Check in would lose, {groups}.", groups=groups))
    return " ".join(said)


def stays_text(words: Words, share: float, on_list: bool) -> str:
    """In how many of ten random weightings a school stands on Extra support, and whether it does so now."""
    tenths = round(10 * share)
    if on_list:
        return words.gettext("on the list in {tenths} of 10 weightings", tenths=tenths)
    return words.gettext("would be on it in {tenths} of 10 weightings", tenths=tenths)


def tenths_text(words: Words, share: float, on_list: bool) -> str:
    """The same beside a head that says of what."""
    tenths = round(10 * share)
    if on_list:
        return words.gettext("{tenths} of 10", tenths=tenths)
    return words.gettext("{tenths} of 10, not on it now", tenths=tenths)


def rule_set_name(words: Words, rules: RuleSet) -> str:
    """A name to offer for a rule set, from what it moves away from the default: "Turnout 3, 16 visits"."""
    default = DEFAULT_RULES
    parts = [
        words.gettext("{name} {weight}", name=words.gettext(WEIGHTS[code]), weight=_weight(words, weight))
        for code, weight in rules.weights.items()
        if weight != default.weights[code]
    ]
    for rule, count in (("visits", rules.visits), ("calls", rules.calls)):
        if count is not None:
            parts.append(counted(words, ROOM_IN_NAMES[rule], count))
    if rules.speed_mix != default.speed_mix and _mix(rules.speed_mix) in NAMED_MIXES:
        parts.append(words.gettext(NAMED_MIXES[_mix(rules.speed_mix)]))
    if rules.margin != default.margin:
        parts.append(words.gettext(NAMED_MARGINS[_margin(rules.margin)]))
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
    name = words.gettext(WEIGHTS[code])
    if now == 0:
        return words.gettext("“{name}” does not count", name=name)
    if now > was:
        return words.gettext("“{name}” counts more", name=name)
    return words.gettext("“{name}” counts less", name=name)


def _weight(words: Words, weight: float) -> str:
    """As many decimals as it takes: 3, 0.5, 1.25."""
    return words.number(weight, len(f"{weight:g}".partition(".")[2]))
