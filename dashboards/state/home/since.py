"""What is new since somebody was here last: who came to another group, which reports came, what others did."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import pandas as pd

from dashboards.state.district.data import ALL_TOPICS, DistrictData, scope
from dashboards.state.frame_rows import rows_of
from dashboards.state.home.part import Link, NewsLine, SincePart
from dashboards.state.triage.board import APART, Board
from dashboards.state.triage.list_news import Beside, ListNews
from models import queries
from models.permissions import Viewer
from models.support_need.changes import what_changed
from models.today import day_of
from models.vocabulary import SupportTier, Topic
from models.wording import home as wording
from models.wording.language import Words

MOST_LINES, MOST_MOVES, MOST_REPORTS = 9, 6, 4
"""Lines of the card; schools that moved, and reports, that are told one by one: of more only how many."""
SchoolLink = Callable[[str], Link]


class _Came(NamedTuple):
    school_id: str
    month: pd.Timestamp
    submitted_date: pd.Timestamp
    due_date: pd.Timestamp
    is_first: bool


class _Change(NamedTuple):
    happened_at: datetime
    person: str
    action: str
    subject: str
    details: dict[str, Any]


# ---------------------------------------------------------------- what is read
def reports_since(district: DistrictData, viewer: Viewer, since: datetime) -> pd.DataFrame:
    """`queries.reports_since`, kept."""
    key = ("reports since", scope(viewer), since)
    return district.read(key, (Topic.REPORTS,), lambda session: queries.reports_since(session, viewer, since))


def changes_since(district: DistrictData, viewer: Viewer, since: datetime) -> pd.DataFrame:
    """`queries.changes_since`, kept: every change raises a topic."""
    key = ("changes since", scope(viewer), since)
    return district.read(key, ALL_TOPICS, lambda session: queries.changes_since(session, viewer, since))


def lists_since(district: DistrictData, board: Board, since: datetime) -> Beside:
    """The board's list beside the last one of its year that had been made when somebody was here last."""
    day, lists = pd.Timestamp(day_of(since)), district.assessments(board.school_year)
    seen = [month for month, made in lists.items() if made.as_of <= day]
    if board.month is None or board.assessment is None or not seen or max(seen) >= board.month:
        return Beside()
    month, now = max(seen), board.assessment

    def made() -> Beside:
        before = lists[month]
        if before.rules.similar_need != now.rules.similar_need:
            before = district.measured_both_ways(board.school_year, month)
        return Beside(
            before=month, tiers_before=dict(before.schools["tier"].items()), changes=what_changed(now, before)
        )

    return district.keep(("beside", board.school_year, f"{board.month:%Y-%m}", month), ALL_TOPICS, made)


# ---------------------------------------------------------------- how it is said
def since_part(
    words: Words,
    board: Board,
    schools: pd.Index,
    since: datetime | None,
    moved: ListNews | None,
    came: pd.DataFrame,
    changes: pd.DataFrame,
    person: str,
    link: SchoolLink,
) -> SincePart:
    """
    What is new at these schools, and what others decided or brought in. since: None on somebody's first visit, which
    hears so. moved: as `list_news.news` of them. came, changes: as the queries. person: who reads, by name.
    """
    if since is None:
        return {"since": "", "lines": [], "none": wording.first_visit_text(words)}
    lines = [
        *_moves(words, board, moved, link),
        *_reports(words, came[came["school_id"].isin(schools)], link),
        *_changes(words, changes[changes["person"].ne(person)], schools, link),
    ]
    more = len(lines) - MOST_LINES
    if more > 0:
        told = words.ngettext("and {count} more", "and {count} more", more)
        lines = [*lines[:MOST_LINES], _line(told, "")]
    none = "" if lines else wording.nothing_new_text(words)
    return {"since": words.day(day_of(since)), "lines": lines, "none": none}


def _line(text: str, day: str = "", names: Sequence[Link] = ()) -> NewsLine:
    return {"tier": "", "is_group": False, "names": names, "text": text, "day": day}


def _moves(words: Words, board: Board, moved: ListNews | None, link: SchoolLink) -> Iterator[NewsLine]:
    groups = moved["groups"] if moved else []
    are_few = sum(len(group["schools"]) for group in groups) <= MOST_MOVES
    day = words.short_day(board.as_of)
    for group in groups:
        tier = str(board.schools.at[group["schools"][0]["id"], "tier"])
        if tier == APART or not are_few:
            names = [link(school["id"]) for school in group["schools"]]
            yield {"tier": _icon(tier), "is_group": True, "names": names, "text": group["text"], "day": day}
            continue
        for school in group["schools"]:
            told = wording.moved_text(words, tier, school["why"])
            yield _line(told, day, [link(school["id"])]) | {"tier": tier}


def _icon(tier: str) -> str:
    return tier if tier in set(SupportTier) else ""


def _reports(words: Words, came: pd.DataFrame, link: SchoolLink) -> Iterator[NewsLine]:
    rows = list(rows_of(came, _Came))
    if len(rows) > MOST_REPORTS:
        months = Counter(row.month for row in rows)
        told = wording.came_in_text(words, len(rows), dict(sorted(months.items(), reverse=True)))
        yield _line(told, "")
        return
    for row in rows:
        late = (row.submitted_date - row.due_date).days
        told = wording.sent_text(words, row.month, late, is_first=bool(row.is_first))
        day = words.short_day(row.submitted_date)
        yield _line(told, day, [link(row.school_id)])


def _changes(words: Words, changes: pd.DataFrame, schools: pd.Index, link: SchoolLink) -> Iterator[NewsLine]:
    for row in rows_of(changes, _Change):
        day = words.short_day(day_of(row.happened_at))
        if row.action == "import_files":
            counts = list(row.details.get("counts", {}).values())
            new, changed = (sum(int(one.get(what, 0)) for one in counts) for what in ("new", "changed"))
            yield {
                "tier": "",
                "is_group": False,
                "names": [],
                "text": wording.imported_text(words, row.person, new, changed),
                "day": day,
            }
            continue
        is_of_school = row.action.endswith("_decision")
        if is_of_school and row.subject not in schools:
            continue
        what = f"{row.action} {row.details['direction']}" if row.action == "add_decision" else row.action
        ends = row.details.get("until_date" if row.action == "reopen_month" else "ends_on")
        on = date.fromisoformat(ends) if isinstance(ends, str) else None
        told = wording.action_text(words, what, row.person, row.subject, on)
        if told:
            names = [link(row.subject)] if is_of_school else []
            yield _line(told, day, names)
