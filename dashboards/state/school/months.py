"""A school's months for its charts: its own, those of schools like it, and what happened meanwhile. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.reopened import reopened_text
from dashboards.state.school.proof_table import ProofTable, Row
from models.school_charts.month_limits import FIRM_FROM, MonthLimits, district_shifts, month_limits
from models.school_charts.peer_months import QUANTITIES, Peers, YearFrames, peer_months
from models.vocabulary import DecisionKind
from models.wording import school as wording_school
from models.wording.language import Words

OPENED_AGAIN = "opened_again"
"""Code of a mark for a locked month that was opened again."""
LOW_IN_DISTRICT = "low_in_district"
"""Code of a mark for a month in which the whole district did far less than a year before."""


class _Decision(NamedTuple):
    kind: str
    starts_on: pd.Timestamp


@dataclass(frozen=True)
class Months:
    """
    What the month charts of one school show, in codes and figures.

    frame: month, school_year, the figures as `charts.month_chart` wants them, reach_check where the families of a month
    are to be checked. limits: by quantity. marks: month, code (LOW_IN_DISTRICT, OPENED_AGAIN or a DecisionKind), on
    (the day; NaT for a low month). peers: who is compared with. Empty for a year without reports.
    """

    frame: pd.DataFrame = field(default_factory=pd.DataFrame)
    limits: dict[str, MonthLimits] = field(default_factory=dict)
    marks: pd.DataFrame = field(default_factory=lambda: pd.DataFrame({"month": [], "code": [], "on": []}))
    peers: Peers | None = None


def school_months(
    school_id: str,
    years: list[YearFrames],
    decisions: pd.DataFrame,
    last_month: pd.Timestamp,
    shifts: Collection[pd.Timestamp],
    checked: Collection[pd.Timestamp] = (),
    reopened: Collection[tuple[pd.Timestamp, pd.Timestamp]] = (),
) -> Months:
    """
    The months of some school years, in order, the last year's up to its end; figures up to `last_month`.

    decisions: as `queries.decisions_so_far`. shifts: months that hit the whole district. checked: months whose families
    are far from what is expected, beside those marked when they were filed. reopened: as `months_reopened`. Peers are
    those of each month's own year, unnamed.
    """
    parts: list[pd.DataFrame] = []
    peers: Peers | None = None
    for year in years:
        if school_id not in year.schools.index or school_id not in year.grids["activities"].index:
            continue
        own = {name: grid.loc[school_id].to_numpy(dtype=float) for name, grid in year.grids.items()}
        alike, peers = peer_months(year, school_id)
        months = year.grids["activities"].columns
        parts.append(pd.DataFrame({"month": months, "school_year": year.school_year, **own, **alike}))
    if not parts:
        return Months()
    frame = pd.concat(parts, ignore_index=True)
    so_far = (frame["month"] <= last_month).to_numpy()
    frame["missing"] = so_far & frame["expected"].eq(1) & frame["reported"].eq(0)
    frame["reach_check"] = so_far & (frame["to_check"].gt(0) | frame["month"].isin(list(checked)))
    later = np.flatnonzero(~so_far)
    if len(later):
        figures = [name for name in frame if str(name).startswith(QUANTITIES) and name != "reach_check"]
        frame.loc[later, figures] = np.nan
    sure = {"activities": frame["activities"], "reach": frame["reach"].where(~frame["reach_check"])}
    limits = {name: month_limits(sure[name]) for name in QUANTITIES}
    return Months(frame, limits, _marks(frame, decisions, shifts, reopened), peers)


def shifts_of(years: list[YearFrames], last_month: pd.Timestamp) -> frozenset[pd.Timestamp]:
    """Months up to `last_month` in which the whole district did far less than a year before."""
    totals = pd.concat([year.totals for year in years], ignore_index=True)
    return frozenset(district_shifts(totals[totals["month"] <= last_month]))


def _marks(
    frame: pd.DataFrame,
    decisions: pd.DataFrame,
    shifts: Collection[pd.Timestamp],
    reopened: Collection[tuple[pd.Timestamp, pd.Timestamp]],
) -> pd.DataFrame:
    """What hit the whole district, and what people said by hand about the school, each in the month it began."""
    rows: list[tuple[pd.Timestamp, str, object]] = [
        (month, LOW_IN_DISTRICT, pd.NaT) for month in frame["month"] if month in shifts
    ]
    rows += [
        (decision.starts_on.to_period("M").to_timestamp(), DecisionKind(decision.kind).value, decision.starts_on)
        for decision in rows_of(decisions, _Decision)
    ]
    rows += [(month, OPENED_AGAIN, on) for month, on in reopened]
    rows.sort(key=lambda row: row[0])
    return pd.DataFrame(rows, columns=["month", "code", "on"])


# ---------------------------------------------------------------- in words
def labelled_months(words: Words, months: Months) -> pd.DataFrame:
    """The frame of the charts with label, a letter for each month."""
    return months.frame.assign(label=[words.month_letter(month) for month in months.frame["month"]])


class _Sent(NamedTuple):
    month: pd.Timestamp
    name: str
    role: str


def sent_for_texts(words: Words, sent: pd.DataFrame) -> dict[pd.Timestamp, str]:
    """By month, who of the office sent a school's report for it; sent: as `queries.reports_sent_for`."""
    return {one.month: wording_school.sent_for_text(words, one.name, one.role) for one in rows_of(sent, _Sent)}


def mark_texts(words: Words, months: Months) -> pd.DataFrame:
    """month, words: what happened, as the charts write it."""
    texts = [_mark_text(words, code, on) for code, on in zip(months.marks["code"], months.marks["on"], strict=True)]
    return pd.DataFrame({"month": months.marks["month"], "words": texts})


def _mark_text(words: Words, code: str, on: pd.Timestamp) -> str:
    if code == LOW_IN_DISTRICT:
        return words.gettext("low in the whole district")
    if code == OPENED_AGAIN:
        return reopened_text(words, on)
    return wording_school.decision_mark_text(words, DecisionKind(code), words.short_day(on))


def months_words(words: Words, months: Months, quantity: str) -> str:
    """What the lines and the band of one chart are."""
    limits = months.limits[quantity]
    peers = wording_school.peers_of_text(words, months.peers)
    parts = [words.gettext("Grey: the middle half of {schools}.", schools=peers)] if peers else []
    if is_known(limits.median):
        has_limits = is_known(limits.high)
        parts.append(
            words.gettext("Lines: its own median and limits.") if has_limits else words.gettext("Line: its own median.")
        )
    if quantity == "reach" and months.frame["reach_check"].any():
        parts.append(words.gettext("Hollow: a figure to check, left out of median and limits."))
    if limits.months and limits.is_trial:
        parts.append(
            words.ngettext(
                "{count} month reported; limits are firm from {firm} on.",
                "{count} months reported; limits are firm from {firm} on.",
                limits.months,
                firm=FIRM_FROM,
            )
        )
    return " ".join(parts)


def months_table(words: Words, months: Months, quantity: str) -> ProofTable:
    """The chart's figures, latest month first: the school's own and the middle half of schools like it."""
    frame = months.frame
    has_peers = f"{quantity}_low" in frame
    shown = frame[frame[quantity].notna() | frame["missing"] | frame["reported"].eq(1)].iloc[::-1]
    decimals = 0 if quantity == "activities" else 1

    def figure(value: float) -> str:
        return "–" if not is_known(value) else words.number(value, decimals)

    rows: list[Row] = []
    nothing = pd.Series(np.nan, index=shown.index)
    low, high = (shown[f"{quantity}_{end}"] if has_peers else nothing for end in ("low", "high"))
    check = shown.get(f"{quantity}_check", pd.Series(False, index=shown.index))
    cells = zip(shown["month"], shown["missing"], shown[quantity], check, low, high, strict=True)
    for month, is_missing, value, is_to_check, at_least, at_most in cells:
        if is_missing:
            own = words.gettext("no report")
        else:
            own = words.gettext("not counted") if not is_known(value) else figure(value)
            if is_known(value) and is_to_check:
                own = words.gettext("{number} (please check)", number=own)
        peers = words.gettext("{low} to {high}", low=figure(at_least), high=figure(at_most)) if has_peers else "–"
        rows.append([words.short_month_in_year(month), own, peers])
    return {
        "title": words.gettext("Month by month"),
        "columns": [words.gettext("Month"), words.gettext("This school"), words.gettext("Schools like it")],
        "rows": rows,
        "note": _limits_note(words, months.limits[quantity]),
    }


def _limits_note(words: Words, limits: MonthLimits) -> str:
    if not is_known(limits.high):
        return ""
    figures = {name: words.number(getattr(limits, name), 1) for name in ("low", "high", "median")}
    if limits.is_trial:
        return words.gettext("Trial limits {low} to {high}, median {median}.", **figures)
    return words.gettext("Limits {low} to {high}, median {median}.", **figures)
