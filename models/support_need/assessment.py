"""One month's assessment of a district: scores, lists, reasons and what stands behind them, by school. Pure."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from models.support_need.figures import Figures, FigureTable
from models.support_need.indicator_specs import WEIGHTED
from models.support_need.indicators import Needs
from models.support_need.known_rows import Flags, Floats, Names
from models.support_need.lists import Lists, tiers
from models.support_need.raising import OneThing, Raised
from models.support_need.rule_set import RuleSet, worst_count
from models.support_need.school_status import Standing
from models.support_need.scoring import Scores
from models.vocabulary import Indicator, SupportTier

CLEARLY = 1.0
"""How far (SD of the district) the recent score must be from the long run for the trend to be named."""
REASON_FROM = 0.7
MOST_REASONS = 3


@dataclass(frozen=True)
class Reason:
    """
    Why a school's need is high (points > 0) or, as a strength, low (points < 0), with the figures shown beside it.
    """

    code: Indicator
    points: float
    figures: Figures


@dataclass(frozen=True)
class Measured:
    """What one month measured, whatever the weights: kept so that moving a weight costs milliseconds."""

    needs: Needs
    figures: FigureTable
    raised: Raised


@dataclass(frozen=True)
class Assessment:
    """
    One month's scores, lists and reasons, by school_id in order.

    measured holds one entry per similar-need switch that was asked for. last_list: school ids on the Extra support
    list the month before (empty in the first month of a school year). visits, calls: how many schools each list of this
    month has room for. month_starts: first days of the months that positions count.
    """

    month: pd.Timestamp
    as_of: pd.Timestamp
    school_year: str
    rules: RuleSet
    school_ids: Names
    measured: dict[bool, Measured] = field(repr=False)
    standing: Standing = field(repr=False)
    scores: Scores = field(repr=False)
    lists: Lists = field(repr=False)
    last_list: frozenset[str]
    month_starts: pd.DatetimeIndex = field(repr=False)
    visits: int
    calls: int

    @property
    def measured_by_rules(self) -> Measured:
        """What was measured with the similar-need switch as the rules have it."""
        return self.measured[self.rules.similar_need]

    @property
    def stamp(self) -> str:
        return self.rules.stamp

    @property
    def rho(self) -> float:
        """How well reporting goes with the rest in this district, -1 to 1; NaN undefined."""
        return self.scores.rho

    @property
    def reporting_weight(self) -> float:
        """The weight reporting really had, after the silence check."""
        return float(self.scores.weights[WEIGHTED.index(Indicator.REPORTING)])

    @property
    def worst(self) -> int:
        """How many schools "needs most" means here, in schools: 15 % of them, whatever room the lists have."""
        return worst_count(len(self.school_ids))

    @property
    def levels_compared_with_district(self) -> tuple[str, ...]:
        """Levels with fewer than five schools."""
        return self.standing.by_level_alone

    @cached_property
    def please_check(self) -> pd.DataFrame:
        """
        Attendances to ask about: school_id, month, activity_id, families_attended, expected (families), why
        ("far_off" | "above_enrollment").
        """
        return self.standing.please_check.frame()

    @cached_property
    def index(self) -> pd.Index:
        return pd.Index(self.school_ids, dtype="str", name="school_id")

    @cached_property
    def on_extra_support(self) -> frozenset[str]:
        return frozenset(self.school_ids[self.lists.on_extra_support])

    @cached_property
    def schools(self) -> pd.DataFrame:
        """
        By school_id: score, recent (SD of the district), p_worst (0-1), rank_lo, rank_hi (1 = most in need), tier,
        on_extra_support, on_check_in, put_on_by_hand, enough_data, silent_since (date the last report came, NaT not
        silent or never), is_silent, months_since_report, months_since_activity (NaN never), trend, trend_state
        ("lower" | "higher" | "").
        """
        scores, standing = self.scores, self.standing
        return pd.DataFrame(
            {
                "score": scores.score,
                "recent": scores.recent,
                "p_worst": scores.p_worst,
                "rank_lo": scores.rank_lo,
                "rank_hi": scores.rank_hi,
                "tier": pd.array([tier.value for tier in self._tiers], dtype="str"),
                "on_extra_support": self.lists.on_extra_support,
                "on_check_in": self.lists.on_check_in,
                "put_on_by_hand": self.lists.by_hand,
                "enough_data": standing.enough_data,
                "silent_since": np.where(standing.silent, standing.last_received_on, np.datetime64("NaT", "ns")),
                "is_silent": standing.silent,
                "months_since_report": standing.months_since_report,
                "months_since_activity": standing.months_since_activity,
                "trend": scores.trend,
                "trend_state": pd.array(
                    np.select([scores.trend >= CLEARLY, scores.trend <= -CLEARLY], ["lower", "higher"], "").astype(
                        object
                    ),
                    dtype="str",
                ),
            },
            index=self.index,
        )

    @property
    def _tiers(self) -> list[SupportTier]:
        has_one_thing = self.measured_by_rules.raised.any | self.standing.overdue
        return tiers(self.lists, self.standing.enough_data, has_one_thing)

    @cached_property
    def one_things(self) -> dict[str, OneThing]:
        """The one thing to raise at each school of that tier, by school_id."""
        named = np.flatnonzero(self.schools["tier"].eq(SupportTier.ONE_THING))
        starts, raised = self.month_starts, self.measured_by_rules.raised
        things = {str(self.school_ids[at]): raised.of(int(at), starts, bool(self.standing.overdue[at])) for at in named}
        return {school_id: thing for school_id, thing in things.items() if thing is not None}

    def reason_of(self, school_id: str, code: Indicator) -> Reason:
        """One indicator of a school as a reason, whether or not it is one. Raises KeyError for an unknown school."""
        return self._reason(int(self.index.get_loc(school_id)), WEIGHTED.index(code))  # type: ignore[arg-type]

    def _by_indicator(self, values: Floats) -> pd.DataFrame:
        return pd.DataFrame(values, index=self.index, columns=[code.value for code in WEIGHTED])

    @cached_property
    def z_recent(self) -> pd.DataFrame:
        return self._by_indicator(self.measured_by_rules.needs.recent)

    @cached_property
    def z(self) -> pd.DataFrame:
        """Needs at the rule set's mix of the two speeds."""
        return self._by_indicator(self.scores.z)

    @property
    def typical(self) -> float:
        """Where the staircase of points starts; typical + points = score."""
        return self.scores.typical

    @cached_property
    def points(self) -> pd.DataFrame:
        return self._by_indicator(self.scores.points)

    @cached_property
    def evidence(self) -> pd.DataFrame:
        """How much stands behind each indicator, 0 nothing to 1."""
        return self._by_indicator(self.measured_by_rules.needs.evidence)

    @cached_property
    def figures(self) -> pd.DataFrame:
        """Columns (indicator, own | peers | n), see models.support_need.figures.Figures for units."""
        return self.measured_by_rules.figures.frame(self.index)

    @cached_property
    def reasons(self) -> dict[str, tuple[Reason, ...]]:
        """
        What people read, by school_id: of the reasons by points those whose figure is worse than the peers' as both are
        rounded on screen, where one is shown. Empty: no single gap is large.
        """
        not_worse = self.measured_by_rules.figures.shown_gap <= 0  # False where there is no figure to show
        return self._reasons(~not_worse)

    @cached_property
    def reasons_by_points(self) -> dict[str, tuple[Reason, ...]]:
        """By school_id, at most three, most points first: z of 0.7 or more and points above 0, whatever figures say."""
        return self._reasons(np.ones_like(self.scores.z, dtype=bool))

    def _reasons(self, may_be: Flags) -> dict[str, tuple[Reason, ...]]:
        points, z = self.scores.points, self.scores.z
        earns = (z >= REASON_FROM) & (points > 0) & may_be
        order = np.argsort(np.where(earns, -points, np.inf), axis=1, kind="stable")[:, :MOST_REASONS]
        return {
            str(school): tuple(self._reason(row, column) for column in order[row] if earns[row, column])
            for row, school in enumerate(self.school_ids)
        }

    @cached_property
    def strengths(self) -> dict[str, Reason | None]:
        """
        By school_id, the indicator that lowers the score most and whose figure is better than the peers' as it is
        rounded on screen; None: none is.
        """
        table = self.measured_by_rules.figures
        points = self.scores.points
        better = (self.scores.z < 0) & (points < 0) & (table.shown_gap < 0)
        best = np.argmin(np.where(better, points, np.inf), axis=1) if len(points) else np.zeros(0, dtype=int)
        return {
            str(school): self._reason(row, best[row]) if better[row].any() else None
            for row, school in enumerate(self.school_ids)
        }

    def _reason(self, row: int, column: int) -> Reason:
        figures = self.measured_by_rules.figures.of(row, column)
        return Reason(WEIGHTED[column], float(self.scores.points[row, column]), figures)
