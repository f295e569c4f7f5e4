"""How schools of a level differ by the chosen figure, and which types of involvement each level has seen."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboards.state.district.data import DistrictData
from dashboards.state.school.proof_table import ProofTable, Row
from dashboards.state.trends.measured import MADE_FROM, district_trends
from dashboards.state.trends.part import SectionRow, SectionTable
from dashboards.state.trends.section import (
    Asked,
    ChartShown,
    Reader,
    Section,
    SectionShown,
    cell,
    period_of_district,
    span_of_year,
)
from models.support_need.limits import LIMITS
from models.trends.by_school import LevelSpread, SchoolsFunnel, level_spreads, school_values, schools_funnel
from models.trends.cells import Floats, Scope
from models.trends.equity import groups
from models.trends.quantities import Measure, type_coverage
from models.vocabulary import N_, InvolvementType
from models.wording import trends_levels as wording
from models.wording.language import Words

STEPS = 7
FUNNELS = (Measure.REACH, Measure.RESPONSE)


@dataclass(frozen=True)
class SchoolsFigures:
    """
    Of the school year so far (first and last month), by measure each school's figure and each level's spread; coverage:
    of the district ("") and its levels, how many schools had an activity of each type, how many sent any report, and
    how many were expected to.
    """

    first: pd.Timestamp
    last: pd.Timestamp
    names: list[str]
    cluster: list[str]
    level: list[str]
    by_school: dict[Measure, Floats]
    spreads: dict[Measure, list[LevelSpread]]
    coverage: dict[str, tuple[Floats, int, int]]
    funnels: dict[Measure, SchoolsFunnel | None]


def schools_figures(district: DistrictData, asked: Asked) -> SchoolsFigures:
    trends = district_trends(district, asked.month)
    cells = trends.cells
    first, last = span_of_year(cells)
    months = np.arange(first, last + 1)
    values = {measure: school_values(cells, measure, first, last) for measure in Measure}
    coverage = {}
    for name in ("", *groups(cells, "level", months)):
        scope = Scope("level", name) if name else Scope("district", "")
        held, reported = type_coverage(cells, scope, first, last)
        due = int((cells.of(scope) & cells.expected)[:, months].any(axis=1).sum())
        coverage[name] = (held, reported, due)
    return SchoolsFigures(
        first=cells.months[first],
        last=cells.months[last],
        names=[trends.names.get(str(school), str(school)) for school in cells.school_ids],
        cluster=_of_school(groups(cells, "cluster", months), len(cells.school_ids)),
        level=_of_school(groups(cells, "level", months), len(cells.school_ids)),
        by_school=values,
        spreads={measure: level_spreads(cells, values[measure], first, last) for measure in Measure},
        coverage=coverage,
        funnels={measure: schools_funnel(cells, measure, first, last) for measure in FUNNELS},
    )


def _of_school(found: dict[str, np.ndarray], schools: int) -> list[str]:
    """The group of each school; "" for none."""
    names = [""] * schools
    for name, flags in found.items():
        for at in np.flatnonzero(flags):
            names[at] = name
    return names


# ------------------------------------------------------------ levels, and types by level
def levels_shown(reader: Reader, figures: SchoolsFigures) -> SectionShown:
    words, measure = reader.words, Measure(reader.filters.figure)
    spreads = figures.spreads[measure]
    sentences = [wording.spreads_text(words, measure, spreads)] if spreads else []
    if not spreads:
        sentences.append(words.gettext("No school has sent two reports yet, so there is nothing to set beside others."))
    for cluster in reader.filters.clusters:
        above, counted = _above(figures, measure, cluster)
        if counted:
            sentences.append(wording.above_text(words, above, counted, cluster))
    return SectionShown(
        {
            "small": period_of_district(words, figures.first, figures.last),
            "sentences": sentences,
            "warning": "",
            "tables": [_coverage_table(words, figures)],
        },
        (_dots(reader, figures, measure),) if spreads else (),
    )


def _above(figures: SchoolsFigures, measure: Measure, cluster: str) -> tuple[int, int]:
    """How many schools of a cluster lie above their level's median, and how many have a figure."""
    median = {one.level: one.median for one in figures.spreads[measure]}
    own = [
        value > median[level]
        for value, level, of in zip(figures.by_school[measure], figures.level, figures.cluster, strict=True)
        if of == cluster and not np.isnan(value)
    ]
    return sum(own), len(own)


def _dots(reader: Reader, figures: SchoolsFigures, measure: Measure) -> ChartShown:
    words, spreads = reader.words, figures.spreads[measure]
    levels = [one.level for one in spreads]
    chosen = set(reader.filters.clusters)
    values = figures.by_school[measure]
    known = [at for at in np.flatnonzero(~np.isnan(values)) if figures.level[at] in levels]
    schools = pd.DataFrame(
        {
            "value": values[known],
            "level": [levels.index(figures.level[at]) for at in known],
            "is_on": [figures.cluster[at] in chosen for at in known],
            "name": [figures.names[at] for at in known],
            "told": [wording.value_text(words, measure, values[at]) for at in known],
        }
    )
    of_levels = pd.DataFrame(
        {
            "level": range(len(spreads)),
            "median": [one.median for one in spreads],
            "low": [one.low for one in spreads],
            "high": [one.high for one in spreads],
        }
    )

    def text(value: float) -> str:
        return wording.value_text(words, measure, value)

    names = [wording.level_name(words, level) for level in levels]
    rows: list[Row] = [
        [name, words.number(one.schools), text(one.low), text(one.median), text(one.high)]
        for name, one in zip(names, spreads, strict=True)
    ]
    on_top = words.gettext("Larger dots: {clusters}.", clusters=words.listed(sorted(chosen))) if chosen else ""
    what = words.gettext("A dot is a school, the line the middle one, the band the middle half of at least 5 schools.")
    table: ProofTable = {
        "title": words.gettext("{figure} by level", figure=words.gettext(measure.label)),
        "columns": [
            words.gettext("Level"), words.gettext("Schools"), words.gettext("A quarter below"),
            words.gettext("Middle"), words.gettext("A quarter above"),
        ],
        "rows": rows,
        "note": words.gettext("Schools with at least two reports; figures on fewer than 10 people are left out."),
    }  # fmt: skip
    return ChartShown(
        kind="levels",
        title=table["title"],
        unit=words.gettext(wording.UNITS[measure]),
        sentence=" ".join(filter(None, [what, on_top])),
        table=table,
        data={"schools": schools, "spreads": of_levels, "levels": names, "ticks": _ticks(words, measure, values)},
    )


def _ticks(words: Words, measure: Measure, values: Floats) -> list[tuple[float, str]]:
    """Round marks from 0 to just over the largest figure, four or five of them."""
    top = float(np.nanmax(values, initial=0.0)) or 1.0
    power = 10.0 ** np.floor(np.log10(top / 4))
    step = next(step * power for step in (1, 2, 2.5, 5, 10) if top / (step * power) <= 5)
    marks = [float(at) for at in np.arange(0, top + step, step)]
    if all(at.is_integer() for at in marks):
        return [(at, wording.whole_text(words, measure, at)) for at in marks]
    return [(at, wording.value_text(words, measure, at)) for at in marks]


def _coverage_table(words: Words, figures: SchoolsFigures) -> SectionTable:
    """Share of each level's schools with an activity of a type, of those that sent any report."""
    rows: list[SectionRow] = []
    for at, kind in enumerate(InvolvementType):
        cells = []
        for held, reported, _ in figures.coverage.values():
            if not reported:
                cells.append(cell("–"))
                continue
            share = float(held[at]) / reported
            counts = words.gettext("{held} of {reported}", held=words.number(held[at]), reported=words.number(reported))
            cells.append(cell(words.percent(share), beside=counts, step=min(STEPS - 1, int(share * STEPS))))
        rows.append({"name": words.gettext(kind.label), "beside": "", "is_on": False, "cells": cells})
    silent = [cell(words.number(due - reported)) for _, reported, due in figures.coverage.values()]
    rows.append({"name": words.gettext("Schools without any report"), "beside": "", "is_on": False, "cells": silent})
    return {
        "title": words.gettext("Types of involvement by level"),
        "about": words.gettext("Share of schools with an activity of a type this school year"),
        "columns": [
            wording.level_name(words, level) if level else words.gettext("All levels") for level in figures.coverage
        ],
        "groups": [{"title": "", "rows": rows}],
        "note": words.gettext("Of the schools that sent any report; the others are counted apart."),
    }


# ------------------------------------------------------------ single schools, small and large
def funnel_shown(reader: Reader, figures: SchoolsFigures) -> SectionShown:
    words = reader.words
    charts = tuple(
        _funnel(reader, figures, measure, found) for measure, found in figures.funnels.items() if found is not None
    )
    said = words.gettext(
        "The less a school's figure rests on, the further it strays by chance. Each school is set beside its own "
        "level; limits allow for usual differences between schools. No school is ranked."
    )
    none = words.gettext("No school has sent two reports yet, so there is nothing to set beside others.")
    return SectionShown(
        {
            "small": period_of_district(words, figures.first, figures.last),
            "sentences": [said if charts else none],
            "warning": "",
            "tables": [],
        },
        charts,
    )


def _funnel(reader: Reader, figures: SchoolsFigures, measure: Measure, found: SchoolsFunnel) -> ChartShown:
    words, chosen = reader.words, set(reader.filters.clusters)
    places = found.points["school"].to_numpy()

    def text(value: float) -> str:
        return wording.value_text(words, measure, value)

    points = found.points.assign(
        is_own=[figures.cluster[at] in chosen for at in places],
        name=[figures.names[at] for at in places],
        told=[
            words.gettext("{figure} (its level: {peers})", figure=text(own), peers=text(peers))
            for own, peers in zip(found.points["own"], found.points["peers"], strict=True)
        ],
        words="",
        count=1,
    )
    outside, beyond = found.outside("95"), found.outside("998")
    few = words.gettext("Fewer than five schools can be compared, so there are no limits.")
    behind = words.gettext("months reported") if measure is Measure.REACH else words.gettext("families asked")
    rows: list[Row] = [
        [str(row["name"]), text(row["own"]), text(row["peers"]), words.number(row["x"])]
        for _, row in points[points["deviations"].abs() > LIMITS["95"]].sort_values("name").iterrows()
    ]
    title = words.gettext("{figure} and size", figure=words.gettext(measure.label))
    table: ProofTable = {
        "title": words.gettext("Schools outside the 95 % limits, A to Z"),
        "columns": [words.gettext("School"), words.gettext("Figure"), words.gettext("Its level"), words.begun(behind)],
        "rows": rows,
        "note": "",
    }
    return ChartShown(
        kind=f"funnel_{measure.value}",
        title=title,
        unit=words.gettext(wording.UNITS[measure]),
        sentence=wording.outside_text(words, outside, beyond, len(points)) if len(found.limits) else few,
        table=table,
        data={
            "points": points.drop(columns=["school", "own", "peers", "deviations"]),
            "limits": found.limits,
            "target": found.target,
            "peers": words.gettext("district, {figure}", figure=text(found.target)),
            "x_label": behind,
            "unit": " %" if measure is Measure.RESPONSE else "",
        },
    )


LEVELS = Section(
    code="levels",
    title=N_("Levels: how schools differ"),
    topics=MADE_FROM,
    figures=schools_figures,
    shown=levels_shown,
    heeds=("figure", "cluster"),
)
FUNNEL = Section(
    code="funnel",
    title=N_("Reach and response, small schools and large"),
    topics=MADE_FROM,
    figures=schools_figures,
    shown=funnel_shown,
    heeds=("cluster",),
)
