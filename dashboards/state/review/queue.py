"""Which reports wait, since when, and which of them are clean; whose they are, and what can be undone, in words."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from dashboards.state.choices import ALL, NO_CLUSTER
from dashboards.state.district.data import DistrictData
from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.review.gathered import Carer, Locks, carers_of
from dashboards.state.review.judged import Judged, Row, sent_text
from dashboards.state.review.shapes import (
    Backlog,
    BacklogRow,
    CleanReport,
    LentCluster,
    MonthLock,
    QueueGroup,
    QueueGroupCode,
    QueueRow,
    ReviewQueue,
    Undoable,
)
from models.month_locks import LONGEST_REOPENING
from models.month_marks import MonthMark
from models.permissions import Action, Viewer, can
from models.queries.reviewing import LastReview
from models.today import day_of
from models.vocabulary import N_, ReportState
from models.wording import review as wording
from models.wording.language import Words
from models.wording.reasons import month_mark_text

GROUPS: Mapping[QueueGroupCode, str] = {
    "look": N_("Look at first"),
    "clean": N_("Clean"),
    "returned": N_("Returned"),
    "missing": N_("Not here"),
    "accepted": N_("Accepted"),
}
AGES = (3, 7)
"""Days: up to so many, more than that and up to so many, and more than that."""
MARKS = {
    ReportState.SUBMITTED: MonthMark.TO_REVIEW,
    ReportState.RETURNED: MonthMark.RETURNED,
    ReportState.ACCEPTED: MonthMark.ACCEPTED,
    ReportState.DRAFT: MonthMark.DRAFT,
    ReportState.NOT_STARTED: MonthMark.MISSING,
}


class Here(NamedTuple):
    """The page's own state: who looks, at which month and whose queue, on which day."""

    words: Words
    viewer: Viewer
    month: pd.Timestamp | None
    clusters: Sequence[str]
    """Whose queue; none: all."""
    chosen: str
    locks: Locks
    today: date


def of_clusters(rows: pd.DataFrame, clusters: Sequence[str]) -> pd.DataFrame:
    """The rows of some clusters, NO_CLUSTER among them for schools without one; all where none is named."""
    if not clusters:
        return rows
    mine = rows["cluster"].isin(clusters)
    return rows[mine | rows["cluster"].isna() if NO_CLUSTER in clusters else mine]


def days_waited(row: Row, day: date) -> int:
    """How long the school has waited since it sent the report in force; day: the office's, maybe before that one."""
    return max(0, (day - row.last_submitted_date.date()).days) if is_known(row.last_submitted_date) else 0


def queue(
    here: Here,
    rows: pd.DataFrame,
    judged: Mapping[str, Judged],
    last: LastReview | None,
    months: Sequence[tuple[str, str]],
    whose: Sequence[tuple[str, str]],
    backlog: Backlog | None,
    opened: str,
) -> ReviewQueue:
    """The queue as it stands; rows: of the clusters that are chosen. opened: the school that the address names."""
    words, every = here.words, list(rows_of(rows, Row))
    shown = [(row, _group(row, here.month, judged)) for row in every]
    order: list[QueueGroupCode] = list(GROUPS)
    by_age = sorted(
        ((row, group) for row, group in shown if group is not None),
        key=lambda one: (order.index(one[1]), -days_waited(one[0], here.locks.office) if one[0].waits else 0),
    )
    listed = [_row(here, row, group, judged) for row, group in by_age]
    waiting = [row for row in every if row.waits]
    now = [row for row in waiting if row.month == here.month]
    return {
        "title": _title(here, len(now), len(waiting) - len(now)),
        "about": _about(here, every),
        "groups": _groups(words, listed),
        "rows": listed,
        "clean": [
            _clean(here, row, judged[row.key]) for row, group in by_age if group == "clean" and _may_decide(here, row)
        ],
        "undo": _undo(words, last, every),
        "whose": whose,
        "chosen": here.chosen,
        "months": months,
        "month": "" if here.month is None else f"{here.month:%Y-%m}",
        "empty": "" if waiting else _empty(words, every),
        "open": next((row["key"] for row in listed if opened and row["key"] == f"{opened}|{here.month:%Y-%m}"), ""),
        "lock": month_lock(here),
        "backlog": backlog,
    }


def _group(row: Row, month: pd.Timestamp | None, judged: Mapping[str, Judged]) -> QueueGroupCode | None:
    if row.waits:
        return "look" if judged[row.key].found else "clean"
    if row.month != month:
        return None
    if row.state == ReportState.RETURNED:
        return "returned"
    if row.state == ReportState.ACCEPTED:
        return "accepted"
    return "missing" if row.expected and row.state != ReportState.NOT_EXPECTED else None


def _may_decide(here: Here, row: Row) -> bool:
    """May this person decide about a report now?"""
    cluster = row.cluster if is_known(row.cluster) else None
    return can(here.viewer, Action.REVIEW_REPORTS, cluster) and not here.locks.is_locked(row.month.date())


def _row(here: Here, row: Row, group: QueueGroupCode, judged: Mapping[str, Judged]) -> QueueRow:
    words, mark = here.words, MARKS[ReportState(row.state)]
    return {
        "key": row.key,
        "name": row.name if row.month == here.month else words.gettext(
            "{name}, {month}", name=row.name, month=words.short_month_in_year(row.month)
        ),
        "group": group,
        "note": _note(here, row, group, judged),
        "waited": wording.days_text(words, days_waited(row, here.locks.office)) if row.waits else "",
        "mark": mark.value,
        "mark_label": month_mark_text(words, mark),
        "state": row.state,
        "revision": row.revision,
        "sent": sent_text(words, row),
    }  # fmt: skip


def _note(here: Here, row: Row, group: QueueGroupCode, judged: Mapping[str, Judged]) -> str:
    words = here.words
    if group == "look":
        return wording.looks_text(words, judged[row.key].found)
    if group == "returned" and is_known(row.reviewed_on):
        return words.gettext(
            "returned {day}, back by {until}",
            day=words.short_day(row.reviewed_on), until=words.short_day(row.mend_by),
        )  # fmt: skip
    if group == "missing":
        return words.gettext("a draft") if row.state == ReportState.DRAFT else words.gettext("no report")
    return ""


def _groups(words: Words, listed: Sequence[QueueRow]) -> list[QueueGroup]:
    found: list[QueueGroup] = []
    for code, label in GROUPS.items():
        count = sum(row["group"] == code for row in listed)
        if count:
            shown = words.number(count)
            texts = {
                "look": words.gettext("{count}, oldest first", count=shown),
                "clean": words.gettext("{count}, no question open", count=shown),
            }
            note = texts.get(code, shown)
            found.append({"code": code, "label": words.gettext(label), "note": note})
    return found


def _title(here: Here, now: int, earlier: int) -> str:
    words = here.words
    if here.month is None:
        return words.gettext("No report has come in yet")
    title = words.ngettext(
        "{count} {month} report to review", "{count} {month} reports to review", now, month=words.month(here.month)
    )
    if not now:
        title = words.gettext("No {month} report to review", month=words.month(here.month))
    if not earlier:
        return title
    more = words.ngettext("and {count} of an earlier month", "and {count} of other months", earlier)
    return words.gettext("{title}, {more}", title=title, more=more)


def _about(here: Here, every: Sequence[Row]) -> str:
    words = here.words
    of_month = [row for row in every if row.month == here.month and row.expected]
    received = sum(ReportState(row.state).is_received for row in of_month)
    whose = words.listed(here.clusters) if here.clusters else words.gettext("The whole district")
    return words.gettext(
        "{whose}, {received} of {expected} received.",
        whose=whose, received=words.number(received), expected=words.number(len(of_month)),
    )  # fmt: skip


def _clean(here: Here, row: Row, judged: Judged) -> CleanReport:
    why = wording.clean_text(here.words, len(judged.said.held), judged.families, is_nil=judged.said.is_nil)
    return {"key": row.key, "name": row.name, "why": why, "revision": row.revision}


def _undo(words: Words, last: LastReview | None, every: Sequence[Row]) -> Undoable | None:
    if last is None:
        return None
    names = {row.school_id: row.name for row in every}
    said = [names.get(school_id, school_id) for school_id, _ in last.reports]
    return {"number": last.number, "text": wording.undo_text(words, last.action, said, day_of(last.happened_at))}


def _empty(words: Words, every: Sequence[Row]) -> str:
    days = [row.reviewed_on for row in every if row.state == ReportState.ACCEPTED and is_known(row.reviewed_on)]
    if not days:
        return words.gettext("Nothing waits for review.")
    return words.gettext("Nothing waits for review. The last was accepted on {day}.", day=words.day_in_year(max(days)))


def month_lock(here: Here) -> MonthLock:
    """Whether the month can be changed, and what the director may do about it."""
    words, locks = here.words, here.locks
    day, text = None if here.month is None else here.month.date(), ""
    opened = [one for one in locks.reopened.get(day, []) if one.holds(here.today)] if day else []
    is_locked = day is not None and locks.is_locked(day)
    if is_locked and day:
        text = words.gettext("{month} is locked since {day}.", month=words.month(day),
                             day=words.day_in_year(locks.ends[day].lock_date))  # fmt: skip
    elif opened and day:
        text = words.gettext("{month} is open again until {day}: {reason}", month=words.month(day),
                             day=words.day_in_year(opened[-1].until_date), reason=opened[-1].reason)  # fmt: skip
    return {
        "month": "" if day is None else f"{day:%Y-%m}",
        "text": text,
        "may_reopen": is_locked and can(here.viewer, Action.REOPEN_MONTH),
        "today": here.today.isoformat(),
        "longest": (here.today + LONGEST_REOPENING).isoformat(),
    }


# ---------------------------------------------------------------- the director's backlog
def backlog_of(here: Here, district: DistrictData, rows: pd.DataFrame) -> Backlog | None:
    """What waits with whom, by age, and the clusters that are lent; for the director alone. rows: of all clusters."""
    if not can(here.viewer, Action.LEND_CLUSTER):
        return None
    words, carers = here.words, carers_of(district, here.viewer)
    today = pd.Timestamp(here.today)
    waiting = [row for row in rows_of(rows, Row) if row.waits]
    names = sorted({str(name) for name in rows["cluster"].dropna()}, key=str.casefold)
    lines = [_backlog_row(here, name, carers, waiting) for name in names]
    if any(not is_known(row.cluster) for row in waiting):
        lines.append(_backlog_row(here, NO_CLUSTER, carers, waiting))
    lent = [
        one for one in carers
        if is_known(one.cluster) and is_known(one.until_date) and one.until_date >= today
    ]  # fmt: skip
    people = {str(one.person_id): one.name for one in carers}
    return {
        "ages": [
            words.gettext("up to {days} days", days=words.number(AGES[0])),
            words.gettext("up to {days}", days=words.number(AGES[1])),
            words.gettext("more"),
        ],
        "rows": lines,
        "people": sorted(people.items(), key=lambda one: one[1]),
        "clusters": [(name, name) for name in names],
        "lent": [_lent(words, one) for one in lent],
        "today": here.today.isoformat(),
    }


def _backlog_row(here: Here, code: str, carers: Sequence[Carer], waiting: Sequence[Row]) -> BacklogRow:
    words, today = here.words, pd.Timestamp(here.today)
    mine = [row for row in waiting if (row.cluster if is_known(row.cluster) else NO_CLUSTER) == code]
    days = [days_waited(row, here.locks.office) for row in mine]
    holders = [
        one.name for one in carers
        if one.cluster == code and one.from_date <= today and not (is_known(one.until_date) and one.until_date < today)
    ]  # fmt: skip
    ages = [sum(day <= AGES[0] for day in days), sum(AGES[0] < day <= AGES[1] for day in days)]
    return {
        "code": code,
        "name": words.gettext("No cluster") if code == NO_CLUSTER else code,
        "coordinator": words.listed(dict.fromkeys(holders)) or words.gettext("nobody"),
        "waiting": len(mine),
        "ages": [*ages, len(days) - sum(ages)],
        "oldest": wording.days_text(words, max(days)) if days else "",
        "is_here": here.chosen == code and code != ALL,
    }


def _lent(words: Words, one: Carer) -> LentCluster:
    text = words.gettext(
        "{name} has {cluster} from {first} until {last}", name=one.name, cluster=one.cluster,
        first=words.short_day_in_year(one.from_date), last=words.short_day_in_year(one.until_date),
    )  # fmt: skip
    days = (one.from_date.date().isoformat(), one.until_date.date().isoformat())
    return {"person": one.person_id, "cluster": one.cluster, "begins": days[0], "ends": days[1], "text": text}


def review_by_text(words: Words, month: date, day: date, today: date) -> str:
    """Until when the month is to be reviewed, as the line under the page's sentence says it."""
    if today > day + timedelta(days=0):
        return words.gettext("{month} was to be reviewed by {day}.", month=words.month(month), day=words.day(day))
    return words.gettext("{month} is to be reviewed by {day}.", month=words.month(month), day=words.day(day))
