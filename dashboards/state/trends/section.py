"""What a card below the first screen is: figures kept for all, and the same in a reader's words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from dashboards.state.district.data import DistrictData
from dashboards.state.filters import Filters
from dashboards.state.school.proof_table import ProofTable
from dashboards.state.trends.chosen import ALL_TIERS, EVERY, Chosen
from dashboards.state.trends.measured import DistrictTrends
from dashboards.state.trends.part import SectionCell, SectionPart
from models.permissions import Viewer
from models.trends.cells import Cells, Flags
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
    """What a section's figures depend on, of what the page shows; chosen: as far as the section heeds it."""

    school_year: str
    month: str
    chosen: Chosen = field(default_factory=Chosen)

    def there(self, district: DistrictData, trends: DistrictTrends) -> Flags:
        """The cells that are chosen."""
        tiers = None
        if len(self.chosen.tiers) < len(ALL_TIERS):
            tiers = district.board(district.office, self.school_year, self.month).schools["tier"]
        return self.chosen.cells(trends.cells, tiers)


@dataclass(frozen=True)
class Section:
    """
    figures: read and computed once for all who ask the same, and kept; made from `topics` (with those of the lists
    where it chooses by tier), of the schools and activities that are chosen by what it `chooses` by; None where no
    school is chosen. shown: the same in words, for one viewer and the filters. heeds: names of the filters that `shown`
    looks at besides.
    """

    code: str
    title: str
    topics: tuple[Topic, ...]
    figures: Callable[[DistrictData, Asked], Any]
    shown: Callable[["Reader", Any], SectionShown]
    heeds: tuple[str, ...] = field(default=())
    chooses: tuple[str, ...] = EVERY

    def asked(self, school_year: str, month: str, filters: Filters) -> Asked:
        """What the filters ask of this section."""
        return Asked(school_year, month, Chosen.of(filters).only(self.chooses))

    def told(self, reader: "Reader", figures: Any) -> SectionShown:
        """The section in words; where no school is chosen, just that."""
        if figures is None:
            none = reader.words.gettext("No school fits these filters.")
            return SectionShown({"small": "", "sentences": [none], "warning": "", "tables": []})
        return self.shown(reader, figures)

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

    @property
    def chosen(self) -> Chosen:
        return Chosen.of(self.filters)

    def about(self, first: pd.Timestamp, last: pd.Timestamp, schools: int) -> str:
        """What most cards are about: "August 2025 to March 2026, 9 elementary schools of Lakeview"."""
        words, whom = self.words, self.chosen.whom(self.words, schools)
        if first == last:
            return words.gettext("{month}, {schools}", month=words.month_in_year(first.date()), schools=whom)
        ends = {"first": words.month_in_year(first.date()), "last": words.month_in_year(last.date())}
        return words.gettext("{first} to {last}, {schools}", schools=whom, **ends)

    def of_kind(self) -> list[str]:
        """That only activities of one type are counted; nothing where all are."""
        if kind := self.filters.involvement_words:
            return [self.words.gettext("Of activities, only those of {kind} are counted.", kind=kind)]
        return []


def span_of_year(cells: Cells) -> tuple[int, int]:
    """First and last position of the school year so far."""
    months = year_so_far(cells, len(cells.months) - 1)
    return months[0], months[-1]


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
