"""
Their columns beside ours, for a person to match: what each of a file's columns may be, and the mapping that says so.

The guesses are those of a first draft (`mapping_draft`); what is chosen becomes the text of a mapping, which can be
saved and used again for the next file of its kind.
"""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from data.importing.column_guesses import TARGETS
from data.importing.incoming_files import IncomingFile
from data.importing.layouts import is_needed, table_columns
from data.importing.mapping_draft import drafted, examples_of, mapping_text
from data.importing.mapping_tables import NOT_FILLED
from models.errors import PartnershipError


class MatchedColumn(TypedDict):
    """One of their columns, a few of its cells, and the one of ours it is taken for ("" for none)."""

    source: str
    examples: str
    target: str


class MatchedFile(TypedDict):
    """
    One table of the files. table: the table of ours that its rows become; tables: what they may become instead, each
    with the columns it has, and whether a row must say it.
    """

    file: str
    table: str
    columns: list[MatchedColumn]
    tables: Mapping[str, Sequence[tuple[str, bool]]]


def matched(files: Sequence[IncomingFile]) -> list[MatchedFile]:
    """Each table of the files as it is guessed. Raises PartnershipError where no file has a header that can be read."""
    ours = {
        name: [(target, is_needed(name, target)) for target in table_columns(name) if target not in NOT_FILLED]
        for name in TARGETS
    }
    found: list[MatchedFile] = []
    for one in drafted(files):
        table, guesses = next(iter(one.chosen.items()))
        by_source = {guess.source: guess.target for guess in guesses}
        columns: list[MatchedColumn] = [
            {"source": source, "examples": examples_of(one.table, place), "target": by_source.get(source, "")}
            for place, source in enumerate(one.table.header)
            if source
        ]
        found.append({"file": one.table.file, "table": table, "columns": columns, "tables": ours})
    return found


def chosen_mapping(
    files: Sequence[IncomingFile], title: str, chosen: Mapping[str, tuple[str, Mapping[str, str]]]
) -> str:
    """
    The text of a mapping that reads these files as they were matched. chosen: by table of the files, the table of ours
    and by column of theirs the column of ours.

    Raises PartnershipError where a column can't be what it was matched with, or one of ours is matched twice.
    """
    for table, columns in chosen.values():
        targets = [target for target in columns.values() if target]
        twice = next((target for target in targets if targets.count(target) > 1), None)
        if twice:
            raise PartnershipError("Two columns are matched with {column}. Leave one out.", column=twice)
        if table not in TARGETS or not set(targets) <= set(table_columns(table)):
            raise PartnershipError("A column is matched with one that we do not have. Load the page again.")
    return mapping_text(files, title, chosen)
