"""One indicator of one school among all schools, as far as the viewer may know the others. Pure."""

from dataclasses import dataclass
from typing import NamedTuple, TypedDict

import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.school.proof_table import ProofTable, Row
from models.school_charts.funnel import LIMITS, funnel
from models.support_need.assessment import Assessment
from models.support_need.indicator_specs import SPECS
from models.vocabulary import Indicator
from models.wording import funnel as wording_funnel
from models.wording.language import Words

Bounds = tuple[float, float | None]


class FunnelChart(TypedDict):
    """What `charts.funnel` takes beside points and limits."""

    target: float
    peers: str
    x_label: str
    unit: str
    bounds: Bounds


@dataclass(frozen=True)
class SchoolFunnel:
    """
    One indicator of a school among all schools, in codes and figures.

    points: school_id, x, y, own, peers, deviations, is_own as `models.school_charts.funnel` makes them, and name for a
    viewer who may know which school is which.
    """

    code: Indicator
    name: str
    points: pd.DataFrame
    limits: pd.DataFrame
    target: float

    @property
    def own(self) -> pd.DataFrame:
        """The school's own point; empty where its figure is hidden."""
        return self.points[self.points["is_own"]]


@dataclass(frozen=True)
class FunnelShown:
    """What `charts.funnel` draws, its title and unit, a sentence on what it says, and the same as a small table."""

    title: str
    unit: str
    sentence: str
    chart: FunnelChart
    points: pd.DataFrame
    limits: pd.DataFrame
    table: ProofTable


NAMED_AT_A_SPOT = 8
"""Schools named when pointing at a dot where many stand; the others are counted."""


class _Point(NamedTuple):
    x: float
    own: float
    peers: float
    is_own: bool


def comparable(assessment: Assessment, school_id: str) -> list[Indicator]:
    """The indicators that can be compared for a school, its first reason first."""
    figures = assessment.figures.loc[school_id]
    codes = [code for code in SPECS if is_known(figures[(code.value, "peers")])]
    first = [reason.code for reason in assessment.reasons[school_id]]
    return [*[code for code in first if code in codes], *[code for code in codes if code not in first]]


def funnel_of_school(
    code: Indicator,
    assessment: Assessment,
    school_id: str,
    *,
    name: str,
    names: pd.Series | None,
    per_unit: float | None,
) -> SchoolFunnel | None:
    """
    One indicator of a school among all schools; None where there is nothing to compare.

    name: of the school. names: by school_id, of all schools, for a viewer who may know them; None: no school but this
    one is named, nor told apart from the others.
    """
    figures = pd.DataFrame({name: assessment.figures[(code.value, name)] for name in ("own", "peers", "n")})
    result = funnel(code, figures, school_id, per_unit=per_unit)
    if result is None:
        return None
    points = result.points.assign(is_own=result.points["school_id"].eq(school_id))
    if names is not None:
        points["name"] = points["school_id"].map(names).fillna(points["school_id"])
    return SchoolFunnel(code, name, points.drop(columns="school_id"), result.limits, result.target)


# ---------------------------------------------------------------- in words
def funnel_shown(words: Words, found: SchoolFunnel) -> FunnelShown:
    """The chart of one indicator with everything that is written in it and around it."""
    code = found.code
    title, unit, behind = wording_funnel.head_texts(words, code)
    rows = list(rows_of(found.points, _Point))
    points = found.points.assign(
        words=[_figure(words, code, point.own, point.x, found.name) if point.is_own else "" for point in rows], count=1
    )
    if "name" in points:
        points["told"] = [
            wording_funnel.other_school_text(
                words, code, _value(words, code, point.own), point.x, _value(words, code, point.peers)
            )
            for point in rows
        ]
    points = _by_spot(words, points.drop(columns=["own", "peers", "deviations"]))
    sentence = _sentence(words, found)
    if points["count"].max() > 1:
        sentence = f"{sentence} {wording_funnel.larger_dots_text(words)}"
    return FunnelShown(
        title=title,
        unit=unit,
        sentence=sentence,
        chart={
            "target": found.target,
            "peers": wording_funnel.peers_text(words, _value(words, code, found.target)),
            "x_label": behind,
            "unit": " %" if SPECS[code].is_percent else "",
            "bounds": SPECS[code].axis,
        },
        points=points,
        limits=found.limits,
        table=_table(words, found),
    )


def _by_spot(words: Words, points: pd.DataFrame) -> pd.DataFrame:
    """
    The same points with the schools that stand at one place as one of them, with its count, all of them in its name.

    Nobody is moved aside: three of four reports is a place, three and a half is none.
    """
    others = points[~points["is_own"]]
    rows = []
    for _, some in others.groupby([others["x"].round(1), others["y"].round(2)], sort=False):
        one = some.iloc[0].to_dict() | {"count": len(some)}
        if "name" in some and len(some) > 1:
            names = sorted(some["name"], key=str.casefold)
            left = len(names) - NAMED_AT_A_SPOT
            one["name"] = wording_funnel.schools_at_spot_text(words, names[:NAMED_AT_A_SPOT], max(0, left))
        rows.append(one)
    together = pd.DataFrame(rows, columns=points.columns)
    return pd.concat([together.astype(points.dtypes.to_dict()), points[points["is_own"]]], ignore_index=True)


def _value(words: Words, code: Indicator, value: float) -> str:
    spec = SPECS[code]
    number = words.number(value, spec.decimals)
    return words.gettext("{number} %", number=number) if spec.is_percent else number


def _figure(words: Words, code: Indicator, own: float, n: float, name: str) -> str:
    figure = wording_funnel.of_text(words, own * n / 100, n) if SPECS[code].is_of_n else _value(words, code, own)
    return wording_funnel.own_text(words, name, figure)


def _at(limits: pd.DataFrame, x: float) -> pd.Series:
    return limits.iloc[(limits["x"] - x).abs().argsort().iloc[0]]


def _sentence(words: Words, found: SchoolFunnel) -> str:
    own = found.own
    if not len(own):
        return wording_funnel.hidden_text(words)
    if not len(found.limits):
        return wording_funnel.no_limits_text(words)
    off = float(own["deviations"].iloc[0])
    for limit in ("998", "95"):
        if abs(off) > LIMITS[limit]:
            return wording_funnel.outside_text(words, limit, off > 0, len(found.points))
    return wording_funnel.inside_text(words)


def _table(words: Words, found: SchoolFunnel) -> ProofTable:
    code, own = found.code, found.own
    rows: list[Row] = [[wording_funnel.peers_row_text(words), _value(words, code, found.target)]]
    if len(own):
        rows.insert(0, [found.name, _value(words, code, float(own["y"].iloc[0]))])
        if len(found.limits):
            at, n = _at(found.limits, float(own["x"].iloc[0])), float(own["x"].iloc[0])
            for key, share in (("95", 95.0), ("998", 99.8)):
                low, high = (_value(words, code, at[f"{end}_{key}"]) for end in ("low", "high"))
                shown = words.gettext("{number} %", number=words.number(share, 0 if share == 95 else 1))
                rows.append([*wording_funnel.limits_row_texts(words, code, shown, n, low, high)])
    title = wording_funnel.table_title_text(words, code)
    return {"title": title, "columns": ["", wording_funnel.figure_column_text(words)], "rows": rows, "note": ""}
