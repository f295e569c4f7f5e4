"""What people may change about the lists, dated and signed. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from models.errors import PartnershipError
from models.support_need.indicator_specs import DEFAULT_WEIGHTS, WEIGHTED
from models.vocabulary import N_, Indicator

WORST_SHARE = 0.15
"""Share of schools that "needs most" means everywhere in the method: 13 of 86."""


DECIDING = ("weights", "visits", "calls", "speed_mix", "margin", "similar_need")
"""What of a rule set decides a list."""


@dataclass(frozen=True)
class RuleSet:
    """
    Weights (0 to 5 by indicator), room for visits and calls, and the few switches people may move.

    visits, calls: schools a month; None means 15 % of the schools. speed_mix: share of the recent speed, 0-1. margin:
    what is added to the score (SD of the district) of a school on last month's list, so that it stays on near
    ties. in_force_from: None holds from the beginning. Raises PartnershipError where a value is outside its range.
    """

    weights: Mapping[Indicator, float] = field(default_factory=lambda: dict(DEFAULT_WEIGHTS))
    visits: int | None = None
    calls: int | None = None
    speed_mix: float = 0.5
    margin: float = 0.2
    similar_need: bool = True
    name: str = N_("Default")
    author: str = ""
    note: str = ""
    in_force_from: date | None = None

    def __post_init__(self) -> None:
        given = {Indicator(code): float(weight) for code, weight in self.weights.items()}
        # A plain dict: a rule set travels between processes, which a read-only view cannot.
        object.__setattr__(self, "weights", {**DEFAULT_WEIGHTS, **given})
        for code, weight in self.weights.items():
            if code not in WEIGHTED or not 0 <= weight <= 5:
                raise PartnershipError(
                    "Rule set {name}, weight of {indicator}: {weight} is not possible. Give one of {indicators} a "
                    "weight from 0 to 5; nothing was saved.",
                    name=self.name,
                    indicator=code,
                    weight=f"{weight:g}",
                    indicators=", ".join(WEIGHTED),
                )
        for name, low, high in (("speed_mix", 0.0, 1.0), ("margin", 0.0, 2.0), ("visits", 0, None), ("calls", 0, None)):
            value = getattr(self, name)
            if value is not None and not (low <= value and (high is None or value <= high)):
                shown = {"name": self.name, "rule": name, "value": f"{value:g}", "low": f"{low:g}"}
                if high is None:
                    raise PartnershipError(
                        "Rule set {name}, {rule}: {value} must be {low} or more. Change it and save again; "
                        "nothing was saved.",
                        **shown,
                    )
                raise PartnershipError(
                    "Rule set {name}, {rule}: {value} must be between {low} and {high}. Change it and save again; "
                    "nothing was saved.",
                    **shown,
                    high=f"{high:g}",
                )

    def __hash__(self) -> int:
        return hash((tuple(self.weights.values()), self.visits, self.calls, self.name, self.author, self.in_force_from))

    def decides_like(self, other: "RuleSet") -> bool:
        """Would both make the same lists? Name, author, note and start say whose a rule set is, not what it does."""
        return all(getattr(self, rule) == getattr(other, rule) for rule in DECIDING)

    @property
    def stamp(self) -> str:
        """What lists carry, e.g. "Default, 2025-08-04, M. Alvarez"."""
        dated = self.in_force_from.isoformat() if self.in_force_from else ""
        return ", ".join(part for part in (self.name, dated, self.author) if part)


DEFAULT_RULES = RuleSet()


def worst_count(schools: int) -> int:
    """How many schools 15 % is: 13 of 86."""
    return round(WORST_SHARE * schools)


def rules_in_force(rule_sets: Iterable[RuleSet], as_of: date | pd.Timestamp) -> RuleSet:
    """
    The rule set in force on a day: the one with the latest start not after it, the later saved of two with one start.

    The default holds where none has begun.
    """
    day = pd.Timestamp(as_of)
    chosen, chosen_start = DEFAULT_RULES, pd.Timestamp.min
    for rules in rule_sets:
        start = pd.Timestamp.min if rules.in_force_from is None else pd.Timestamp(rules.in_force_from)
        if chosen_start <= start <= day:
            chosen, chosen_start = rules, start
    return chosen
