"""The page Practices while it is open: which there are for this reader, what is chosen, and what a file would hold."""

from datetime import date

import pandas as pd

from dashboards.state.background import Failed, Then
from dashboards.state.district.data import DistrictData, district_now
from dashboards.state.practices import listed
from dashboards.state.practices.export_frame import practices_frame
from dashboards.state.practices.gathered import gathered
from dashboards.state.practices.shapes import PracticeLook, PracticeRow, PracticesPart, SharedActivities
from dashboards.state.practices.to_mark import shared_activities
from dashboards.state.ready import Wanted, make_ready
from dashboards.state.visit import Visit
from models import queries
from models.permissions import Action, Viewer, can
from models.vocabulary import PracticeState
from models.wording import practices as wording


def make_practices_ready(district: DistrictData, viewer: Viewer, wanted: Wanted) -> None:
    """Have everything kept that the page Practices shows."""
    make_ready(district, viewer, wanted)
    gathered(district, viewer)


class PracticesVisit(Visit):
    """Its filters stand at the usual view and never move: what is chosen here is the page's own."""

    opened = 0
    """The practice that the page opens with; 0: none."""

    @staticmethod
    def ready(district: DistrictData, viewer: Viewer, wanted: Wanted) -> None:
        """The practices, and what every page asks for."""
        make_practices_ready(district, viewer, wanted)

    def _show(self, district: DistrictData) -> None:
        self._found = gathered(district, self.viewer)
        self._rows = listed.practice_rows(self.words, self.viewer, self._found)
        super()._show(district)

    @property
    def rows(self) -> list[PracticeRow]:
        return self._rows

    def usual_look(self) -> PracticeLook:
        """To begin with a liaison sees what fits the own school, the office all of it."""
        levels = (
            {str(level) for level in self.board.schools["level"].dropna()} if not self.viewer.sees_district else set()
        )
        return listed.usual_look(levels.pop() if len(levels) == 1 else "")

    def part(self) -> PracticesPart:
        """The page for this reader."""
        return {
            "rows": self._rows,
            "choices": listed.choices_of(self.words, self._rows),
            "look": self.usual_look(),
            "schools": self._schools_to_mark(),
            "year": self.board.school_year,
            "none": self.words.gettext("Nothing here fits. Choose more types or another level, or type less."),
            "opened": self.opened,
        }

    def _schools_to_mark(self) -> list[tuple[str, str]]:
        schools = self.board.schools
        return [
            (str(school_id), str(name))
            for school_id, name, cluster in zip(schools.index, schools["name"], schools["cluster"], strict=True)
            if can(self.viewer, Action.SHARE_PRACTICE, cluster if isinstance(cluster, str) else None, str(school_id))
        ]

    def activities_of(self, school_id: str, then: Then[SharedActivities], failed: Failed) -> None:
        """Read what a school's accepted reports tell of, beside the event loop."""
        database, viewer, words, today = self.database, self.viewer, self.words, self._today
        year, name = self.board.school_year, self.board.schools["name"].get(school_id)

        def read() -> SharedActivities:
            with district_now(database, viewer.district_id) as district:
                now = district.viewer_now(viewer, today())
                with district.reading() as session:
                    rows = queries.activities_to_share(session, now, year, school_id)
            return shared_activities(words, rows, school_id, str(name or ""), year)

        self.background.read(read, then, failed)

    # ------------------------------------------------------------ words around it
    def answer(self, look: PracticeLook) -> str:
        """The sentence on top."""
        level = look["level"]
        count = len(listed.fitting(self._rows, look | {"group": "published"}))
        return wording.answer_text(self.words, count, level, is_any=bool(self._rows))

    def beside(self) -> str:
        """The line under it: whose turn it is."""
        states = self._found.practices["state"]
        waiting = int(states.eq(PracticeState.ASKED.value).sum())
        if not self.viewer.sees_district:
            return wording.own_school_text(self.words, waiting)
        to_publish = int(states.eq(PracticeState.WRITTEN.value).sum())
        return wording.beside_text(
            self.words, waiting, to_publish, is_any=bool(self._rows), may_mark=bool(self._schools_to_mark())
        )

    def stamp(self) -> list[tuple[str, str]]:
        """Pairs of label and value at the page's foot."""
        gettext = self.words.gettext
        return [
            (gettext("Figures"), gettext("of accepted reports only; fewer than 10 answers are not shown")),
            (gettext("Order"), gettext("by type and title")),
        ]

    def today(self) -> date:
        """The day it is, as the page goes by."""
        return self._today()

    def frame(self, look: PracticeLook) -> pd.DataFrame:
        """The practices on screen, for what people take away."""
        return practices_frame(self.words, listed.shown(self._rows, look))

    def in_file(self, look: PracticeLook) -> list[tuple[str, str]]:
        """Label and value of what a file would hold now."""
        gettext, choices = self.words.gettext, listed.choices_of(self.words, self._rows)
        labels = dict(choices["groups"]) | dict(choices["levels"]) | dict(choices["goals"])
        chosen = [labels.get(look[name], "") for name in ("group", "level", "goal")]
        types = [label for code, label in choices["types"] if code in look["types"]]
        parts = [*filter(None, [*chosen, look["year"]])]
        pairs = [(gettext("Shown"), self.words.listed(parts))]
        if len(types) < len(choices["types"]):
            pairs.append((gettext("Types"), self.words.listed(types)))
        if look["search"]:
            pairs.append((gettext("Search"), look["search"]))
        return [*pairs, (gettext("Rows"), self.words.number(len(self.frame(look))))]
