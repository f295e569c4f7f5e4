"""Kept totals: recomputed from base rows, never added to, so that what is kept is always what would be rebuilt."""

import math
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import and_, delete, func, insert, select
from sqlalchemy.orm import Session

from models.tables import ReportingMonth, School, SchoolMonth, ScopeMonth
from models.tables.row_values import Row, batches
from models.totals.sums import TOTAL_COLUMNS, Block, SchoolAndMonth, school_months, scope_totals
from models.vocabulary import ScopeKind

FEW_SCHOOLS = 20
"""Past so many schools, a statement over all of them is cheaper than one that names most of them."""
NAMED_SCHOOLS = 500
"""Up to so many schools are named one by one in a statement (SQLite takes a limited number of values)."""
MONTHS_AT_A_TIME = 10
"""A school year's: without statistics yet, PostgreSQL plans badly for more."""
_CORE = {"synchronize_session": False}


def refresh(session: Session, district_id: int, keys: Iterable[SchoolAndMonth]) -> None:
    """
    Recompute the kept rows of these schools and months, and the totals of these months above them.

    Call it in the transaction that changed the base rows. A school or month that no longer exists loses its rows.
    """
    session.flush()
    months: set[date] = set()
    for block in _blocks(session, district_id, keys):
        months.update(block.months)
        session.execute(delete(SchoolMonth).where(block.holds(SchoolMonth)), execution_options=_CORE)
        for batch in batches(school_months(session, block), 5_000):
            session.execute(insert(SchoolMonth.__table__), batch)  # type: ignore[arg-type]
    for some in batches(sorted(months)):
        _refresh_scopes(session, district_id, some)


def rebuild(session: Session, district_id: int) -> None:
    """Recompute all of a district's kept totals from its base rows."""
    session.flush()
    for table in (SchoolMonth, ScopeMonth):
        session.execute(delete(table).where(table.district_id == district_id), execution_options=_CORE)
    for block in _everything(session, district_id):
        for batch in batches(school_months(session, block), 5_000):
            session.execute(insert(SchoolMonth.__table__), batch)  # type: ignore[arg-type]
        _refresh_scopes(session, district_id, list(block.months))


def differences(session: Session, district_id: int) -> list[str]:
    """
    One sentence for every kept row that is not what its base rows give; [] when kept = rebuilt. Writes nothing.

    Totals above are compared with what the rebuilt rows below them would give.
    """
    session.flush()
    found: list[str] = []
    kept_schools = _stored(session, SchoolMonth, district_id)
    kept_scopes = _stored(session, ScopeMonth, district_id)
    for block in _everything(session, district_id):
        rebuilt = list(school_months(session, block))
        for row in rebuilt:
            kept = kept_schools.pop((row["month"], row["school_id"]), None)
            found += _difference(f"School {row['school_id']}", kept, row)
        for key, row in _add_up(rebuilt).items():
            found += _difference(_scope_words(row), kept_scopes.pop(key, None), row)
    over = [(f"School {row['school_id']}", row["month"]) for row in kept_schools.values()]
    over += [(_scope_words(row), row["month"]) for row in kept_scopes.values()]
    return found + [f"{name}, {month:%Y-%m}: kept, but nothing stands for it." for name, month in over]


def _stored(session: Session, table: Any, district_id: int) -> dict[tuple[Any, ...], Row]:
    """Kept rows by their key, district left out."""
    columns = table.__table__.c
    keys = [column.name for column in table.__table__.primary_key if column.name != "district_id"]
    rows = session.execute(select(*columns).where(columns.district_id == district_id)).mappings()
    return {tuple(row[name] for name in keys): dict(row) for row in rows}


def _add_up(rows: list[Row]) -> dict[tuple[Any, ...], Row]:
    """What scope_month must hold above these rows of school_month, by scope, name and month."""
    scopes: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        for scope, name in (
            (ScopeKind.DISTRICT, ""),
            (ScopeKind.CLUSTER, row["cluster"]),
            (ScopeKind.LEVEL, row["level"]),
        ):
            if name is None:
                continue
            head = {"scope": scope, "scope_name": str(name), "month": row["month"], "school_year": row["school_year"]}
            total = scopes.setdefault((scope, str(name), row["month"]), head | dict.fromkeys(TOTAL_COLUMNS, 0))
            for part in TOTAL_COLUMNS:
                total[part] += row[part]
    return scopes


def _scope_words(row: Row) -> str:
    return f"{row['scope'].value.capitalize()} {row['scope_name']}".strip()


def _difference(name: str, kept: Row | None, rebuilt: Row) -> list[str]:
    where = f"{name}, {rebuilt['month']:%Y-%m}"
    if kept is None:
        return [f"{where}: not kept."]
    parts = [
        f"{part} {kept[part]} instead of {value}" for part, value in rebuilt.items() if not _same(kept.get(part), value)
    ]
    return [f"{where}: {', '.join(parts)}."] if parts else []


def _same(kept: Any, rebuilt: Any) -> bool:
    """Equal; sums of ratings (floats) may differ by rounding, since they were added in another order."""
    if isinstance(kept, float) and isinstance(rebuilt, (float, int)):
        return math.isclose(kept, rebuilt, rel_tol=1e-9, abs_tol=1e-5)
    return bool(kept == rebuilt)


def _everything(session: Session, district_id: int) -> Iterator[Block]:
    """The whole district, a school year's worth of months at a time."""
    months = session.scalars(select(ReportingMonth.month).where(ReportingMonth.district_id == district_id))
    for some in batches(sorted(months), MONTHS_AT_A_TIME):
        yield Block(district_id, None, tuple(some))


def _blocks(session: Session, district_id: int, keys: Iterable[SchoolAndMonth]) -> Iterator[Block]:
    """The keys as few rectangles of schools x months; where most schools are named, all are recomputed."""
    schools: dict[date, set[str]] = {}
    for school_id, month in keys:
        schools.setdefault(month, set()).add(school_id)
    months: dict[frozenset[str], list[date]] = {}
    for month, some in schools.items():
        months.setdefault(frozenset(some), []).append(month)
    for group, of_group in months.items():
        everybody = len(group) > FEW_SCHOOLS and _are_most(session, district_id, len(group))
        for few_months in batches(sorted(of_group), MONTHS_AT_A_TIME):
            for few in [None] if everybody else batches(sorted(group), NAMED_SCHOOLS):
                yield Block(district_id, None if few is None else frozenset(few), tuple(few_months))


def _are_most(session: Session, district_id: int, number: int) -> bool:
    every = session.scalar(select(func.count()).select_from(School).where(School.district_id == district_id))
    return number * 2 >= (every or 0)


def _refresh_scopes(session: Session, district_id: int, months: list[date]) -> None:
    """Add up school_month for the district, each cluster and each level; a scope loses a school that left it."""
    theirs = and_(ScopeMonth.district_id == district_id, ScopeMonth.month.in_(months))
    session.execute(delete(ScopeMonth).where(theirs), execution_options=_CORE)
    columns = ["district_id", "scope", "scope_name", "month", "school_year", *TOTAL_COLUMNS]
    for scope in ScopeKind:
        session.execute(insert(ScopeMonth.__table__).from_select(columns, scope_totals(scope, district_id, months)))  # type: ignore[arg-type]
