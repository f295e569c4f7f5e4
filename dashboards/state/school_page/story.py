"""Two school years of one school on one axis: its tier, its reports, a quantity beside schools like it. Pure."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.school.months import Months, mark_texts, months_table, sent_for_texts
from dashboards.state.school.proof_table import ProofTable, Row
from dashboards.state.school_page.gathered import Gathered
from dashboards.state.school_page.shapes import StoryCard, StoryEvent, StoryLine, StoryMonth
from models.vocabulary import N_
from models.wording import reasons as wording_reasons
from models.wording import school as wording_school
from models.wording import school_page as wording
from models.wording.language import Words

QUANTITIES = {
    "reach": (N_("Families"), N_("per 100 pupils at a typical activity")),
    "activities": (N_("Activities"), N_("a month")),
}
"""What can be seen over the months, the first one first."""


class _Month(NamedTuple):
    month: pd.Timestamp
    tier: str
    mark: str
    missing: bool


def story_card(words: Words, found: Gathered, months: Months, as_of: pd.Timestamp) -> StoryCard | None:
    """The months of the years shown; None for a year without reports."""
    lists = found.lists
    if not len(lists):
        return None
    frame = months.frame.set_index("month") if len(months.frame) else pd.DataFrame(index=lists.index[:0])
    frame = frame.reindex(lists.index)
    missing = frame["missing"].eq(True) if "missing" in frame else pd.Series(False, index=lists.index)
    rows = lists.assign(month=lists.index, missing=missing)
    starts = np.flatnonzero(lists["school_year"].ne(lists["school_year"].shift()))
    sent = sent_for_texts(words, found.sent_for)
    shown = [_month(words, one, sent.get(one.month)) for one in rows_of(rows, _Month)]
    lines = [_line(words, months, frame, shown, code) for code in QUANTITIES] if len(months.frame) else []
    lines = [line for line in lines if any(value is not None for value in (*line["own"], *line["middle"]))]
    return {
        "about": words.gettext("as known on {day}", day=words.day(as_of)),
        "years": [(str(lists["school_year"].iloc[at]), int(at)) for at in starts],
        "months": shown,
        "lines": lines,
        "events": _events(words, months, pd.DatetimeIndex(lists.index)),
        "none": "" if lines else words.gettext("No report is in, and there are no schools like it to compare with."),
    }


def _month(words: Words, one: _Month, sent: str | None) -> StoryMonth:
    mark = wording_reasons.month_mark_text(words, one.mark) if one.mark else words.gettext("not expected")
    return {
        "name": words.short_month_in_year(one.month),
        "short": words.short_month(one.month),
        "tier": one.tier,
        "tier_label": wording_reasons.tier_text(words, one.tier) if one.tier else words.gettext("on no list"),
        "mark": one.mark,
        "mark_label": words.listed([mark, sent]) if sent else mark,
        "missing": bool(one.missing),
    }


def _line(words: Words, months: Months, frame: pd.DataFrame, shown: list[StoryMonth], code: str) -> StoryLine:
    title, unit = QUANTITIES[code]
    check = frame[f"{code}_check"].eq(True) if f"{code}_check" in frame else pd.Series(False, index=frame.index)
    nothing = pd.Series(np.nan, index=frame.index)
    peers = wording_school.peers_of_text(words, months.peers)
    low, middle, high = (_figures(frame.get(f"{code}_{part}", nothing)) for part in ("low", "median", "high"))
    return {
        "code": code,
        "title": words.gettext(title),
        "unit": words.gettext(unit),
        "own": _figures(frame[code]),
        "check": np.flatnonzero(check & frame[code].notna()).tolist(),
        "low": low,
        "middle": middle,
        "high": high,
        "peers": peers,
        "sentence": wording.story_text(words, peers, has_check=bool(check.any())),
        "table": _table(words, months, shown, code),
    }


def _table(words: Words, months: Months, shown: list[StoryMonth], code: str) -> ProofTable:
    """Every month up to the list's, latest first: tier, report, the school's figure and that of schools like it."""
    table = months_table(words, months, code)
    figures = {str(row[0]): row[1:] for row in table["rows"]}
    so_far = [one for one in shown if one["tier"] or one["name"] in figures]
    rows: list[Row] = [
        [one["name"], one["tier_label"], one["mark_label"], *figures.get(one["name"], ["–", "–"])]
        for one in reversed(so_far)
    ]
    month, own, peers = table["columns"]
    tier, report = words.gettext("Support tier"), words.gettext("Monthly report")
    return {"title": table["title"], "columns": [month, tier, report, own, peers], "rows": rows, "note": ""}


def _figures(values: pd.Series) -> list[float | None]:
    return [round(float(value), 2) if is_known(value) else None for value in values]


def _events(words: Words, months: Months, shown: pd.DatetimeIndex) -> list[StoryEvent]:
    texts = mark_texts(words, months)
    places = {month: at for at, month in enumerate(shown)}
    return [
        {"at": places[month], "text": str(text)}
        for month, text in zip(texts["month"], texts["words"], strict=True)
        if month in places
    ]
