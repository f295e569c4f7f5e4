"""The catalogue of messages holds every text, and every code has its text."""

import ast
import inspect
import re
import string
import subprocess
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from models.month_marks import MonthMark
from models.support_need.rule_set import WEIGHTED
from models.vocabulary import (
    Attention,
    ContactChannel,
    ContactResult,
    DecisionKind,
    Indicator,
    InvolvementType,
    PlanGoal,
    Role,
    SchoolLevel,
    SupportTier,
)
from models.wording import by_code
from models.wording.language import CATALOGUES

ROOT = Path(__file__).resolve().parents[3]
COLLECTED = {
    "gettext", "ngettext", "pgettext", "N_", "NN_",
    "PartnershipError", "NotAllowedError", "ConflictError", "SchemaError", "DatabaseUnavailableError",
}  # fmt: skip
ROOMS = ("funnel", "language", "lists", "reasons", "rules", "school", "triage")


def texts_of(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


MESSAGES = texts_of(CATALOGUES / "messages.pot")
EACH = [message for message in MESSAGES if message.id]


def both(message_id: str | tuple[str, ...]) -> tuple[str, ...]:
    return (message_id,) if isinstance(message_id, str) else tuple(message_id)


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def told(catalogue: Catalog) -> set[tuple]:
    """Every text with its plural, its context and the files it stands in."""
    return {
        (both(message.id), message.context, tuple(sorted({name for name, _ in message.locations})))
        for message in catalogue
        if message.id
    }


def test_the_catalogue_is_what_make_words_would_write_now(tmp_path):
    fresh = tmp_path / "messages.pot"
    subprocess.run(
        ["make", "words", f"BIN={Path(sys.executable).parent}", f"TEXTS={fresh}"], cwd=ROOT, check=True, timeout=120
    )
    missing, left_over = told(texts_of(fresh)) - told(MESSAGES), told(MESSAGES) - told(texts_of(fresh))
    assert (missing, left_over) == (set(), set()), "run `make words` and commit the catalogue"


def test_no_text_stands_where_it_is_not_collected_as_within_another_text():
    lost = [
        (str(path.relative_to(ROOT)), node.lineno)
        for room in ("models", "dashboards")
        for path in sorted((ROOT / room).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and not is_collected(node)
    ]
    assert lost == []


def is_collected(call: ast.Call) -> bool:
    """Is what this call says in the catalogue, or is it no call that says a text written out in it?"""
    function = call.func
    name = (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )
    if name not in COLLECTED or not call.args:
        return True
    given = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    if not given:
        return True
    return given[1] in catalogue_of(given[0]) if name == "pgettext" else given[0] in catalogue_of(None)


def catalogue_of(context: str | None) -> set[str]:
    return {both(message.id)[0] for message in EACH if message.context == context}


def test_a_plural_says_every_value_its_singular_says():
    dropped = [
        message.id
        for message in EACH
        if not isinstance(message.id, str) and not names_in(message.id[0]) <= names_in(message.id[1])
    ]
    assert dropped == []


def test_every_name_in_a_text_is_one_a_value_can_have():
    # Where a brace is meant as a brace, the text has no values, and the catalogue is not asked to fill it.
    odd = [text for message in EACH for text in both(message.id) for name in names_in(text) if not name.isidentifier()]
    assert odd == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_function_is_handed_a_language(room):
    module = import_module(f"models.wording.{room}")
    made_here = [one for _, one in inspect.getmembers(module, inspect.isfunction) if one.__module__ == module.__name__]
    asked = [one.__name__ for one in made_here if "language" in inspect.signature(one).parameters]
    assert asked == [name for name in asked if room == "language"]


BY_CODE: list[tuple[str, Iterable[str]]] = [
    ("OFFERS", SupportTier),
    ("TIERS_EXPLAINED", SupportTier),
    ("OFFER_SENTENCES", SupportTier),
    ("OFFER_SENTENCES_WITH_HELP", [tier for tier in SupportTier if tier is not SupportTier.STEADY]),
    ("MARKS", [mark for mark in MonthMark if not mark.is_zero and not mark.is_late]),
    ("ATTENTION", Attention),
    ("INDICATORS", Indicator),
    ("INDICATORS_IN_SENTENCES", Indicator),
    ("HELP", Indicator),
    ("GAPS", WEIGHTED),
    ("LESS", WEIGHTED),
    ("MORE", WEIGHTED),
    ("EVIDENCE", WEIGHTED),
    ("FIGURES", WEIGHTED),
    ("GOALS", PlanGoal),
]


@pytest.mark.parametrize(("table", "codes"), BY_CODE, ids=[name for name, _ in BY_CODE])
def test_every_code_has_its_text_in_each_table(table, codes):
    assert list(getattr(by_code, table)) == list(codes)


def test_every_table_by_code_is_looked_at_above():
    assert {name for name, value in vars(by_code).items() if isinstance(value, dict) and name.isupper()} == {
        name for name, _ in BY_CODE
    }


@pytest.mark.parametrize(
    "codes",
    [SchoolLevel, InvolvementType, SupportTier, Role, ContactChannel, ContactResult, DecisionKind],
    ids=lambda codes: codes.__name__,
)
def test_every_label_can_be_translated(codes):
    assert [code.label for code in codes if code.label not in MESSAGES] == []


@pytest.mark.parametrize("word", ["failing", "at risk", "weak", "poor", "bad"])
def test_no_text_judges_a_school(word):
    said = [text for message in EACH for text in both(message.id)]
    assert [text for text in said if re.search(rf"\b{word}\b", text.lower())] == []
