"""The figures of a report beside the month before, the year before and the expected range, with its picture. Pure."""

from collections.abc import Sequence

import pandas as pd

from dashboards.state.frame_rows import is_known
from dashboards.state.review.gathered import Whole
from dashboards.state.review.judged import Row
from dashboards.state.review.shapes import FigureRow
from models.review_findings import Finding, FindingCode
from models.school_charts.usual_ranges import Figure, UsualRange, UsualReport, figures_of
from models.wording import review as wording
from models.wording.language import Words

MARKED = {
    Figure.ACTIVITIES: {FindingCode.MANY_ACTIVITIES, FindingCode.FEW_ACTIVITIES},
    Figure.FAMILIES: {FindingCode.ABOVE_ENROLLMENT, FindingCode.FAR_MORE, FindingCode.FAR_FEWER},
    Figure.ANSWERS: {
        FindingCode.ANSWERS_ABOVE_SENT,
        FindingCode.ANSWERS_ABOVE_ATTENDANCE,
        FindingCode.SIDES_ABOVE_ANSWERS,
    },
    Figure.RATING: {FindingCode.RATING_OFF_SCALE, FindingCode.RATING_WITHOUT_SCALE},
}
"""Which figure of the whole report a finding is seen in."""
ROOM = 1.15


def figure_rows(
    words: Words,
    own: pd.DataFrame,
    months: Sequence[pd.Timestamp | None],
    usual: UsualReport,
    found: Sequence[Finding],
    whole: Whole,
    row: Row,
) -> list[FigureRow]:
    """own: the school's rows of `queries.school_month_sums`, by month; months: now, before, year before."""
    figures = {one.value: column.to_dict() for one, column in _columns(own)}
    codes = {one.code for one in found}
    rows = []
    for one in Figure:
        values = [
            None if month is None or month not in own.index else _known(float(figures[one.value][month]))
            for month in months
        ]
        limits = usual.ranges.get(one)
        now = values[0]
        rows.append(
            FigureRow(
                label=words.gettext(wording.FIGURES[one]),
                now=_text(words, one, now, own, months[0]),
                before=_text(words, one, values[1], own, months[1]),
                year_before=_text(words, one, values[2], own, months[2]),
                expected=_expected(words, one, limits),
                **_picture(one, values, limits),  # type: ignore[typeddict-item]
                is_outside=limits is not None and now is not None and not limits.low <= now <= limits.high,
                is_marked=bool(MARKED.get(one, set()) & codes),
            )
        )
    return [*rows, _team(words, whole, row, months)]


def _columns(own: pd.DataFrame) -> list[tuple[Figure, pd.Series]]:
    figures = figures_of(own)
    return [(one, figures[one.value]) for one in Figure]


def _known(cell: float) -> float | None:
    return float(cell) if is_known(cell) else None


def _text(words: Words, one: Figure, value: float | None, own: pd.DataFrame, month: pd.Timestamp | None) -> str:
    if month is None or month not in own.index:
        return words.gettext("no report") if month is not None else ""
    if one is Figure.ANSWERS:
        row = own.loc[month].to_dict()
        if not row["asked_families"]:
            return words.gettext("not asked")
        part, whole = words.number(row["answers"]), words.number(row["asked_families"])
        return words.gettext("{part} of {whole}", part=part, whole=whole)
    if value is None:
        return words.gettext("none")
    return words.number(value, 1 if one is Figure.RATING else 0)


def _expected(words: Words, one: Figure, limits: UsualRange | None) -> str:
    if limits is None:
        return ""
    if one is Figure.ANSWERS:
        low, high = words.number(100 * limits.low), words.number(100 * limits.high)
        return words.gettext("{low} to {high} %", low=low, high=high)
    decimals = 1 if one is Figure.RATING else 0
    low, high = words.number(limits.low, decimals), words.number(limits.high, decimals)
    return words.gettext("{low} to {high}", low=low, high=high)


def _picture(one: Figure, values: Sequence[float | None], limits: UsualRange | None) -> dict[str, object]:
    """Where the band and the three marks lie, 0 to 1; amounts begin at 0, a rating at 1."""
    first = 1.0 if one is Figure.RATING else 0.0
    ends = [value for value in (*values, *((limits.low, limits.high) if limits else ())) if value is not None]
    last = 5.0 if one is Figure.RATING else max([first, *ends]) * ROOM
    span = (last - first) or 1.0

    def place(value: float) -> float:
        return round(min(max((value - first) / span, 0.0), 1.0), 4)

    return {
        "low": place(limits.low) if limits else 0.0,
        "high": place(limits.high) if limits else 0.0,
        "places": [None if value is None else place(value) for value in values],
    }


def _team(words: Words, whole: Whole, row: Row, months: Sequence[pd.Timestamp | None]) -> FigureRow:
    said = []
    for at, month in enumerate(months):
        rows = whole.revisions[whole.revisions["month"].eq(month)] if month is not None else whole.revisions[:0]
        if at == 0:
            rows = rows[rows["revision"].eq(row.revision)]
        said.append(_team_text(words, rows.iloc[-1]) if len(rows) else "")
    return FigureRow(
        label=words.gettext("Team meeting"), now=said[0], before=said[1], year_before=said[2], expected="", low=0.0,
        high=0.0, places=[None, None, None], is_outside=False, is_marked=False,
    )  # fmt: skip


def _team_text(words: Words, said: pd.Series) -> str:
    if not is_known(said["team_met"]):
        return words.gettext("not said")
    if not said["team_met"]:
        return words.gettext("none")
    parts = []
    if is_known(said["team_minutes"]):
        parts.append(words.gettext("{minutes} min", minutes=words.number(said["team_minutes"])))
    if is_known(said["team_parents_present"]):
        parents = int(said["team_parents_present"])
        parts.append(words.ngettext("{count} parent", "{count} parents", parents))
    return words.listed(parts) or words.gettext("met")
