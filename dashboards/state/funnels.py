"""One indicator of one school among all schools, as far as the viewer may know the others. Pure."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from models import wording
from models.assessment import Assessment
from models.funnel import OF_N, funnel
from models.vocabulary import Indicator

Bounds = tuple[float, float | None]

HEADS: dict[Indicator, tuple[str, str, str, Bounds]] = {
    Indicator.REPORTING: ("Reports that have not arrived", "% of the last reports due", "reports due", (0, 100)),
    Indicator.PLAN: ("Plan steps done on time", "% of the steps due", "plan steps due", (0, 100)),
    Indicator.ACTIVITY: ("Activities", "a month", "months reported", (0, None)),
    Indicator.RESPONSE: ("Parents' answers", "of 100 participants", "participants", (0, None)),
    Indicator.RATING: ("Parents' rating", "mean, 1 to 5", "answers", (1, 5)),
    Indicator.TURNOUT: ("Families", "per 100 pupils at a typical event", "events", (0, None)),
    Indicator.BREADTH: ("Types of involvement", "of six, in the last reports", "reports received", (0, 6)),
    Indicator.LANGUAGE: ("In a home language", "% of activities", "activities", (0, 100)),
}
"""Quantity, its unit, what stands behind it, and the ends of its axis."""


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
    codes = [code for code in HEADS if pd.notna(figures[(code.value, "peers")])]
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
    title, unit, behind, bounds = HEADS[code]
    points = result.points.assign(is_own=result.points["school_id"].eq(school_id))
    points["words"] = [_figure(code, one.own, one.x, name) if one.is_own else "" for one in points.itertuples()]
    if names is not None:
        points["name"] = points["school_id"].map(names).fillna(points["school_id"])
        points["told"] = [
            f"{_value(code, one.own)} ({behind}: {one.x:,.0f}; schools like it: {_value(code, one.peers)})"
            for one in points.itertuples()
        ]
    points = points.drop(columns=["school_id", "own", "peers"])
    own = points[points["is_own"]]
    is_percent = code in OF_N or code is Indicator.RESPONSE
    return FunnelShown(
        title=title,
        unit=unit,
        sentence=_sentence(code, own, result.limits, result.target, len(points)),
        chart={
            "target": result.target,
            "peers": f"peers, {_value(code, result.target)}",
            "x_label": behind,
            "unit": " %" if is_percent else "",
            "bounds": bounds,
        },
        points=points,
        limits=result.limits,
        table=_table(code, own, result.limits, result.target, behind, name),
    )


def _value(code: Indicator, value: float) -> str:
    if code in OF_N or code is Indicator.RESPONSE:
        return f"{value:.0f} %"
    return f"{value:.0f}" if code is Indicator.TURNOUT else f"{value:.1f}"


def _figure(code: Indicator, own: float, n: float, name: str) -> str:
    if code in OF_N:
        return f"{name}, {own * n / 100:.0f} of {n:.0f}"
    return f"{name}, {_value(code, own)}"


def _at(limits: pd.DataFrame, x: float) -> pd.Series:
    return limits.iloc[(limits["x"] - x).abs().argsort().iloc[0]]


def _sentence(code: Indicator, own: pd.DataFrame, limits: pd.DataFrame, target: float, schools: int) -> str:
    if not len(own):
        return "Too few answers or events at this school to show its figure; the dots are the other schools."
    if not len(limits):
        return "Fewer than five schools can be compared, so there are no limits."
    at, y = _at(limits, float(own["x"].iloc[0])), float(own["y"].iloc[0])
    side = "above" if y > target else "below"
    if y < at["low_998"] or y > at["high_998"]:
        return f"Outside the 99.8 % limit, {side} the peers: chance and usual differences hardly explain it."
    if y < at["low_95"] or y > at["high_95"]:
        return f"Outside the 95 % limit, {side} the peers: of {schools} schools a few are so by chance alone."
    return "Inside the limits: chance and the usual differences between schools can explain it."


def _table(
    code: Indicator, own: pd.DataFrame, limits: pd.DataFrame, target: float, behind: str, name: str
) -> dict[str, Any]:
    title, unit, *_ = HEADS[code]
    rows = [["Schools like it", _value(code, target)]]
    if len(own):
        rows.insert(0, [name, _value(code, float(own["y"].iloc[0]))])
        if len(limits):
            at = _at(limits, float(own["x"].iloc[0]))
            rows += [
                [f"{label} limits at {own['x'].iloc[0]:,.0f} {behind}",
                 f"{_value(code, at[f'low_{key}'])} to {_value(code, at[f'high_{key}'])}"]
                for key, label in (("95", "95 %"), ("998", "99.8 %"))
            ]  # fmt: skip
    return {"title": f"{title}, {unit}", "columns": ["", "Figure"], "rows": rows, "note": ""}
