"""The trends a reader takes away, as tables of figures: those on the page, with what they were filtered by. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dashboards.state.filters import Filters
from dashboards.state.formats import schools_counted
from dashboards.state.plain_text import plain
from dashboards.state.trends.compared import Compared, period_text
from dashboards.state.trends.equity import EquityFigures
from dashboards.state.trends.levels import SchoolsFigures
from dashboards.state.trends.measured import DistrictTrends
from dashboards.state.trends.over_time import RANGES
from dashboards.state.trends.programme_figures import NEEDS, ProgrammeFigures
from dashboards.state.trends.section import span_of_year
from dashboards.state.trends.support import SupportFigures
from dashboards.state.triage.board import Board
from models.trends.cells import TYPES, Flags
from models.trends.change_explained import PARTS, explain
from models.trends.quantities import Measure, quantities, type_mix
from models.vocabulary import Attention, ProgrammeStep
from models.wording import triage as wording_triage
from models.wording.language import Words

LIMITING = ("cluster", "level", "involvement_type", "tiers")
"""Filters that choose what the tables are about."""
Table = list[dict[str, Any]]
DECIMALS = 6


@dataclass(frozen=True)
class Taken:
    """
    Everything that the page is about: the district's months, the chosen cells, the periods that are compared, and the
    figures of the cards below, None where no school is chosen. groups: name and cells of the rows of the clusters'
    table. sees_names: may the reader know who cares for which cluster.
    """

    trends: DistrictTrends
    there: Flags
    chosen: Compared
    groups: list[tuple[str, Flags]]
    schools: SchoolsFigures | None
    equity: EquityFigures | None
    support: SupportFigures
    programme: ProgrammeFigures | None
    sees_names: bool


def trends_frames(taken: Taken) -> dict[str, pd.DataFrame]:
    """
    A frame by name of its table; blank: not known, or hidden because it rests on fewer than 10 people.

    Rates are of a hundred in the first tables, as on the page (equity: of one, per school and month).
    """
    tables: dict[str, Table] = {
        "headline": list(_headline(taken)),
        "over_time": list(_over_time(taken)),
        "change": list(_change(taken)),
        "groups_by_month": list(_groups(taken)),
        "types_by_month": list(_types(taken)),
    }
    if taken.schools is not None:
        tables |= {"types_by_level": list(_coverage(taken.schools)), "levels": list(_levels(taken.schools))}
    if taken.equity is not None:
        tables |= {"equity": list(_equity(taken.equity)), "where_support_goes": list(_concentration(taken.equity))}
    tables["support"] = [vars(taken.support.effect)]
    if taken.programme is not None:
        tables |= _programme(taken.programme, sees_names=taken.sees_names)
    return {name: _frame(rows) for name, rows in tables.items() if rows}


def one_frame(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """All tables below each other for a file that holds one: `table` says which, columns of others are blank."""
    rows: Table = []
    for name, frame in frames.items():
        for row in frame.to_dict("records"):
            rows.append({"table": name} | {str(column): value for column, value in row.items()})
    return _frame(rows)


def _frame(rows: Table) -> pd.DataFrame:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return pd.DataFrame([[_value(row.get(name)) for name in columns] for row in rows], columns=columns, dtype=object)


def _value(value: Any) -> Any:
    """Numbers as a person reads them in a cell; a blank where nothing is known."""
    if value is None or isinstance(value, (str, bool, np.bool_)):
        return bool(value) if isinstance(value, np.bool_) else value
    number = float(value)
    if np.isnan(number):
        return None
    return int(number) if number == int(number) else round(number, DECIMALS)


def _month(month: pd.Timestamp) -> str:
    return f"{month:%Y-%m}"


# ------------------------------------------------------------ the first screen
def _headline(taken: Taken) -> Iterator[dict[str, Any]]:
    cells, chosen = taken.trends.cells, taken.chosen
    now = quantities(cells, taken.there, months=chosen.after)
    before = quantities(cells, taken.there, months=chosen.before) if chosen.before else {}
    for measure, quantity in now.items():
        first = before[measure].value[0] if measure in before and before[measure].reported[0] > 0 else np.nan
        yield {
            "figure": measure.value,
            "value": quantity.value[0],
            "first_value": first,
            "change": quantity.value[0] - first,
            "numerator": quantity.numerator[0],
            "denominator": quantity.denominator[0],
            "reports_expected": quantity.expected[0],
            "reports_received": quantity.reported[0],
            "hidden": bool(quantity.hidden[0]),
        }


def _over_time(taken: Taken) -> Iterator[dict[str, Any]]:
    trends, there = taken.trends, taken.there
    for measure, quantity in quantities(trends.cells, there).items():
        for at, month in enumerate(trends.cells.months):
            row = {
                "month": _month(month),
                "figure": measure.value,
                "value": quantity.value[at],
                "likely": np.nan,
                "at_most": np.nan,
                "reports_expected": quantity.expected[at],
                "reports_received": quantity.reported[at],
                "hidden": bool(quantity.hidden[at]),
            }
            if measure in RANGES:
                _, likely, most = trends.expected[measure].of(there[:, at], at)
                row |= {"likely": likely, "at_most": np.fmax(most, likely)}
            yield row


def _change(taken: Taken) -> Iterator[dict[str, Any]]:
    cells, chosen = taken.trends.cells, taken.chosen
    for measure in PARTS:
        explained = explain(cells, measure, chosen.before, chosen.after, taken.there) if chosen.before else None
        if explained is None:
            continue
        parts = {"first": explained.first, **explained.parts, "second": explained.second}
        for part, value in parts.items():
            yield {"figure": measure.value, "part": part, "value": value, "more_than_chance": explained.is_claimed}


def _groups(taken: Taken) -> Iterator[dict[str, Any]]:
    cells = taken.trends.cells
    first, last = span_of_year(cells)
    for name, inside in taken.groups:
        for measure, quantity in quantities(cells, inside).items():
            for at in range(first, last + 1):
                if quantity.expected[at]:
                    yield {
                        "name": name,
                        "month": _month(cells.months[at]),
                        "figure": measure.value,
                        "value": quantity.value[at],
                        "reports_expected": quantity.expected[at],
                        "reports_received": quantity.reported[at],
                        "hidden": bool(quantity.hidden[at]),
                    }


def _types(taken: Taken) -> Iterator[dict[str, Any]]:
    cells = taken.trends.cells
    counts = type_mix(cells, taken.there)
    first, last = span_of_year(cells)
    for at in range(first, last + 1):
        whole = counts[:, at].sum()
        for nth, kind in enumerate(TYPES):
            share = counts[nth, at] / whole if whole else np.nan
            yield {"month": _month(cells.months[at]), "type": kind, "activities": counts[nth, at], "share": share}


# ------------------------------------------------------------ the cards below
def _coverage(schools: SchoolsFigures) -> Iterator[dict[str, Any]]:
    for level, (held, reported, due) in schools.coverage.items():
        for nth, kind in enumerate(TYPES):
            yield {
                "level": level or "all",
                "type": kind,
                "schools_with_it": held[nth],
                "schools_that_reported": reported,
                "schools_expected": due,
                "share": held[nth] / reported if reported else np.nan,
            }


def _levels(schools: SchoolsFigures) -> Iterator[dict[str, Any]]:
    for measure in Measure:
        for one in schools.spreads[measure]:
            yield {
                "level": one.level,
                "figure": measure.value,
                "schools": one.schools,
                "lower_quartile": one.low,
                "median": one.median,
                "upper_quartile": one.high,
            }


def _equity(figures: EquityFigures) -> Iterator[dict[str, Any]]:
    for split, by in figures.groups.items():
        for measure, found in by.items():
            for one in found:
                yield {"split": split, "figure": measure.value, **vars(one)}


def _concentration(figures: EquityFigures) -> Iterator[dict[str, Any]]:
    for one in figures.along:
        yield {"need": one.need, **vars(one.found), "share_of_fullest_quarter": one.share}


def _programme(programme: ProgrammeFigures, *, sees_names: bool) -> dict[str, Table]:
    return {
        "care": list(_care(programme, sees_names=sees_names)),
        "plan_steps": [{"month": _month(month), **vars(plan)} for month, plan in programme.plans],
        "returned": [
            {"reason": reason, "reports": count, "days_open_at_most": days}
            for reason, count, days in programme.returned
        ],
        "steps_of_programme": list(_steps(programme)),
    }


def _care(programme: ProgrammeFigures, *, sees_names: bool) -> Iterator[dict[str, Any]]:
    is_logged = programme.has_contacts
    for one in programme.care:
        who = {"coordinator": "; ".join(one.names)} if sees_names else {}
        yield {
            **who,
            "cluster": "; ".join(one.clusters),
            **{f"to_review_{name}": value for name, value in vars(one.waiting).items()},
            **{tier.value: count for tier, count in zip(NEEDS, one.tiers, strict=True)},
            "schools_with_open_step": one.open_steps if is_logged else None,
            "schools_overdue": one.overdue if is_logged else None,
            "contacts_in_30_days": one.contacts if is_logged else None,
        }


def _steps(programme: ProgrammeFigures) -> Iterator[dict[str, Any]]:
    rolled = programme.rolled
    for at, month in enumerate(programme.months["month"]):
        for nth, step in enumerate(ProgrammeStep):
            yield {
                "month": _month(month),
                "step": step.value,
                "schools_reached": rolled.reached[nth, at],
                "schools_expected": rolled.expected[at],
                "schools_without_any_step": rolled.none[at],
            }


# ------------------------------------------------------------ what stands above them
STATES = (Attention.LATE, Attention.MISSING, Attention.TO_REVIEW, Attention.RETURNED)


def held(
    words: Words, trends: DistrictTrends, there: Flags, board: Board, filters: Filters, chosen: Compared
) -> list[tuple[str, str]]:
    """What a file would hold now: which schools, by which filters, as of when, which reports, what is compared."""
    due = (there & trends.cells.expected)[:, trends.month]
    received = int((due & trends.cells.received[:, trends.month]).sum())
    ids = frozenset(map(str, trends.cells.school_ids[due]))
    states = [(code, len(board.attention[code] & ids)) for code in STATES]
    reports = [
        wording_triage.received_text(words, received, int(due.sum())),
        *(wording_triage.attention_text(words, code, count) for code, count in states if count),
    ]
    between = words.gettext("nothing to compare with")
    if chosen.before:
        between = words.gettext(
            "{second} with {first}",
            second=period_text(words, trends, chosen.after),
            first=period_text(words, trends, chosen.before),
        )
    limits = [label for label, _ in filters.chosen(frozenset(LIMITING))]
    as_of = words.gettext("{day} (what was filed later is not in it)", day=words.day(board.as_of))
    said = [
        (words.gettext("Schools shown"), schools_counted(words, int(due.sum()))),
        (words.gettext("Filters"), "; ".join(limits) or words.gettext("none")),
        (words.gettext("As of"), as_of),
        (words.gettext("Reports"), words.listed(reports)),
        (words.gettext("Compared"), between),
        (words.gettext("Missing"), words.gettext("a month without a report is never counted as zero")),
        (
            words.gettext("Whole district"),
            words.gettext("is support working, whatever the filters; the table of levels has all clusters and tiers"),
        ),
    ]
    return [(plain(name), plain(value)) for name, value in said]
