"""What a school's own page takes from a browser: a choice that it offered, and nothing else."""

import json

import pytest

from dashboards.views.our_school.our_school import OwnSchool

FIELDS = [
    {"name": "school", "label": "School", "options": [["S1", "S1"], ["S3", "S3"]], "chosen": "S1"},
    {"name": "month", "label": "As of", "options": [["2026-03", "10 April 2026"]], "chosen": "2026-03"},
]


def chosen_by(message: object, school: str = json.dumps({"fields": FIELDS})) -> list[tuple[str, str]]:
    chosen: list[tuple[str, str]] = []
    OwnSchool(school=school, chosen=lambda word, code: chosen.append((word, code)))._handle_msg(message)
    return chosen


def test_a_choice_that_was_offered_is_told():
    assert chosen_by({"choose": {"school": "S3"}}) == [("school", "S3")]
    assert chosen_by({"choose": {"month": "2026-03"}}) == [("month", "2026-03")]


@pytest.mark.parametrize(
    "message",
    [
        {"choose": {"school": "S2"}}, {"choose": {"year": "2025-26"}}, {"choose": {"cluster": "Garden"}},
        {"choose": {"school": ["S3"]}}, {"choose": {"school": None}}, {"choose": "S3"}, {"choose": None},
        {"open": "S3"}, [], "S3", None,
    ],
)  # fmt: skip
def test_what_was_not_offered_is_not_believed(message: object):
    assert chosen_by(message) == []


def test_before_there_is_a_school_nothing_can_be_chosen():
    assert chosen_by({"choose": {"school": "S1"}}, school="null") == []


def test_the_callback_does_not_travel_to_the_browser():
    properties = OwnSchool(chosen=print)._get_properties(None)["data"].properties()
    assert "school" in properties
    assert "chosen" not in properties
