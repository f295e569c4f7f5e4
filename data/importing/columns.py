"""A column of a file as values: read as a whole, where no cell alone tells what it says. Pure: no database."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.files.cells import TOO_NARROW, Kind, Unreadable, counted, is_unknown, text
from data.files.days import DayOrder, day, in_order, parts_of_either
from data.files.signs import are_plain, cleaned, tidying
from data.files.text_file import FileTable
from data.importing.day_order import goes_with_month, is_first_of_month, order_of
from data.importing.file_shape import plain as plain_name
from data.importing.layouts import SPREAD, ColumnRule, RowRule, table_columns
from models.errors import Problem

MISSING = object()
KEEP_BLANKS = ("schools", "school_years")
"""Rows of ours in which a blank is no news."""
ERASES = "unknown"
MOST_KEPT = 10_000
"""Problems of one file that are kept; those beyond are counted."""


@dataclass
class ColumnReader:
    """Reads the columns of one table, noting every problem once however many of our tables a column fills."""

    table: FileTable
    problems: list[Problem]

    def __post_init__(self) -> None:
        self.position = {plain_name(name): place for place, name in reversed(list(enumerate(self.table.header)))}
        self.refused: set[tuple[int, str]] = set()
        self.beyond = 0
        self.erased: dict[int, list[str]] = {}
        """By place of a row, of the table that is being filled: columns of ours whose stored value is to go."""
        self.told: set[tuple[str, str]] = set()
        self.orders: dict[str, DayOrder | None] = {}
        self.above_whole: set[int] = set()
        """Places of rows with a part above its whole, of the table that is being filled."""

    def texts(self, source: str, tidy: Callable[[str], str] = cleaned) -> list[str]:
        position = self.position[plain_name(source)]
        cells = [row[position] for row in self.table.rows]
        distinct = set(cells)
        if are_plain(distinct):
            return cells
        tidied = {cell: tidy(cell) for cell in distinct}
        changed = {cell: text for cell, text in tidied.items() if text and text != cell}
        seen_through = {cell for cell, text in changed.items() if unicodedata.normalize("NFC", cell) != text}
        if seen_through:
            self.tell_tidied(source, [cell in seen_through for cell in cells], cells, tidied)
        return [tidied[cell] for cell in cells]

    def tell_tidied(self, source: str, is_tidied: list[bool], cells: list[str], tidied: dict[str, str]) -> None:
        """One warning for a column: how many cells were read without blanks or signs around and in them, and one."""
        first, count = is_tidied.index(True), is_tidied.count(True)
        many = f"; so were {count} cells of this column" if count > 1 else ""
        what = f'was read as "{tidied[cells[first]]}", without the blanks, quotes or unseen signs in it{many}.'
        remedy = "Take them out where the file is made, if you can."
        self.warn(source, "tidied", what, remedy, line=self.table.numbers[first], cell=cells[first])

    def values(self, column: ColumnRule, rule: RowRule) -> list[Any]:
        """The column's values in row order; None where it is blank or can't be read. Each text is read once."""
        if column.source is None:
            return [column.value] * len(self.table.rows)
        texts = self.texts_of_all(column) if column.more_sources else self.texts(column.source, tidying(column.target))
        if column.share_of is not None:
            return self.shares(column, texts, has_mark="please_check" in table_columns(rule.table))
        parts = {cell: column.prepare(cell) if column.prepare and cell else cell for cell in set(texts)}
        shown = [part if isinstance(part := parts[cell], str) else "" for cell in texts]
        order = self.order(column, shown, rule) if column.kind in (Kind.DATE, Kind.MONTH) else DayOrder.MONTH_FIRST
        unknown = self.unknown(column, shown)
        erasing: set[str] = set()
        if rule.table in KEEP_BLANKS and not column.is_required and ERASES not in column.codes:
            erasing = {cell for cell in set(shown) if cell.lower() == ERASES}
            self.note_erased(column, shown, erasing)
        meaning = {
            cell: part
            if isinstance(part, Unreadable)
            else self.meaning(column, part, order, is_unknown=part in unknown | erasing)
            for cell, part in parts.items()
        }
        self.tell_unknown(column, shown, unknown - erasing)
        return self.readable(column, texts, texts, meaning)

    def note_erased(self, column: ColumnRule, texts: list[str], words: set[str]) -> None:
        """Where a blank is no news, this word takes away what is stored: said, so that nothing goes in silence."""
        places = [place for place, cell in enumerate(texts) if cell in words]
        for place in places:
            self.erased.setdefault(place, []).append(column.target)
        if places:
            what = f'says "unknown" in {len(places)} row{"s" if len(places) > 1 else ""}: what is stored there goes.'
            remedy = "Leave the cell blank to keep what is stored."
            self.warn(column.source or column.target, "erased", what, remedy, line=self.table.numbers[places[0]])

    def texts_of_all(self, column: ColumnRule) -> list[str]:
        """The filled cells of a list that is spread over several columns, as one cell."""
        sources = [name for name in (column.source, *column.more_sources) if name and plain_name(name) in self.position]
        return [SPREAD.join(filter(None, cells)) for cells in zip(*(self.texts(name) for name in sources), strict=True)]

    def meaning(self, column: ColumnRule, cell: str, order: DayOrder | None, *, is_unknown: bool) -> Any:
        code = column.codes.get(cell.lower(), MISSING)
        shown = "" if is_unknown else cell if code is MISSING else str(code)
        if not shown:
            if column.value is not None:
                return column.value
            if not column.is_required or column.blank_as is not None:
                return None
            return Unreadable(
                "stands for no value." if cell and code is MISSING else "is blank.", f"Fill in {column.source}."
            )
        if code is MISSING and column.are_codes_closed:
            return Unreadable("is not on the list.", f"Write one of: {', '.join(column.codes)}.")
        value = self.read(column, shown, order)
        if isinstance(value, Unreadable) and TOO_NARROW.fullmatch(shown):
            what = "is what Excel shows where a column is too narrow for its figure."
            return Unreadable(what, "Make the column wider and save the file again.")
        return None if column.zero_is_unknown and not isinstance(value, Unreadable) and value == 0 else value

    def read(self, column: ColumnRule, shown: str, order: DayOrder | None) -> Any:
        """The value of a text that is not blank; a day of either order in its column's order."""
        checked = text(shown)
        if isinstance(checked, Unreadable):
            return checked
        either = parts_of_either(shown) if column.kind in (Kind.DATE, Kind.MONTH) else None
        if either is None:
            return column.read(shown)
        if order is None:  # the column is refused as a whole
            return None
        found = in_order(either, order)
        return found if isinstance(found, Unreadable) else column.read(found.isoformat())

    def order(self, column: ColumnRule, texts: list[str], rule: RowRule) -> DayOrder | None:
        """The order of day and month in this column; None, and one problem, where nothing settles it."""
        assert column.source is not None
        if column.source in self.orders:
            return self.orders[column.source]

        def fits() -> Any:
            if column.kind is Kind.MONTH:
                return is_first_of_month
            beside = next((other for other in rule.columns if other.target == "month" and other is not column), None)
            is_there = beside is not None and (beside.source is None or plain_name(beside.source) in self.position)
            return goes_with_month(column.target, self.values(beside, rule)) if beside and is_there else None

        def other(cell: str) -> date | None:
            found = day(cell)
            return found if isinstance(found, date) else None

        found = order_of(
            texts, self.table.numbers, stated=column.date_order, fits=fits, others=other,
            is_month=column.kind is Kind.MONTH,
        )  # fmt: skip
        line, cell = (self.table.numbers[found.place], texts[found.place]) if texts else (0, "")
        if found.fault is not None:
            self.refuse(line, column.source, cell, found.fault)
        elif found.warning:
            remedy = "If that is wrong, write days year first, like 2025-11-05."
            self.warn(column.source, "order", found.warning, remedy, line=line, cell=cell)
        self.orders[column.source] = found.order
        return found.order

    def unknown(self, column: ColumnRule, texts: list[str]) -> set[str]:
        """The column's words for "not known" that are neither codes of the mapping nor values the column may have."""
        words = {cell for cell in set(texts) if is_unknown(cell, column.kind) and cell.lower() not in column.codes}
        if column.kind in (Kind.TEXT, Kind.LIST):
            return words
        return {word for word in words if isinstance(column.read(word), Unreadable)}

    def tell_unknown(self, column: ColumnRule, texts: list[str], unknown: set[str]) -> None:
        """One warning for a column's cells that stand for "not known"; a required column refuses them instead."""
        if not unknown or (column.is_required and column.blank_as is None and column.value is None):
            return
        found = [cell for cell in texts if cell in unknown]
        listed = ", ".join(_shown(word) for word in list(dict.fromkeys(found))[:5])
        what = f"{len(found)} cell{'s were' if len(found) != 1 else ' was'} read as not known: {listed}."
        self.warn(column.source or column.target, "unknown", what, "Fill in what is known.")

    def shares(self, column: ColumnRule, texts: list[str], *, has_mark: bool) -> list[float | None]:
        """
        The column's counts as shares of their wholes. A part above its whole is read and marked where the table has a
        mark (`has_mark`), else refused.
        """
        assert column.share_of is not None
        if plain_name(column.share_of) not in self.position:
            return [None] * len(texts)
        wholes = self.texts(column.share_of)
        pairs = list(zip(texts, wholes, strict=True))
        meaning: dict[tuple[str, str], Any] = {}
        above: set[tuple[str, str]] = set()
        for pair in set(pairs):
            part, whole = (self.count_of(column, cell) for cell in pair)
            if isinstance(part, Unreadable):
                meaning[pair] = part
            elif isinstance(whole, Unreadable):
                meaning[pair] = Unreadable(
                    f'has as its whole, {column.share_of}, "{_shown(pair[1])}", which {whole.what}', whole.remedy
                )
            elif part is None or not whole:
                meaning[pair] = None
            elif part > whole and not has_mark:
                meaning[pair] = Unreadable(f"is more than {column.share_of}, {pair[1]}.", "Mend one of the two.")
            else:
                meaning[pair] = part / whole
                above |= {pair} if part > whole else set()
        self.tell_unknown(column, texts, self.unknown(column, texts))
        for place, pair in enumerate(pairs):
            if pair in above:
                self.above_whole.add(place)
                line = self.table.numbers[place]
                what = f"is more than {column.share_of}, {pair[1]}."
                self.warn(column.source or "", f"above {line}", what, "Stored and marked.", line=line, cell=pair[0])
        return self.readable(column, texts, pairs, meaning)

    def count_of(self, column: ColumnRule, cell: str) -> float | Unreadable | None:
        is_blank = not cell or column.codes.get(cell.lower()) == "" or is_unknown(cell, Kind.NUMBER)
        return None if is_blank else counted(cell)

    def readable(self, column: ColumnRule, texts: list[str], keys: list[Any], meaning: dict[Any, Any]) -> list[Any]:
        """The meaning of every row's key; None and a problem where it has none."""
        faults = {key: value for key, value in meaning.items() if isinstance(value, Unreadable)}
        if not faults:
            return [meaning[key] for key in keys]
        for line, cell, key in zip(self.table.numbers, texts, keys, strict=True):
            if key in faults:
                self.refuse(line, column.source or column.target, cell, faults[key])
        return [None if key in faults else meaning[key] for key in keys]

    def warn(self, source: str, topic: str, what: str, remedy: str, *, line: int | None = None, cell: str = "") -> None:
        """Tell it once for a column, however many of our tables it fills."""
        if (source, topic) not in self.told:
            self.told.add((source, topic))
            self.problems.append(Problem(self.table.file, line, source, _shown(cell) or None, what, remedy, True))

    def refuse(self, line: int, source: str, cell: str, fault: Unreadable) -> None:
        if (line, source) in self.refused:
            return
        if len(self.refused) >= MOST_KEPT:
            self.beyond += 1
            return
        self.refused.add((line, source))
        value = _shown(cell)
        self.problems.append(Problem(self.table.file, line, source, value, fault.what, fault.remedy))


def _shown(cell: str) -> str:
    """The cell as a sentence may quote it: on one line, no longer than a line, invisible signs by their numbers."""
    shown = "".join(letter if letter.isprintable() else f"<U+{ord(letter):04X}>" for letter in cell[:81])
    return shown if len(cell) <= 80 else shown[:79] + "…"
