"""One person's visit to the page about a school: which school it is, and what the page says and shows of it."""

from dataclasses import dataclass
from urllib.parse import urlencode

import param

from dashboards.state.choices import ALL, NO_CLUSTER
from dashboards.state.district.data import DistrictData
from dashboards.state.filters import Filters
from dashboards.state.formats import MEASURES
from dashboards.state.our_school.part import when_fields
from dashboards.state.ready import Wanted, make_ready, make_rest_ready
from dashboards.state.school.detail import school_told
from dashboards.state.school.why import WhyPart
from dashboards.state.school_page.gathered import Gathered, gathered
from dashboards.state.school_page.head import around, head, in_turn, sentence
from dashboards.state.school_page.office import log_card, session_lines
from dashboards.state.school_page.programme import ProgrammeKnown, programme_known, programme_part
from dashboards.state.school_page.reported import activities_card, estimates_text, parents_card, teachers_card
from dashboards.state.school_page.shapes import FigureLine, PageLink, ProgrammePart, SchoolPagePart
from dashboards.state.school_page.story import story_card
from dashboards.state.school_page.types_and_plan import plan_card, similar_card, types_card
from dashboards.state.triage.board import Board
from dashboards.state.triage.ledger import ledger
from dashboards.state.triage.screen import shown_schools
from dashboards.state.visit import Visit
from models.permissions import Viewer
from models.wording import our_school as wording_own
from models.wording import school as wording_school
from models.wording import school_page as wording
from models.wording import triage as wording_triage
from models.wording.language import words_in

CHOICES = {"year": "school_year", "month": "month"}
"""Word of a field of the page to the filter it sets."""


@dataclass(frozen=True)
class SchoolShown:
    """
    The page: its head and sentence, the trail that leads to it (a label and the query behind it, of the page that
    `schools_page` names), what stands below, the stamp, and the query of its address.
    """

    answer: str
    sentence: str
    trail: tuple[tuple[str, str], ...]
    part: SchoolPagePart
    stamp: tuple[tuple[str, str], ...]
    address: str


class SchoolVisit(Visit):
    """
    Asked for one school at a time: that of the address, else the first one that the filters let through. A liaison has
    the same page of their own schools: what is read, compared and named is fenced by the viewer.
    """

    @staticmethod
    def ready(district: DistrictData, viewer: Viewer, wanted: Wanted) -> None:
        """The lists of the month, and all that is shown of the school."""
        make_school_page_ready(district, viewer, wanted)

    @property
    def asked_in_vain(self) -> str:
        """
        The number of a school that the address names and that there is none of; "" where it names none such. A liaison
        is told that it was left out, as of any word of an address, and shown an own school.
        """
        if not self.viewer.sees_district:
            return ""
        return next((part.partition("=")[2] for part in self._ignored if part.startswith("school=")), "")

    @property
    def school_id(self) -> str:
        """The school that is shown; "" where there is none, or none of that number."""
        if self.filters.school or self.asked_in_vain:
            return self.screen.selected
        return next(iter(in_turn(self.viewer, self.screen, self.filters)[0]), "")

    def choose(self, word: str, code: str) -> None:
        """Take over a choice by its word in the address; the school stays."""
        with param.parameterized.batch_call_watchers(self.filters):
            self.filters.school = self.school_id or self.filters.school
            setattr(self.filters, CHOICES[word], code)

    def school_page(self) -> SchoolShown:
        """The page as it is now. Raises NotAllowedError for a liaison of other schools."""
        return self._of_one_moment(self._school_page)

    def _school_page(self) -> SchoolShown:
        school_id = self.school_id
        if not school_id:
            return self._no_school()
        words, board, shown_board = self.words, self.board, self.screen.shown_board
        found = gathered(self._district, self.viewer, board, school_id)
        why, months = self._why(school_id), self.months(school_id)
        known = self._known(school_id)
        has_list = board.is_judged(school_id)
        similar = found.similar.school_id if found.similar else ""
        part = self._empty() | {
            "id": school_id,
            "head": head(words, shown_board, school_id, why, found, known.steps, has_steps=self.viewer.sees_district),
            "story": story_card(words, found, months, board.as_of),
            "why": why,
            "proofs": self.proofs(school_id),
            "survey": self._survey(school_id),
            "types": types_card(words, board, found) if has_list else None,
            "plan": plan_card(words, board, school_id, found),
            "similar": similar_card(words, board, school_id, found.similar, self.filters.address(school=similar))
            if has_list
            else None,
            "activities": activities_card(words, board, found.activities),
            "parents": parents_card(words, board, school_id, found.forms),
            "teachers": teachers_card(words, found.observations),
            "sessions": session_lines(words, known.sessions, board.as_of.date()),
            "log": log_card(words, board, school_id, why["next"]),
            "estimates": estimates_text(words, found.activities),
        }
        part["place"], part["previous"], part["next"] = around(words, self.viewer, self.screen, self.filters, school_id)
        return SchoolShown(
            answer=why["name"],
            sentence=sentence(words, shown_board, school_id),
            trail=self._trail(str(board.schools.at[school_id, "cluster"])),
            part=part,
            stamp=self._stamp(found),
            address=self.filters.address(school=school_id),
        )

    def programme(self, school_id: str) -> ProgrammePart | None:
        """The steps of the programme at a school, for the office; None for a liaison, and where there is no school."""
        board = self.board
        if school_id not in board.schools.index:
            return None
        cluster = board.schools["cluster"][school_id]
        named = cluster if isinstance(cluster, str) else None
        known = self._of_one_moment(lambda: self._known(school_id))
        return programme_part(self.words, self.viewer, board, known, school_id, named, self._today())

    def _known(self, school_id: str) -> ProgrammeKnown:
        return programme_known(self._district, self.viewer, self.board, school_id, self._today())

    def _why(self, school_id: str) -> WhyPart:
        """As the panel says it; a school is not told its place among the others, nor what others have."""
        why = self.why(school_id)
        return why if self.viewer.sees_district else {**why, "interval": None, "bars": None}

    def _empty(self) -> SchoolPagePart:
        choices = self._district.choices(self.viewer, self._today())
        fields = [field for field in when_fields(self.words, choices, self.board) if len(field["options"]) > 1]
        return {
            "id": "", "year": self.board.school_year, "fields": fields, "place": "", "previous": None, "next": None,
            "instead": self._instead(), "head": None, "story": None, "why": None, "proofs": None,
            "survey": None, "types": None, "plan": None, "similar": None, "activities": None, "parents": None,
            "teachers": None, "sessions": [], "log": None, "estimates": "",
        }  # fmt: skip

    def _no_school(self) -> SchoolShown:
        """Why there is none, and where to look for one."""
        words, asked, filters = self.words, self.asked_in_vain, self.filters
        part, address = self._empty(), filters.address()
        choices = self._district.choices(self.viewer, self._today())
        if not choices.school_ids:
            told, part["fields"] = self._no_school_at_all(), []
        elif asked:
            told, part["fields"] = wording.unknown_school_text(words, asked), []
            address = f"{address}&{urlencode({'school': asked})}"
        elif filters.school:
            part["place"], part["previous"], part["next"] = around(
                words, self.viewer, self.screen, filters, filters.school
            )
            schools = self._district.part("schools").set_index("school_id")["name"]
            name = str(schools.get(filters.school, filters.school))
            told = name, wording.not_in_year_text(words, name, self.board.school_year)
        else:
            told = wording.no_school_fits_text(words)
        return SchoolShown(*told, trail=self._trail(""), part=part, stamp=self.screen.stamp[:1], address=address)

    def _no_school_at_all(self) -> tuple[str, str]:
        if not self.viewer.sees_district:
            return wording_own.no_school_text(self.words), wording_own.no_school_help_text(self.words)
        return wording_triage.no_schools_text(self.words), ""

    def _instead(self) -> PageLink:
        """Where a school can be chosen."""
        if not self.viewer.sees_district:
            return {"label": self.words.gettext("Our school"), "address": self.filters.address()}
        return {"label": self.words.gettext("Open triage"), "address": self.filters.address(school="")}

    def _trail(self, cluster: str) -> tuple[tuple[str, str], ...]:
        """The list that the filters show, and the cluster's; for a liaison their own page."""
        if not self.viewer.sees_district:
            return ((self.words.gettext("Our school"), self.filters.address()),)
        filters, trail = self.filters, [(self.words.gettext("Triage"), self.filters.address(school=""))]
        if cluster in filters.param.cluster.objects.values() and cluster not in (ALL, NO_CLUSTER):
            trail.append((cluster, filters.address(cluster=cluster, school="")))
        return tuple(trail)

    def _survey(self, school_id: str) -> FigureLine | None:
        """The year's figure about parents, of a year without monthly reports."""
        figure = self.screen.shown_board.rows[school_id]["survey"]
        if self.board.has_reports or not figure:
            return None
        return {"label": self.words.gettext(MEASURES[self.board.survey_measure]), "figure": figure, "aside": ""}

    def _stamp(self, found: Gathered) -> tuple[tuple[str, str], ...]:
        """As of when, by which rules, compared with whom."""
        peers = wording_school.peers_of_text(self.words, found.types.peers) if found.types else ""
        compared = [(self.words.gettext("Compared with"), peers)] if peers else []
        return (*self.screen.stamp[:2], *compared)


def make_school_page_ready(district: DistrictData, viewer: Viewer, wanted: Wanted) -> None:
    """Have everything kept that the page about a school shows of what is wanted, as `make_ready`."""
    make_ready(district, viewer, wanted)
    offered = district.choices(viewer, wanted.today).months.get(wanted.school_year, {})
    if wanted.month and wanted.month not in offered:
        return
    board = district.board(viewer, wanted.school_year, wanted.month)
    school_id = wanted.school or _first_of_filters(district, viewer, board, wanted)
    if school_id in board.schools.index:
        school_told(district, viewer, board, school_id)
        make_rest_ready(district, viewer, board, school_id)
        gathered(district, viewer, board, school_id)
        programme_known(district, viewer, board, school_id, wanted.today)
    elif school_id:
        district.part("schools")  # it was a school of another year, and is said by name


def _first_of_filters(district: DistrictData, viewer: Viewer, board: Board, wanted: Wanted) -> str:
    if not viewer.sees_district:
        return str(next(iter(board.schools.index), ""))
    filters = Filters(district.choices(viewer, wanted.today), words_in())
    filters.follow(wanted.address)
    shown = shown_schools(board, filters, ledger(board, filters).fitting)
    return str(shown.index[0]) if len(shown) else ""
