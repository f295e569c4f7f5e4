"""Is a school's figure further from schools like it than chance and the usual differences between schools? Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from models.support_need.comparison import Comparison
from models.support_need.expectation import Floats, Integers
from models.support_need.figures import FEWEST_ANSWERS, months_counted
from models.support_need.indicator_specs import SPECS, FigureScale
from models.support_need.known_rows import OrderedHistory
from models.vocabulary import Indicator, InvolvementType

LIMITS = {"95": 1.96, "998": 3.09}
"""How many standard deviations the 95 % and the 99.8 % limits are away."""
FEWEST_SCHOOLS = 5
"""With fewer schools to compare with, limits would say nothing."""
WINSORISED = 0.10
STEPS = 60


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
class Funnel:
    """
    points: school_id, x (reports, steps, months, participants, answers or activities behind the figure), y (the
    figure of each school as it would be at a school like the chosen one), own, peers (each school's own figures), all
    in the unit shown. limits: x, low_95, high_95, low_998, high_998; empty with fewer than five schools. target: what
    schools like the chosen one reach. between: variance between schools, on the indicator's scale.
    """

    points: pd.DataFrame
    limits: pd.DataFrame
    target: float
    between: float


def funnel(
    indicator: Indicator, figures: pd.DataFrame, school_id: str, *, per_unit: float | None = None
) -> Funnel | None:
    """
    One school's figure among all others, with 95 % and 99.8 % limits. None where the school has no peers' value.

    figures: by school_id: own, peers, n as in `Figures` (NaN: nothing counted, or hidden); response
    and rating under ten answers are left out. per_unit: variance of one activity or answer, for turnout and rating.

    Each school is compared with what schools like it reach, so y = the chosen school's peers' value, moved by the
    gap between the school and its own peers; the chosen school's y is its own figure. Gaps are taken on a scale on
    which they scatter alike: arcsine of the root for shares (variance 1/4n), root for counts a month (1/4n), log for
    turnout and the plain mean for ratings (per_unit / n); breadth has no model for chance, its limits come from the
    spread between schools alone.

    Limits are widened for usual differences between schools by additive random effects: z = gap / sd, the lowest and
    highest 10 % of z set to the next (winsorised), phi = mean of z squared; between = (I phi - (I - 1)) / (sum w - sum
    w^2 / sum w) with w = 1 / variance, 0 where negative; limits = target -+ 1.96 or 3.09 x sqrt(variance(n) + between).
    Source: D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24
    (2005), 1185-1202, sections 2 and 3 and appendix A.
    """
    shown = _in_unit(indicator, figures)
    target = float(shown["peers"].get(school_id, np.nan))
    if np.isnan(target):
        return None
    scale = SCALES[SPECS[indicator].scale]
    known = shown[shown["own"].notna() & shown["peers"].notna() & (shown["n"] > 0)]
    gap = scale.forth(known["own"].to_numpy()) - scale.forth(known["peers"].to_numpy())
    unit = scale.per_unit if scale.per_unit is not None else per_unit
    n = known["n"].to_numpy(dtype=float)
    variance = unit / n if unit is not None else np.zeros(len(n))
    between = between_schools(gap, variance)
    at = float(scale.forth(np.array([target]))[0])
    points = pd.DataFrame(
        {
            "school_id": known.index.astype(str),
            "x": n,
            "y": scale.back(at + gap),
            "own": known["own"].to_numpy(),
            "peers": known["peers"].to_numpy(),
        }
    )
    enough = len(points) >= FEWEST_SCHOOLS
    limits = _limits(scale, at, unit or 0.0, between, n) if enough else pd.DataFrame()
    return Funnel(points, limits, target, between)


def _in_unit(indicator: Indicator, figures: pd.DataFrame) -> pd.DataFrame:
    """own and peers in the unit shown: per cent where the figure counts of n; hidden and impossible ones NaN."""
    shown = figures[["own", "peers", "n"]].astype(float)
    spec = SPECS[indicator]
    if spec.is_of_n:
        whole = shown["n"].where(shown["n"] > 0)
        shown = shown.assign(own=100 * shown["own"] / whole, peers=100 * shown["peers"] / whole)
    if spec.n_is_answers:
        shown.loc[shown["n"] < FEWEST_ANSWERS, "own"] = np.nan
    if spec.scale is FigureScale.AMOUNT:
        shown.loc[~(shown["own"] > 0), "own"] = np.nan
    return shown


def between_schools(gap: Floats, variance: Floats) -> float:
    """
    The variance between schools beyond chance, from gaps (schools,) and their sampling variances; see `funnel`.

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


def _limits(scale: Scale, at: float, unit: float, between: float, n: Floats) -> pd.DataFrame:
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
