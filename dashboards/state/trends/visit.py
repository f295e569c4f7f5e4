"""One person's visit to the trends: what the page says and shows, of the moment and the filters that are shown."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from typing import Any

import pandas as pd
from cachetools import LRUCache

from dashboards.state.background import Failed
from dashboards.state.district.data import DistrictData, district_now
from dashboards.state.district.moment import NotKeptError
from dashboards.state.following import Following
from dashboards.state.formats import schools_counted
from dashboards.state.plain_text import plain
from dashboards.state.ready import Wanted
from dashboards.state.trends.changes import change_part
from dashboards.state.trends.chosen import Chosen
from dashboards.state.trends.compared import PERIODS, Compared, compared, compared_part, in_order, usual_periods
from dashboards.state.trends.export_frames import Taken, held, trends_frames
from dashboards.state.trends.heat import heat_groups, heat_part, unit
from dashboards.state.trends.measured import DistrictTrends, district_trends, make_trends_ready
from dashboards.state.trends.over_time import (
    district_marks,
    last_words,
    over_time,
    over_time_table,
    over_time_words,
)
from dashboards.state.trends.part import TierCount, TrendsPart
from dashboards.state.trends.section import Asked, Reader, Section, SectionShown
from dashboards.state.trends.sections import SECTIONS
from dashboards.state.trends.shown import OverTime, TrendsShown
from dashboards.state.trends.tiles import tiles
from dashboards.state.trends.type_shares import types_part
from models.errors import NotAllowedError
from models.permissions import Viewer
from models.trends.cells import Flags, Scope
from models.trends.change_explained import Explained, explain
from models.trends.first_sentence import FirstSentence, first_sentence, year_so_far
from models.trends.quantities import Measure, Quantity, quantities
from models.trends.shifts import DISTRICT
from models.vocabulary import Role, SupportTier, Topic
from models.wording import trends as wording

PAGES_KEPT = 4
"""Choices of one visitor that are kept as they were shown; each is about 130 kilobytes for 86 schools."""


class TrendsVisit(Following):
    """Asked for the whole page at once; everything on it is of one moment and one choice of cells."""

    def __init__(self, *args: Any, **more: Any) -> None:
        self._shown_last: LRUCache[Hashable, TrendsShown] = LRUCache(PAGES_KEPT)
        super().__init__(*args, **more)

    @staticmethod
    def ready(district: DistrictData, viewer: Viewer, wanted: Wanted) -> None:
        """The lists of the month, and its trends."""
        make_trends_ready(district, viewer, wanted)

    @property
    def measure(self) -> Measure:
        """The figure that the charts are about."""
        return Measure(self.filters.figure)

    def trends(self) -> TrendsShown:
        """The page as it is now. Raises NotAllowedError for a liaison: trends name clusters and schools of others."""
        if not self.viewer.sees_district:
            raise NotAllowedError("The trends are the office's; your own school has a page of its own.")
        return self._of_one_moment(self._kept)

    def _kept(self) -> TrendsShown:
        """Who goes back to a choice they had before, of the same data, is shown what they saw then."""
        key = (self._district.stamps_of(Topic), self.filters.address())
        if key not in self._shown_last:
            self._shown_last[key] = self._trends()
        return self._shown_last[key]

    def _trends(self) -> TrendsShown:
        words, filters = self.words, self.filters
        if not filters.month:
            return TrendsShown(
                answer=words.gettext("No monthly reports in {year}.", year=filters.school_year),
                beside=words.gettext("Choose another school year, or import its reports."),
                showing="",
                part={"tiles": [], "tiers": [], "compared": None, "change": None, "heat": None, "types": None},
                chart=None,
                counts={},
            )
        trends = self._district_trends()
        there = self._there(trends)
        found, said = self._found(trends, there), self._said(trends, there)
        schools = int((there & trends.cells.expected)[:, trends.month].sum())
        chosen = compared(trends, filters.compare)
        part: TrendsPart = {
            "tiles": tiles(words, trends, there, filters, chosen),
            "tiers": self._tiers(trends, there),
            "compared": compared_part(words, trends, chosen),
            "change": change_part(words, trends, self.measure, chosen, self._explained(trends, there, chosen, said)),
            "heat": heat_part(words, trends, there, filters, self.measure),
            "types": types_part(words, trends, there),
        }
        return TrendsShown(
            answer=self._answer(trends, found, said),
            beside=self._beside(trends, schools, said),
            showing=words.gettext("About {schools}", schools=schools_counted(words, schools)),
            part=part,
            chart=self._chart(trends, there, found),
            counts=self._by_tier(trends, Chosen.of(filters).cells(trends.cells)),
        )

    # ------------------------------------------------------------ the cards below the first screen
    def section_key(self, code: str) -> tuple[Any, ...]:
        """What a section shows: while this stays the same, it needs not be drawn again. Empty: there is nothing."""
        section, filters = SECTIONS[code], self.filters
        if not filters.month:
            return ()
        heeded = tuple(getattr(filters, name) for name in section.heeds)
        return (self._asked(section), heeded, self._district.stamps_of(section.topics))

    def _asked(self, section: Section) -> Asked:
        return section.asked(self.filters.school_year, self.filters.month, self.filters)

    def prepare_section(self, code: str, then: Callable[[SectionShown], None], failed: Failed) -> None:
        """
        Go on with a section as it is shown now, once its figures are there: they are read and computed beside the event
        loop, unless they are kept. Where somebody wrote meanwhile the whole page is made anew instead.
        """
        section, database, number = SECTIONS[code], self.database, self.viewer.district_id
        asked = self._asked(section)

        def show(figures: Any) -> None:
            then(section.told(Reader(self.words, self.viewer, self.filters), figures))

        def work() -> tuple[Any, tuple[str, ...]]:
            with district_now(database, number) as now:
                return section.kept(now, asked), now.stamps_of(section.topics)

        def made(answer: tuple[Any, tuple[str, ...]]) -> None:
            figures, stamps = answer
            if stamps == self._district.stamps_of(section.topics):
                show(figures)
            else:
                self.reload()

        with suppress(NotKeptError):
            with self._district.only_kept():
                figures = section.kept(self._district, asked)
            show(figures)
            return
        self.background.read(work, made, failed)

    # ------------------------------------------------------------ what is taken away
    def tables(self, district: str) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
        """Every table of the page as it is now, and what stands above them. district: its name."""

        def made() -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
            if not self.filters.month:
                return {}, {}
            taken = self._taken()
            about = {self.words.gettext("Trends"): district, **dict(self.in_file())}
            return trends_frames(taken), about | {self.words.gettext("Taken by"): plain(self.viewer.name)}

        return self._of_one_moment(made)

    def _taken(self) -> Taken:
        trends = self._district_trends()
        there = self._there(trends)
        kept = {code: section.kept(self._district, self._asked(section)) for code, section in SECTIONS.items()}
        return Taken(
            trends=trends,
            there=there,
            chosen=compared(trends, self.filters.compare),
            groups=[(name, inside) for name, _, inside in heat_groups(trends, there, self.filters)],
            schools=kept["levels"],
            equity=kept["equity"],
            support=kept["support"],
            programme=kept["programme"],
            sees_names=self.viewer.role is not Role.VIEWER,
        )

    def in_file(self) -> list[tuple[str, str]]:
        """What a file would hold now: which schools, by which filters, as of when, which reports, what is compared."""
        trends = self._district_trends()
        return held(
            self.words, trends, self._there(trends), self.board, self.filters, compared(trends, self.filters.compare)
        )

    # ------------------------------------------------------------ the first screen
    def _district_trends(self) -> DistrictTrends:
        """The district's months, with the activities that are counted."""
        return district_trends(self._district, self.filters.month, self.filters.involvement_type)

    def _there(self, trends: DistrictTrends) -> Flags:
        """The cells that the filters choose."""
        return Chosen.of(self.filters).cells(trends.cells, self.board.schools["tier"])

    def _explained(
        self, trends: DistrictTrends, there: Flags, chosen: Compared, said: FirstSentence
    ) -> Explained | None:
        """What the change of the chosen figure is made of; the first sentence has made that of a month on its year."""
        if chosen.kind == "year" or self.measure is Measure.CONTACTS:
            return said.of_month
        if not chosen.before:
            return None
        of = self.measure
        return trends.once(
            "change", there, (of, chosen), lambda: explain(trends.cells, of, chosen.before, chosen.after, there)
        )

    def compare(self, text: str) -> None:
        """Set other periods beside each other: "year", "month", "periods" to begin with, or the months of two."""
        wanted = in_order(text)
        if text == PERIODS and self.filters.month:
            wanted = self._of_one_moment(lambda: usual_periods(self._district_trends()))
        self.filters.set_compare("" if wanted == "year" else wanted)

    def _found(self, trends: DistrictTrends, there: Flags) -> dict[Measure, Quantity]:
        """Every figure of the chosen cells, by month."""
        return trends.once("figures", there, "", lambda: quantities(trends.cells, there))

    def _said(self, trends: DistrictTrends, there: Flags) -> FirstSentence:
        """What may be said first; of contacts, whose changes are not explained, what may be said of activities."""
        of = self._spoken_of
        return trends.once(
            "sentence", there, of, lambda: first_sentence(trends.cells, trends.shifts, trends.month, of, there)
        )

    @property
    def _spoken_of(self) -> Measure:
        return Measure.ACTIVITIES if self.measure is Measure.CONTACTS else self.measure

    def _answer(self, trends: DistrictTrends, found: Mapping[Measure, Quantity], said: FirstSentence) -> str:
        month, quantity = trends.month, found[self._spoken_of]
        return wording.first_sentence_text(
            self.words,
            said,
            self._spoken_of,
            trends.cells.months[month].date(),
            (int(quantity.reported[month]), int(quantity.expected[month])),
            float(quantity.value[month]),
            trends.shifts.way(DISTRICT, month),
        )

    def _beside(self, trends: DistrictTrends, schools: int, said: FirstSentence) -> str:
        """What the sentence compares, and which clusters stand out while the district does not."""
        words, cells, month = self.words, trends.cells, trends.month
        day, before = cells.months[month].date(), int(cells.year_before[month])
        whom = Chosen.of(self.filters).schools_in_words(words, schools)
        values = {"month": words.month_in_year(day), "schools": whom}
        if before < 0:
            line = words.gettext("{month}, {schools}; the year before is not kept.", **values)
        elif said.span == "range":
            first = cells.months[year_so_far(cells, month)[0]].date()
            line = words.gettext(
                "{first} to {month} beside the same months a year before, {schools}.",
                first=words.month_in_year(first), **values,
            )  # fmt: skip
        else:
            year_ago = words.month_in_year(cells.months[before].date())
            line = words.gettext("{month} beside {before}, {schools}.", before=year_ago, **values)
        if kind := self.filters.involvement_words:
            only = words.gettext("Activities, families, reach and answers are of {kind} only; reports on time and "
                                 "support contacts have no type.", kind=kind)  # fmt: skip
            return f"{line} {only}"
        if not Chosen.of(self.filters).is_whole:
            return line
        ways = {name: trends.shifts.way(Scope("cluster", name), month) for name in said.clusters}
        above, below = ([name for name, way in ways.items() if way == wanted] for wanted in (1, -1))
        return " ".join(filter(None, [line, wording.shift_text(words, above, below, day)]))

    def _tiers(self, trends: DistrictTrends, there: Flags) -> list[TierCount]:
        """Schools of the month's lists by tier, of the cells that are chosen."""
        counts = {SupportTier(code): count for code, count in self._by_tier(trends, there).items()}
        whole = sum(counts.values()) or 1
        return [
            {
                "code": tier.value,
                "label": self.words.gettext(tier.label),
                "count": self.words.number(count),
                "part": round(count / whole, 4),
            }
            for tier, count in counts.items()
        ]

    def _by_tier(self, trends: DistrictTrends, there: Flags) -> dict[str, int]:
        tiers = self.board.schools["tier"].to_dict()
        chosen = trends.cells.school_ids[(there & trends.cells.expected)[:, trends.month]]
        counts = Counter(tiers.get(school_id) for school_id in chosen)
        return {tier.value: counts[tier.value] for tier in SupportTier}

    def _chart(self, trends: DistrictTrends, there: Flags, found: Mapping[Measure, Quantity]) -> OverTime:
        words, measure = self.words, self.measure
        frame = over_time(words, trends, there, measure, found[measure])
        return OverTime(
            title=words.gettext(measure.label),
            unit=unit(words, measure),
            frame=frame,
            marks=district_marks(words, trends),
            last=last_words(words, measure, frame),
            sentence=over_time_words(words, measure, frame),
            table=over_time_table(words, measure, frame),
        )
