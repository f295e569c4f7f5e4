"""How far a school's figure lies from schools like it, beyond chance and the usual differences. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from models.support_need.comparison import Comparison
from models.support_need.expectation import Floats, Integers
from models.support_need.figures import FEWEST_ANSWERS, FigureTable, months_counted
from models.support_need.indicator_specs import SPECS, WEIGHTED, FigureScale
from models.support_need.known_rows import OrderedHistory
from models.vocabulary import Indicator, InvolvementType

LIMITS = {"95": 1.96, "998": 3.09}
"""How many standard deviations the 95 % and the 99.8 % limits are away."""
FEWEST_SCHOOLS = 5
"""With fewer schools to compare with, limits would say nothing."""
WINSORISED = 0.10
STEPS = 60
"""Places at which limits are drawn."""


@dataclass(frozen=True)
class Scale:
    """
    The scale on which an indicator's figures scatter about equally, and the way back, to the unit shown.

    per_unit: variance of one month, participant or step on that scale; None: estimated from the activities.
    """

    forth: Callable[[Floats], Floats]
    back: Callable[[Floats], Floats]
    per_unit: float | None = None


def _same(values: Floats) -> Floats:
    return np.asarray(values, dtype=float)


SCALES: Mapping[FigureScale, Scale] = MappingProxyType(
    {
        FigureScale.SHARE: Scale(
            lambda percent: np.arcsin(np.sqrt(np.clip(percent, 0, 100) / 100)),
            lambda angle: 100 * np.sin(np.clip(angle, 0, np.pi / 2)) ** 2,
            0.25,
        ),
        FigureScale.COUNT: Scale(
            lambda count: np.sqrt(np.maximum(count, 0)), lambda root: np.maximum(root, 0) ** 2, 0.25
        ),
        FigureScale.AMOUNT: Scale(np.log, np.exp),
        FigureScale.PLAIN: Scale(_same, _same),
        FigureScale.TYPES: Scale(_same, lambda types: np.clip(types, 0, len(InvolvementType))),
    }
)


@dataclass(frozen=True)
class Gaps:
    """
    Figures beside their peers' on the indicator's scale, for schools that have both: gap (schools,), their sampling
    variance (0: there is no model for chance) and the variance between schools beyond chance.
    """

    gap: Floats
    variance: Floats
    between: float

    @property
    def deviations(self) -> Floats:
        """Each gap in standard deviations; 0 where nothing scatters at all."""
        spread = np.sqrt(self.variance + self.between)
        return np.divide(self.gap, spread, out=np.zeros(len(self.gap)), where=spread > 0)


def gaps(indicator: Indicator, own: Floats, peers: Floats, n: Floats, per_unit: float | None = None) -> Gaps:
    """
    own and peers in the unit shown, n above 0. per_unit: variance of one activity or answer, for turnout and rating.

    Additive random effects: z = gap / sd, the lowest and highest 10 % of z set to the next (winsorised), phi = mean of
    z squared; between = (I phi - (I - 1)) / (sum w - sum w^2 / sum w) with w = 1 / variance, 0 where negative.
    Source: D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24
    (2005), 1185-1202, sections 2 and 3 and appendix A.
    """
    scale = SCALES[SPECS[indicator].scale]
    gap = scale.forth(own) - scale.forth(peers)
    unit = scale.per_unit if scale.per_unit is not None else per_unit
    variance = unit / n if unit is not None else np.zeros(len(n))
    return Gaps(gap, variance, between_schools(gap, variance))


def between_schools(gap: Floats, variance: Floats) -> float:
    """
    The variance between schools beyond chance, from gaps (schools,) and their sampling variances; see `gaps`.

    Variances of 0 mean there is no model for chance: all spread is between schools.
    """
    if len(gap) < 2:
        return 0.0
    if not variance.any():
        return float(np.mean(winsorised(gap) ** 2))
    weight = 1 / variance
    phi = float(np.mean(winsorised(gap / np.sqrt(variance)) ** 2))
    room = weight.sum() - (weight**2).sum() / weight.sum()
    return max(0.0, float((len(gap) * phi - (len(gap) - 1)) / room))


def winsorised(values: Floats) -> Floats:
    """The lowest and the highest tenth of the values set to the next one inside."""
    cut = int(WINSORISED * len(values))
    inside = np.sort(values)
    return np.clip(values, inside[cut], inside[len(values) - 1 - cut])


def in_unit(indicator: Indicator, own: Floats, peers: Floats, n: Floats) -> tuple[Floats, Floats]:
    """own and peers in the unit shown: per cent where the figure counts of n; hidden and impossible ones NaN."""
    spec = SPECS[indicator]
    if spec.is_of_n:
        whole = np.where(n > 0, n, np.nan)
        own, peers = 100 * own / whole, 100 * peers / whole
    if spec.n_is_answers:
        own = np.where(n < FEWEST_ANSWERS, np.nan, own)
    if spec.scale is FigureScale.AMOUNT:
        own = np.where(own > 0, own, np.nan)
    return own, peers


def beyond_limits(history: OrderedHistory, compared: Comparison, figures: FigureTable) -> Floats:
    """
    How many standard deviations each figure lies on the bad side of its peers' (schools expected, 8); 0 or less on the
    good side, NaN where there is nothing to compare. Beyond `LIMITS["998"]` is outside the funnel's outer limit.
    """
    answer = np.full(figures.own.shape, np.nan)
    for column, code in enumerate(WEIGHTED):
        n = figures.n[:, column]
        shown = np.where(figures.hidden[:, column], np.nan, figures.own[:, column])
        own, peers = in_unit(code, shown, figures.peers[:, column], n)
        known = np.flatnonzero(~np.isnan(own) & ~np.isnan(peers) & (n > 0))
        if len(known) < FEWEST_SCHOOLS:
            continue
        found = gaps(code, own[known], peers[known], n[known], variance_per_unit(code, history, compared))
        answer[known, column] = found.deviations if SPECS[code].more_is_worse else -found.deviations
    return answer


Repeated = tuple[Integers, Floats, Floats]
REPEATED: Mapping[Indicator, Callable[[Comparison], Repeated]] = MappingProxyType(
    {
        Indicator.TURNOUT: lambda compared: (
            compared.turnout.row,
            compared.turnout.off,
            np.ones(len(compared.turnout.row)),
        ),
        Indicator.RATING: lambda compared: (compared.rating.row, compared.rating.mean, compared.rating.answers),
    }
)
"""Row of the activity, value and weight of each: their spread within a school tells how much is chance."""


def variance_per_unit(indicator: Indicator, history: OrderedHistory, compared: Comparison) -> float | None:
    """
    Variance of one activity about its own school (turnout, log scale) or of one answer (rating, points of 1 to 5).

    Pooled within schools over the figures' months: sum of w (value - school's mean)^2 / (rows - schools), w = 1 for
    activities and the answers of a mean. None for every other indicator, and where no school has two rows.
    """
    if indicator not in REPEATED:
        return None
    row, value, weight = REPEATED[indicator](compared)
    inside = months_counted(history, compared)[history.activities.month[row]] & (weight > 0)
    school, value, weight = history.activities.school[row][inside], value[inside], weight[inside]
    return within(school, value, weight)


def within(group: Integers, value: Floats, weight: Floats) -> float | None:
    """Pooled variance of a row of weight 1 about the mean of its group; None where no group has two rows."""
    _, code = np.unique(group, return_inverse=True)
    groups = int(code.max(initial=-1)) + 1
    if len(value) <= groups:
        return None
    mean = np.bincount(code, weights=weight * value) / np.bincount(code, weights=weight)
    return float((weight * (value - mean[code]) ** 2).sum() / (len(value) - groups))


def limits_by_size(scale: Scale, at: float, unit: float, between: float, n: Floats) -> pd.DataFrame:
    """
    x from a quarter of the smallest n to 4 % beyond the largest, closer together where n is small and limits bend most.

    at, unit (variance of one) and between are on the scale; the limits are back in the unit shown.
    """
    x = np.geomspace(max(1.0, float(n.min()) / 4), 1.04 * float(n.max()) + 1e-9, STEPS)
    spread = np.sqrt(unit / x + between)
    limits = {"x": x}
    for name, deviations in LIMITS.items():
        limits[f"low_{name}"] = scale.back(at - deviations * spread)
        limits[f"high_{name}"] = scale.back(at + deviations * spread)
    return pd.DataFrame(limits)
