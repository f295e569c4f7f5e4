"""The small table behind a reason or a chart: its shape, its title, and what it leaves out. Pure."""

from collections.abc import Sequence
from typing import TypedDict

from dashboards.state.school.behind import Behind
from models.wording.language import Words

Cell = str | int
Row = list[Cell]


class ProofTable(TypedDict):
    """A small table in words: a row has a cell for each column; `note` may be empty."""

    title: str
    columns: list[str]
    rows: list[Row]
    note: str


def proof_table(words: Words, title: str, columns: Sequence[str], rows: list[Row], *notes: str) -> ProofTable:
    shown = [words.gettext(column) for column in columns]
    return {"title": title, "columns": shown, "rows": rows, "note": " ".join(note for note in notes if note)}


def left_out(words: Words, behind: Behind) -> str:
    """ "Left out: 1 cancelled, 2 written twice.", or empty."""
    cancelled, twice = behind.left_out
    parts = []
    if cancelled:
        parts.append(words.ngettext("{count} cancelled", "{count} cancelled", cancelled))
    if twice:
        parts.append(words.ngettext("{count} written twice", "{count} written twice", twice))
    return words.gettext("Left out: {parts}.", parts=words.listed(parts)) if parts else ""


def titled(words: Words, behind: Behind, since: str, so_far: str) -> str:
    """A table's title with the month its figures begin in, or without one where nothing is counted yet."""
    months = behind.rows.months.loc[behind.rows.months["in_window"], "month"]
    return words.gettext(since, month=words.month(months.iloc[0])) if len(months) else words.gettext(so_far)
