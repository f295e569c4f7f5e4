"""The ready text of each school that has not reported, and whom it goes to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import pandas as pd
from sqlalchemy.orm import Session

from models import queries
from models.errors import PartnershipError
from models.permissions import Viewer
from models.reminder_rules import ReportingDates, is_address, months_to_remind
from models.settings import Settings, settings
from models.wording.reminders import Letter, LetterFacts, LetterLanguage, letter

REPORT_PAGE = "report"
"""Where a school files its report."""


@dataclass(frozen=True)
class Somebody:
    """Whom to remind; "" for what is not known. address: the e-mail where one can be sent to it, else ""."""

    name: str
    email: str
    phone: str
    is_principal: bool

    @property
    def address(self) -> str:
        return self.email if is_address(self.email) else ""


@dataclass(frozen=True)
class Unreported:
    """A school whose report has not come in, or came back; as a row of `queries.not_reported`, with who is asked."""

    school_id: str
    name: str
    cluster: str | None
    state: str
    due_date: date
    since: date | None
    reason: str
    is_begun: bool
    people: tuple[Somebody, ...]

    @property
    def addresses(self) -> tuple[str, ...]:
        """Each address once that an e-mail can be sent to."""
        return tuple(dict.fromkeys(one.address for one in self.people if one.address))


class Sender(NamedTuple):
    """Who writes: "" for the office as a whole; and the district's name."""

    name: str
    district: str


class _Row(NamedTuple):
    school_id: str
    name: str
    cluster: Any
    state: str
    due_date: pd.Timestamp
    since: Any
    reason: str
    is_begun: bool


class _Person(NamedTuple):
    school_id: str
    name: Any
    email: Any
    phone: Any
    is_principal: bool


def unreported(rows: pd.DataFrame, people: pd.DataFrame) -> list[Unreported]:
    """Rows of `queries.not_reported` with those of `queries.whom_to_remind`."""
    known: dict[str, list[Somebody]] = {}
    for one in (_Person(*row) for row in people[list(_Person._fields)].itertuples(index=False, name=None)):
        somebody = Somebody(_text(one.name), _text(one.email), _text(one.phone), bool(one.is_principal))
        known.setdefault(one.school_id, []).append(somebody)
    return [
        Unreported(
            row.school_id,
            row.name,
            _text(row.cluster) or None,
            row.state,
            row.due_date.date(),
            None if pd.isna(row.since) else pd.Timestamp(row.since).date(),
            row.reason,
            bool(row.is_begun),
            tuple(known.get(row.school_id, ())),
        )
        for row in (_Row(*row) for row in rows[list(_Row._fields)].itertuples(index=False, name=None))
    ]


def read_unreported(session: Session, viewer: Viewer, month: date, on: date) -> list[Unreported]:
    """The schools that have not reported for a month by a day, with whom to remind; of all that the viewer may see."""
    rows = queries.not_reported(session, viewer, month, on)
    return unreported(rows, queries.whom_to_remind(session, viewer, on))


def with_drafts(session: Session, viewer: Viewer, schools: list[Unreported], month: date) -> list[Unreported]:
    """The same with what is being written now: a draft moves no list, so it is looked at by itself."""
    drafts = queries.drafts_begun(session, viewer)
    begun = set(drafts.loc[drafts["month"].eq(pd.Timestamp(month)), "school_id"])
    return [replace(one, is_begun=one.is_begun or one.school_id in begun) for one in schools]


def reporting_months(calendar: pd.DataFrame, on: date) -> list[ReportingDates]:
    """The months that may be asked for on a day, the latest first. calendar: as `queries.calendar`."""
    columns = [calendar[name] for name in ReportingDates._fields]
    rows = zip(*(column.dt.date if column.dtype.kind == "M" else column for column in columns), strict=True)
    return months_to_remind([ReportingDates(*row) for row in rows], on)


def month_named(months: list[ReportingDates], wanted: str) -> ReportingDates:
    """
    The month "2026-03" of these, or the latest where none is named.

    Raises PartnershipError for another month, or where there is none.
    """
    if not months:
        raise PartnershipError("No month of the calendar is due yet, so there is nothing to remind of.")
    found = next((one for one in months if f"{one.month:%Y-%m}" == wanted), months[0] if not wanted else None)
    if found is None:
        raise PartnershipError(
            "There is nothing to remind of for {month}: name a month of the calendar whose report is due.", month=wanted
        )
    return found


def letter_of(
    one: Unreported,
    dates: ReportingDates,
    language: LetterLanguage,
    sender: Sender,
    on: date,
    of: Settings | None = None,
) -> Letter:
    """The ready text for a school."""
    facts = LetterFacts(
        school=one.name,
        month=dates.month,
        state=one.state,
        due_date=one.due_date,
        on=on,
        is_begun=one.is_begun,
        returned_on=one.since if one.state == "returned" else None,
        reason=one.reason,
        mend_by=dates.mend_by,
        names=[somebody.name for somebody in one.people],
        link=report_link(one.school_id, dates.month, of or settings()),
        sender=sender.name,
        district=sender.district,
    )
    return letter(language, facts)


def report_link(school_id: str, month: date, of: Settings) -> str:
    """The whole address of the page where a school files; "" where the pages have no address of their own yet."""
    if not of.origins:
        return ""
    return f"{of.origin}{of.prefix}/{REPORT_PAGE}?{urlencode({'school': school_id, 'month': f'{month:%Y-%m}'})}"


def mailto(one: Unreported, ready: Letter) -> str:
    """A link that opens the ready text in the reader's own mail program; "" where no address is known."""
    if not one.addresses:
        return ""
    said: Mapping[str, str] = {"subject": ready.subject, "body": ready.body.replace("\n", "\r\n")}
    to = ",".join(quote(address, safe="@") for address in one.addresses)
    return f"mailto:{to}?" + "&".join(f"{name}={quote(text, safe='')}" for name, text in said.items())


def _text(value: Any) -> str:
    return "" if value is None or value is pd.NA or value != value else str(value).strip()
