"""A report's rows as what a reviewer reads, and what is to be looked at in it."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from dashboards.state.district.data import DistrictData, scope
from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.review.gathered import (
    Whole,
    highest_of,
    own_months,
    reports_whole,
    review_rows,
    schools_of,
    sums_of,
    turnout_of,
    usual_of,
)
from models.permissions import Viewer
from models.review_findings import ActivitySaid, AnswersSaid, Finding, ReportSaid, UsualHere, findings
from models.school_year import SchoolYear
from models.vocabulary import CountingMethod, ReportState, Topic
from models.wording import school as wording_school
from models.wording.language import Words


class Row(NamedTuple):
    """A row of `queries.review_rows`."""

    school_id: str
    name: str
    cluster: str | None
    month: pd.Timestamp
    state: str
    revision: int
    expected: int
    due_date: pd.Timestamp
    first_submitted_date: pd.Timestamp
    last_submitted_date: pd.Timestamp
    reviewed_on: pd.Timestamp
    reviewer: str | None
    return_reason: str | None
    mend_by: pd.Timestamp
    lock_date: pd.Timestamp
    sent_by: str | None
    sent_as: str | None

    @property
    def key(self) -> str:
        return f"{self.school_id}|{self.month:%Y-%m}"

    @property
    def waits(self) -> bool:
        return self.state == ReportState.SUBMITTED


def sent_text(words: Words, row: Row) -> str:
    """Who of the office sent a report for the school; "" for nobody."""
    if not (is_known(row.sent_by) and is_known(row.sent_as)):
        return ""
    return wording_school.sent_for_text(words, str(row.sent_by), str(row.sent_as))


class Judged(NamedTuple):
    """A report as it was filed, and what to look at first in it, the most telling first; none: it is clean."""

    said: ReportSaid
    found: list[Finding]

    @property
    def families(self) -> float | None:
        """Of the activities that were counted; None where none was."""
        known = [one.families for one in self.said.held if one.families is not None and one.is_attendance]
        return float(sum(known)) if known else None

    @property
    def titles(self) -> dict[str, str]:
        return {one.activity_id: one.title or one.activity_id for one in self.said.activities}


def report_said(whole: Whole, month: pd.Timestamp) -> ReportSaid:
    """One revision of one report (`Whole.of`)."""
    is_nil = bool(len(whole.revisions) and is_known(whole.revisions["nil_reason"].iloc[0]))
    return ReportSaid(
        month.date(),
        is_nil,
        [_activity(one) for one in whole.activities.to_dict("records")],
        [_answers(one) for one in whole.responses.to_dict("records")],
    )


def _activity(one: dict[Any, Any]) -> ActivitySaid:
    return ActivitySaid(
        activity_id=one["activity_id"],
        title=one["title"] or "",
        on=one["activity_date"].date() if is_known(one["activity_date"]) else None,
        involvement_type=int(one["involvement_type"]),
        families=_whole(one["families_attended"]),
        adults=_whole(one["adults_attended"]),
        method=CountingMethod(one["counting_method"]) if is_known(one["counting_method"]) else None,
        is_cancelled=bool(one["is_cancelled"]),
        marks=frozenset(filter(None, str(one["please_check"] or "").split(";"))),
    )


def _answers(one: dict[Any, Any]) -> AnswersSaid:
    sides = [_whole(one[side]) or 0 for side in ("positive", "neutral", "negative")]
    return AnswersSaid(
        response_id=one["response_id"],
        activity_id=one["activity_id"] if is_known(one["activity_id"]) else None,
        sent=_whole(one["sent"]),
        returned=_whole(one["returned"]),
        sides=sum(sides),
        rating=float(one["mean_rating"]) if is_known(one["mean_rating"]) else None,
        scale_id=one["scale_id"] or "",
        marks=frozenset(filter(None, str(one["please_check"] or "").split(";"))),
    )


def _whole(cell: Any) -> int | None:
    return int(cell) if is_known(cell) else None


def usual_here(district: DistrictData, school_id: str, month: pd.Timestamp) -> UsualHere:
    """What is usual at a school in a month, from what all schools' reports say by now."""
    school_year = str(SchoolYear.of(month.date()))
    schools = schools_of(district, school_year)
    level: str | None = None
    pupils = float("nan")
    if school_id in schools.index:
        row = schools.loc[school_id].to_dict()
        level, pupils = str(row["level"]), float(row["enrollment"])
    return UsualHere(
        pupils=None if np.isnan(pupils) else int(pupils),
        report=usual_of(district, school_id, month, school_year).ranges,
        turnout=turnout_of(district, level, pupils),
        highest=highest_of(district, school_id, month),
        own_activities=own_months(sums_of(district), school_id, month),
    )


def judged_report(district: DistrictData, whole: Whole, school_id: str, month: pd.Timestamp, revision: int) -> Judged:
    """One revision of a report, whole: all of some schools' reports."""
    said = report_said(whole.of(school_id, month, revision), month)
    return Judged(said, findings(said, usual_here(district, school_id, month)))


def judged_queue(district: DistrictData, viewer: Viewer, month: pd.Timestamp | None) -> dict[str, Judged]:
    """Every report that waits for review and that the viewer may see, by its key; kept until a report changes."""

    def made() -> dict[str, Judged]:
        waiting = [row for row in rows_of(review_rows(district, viewer, month), Row) if row.waits]
        schools, months = {row.school_id for row in waiting}, {row.month.date() for row in waiting}
        whole = reports_whole(district, viewer, schools, months)
        return {row.key: judged_report(district, whole, row.school_id, row.month, row.revision) for row in waiting}

    return district.keep(("judged queue", scope(viewer), month), (Topic.SCHOOLS, Topic.REPORTS), made)
