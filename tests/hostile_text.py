"""Text that would be a script where it were not shown as text, planted in every column that takes text."""

import sqlite3

from sqlalchemy import Enum, String

from models.tables import Base

KEPT = {"school_year", "code", "login", "measure", "scale_id", "table_name", "after_key", "scope_name", "mapping"}
"""Words the program itself looks things up by; no file fills them with a text of its own choice."""


def plant(database_url: str, before: str, after: str) -> list[str]:
    """Put the text around every value of every text column; keys and what points to them get the same."""
    planted = []
    connection = sqlite3.connect(database_url.removeprefix("sqlite:///"))
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA defer_foreign_keys = ON")
    refusing = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in refusing:  # an audit line stays as it was written: here it is as if it had been written so
        connection.execute(f'DROP TRIGGER "{name}"')
    for table in Base.metadata.sorted_tables:
        columns = [
            column.name
            for column in table.columns
            if isinstance(column.type, String) and not isinstance(column.type, Enum) and column.name not in KEPT
        ]
        if columns:
            changes = ", ".join(f'"{name}" = ? || "{name}" || ?' for name in columns)
            connection.execute(f'UPDATE "{table.name}" SET {changes}', [before, after] * len(columns))
        planted += [f"{table.name}.{name}" for name in columns]
    for _, statement in refusing:
        connection.execute(statement)
    connection.commit()
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    return planted


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
