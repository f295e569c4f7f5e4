"""Somebody's page of training sessions while it is open: a school year's sessions, and who came to none for a year."""

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

import pandas as pd

from dashboards.state.district.data import DistrictData
from dashboards.state.office_day import office_day_of
from dashboards.state.ready import Wanted, make_ready
from dashboards.state.training import listed
from dashboards.state.training.gathered import came_by, gathered
from dashboards.state.training.listed import Place, Schools
from dashboards.state.training.shapes import TrainingPart
from dashboards.state.visit import Visit
from data.training_export import training_frame
from models.permissions import Action, Viewer, can
from models.school_year import SchoolYear
from models.trends.programme_health import Development, development
from models.wording import training as wording

Leads = Callable[[str], str]


def make_training_ready(district: DistrictData, viewer: Viewer, wanted: Wanted) -> None:
    """Have everything kept that the page shows. Raises NotAllowedError for a school's liaison."""
    make_ready(district, viewer, wanted)
    gathered(district, viewer, wanted.today)


class TrainingVisit(Visit):
    """Its filters stand at the usual view and never move: which year is looked at is the page's own."""

    chosen_year = ""
    """The school year that was chosen; "" or one without sessions: the one it is."""
    leads: Leads = staticmethod(lambda query: query)
    """Where a school's query leads to."""

    @staticmethod
    def ready(district: DistrictData, viewer: Viewer, wanted: Wanted) -> None:
        """The sessions, and what every page asks for."""
        make_training_ready(district, viewer, wanted)

    def _show(self, district: DistrictData) -> None:
        self._on = office_day_of(district, self._today())
        self._found = gathered(district, self.viewer, self._today())
        super()._show(district)

    # ------------------------------------------------------------ what is on screen
    @property
    def years(self) -> list[str]:
        """The school years to choose from, the latest first."""
        return listed.years_of(self._found, SchoolYear.of(self._on))

    @property
    def year(self) -> str:
        return self.chosen_year if self.chosen_year in self.years else str(SchoolYear.of(self._on))

    def part(self) -> TrainingPart:
        """The page for this reader."""
        words, viewer, schools, count = self.words, self.viewer, self._schools(), self._count()
        rows = listed.training_rows(words, viewer, self._found, schools, self.year)
        without = count.none_for_a_year
        return {
            "years": self.years,
            "year": self.year,
            "rows": rows,
            "none": "" if rows else words.gettext("No session is written down for {year} yet.", year=self.year),
            "planned": listed.planned_rows(words, viewer, self._found, schools, self._today()),
            "schools": listed.clusters_of(words, viewer, schools, self._found),
            "without": listed.clusters_of(words, viewer, schools, self._found, self._without()) if without else [],
            "without_title": words.gettext("None in twelve months ({count})", count=words.number(without)),
            "all_came": "" if without else wording.answer_text(words, count),
            "beside_list": self._beside_list(),
            "may_write": can(viewer, Action.WRITE_TRAINING),
            "usual": listed.typed_of(min(self._on, self._today()), "", None, {}),
            "until": self._today().isoformat(),
            "draft": f"training {viewer.district_id} {viewer.person_id}",
        }

    def _schools(self) -> Schools:
        rows = self.board.schools
        places = {
            str(school_id): Place(str(name), cluster if isinstance(cluster, str) else None)
            for school_id, name, cluster in zip(rows.index, rows["name"], rows["cluster"], strict=True)
        }
        own = {school_id for school_id, place in places.items() if place.cluster in self.viewer.clusters}
        leads = self.leads
        return Schools(places, frozenset(own) & self._expected(), lambda one: leads(f"?{urlencode({'school': one})}"))

    def _expected(self) -> frozenset[str]:
        """The schools that the latest list's month is expected of: those that trends count."""
        totals = self.board.frames.totals
        if self.board.month is None:
            return frozenset()
        due = totals[totals["month"].eq(self.board.month) & totals["expected"].gt(0)]
        return frozenset(map(str, due["school_id"]))

    def _count(self) -> Development:
        """As it is known today, of the twelve months up to the office's day."""
        first = pd.Timestamp(SchoolYear.of(self._on).months[0])
        return development(self._found.came, self._expected(), first, pd.Timestamp(self._on))

    def _without(self) -> frozenset[str]:
        """The schools that `_count` tells of."""
        came, day = self._found.came, pd.Timestamp(self._on)
        lately = came[(came["held_on"] <= day) & (came["held_on"] > day - pd.DateOffset(years=1))]
        return self._expected() - set(lately["school_id"].astype(str))

    def _beside_list(self) -> str:
        """What trends say, as the latest list's day knew it; "" where there is no list."""
        as_of = self.board.as_of
        if self.board.month is None:
            return ""
        came = self._of_one_moment(lambda: came_by(self._district, as_of.date()))
        first = pd.Timestamp(SchoolYear.of(as_of.date()).months[0])
        then = development(came, self._expected(), first, as_of)
        return wording.list_text(self.words, then, as_of.date())

    # ------------------------------------------------------------ words around it
    def own_address(self) -> str:
        """The query of this page's address: the usual view, and the school year where another one is looked at."""
        usual = self.filters.address()
        if self.year == str(SchoolYear.of(self._on)):
            return usual
        return f"{usual}&{urlencode({'year': self.year})}"

    def answer(self) -> str:
        """The sentence on top."""
        return wording.answer_text(self.words, self._count())

    def beside(self) -> str:
        """The line under it."""
        held = len(listed.of_year(self._found, self.year))
        return wording.beside_text(self.words, self.year, self._on, held)

    def frame(self) -> pd.DataFrame:
        """The sessions on screen with who came, as rows of a file."""
        names = {school_id: place.name for school_id, place in self._schools().places.items()}
        return training_frame(listed.of_year(self._found, self.year), self._found.came, names)

    def in_file(self) -> list[tuple[str, str]]:
        """Label and value of what a file would hold now."""
        held = len(listed.of_year(self._found, self.year))
        return [
            (self.words.gettext("School year"), self.year),
            (self.words.gettext("Sessions held"), self.words.number(held)),
        ]

    def stamp(self) -> list[tuple[str, str]]:
        """Pairs of label and value at the page's foot."""
        gettext = self.words.gettext
        return [
            (gettext("Counted"), gettext("schools that are expected to report in the latest list's month")),
            (gettext("Written here"), gettext("known from the day it is written; earlier lists stay as they were")),
        ]

    def today(self) -> date:
        """The day it is, as the page goes by."""
        return self._today()
