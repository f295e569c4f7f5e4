"""What was known, day by day, of steps of plans and of excused months, whatever imports said later."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.queries.import_images import Image, images, keys_once
from models.support_need.history import COLUMNS
from models.tables import MonthlyReport, PlanStepChange, StepTold
from models.tables.row_values import Key, shape_of
from models.today import day_of
from models.vocabulary import ReportState

PLAN_KEY = ["school_id", "school_year", "item_id"]
PLAN_DATES = ["planned_month", "done_month", "reported_month"]
Begun = Callable[[Key, list[Image]], date | None]
"""The day from which a row holds that imports after the first brought or changed; None: from the beginning."""


def plan_items_by_day(
    session: Session, district_id: int, now: pd.DataFrame, schools: Iterable[str] | None = None
) -> pd.DataFrame:
    """
    Steps of plans as they stand and as they stood, a row for each time: `now` with known_from (NaT: from the beginning)
    and known_until (the first day it was no longer so; NaT: it is so).

    now: school_id, school_year, item_id, planned_month, done_month, reported_month. The first import that tells of a
    plan is its first word and holds from the beginning; what a later one adds or changes holds from its day. schools:
    whose steps these are, where they are few.
    """
    now = now[[*PLAN_KEY, *PLAN_DATES]]
    never = pd.Series(pd.NaT, index=now.index, dtype="datetime64[s]")
    dates = now[PLAN_DATES].astype(object).where(now[PLAN_DATES].notna(), None)
    stand = {
        key: tuple(None if day is None else day.date() for day in days)
        for key, days in zip(_tuples(now[PLAN_KEY]), _tuples(dates), strict=True)
    }
    only = {} if schools is None else {"school_id": schools}
    found = images(session, district_id, "planned_activity", only=only)
    here = plan_changes_here(session, district_id, schools)
    changes = {key: chain for key, chain in found.items() if key in stand or key in here}
    at_first = {
        key[:2] for key in stand.keys() | here.keys() if not (_came_later(changes, key) or _came_later(here, key))
    }
    begun = _begun(at_first | _begun_here(changes, here), changes, lambda key: key[:2])
    rows = []
    for key in sorted(changes.keys() | here.keys()):
        chain = sorted([*changes.get(key, ()), *here.get(key, ())], key=lambda one: one.at)
        by_file = changes.get(key) == chain[: len(changes.get(key, ()))] != []
        known_from = begun(key, chain) if by_file else None if chain[0].before is not None else chain[0].day
        rows += [(*key, *dates, *days) for dates, *days in _stretches(chain, stand.get(key), known_from)]
    is_changed = pd.Series([key in changes or key in here for key in stand], index=now.index, dtype=bool)
    rest = now.assign(known_from=never, known_until=never)[~is_changed]
    told_here = _told_here(session, district_id)
    if not rows:
        return _open_until_told(rest, told_here)
    told = pd.DataFrame(rows, columns=list(COLUMNS["plan_items"]))
    for name in (*PLAN_DATES, "known_from", "known_until"):
        told[name] = pd.to_datetime(told[name]).astype("datetime64[s]")
    return _open_until_told(pd.concat([rest, told], ignore_index=True), told_here)


def known_on(steps: pd.DataFrame, day: date) -> pd.DataFrame:
    """Those of `plan_items_by_day` that were so on a day."""
    at = pd.Timestamp(day)
    return steps[~(steps["known_from"] > at) & ~(steps["known_until"] <= at)]


def plan_changes_here(
    session: Session, district_id: int, schools: Iterable[str] | None = None
) -> dict[Key, list[Image]]:
    """How steps were before somebody changed them on a page, by key, the first change first; None: there was none."""
    of, shape = PlanStepChange, shape_of("planned_activity")
    statement = select(of.school_id, of.school_year, of.item_id, of.before, of.changed_at).where(
        of.district_id == district_id
    )
    if schools is not None:
        statement = statement.where(of.school_id.in_(sorted(schools)))
    found: dict[Key, list[Image]] = {}
    for *key, before, at in session.execute(statement.order_by(of.changed_at, of.change_id)):
        was = None if before is None else shape.from_json(before)
        found.setdefault(tuple(key), []).append(Image(was, day_of(at), at))
    return found


def _begun_here(changes: Mapping[Key, list[Image]], here: Mapping[Key, list[Image]]) -> set[Key]:
    """Plans that a page told of before any file did: what files add to them is not their first word."""
    by_file, by_page = (
        {group: min(chain[0].at for chain in chains) for group, chains in _by_plan(found).items()}
        for found in (changes, here)
    )
    return {group for group, at in by_page.items() if group in by_file and at < by_file[group]}


def _by_plan(found: Mapping[Key, list[Image]]) -> dict[Key, list[list[Image]]]:
    plans: dict[Key, list[list[Image]]] = {}
    for key, chain in found.items():
        plans.setdefault(key[:2], []).append(chain)
    return plans


def _stretches(
    chain: list[Image], now: tuple[Any, ...] | None, begun: date | None
) -> Iterator[tuple[tuple[Any, ...], date | None, date | None]]:
    """
    The step's dates, and the days from which (None: the beginning) until before which (None: it is so) they were known.

    now: its dates as they stand, None where it was taken out; begun: the day from which a step that was not there at
    first is known.
    """
    befores = [one.before for one in chain]
    states = [*(None if row is None else tuple(row[name] for name in PLAN_DATES) for row in befores), now]
    since: list[date | None] = [None, *(one.day for one in chain)]
    until: list[date | None] = [*(one.day for one in chain), None]
    if states[0] is None:
        since[1] = begun
    held: list[tuple[tuple[Any, ...] | None, date | None, date | None]] = []
    for state, first, end in zip(states, since, until, strict=True):
        if first is not None and first == end:  # changed again on the same day
            continue
        if held and held[-1][0] == state:
            held[-1] = (state, held[-1][1], end)
        else:
            held.append((state, first, end))
    return ((state, first, end) for state, first, end in held if state is not None)


def _told_here(session: Session, district_id: int) -> dict[Key, date]:
    """By step: the day on which a report that was mended here told that it is done."""
    of = StepTold
    rows = session.execute(
        select(of.school_id, of.school_year, of.item_id, of.told_on).where(of.district_id == district_id)
    )
    return {(school_id, year, item): day for school_id, year, item, day in rows}


def _open_until_told(steps: pd.DataFrame, told_here: Mapping[Key, date]) -> pd.DataFrame:
    """The same, where a step that is done was open until a report that was mended here told of it."""
    if not told_here:
        return steps
    told_on = pd.to_datetime(pd.Series([told_here.get(key) for key in _tuples(steps[PLAN_KEY])], index=steps.index))
    is_told = told_on.notna() & steps["known_until"].isna() & steps["done_month"].notna()
    days = told_on[is_told].astype("datetime64[s]")
    before = steps[is_told].assign(known_until=days)
    before[["done_month", "reported_month"]] = np.datetime64("NaT", "s")
    after = steps.copy()
    after.loc[is_told, "known_from"] = days
    return pd.concat([after, before], ignore_index=True)


def excused_before(session: Session, district_id: int) -> pd.DataFrame:
    """
    "excused_before" of a DistrictHistory. The first import that tells of a month is its first word, from the beginning.
    """
    of, excused = MonthlyReport, ReportState.NOT_EXPECTED
    here = of.district_id == district_id
    months = set(session.scalars(select(of.month).where(here, of.state == excused).distinct()))
    months |= {month for _, month in keys_once(session, district_id, "monthly_report", f'"{excused}"')}
    rows: list[tuple[Any, ...]] = []
    if months:
        statement = select(of.school_id, of.month, of.state).where(here, of.month.in_(sorted(months)))
        stand = {(school_id, month): state == excused for school_id, month, state in session.execute(statement)}
        days = {"month": [month.isoformat() for month in months]}
        changes = images(session, district_id, "monthly_report", only=days)
        begun = _begun({key[1] for key in stand if not _came_later(changes, key)}, changes, lambda key: key[1])
        rows = [row for key in stand if key in changes for row in _excused_until(key, changes[key], stand[key], begun)]
    told = pd.DataFrame(rows, columns=list(COLUMNS["excused_before"]))
    for name in ("month", "known_until"):
        told[name] = pd.to_datetime(told[name]).astype("datetime64[s]")
    return told.astype({"was_excused": bool}).sort_values("known_until", kind="stable", ignore_index=True)


def _excused_until(key: Key, chain: list[Image], stands: bool, begun: Begun) -> list[tuple[Any, ...]]:
    """A row for each time before an import changed whether the month was excused."""
    is_first_word = chain[0].before is None and begun(key, chain) is None
    stood = [
        (before is not None and before["state"] == ReportState.NOT_EXPECTED, day)
        for before, day, _ in (chain[1:] if is_first_word else chain)
    ]
    after = [*(was for was, _ in stood[1:]), stands]
    return [(*key, day, was) for (was, day), now in zip(stood, after, strict=True) if was != now]


def _came_later(changes: Mapping[Key, list[Image]], key: Key) -> bool:
    return key in changes and changes[key][0].before is None


def _begun(at_first: set[Any], changes: Mapping[Key, list[Image]], group_of: Callable[[Key], Any]) -> Begun:
    """
    at_first: the groups (a plan, a month) that the first import told of. Another group begins on the day of the first
    import that tells of it, and what came that day holds from the beginning.
    """
    first_days: dict[Any, date] = {}
    for key, chain in changes.items():
        if chain[0].before is None and group_of(key) not in at_first:
            group = group_of(key)
            first_days[group] = min(first_days.get(group, chain[0].day), chain[0].day)

    def begun(key: Key, chain: list[Image]) -> date | None:
        is_first_word = chain[0].before is not None or first_days.get(group_of(key)) == chain[0].day
        return None if is_first_word else chain[0].day

    return begun


def _tuples(rows: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(rows.itertuples(index=False, name=None))
