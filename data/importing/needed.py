"""Columns a new row can't do without and no file of the call says: told in words, before the database would. Pure."""

from collections.abc import Callable

from data.importing.completing import Known, Parts, refusal
from data.importing.layouts import KEYS, is_needed, table_columns
from data.importing.reading import Place
from models.errors import Problem
from models.recording.incoming import Row

IsStored = Callable[[Row, Known], bool]
WHOLE: dict[str, IsStored] = {
    "schools": lambda row, known: row.get("school_id") in known.schools,
    "school_years": lambda row, known: (row.get("school_id"), row.get("school_year")) in known.enrollment,
    "activities": lambda row, known: False,
}
"""Tables, and what says whether a row is stored already, so that what it does not name stays as it is."""
OURS = ("district_id", "revision")


def unsaid(parts: Parts, known: Known) -> list[Problem]:
    """One problem for each needed column that rows of a file leave unsaid; blank cells are told where they are read."""
    problems = []
    for table, is_stored in WHOLE.items():
        needed = [name for name in table_columns(table) if name not in (*KEYS[table], *OURS) and is_needed(table, name)]
        placed = parts.get(table)
        if placed is None:
            continue
        for name in needed:
            lacking: dict[str, list[Place]] = {}
            for row, place in placed.placed():
                if name not in row and not is_stored(row, known):
                    lacking.setdefault(place[0], []).append(place)
            for places in lacking.values():
                rows = "1 new row" if len(places) == 1 else f"{len(places)} new rows"
                what = f"{rows} of {table} can't be stored: no file of the call says {name}, here first."
                remedy = f"Say columns.{name} in the mapping, or send the file that has it."
                problems.append(refusal(places[0], None, None, what, remedy))
    return problems
