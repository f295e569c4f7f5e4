"""What a card below the first screen is: figures kept for all, and the same in a reader's words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from dashboards.state.district.data import DistrictData
from dashboards.state.filters import Filters
from dashboards.state.school.proof_table import ProofTable
from dashboards.state.trends.part import SectionCell, SectionPart
from models.permissions import Viewer
from models.trends.cells import Cells
from models.trends.first_sentence import year_so_far
from models.vocabulary import Topic
from models.wording.language import Words


@dataclass(frozen=True)
class ChartShown:
    """A chart of a section: `kind` of chart, what its function takes, and what stands over it."""

    kind: str
    title: str
    unit: str
    sentence: str
    table: ProofTable
    data: Mapping[str, Any]


@dataclass(frozen=True)
class SectionShown:
    """A section in words, with the charts that follow its tables."""

    part: SectionPart
    charts: tuple[ChartShown, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What a section's figures depend on, of what the page shows."""

    school_year: str
    month: str


@dataclass(frozen=True)
class Section:
    """
    figures: read and computed once for all who ask the same, and kept; made from `topics`. shown: the same in words,
    for one viewer and the filters. heeds: names of the filters that `shown` looks at.
    """

    code: str
    title: str
    topics: tuple[Topic, ...]
    figures: Callable[[DistrictData, Asked], Any]
    shown: Callable[["Reader", Any], SectionShown]
    heeds: tuple[str, ...] = field(default=())

    def kept(self, district: DistrictData, asked: Asked) -> Any:
        """The figures of a moment. Raises NotKeptError where they would have to be made and nobody may wait."""
        return district.keep(
            ("trends section", self.figures, asked), self.topics, lambda: self.figures(district, asked)
        )


@dataclass(frozen=True)
class Reader:
    """Who reads a section: in which words, with which rights and filters."""

    words: Words
    viewer: Viewer
    filters: Filters


def span_of_year(cells: Cells) -> tuple[int, int]:
    """First and last position of the school year so far."""
    months = year_so_far(cells, len(cells.months) - 1)
    return months[0], months[-1]


def period_of_district(words: Words, first: pd.Timestamp, last: pd.Timestamp) -> str:
    """What most cards are about: "August 2025 to March 2026, the whole district"."""
    if first == last:
        return words.gettext("{month}, the whole district", month=words.month_in_year(first.date()))
    ends = {"first": words.month_in_year(first.date()), "last": words.month_in_year(last.date())}
    return words.gettext("{first} to {last}, the whole district", **ends)


def cell(text: str, **more: Any) -> SectionCell:
    """A figure of a table; what is not named is not there."""
    empty: SectionCell = {
        "text": text, "beside": "", "told": "", "short": "", "mark": "", "span": None, "part": None, "step": None,
    }  # fmt: skip
    return empty | more  # type: ignore[return-value]


def on_axis(low: float, value: float, high: float, top: float) -> list[float] | None:
    """Places of an interval on an axis from 0 to `top`; None where it is not known."""
    if np.isnan(low) or np.isnan(high) or not top > 0:
        return None
    return [round(min(max(at / top, 0.0), 1.0), 4) for at in (low, value, high)]
