"""Clusters by months, or the schools of one cluster: the chosen figure in each cell, and the year beside last year."""

import numpy as np

from dashboards.state.filters import Filters
from dashboards.state.links import SCHOOL_PAGE
from dashboards.state.trends.measured import DistrictTrends
from dashboards.state.trends.part import HeatCell, HeatPart, HeatRow
from models.trends.cells import Flags
from models.trends.change_explained import explain_on_year
from models.trends.first_sentence import year_so_far
from models.trends.quantities import ENOUGH_REPORTS, Measure, Quantity, quantities
from models.wording import trends as wording
from models.wording.language import Words

STEPS = 7


def heat_part(
    words: Words, trends: DistrictTrends, there: Flags, filters: Filters, measure: Measure
) -> HeatPart | None:
    """The months of the school year so far; None where one row would stand alone."""
    cells = trends.cells
    months = year_so_far(cells, trends.month)
    is_one = len(filters.clusters) == 1
    groups = heat_groups(trends, there, filters)
    if len(groups) < 2 or measure is Measure.CONTACTS:
        return None
    figures = trends.once("heat", there, (measure, is_one), lambda: _figures(trends, measure, groups, months))
    values = np.array([quantity.value[months] for quantity, _, _ in figures])
    known = values[~np.isnan(values)]
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 0.0)
    largest = max((abs(change) for _, change, _ in figures if not np.isnan(change)), default=0.0)
    names = [words.month_in_year(cells.months[month].date()) for month in months]
    rows: list[HeatRow] = [
        {
            "name": row_name,
            "address": address,
            "cells": [
                _cell(words, name, measure, quantity, month, (low, high))
                for name, month in zip(names, months, strict=True)
            ],
            "change": wording.change(words, measure, change),
            "way": round(change / largest, 4) if largest and not np.isnan(change) else 0.0,
            "is_claimed": is_claimed,
        }
        for (row_name, address, _), (quantity, change, is_claimed) in zip(groups, figures, strict=True)
    ]
    return {
        "title": words.gettext(measure.label),
        "unit": unit(words, measure),
        "of": words.gettext("School") if is_one else words.gettext("Cluster"),
        "months": [words.short_month(cells.months[month].date()) for month in months],
        "rows": rows,
        "steps": [wording.figure(words, measure, low), wording.figure(words, measure, high)] if len(known) else [],
        "since": words.gettext("so far, on last year"),
    }


def unit(words: Words, measure: Measure) -> str:
    """What a figure counts."""
    units = {
        Measure.REACH: words.gettext("families per 100 enrolled"),
        Measure.RESPONSE: words.gettext("answers of families asked"),
        Measure.ON_TIME: words.gettext("of expected reports"),
    }
    return units.get(measure, words.gettext("a month"))


def heat_groups(trends: DistrictTrends, there: Flags, filters: Filters) -> list[tuple[str, str, Flags]]:
    """Name, address and cells of the rows: clusters, or the schools of the one that is chosen."""
    return _schools(trends, there, filters) if len(filters.clusters) == 1 else _clusters(trends, there, filters)


def _clusters(trends: DistrictTrends, there: Flags, filters: Filters) -> list[tuple[str, str, Flags]]:
    cells = trends.cells
    return [
        (name, filters.address(cluster=name, view="list"), inside)
        for at, name in enumerate(cells.cluster_names)
        if ((inside := there & np.equal(cells.cluster, at)) & cells.expected)[:, trends.month].any()
    ]


def _schools(trends: DistrictTrends, there: Flags, filters: Filters) -> list[tuple[str, str, Flags]]:
    """The schools of the chosen cluster in the month, by name; a click opens the school on the triage page."""
    cells = trends.cells
    rows: list[tuple[str, str, Flags]] = []
    for at in np.flatnonzero((there & cells.expected)[:, trends.month]):
        inside = np.zeros_like(there)
        inside[at] = there[at]
        school_id = str(cells.school_ids[at])
        rows.append(
            (trends.names.get(school_id, school_id), f"{SCHOOL_PAGE}{filters.address(school=school_id)}", inside)
        )
    return sorted(rows, key=lambda row: row[0].casefold())


def _cell(
    words: Words, name: str, measure: Measure, quantity: Quantity, month: int, ends: tuple[float, float]
) -> HeatCell:
    """name: what the month is called."""
    value, (low, high) = quantity.value[month], ends
    expected, reported = quantity.expected[month], quantity.reported[month]
    if not expected:
        return {"text": "–", "step": None, "is_low": False, "title": words.gettext("{month}: none due", month=name)}
    told = words.gettext("{month}: {reported} of {expected} reported", month=name,
                         reported=words.number(reported), expected=words.number(expected))  # fmt: skip
    if quantity.hidden[month]:
        return {"text": words.gettext("<10"), "step": None, "is_low": False, "title": told}
    if np.isnan(value):
        return {"text": "", "step": None, "is_low": True, "title": told}
    share = (value - low) / (high - low) if high > low else 0.5
    text = wording.figure(words, measure, value).removesuffix(" %")
    step = min(STEPS - 1, int(share * STEPS))
    return {"text": text, "step": step, "is_low": bool(reported < ENOUGH_REPORTS * expected), "title": told}


def _figures(
    trends: DistrictTrends, measure: Measure, groups: list[tuple[str, str, Flags]], months: list[int]
) -> list[tuple[Quantity, float, bool]]:
    """
    Of each row its figure, the school year so far less the same months a year before, and whether that is more than
    chance makes.
    """
    rows = []
    for _, _, inside in groups:
        explained = explain_on_year(trends.cells, measure, months, inside)
        change = (float("nan"), False) if explained is None else (explained.change, explained.is_claimed)
        rows.append((quantities(trends.cells, inside)[measure], *change))
    return rows
