"""What a change between two periods is made of: a sentence and the rows of a waterfall."""

import numpy as np

from dashboards.state.trends.compared import Compared, period_text
from dashboards.state.trends.measured import DistrictTrends
from dashboards.state.trends.part import ChangePart, ChangeRow
from models.trends.change_explained import PARTS, Explained
from models.trends.quantities import Measure
from models.wording import trends as wording
from models.wording.language import Words

BROKEN_FROM = 0.5
"""Where both ends are further from 0 than so much of the larger one, the axis begins between, and says so."""
ROOM = 0.12
"""Share of the axis that is left before its first bar."""


def change_part(
    words: Words, trends: DistrictTrends, measure: Measure, chosen: Compared, explained: Explained | None
) -> ChangePart | None:
    """The change between the periods that are chosen; None where the calendar does not hold the first one."""
    if not chosen.before:
        return None
    if measure not in PARTS:
        sentence = words.gettext("Support contacts are counted from the log, so their change has no parts.")
        return {"periods": "", "sentence": sentence, "rows": [], "is_broken": False, "note": ""}
    first, second = (period_text(words, trends, months) for months in (chosen.before, chosen.after))
    periods = words.gettext("{first} to {second}", first=first, second=second)
    if explained is None:
        sentence = words.gettext("Nothing was received in one of the two periods.")
        return {"periods": periods, "sentence": sentence, "rows": [], "is_broken": False, "note": ""}
    rows, is_broken = _rows(words, explained, (first, second))
    return {
        "periods": periods,
        "sentence": wording.explained_text(words, explained),
        "rows": rows,
        "is_broken": is_broken,
        "note": words.gettext("The parts add up exactly."),
    }


def _rows(words: Words, explained: Explained, ends: tuple[str, str]) -> tuple[list[ChangeRow], bool]:
    """Ends and the parts that are not 0, in their order, each where the one before ended."""
    measure = explained.measure
    shown = [(name, value) for name, value in explained.parts.items() if _is_seen(words, measure, value)]
    reached = [explained.first, *(explained.first + np.cumsum([value for _, value in shown])).tolist()]
    low, high = min(*reached, explained.second), max(*reached, explained.second)
    is_broken = low > BROKEN_FROM * high
    start = low - ROOM * (high - low) * 2 if is_broken else min(0.0, low)
    wide = (high - start) or 1.0

    def place(value: float) -> float:
        return round(float((value - start) / wide), 4)

    def whole(label: str, value: float) -> ChangeRow:
        text = wording.figure(words, measure, value)
        return {"label": label, "text": text, "begin": 0.0, "end": place(value), "kind": "whole"}

    parts: list[ChangeRow] = [
        {
            "label": words.gettext(wording.PARTS[name]),
            "text": wording.change(words, measure, value),
            "begin": place(min(begin, begin + value)),
            "end": place(max(begin, begin + value)),
            "kind": "rise" if value > 0 else "fall",
        }
        for (name, value), begin in zip(shown, reached, strict=False)
    ]
    return [whole(ends[0], explained.first), *parts, whole(ends[1], explained.second)], is_broken


def _is_seen(words: Words, measure: Measure, value: float) -> bool:
    """Is it another figure than 0, as it is shown?"""
    return wording.change(words, measure, value) != wording.change(words, measure, 0.0)
