"""Somebody's page Reminders while it is open: the schools that have not reported, and which of them are chosen."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from dashboards.state.district.data import DistrictData, district_now
from dashboards.state.office_day import office_day_of
from dashboards.state.ready import Wanted, make_ready
from dashboards.state.reminders import listed
from dashboards.state.reminders.export_frame import mail_merge_frame
from dashboards.state.reminders.gathered import gathered, months_of
from dashboards.state.reminders.listed import Found, kept_by_school
from dashboards.state.reminders.look import EVERY, OWN, Look
from dashboards.state.reminders.shapes import ReminderRow, RemindersPart
from dashboards.state.report.month_workbook import month_workbooks
from dashboards.state.visit import Visit
from data.mailing.reminder_texts import Sender, month_named, with_drafts
from models import queries
from models.database import Database
from models.errors import PartnershipError
from models.permissions import Viewer, check_can_see_reminders
from models.reminder_rules import ReportingDates
from models.settings import settings
from models.vocabulary import Role


def make_reminders_ready(district: DistrictData, viewer: Viewer, wanted: Wanted, month: str = "") -> None:
    """Have everything kept that the page shows of a month. Raises NotAllowedError for who is not shown it."""
    check_can_see_reminders(viewer)
    make_ready(district, viewer, wanted)
    on = office_day_of(district, wanted.today)
    months = months_of(district, on)
    for name in {month, wanted.month}:
        if months:
            dates = next((one for one in months if f"{one.month:%Y-%m}" == name), months[0])
            gathered(district, viewer, dates.month, on)


class RemindersVisit(Visit):
    """Its filters stand at the usual view and never move; what is chosen here is the page's own `look`."""

    def __init__(
        self,
        database: Database,
        viewer: Viewer,
        *args: Any,
        said: Mapping[str, str] | None = None,
        district: str = "",
        **more: Any,
    ) -> None:
        """said: the words of the address. district: what it is called, for the ready texts."""
        self.usual = Look(cluster=OWN if viewer.role is Role.COORDINATOR and viewer.clusters else EVERY)
        self.look = Look.of(said or {}, self.usual)
        self.chosen: tuple[str, ...] = ()
        self._named = district
        super().__init__(database, viewer, *args, **more)

    def ready(self, district: DistrictData, viewer: Viewer, wanted: Wanted) -> None:  # type: ignore[override]
        """The schools of the month that is looked at."""
        make_reminders_ready(district, viewer, wanted, self.look.month)

    def _show(self, district: DistrictData) -> None:
        check_can_see_reminders(self.viewer)
        on = office_day_of(district, self._today())
        self._months = months_of(district, on)
        known = {f"{one.month:%Y-%m}" for one in self._months}
        choices = district.choices(self.viewer, self._today())
        self._clusters = choices.clusters.get(choices.latest_year, ())
        if self.look.cluster not in {OWN, EVERY, *self._clusters}:
            self.look = replace(self.look, cluster=self.usual.cluster)
        self._not_known = self.look.month if self.look.month not in {"", *known} else ""
        if self._months:
            dates = month_named(self._months, "" if self._not_known else self.look.month)
            schools = gathered(district, self.viewer, dates.month, on)
            with self.database.reading() as session:
                kept = queries.reminders(session, self.viewer, dates.month)
                schools = with_drafts(session, self.viewer, schools, dates.month)
            self._found: Found | None = Found(dates, on, schools, kept_by_school(kept))
        else:
            self._found = None
        super()._show(district)

    def choose(self, look: Look) -> None:
        """Look at other schools or another month."""
        self.look, self.chosen = look, ()
        self.reload()

    # ------------------------------------------------------------ what is on screen
    @property
    def found(self) -> Found:
        """Raises PartnershipError where no month is due yet."""
        if self._found is None:
            raise PartnershipError("No month of the calendar is due yet, so there is nothing to remind of.")
        return self._found

    @property
    def dates(self) -> ReportingDates:
        return self.found.dates

    @property
    def sender(self) -> Sender:
        """Who signs the ready texts."""
        is_office = self.viewer.role is Role.ADMINISTRATOR
        return Sender("" if is_office else self.viewer.name, self._named)

    def part(self) -> RemindersPart | None:
        """The page; None where no month is due yet."""
        if self._found is None:
            return None
        return listed.reminders_part(
            self.words, self._found, self.look, self.viewer, self._months, self._clusters, self.sender,
            datetime.now(UTC), can_send=settings().mail.is_on,
        )  # fmt: skip

    def answer(self) -> str:
        """The sentence on top."""
        if self._found is None:
            return self.words.gettext("No month of the calendar is due yet, so there is nothing to remind of.")
        return listed.answer(self.words, self._found, self.look, self.viewer)

    def beside(self) -> str:
        """The line under it."""
        return listed.beside(self.words, self._found, self.look, self.viewer) if self._found else ""

    def notice(self) -> str:
        """What the page says above itself; "" for nothing."""
        if self._not_known:
            return self.words.gettext("There is no month {month} to remind of; the latest is shown.",
                                      month=self._not_known)  # fmt: skip
        return self.behind_line()

    # ------------------------------------------------------------ what people take away
    def workbooks(self) -> Callable[[], bytes]:
        """
        What makes a .zip with the month's workbook of each of `rows`, for who sends the report as a file: work of
        seconds, which may be done beside the page. It raises NotAllowedError where the viewer may write none of them.
        """
        schools, month, today = [row["id"] for row in self.rows()], f"{self.dates.month:%Y-%m}", self._today()
        database, viewer, words, named = self.database, self.viewer, self.words, self._named

        def made() -> bytes:
            with district_now(database, viewer.district_id) as district:
                return month_workbooks(
                    words, named, district, district.viewer_now(viewer, today), schools, month, today
                )

        return made

    def rows(self) -> list[ReminderRow]:
        """The chosen schools of those on screen; all of them where none is chosen."""
        part = self.part()
        shown = list(part["rows"]) if part else []
        return [row for row in shown if row["id"] in self.chosen] or shown

    def frame(self) -> pd.DataFrame:
        """The same as rows for a mail merge."""
        return mail_merge_frame(self.words, self.found, self.rows(), self.look.language)

    def in_file(self) -> list[tuple[str, str]]:
        """Label and value of what a file would hold now."""
        if self._found is None:
            return []
        gettext, words, rows = self.words.gettext, self.words, self.rows()
        return [
            (gettext("Month"), words.month_in_year(self._found.dates.month)),
            (gettext("Schools"), listed.cluster_name(words, self.look.cluster, self.viewer)),
            (gettext("Text"), gettext(self.look.language.label)),
            (gettext("Rows"), words.number(len(rows))),
        ]

    def stamp(self) -> list[tuple[str, str]]:
        """Pairs of label and value at the page's foot."""
        gettext = self.words.gettext
        by_command = [(gettext("By command"), gettext("partnership remind does the same"))]
        return [
            (gettext("Today"), self.words.day(self._today())),
            (gettext("Counted"), gettext("as triage counts the month on the same day")),
            *(by_command if self.viewer.role is Role.ADMINISTRATOR else []),
        ]
