"""
One row for each indicator that can earn points: what is known of it as a value. Pure.

What needs code or words (a formula, a figure, a sentence) stands in a table by code where it belongs;
tests/unit/support_need/test_indicator_specs.py compares the codes of every such table with the rows here.
Source: decision 0011.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from models.support_need.expectation import Floats
from models.vocabulary import Indicator


class FigureScale(StrEnum):
    """The scale on which schools' figures scatter about equally; `school_charts.funnel` holds the formulas."""

    SHARE = "share"
    """Per cent, by the arcsine of the root."""
    COUNT = "count"
    """A count a month, by its root."""
    AMOUNT = "amount"
    """An amount above 0, by its logarithm."""
    PLAIN = "plain"
    TYPES = "types"
    """Plain, from 0 to the six types."""


@dataclass(frozen=True)
class IndicatorSpec:
    """
    What the method, the charts and the pages must know of one indicator.

    weight: by default, 0 to 5. shrink: the k of its smoothing over months, None where it is not smoothed (breadth).
    against_silence: is reporting checked against it. scale, axis (lowest and highest end, None: open) and decimals: of
    its figure in a comparison with other schools.
    """

    code: Indicator
    weight: float
    shrink: float | None
    against_silence: bool
    scale: FigureScale
    axis: tuple[float, float | None]
    decimals: int
    is_of_n: bool = False
    """Its figure is a count of n, drawn in per cent."""
    is_of_last_reports: bool = False
    """Its figure is of the last four reports, not of this school year's months."""
    n_is_answers: bool = False
    """What stands behind its figure are parents' answers: under ten nothing is shown."""
    more_is_worse: bool = False
    """Its figure counts what is missing."""

    def shown(self, figures: Floats) -> Floats:
        """Figures as sentences round them (as text does it, not as arithmetic): whole, or with one decimal."""
        if self.decimals == 0:
            return np.rint(figures)  # where the two are the same
        return np.char.mod(f"%.{self.decimals}f", figures).astype(float)

    @property
    def is_percent(self) -> bool:
        return self.scale is FigureScale.SHARE


_ROWS = (
    IndicatorSpec(
        Indicator.REPORTING, weight=3.0, shrink=0.3, against_silence=False,
        scale=FigureScale.SHARE, axis=(0, 100), decimals=0, is_of_n=True, is_of_last_reports=True,
        more_is_worse=True,
    ),
    IndicatorSpec(
        Indicator.PLAN, weight=3.0, shrink=0.8, against_silence=True,
        scale=FigureScale.SHARE, axis=(0, 100), decimals=0, is_of_n=True,
    ),
    IndicatorSpec(
        Indicator.ACTIVITY, weight=2.0, shrink=0.3, against_silence=True,
        scale=FigureScale.COUNT, axis=(0, None), decimals=1,
    ),
    IndicatorSpec(
        Indicator.RESPONSE, weight=2.0, shrink=1.0, against_silence=True,
        scale=FigureScale.SHARE, axis=(0, None), decimals=0,
    ),
    IndicatorSpec(
        Indicator.RATING, weight=2.0, shrink=0.8, against_silence=True,
        scale=FigureScale.PLAIN, axis=(1, 5), decimals=1, n_is_answers=True,
    ),
    IndicatorSpec(
        Indicator.TURNOUT, weight=1.0, shrink=1.0, against_silence=True,
        scale=FigureScale.AMOUNT, axis=(0, None), decimals=0,
    ),
    IndicatorSpec(
        Indicator.BREADTH, weight=1.0, shrink=None, against_silence=False,
        scale=FigureScale.TYPES, axis=(0, 6), decimals=1, is_of_last_reports=True,
    ),
    IndicatorSpec(
        Indicator.LANGUAGE, weight=1.0, shrink=1.5, against_silence=False,
        scale=FigureScale.SHARE, axis=(0, 100), decimals=0, is_of_n=True,
    ),
)  # fmt: skip

SPECS: Mapping[Indicator, IndicatorSpec] = MappingProxyType({spec.code: spec for spec in _ROWS})
"""By code, in the order of every matrix of the method."""

WEIGHTED: tuple[Indicator, ...] = tuple(SPECS)
"""The indicators that can earn points, in that order."""

DEFAULT_WEIGHTS: Mapping[Indicator, float] = MappingProxyType({code: spec.weight for code, spec in SPECS.items()})
