"""Monthly reports and their kept totals, as a day saw them."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from models.permissions import Viewer
from models.queries.frames import frame, visible
from models.queries.history import history_part
from models.queries.school_record import activities
from models.support_need.as_known import expected_before
from models.tables import (
    Activity,
    MonthlyReport,
    ReportingMonth,
    ReportRevision,
    ReportStateChange,
    SchoolMonth,
    ScopeMonth,
)
from models.tables.joins import same_month, same_school_month
from models.vocabulary import ScopeKind


def report_states(session: Session, viewer: Viewer, school_year: str, as_of: date) -> pd.DataFrame:
    """
    school_id, month, state, due_date, first_submitted_date, is_nil, revision: what was known on the day `as_of`.

    One row per school-month that anything is stored for, in order of both. `first_submitted_date` is NaT where nothing
    had arrived; `revision` is the latest that had, 0 if none. A state changed later does not show.
    """
    change = (
        select(
            ReportStateChange.school_id,
            ReportStateChange.month,
            func.max(ReportStateChange.sequence).label("sequence"),
        )
        .where(ReportStateChange.district_id == viewer.district_id, ReportStateChange.changed_on <= as_of)
        .group_by(ReportStateChange.school_id, ReportStateChange.month)
        .subquery()
    )
    known = aliased(ReportStateChange)
    statement = (
        select(
            MonthlyReport.school_id,
            MonthlyReport.month,
            known.state,
            MonthlyReport.due_date,
            MonthlyReport.first_submitted_date,
        )
        .join(
            ReportingMonth,
            same_month(ReportingMonth, MonthlyReport),
        )
        .outerjoin(change, and_(change.c.school_id == MonthlyReport.school_id, change.c.month == MonthlyReport.month))
        .outerjoin(
            known,
            and_(
                known.district_id == MonthlyReport.district_id,
                known.school_id == change.c.school_id,
                known.month == change.c.month,
                known.sequence == change.c.sequence,
            ),
        )
        .where(ReportingMonth.school_year == school_year)
        .order_by(MonthlyReport.school_id, MonthlyReport.month)
    )
    states = frame(session, visible(statement, viewer, MonthlyReport), ("month", "due_date", "first_submitted_date"))
    states["first_submitted_date"] = states["first_submitted_date"].where(
        states["first_submitted_date"] <= pd.Timestamp(as_of)
    )
    revisions = _revisions_known(session, viewer, school_year, as_of)
    states = states.merge(revisions, on=["school_id", "month"], how="left")
    states["revision"] = states["revision"].fillna(0).astype(int)
    states["is_nil"] = states["is_nil"].eq(True)
    return states


def _revisions_known(session: Session, viewer: Viewer, school_year: str, as_of: date) -> pd.DataFrame:
    """school_id, month, revision, is_nil: the latest revision that had come in by the day."""
    statement = (
        select(
            ReportRevision.school_id,
            ReportRevision.month,
            ReportRevision.revision,
            ReportRevision.nil_reason.is_not(None).label("is_nil"),
        )
        .join(
            ReportingMonth,
            same_month(ReportingMonth, ReportRevision),
        )
        .where(ReportingMonth.school_year == school_year, ReportRevision.submitted_date <= as_of)
        .order_by(ReportRevision.revision)
    )
    revisions = frame(session, visible(statement, viewer, ReportRevision), ("month",))
    return revisions.drop_duplicates(["school_id", "month"], keep="last")


def reports_said(session: Session, viewer: Viewer, school_year: str, as_of: date, school_id: str) -> pd.DataFrame:
    """
    month, state, return_reason, mend_by, nil_reason, liaison_or_principal_changed (True, False or None), barriers (list
    of codes), notes: what the reports of one school say beside their figures, as the day `as_of` knew them.

    A row per month of the year whose report had arrived. return_reason is that of the state on that day.
    """
    of = ReportRevision
    said = frame(
        session,
        visible(
            select(
                of.month, of.nil_reason, of.liaison_or_principal_changed, of.barriers, of.notes, ReportingMonth.mend_by
            )
            .join(ReportingMonth, same_month(ReportingMonth, of))
            .where(ReportingMonth.school_year == school_year, of.school_id == school_id, of.submitted_date <= as_of)
            .order_by(of.revision),
            viewer,
            of,
        ),
        ("month", "mend_by"),
    ).drop_duplicates("month", keep="last")
    change = ReportStateChange
    states = frame(
        session,
        visible(
            select(change.month, change.state, change.reason.label("return_reason"))
            .where(change.school_id == school_id, change.changed_on <= as_of)
            .order_by(change.sequence),
            viewer,
            change,
        ),
        ("month",),
    ).drop_duplicates("month", keep="last")
    said = said.merge(states, on="month", how="left")
    columns = ["month", "state", "return_reason", "mend_by", "nil_reason", "liaison_or_principal_changed"]
    return said[[*columns, "barriers", "notes"]].astype({"liaison_or_principal_changed": object})


SHOWN_TOTALS = ("activities", "counted", "families", "answers", "asked_families", "blank_counts", "to_check")


def school_months(
    session: Session,
    viewer: Viewer,
    school_year: str,
    as_of: date,
    kind: int | None = None,
    part: Callable[[str], pd.DataFrame] | None = None,
) -> pd.DataFrame:
    """
    school_id, month, expected (0/1), reported (0/1), activities, counted, families, answers, asked_families,
    blank_counts, to_check: a school year from the kept totals, as the day `as_of` knew it.

    `kind` (1-6) limits activities, counted and families to one involvement type. Where nothing had arrived, reported
    is 0 and the totals are NaN: missing, not zero. A report corrected after the day shows the revision in force then.
    part: gives a frame of the district's history by its name, where somebody keeps them; read here otherwise.
    """
    suffix = f"_{kind}" if kind else ""
    totals = [getattr(SchoolMonth, f"{name}{suffix}").label(name) for name in ("activities", "counted", "families")]
    statement = (
        select(
            SchoolMonth.school_id,
            SchoolMonth.month,
            SchoolMonth.expected,
            *totals,
            *(getattr(SchoolMonth, name) for name in SHOWN_TOTALS[3:]),
            MonthlyReport.last_submitted_date,
            SchoolMonth.reported,
        )
        .outerjoin(
            MonthlyReport,
            same_school_month(MonthlyReport, SchoolMonth),
        )
        .where(SchoolMonth.school_year == school_year)
        .order_by(SchoolMonth.school_id, SchoolMonth.month)
    )
    months = frame(session, visible(statement, viewer, SchoolMonth), ("month", "last_submitted_date"))
    months = months.astype(dict.fromkeys(SHOWN_TOTALS, float))
    later = months["last_submitted_date"] > pd.Timestamp(as_of)
    expected = _expected_on(months, as_of, part or partial(history_part, session, viewer.district_id))
    later |= expected > months["expected"]
    months["expected"] = expected
    if later.any():
        months.loc[later, [*SHOWN_TOTALS, "reported"]] = _totals_of_older_revisions(
            session, viewer, school_year, as_of, months.loc[later, ["school_id", "month"]], kind
        )
    if (nothing := months["reported"].eq(0)).any():
        months.loc[nothing, list(SHOWN_TOTALS)] = float("nan")
    return months.drop(columns="last_submitted_date")


def _expected_on(months: pd.DataFrame, as_of: date, part: Callable[[str], pd.DataFrame]) -> pd.Series:
    """
    The column `expected` of rows by school_id and month as a day knew it: of schools that opened or closed since, and
    months that were excused since.
    """
    dates, excused = (
        rows[rows["school_id"].isin(months["school_id"])] for rows in (part("schools_before"), part("excused_before"))
    )
    known_later = np.datetime64(as_of + timedelta(days=1), "ns")
    until = np.concatenate([rows["known_until"].to_numpy(dtype="datetime64[ns]") for rows in (dates, excused)])
    if not (until >= known_later).any():
        return months["expected"]
    now = months.loc[months["expected"].eq(1), ["school_id", "month"]]
    then = expected_before(now, list(months["month"].unique()), part("schools"), dates, excused, known_later)
    keys = pd.MultiIndex.from_frame(months[["school_id", "month"]])
    return pd.Series(keys.isin(pd.MultiIndex.from_frame(then)).astype(int), index=months.index)


def _totals_of_older_revisions(
    session: Session, viewer: Viewer, school_year: str, as_of: date, keys: pd.DataFrame, kind: int | None
) -> Any:
    """SHOWN_TOTALS and reported of some school-months whose report changed after the day; an array, ordered as keys."""
    known = keys.merge(_revisions_known(session, viewer, school_year, as_of), on=["school_id", "month"], how="left")
    rows = activities(session, viewer, school_year, schools=sorted(set(keys["school_id"])))
    held = rows.merge(known.dropna(subset="revision"), on=["school_id", "month", "revision"])
    held = held[~held["is_cancelled"]]
    asked = held[held["returned"].notna()]
    chosen = held if kind is None else held[held["involvement_type"].eq(kind)]
    counted = chosen[chosen["is_attendance"] & chosen["families_attended"].notna()]

    def total(some: pd.DataFrame, column: str | None = None) -> pd.Series:
        groups = some.groupby(["school_id", "month"])
        return groups.size() if column is None else groups[column].sum()

    found = pd.DataFrame(
        {
            "activities": total(chosen),
            "counted": total(counted),
            "families": total(counted, "families_attended"),
            "answers": total(asked, "returned"),
            "asked_families": total(asked, "families_attended"),
            "blank_counts": total(held[held["is_attendance"] & held["families_attended"].isna()]),
            "to_check": total(held[held["please_check"].ne("")]),
        }
    )
    answer = known.set_index(["school_id", "month"])[["revision"]].join(found).reindex(pd.MultiIndex.from_frame(keys))
    answer["reported"] = answer.pop("revision").notna().astype(int)
    return answer[[*SHOWN_TOTALS, "reported"]].fillna(0).to_numpy()


def cancelled_activities(session: Session, viewer: Viewer, month: date, as_of: date) -> pd.DataFrame:
    """school_id, reason ("" unknown): a month's cancelled activities, by each school's report as a day knew it."""
    known = (
        select(ReportRevision.school_id, func.max(ReportRevision.revision).label("revision"))
        .where(
            ReportRevision.district_id == viewer.district_id,
            ReportRevision.month == month,
            ReportRevision.submitted_date <= as_of,
        )
        .group_by(ReportRevision.school_id)
        .subquery()
    )
    statement = (
        select(Activity.school_id, func.coalesce(Activity.cancelled_reason, "").label("reason"))
        .join(known, and_(known.c.school_id == Activity.school_id, known.c.revision == Activity.revision))
        .where(Activity.month == month, Activity.is_cancelled)
        .order_by(Activity.school_id, Activity.activity_id)
    )
    return frame(session, visible(statement, viewer, Activity))


def scope_months(session: Session, viewer: Viewer, school_year: str, scope: ScopeKind, name: str = "") -> pd.DataFrame:
    """
    month, expected, reported, on_time, nil, activities, counted, families, answers, asked_families: totals as they
    stand now of the district, one cluster or one level, in month order. Sums only, so anybody may see them.
    """
    columns = ("expected", "reported", "on_time", "nil", *SHOWN_TOTALS[:5])
    statement = (
        select(ScopeMonth.month, *(getattr(ScopeMonth, column) for column in columns))
        .where(
            ScopeMonth.district_id == viewer.district_id,
            ScopeMonth.school_year == school_year,
            ScopeMonth.scope == scope,
            ScopeMonth.scope_name == name,
        )
        .order_by(ScopeMonth.month)
    )
    return frame(session, statement, ("month",))
