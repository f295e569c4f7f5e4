"""
A first draft of a mapping, from the headers and cells of files: what each column may be, for a person to look over.

A column is taken for one of ours by its name, and only where its cells read as ours do; every guess is marked. What
the table needs and no column gives stands as a line to fill in, and what nothing of ours is like as a remark.
"""

import difflib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.files.cells import Kind, Unreadable
from data.files.text_file import FileTable, ReadTables, stem_of
from data.importing.file_shape import FileShape
from data.importing.import_files import IncomingFile
from data.importing.layouts import KEYS, FileRule, Layout, is_needed, kind_of, table_columns
from data.importing.mapping_tables import NOT_FILLED
from data.importing.opening import tables_of
from models.errors import PartnershipError, Problem, RefusedImportError

ALIKE = 0.8
"""So alike must two names be, 0 to 1, for a guess."""
READABLE = 0.8
"""So many of a column's filled cells must read as ours do."""
LOOKED_AT = 500
MOST_ABOVE = 12
"""Rows above the header that are looked through at most."""
MOST_CODES = 12
TOTALS = {"total", "totals", "grand total", "district total", "citywide", "all schools", "sum", "average"}

TARGETS = ("reports", "activities", "responses", "schools", "school_years", "contacts", "observations", "people")
"""Tables a draft may fill, the likelier first; plans, training and surveys want a person's own words."""
ALSO_CALLED: dict[str, tuple[str, ...]] = {
    "school_id": ("school number", "school no", "school code", "dbn", "site id", "campus id", "school", "id", "number"),
    "name": ("school name", "name of school", "long name", "campus", "school"),
    "cluster": ("network", "region", "area", "zone", "network manager", "geographic network", "feeder pattern"),
    "level": ("primary category", "school type", "school level", "grade band", "elementary middle or high school"),
    "enrollment": ("students", "student count total", "pupils", "total students", "membership"),
    "low_income_rate": ("frl", "frl pct", "percent low income", "economically disadvantaged", "low income"),
    "english_learner_rate": ("ell", "ell pct", "english learners", "percent english learners"),
    "month": ("which month", "reporting month", "report month", "month of report"),
    "submitted_date": ("timestamp", "date submitted", "end date", "enddate", "recorded date", "completed"),
    "team_met": ("did the team meet", "team met", "did your team meet"),
    "team_minutes": ("minutes", "how many minutes", "length of meeting minutes"),
    "team_parents_present": ("parents present", "how many parents were there", "parents at the meeting"),
    "principal_took_part": ("did the principal take part", "principal present", "principal attended"),
    "barriers": ("what got in the way", "what got in the way check all", "challenges"),
    "notes": ("anything else", "comments", "other comments"),
    "activity_id": ("activity number", "event id", "event number"),
    "activity_date": ("date", "event date", "date of activity", "date of event"),
    "title": ("activity", "event", "activity name", "event name"),
    "involvement_type": ("type", "type of involvement", "keystone type"),
    "families_attended": ("families", "attendance", "number of families", "families who came"),
    "families_invited": ("invited", "families who were invited"),
    "response_id": ("survey id", "response number"),
    "sent": ("surveys sent", "how many were sent"),
    "returned": ("responses", "surveys returned", "answers", "how many came back"),
    "mean_rating": ("average rating", "mean", "average"),
    "contact_id": ("contact number", "visit id"),
    "contacted_on": ("contact date", "date of contact", "date of visit"),
    "login": ("e mail", "email", "email address", "user name"),
}


@dataclass(frozen=True)
class Guess:
    """One of their columns taken for one of ours."""

    target: str
    source: str
    likeness: float
    """0 to 1."""
    options: str = ""
    """More keys of the column, as a mapping writes them."""


def draft(files: Sequence[IncomingFile]) -> str:
    """The text of a mapping for these files. Raises PartnershipError where no file has a header that can be read."""
    read = [_with_headers(file) for file in files]
    tables = [table for found, _ in read for table, _ in found if _is_filled(table)]
    problems = [problem for _, faults in read for problem in faults]
    if not tables and problems:
        raise RefusedImportError(problems)
    if not tables:
        raise PartnershipError(
            "There is no file with a header among these, or no row under it. Name CSV or Excel files."
        )
    lines = [
        f"# A first draft, made from the headers of {', '.join(table.file for table in tables)}.",
        '# A line that ends in "guess" was chosen by the names and cells: look at it, then take the word away.',
        "# A line that begins with # is not read: fill it in, or take it out. All keys: data/mappings/README.md.",
        f"title = {_text(tables[0].stem)}",
    ]
    names: set[str] = set()
    for found, _ in read:
        for table, skip_rows in found:
            if not _is_filled(table):
                lines += ["", f"# {table.file} was left alone: it has no rows of several columns."]
                continue
            name = table.stem if table.stem not in names else stem_of(table.file)
            names.add(name)
            lines += _file_lines(table, name, skip_rows)
    return "\n".join(lines) + "\n"


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


def _file_lines(table: FileTable, name: str, skip_rows: int) -> list[str]:
    chosen = _tables_of(table)
    used = {guess.source for guesses in chosen.values() for guess in guesses}
    known_by = list(dict.fromkeys(guess.source for guesses in chosen.values() for guess in guesses))[:4]
    lines = ["", "[[file]]", f"name = {_text(name)}"]
    lines += [f"sheet = {_text(table.sheet)}"] if table.sheet and table.sheet.lower() == name else []
    lines += [f"skip_rows = {skip_rows}  # guess"] if skip_rows else []
    lines += _totals(table)
    lines += [f"known_by = [{', '.join(map(_text, known_by))}]"] if known_by else []
    lines.append("leaves_others = true  # columns that are not named here are left alone")
    for target_table, guesses in chosen.items():
        lines += ["", "[[file.rows]]", f"table = {_text(target_table)}"]
        lines += [f"columns.{guess.target} = {_written(guess)}  # guess" for guess in guesses]
        given = {guess.target for guess in guesses}
        lines += _month(target_table, guesses)
        given |= {"month"} if any(line.startswith("columns.month = ") for line in lines) else set()
        for target in table_columns(target_table):
            if target not in given and target not in NOT_FILLED and is_needed(target_table, target):
                lines.append(f'# columns.{target} = "?"  # needed: {_kind_in_words(target_table, target)}')
    others = [place for place, column in enumerate(table.header) if column and column not in used]
    lines += ["", "# Columns that nothing was chosen for, with a cell of each:"] if others else []
    lines += [f"# columns.? = {_text(table.header[place])}{_example(table, place)}" for place in others]
    return lines


def _month(name: str, guesses: list[Guess]) -> list[str]:
    """A line for the month where only a day is there: an activity's own month, or perhaps the one before a report."""
    days = {guess.target: guess for guess in guesses}
    if name not in ("reports", "activities") or "month" in days:
        return []
    if "activity_date" in days:
        return [f'columns.month = {{ column = {_text(days["activity_date"].source)}, month_of_day = "same" }}  # guess']
    if "submitted_date" in days:
        source = _text(days["submitted_date"].source)
        return [
            f'# columns.month = {{ column = {source}, month_of_day = "before" }}  # if reports tell of the month before'
        ]
    return []


def _totals(table: FileTable) -> list[str]:
    """A line that leaves out rows of totals, by the first column that names one."""
    for place, column in enumerate(table.header):
        words = sorted({row[place] for row in table.rows if row[place].lower() in TOTALS})
        if column and words:
            values = ", ".join(map(_text, words))
            return [f"leave_out = {{ column = {_text(column)}, values = [{values}] }}  # guess"]
    return []


def _tables_of(table: FileTable) -> dict[str, list[Guess]]:
    """The table of ours most of whose key and columns are there; schools and their years come together."""
    guesses = {name: _guesses(table, name) for name in TARGETS}

    def fit(name: str) -> tuple[float, float]:
        keys = sum(guess.target in KEYS[name] for guess in guesses[name])
        return keys / len(KEYS[name]) + sum(guess.likeness for guess in guesses[name]) / 3, -TARGETS.index(name)

    best = max(TARGETS, key=fit)
    if best not in ("schools", "school_years"):
        return {best: guesses[best]}
    meant = {guess.source: guess.target for guess in guesses["schools"]}
    in_year = [guess for guess in guesses["school_years"] if meant.get(guess.source, guess.target) == guess.target]
    says_more = any(guess.target not in KEYS["school_years"] for guess in in_year)
    return {"schools": guesses["schools"]} | ({"school_years": in_year} if says_more else {})


def _guesses(table: FileTable, name: str) -> list[Guess]:
    """The best of their columns for each of ours, each of theirs once, in the order of ours."""
    found = []
    for target in table_columns(name):
        if target in NOT_FILLED:
            continue
        for place, source in enumerate(table.header):
            likeness = _likeness(target, source) if source and table.header.count(source) == 1 else 0.0
            options = _options(table, place, name, target) if likeness >= ALIKE else None
            if options is not None:
                found.append(Guess(target, source, likeness, options))
    found.sort(key=lambda guess: -guess.likeness)
    taken: dict[str, Guess] = {}
    for guess in found:
        if guess.target not in taken and guess.source not in {other.source for other in taken.values()}:
            taken[guess.target] = guess
    return [taken[target] for target in table_columns(name) if target in taken]


def _likeness(target: str, source: str) -> float:
    words = _words(source)
    names = (target, *ALSO_CALLED.get(target, ()))
    return max(difflib.SequenceMatcher(None, _words(name), words).ratio() for name in names)


def _words(name: str) -> str:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(re.sub(r"[^a-z0-9%]+", " ", apart.lower()).split())


def _options(table: FileTable, place: int, name: str, target: str) -> str | None:
    """The keys with which the column's cells read as ours; None where they do not."""
    cells = [row[place] for row in table.rows[:LOOKED_AT] if row[place]]
    kind, read = kind_of(name, target)
    if target == "barriers":
        signs = [sign for sign in (",", ";") if any(sign in cell for cell in cells)]
        return f", separator = {_text(signs[0])}" if signs else ""
    if kind in (Kind.TEXT, Kind.LIST) or not cells:
        return ""
    odd = [cell for cell in cells if isinstance(read(cell), Unreadable)]
    if len(odd) <= (1 - READABLE) * len(cells):
        unknown = ", ".join(map(_text, sorted(set(odd))[:5]))
        return f", unknown = [{unknown}]" if odd else ""
    if kind is Kind.YES_NO and len(odd) < len(cells) and len(set(odd)) <= MOST_CODES:
        return f", unknown = [{', '.join(map(_text, sorted(set(odd))))}]"
    whole = next((one for one in table.header if one and _likeness("enrollment", one) >= ALIKE), None)
    if kind is Kind.RATE and whole and any(re.fullmatch(r"[0-9,]{3,}", cell) for cell in cells):
        return f", share_of = {_text(whole)}"
    if kind is Kind.RATE and all(re.fullmatch(r"[0-9]{1,3}(\.[0-9]+)?", cell) and float(cell) <= 100 for cell in cells):
        return ", percent = true"
    stamps = [cell.partition(" ")[0] for cell in cells]
    if kind in (Kind.DATE, Kind.TYPE) and not any(isinstance(read(stamp), Unreadable) for stamp in stamps):
        return ', before = " "'
    if kind in (Kind.CODES, Kind.TYPE) and len(set(odd)) <= MOST_CODES:
        to_fill_in = ", ".join(f'{_text(code)} = "?"' for code in sorted(set(odd)))
        return f", codes = {{ {to_fill_in} }}"
    return None


def _written(guess: Guess) -> str:
    return f"{{ column = {_text(guess.source)}{guess.options} }}" if guess.options else _text(guess.source)


def _text(words: str) -> str:
    """As TOML writes a text on one line; JSON's way is one of TOML's for all that a header can hold."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def _example(table: FileTable, place: int) -> str:
    cell = next((row[place] for row in table.rows if row[place]), "")
    return f"  # as {_text(cell[:40])}" if cell else "  # blank in every row"


def _kind_in_words(table: str, target: str) -> str:
    kind = kind_of(table, target)[0].value.replace("_", " ")
    return f'{kind}; theirs, or {{ value = "..." }} for one that holds in every row'
