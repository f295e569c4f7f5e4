"""The check of the lists by kinds of schools: who is listed, and what visits found, counted with a pencil."""

from types import SimpleNamespace

import pandas as pd
import pytest

from dashboards.state.rules.method_tables import audit_table, rules_table
from models.support_need.list_checks import list_audit
from models.support_need.rule_set import RuleSet
from models.wording.language import words_in
from models.wording.method import title_and_blocks

AUGUST, SEPTEMBER = pd.Timestamp("2025-08-01"), pd.Timestamp("2025-09-01")
SCHOOLS = pd.DataFrame(
    {
        "level": ["elementary"] * 5 + ["high"] * 3,
        "enrollment": [100, 200, 300, 400, 500, 600, 700, float("nan")],
        "low_income_rate": [0.1, 0.9, 0.2, 0.8, 0.3, 0.4, 0.5, 0.6],
    },
    index=pd.Index(list("ABCDEFGH"), name="school_id"),
)


def month(start: pd.Timestamp, extra: str, check: str = "", left_out: str = "") -> SimpleNamespace:
    index = pd.Index([one for one in "ABCDEFGH" if one not in left_out], name="school_id")
    tiers = ["extra_support" if one in extra else "check_in" if one in check else "steady" for one in index]
    lists = {"on_extra_support": index.isin(list(extra)), "tier": tiers}
    return SimpleNamespace(month=start, index=index, schools=pd.DataFrame(lists, index=index))


def audit(*visits: tuple[str, str, str], left_out: str = "") -> pd.DataFrame:
    now = month(SEPTEMBER, extra="BF", check="A", left_out=left_out)
    year = {AUGUST: month(AUGUST, extra="BC"), SEPTEMBER: now}
    seen = pd.DataFrame(visits, columns=["school_id", "tier", "finding"])
    return list_audit(now, year, SCHOOLS, seen).set_index(["split", "group"])


def test_each_split_counts_its_schools_and_those_on_a_list():
    counts = audit()[["schools", "extra_support", "check_in", "listed_rate"]]
    assert counts.to_dict("index") == {
        ("level", "elementary"): {"schools": 5, "extra_support": 1, "check_in": 1, "listed_rate": 0.3},
        ("level", "high"): {"schools": 3, "extra_support": 1, "check_in": 0, "listed_rate": pytest.approx(1 / 6)},
        ("size", "small"): {"schools": 2, "extra_support": 1, "check_in": 1, "listed_rate": 0.5},
        ("size", "other"): {"schools": 5, "extra_support": 1, "check_in": 0, "listed_rate": 0.2},
        ("need", "high"): {"schools": 2, "extra_support": 1, "check_in": 0, "listed_rate": 0.5},
        ("need", "other"): {"schools": 6, "extra_support": 1, "check_in": 1, "listed_rate": pytest.approx(2 / 12)},
    }


def test_only_visits_to_listed_schools_can_be_false_alarms():
    found = audit(
        ("B", "extra_support", "not"),
        ("B", "check_in", "right"),
        ("F", "not_enough_data", "partly"),
        ("C", "steady", "not"),
    )[["visits", "not_needed"]]
    assert found.loc[("level", "elementary")].tolist() == [2, 1]
    assert found.loc[("level", "high")].tolist() == [1, 0]
    assert found.loc[("need", "other")].tolist() == [1, 0]


def test_a_school_the_month_does_not_judge_is_in_no_group():
    assert audit(left_out="FGH").index.get_level_values("group").tolist() == [
        "elementary", "small", "other", "high", "other",
    ]  # fmt: skip


def test_shares_are_said_only_of_five_schools_or_more():
    table = audit_table(words_in(), audit(("B", "check_in", "not")).reset_index(), SEPTEMBER)
    rows = {row[0]: row[1:] for row in table["rows"]}
    assert rows["Elementary"] == ["5", "1 (20 %)", "1 (20 %)", "30 %", "1 of 1"]
    assert rows["High"] == ["3", "1", "0", "–", "no visit yet"]


def test_the_rules_so_far_begin_with_the_default():
    saved = RuleSet(name="Louder", author="Maria Alvarez", note="Turnout matters.", in_force_from=SEPTEMBER.date())
    assert rules_table(words_in(), [saved])["rows"] == [
        ["Default", "the beginning", "the program", "Nothing changed."],
        ["Louder", "1 September 2025", "Maria Alvarez", "Turnout matters."],
    ]


def test_links_to_files_beside_the_text_become_words_and_others_stay():
    text = "# How it works\n\nSee [decision 0004](decisions/0004.md) and [a paper](https://example.org/a).\n"
    assert title_and_blocks(text) == ("How it works", ("See decision 0004 and [a paper](https://example.org/a).",))
    with pytest.raises(ValueError, match="must begin with its title"):
        title_and_blocks("No title")
