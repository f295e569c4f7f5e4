"""Random draws of the sample district that come out the same on every machine and Python."""

import random
from collections.abc import Sequence
from statistics import NormalDist
from typing import TypeVar

Option = TypeVar("Option")
_STANDARD = NormalDist()


class Dice(random.Random):
    """
    One stream of draws, named by what it is for, so that changing one school never changes another.

    Every draw takes one number of `random()`, the only method whose values Python promises to keep. A planted
    story therefore moves the figures it is about and nothing else.
    """

    def chance(self, probability: float) -> bool:
        """True with this probability; 1 or more is certain."""
        return self.random() < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.random() * (high - low + 1))

    def pick(self, options: Sequence[Option]) -> Option:
        """One of the options, each as likely."""
        return options[int(self.random() * len(options))]

    def weighted(self, options: Sequence[Option], weights: Sequence[float]) -> Option:
        """One of the options, likely by its weight."""
        left = self.random() * sum(weights)
        for option, weight in zip(options, weights, strict=True):
            left -= weight
            if left < 0:
                return option
        return options[-1]

    def normal(self, mean: float = 0.0, deviation: float = 1.0) -> float:
        """A draw from the normal curve, by its quantiles."""
        return mean + deviation * _STANDARD.inv_cdf(min(max(self.random(), 1e-9), 1 - 1e-9))

    def count(self, mean: float, spread: float) -> int:
        """A negative binomial count: variance mean + mean^2 / spread."""
        share = mean / (mean + spread)
        chance = (1 - share) ** spread
        left, count = self.random(), 0
        while left >= chance and count < 60:
            left -= chance
            chance *= share * (spread + count) / (count + 1)
            count += 1
        return count

    def in_any_order(self, options: Sequence[Option]) -> list[Option]:
        """The options shuffled; one draw for each."""
        keys = [(self.random(), position) for position in range(len(options))]
        return [options[position] for _, position in sorted(keys)]


def dice(*names: object) -> Dice:
    """The stream of these names, e.g. dice(seed, school_id, "activities")."""
    return Dice("/".join(map(str, names)))
