"""Text that would be a script where it were not shown as text, planted in every column that takes text."""

import json
import sqlite3
from typing import Any

from sqlalchemy import Enum, String, Table

from models.tables import Base
from tests.hostile_rows import NOBODYS, ODD

KEPT = {"school_year", "code", "login", "measure", "scale_id", "table_name", "after_key", "scope_name", "mapping"}
"""Words the program itself looks things up by; no file fills them with a text of its own choice."""
ALSO_PLANTED = {"person.login": f"login = '{NOBODYS}'", "import_receipt.mapping": "TRUE", "district.code": "TRUE"}
"""Some of those all the same, in rows by which no test looks anything up."""
ONLY_WHERE = {
    "report_draft_field.path": f"path = '{ODD}'",  # a field in a place that no form has is not shown
    "rule_proposal.answer": "decided_at IS NOT NULL",
}
OF_JSON = {
    "audit_line.details": "action = 'change_person'",
    "import_receipt.files": "TRUE",
    "import_receipt.warnings": "TRUE",
    "report_draft_field.value": "TRUE",
}
"""Columns of JSON that hold texts and names that people chose, and in which rows."""


def texts_of(table: Table) -> list[str]:
    """The columns of text that are not chosen from a list."""
    return [one.name for one in table.columns if isinstance(one.type, String) and not isinstance(one.type, Enum)]


def plant(database_url: str, before: str, after: str) -> dict[str, int]:
    """
    Put the text around every value of every text column; keys and what points to them get the same.

    How many rows hold it now, by "table.column".
    """
    connection = sqlite3.connect(database_url.removeprefix("sqlite:///"))
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA defer_foreign_keys = ON")
    refusing = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in refusing:  # an audit line stays as it was written: here it is as if it had been written so
        connection.execute(f'DROP TRIGGER "{name}"')
    for name, where in OF_JSON.items():
        _plant_in_json(connection, name, where, before, after)
    planted = {}
    for table in Base.metadata.sorted_tables:
        names = {column: f"{table.name}.{column}" for column in texts_of(table)}
        for column, name in names.items():
            if column not in KEPT or name in ALSO_PLANTED:
                where = ALSO_PLANTED.get(name) or ONLY_WHERE.get(name, "TRUE")
                put = f'UPDATE "{table.name}" SET "{column}" = ? || "{column}" || ? WHERE {where}'
                changed = connection.execute(f'{put} AND "{column}" IS NOT NULL', (before, after))
                planted[name] = changed.rowcount
    for _, statement in refusing:
        connection.execute(statement)
    connection.commit()
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    return planted


def _plant_in_json(connection: sqlite3.Connection, name: str, where: str, before: str, after: str) -> None:
    """The same around every text inside a column of JSON."""

    def around(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: around(one) for key, one in value.items()}
        if isinstance(value, list):
            return [around(one) for one in value]
        return f"{before}{value}{after}" if isinstance(value, str) else value

    table, _, column = name.partition(".")
    held = f'SELECT rowid, "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL AND {where}'
    for row, value in connection.execute(held).fetchall():
        wanted = json.dumps(around(json.loads(value)))
        connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (wanted, row))


PAYLOADS = (
    "<img src=x onerror=\"window.hit='img'\">",
    "<svg onload=\"window.hit='svg'\">",
    "<script>window.hit='script'</script>",
    "<iframe srcdoc=\"<script>parent.hit='iframe'</script>\"></iframe>",
    "<details open ontoggle=\"window.hit='details'\">x</details>",
    "<input autofocus onfocus=\"window.hit='input'\">",
    '<div onmouseover="window.hit=\'hover\'" onclick="window.hit=\'click\'" style="position:fixed;inset:0">x</div>',
    "\" onmouseover=\"window.hit='quote'\" autofocus onfocus=\"window.hit='quote'",
    "' onmouseover='window.hit=1' autofocus onfocus='window.hit=1",
    "<a href=\"javascript:window.hit='link'\">x</a>",
    "[x](javascript:window.hit='markdown')",
    "&lt;img src=x onerror=window.hit='entity'&gt;&#60;img src=x onerror=window.hit=1&#62;",
    "</script><script>window.hit='break'</script>",
    "<noscript><p title=\"</noscript><img src=x onerror=window.hit='mutation'>\">",
    "{{constructor.constructor('window.hit=1')()}}{{7*7}}",
    "<%= window.hit=1 %><% window.hit=1 %>",
    "$$\\href{javascript:window.hit='tex'}{x}$$",
    "javascript:window.hit='plain'",
)
"""The kinds of the threat model: each sets `window.hit` where it runs."""
