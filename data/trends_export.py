"""The trends of a range of months as of the last one, for machines: eight CSV files of the exchange layout."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy.orm import Session

from data.exporting import check_range, escape, nothing_in_range
from models.queries import trends as queries
from models.trends.cells import TYPES, Cells, make_cells
from models.trends.change_explained import PARTS, Explained, explain_on_year
from models.trends.equity import MEASURES as EQUITY_MEASURES
from models.trends.equity import NEEDS, SPLITS, concentration, equity
from models.trends.first_sentence import first_sentence
from models.trends.open_range import Expectations, all_expectations
from models.trends.programme_health import plan_steps
from models.trends.quantities import Measure, headline, share, type_coverage, type_mix, year_on_year
from models.trends.shifts import Shifts, shifts
from models.trends.support_effect import support_effect

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "headline": (
        "month", "scope", "name", "measure", "value", "numerator", "denominator", "expected", "reported", "last_year",
        "change", "floor", "likely", "ceiling", "hidden",
    ),
    "explain": ("period", "measure", "part", "value"),
    "shifts": ("month", "scope", "name", "measure", "x", "centre", "reach", "points", "state", "rules"),
    "types": ("kind", "month", "scope", "name", "type", "count", "share"),
    "equity": (
        "split", "group", "measure", "schools", "value", "low", "high", "ratio", "ratio_low", "ratio_high", "hidden",
    ),
    "support": ("episodes", "supported", "compared", "naive", "effect", "se", "low", "high", "shown"),
    "programme": ("month", "measure", "due", "done", "open", "unknown"),
    "sentence": ("month", "code", "span", "added"),
}  # fmt: skip
"""Files and their columns, in the order the exchange layout promises; other programs read them by these names."""
RANGE = "range"


def trends_csv(session: Session, district_id: int, first: date, last: date) -> dict[str, str]:
    """
    The eight files by name, of the months from `first` to `last` (first days, both included), as of the last month.

    9 decimals; blank: unknown or hidden. Raises PartnershipError where no reporting month lies in the range.
    """
    check_range(first, last)
    calendar = queries.trend_calendar(session, district_id)
    inside = calendar[calendar["month"].between(pd.Timestamp(first), pd.Timestamp(last))]
    if inside.empty:
        raise nothing_in_range(first, last)
    cells = make_cells(
        calendar,
        queries.expected_months(session, district_id),
        queries.schools_by_year(session, district_id),
        queries.revision_sums(session, district_id),
        queries.logged_contacts(session, district_id),
        inside["month"].iloc[-1],
        inside["as_of_date"].iloc[-1],
    )
    months = range(cells.at(inside["month"].iloc[0]), len(cells.months))
    expected = all_expectations(cells)
    watched = shifts(cells, expected)
    steps = queries.planned_steps(session, district_id, inside["as_of_date"].iloc[-1].date())
    years = list(inside["school_year"].astype(str))
    rows: dict[str, Iterable[Iterable[Any]]] = {
        "headline": _headline(cells, months, expected),
        "explain": _explain(cells, months),
        "shifts": _shifts(cells, months, watched),
        "types": _types(cells, months),
        "equity": _equity(cells, months),
        "support": _support(cells),
        "programme": _programme(cells, months, steps, years),
        "sentence": _sentence(cells, months, watched),
    }
    return {name: _csv(columns, rows[name]) for name, columns in COLUMNS.items()}


def _csv(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, (bool, np.bool_, int, np.integer)):
        return str(int(value))
    return "" if value is None or np.isnan(value) else f"{value:.9f}"


def _code(cells: Cells, month: int) -> str:
    return f"{cells.months[month]:%Y-%m}"


# ------------------------------------------------------------ the files
def _headline(cells: Cells, months: range, expected: Mapping[Measure, Expectations]) -> Iterator[tuple[Any, ...]]:
    for scope in cells.scopes():
        there = cells.of(scope)
        for measure, quantity in headline(cells, scope).items():
            before, change = year_on_year(cells, quantity)
            for month in months:
                if not quantity.expected[month]:
                    continue
                yield (
                    _code(cells, month), *scope, measure, quantity.value[month], quantity.numerator[month],
                    quantity.denominator[month], quantity.expected[month], quantity.reported[month], before[month],
                    change[month], *_range(cells, there[:, month], measure, month, expected), quantity.hidden[month],
                )  # fmt: skip


def _range(
    cells: Cells, there: Any, measure: Measure, month: int, expected: Mapping[Measure, Expectations]
) -> tuple[float, float, float]:
    """Floor, likely and ceiling, where the measure has them."""
    if measure is not Measure.REACH:
        return expected[measure].of(there, month) if measure in expected else (np.nan, np.nan, np.nan)
    known = there & cells.expected[:, month]
    pupils = float(np.nansum(cells.enrollment[known, month]))
    of_families = expected[Measure.FAMILIES].of(there, month)
    return tuple(100 * bound / pupils if pupils else np.nan for bound in of_families)  # type: ignore[return-value]


def _explain(cells: Cells, months: range) -> Iterator[tuple[Any, ...]]:
    after = [month for month in months if cells.year_before[month] >= 0]
    periods = {_code(cells, month): [month] for month in after} | ({RANGE: after} if after else {})
    for period, some in periods.items():
        for measure in PARTS:
            explained = explain_on_year(cells, measure, some)
            if explained is not None:
                yield from ((period, measure, part, value) for part, value in _parts(explained))


def _parts(explained: Explained) -> Iterator[tuple[str, float | int]]:
    yield from (("first", explained.first), ("second", explained.second))
    yield from explained.parts.items()
    yield from (("real", explained.real), ("se", explained.se))
    yield from (("both", explained.both), ("claim", int(explained.is_claimed)))


def _shifts(cells: Cells, months: range, watched: Shifts) -> Iterator[tuple[Any, ...]]:
    for (scope, measure), found in watched.series.items():
        for month in months:
            rules = ";".join(str(rule) for rule in sorted(found.rules[month]))
            yield (
                _code(cells, month), *scope, measure, found.x[month], found.centre, found.reach, found.points,
                found.state, rules,
            )  # fmt: skip


def _types(cells: Cells, months: range) -> Iterator[tuple[Any, ...]]:
    for scope in cells.scopes():
        counts = type_mix(cells, cells.of(scope))
        shares = share(counts, np.broadcast_to(counts.sum(axis=0), counts.shape))
        due = np.any(cells.of(scope) & cells.expected, axis=0, keepdims=False)
        for month in (month for month in months if due[month]):
            for at, kind in enumerate(TYPES):
                yield "month", _code(cells, month), *scope, kind, counts[at, month], shares[at, month]
    for scope in (scope for scope in cells.scopes() if scope.kind != "cluster"):
        held, schools = type_coverage(cells, scope, months[0], months[-1])
        if (cells.of(scope) & cells.expected)[:, months[0] :].any():
            for at, kind in enumerate(TYPES):
                yield "coverage", RANGE, *scope, kind, held[at], held[at] / schools if schools else np.nan


def _equity(cells: Cells, months: range) -> Iterator[tuple[Any, ...]]:
    first, last = months[0], months[-1]
    for split in SPLITS:
        for measure in EQUITY_MEASURES:
            for row in equity(cells, split, measure, first, last):
                yield (
                    split, row.group, measure, row.schools, row.value, row.low, row.high, row.ratio, row.ratio_low,
                    row.ratio_high, row.hidden,
                )  # fmt: skip
    for need in NEEDS:
        curve = concentration(cells, need, first, last)
        if curve is not None:
            yield (
                "concentration", need, Measure.CONTACTS, curve.schools, curve.index, curve.low, curve.high, None, None,
                None, False,
            )  # fmt: skip


def _support(cells: Cells) -> Iterator[tuple[Any, ...]]:
    found = support_effect(cells)
    yield tuple(getattr(found, name) for name in COLUMNS["support"])


def _programme(cells: Cells, months: range, steps: pd.DataFrame, years: list[str]) -> Iterator[tuple[Any, ...]]:
    for month, year in zip(months, years, strict=True):
        plan = plan_steps(cells, steps, month, year)
        yield _code(cells, month), "plan", plan.due, plan.done, plan.open, plan.unknown


def _sentence(cells: Cells, months: range, watched: Shifts) -> Iterator[tuple[Any, ...]]:
    for month in months:
        said = first_sentence(cells, watched, month)
        yield _code(cells, month), said.code, said.span, "CLUSTER" if said.clusters else ""
