"""Figures beside their scales: shares that are percentages, percentages that are shares, values off a scale. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from data.importing.completing import Parts, refusal, warning
from data.importing.reading import Place, PlacedRows
from models.errors import Problem
from models.recording.incoming import Row

SCALE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*[-–]\s*([0-9]+(?:\.[0-9]+)?)")
ONE_PERCENT = 0.01
FEWEST_SHARES = 2
"""Of a school year's rates one small one alone says nothing: a school may have hardly any English learners."""
YEAR_RATES = ("low_income_rate", "english_learner_rate")
CHECKED = "Stored and marked."


def limits(scale_id: str | None) -> tuple[float, float] | None:
    """Lowest and highest value of a scale like 0-1 or 1-99; None where it names none."""
    found = SCALE.fullmatch((scale_id or "").strip())
    return (float(found[1]), float(found[2])) if found else None


def wrong_units(parts: Parts) -> list[Problem]:
    """One problem for each measure of a file whose figures, most of them, are percentages on a scale of 0 to 1."""
    problems = []
    for (_, measure), rows in _shares_of_surveys(parts).items():
        above = [(row, place) for row, place in rows if row["value"] > 1 and "part_above_whole" not in _marks(row)]
        if len(above) * 2 > len(rows):
            row, place = above[0]
            what = f"is outside its scale, 0-1, as {len(above)} of {len(rows)} figures of {measure} are."
            remedy = "They look like percentages: say percent = true in the mapping, or write them as shares like 0.5."
            problems.append(refusal(place, "value", f"{row['value']:g}", what, remedy))
    return problems


def off_scale(parts: Parts) -> Iterator[Problem]:
    """Surveys off their scale, or nearly all under 1 %, are marked and told; rates of a school year are told."""
    for row, place in parts.get("surveys", PlacedRows()).placed():
        row.setdefault("please_check", "")
        value, scale = row.get("value"), limits(row.get("scale_id"))
        is_off = value is not None and scale is not None and not scale[0] <= value <= scale[1]
        if is_off and "part_above_whole" not in _marks(row):
            mark(row, "value_off_scale")
            yield warning(place, "value", f"{value:g}", f"is outside its scale, {row['scale_id']}.", CHECKED)
    for (_, measure), rows in _shares_of_surveys(parts).items():
        if told := _under_one_percent([(row["value"], place) for row, place in rows], "value", measure, CHECKED):
            for row, _ in rows:
                if 0 < row["value"] < ONE_PERCENT:
                    mark(row, "share_under_one_percent")
            yield told
    years = parts.get("school_years", PlacedRows())
    for name in YEAR_RATES:
        by_file: defaultdict[str, list[tuple[float, Place]]] = defaultdict(list)
        for row, place in years.placed():
            if row.get(name) is not None:
                by_file[place[0]].append((row[name], place))
        for rates in by_file.values():
            told = _under_one_percent(rates, name, name, "Stored.")
            if told and sum(rate > 0 for rate, _ in rates) >= FEWEST_SHARES:
                yield told


def mark(row: Row, code: str) -> None:
    row["please_check"] = ";".join(filter(None, [row.get("please_check", ""), code]))


def _marks(row: Row) -> list[str]:
    return str(row.get("please_check") or "").split(";")


def _shares_of_surveys(parts: Parts) -> dict[tuple[str, Any], list[tuple[Row, Place]]]:
    """Rows with a value on the scale 0-1, by file and measure."""
    found: defaultdict[tuple[str, Any], list[tuple[Row, Place]]] = defaultdict(list)
    for row, place in parts.get("surveys", PlacedRows()).placed():
        if row.get("value") is not None and limits(row.get("scale_id")) == (0, 1):
            found[place[0], row.get("measure")].append((row, place))
    return found


def _under_one_percent(shares: list[tuple[float, Place]], column: str, name: str, stored: str) -> Problem | None:
    above_zero = [(share, place) for share, place in shares if share > 0]
    small = [(share, place) for share, place in above_zero if share < ONE_PERCENT]
    if not small or len(small) * 2 <= len(above_zero):
        return None
    share, place = small[0]
    what = f"is a share under 1 %, as {len(small)} of {len(above_zero)} figures of {name} that are not 0 are."
    remedy = f"{stored} If they were shares already, take percent = true out of the mapping, or the % signs away."
    return warning(place, column, f"{share:g}", what, remedy)
