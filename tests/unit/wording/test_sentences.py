"""The sentences above the list, by the worked examples of tests/spec/sentences.csv: true for any count."""

import csv
from datetime import date
from pathlib import Path

import pytest

from models.vocabulary import Attention, SupportTier
from models.wording.language import words_in
from models.wording.triage import (
    attention_text,
    event_text,
    moved_text,
    movement_text,
    reports_text,
    room_text,
    showing_text,
)

WORDS = words_in()
SPEC = Path(__file__).parents[2] / "spec" / "sentences.csv"
with SPEC.open(newline="", encoding="utf-8") as file:
    EXAMPLES = list(csv.DictReader(file))
COLUMNS = {
    SupportTier.EXTRA_SUPPORT: "to_visit",
    SupportTier.CHECK_IN: "to_call",
    SupportTier.NOT_ENOUGH_DATA: "too_little",
    SupportTier.ONE_THING: "one_thing",
    SupportTier.STEADY: "steady",
}


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["case"] for example in EXAMPLES])
def test_a_sentence_says_what_can_move_and_then_what_there_is_room_for(example):
    number = {name: int(text) for name, text in example.items() if text.isdigit()}
    movement = event = ""
    if example["now"]:
        movement = movement_text(WORDS, float(example["now"]), float(example["before"]), date(2025, 3, 1))
    if number["cancelled"]:
        event = event_text(WORDS, number["cancelled"], number["planned"], number["alike"], example["reason"])
    reports = reports_text(WORDS, date(2026, 3, 1), number["received"], number["expected"], number["late"])
    assert moved_text(WORDS, reports, movement, event) == example["answer"]
    tiers = {tier: number[column] for tier, column in COLUMNS.items()}
    if example["room"]:
        assert (
            room_text(
                WORDS,
                tiers,
                to_visit_too=number["also_to_visit"],
                visits=number.get("visits"),
                calls=number["calls"],
                are_own=example["own"] == "yes",
                without_step=number["without_step"],
            )
            == example["room"]
        )


def test_every_example_of_several_schools_counts_as_many_as_it_expects_reports_from():
    for example in EXAMPLES:
        if example["room"]:
            assert sum(int(example[column]) for column in COLUMNS.values()) == int(example["expected"]), example["case"]


def test_schools_that_owe_no_report_are_named_beside_the_count_and_are_in_neither_number():
    assert showing_text(WORDS, 11, 85, 0) == "Showing 11 of 85 schools"
    assert showing_text(WORDS, 1, 1, 1) == "Showing 1 of 1 school, and 1 that is closed or not open yet"
    assert showing_text(WORDS, 85, 85, 2) == "Showing 85 of 85 schools, and 2 that are closed or not open yet"


def test_what_asks_for_attention_is_counted_in_schools():
    said = [attention_text(WORDS, code, 1) for code in Attention]
    assert said == [
        "1 late",
        "1 missing",
        "1 to review",
        "1 returned",
        "1 nothing to report",
        "1 without a family count",
        "1 to check",
        "1 due today",
        "1 overdue",
        "1 without a next step",
    ]
