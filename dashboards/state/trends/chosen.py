"""Which cells of a district the filters choose, apart from the filters themselves: by it figures are kept. Pure."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from dashboards.state.choices import ALL, NO_CLUSTER
from dashboards.state.filters import Filters
from models.trends.cells import Cells, Flags
from models.vocabulary import SchoolLevel, SupportTier
from models.wording import trends_schools as wording
from models.wording.language import Words

ALL_TIERS = tuple(tier.value for tier in SupportTier)
EVERY = ("cluster", "level", "tiers", "kind")
"""What can be chosen, by its name in `Chosen`."""


@dataclass(frozen=True)
class Chosen:
    """
    cluster: as in the filters, one, several, none or all; clusters: their names, () for all as for none. level, kind:
    ALL or one. tiers: those that are ticked.
    """

    cluster: str = ALL
    clusters: tuple[str, ...] = ()
    level: str = ALL
    tiers: tuple[str, ...] = ALL_TIERS
    kind: str = ALL

    @classmethod
    def of(cls, filters: Filters) -> "Chosen":
        """What the filters choose now."""
        return cls(
            cluster=str(filters.cluster),
            clusters=tuple(filters.clusters),
            level=str(filters.level),
            tiers=tuple(SupportTier(tier).value for tier in filters.tiers),
            kind=str(filters.involvement_type),
        )

    def only(self, names: Iterable[str]) -> "Chosen":
        """The same, as far as these names (of `EVERY`) are heeded."""
        heeded = {*names} | ({"clusters"} if "cluster" in names else set())
        return Chosen(**{name: value for name, value in asdict(self).items() if name in heeded})

    @property
    def has_all_schools(self) -> bool:
        return self.only(("cluster", "level", "tiers")) == Chosen()

    @property
    def has_some_on_top(self) -> bool:
        """Are there schools that stand on top of others of their levels?"""
        return self.only(("cluster", "tiers")) != Chosen()

    @property
    def is_whole(self) -> bool:
        """Do the filters leave the whole district, and all activities?"""
        return self == Chosen()

    def cells(self, cells: Cells, tiers: pd.Series | None = None) -> Flags:
        """
        The cells that are chosen: by the cluster and level of each month's own year, and of schools on the tiers that
        are ticked. tiers: by school_id, of the month that is looked at; None: of all tiers.
        """
        there = np.ones_like(cells.expected)
        if self.cluster == NO_CLUSTER:
            there &= cells.cluster < 0
        elif self.cluster != ALL:
            names = [cells.cluster_names.index(name) for name in self.clusters if name in cells.cluster_names]
            there &= np.isin(cells.cluster, names)
        if self.level != ALL:
            known = self.level in cells.level_names
            there &= np.equal(cells.level, cells.level_names.index(self.level) if known else -2)
        if tiers is not None and len(self.tiers) < len(ALL_TIERS):
            ticked = tiers.index[tiers.isin(self.tiers)]
            there &= np.isin(cells.school_ids, ticked.to_numpy(dtype=object))[:, None]
        return there

    def schools_in_words(self, words: Words, schools: int) -> str:
        """How many schools these are, and which: "9 elementary schools of Lakeview"."""
        tiers = [SupportTier(tier) for tier in self.tiers] if len(self.tiers) < len(ALL_TIERS) else None
        clusters = None if self.cluster == ALL else self.clusters
        return wording.schools_text(words, schools, SchoolLevel(self.level) if self.level else None, clusters, tiers)

    def whom(self, words: Words, schools: int) -> str:
        """The same, or the whole district."""
        return words.gettext("the whole district") if self.has_all_schools else self.schools_in_words(words, schools)
