"""One visit for a whole notebook: the lists, one school and the trends follow the same filters."""

from dashboards.state.district.data import DistrictData
from dashboards.state.ready import Wanted
from dashboards.state.school_page.visit import SchoolVisit
from dashboards.state.trends.shown import TrendsShown
from dashboards.state.trends.visit import TrendsVisit
from dashboards.state.triage.screen import Screen
from models.permissions import Viewer
from models.support_need.assessment import Assessment


class NotebookVisit(SchoolVisit, TrendsVisit):
    """What every page's visit can be asked for, of one moment and one choice."""

    _trends_of: tuple[Screen, TrendsShown] | None = None

    @staticmethod
    def ready(district: DistrictData, viewer: Viewer, wanted: Wanted) -> None:
        """Have everything kept that cells show: what the page about a school and, for the office, the trends do."""
        SchoolVisit.ready(district, viewer, wanted)
        if viewer.sees_district:
            TrendsVisit.ready(district, viewer, wanted)

    def trends(self) -> TrendsShown:
        """As `TrendsVisit.trends`, made once for all cells that show the same screen."""
        if self._trends_of is None or self._trends_of[0] is not self.screen:
            shown = super().trends()
            self._trends_of = self.screen, shown
        return self._trends_of[1]

    @property
    def judged(self) -> Assessment:
        """
        The scores behind the shown month's lists. Raises NotAllowedError for a liaison, PartnershipError for a year
        without reports.
        """
        return self._judged()

    def __repr__(self) -> str:
        chosen = ", ".join(label for label, _ in self.filters.chosen()) or "as it opens"
        return f"Visit as {self.viewer.name}, {self.viewer.role.label.lower()}: {chosen}; {self.screen.showing.lower()}"
