"""What the whole district's page says: its clusters, what stands out, and what waits for a decision. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlencode

import pandas as pd

from dashboards.state.choices import NO_CLUSTER
from dashboards.state.frame_rows import rows_of
from dashboards.state.home.coordinator import Leads, Places
from dashboards.state.home.part import ClusterRow, ClustersPart, ToDecide
from dashboards.state.home.work import Answers, Waiting
from dashboards.state.links import LIST_PAGE, PLAN_PAGE, TRENDS_PAGE
from dashboards.state.plan.waiting import WaitingPlan
from dashboards.state.school.disputes import Disputed, about_text
from dashboards.state.trends.measured import DistrictTrends
from dashboards.state.triage.board import Board
from dashboards.state.triage.ledger import Ledger, cluster_ledger, whole_ledger
from dashboards.state.triage.rows import cluster_words
from models.permissions import Action, Viewer, can
from models.queries.rules import ProposedRules
from models.today import day_of
from models.trends.cells import Scope
from models.trends.shifts import DISTRICT, MEASURES
from models.vocabulary import Attention, SupportTier
from models.wording import home as wording
from models.wording.language import Words
from models.wording.reasons import tier_text

ENDS_SOON = timedelta(days=45)
"""A decision by hand that ends so soon ends before the list after the next one."""
PLANS_NAMED = 3
"""Schools whose plans wait that are named; the page Plan names all of them."""
IS_OLD = 5
"""Days a report waits before it is named as waiting long: its review is due by then."""


class Backlog(NamedTuple):
    """Reports to review of some schools: how many, days the oldest waits, and the clusters it waits in."""

    reports: int
    days: int
    where: tuple[str, ...]


def backlog(words: Words, board: Board, answers: Answers) -> Backlog:
    """What waits for review in the whole district."""
    waiting = answers.of(board, Attention.TO_REVIEW, whole_ledger(board).counted)
    days = max((one.days for one in waiting), default=0)
    clusters = dict(zip(board.schools.index, board.schools["cluster"].to_list(), strict=True))
    oldest = [clusters[one.school_id] for one in waiting if one.days == days]
    return Backlog(len(waiting), days, tuple(dict.fromkeys(cluster_words(words, one) for one in oldest)))


def clusters_part(
    words: Words, board: Board, answers: Answers, coordinators: Mapping[str, Sequence[str]], places: Places
) -> ClustersPart:
    """Every cluster in a row, by name, those without one after them, and the whole district last."""
    names = sorted(board.schools["cluster"].dropna().unique(), key=str.casefold)
    rows = [
        _row(words, name, cluster_ledger(board, name), board, answers, coordinators, places.lists(cluster=name))
        for name in names
    ]
    if board.schools["cluster"].isna().any():
        counts = cluster_ledger(board, NO_CLUSTER)
        rows.append(_row(words, None, counts, board, answers, {}, places.lists(cluster=NO_CLUSTER)))
    whole = _row(words, None, whole_ledger(board), board, answers, {}, places.lists(cluster=""))
    rows.append(whole | {"name": words.gettext("District")})
    return {"rows": rows, "tiers": [(tier.value, tier_text(words, tier)) for tier in SupportTier]}


def _row(
    words: Words,
    name: str | None,
    counts: Ledger,
    board: Board,
    answers: Answers,
    coordinators: Mapping[str, Sequence[str]],
    address: str,
) -> ClusterRow:
    waiting: list[Waiting] = answers.of(board, Attention.TO_REVIEW, counts.counted)
    days = max((one.days for one in waiting), default=0)
    reports = counts.reports
    return {
        "name": cluster_words(words, name),
        "address": address,
        "coordinator": words.listed(coordinators.get(name, ())) if name is not None else "",
        "received": "" if reports is None else words.gettext(
            "{received} of {expected}", received=words.number(reports.received), expected=words.number(reports.expected)
        ),
        "review": _review(words, len(waiting), days),
        "is_old": days >= IS_OLD,
        "tiers": [words.number(counts.tiers[tier]) if counts.tiers[tier] else "–" for tier in SupportTier],
    }  # fmt: skip


def _review(words: Words, count: int, days: int) -> str:
    if not count:
        return words.gettext("none")
    if not days:
        return words.number(count)
    for_days = words.ngettext("{count} day", "{count} days", days)
    return words.gettext("{reports}, {days}", reports=words.number(count), days=for_days)


def coordinators_of(board: Board, named: pd.DataFrame) -> dict[str, list[str]]:
    """Who cares for each cluster, by its name; named: as `queries.coordinators`."""
    cluster = named["school_id"].map(board.schools["cluster"])
    found: dict[str, list[str]] = {}
    for name, of_cluster in named.groupby(cluster)["name"]:
        found[str(name)] = list(dict.fromkeys(of_cluster))
    return found


def shifts_part(words: Words, trends: DistrictTrends, leads: Leads, places: Places) -> list[ToDecide]:
    """What stands out in the month beyond what is usual: the district, or clusters against their own schools."""
    scopes = [DISTRICT, *(Scope("cluster", name) for name in trends.shifts.marked_clusters(trends.month))]
    found: list[ToDecide] = []
    for scope in scopes:
        if not trends.shifts.is_marked(scope, trends.month):
            continue
        marked = [measure for measure in MEASURES if trends.shifts.of(scope, measure).firm_marks[trends.month]]
        figures = [words.gettext(measure.label) for measure in marked]
        text = wording.stands_out_text(words, scope.name, trends.shifts.way(scope, trends.month), figures)
        query = places.query(cluster=scope.name, figure=marked[0].value)
        found.append({
            "text": text, "about": "", "note": "",
            "link": {"text": words.gettext("Look at it"), "address": leads(TRENDS_PAGE, query)},
        })  # fmt: skip
    return found


class _Decision(NamedTuple):
    school_id: str
    puts_on_list: bool
    ends_on: pd.Timestamp
    author: str


def disputed_part(words: Words, viewer: Viewer, board: Board, rows: pd.DataFrame, places: Places) -> list[ToDecide]:
    """What schools say is wrong and this person may answer, the oldest first; rows: as `queries.disputes`."""
    waits: list[ToDecide] = []
    for one in reversed(list(rows_of(rows, Disputed))):
        if not one.is_open or one.school_id not in board.schools.index:
            continue
        cluster = board.schools.at[one.school_id, "cluster"]
        if not can(viewer, Action.ANSWER_DISPUTE, cluster if isinstance(cluster, str) else None, one.school_id):
            continue
        name = str(board.schools.at[one.school_id, "name"])
        waits.append({
            "text": wording.disputed_text(words, name, about_text(words, one.about)),
            "about": words.listed([one.author, words.day(day_of(one.recorded_at))]),
            "note": one.reason,
            "link": {"text": words.gettext("Answer"), "address": places.school(one.school_id)},
        })  # fmt: skip
    return waits


def plans_part(words: Words, waiting: Sequence[WaitingPlan], leads: Leads) -> list[ToDecide]:
    """Plans that schools sent and this person may accept: a line a school year, which leads to the first of them."""
    found: list[ToDecide] = []
    for year in dict.fromkeys(one.school_year for one in waiting):
        of_year = [one for one in waiting if one.school_year == year]
        query = "?" + urlencode({"school": of_year[0].school_id, "year": year})
        found.append({
            "text": wording.plans_wait_text(words, len(of_year), year),
            "about": words.listed(one.name for one in of_year[:PLANS_NAMED]),
            "note": "",
            "link": {"text": words.gettext("Look at it"), "address": leads(PLAN_PAGE, query)},
        })  # fmt: skip
    return found


def decide_part(
    words: Words, board: Board, proposals: Iterable[ProposedRules], leads: Leads, places: Places
) -> list[ToDecide]:
    """Rules that somebody proposes, and decisions by hand that end before long."""
    waits: list[ToDecide] = [
        {
            "text": wording.proposal_text(words, one.rules.author, one.rules.name),
            "about": words.day(day_of(one.proposed_at)),
            "note": one.rules.note,
            "link": {"text": words.gettext("What if"), "address": leads(LIST_PAGE, places.query())},
        }
        for one in proposals
        if one.decided_at is None
    ]
    decisions = board.frames.decisions
    soon = decisions[decisions["ends_on"] <= board.as_of + ENDS_SOON].sort_values("ends_on", kind="stable")
    for one in rows_of(soon, _Decision):
        if one.school_id in board.schools.index:
            name = str(board.schools.at[one.school_id, "name"])
            waits.append({
                "text": wording.ends_soon_text(words, name, bool(one.puts_on_list), one.ends_on),
                "about": one.author,
                "note": "",
                "link": {"text": words.gettext("Open"), "address": places.school(one.school_id)},
            })  # fmt: skip
    return waits
