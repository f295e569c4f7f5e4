"""Is a school's figure further from schools like it than chance and the usual differences between schools? Pure."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.support_need.indicator_specs import SPECS
from models.support_need.limits import FEWEST_SCHOOLS, SCALES, gaps, in_unit, limits_by_size
from models.support_need.limits import LIMITS as LIMITS
from models.support_need.limits import variance_per_unit as variance_per_unit
from models.vocabulary import Indicator


@dataclass(frozen=True)
class Funnel:
    """
    points: school_id, x (reports, steps, months, participants, answers or activities behind the figure), y (the
    figure of each school as it would be at a school like the chosen one), own, peers (each school's own figures), all
    in the unit shown; deviations (of the gap to its peers, in standard deviations). limits: x, low_95, high_95,
    low_998, high_998; empty with fewer than five schools. target: what schools like the chosen one reach. between:
    variance between schools, on the indicator's scale.
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

    Limits are widened for usual differences between schools by additive random effects, see `limits.gaps`; limits =
    target -+ 1.96 or 3.09 x sqrt(variance(n) + between).
    """
    n = figures["n"].to_numpy(dtype=float)
    own, peers = (figures[name].to_numpy(dtype=float) for name in ("own", "peers"))
    own, peers = in_unit(indicator, own, peers, n)
    target = float(pd.Series(peers, figures.index).get(school_id, np.nan))
    if np.isnan(target):
        return None
    scale = SCALES[SPECS[indicator].scale]
    known = np.flatnonzero(~np.isnan(own) & ~np.isnan(peers) & (n > 0))
    own, peers, n = own[known], peers[known], n[known]
    found = gaps(indicator, own, peers, n, per_unit)
    at = float(scale.forth(np.array([target]))[0])
    points = pd.DataFrame(
        {
            "school_id": figures.index[known].astype(str),
            "x": n,
            "y": scale.back(at + found.gap),
            "own": own,
            "peers": peers,
            "deviations": found.deviations,
        }
    )
    unit = scale.per_unit if scale.per_unit is not None else per_unit
    enough = len(points) >= FEWEST_SCHOOLS
    limits = limits_by_size(scale, at, unit or 0.0, found.between, n) if enough else pd.DataFrame()
    return Funnel(points, limits, target, found.between)
