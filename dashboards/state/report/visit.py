"""One visitor's page that files a month: which school and month, its draft, and what it says by now."""

from collections.abc import Mapping
from datetime import date, datetime
from itertools import count
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

import pandas as pd

from dashboards.state.background import Failed, Then
from dashboards.state.district.data import DistrictData, district_now
from dashboards.state.frame_rows import rows_of
from dashboards.state.office_day import marks_now
from dashboards.state.ready import Wanted, make_ready
from dashboards.state.report.checked import checked_part
from dashboards.state.report.gathered import FieldStored, Gathered, gathered
from dashboards.state.report.part import fields_now, report_part, who_reviews
from dashboards.state.report.shapes import CheckedPart, FieldNow, ReportPart
from dashboards.state.visit import Visit
from models import queries
from models.permissions import Action, Viewer, can
from models.queries.report_drafts import draft_version
from models.today import time_zone
from models.vocabulary import Role
from models.wording import report as wording


def clock(at: datetime) -> str:
    """ "9:42", as the district's clock says."""
    moment = at.to_pydatetime() if isinstance(at, pd.Timestamp) else at
    return f"{moment.astimezone(time_zone()):%-H:%M}"


class Newer(NamedTuple):
    """What others have saved in a draft since a page looked."""

    draft_key: str
    version: int
    fields: list[FieldNow]


class ReportVisit(Visit):
    """Its filters stand at the usual view and never move: school and month are the page's own words of the address."""

    def __init__(self, *args: Any, asked: str = "", **given: Any) -> None:
        """asked: the query of the address."""
        said = dict(parse_qsl(asked.lstrip("?")))
        self._asked_for = (said.get("school", ""), said.get("month", ""))
        self._found: Gathered | None = None
        self._checked: CheckedPart | None = None
        self._reads = count(1)
        self._latest_read = 0
        self._answer = ""
        super().__init__(*args, **given)

    def _show(self, district: DistrictData) -> None:
        self._gather(district)
        super()._show(district)

    def _gather(self, district: DistrictData) -> None:
        self._latest_read = next(self._reads)
        self._found = found = gathered(district, self.viewer, *self._asked_for, self._today())
        if found is None:
            return
        year, school_id = found.dates.school_year, found.school.school_id
        self._marks = marks_now(district, self.viewer, year, school_id, found.today, self._today())
        self._asked_for = (found.school.school_id, f"{found.month:%Y-%m}")
        self._check(found.values)

    def choose(self, school_id: str, month: str) -> None:
        """Show another school or month, as far as there is such a one; "" leaves it as it is."""
        self._asked_for = (school_id or self._asked_for[0], month)
        self.renew()

    def renew(self) -> None:
        """Read the report and its draft anew: something was begun, sent or thrown away."""
        with district_now(self.database, self.viewer.district_id) as district:
            self.viewer = district.viewer_now(self.viewer, self._today())
            self._gather(district)

    # ------------------------------------------------------------ what is shown
    @property
    def found(self) -> Gathered | None:
        """One school's month; None for who may write no school's report, or before any month has begun."""
        return self._found

    def part(self) -> ReportPart | None:
        """The form."""
        if self._found is None:
            return None
        district = f"{self.viewer.district_id}"
        return report_part(self.words, self._found, self.viewer, district, self._marks, clock)

    def fields(self) -> list[FieldNow]:
        """The fields of its draft."""
        return fields_now(self._found, self.viewer, clock) if self._found else []

    def checked(self) -> CheckedPart | None:
        """What the draft says by now."""
        return self._checked

    def _check(self, fields: Mapping[str, Any]) -> None:
        if self._found is not None:
            who = who_reviews(self.words, self._found, self.viewer)
            self._checked, self._answer = checked_part(self.words, self._found, fields, who)

    def read_draft(self, then: Then[dict[str, FieldStored]], failed: Failed) -> None:
        """Read the draft's fields as they are saved, beside the event loop, and say anew what they say."""
        database, viewer, found = self.database, self.viewer, self._found
        if found is None:
            return
        school_id, month, turn = found.school.school_id, found.month, next(self._reads)

        def read() -> dict[str, FieldStored]:
            with database.reading() as session:
                rows = queries.draft_fields(session, viewer, school_id, [month])
            return {one.path: one for one in rows_of(rows, FieldStored)}

        def told(fields: dict[str, FieldStored]) -> None:
            if self._is_latest(turn):
                self._check({path: one.value for path, one in fields.items()})
                then(fields)

        self.background.read(read, told, failed)

    def read_newer(self, draft_key: str, known: int, then: Then[Newer | None], failed: Failed) -> None:
        """Read what others have saved since a version of the draft; None where there is nothing newer."""
        database, viewer, found = self.database, self.viewer, self._found
        if found is None:
            return
        school_id, month, turn = found.school.school_id, found.month, next(self._reads)

        def read() -> tuple[Newer, dict[str, Any]] | None:
            with database.reading() as session:
                stands = draft_version(session, viewer, school_id, month)
                if stands is None:
                    return None
                key, version = stands
                if key == draft_key and version <= known:
                    return None
                rows = list(rows_of(queries.draft_fields(session, viewer, school_id, [month]), FieldStored))
            since = known if key == draft_key else 0
            newer: list[FieldNow] = [
                {
                    "path": row.path, "value": row.value, "version": row.version, "person": row.person,
                    "when": clock(row.saved_at),
                }
                for row in rows
                if row.version > since
            ]  # fmt: skip
            return Newer(key, version, newer), {row.path: row.value for row in rows}

        def told(answer: tuple[Newer, dict[str, Any]] | None) -> None:
            if answer is None:
                then(None)
            elif self._is_latest(turn):
                self._check(answer[1])
                then(answer[0])

        self.background.read(read, told, failed)

    def _is_latest(self, turn: int) -> bool:
        """
        Is what was read at that turn still to be said? Not where another report is shown by now, nor where what was
        read after it was told before it: several reads are at work at once while somebody types.
        """
        if turn < self._latest_read:
            return False
        self._latest_read = turn
        return True

    # ------------------------------------------------------------ what the frame says
    def answer(self) -> str:
        """The sentence on top."""
        gettext, found = self.words.gettext, self._found
        if found is None:
            return self._nothing()
        if not found.is_open:
            return gettext("{month} can't be written any more.", month=self.words.month(found.month))
        state = found.state
        if found.draft is None and state is not None and state.state in ("submitted", "accepted", "returned"):
            said = {
                "submitted": gettext("{month} is sent. It waits for review.", month=self.words.month(found.month)),
                "accepted": gettext("{month} is accepted.", month=self.words.month(found.month)),
                "returned": gettext("{month} came back.", month=self.words.month(found.month)),
            }
            return said[state.state]
        return self._answer

    def _nothing(self) -> str:
        gettext, viewer = self.words.gettext, self.viewer
        if not can(viewer, Action.FILE_REPORT, next(iter(viewer.clusters), None), next(iter(viewer.school_ids), None)):
            return gettext("You have no school to write a report for.")
        return gettext("No month of the calendar has begun yet.")

    def beside(self) -> str:
        """The line under it."""
        found, words = self._found, self.words
        if found is None:
            return words.gettext("The office says who writes for which school.") if self._is_liaison else ""
        return words.gettext(
            "{school}, report of {month}, due {day}.",
            school=found.school.name,
            month=words.month_in_year(found.month),
            day=words.day_in_year(found.dates.due_date),
        )

    @property
    def _is_liaison(self) -> bool:
        return self.viewer.role is Role.LIAISON

    def sent_words(self, late: int) -> str:
        """What is said once the report is sent."""
        assert self._found is not None
        return wording.sent_text(self.words, self._found.month, late, who_reviews(self.words, self._found, self.viewer))

    def own_address(self) -> str:
        """The query of this page's address."""
        school_id, month = self._asked_for
        said = {"school": school_id} if self._found and len(self._found.schools) > 1 else {}
        return "?" + urlencode(said | ({"month": month} if month else {}))

    def stamp(self) -> list[tuple[str, str]]:
        """Pairs of label and value at the page's foot."""
        gettext, found = self.words.gettext, self._found
        pairs = [
            (gettext("Counts only"), gettext("no names of children or parents")),
            (gettext("Kept"), gettext("on this computer and at the office: a closed tab or a lost line loses nothing")),
        ]
        if found is not None and found.coordinators:
            one = found.coordinators[0]
            pairs.append((gettext("Questions"), self.words.listed(filter(None, [one.name, one.phone]))))
        return pairs

    def today(self) -> date:
        """The day it is, as the page goes by."""
        return self._today()


def make_report_ready(district: DistrictData, viewer: Viewer, wanted: Wanted) -> None:
    """Have everything kept that the page shows of the district."""
    make_ready(district, viewer, wanted)
