"""One indicator of one school among all schools, as far as the viewer may know the others. Pure."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from models.school_charts.funnel import OF_N, funnel
from models.support_need.assessment import Assessment
from models.vocabulary import Indicator
from models.wording import funnel as wording_funnel
from models.wording import reasons as wording

Bounds = tuple[float, float | None]

AXES: dict[Indicator, Bounds] = {
    Indicator.REPORTING: (0, 100),
    Indicator.PLAN: (0, 100),
    Indicator.ACTIVITY: (0, None),
    Indicator.RESPONSE: (0, None),
    Indicator.RATING: (1, 5),
    Indicator.TURNOUT: (0, None),
    Indicator.BREADTH: (0, 6),
    Indicator.LANGUAGE: (0, 100),
}
"""The indicators that can be compared, and the ends of their axes; None: open."""


@dataclass(frozen=True)
class FunnelShown:
    """What `charts.funnel` draws, its title and unit, a sentence on what it says, and the same as a small table."""

    title: str
    unit: str
    sentence: str
    chart: dict[str, Any]
    points: pd.DataFrame
    limits: pd.DataFrame
    table: dict[str, Any] = field(default_factory=dict)


def options(assessment: Assessment, school_id: str) -> list[tuple[str, str]]:
    """Code and name of the indicators that can be compared for a school, its first reason first."""
    figures = assessment.figures.loc[school_id]
    codes = [code for code in AXES if pd.notna(figures[(code.value, "peers")])]
    first = [reason.code for reason in assessment.reasons[school_id]]
    ordered = [*[code for code in first if code in codes], *[code for code in codes if code not in first]]
    return [(code.value, wording.indicator_text(code)) for code in ordered]


def funnel_shown(
    code: Indicator,
    assessment: Assessment,
    school_id: str,
    *,
    name: str,
    names: pd.Series | None,
    per_unit: float | None,
) -> FunnelShown | None:
    """
    One indicator of a school among all schools; None where there is nothing to compare.

    name: of the school. names: by school_id, of all schools, for a viewer who may know them; None: no school but this
    one is named, nor told apart from the others.
    """
    result = funnel(code, assessment.figures[code.value], school_id, per_unit=per_unit)
    if result is None:
        return None
    title, unit, behind = wording_funnel.head_texts(code)
    points = result.points.assign(is_own=result.points["school_id"].eq(school_id))
    points["words"] = [_figure(code, one.own, one.x, name) if one.is_own else "" for one in points.itertuples()]
    if names is not None:
        points["name"] = points["school_id"].map(names).fillna(points["school_id"])
        points["told"] = [
            wording_funnel.other_school_text(code, _value(code, one.own), one.x, _value(code, one.peers))
            for one in points.itertuples()
        ]
    points = points.drop(columns=["school_id", "own", "peers"])
    own = points[points["is_own"]]
    is_percent = code in OF_N or code is Indicator.RESPONSE
    return FunnelShown(
        title=title,
        unit=unit,
        sentence=_sentence(own, result.limits, result.target, len(points)),
        chart={
            "target": result.target,
            "peers": wording_funnel.peers_text(_value(code, result.target)),
            "x_label": behind,
            "unit": " %" if is_percent else "",
            "bounds": AXES[code],
        },
        points=points,
        limits=result.limits,
        table=_table(code, own, result.limits, result.target, name),
    )


def _value(code: Indicator, value: float) -> str:
    if code in OF_N or code is Indicator.RESPONSE:
        return f"{value:.0f} %"
    return f"{value:.0f}" if code is Indicator.TURNOUT else f"{value:.1f}"


def _figure(code: Indicator, own: float, n: float, name: str) -> str:
    figure = wording_funnel.of_text(own * n / 100, n) if code in OF_N else _value(code, own)
    return wording_funnel.own_text(name, figure)


def _at(limits: pd.DataFrame, x: float) -> pd.Series:
    return limits.iloc[(limits["x"] - x).abs().argsort().iloc[0]]


def _sentence(own: pd.DataFrame, limits: pd.DataFrame, target: float, schools: int) -> str:
    if not len(own):
        return wording_funnel.hidden_text()
    if not len(limits):
        return wording_funnel.no_limits_text()
    at, y = _at(limits, float(own["x"].iloc[0])), float(own["y"].iloc[0])
    for limit in ("998", "95"):
        if y < at[f"low_{limit}"] or y > at[f"high_{limit}"]:
            return wording_funnel.outside_text(limit, y > target, schools)
    return wording_funnel.inside_text()


def _table(code: Indicator, own: pd.DataFrame, limits: pd.DataFrame, target: float, name: str) -> dict[str, Any]:
    rows = [[wording_funnel.peers_row_text(), _value(code, target)]]
    if len(own):
        rows.insert(0, [name, _value(code, float(own["y"].iloc[0]))])
        if len(limits):
            at, n = _at(limits, float(own["x"].iloc[0])), float(own["x"].iloc[0])
            for key, share in (("95", "95 %"), ("998", "99.8 %")):
                low, high = (_value(code, at[f"{end}_{key}"]) for end in ("low", "high"))
                rows.append([*wording_funnel.limits_row_texts(code, share, n, low, high)])
    columns = ["", wording_funnel.figure_column_text()]
    return {"title": wording_funnel.table_title_text(code), "columns": columns, "rows": rows, "note": ""}
