"""
A first draft of a mapping, from the headers and cells of files: what each column may be, for a person to look over.

A column is taken for one of ours by its name, and only where its cells read as ours do; every guess is marked. What
the table needs and no column gives stands as a line to fill in, and what nothing of ours is like as a remark.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from data.files.text_file import FileTable, ReadTables, stem_of
from data.importing.column_guesses import LOOKED_AT, Guess, options_of, tables_guessed, toml_text
from data.importing.file_shape import FileShape
from data.importing.incoming_files import IncomingFile
from data.importing.layouts import KEYS, FileRule, Layout, is_needed, kind_of, table_columns
from data.importing.mapping_tables import NOT_FILLED
from data.importing.opening import tables_of
from models.errors import PartnershipError, Problem, RefusedImportError

MOST_ABOVE = 12
"""Rows above the header that are looked through at most."""
TOTALS = {"total", "totals", "grand total", "district total", "citywide", "all schools", "sum", "average"}

TELLS_APART = ("school_id", "month", "activity_date", "contacted_on", "title", "instrument", "purpose")


@dataclass(frozen=True)
class Drafted:
    """One table of the files, and which of its columns are taken for which of ours, by table of ours."""

    table: FileTable
    skip_rows: int
    """Rows above the first line that looks like a header."""
    chosen: dict[str, list[Guess]]


def draft(files: Sequence[IncomingFile]) -> str:
    """The text of a mapping for these files. Raises PartnershipError where no file has a header that can be read."""
    found = _filled(files)
    names = ", ".join(table.file for table, _ in found if _is_filled(table))
    lines = [
        f"# A first draft, made from the headers of {names}.",
        '# A line that ends in "guess" was chosen by the names and cells: look at it, then take the word away.',
        "# A line that begins with # is not read: fill it in, or take it out. All keys: data/mappings/README.md.",
    ]
    return _text_of([_drafted(table, skip_rows) for table, skip_rows in found], lines, _title(found))


def drafted(files: Sequence[IncomingFile]) -> list[Drafted]:
    """The filled tables of these files, as `draft` guesses their columns. Raises as `draft`."""
    return [_drafted(table, skip_rows) for table, skip_rows in _filled(files) if _is_filled(table)]


def mapping_text(
    files: Sequence[IncomingFile], title: str, matched: Mapping[str, tuple[str, Mapping[str, str]]]
) -> str:
    """
    The text of a mapping where a person has matched the columns. matched: by table of the files, the table of ours and,
    by column of theirs, the column of ours ("" for none).

    A number that no column gives is joined from what tells rows apart. Raises PartnershipError as `draft`.
    """
    made = []
    for one in drafted(files):
        if one.table.file not in matched:
            continue
        name, columns = matched[one.table.file]
        guesses = [
            Guess(target, source, 1.0, _usable_options(one.table, name, target, source))
            for source, target in columns.items()
            if target and one.table.header.count(source) == 1
        ]
        made.append(replace(one, chosen={name: [*guesses, *_joined_numbers(name, guesses)]}))
    return _text_of(made, [], title)


def examples_of(table: FileTable, place: int) -> str:
    """A few different cells of a column, for people to know it by."""
    cells = dict.fromkeys(row[place] for row in table.rows[:LOOKED_AT] if row[place])
    return ", ".join(cell[:24] for cell in list(cells)[:3])


def _filled(files: Sequence[IncomingFile]) -> list[tuple[FileTable, int]]:
    read = [_with_headers(file) for file in files]
    found = [one for tables, _ in read for one in tables]
    problems = [problem for _, faults in read for problem in faults]
    if any(_is_filled(table) for table, _ in found):
        return found
    if problems:
        raise RefusedImportError(problems)
    raise PartnershipError("There is no file with a header among these, or no row under it. Name CSV or Excel files.")


def _title(found: Sequence[tuple[FileTable, int]]) -> str:
    return next(table.stem for table, _ in found if _is_filled(table))


def _drafted(table: FileTable, skip_rows: int) -> Drafted:
    return Drafted(table, skip_rows, tables_guessed(table) if _is_filled(table) else {})


def _text_of(made: Sequence[Drafted], above: Sequence[str], title: str) -> str:
    lines = [*above, f"title = {toml_text(title)}"]
    names: set[str] = set()
    for one in made:
        if not one.chosen:
            lines += ["", f"# {one.table.file} was left alone: it has no rows of several columns."]
            continue
        name = one.table.stem if one.table.stem not in names else stem_of(one.table.file)
        names.add(name)
        lines += _file_lines(one, name)
    return "\n".join(lines) + "\n"


def _usable_options(table: FileTable, name: str, target: str, source: str) -> str:
    """The keys with which the cells read as ours do; what a person would have to fill in is left to the preview."""
    options = options_of(table, table.header.index(source), name, target) or ""
    return "" if '"?"' in options else options


def _joined_numbers(name: str, guesses: Sequence[Guess]) -> list[Guess]:
    """A number for a table whose file has none: joined from the columns that tell its rows apart."""
    sources = {guess.target: guess.source for guess in guesses}
    missing = [key for key in KEYS[name] if key.endswith("_id") and key != "school_id" and key not in sources]
    apart = [sources[target] for target in TELLS_APART if target in sources]
    return [Guess(key, "", 1.0, f"columns = [{', '.join(map(toml_text, apart))}]") for key in missing if apart]


def _with_headers(file: IncomingFile) -> tuple[list[tuple[FileTable, int]], list[Problem]]:
    """
    The file's tables, each with the number of rows above the first line that looks like a header (0 where none does),
    and what makes it unreadable.
    """
    first = _read(file, 0)
    chosen: dict[str, tuple[FileTable, int]] = {}
    for skip_rows in range(MOST_ABOVE + 1):
        found = _read(file, skip_rows) if skip_rows else first
        faulty = {problem.file for problem in found.problems if not problem.is_warning}
        for table in found.tables:
            if table.file not in faulty and _is_named(table):
                chosen.setdefault(table.file, (table, skip_rows))
        if first.tables and all(table.file in chosen for table in first.tables):
            break
    for table in first.tables:
        chosen.setdefault(table.file, (table, 0))
    return list(chosen.values()), [problem for problem in first.problems if not problem.is_warning]


def _is_filled(table: FileTable) -> bool:
    return bool(table.rows) and sum(map(bool, table.header)) > 1


def _read(file: IncomingFile, skip_rows: int) -> ReadTables:
    return tables_of(
        file.name, file.content, Layout("", "", (FileRule("", (), (), shape=FileShape(skip_rows=skip_rows)),))
    )


def _is_named(table: FileTable) -> bool:
    """Has the header a name for most of the columns?"""
    return len(table.header) > 1 and sum(map(bool, table.header)) * 3 >= 2 * len(table.header)


def _file_lines(one: Drafted, name: str) -> list[str]:
    table, skip_rows, chosen = one.table, one.skip_rows, one.chosen
    used = {guess.source for guesses in chosen.values() for guess in guesses}
    sources = (guess.source for guesses in chosen.values() for guess in guesses if guess.source)
    known_by = list(dict.fromkeys(sources))[:4]
    lines = ["", "[[file]]", f"name = {toml_text(name)}"]
    lines += [f"sheet = {toml_text(table.sheet)}"] if table.sheet and table.sheet.lower() == name else []
    lines += [f"skip_rows = {skip_rows}  # guess"] if skip_rows else []
    lines += _totals(table)
    lines += [f"known_by = [{', '.join(map(toml_text, known_by))}]"] if known_by else []
    lines.append("leaves_others = true  # columns that are not named here are left alone")
    for target_table, guesses in chosen.items():
        lines += ["", "[[file.rows]]", f"table = {toml_text(target_table)}"]
        lines += [f"columns.{guess.target} = {_written(guess)}  # guess" for guess in guesses]
        given = {guess.target for guess in guesses}
        lines += _month(target_table, guesses)
        given |= {"month"} if any(line.startswith("columns.month = ") for line in lines) else set()
        for target in table_columns(target_table):
            if target not in given and target not in NOT_FILLED and is_needed(target_table, target):
                lines.append(f'# columns.{target} = "?"  # needed: {_kind_in_words(target_table, target)}')
    others = [place for place, column in enumerate(table.header) if column and column not in used]
    lines += ["", "# Columns that nothing was chosen for, with a cell of each:"] if others else []
    lines += [f"# columns.? = {toml_text(table.header[place])}{_example(table, place)}" for place in others]
    return lines


def _month(name: str, guesses: list[Guess]) -> list[str]:
    """A line for the month where only a day is there: an activity's own month, or perhaps the one before a report."""
    days = {guess.target: guess for guess in guesses}
    if name not in ("reports", "activities") or "month" in days:
        return []
    if "activity_date" in days:
        return [
            f'columns.month = {{ column = {toml_text(days["activity_date"].source)}, month_of_day = "same" }}  # guess'
        ]
    if "submitted_date" in days:
        source = toml_text(days["submitted_date"].source)
        return [
            f'# columns.month = {{ column = {source}, month_of_day = "before" }}  # if reports tell of the month before'
        ]
    return []


def _totals(table: FileTable) -> list[str]:
    """A line that leaves out rows of totals, by the first column that names one."""
    for place, column in enumerate(table.header):
        words = sorted({row[place] for row in table.rows if row[place].lower() in TOTALS})
        if column and words:
            values = ", ".join(map(toml_text, words))
            return [f"leave_out = {{ column = {toml_text(column)}, values = [{values}] }}  # guess"]
    return []


def _written(guess: Guess) -> str:
    if not guess.source:
        return f"{{ {guess.options} }}"
    return f"{{ column = {toml_text(guess.source)}{guess.options} }}" if guess.options else toml_text(guess.source)


def _example(table: FileTable, place: int) -> str:
    cell = next((row[place] for row in table.rows if row[place]), "")
    return f"  # as {toml_text(cell[:40])}" if cell else "  # blank in every row"


def _kind_in_words(table: str, target: str) -> str:
    kind = kind_of(table, target)[0].value.replace("_", " ")
    return f'{kind}; theirs, or {{ value = "..." }} for one that holds in every row'
