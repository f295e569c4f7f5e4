"""What is known of the programme on a day: what waits, in whose care schools are, how far roll-out and plans came."""

from dataclasses import dataclass

import pandas as pd

from dashboards.state.district.data import DistrictData
from dashboards.state.trends.measured import district_trends
from dashboards.state.trends.section import Asked, span_of_year
from models import queries
from models.queries import trends as trend_queries
from models.today import days_of
from models.trends.programme_health import (
    Backlog,
    Development,
    PlanSteps,
    RollOut,
    backlog,
    development,
    plan_steps,
    roll_out,
    to_review,
)
from models.vocabulary import Attention, ReportState, SupportTier

LATELY = 30
"""Days of contacts that are counted for a coordinator."""
NEEDS = (SupportTier.EXTRA_SUPPORT, SupportTier.CHECK_IN, SupportTier.NOT_ENOUGH_DATA)


@dataclass(frozen=True)
class Care:
    """
    Schools in one person's care, or nobody's (names empty): their clusters, what waits there, how many schools stand on
    each list, have an open next step or one overdue, and the contacts of the last 30 days.
    """

    names: tuple[str, ...]
    clusters: tuple[str, ...]
    schools: int
    waiting: Backlog
    tiers: tuple[int, ...]
    open_steps: int
    overdue: int
    contacts: int


@dataclass(frozen=True)
class ProgrammeFigures:
    """All of it as of the day of the month that is looked at."""

    as_of: pd.Timestamp
    month: pd.Timestamp
    whole: Care
    care: tuple[Care, ...]
    returned: tuple[tuple[str, int, float], ...]
    """Reason, reports, and the most days one of them is open."""
    months: pd.DataFrame
    """month, school_year of every month kept."""
    rolled: RollOut
    plans: tuple[tuple[pd.Timestamp, PlanSteps], ...]
    sessions: Development
    since: tuple[int, int]
    """Sessions and steps that were written after the day, before the next list: they count from that list on."""
    has_contacts: bool
    """Was any contact ever logged; else steps and contacts are unknown, not 0."""
    by_hand: tuple[tuple[str, bool, int], ...]
    """Kind, whether it puts schools on the list, and how many began in the month."""
    places: int
    schools: int
    """How many are expected in the month, of those that are chosen."""


def programme_figures(district: DistrictData, asked: Asked) -> ProgrammeFigures | None:
    """Of the schools that are chosen in the month; in earlier months of those that were so then."""
    trends = district_trends(district, asked.month)
    there = asked.there(district, trends)
    cells, month, office = trends.cells.only(there), trends.month, district.office
    if not cells.expected[:, month].any():
        return None
    board = district.board(office, asked.school_year, asked.month)
    as_of = board.as_of
    day = as_of.date()
    with district.reading() as session:
        calendar = queries.calendar(session, office)
        answers = pd.concat(
            [queries.report_answers(session, office, year, day) for year in dict.fromkeys(trends.school_years)]
        )
        people = queries.coordinators(session, office, asked.school_year, day)
        steps = queries.steps_reached(session, office, day)
        sessions = queries.sessions_attended(session, office, day)
        decided = queries.decisions_begun(session, office, day)
        planned = trend_queries.planned_steps(session, district.district_id, day)
        written = queries.training_changes(session, office), queries.step_changes(session, office)
    first, _ = span_of_year(cells)
    every = pd.Index(board.schools.index)
    if not asked.chosen.has_all_schools:
        every = every[every.isin(cells.school_ids[there[:, month]])]
        answers, people, steps, sessions, decided, planned = (
            rows[rows["school_id"].isin(every)] for rows in (answers, people, steps, sessions, decided, planned)
        )
    expected = frozenset(map(str, cells.school_ids[cells.expected[:, month]]))
    until = district.next_list(as_of)
    lately = [some.loc[[day < changed < until for changed in days_of(some["changed_at"])]] for some in written]
    begun = decided[decided["starts_on"] >= cells.months[month]]
    begun = begun[begun["starts_on"] <= cells.months[month] + pd.offsets.MonthEnd(0)]
    waiting = to_review(answers, calendar, as_of)
    returned = answers[answers["state"].eq(ReportState.RETURNED.value)]
    open_for = (as_of - returned["changed_on"]).dt.days
    by_reason = open_for.groupby(returned["reason"].fillna("")).agg(["size", "max"])
    judged = board.schools.index[board.schools["tier"].isin([tier.value for tier in SupportTier])]

    def care(names: tuple[str, ...], ids: pd.Index) -> Care:
        schools = board.schools.loc[board.schools.index.intersection(ids)]
        own = frozenset(map(str, schools.index.intersection(judged)))
        contacts = board.frames.contacts
        lately = contacts[contacts["contacted_on"] > as_of - pd.Timedelta(days=LATELY)]
        return Care(
            names=names,
            clusters=tuple(sorted(map(str, schools["cluster"].dropna().unique()), key=str.casefold)),
            schools=len(own),
            waiting=backlog(waiting[waiting["school_id"].isin(ids)]),
            tiers=tuple(int(schools["tier"].eq(tier.value).sum()) for tier in NEEDS),
            open_steps=len(own & set(board.open_steps.index)),
            overdue=len(own & board.attention[Attention.OVERDUE]),
            contacts=int(lately["school_id"].isin(ids).sum()),
        )

    who = {str(school): tuple(some["name"]) for school, some in people.groupby("school_id")}
    names_of = [who.get(str(school), ()) for school in every]
    groups = [care(names, every[[one == names for one in names_of]]) for names in dict.fromkeys(names_of)]
    return ProgrammeFigures(
        as_of=as_of,
        month=cells.months[month],
        whole=care((), every),
        care=tuple(groups),
        returned=tuple((str(reason), int(row["size"]), float(row["max"])) for reason, row in by_reason.iterrows()),
        months=pd.DataFrame({"month": cells.months, "school_year": list(trends.school_years)}),
        rolled=roll_out(cells, steps),
        plans=tuple(
            (cells.months[at], plan_steps(cells, planned, at, trends.school_years[at]))
            for at in range(first, month + 1)
        ),
        since=(
            lately[0]["session_id"].nunique(),
            len(lately[1].loc[lately[1]["school_id"].isin(every), ["school_id", "step"]].drop_duplicates()),
        ),
        has_contacts=cells.has_contacts,
        sessions=development(sessions, expected, cells.months[first], as_of),
        by_hand=tuple(
            (str(kind), bool(puts), len(some)) for (kind, puts), some in begun.groupby(["kind", "puts_on_list"])
        ),
        places=sum(care((), every).tiers[:2]),
        schools=len(expected),
    )
