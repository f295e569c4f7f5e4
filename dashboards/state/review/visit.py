"""A coordinator's or director's page Review while it is open: the queue by their filters, and reports on demand."""

from collections.abc import Sequence

import pandas as pd

from dashboards.state.background import Failed, Then
from dashboards.state.choices import ALL
from dashboards.state.district.data import DistrictData, district_now
from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.links import SCHOOL_PAGE
from dashboards.state.ready import Wanted, make_ready
from dashboards.state.review.gathered import calendar_of, carers_of, last_review_of, locks_of, review_rows
from dashboards.state.review.judged import Row, judged_queue
from dashboards.state.review.queue import Here, backlog_of, of_clusters, queue, review_by_text
from dashboards.state.review.report import report_panel
from dashboards.state.review.shapes import ReportPanel, ReviewQueue
from dashboards.state.visit import Visit
from models.errors import PartnershipError
from models.permissions import Action, Viewer, can
from models.vocabulary import Role
from models.wording import review as wording

CHOICES = {"cluster": "cluster", "month": "month"}
"""What the page's own choices set, by their name in its messages."""


def waiting_count(district: DistrictData, viewer: Viewer) -> int | None:
    """How many reports wait for this person: of their own clusters, for the director of all; None for who has none."""
    if viewer.role not in (Role.COORDINATOR, Role.DIRECTOR):
        return None
    rows = review_rows(district, viewer, None)
    return len(rows if viewer.role is Role.DIRECTOR else rows[rows["cluster"].isin(viewer.clusters)])


def make_review_ready(district: DistrictData, viewer: Viewer, wanted: Wanted) -> None:
    """Have everything kept that the page shows before a report is opened."""
    make_ready(district, viewer, wanted)
    month = pd.Timestamp(f"{wanted.month}-01") if wanted.month else None
    review_rows(district, viewer, month)
    judged_queue(district, viewer, month)
    locks_of(district, viewer, wanted.today)
    carers_of(district, viewer)
    calendar_of(district, viewer)
    last_review_of(district, viewer, wanted.today)


class ReviewVisit(Visit):
    """Its filters choose the month and whose queue; the board stands beside it for whoever looks for a school."""

    @staticmethod
    def ready(district: DistrictData, viewer: Viewer, wanted: Wanted) -> None:
        """The queue, and what every page asks for."""
        make_review_ready(district, viewer, wanted)

    def _show(self, district: DistrictData) -> None:
        self._gather(district)
        super()._show(district)

    def _gather(self, district: DistrictData) -> None:
        month = self.filters.month
        start = pd.Timestamp(f"{month}-01") if month else None
        rows = review_rows(district, self.viewer, start)
        filters, today = self.filters, self._today()
        clusters = tuple(filters.clusters) if filters.cluster != ALL else ()
        locks = locks_of(district, self.viewer, today)
        self._here = Here(self.words, self.viewer, start, clusters, filters.cluster, locks, today)
        self._rows, self._every = of_clusters(rows, clusters), rows
        judged = judged_queue(district, self.viewer, start)
        self._reports = {key: judged[key] for key in (row.key for row in rows_of(self._rows, Row)) if key in judged}
        self._backlog = backlog_of(self._here, district, rows)
        self._calendar = calendar_of(district, self.viewer)
        self._last = last_review_of(district, self.viewer, today)

    # ------------------------------------------------------------ the queue
    def queue(self) -> ReviewQueue:
        """The reports that wait, and those of the month that are returned, not here or accepted."""
        months = [(code, label) for label, code in self.filters.param.month.objects.items()]
        named = [(code, self._month_label(code)) for code, _ in months if code]
        whose = [(code, label) for label, code in self.filters.param.cluster.objects.items()]
        return queue(self._here, self._rows, self._reports, self._last, named, whose, self._backlog,
                     self.filters.school)  # fmt: skip

    def _month_label(self, code: str) -> str:
        return self.words.month_in_year(pd.Timestamp(f"{code}-01"))

    def answer(self) -> str:
        """The sentence on top."""
        looks = sum(bool(one.found) for one in self._reports.values())
        return wording.answer_text(self.words, len(self._reports), looks, len(self._reports) - looks)

    def beside(self) -> str:
        """The line under it: until when, and whether the month is locked."""
        here = self._here
        if here.month is None or not len(self._rows):
            return ""
        by = dict(zip(self._calendar["month"], self._calendar["review_by"], strict=True)).get(here.month)
        if by is None:
            return ""
        return review_by_text(self.words, here.month.date(), by.date(), here.locks.office)

    def stamp(self) -> list[tuple[str, str]]:
        """Pairs of label and value at the page's foot."""
        words, here = self.words, self._here
        said = [(words.gettext("As of"), words.day(here.today))]
        if here.month is not None and here.month.date() in here.locks.ends:
            end = here.locks.ends[here.month.date()]
            locked = words.gettext("{month} is locked after", month=words.month(here.month))
            said.append((locked, words.day(end.lock_date)))
        said.append((words.gettext("Expected"), words.gettext("schools of like level and size, 9 in 10")))
        return said

    def to_review(self) -> int:
        """What the bar shows: all that waits for this person, whatever is chosen here."""
        rows = [row for row in rows_of(self._every, Row) if row.waits]
        if self.viewer.role is Role.DIRECTOR:
            return len(rows)
        return sum(is_known(row.cluster) and row.cluster in self.viewer.clusters for row in rows)

    # ------------------------------------------------------------ reports
    def open_reports(self, keys: Sequence[str], then: Then[list[ReportPanel]], failed: Failed) -> None:
        """Read some reports as they stand now, beside the event loop; those that are not there are left out."""
        database, viewer, today, here = self.database, self.viewer, self._today(), self._here

        def read() -> list[ReportPanel]:
            with district_now(database, viewer.district_id) as district:
                now = here._replace(
                    viewer=district.viewer_now(viewer, today), locks=locks_of(district, viewer, today), today=today
                )
                rows = {row.key: row for row in rows_of(review_rows(district, now.viewer, here.month), Row)}
                return [
                    report_panel(district, now, rows[key], self._school_address(rows[key].school_id))
                    for key in keys if key in rows
                ]  # fmt: skip

        self.background.read(read, then, failed)

    def _school_address(self, school_id: str) -> str:
        return SCHOOL_PAGE + self.filters.address(school=school_id)

    def choose(self, name: str, code: str) -> None:
        """Whose queue, or which month; what is not offered is left alone."""
        if name in CHOICES and code in self.filters.param[CHOICES[name]].objects.values():
            self.filters.param.update({CHOICES[name]: code})

    def check_may_review(self) -> None:
        """Raises PartnershipError for who can review nothing."""
        if not any(can(self.viewer, Action.REVIEW_REPORTS, one) for one in (None, *self.viewer.clusters)):
            raise PartnershipError("Only a coordinator or director can review reports.")
