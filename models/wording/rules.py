"""Words about rule sets: what each rule is called, what is moved, and a name for it. Pure."""

from models.support_need.assessment import Assessment
from models.support_need.rule_set import DEFAULT_RULES, WEIGHTED, RuleSet
from models.vocabulary import Indicator
from models.wording.reasons import indicator_text, say

MEDIUM_MARGIN, LARGE_MARGIN = 0.35, 0.65
"""Margins (SD of the district) from which a word holds: halfway between 0.2, 0.5 and 0.8."""
LONGEST_NAME = 60


def rule_text(rule: str, language: str = "en") -> str:
    """What a rule that is not a weight is called: "visits" is "Visits this month"."""
    return say(f"rule.{rule}", language)


def mix_text(speed_mix: float, language: str = "en") -> str:
    """How recent months and the long run are mixed; `speed_mix` is the share of the recent ones, 0 to 1."""
    if speed_mix in (0, 1):
        return say("rule.mix.recent_only" if speed_mix else "rule.mix.long_only", language)
    if abs(speed_mix - 0.5) < 0.01:
        return say("rule.mix.half", language)
    return say("rule.mix.recent" if speed_mix > 0.5 else "rule.mix.long", language)


def margin_text(margin: float, language: str = "en") -> str:
    """ "none", "small", "medium" or "large"; `margin` in SD of the district."""
    size = "none" if margin == 0 else "small" if margin < MEDIUM_MARGIN else "medium"
    return say(f"rule.margin.{'large' if margin >= LARGE_MARGIN else size}", language)


def what_if_text(before: Assessment, after: Assessment, language: str = "en") -> str:
    """The question that moved rules ask: "What if we weigh turnout more?"."""
    moved = _moved(before, after, language)
    if not moved:
        return say("what_if.nothing", language)
    if after.rules.decides_like(DEFAULT_RULES):
        return say("what_if.default", language)
    if len(moved) > 2:
        return say("what_if.many", language, count=len(moved))
    return say("what_if.both" if len(moved) == 2 else "what_if.one", language, first=moved[0], last=moved[-1])


def scope_text(visits: int, language: str = "en") -> str:
    """Under the question: nothing is saved yet, and for how many visits the lists are made."""
    counted = say("what_if.scope.visits" if visits != 1 else "what_if.scope.visits.one", language, count=visits)
    return say("what_if.scope", language, visits=counted)


def check_in_text(entering: list[str], leaving: list[str], language: str = "en") -> str:
    """What moved rules do to Check in, in a sentence; "" where nothing."""
    entered, left = ", ".join(entering), ", ".join(leaving)
    if entered and left:
        return say("what_if.check_in.both", language, entering=entered, leaving=left)
    if not entered and not left:
        return ""
    return say(f"what_if.check_in.{'enter' if entered else 'leave'}", language, names=entered or left)


def saved_text(name: str, day: str, language: str = "en") -> str:
    """After saving: from when the rules hold, and how to undo them."""
    return say("what_if.saved", language, name=name, day=day)


def rule_set_name(rules: RuleSet, language: str = "en") -> str:
    """A name to offer for a rule set, from what it moves away from the default: "Turnout 3, 16 visits"."""
    default = DEFAULT_RULES
    parts = [
        say("rule_name.weight", language, name=indicator_text(code, language).lower(), weight=f"{weight:g}")
        for code, weight in rules.weights.items()
        if weight != default.weights[code]
    ]
    for rule, count in (("visits", rules.visits), ("calls", rules.calls)):
        if count is not None:
            parts.append(say(f"rule_name.{rule}" if count != 1 else f"rule_name.{rule}.one", language, count=count))
    if rules.speed_mix != default.speed_mix:
        parts.append(mix_text(rules.speed_mix, language))
    if rules.margin != default.margin:
        parts.append(say("rule_name.margin", language, margin=margin_text(rules.margin, language)))
    if not rules.similar_need:
        parts.append(say("rule_name.similar_need", language))
    name = ", ".join(parts) or default.name
    if len(name) > LONGEST_NAME:
        name = say("rule_name.many", language, count=len(parts))
    return name[0].upper() + name[1:]


def _moved(before: Assessment, after: Assessment, language: str) -> list[str]:
    """One clause for each rule that differs."""
    old, new = before.rules, after.rules
    moved = [
        _weighed(code, old.weights[code], new.weights[code], language)
        for code in WEIGHTED
        if new.weights[code] != old.weights[code]
    ]
    for rule, was, now in (("visits", before.visits, after.visits), ("calls", before.calls, after.calls)):
        if was != now:
            moved.append(say(f"what_if.{rule}" if now != 1 else f"what_if.{rule}.one", language, count=now))
    for rule in ("speed_mix", "margin", "similar_need"):
        was, now = getattr(old, rule), getattr(new, rule)
        if was != now:
            moved.append(say(f"what_if.{rule}.{'more' if now > was else 'less'}", language))
    return moved


def _weighed(code: Indicator, was: float, now: float, language: str) -> str:
    way = "out" if now == 0 else "more" if now > was else "less"
    return say(f"what_if.weigh.{way}", language, name=indicator_text(code, language).lower())
