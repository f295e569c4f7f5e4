"""What stands under the method's text for one district: the check by kinds of schools, and the rules so far. Pure."""

from collections.abc import Iterable
from typing import NamedTuple, TypedDict

import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from models.support_need.rule_set import DEFAULT_RULES, RuleSet
from models.vocabulary import N_, SchoolLevel
from models.wording.language import Words

GROUPS = {
    ("size", "small"): N_("Small: the quarter with the fewest pupils"),
    ("size", "other"): N_("All larger ones"),
    ("need", "high"): N_("High need: the quarter with most low-income homes"),
    ("need", "other"): N_("All with fewer"),
}
FEW = 5
"""With fewer schools a share says little and only the count is shown."""


class WordsTable(TypedDict):
    """A table in words: `rows` hold one text for each of `columns`, the first one heads its row."""

    caption: str
    columns: list[str]
    rows: list[list[str]]


class _Group(NamedTuple):
    split: str
    group: str
    schools: int
    extra_support: int
    check_in: int
    listed_rate: float
    visits: int
    not_needed: int


AUDIT_COLUMNS = (
    N_("Schools"),
    N_("How many"),
    N_("On Extra support"),
    N_("On Check in"),
    N_("On Extra support, all months so far"),
    N_("Visits that found the list wrong"),
)
RULES_COLUMNS = (N_("Name"), N_("For lists judged from"), N_("By"), N_("Why"))


def audit_table(words: Words, audit: pd.DataFrame, month: pd.Timestamp) -> WordsTable:
    """`models.support_need.list_checks.list_audit` in words: counts first, shares only of five schools or more."""
    rows = []
    for group in rows_of(audit, _Group):
        label = SchoolLevel(group.group).label if group.split == "level" else GROUPS[group.split, group.group]
        has_rate = is_known(group.listed_rate) and group.schools >= FEW
        visits = words.gettext("{part} of {whole}", part=group.not_needed, whole=group.visits)
        rows.append(
            [
                words.gettext(label),
                str(group.schools),
                _of(words, group.extra_support, group.schools),
                _of(words, group.check_in, group.schools),
                words.percent(group.listed_rate) if has_rate else "–",
                visits if group.visits else words.gettext("no visit yet"),
            ]
        )
    caption = words.gettext("The {month} lists by kinds of schools", month=words.month_in_year(month))
    return {"caption": caption, "columns": [words.gettext(column) for column in AUDIT_COLUMNS], "rows": rows}


def _of(words: Words, listed: int, schools: int) -> str:
    if schools < FEW:
        return str(listed)
    return words.gettext("{number} ({share})", number=listed, share=words.share_of(listed, schools))


def rules_table(words: Words, rule_sets: Iterable[RuleSet]) -> WordsTable:
    """Every rule set so far, the default first: what holds from when, who changed it, and why."""
    beginning = words.gettext("the beginning")
    rows = [
        [words.gettext(DEFAULT_RULES.name), beginning, words.gettext("the program"), words.gettext("Nothing changed.")]
    ]
    rows += [
        [rules.name, words.day(rules.in_force_from) if rules.in_force_from else beginning, rules.author, rules.note]
        for rules in rule_sets
    ]
    columns = [words.gettext(column) for column in RULES_COLUMNS]
    return {"caption": words.gettext("Rules so far"), "columns": columns, "rows": rows}
