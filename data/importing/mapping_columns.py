"""How one of our columns is filled, as a mapping says it: codes, parts of a text, shares, bounds, lists."""

from collections.abc import Callable, Mapping
from typing import Any

from data.files import cells
from data.files.cells import Kind
from data.importing.layouts import (
    SPREAD,
    STATED_TIMELINESS,
    ColumnRule,
    is_needed,
    kind_of,
    table_columns,
)
from data.importing.mapping_keys import COLUMN_KEYS, Fault, as_table, check_keys, one_blank
from models.vocabulary import Barrier

DATE_ORDERS = ("dmy", "mdy")
MONTHS_OF_DAYS = ("same", "before")
PARTS_OF = ("characters", "before", "after", "digits")
Read = Callable[[str], Any]


def column_rule(table: str, target: str, parsed: Any, where: str) -> ColumnRule:
    """The rule of one line `columns.OURS = ...`. Raises Fault."""
    place = f"column {target} of {where}"
    try:
        kind, read = kind_of(table, target)
    except KeyError:
        known = ", ".join(name for name in table_columns(table) if name != "district_id")
        raise Fault(f"{place}: there is no such column; there are {known}.") from None
    entry = dict({"column": parsed} if isinstance(parsed, str) else as_table(parsed, "column"))
    check_keys(entry, COLUMN_KEYS, place)
    sources = _sources(entry, place)
    codes = {str(code).lower(): str(meaning) for code, meaning in entry.get("codes", {}).items()}
    codes |= {str(code).lower(): "" for code in entry.get("unknown", [])}
    only_codes = entry.get("only_codes", False)
    kind, read, reads_codes = _reader(table, target, kind, read, entry, codes, place)
    if not reads_codes:
        _check_codes(codes, read, target, place)
    is_stated = table == "reports" and target == STATED_TIMELINESS
    return ColumnRule(
        target=target,
        source=sources[0] if sources else None,
        more_sources=tuple(sources[1:]),
        kind=kind,
        read=read,
        is_required=entry.get("required", not is_stated and "value" not in entry and is_needed(table, target)),
        value=_value(entry, read, place),
        codes={} if reads_codes else codes,
        are_codes_closed=only_codes and not reads_codes,
        zero_is_unknown=entry.get("zero_is_unknown", False),
        share_of=one_blank(entry["share_of"]) if "share_of" in entry else None,
        blank_as=entry.get("blank_as"),
        date_order=_one_of(entry, "date_order", DATE_ORDERS, place),
        month_of_day=entry.get("month_of_day", ""),
        prepare=_prepare(entry, place),
        written=entry,
    )


def _check_codes(codes: Mapping[str, str], read: Read, target: str, place: str) -> None:
    for code, meaning in codes.items():
        if meaning and isinstance(read(meaning), cells.Unreadable):
            raise Fault(f'{place} reads "{code}" as "{meaning}", which is no {target}.')


def _sources(entry: dict[str, Any], place: str) -> list[str]:
    """Their columns, in order; a numerator and its denominator are a column and what it is a share of."""
    if ("numerator" in entry) != ("denominator" in entry):
        raise Fault(f"{place} needs both numerator and denominator, or neither.")
    if "numerator" in entry:
        if "column" in entry or "share_of" in entry:
            raise Fault(f"{place} has numerator and denominator; take column and share_of out.")
        entry["column"], entry["share_of"] = entry["numerator"], entry["denominator"]
    if "column" in entry and "columns" in entry:
        raise Fault(f"{place} has column and columns; take one of them out.")
    sources = list(entry.get("columns", [entry["column"]] if "column" in entry else []))
    if not sources and "value" not in entry:
        raise Fault(f"{place} needs a column, or a value that stands in every row.")
    return list(map(one_blank, sources))


def _one_of(entry: Mapping[str, Any], key: str, known: tuple[str, ...], place: str) -> str:
    value = entry.get(key, "")
    if value and value not in known:
        raise Fault(f"{place}: {key} must be " + " or ".join(f'"{one}"' for one in known) + ".")
    return str(value)


def _reader(
    table: str, target: str, kind: Kind, read: Read, entry: Mapping[str, Any], codes: Mapping[str, str], place: str
) -> tuple[Kind, Read, bool]:
    """The column's kind, its reader, and whether that reader looks the codes up itself."""
    if "bounded" in entry:
        is_percent = _one_of(entry, "bounded", ("percent", "rate"), place) == "percent"
        if table != "surveys" or target != "value":
            raise Fault(f"{place}: only the value of surveys has bounds; bounded fills low and high beside it.")
        return Kind.BOUNDED, lambda cell: cells.bounded(cell, is_percent=is_percent, floor=0.0, ceiling=1.0), False
    if "share_of" in entry:
        if kind not in (Kind.RATE, Kind.NUMBER):
            raise Fault(f"{place} holds no share; share_of and numerator can't fill it.")
        return Kind.NUMBER, cells.number, False
    if entry.get("percent"):
        is_marked = "please_check" in table_columns(table)
        return Kind.RATE, cells.published_percent if is_marked else cells.percent, False
    if _one_of(entry, "month_of_day", MONTHS_OF_DAYS, place):
        if kind is not Kind.MONTH:
            raise Fault(f"{place} holds no month; month_of_day can't fill it.")
        return Kind.DATE, cells.day, False
    if entry.get("date_order") and kind not in (Kind.DATE, Kind.MONTH):
        raise Fault(f"{place} holds no dates; date_order says nothing of it.")
    if "without" in entry or "separator" in entry or "columns" in entry:
        return _list_reader(target, kind, entry, codes, place)
    return kind, read, False


def _list_reader(
    target: str, kind: Kind, entry: Mapping[str, Any], codes: Mapping[str, str], place: str
) -> tuple[Kind, Read, bool]:
    separator = (SPREAD.strip() if "columns" in entry else entry.get("separator", ";")) or ";"
    without = frozenset(name.lower() for name in entry.get("without", []))
    one, join = _part_of(target, kind, place)
    _check_codes(codes, one, target, place)
    listed = ", ".join(code for code, meaning in codes.items() if meaning)

    def read(cell: str) -> Any:
        values = []
        for part in known_parts(cell, separator, frozenset(codes) | without):
            if part.lower() in without:
                continue
            meaning = codes.get(part.lower())
            if meaning is None and entry.get("only_codes"):
                return cells.Unreadable(f'("{part}") is not on the list.', f"Write one of: {listed}.")
            shown = part if meaning is None else meaning
            value = one(shown) if shown else None
            if isinstance(value, cells.Unreadable):
                return cells.Unreadable(f'("{part}") {value.what}', value.remedy)
            if value is not None:
                values.append(value)
        return join(list(dict.fromkeys(values)))

    return (kind if kind in (Kind.CODES, Kind.TYPES) else Kind.LIST), read, True


def _part_of(target: str, kind: Kind, place: str) -> tuple[Read, Callable[[list[Any]], Any]]:
    """What reads one part of a list, with the column's own checks, and what the parts become together."""
    if target == "barriers":
        return cells.one_of(Barrier), lambda values: values
    if kind is Kind.TYPES:
        return cells.involvement_type, lambda values: ";".join(map(str, values))
    if kind in (Kind.LIST, Kind.TEXT):
        return cells.text, ";".join
    raise Fault(f"{place} holds one value; separator, without and columns are for lists.")


def known_parts(cell: str, separator: str, known: frozenset[str]) -> list[str]:
    """
    The parts between separators, blank ones left out. An answer that holds the separator itself, as "Work, or
    shifts" of a form that puts commas between answers, is one part where it is among `known` (lower case).
    """
    pieces = cell.split(separator)
    parts = []
    start = 0
    while start < len(pieces):
        ends = range(len(pieces), start + 1, -1)
        joined = [(end, separator.join(pieces[start:end]).strip()) for end in ends]
        end, part = next(((end, text) for end, text in joined if text.lower() in known), (start + 1, ""))
        parts.append(part or pieces[start].strip())
        start = end
    return [part for part in parts if part]


def _prepare(entry: Mapping[str, Any], place: str) -> Read | None:
    """What takes the part of a cell that is meant: after, before, characters, digits, in this order."""
    if not any(key in entry for key in PARTS_OF):
        return None
    after, before, digits = entry.get("after", ""), entry.get("before", ""), entry.get("digits", 0)
    span = entry.get("characters", [])
    if span and not (
        len(span) == 2
        and all(type(end) is int and end != 0 for end in span)
        and (span[0] > 0) == (span[1] > 0)
        and span[0] <= span[1]
    ):
        raise Fault(f"{place}: characters must be two numbers, as [1, 2] for the first two or [-2, -1] for the last.")
    if not 0 <= digits <= 20:
        raise Fault(f"{place}: digits must be 1 to 20.")

    def prepare(cell: str) -> Any:
        if after:
            if after not in cell:
                return cells.Unreadable(f'has no "{after}", after which the mapping reads.', "Mend the cell.")
            cell = cell.partition(after)[2].strip()
        if before:
            cell = cell.partition(before)[0].strip()
        if span:
            if len(cell) < max(map(abs, span)):
                what = f"is shorter than {max(map(abs, span))} characters, of which the mapping takes a part."
                return cells.Unreadable(what, "Mend the cell.")
            first, last = span
            cell = cell[first - 1 : last] if first > 0 else cell[first : last + 1 or None]
            cell = cell.strip()
        return cell.zfill(digits) if digits and cell.isascii() and cell.isdigit() else cell

    return prepare


def _value(entry: Mapping[str, Any], read: Read, place: str) -> Any:
    if "value" not in entry:
        return None
    value = read(str(entry["value"]))
    if isinstance(value, cells.Unreadable):
        raise Fault(f'{place}: the value "{entry["value"]}" {value.what} {value.remedy}')
    return value
