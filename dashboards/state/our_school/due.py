"""What a school has to send, mend or look at, in words; and the sentence on top that says the first of it. Pure."""

from typing import NamedTuple, TypedDict

import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.our_school.own_school import OwnSchool
from dashboards.state.school.behind import activity_day, activity_name
from models.support_need.assessment import Assessment
from models.vocabulary import ReportState
from models.wording import our_school as wording
from models.wording import report
from models.wording.language import Words

ABOVE_ENROLLMENT = frozenset({"attendance_above_enrollment", "above_enrollment"})
"""How a report's own check and the month's list call more families than the school has pupils."""


class ToDo(TypedDict):
    """
    One thing to send, mend or look at: its head, what it is about, a reviewer's own words, the activities it concerns,
    and how it is done. `mark` is a code of MonthMark or "". `month` ("2026-04") is what the link `link` leads to on the
    page Report. What is empty is not drawn.
    """

    mark: str
    head: str
    text: str
    quote: str
    lines: list[str]
    how: str
    month: str
    link: str


class Month(NamedTuple):
    """A month of the year as `OwnSchool.months` has it."""

    month: pd.Timestamp
    due_date: pd.Timestamp
    review_by: pd.Timestamp
    mend_by: pd.Timestamp
    lock_date: pd.Timestamp
    mark: str
    state: str
    is_expected: bool
    is_received: bool
    is_late: bool
    came_on: pd.Timestamp
    activities: float
    changed_on: pd.Timestamp
    reason: str | None


class _Activity(NamedTuple):
    month: pd.Timestamp
    activity_date: pd.Timestamp
    title: str | None
    involvement_type: int
    families_attended: float
    expected: float
    codes: str


class DueReports(NamedTuple):
    """The year's reports by what they ask for, as the page's day saw them."""

    returned: list[Month]
    """Came back and are not mended yet."""
    late: list[Month]
    """Have not arrived, and may still come."""
    closed: list[Month]
    """Never arrived, and their month is closed."""
    next: Month | None
    """The next one that is due; None: none is."""


def months_of(own: OwnSchool) -> list[Month]:
    """The year's months in order."""
    return list(rows_of(own.months.reset_index(), Month))


def due_reports(own: OwnSchool) -> DueReports:
    months = months_of(own)
    owed = [month for month in months if month.is_expected and not month.is_received]
    past = [month for month in owed if month.due_date < own.day]
    return DueReports(
        returned=[month for month in months if month.state == ReportState.RETURNED],
        late=[month for month in past if month.lock_date >= own.day],
        closed=[month for month in past if month.lock_date < own.day],
        next=next((month for month in owed if month.due_date >= own.day), None),
    )


def answer(words: Words, own: OwnSchool, due: DueReports, name: str, figures: int) -> str:
    """The first thing to do, and the next report that is due. figures: how many of open months are to be mended."""
    told = []
    if not own.has_reported:
        told.append(wording.never_reported_text(words, name))
    if due.returned:
        first = due.returned[0]
        months = [month.month for month in due.returned]
        told.append(wording.came_back_text(words, months, first.mend_by, (first.mend_by - own.day).days))
    if due.late:
        told.append(wording.late_text(words, [month.month for month in due.late], due.late[0].due_date))
    if not told and not due.closed:
        told.append(wording.all_in_text(words, figures))
    if due.next is not None:
        told.append(wording.due_text(words, due.next.month, due.next.due_date, (due.next.due_date - own.day).days))
    elif not due.late:
        told.append(wording.nothing_due_text(words))
    return " ".join(told)


# ---------------------------------------------------------------- what to do
def next_report(words: Words, own: OwnSchool, due: DueReports, who: str) -> ToDo | None:
    """The report that is due next, and how it is sent."""
    if due.next is None:
        return None
    month = due.next
    sentence = wording.due_text(words, month.month, month.due_date, (month.due_date - own.day).days)
    is_draft = month.state == ReportState.DRAFT
    return {
        "mark": month.mark if is_draft else "",
        "head": wording.due_head_text(words, month.month),
        "text": f"{sentence} {wording.draft_text(words)}" if is_draft else sentence,
        "quote": "",
        "lines": [],
        "how": wording.how_to_send_text(words, who),
        **_leads(month, report.write_link_text(words, month.month), is_open=month.month <= own.day),
    }


def to_do(words: Words, own: OwnSchool, due: DueReports, who: str) -> list[ToDo]:
    """Reports that came back, and those that are late, the latest month first in each."""
    found = [_returned(words, own, month, who) for month in reversed(due.returned)]
    return [*found, *(_late(words, month, who) for month in reversed(due.late))]


def _returned(words: Words, own: OwnSchool, month: Month, who: str) -> ToDo:
    has_reason = isinstance(month.reason, str) and bool(month.reason.strip())
    text = wording.mend_text(words, month.changed_on, month.mend_by)
    if not has_reason:
        text = f"{text} {wording.no_reason_text(words, who)}"
    is_open = month.lock_date >= own.day
    return {
        "mark": month.mark,
        "head": wording.mend_head_text(words, month.month),
        "text": text,
        "quote": wording.why_text(words, str(month.reason).strip()) if has_reason else "",
        "lines": [],
        "how": wording.how_to_mend_text(words, month.month, month.lock_date, who, is_open=is_open),
        **_leads(month, report.mend_link_text(words, month.month), is_open=is_open),
    }


def _late(words: Words, month: Month, who: str) -> ToDo:
    return {
        "mark": month.mark,
        "head": wording.send_head_text(words, month.month),
        "text": wording.send_text(words, month.due_date, month.lock_date, who),
        "quote": "",
        "lines": [],
        "how": "",
        **_leads(month, report.write_link_text(words, month.month)),
    }


def figures_to_mend(
    words: Words, own: OwnSchool, who: str, assessment: Assessment | None, pupils: int | None
) -> tuple[list[ToDo], list[ToDo]]:
    """
    Counts left blank and figures that look odd, a part for each report and kind, the latest month first: those of
    months that can still be changed, and those of closed ones.
    """
    held = _with_codes(own, assessment)
    by_kind = {
        "blank": held[held["is_attendance"] & held["families_attended"].isna()],
        "check": held[held["codes"].ne("")],
    }
    found: tuple[list[ToDo], list[ToDo]] = ([], [])
    for month in reversed(months_of(own)):
        is_open = month.lock_date >= own.day
        for kind, rows in by_kind.items():
            some = rows_of(rows[rows["month"].eq(month.month)], _Activity)
            lines = [line for one in some for line in _lines(words, kind, one, pupils)]
            if lines:
                found[0 if is_open else 1].append(_part(words, kind, month, lines, who, is_open=is_open))
    return found


def _part(words: Words, kind: str, month: Month, lines: list[str], who: str, *, is_open: bool) -> ToDo:
    return {
        "mark": "",
        "head": wording.open_figures_text(words, kind, month.month, len(lines)),
        "text": "",
        "quote": "",
        "lines": lines,
        "how": wording.how_to_mend_figures_text(words, kind, month.month, month.lock_date, who, is_open=is_open),
        **_leads(month, report.mend_link_text(words, month.month), is_open=is_open),
    }


class _Leads(TypedDict):
    month: str
    link: str


def _leads(month: Month, text: str, *, is_open: bool = True) -> _Leads:
    """To the page where the month is written; nowhere for one that can't be."""
    return {"month": f"{month.month:%Y-%m}", "link": text} if is_open else {"month": "", "link": ""}


def _with_codes(own: OwnSchool, assessment: Assessment | None) -> pd.DataFrame:
    """The activities that were held, with `codes` of what looks odd (";" between) and the `expected` families."""
    held = own.activities[~own.activities["is_cancelled"]]
    columns = ["month", "activity_id", "families_found", "expected", "why"]
    if assessment is None:
        found = pd.DataFrame({name: pd.Series(dtype=object) for name in columns})
    else:
        checks = assessment.please_check.rename(columns={"families_attended": "families_found"})
        found = checks[checks["school_id"].isin(own.activities["school_id"].unique())][columns]
    rows = held.merge(found.astype({"month": held["month"].dtype}), on=["month", "activity_id"], how="left")
    # A figure that was mended since the list was made is not odd any more.
    why = rows["why"].where(rows["families_found"].eq(rows["families_attended"])).fillna("")
    return rows.assign(codes=[";".join(filter(None, pair)) for pair in zip(rows["please_check"], why, strict=True)])


def _lines(words: Words, kind: str, one: _Activity, pupils: int | None) -> list[str]:
    """A line for each thing to mend at one activity: which activity, which day, which figure."""
    name = activity_name(words, one.title, one.involvement_type)
    day = activity_day(words, one.activity_date, one.month)
    if kind == "blank":
        return [wording.blank_text(words, name, day)]
    codes = set(one.codes.split(";"))
    lines = []
    if is_known(one.families_attended):
        families = round(one.families_attended)
        if codes & ABOVE_ENROLLMENT:
            lines.append(wording.above_enrollment_text(words, name, day, families, pupils))
        elif "far_off" in codes and is_known(one.expected):
            lines.append(wording.far_off_text(words, name, day, families, round(one.expected)))
    return lines + [
        wording.odd_text(words, code, name, day) for code in ("repeated", "date_outside_month") if code in codes
    ]
