"""One visitor's page of action plans: which school and year, and the plan as it stands."""

from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from dashboards.state.district.data import DistrictData, district_now
from dashboards.state.office_day import marks_now
from dashboards.state.plan import part as made
from dashboards.state.plan.gathered import Gathered, gathered
from dashboards.state.plan.rows import NO_MARKS, Told, marks_of
from dashboards.state.plan.shapes import PlanPart, PlanTyped
from dashboards.state.visit import Visit


class PlanVisit(Visit):
    """Its filters stand at the usual view and never move: school and year are the page's own words of the address."""

    def __init__(self, *args: Any, asked: str = "", **given: Any) -> None:
        """asked: the query of the address."""
        said = dict(parse_qsl(asked.lstrip("?")))
        self._asked_for = (said.get("school", ""), said.get("year", ""))
        self._found: Gathered | None = None
        self._told = NO_MARKS
        super().__init__(*args, **given)

    def _show(self, district: DistrictData) -> None:
        self._gather(district)
        super()._show(district)

    def _gather(self, district: DistrictData) -> None:
        self._found = found = gathered(district, self.viewer, *self._asked_for, self._today())
        if found is None:
            return
        self._asked_for = (found.school.school_id, str(found.year))
        self._told = self._told_of(district, found)

    def _told_of(self, district: DistrictData, found: Gathered) -> Told:
        year = str(found.year)
        last = district.choices(self.viewer, self._today()).latest_months.get(year, "")
        if not last:
            return NO_MARKS
        marks = marks_now(district, self.viewer, year, found.school.school_id, found.today, self._today())
        return Told(date.fromisoformat(f"{last}-01"), marks_of(marks))

    def choose(self, school_id: str, year: str) -> None:
        """Show another school or year, as far as there is such a one; "" leaves it as it is."""
        self._asked_for = (school_id or self._asked_for[0], year or self._asked_for[1])
        self.renew()

    def choose_next(self) -> None:
        """From now on the next year's plan of the school, once it is read anew."""
        if self._found is not None:
            self._asked_for = (self._asked_for[0], str(self._found.year.next))

    def renew(self) -> None:
        """Read the plan as it is now. The lists are left alone: nothing of them stands on this page."""
        with district_now(self.database, self.viewer.district_id) as district:
            self.viewer = district.viewer_now(self.viewer, self._today())
            self._gather(district)
            self._now_shows(district.stamps)

    # ------------------------------------------------------------ what is shown
    @property
    def found(self) -> Gathered | None:
        """The plan; None for who may see no school."""
        return self._found

    def part(self) -> PlanPart | None:
        """The plan in words."""
        if self._found is None:
            return None
        return made.plan_part(self.words, self.viewer, self._found, self._told, self._today())

    def steps(self) -> dict[str, PlanTyped]:
        """Its steps as their forms have them, by number."""
        return made.typed_steps(self._found) if self._found else {}

    def answer(self) -> str:
        """The sentence on top."""
        if self._found is None:
            return self.words.gettext("There is no school whose plan you may see.")
        return made.answer_text(self.words, self._found, self._told)

    def beside(self) -> str:
        """The line under it."""
        return made.beside_text(self.words, self._found) if self._found else ""

    def own_address(self) -> str:
        """The query of this page's address."""
        if self._found is None:
            return ""
        school_id, year = self._asked_for
        said = {"school": school_id} if len(self._found.schools) > 1 else {}
        return "?" + urlencode(said | {"year": year})

    def stamp(self) -> list[tuple[str, str]]:
        """Pairs of label and value at the page's foot."""
        gettext, found = self.words.gettext, self._found
        if found is None:
            return []
        return [
            (gettext("As of"), self.words.day(found.today)),
            (gettext("Done"), gettext("a month's report names the step")),
            (gettext("Examples"), gettext("from accepted reports of schools of this level")),
        ]
