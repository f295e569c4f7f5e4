"""What stands under the method's text for one district: the check by kinds of schools, and the rules so far. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboards.state.formats import day
from models.support_need.rule_set import DEFAULT_RULES, RuleSet
from models.vocabulary import SchoolLevel

GROUPS = {
    ("size", "small"): "Small: the quarter with the fewest pupils",
    ("size", "other"): "All larger ones",
    ("need", "high"): "High need: the quarter with most low-income homes",
    ("need", "other"): "All with fewer",
}
FEW = 5
"""With fewer schools a share says little and only the count is shown."""


@dataclass(frozen=True)
class Table:
    """A table in words: `rows` hold one text for each of `columns`, the first one heads its row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def audit_table(audit: pd.DataFrame, month: pd.Timestamp) -> Table:
    """`models.support_need.list_checks.list_audit` in words: counts first, shares only of five schools or more."""
    rows = []
    for group in audit.itertuples():
        name = SchoolLevel(group.group).label if group.split == "level" else GROUPS[group.split, group.group]
        rate = "–" if pd.isna(group.listed_rate) or group.schools < FEW else f"{100 * group.listed_rate:.0f} %"
        rows.append(
            (
                name,
                str(group.schools),
                _of(group.extra_support, group.schools),
                _of(group.check_in, group.schools),
                rate,
                f"{group.not_needed} of {group.visits}" if group.visits else "no visit yet",
            )
        )
    columns = (
        "Schools",
        "How many",
        "On Extra support",
        "On Check in",
        "On Extra support, all months so far",
        "Visits that found the list wrong",
    )
    return Table(f"The {month:%B %Y} lists by kinds of schools", columns, tuple(rows))


def _of(listed: int, schools: int) -> str:
    return f"{listed} ({100 * listed / schools:.0f} %)" if schools >= FEW else str(listed)


def rules_table(rule_sets: Iterable[RuleSet]) -> Table:
    """Every rule set so far, the default first: what holds from when, who changed it, and why."""
    rows = [(DEFAULT_RULES.name, "the beginning", "the program", "Nothing changed.")]
    rows += [
        (rules.name, day(pd.Timestamp(rules.in_force_from)) if rules.in_force_from else "the beginning",
         rules.author, rules.note)
        for rules in rule_sets
    ]  # fmt: skip
    return Table("Rules so far", ("Name", "For lists judged from", "By", "Why"), tuple(rows))


def told(method: str) -> tuple[str, str]:
    """
    The method's title and the rest of its text, without links to files beside it, which are not served.

    Raises ValueError where the text does not begin with a title.
    """
    found = re.match(r"# (.+)\n+", method)
    if not found:
        raise ValueError("The method's text must begin with its title, as '# How the lists come about'.")
    return found[1].strip(), re.sub(r"\[([^\]]+)\]\((?!https?:)[^)]*\)", r"\1", method[found.end() :])


def plain(table: Table) -> dict[str, Any]:
    """The table as plain data for a component."""
    return {"caption": table.caption, "columns": list(table.columns), "rows": [list(row) for row in table.rows]}
