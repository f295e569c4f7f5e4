"""Whose report has not come in, whom to remind of it, and who was reminded."""

from datetime import date

import pandas as pd
from sqlalchemy import ColumnElement, false, select, true
from sqlalchemy.orm import Session

from models.month_marks import MonthMark, month_marks
from models.permissions import READERS_OF_REMINDERS, Viewer
from models.queries.frames import frame, visible
from models.queries.own_school import report_answers
from models.queries.people import holds
from models.queries.reports import report_states, school_months
from models.queries.schools import calendar
from models.tables import District, LiaisonSchool, Person, Reminder, School, SchoolInYear
from models.tables.joins import same_person, same_school
from models.vocabulary import ReportState, Role

COLUMNS = ["school_id", "name", "cluster", "state", "due_date", "since", "reason", "is_begun"]


def not_reported(session: Session, viewer: Viewer, month: date, on: date) -> pd.DataFrame:
    """
    school_id, name, cluster, state, due_date, since, reason, is_begun: the schools that owe a report of a month that
    had not come in by the day `on`, or was returned and not mended by then; by name.

    state: a code of MonthMark, "missing", "draft" or "not_due" (nothing came, after and until the due date; what was
    begun is "draft" until then) or "returned". since: the due date of what is missing, the day it was returned or
    begun, NaT for what is not due. reason: of the return, "" for none. is_begun: something is typed and was not sent.
    cluster: the school's own now, None for none. No row for a month that the calendar does not have.
    """
    days = calendar(session, viewer)
    of_month = days[days["month"].eq(pd.Timestamp(month))]
    if of_month.empty:
        return pd.DataFrame(columns=COLUMNS)
    year = str(of_month["school_year"].iloc[0])
    of_year = days[days["school_year"].eq(year)].set_index("month")
    totals, states = school_months(session, viewer, year, on), report_states(session, viewer, year, on)
    marks = month_marks(pd.DatetimeIndex(of_year.index), totals, states, of_year["due_date"], pd.Timestamp(on))
    owed = totals.loc[totals["month"].eq(pd.Timestamp(month)) & totals["expected"].eq(1), "school_id"]
    rows = pd.DataFrame({"school_id": owed})
    rows["state"] = rows["school_id"].map(marks[pd.Timestamp(month)]).map(_state).astype(object)
    rows = rows[rows["state"].isin(NOT_REPORTED)]
    own = states[states["month"].eq(pd.Timestamp(month))].set_index("school_id")
    answers = report_answers(session, viewer, year, on)
    answered = answers[answers["month"].eq(pd.Timestamp(month))].set_index("school_id")
    own, answered = own.reindex(rows["school_id"]), answered.reindex(rows["school_id"])
    rows["due_date"] = own["due_date"].fillna(of_month["due_date"].iloc[0]).to_numpy()
    rows["is_begun"] = own["state"].eq(ReportState.DRAFT).to_numpy()
    changed = pd.Series(answered["changed_on"].to_numpy(), rows.index)
    is_late = rows["state"].eq(MonthMark.MISSING)
    rows["since"] = changed.where(rows["state"].ne(MonthMark.NOT_DUE)).where(~is_late, rows["due_date"])
    is_told = answered["reason"].notna().to_numpy() & rows["state"].eq(MonthMark.RETURNED)
    rows["reason"] = pd.Series(answered["reason"].to_numpy(dtype=object), rows.index).where(is_told, "")
    named = _schools_now(session, viewer)
    rows = rows.merge(named, on="school_id", how="left")
    rows = rows.sort_values("name", key=lambda names: names.str.casefold(), kind="stable", ignore_index=True)
    return rows[COLUMNS]


NOT_REPORTED = tuple(mark.value for mark in (MonthMark.MISSING, MonthMark.DRAFT, MonthMark.NOT_DUE, MonthMark.RETURNED))
"""What a month's mark says of a report that has not come in, or that came back."""


def _state(mark: str) -> str:
    return MonthMark(mark).state.value


def _schools_now(session: Session, viewer: Viewer) -> pd.DataFrame:
    """school_id, name, cluster: every school as it was last."""
    statement = (
        select(School.school_id, School.name, SchoolInYear.cluster)
        .join(SchoolInYear, same_school(School, SchoolInYear))
        .order_by(SchoolInYear.school_year)
    )
    return frame(session, visible(statement, viewer, School)).drop_duplicates("school_id", keep="last")


def whom_to_remind(session: Session, viewer: Viewer, on: date) -> pd.DataFrame:
    """
    school_id, name, email, phone, is_principal: who files for each school on a day, by school and name; the principal
    where nobody does. email and phone None where not known; no row where nobody is known at all.

    Only for the office that is shown who has not reported; nobody else gets a row.
    """
    liaisons = select(LiaisonSchool.school_id, Person.name, Person.email, Person.phone)
    liaisons = (
        liaisons.join(Person, same_person(Person, LiaisonSchool))
        .where(holds(LiaisonSchool, on), Person.is_active.is_(True), Person.role == Role.LIAISON, _may_see(viewer))
        .order_by(LiaisonSchool.school_id, Person.name)
    )
    of = SchoolInYear
    principals = (
        select(of.school_id, of.principal.label("name"), of.principal_email.label("email"),
               of.principal_phone.label("phone"))
        .where(_may_see(viewer))
        .order_by(of.school_year)
    )  # fmt: skip
    filing = frame(session, visible(liaisons, viewer, LiaisonSchool)).assign(is_principal=False)
    leading = frame(session, visible(principals, viewer, of)).drop_duplicates("school_id", keep="last")
    is_known = leading["name"].notna() | leading["email"].notna() | leading["phone"].notna()
    leading = leading[is_known & ~leading["school_id"].isin(filing["school_id"])].assign(is_principal=True)
    found = pd.concat([filing, leading], ignore_index=True) if len(leading) else filing
    return found.sort_values("school_id", kind="stable", ignore_index=True)


def reminders(session: Session, viewer: Viewer, month: date) -> pd.DataFrame:
    """
    reminder_id, school_id, way, outcome, sent_to, why, author, reminded_at: every reminder about a month, the latest
    first. Only for the office that is shown who has not reported.
    """
    of = Reminder
    statement = (
        select(of.reminder_id, of.school_id, of.way, of.outcome, of.sent_to, of.why, of.author, of.reminded_at)
        .where(of.month == month, _may_see(viewer))
        .order_by(of.reminder_id.desc())
    )
    return frame(session, visible(statement, viewer, of))


def _may_see(viewer: Viewer) -> ColumnElement[bool]:
    return true() if viewer.role in READERS_OF_REMINDERS else false()


def own_address(session: Session, viewer: Viewer) -> str:
    """The viewer's own work e-mail; "" where none is known."""
    mine = select(Person.email).where(Person.district_id == viewer.district_id, Person.person_id == viewer.person_id)
    return session.scalar(mine) or ""


def district_name(session: Session, viewer: Viewer) -> str:
    """What the viewer's district is called."""
    return session.scalar(select(District.name).where(District.district_id == viewer.district_id)) or ""
