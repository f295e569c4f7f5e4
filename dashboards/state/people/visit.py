"""An administrator's page People while it is open: the list, one person, and what a file would hold."""

from typing import Literal, NamedTuple

import pandas as pd

from dashboards.state.background import Failed, Then
from dashboards.state.district.data import DistrictData, district_now
from dashboards.state.people import listed
from dashboards.state.people.export_frame import people_frame, schools_frame
from dashboards.state.people.gathered import Ways, changes_of, gathered
from dashboards.state.people.person import person_panel, row_of_person
from dashboards.state.people.shapes import PersonPanel, StaffPart
from dashboards.state.ready import Wanted, make_ready
from dashboards.state.visit import Visit
from models.errors import PartnershipError
from models.permissions import Viewer
from models.vocabulary import Role, SupportTier
from models.wording import people as wording

By = Literal["person", "school"]


class Look(NamedTuple):
    """What of the list is on screen: by person or by school, which group, and what is typed (in small letters)."""

    by: By = "person"
    group: str = "all"
    search: str = ""


def make_people_ready(district: DistrictData, viewer: Viewer, wanted: Wanted) -> None:
    """Have everything kept that the page People shows. Raises NotAllowedError for who is no administrator."""
    make_ready(district, viewer, wanted)
    gathered(district, viewer)


class PeopleVisit(Visit):
    """Its filters stand at the usual view and never move; the board says which schools are on the latest lists."""

    @staticmethod
    def ready(district: DistrictData, viewer: Viewer, wanted: Wanted) -> None:
        """The list of people, and what every page asks for."""
        make_people_ready(district, viewer, wanted)

    def _show(self, district: DistrictData) -> None:
        self._found = gathered(district, self.viewer)
        super()._show(district)

    def people(self) -> StaffPart:
        """Everybody, by person and by school. Raises NotAllowedError for who is no administrator."""
        return listed.staff_part(self.words, self._found, Ways.of_settings())

    def answer(self) -> str:
        """The sentence on top."""
        return listed.answer(self.words, self._found, Ways.of_settings())

    def beside(self) -> str:
        """The line under it."""
        found, words = self._found, self.words
        without = found.without_liaison[found.without_liaison["school_id"].isin(self._on_lists())]
        said = [
            "" if Ways.of_settings().is_switched_on else wording.not_switched_on_text(words),
            wording.clusters_text(words, found.without_coordinator["cluster"].tolist()),
            wording.on_lists_text(words, without["name"].tolist()),
        ]
        return " ".join(filter(None, said))

    def _on_lists(self) -> list[str]:
        schools = self.board.schools
        lists = [SupportTier.EXTRA_SUPPORT, SupportTier.CHECK_IN]
        return list(schools.index[schools["tier"].isin(lists)]) if self.board.has_reports else []

    def open_person(self, person_id: int, then: Then[PersonPanel], failed: Failed) -> None:
        """Read one person beside the event loop. `failed` where there is none, or for who may not by now."""
        database, viewer, words, today = self.database, self.viewer, self.words, self._today

        def read() -> PersonPanel:
            with district_now(database, viewer.district_id) as district:
                now = district.viewer_now(viewer, today())
                found = gathered(district, now)
                row = row_of_person(found, person_id)
                if row is None:
                    raise PartnershipError("There is no such person in this district.")
                changes = changes_of(district, now, row.login)
                return person_panel(words, found, changes, Ways.of_settings(), row, now)

        self.background.read(read, then, failed)

    def stamp(self) -> list[tuple[str, str]]:
        """Pairs of label and value at the page's foot."""
        gettext = self.words.gettext
        return [
            (gettext("Today"), self.words.day(self._today())),
            (gettext("Days"), gettext("Rights follow them: a past month shows who had the cluster then")),
            (gettext("By command"), gettext("partnership user does the same")),
        ]

    def role_of(self, person_id: int) -> Role | None:
        """Somebody's role as it is shown; None where nobody has this number."""
        row = row_of_person(self._found, person_id)
        return Role(row.role) if row is not None else None

    def has_cluster(self, person_id: int, key: str) -> bool:
        """Is it a cluster that they care or cared for, rather than a school?"""
        care = self._found.care
        theirs = care["person_id"].eq(person_id) & care["key"].eq(key)
        return bool((theirs & care["role"].eq(Role.COORDINATOR.value)).any())

    def frame(self, look: Look) -> pd.DataFrame:
        """The rows on screen, for what people take away."""
        made = people_frame if look.by == "person" else schools_frame
        return made(self.words, self.people(), look.group, look.search)

    def in_file(self, look: Look) -> list[tuple[str, str]]:
        """Label and value of what a file would hold now."""
        gettext, part = self.words.gettext, self.people()
        groups = part["groups"] if look.by == "person" else part["school_groups"]
        shown = next((one["label"] for one in groups if one["code"] == look.group), "")
        by = gettext("By person") if look.by == "person" else gettext("By school")
        typed = [(gettext("Search"), look.search)] if look.search else []
        rows = self.words.number(len(self.frame(look)))
        return [(gettext("Shown"), self.words.listed([by, shown])), *typed, (gettext("Rows"), rows)]
