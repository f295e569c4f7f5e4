"""Needs and weights -> score, points that add up to it, and how sure the place of each school is. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from models.support_need.indicator_specs import SPECS, WEIGHTED
from models.support_need.indicators import Needs
from models.support_need.known_rows import Floats
from models.support_need.rule_set import RuleSet, worst_count
from models.vocabulary import Indicator

FUTURES = 1000
RHO_FULL, REPORTING_FLOOR = 0.15, 0.3
RELIABILITY = 0.85
REPORTING = WEIGHTED.index(Indicator.REPORTING)
REST = [column for column, code in enumerate(WEIGHTED) if SPECS[code].against_silence]
"""Columns of the indicators whose weighted sum reporting is correlated with."""


@dataclass(frozen=True)
class Scores:
    """
    One month's scores, (schools,) each; z and points (schools, 8).

    typical + points.sum(axis=1) = score. rho: rank correlation of reporting with the rest, NaN undefined; weights:
    those used, reporting's after the silence check. p_worst: 0-1. rank_lo, rank_hi: 5th and 95th percentile, 1 = most
    in need.
    """

    z: Floats
    points: Floats
    typical: float
    score: Floats
    recent: Floats
    recent_points: Floats
    trend: Floats
    rho: float
    weights: Floats
    trust: float
    p_worst: Floats
    rank_lo: Floats
    rank_hi: Floats


def weight_row(weights: Mapping[Indicator, float]) -> Floats:
    return np.array([weights[code] for code in WEIGHTED], dtype=float)


def weighed(needs: Needs, rules: RuleSet) -> tuple[Floats, float, Floats]:
    """z at the rule set's mix of speeds, rho, and the weights after the silence check."""
    z = rules.speed_mix * needs.recent + (1 - rules.speed_mix) * needs.long_run
    return z, *silence_checked(z, weight_row(rules.weights))


def score_alone(needs: Needs, rules: RuleSet) -> Floats:
    """The score without what is only shown: for lists that are made on the way to a later month."""
    z, _, weights = weighed(needs, rules)
    return standardised_sum(z * weights)[0]


def score(needs: Needs, rules: RuleSet) -> Scores:
    """Score of every school under a rule set; a few milliseconds for 86 schools."""
    z, rho, weights = weighed(needs, rules)
    contributions = z * weights
    total, middle, spread = standardised_sum(contributions)
    recent, _, recent_spread = standardised_sum(needs.recent * weights)
    long_run, _, _ = standardised_sum(needs.long_run * weights)
    trust = RELIABILITY * np.sqrt(agreement(contributions, int((weights > 0).sum())))
    p_worst, rank_lo, rank_hi = _futures(total, trust, _have(needs.evidence, weights))
    return Scores(
        z=z,
        points=contributions / spread,
        typical=-middle / spread,
        score=total,
        recent=recent,
        recent_points=needs.recent * weights / recent_spread,
        trend=recent - long_run,
        rho=rho,
        weights=weights,
        trust=float(trust),
        p_worst=p_worst,
        rank_lo=rank_lo,
        rank_hi=rank_hi,
    )


def standardised_sum(contributions: Floats) -> tuple[Floats, float, float]:
    """Each school's sum less their mean, by their SD (1 where all are alike); the mean; the SD."""
    total = contributions.sum(axis=1)
    if len(total) == 0:
        return total, 0.0, 1.0
    middle, spread = float(total.mean()), float(total.std())
    spread = spread if spread > 1e-12 else 1.0
    return (total - middle) / spread, middle, spread


def silence_checked(z: Floats, weights: Floats) -> tuple[float, Floats]:
    """
    Rank correlation of reporting with the weighted rest, and the weights with reporting's cut where the two disagree.
    """
    rho = rank_correlation(z[:, REPORTING], (z[:, REST] * weights[REST]).sum(axis=1))
    used = weights.copy()
    if not np.isnan(rho):
        used[REPORTING] *= np.clip(rho / RHO_FULL, REPORTING_FLOOR, 1.0)
    return rho, used


def rank_correlation(a: Floats, b: Floats) -> float:
    """Spearman's rho with mean ranks for ties; NaN where either has one value only."""
    if len(a) < 2:
        return float("nan")
    ranks = [_mean_ranks(np.round(values, 9)) for values in (a, b)]
    x, y = (of - of.mean() for of in ranks)
    scale = float(np.sqrt((x * x).sum() * (y * y).sum()))
    return float((x * y).sum()) / scale if scale > 0 else float("nan")


def _mean_ranks(values: Floats) -> Floats:
    _, which, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return (last - (count - 1) / 2)[which]


def agreement(contributions: Floats, indicators: int) -> float:
    """Cronbach's alpha of the contributions, cut to 0.2-0.9; 0.5 where one indicator alone has a weight."""
    if indicators == 1:
        return 0.5
    of_sum = float(contributions.sum(axis=1).var()) if len(contributions) else 0.0
    if indicators == 0 or of_sum <= 1e-24:
        return 0.2
    alpha = indicators / (indicators - 1) * (1 - float(contributions.var(axis=0).sum()) / of_sum)
    return float(np.clip(alpha, 0.2, 0.9))


def _have(evidence: Floats, weights: Floats) -> Floats:
    weighed = (evidence * weights).sum(axis=1)
    usual = float(weighed.mean()) if len(weighed) else 0.0
    return np.minimum(weighed / usual, 1.0) if usual > 0 else np.zeros(len(weighed))


@lru_cache(maxsize=4)
def _noise(schools: int) -> Floats:
    return np.random.default_rng(0).normal(size=(FUTURES, schools))


def _futures(total: Floats, trust: float, have: Floats) -> tuple[Floats, Floats, Floats]:
    schools = len(total)
    if schools == 0:
        return total, total, total
    draws = trust * total + np.sqrt(1 - trust**2 * have) * _noise(schools)
    order = np.argsort(-draws, axis=1)
    small = np.promote_types(np.uint16, np.min_scalar_type(schools))  # sorted sooner; numpy is slow at single bytes
    ranks = np.empty(order.shape, dtype=small)
    np.put_along_axis(ranks, order, np.arange(1, schools + 1, dtype=small)[None, :], axis=1)
    by_school = np.sort(ranks.T, axis=1)
    p_worst = (by_school <= worst_count(schools)).sum(axis=1) / FUTURES
    return p_worst, _percentile(by_school, 0.05), _percentile(by_school, 0.95)


def _percentile(in_order: np.ndarray, share: float) -> Floats:
    """As numpy.percentile (linear between the two nearest), for rows that are sorted already; share is 0 to 1."""
    at = (in_order.shape[1] - 1) * share
    below = int(at)
    low = in_order[:, below].astype(float)
    return low + (at - below) * (in_order[:, below + 1] - low)
