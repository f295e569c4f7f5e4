"""What is typed in a draft, read as a report; and a stored report as fields again. Numbers from a pencil."""

from datetime import date
from typing import Any

import pytest

from models.report_fields import ACTIVITY, FORM, RESPONSE, UnreadableError, is_path, is_value
from models.report_form import Report, fields_of, report_of

APRIL = date(2026, 4, 1)


def report(fields: dict[str, Any], used: tuple[str, ...] = ()) -> Report:
    return report_of("S1", APRIL, fields, used)


@pytest.mark.parametrize(
    ("column", "typed", "read"),
    [
        ("families_attended", " 1,204 ", 1204),
        ("families_attended", "0", 0),
        ("activity_date", "2026-04-23", date(2026, 4, 23)),
        ("duration_hours", "1,5", 1.5),
        ("cost", "12.50", 12.5),
        ("involvement_type", "4", 4),
        ("other_types", "2, 5,2", "2;5"),
        ("notice_languages", "English, Spanish; English", "English;Spanish"),
        ("counting_method", "sign_in", "sign_in"),
        ("child_care", "no", False),
        ("is_cancelled", True, True),
    ],
)
def test_what_is_typed_is_read(column: str, typed: Any, read: Any):
    assert ACTIVITY[column].read(typed) == read


@pytest.mark.parametrize(
    ("column", "typed", "code"),
    [
        ("families_attended", "about 40", "whole"),
        ("families_attended", "-3", "whole"),
        ("families_attended", "4000000000", "whole"),
        ("families_attended", "٣", "whole"),
        ("activity_date", "31 April", "day"),
        ("involvement_type", "7", "type"),
        ("counting_method", "guess", "choice"),
        ("cost", "a lot", "number"),
    ],
)
def test_what_cannot_be_is_named_by_what_it_should_be(column: str, typed: str, code: str):
    with pytest.raises(UnreadableError) as refused:
        ACTIVITY[column].read(typed)
    assert refused.value.code == code


def test_what_cannot_be_read_yet_is_named_with_its_field_and_nothing_else_is_lost():
    made = report({"activity/a1/title": "Night", "activity/a1/involvement_type": "7", "activity/a2/title": "Day"})
    assert [(one.path, one.code, one.typed) for one in made.unreadable] == [
        ("activity/a1/involvement_type", "type", "7"),
        ("activity/a2/involvement_type", "no_type", ""),
    ]
    assert [row["title"] for row in made.activities.values()] == ["Night", "Day"]


def test_rows_stand_in_their_order_and_a_row_without_anything_or_taken_out_is_none():
    made = report(
        {
            "activity/b/at": 1.0, "activity/b/title": "First", "activity/a/at": 2.0, "activity/a/title": "Second",
            "activity/c/at": 3.0, "activity/d/title": "Gone", "activity/d/gone": True,
            "activity/e/title": "Back", "activity/e/gone": False, "activity/e/at": 9.0,
        }
    )  # fmt: skip
    assert [row["title"] for row in made.activities.values()] == ["First", "Second", "Back"]


def test_a_blank_count_is_unknown_and_a_zero_is_a_zero():
    made = report({"activity/a/title": "A", "activity/a/families_attended": "  ", "activity/b/families_attended": "0"})
    assert [row["families_attended"] for row in made.activities.values()] == [None, 0]
    assert made.form["team_met"] is None


def test_new_activities_get_numbers_that_nobody_had_and_answers_their_activitys():
    fields = {
        "activity/s1/activity_id": "OLD-7", "activity/s1/title": "Old", "activity/n1/title": "New",
        "response/r1/of": "n1", "response/r1/returned": "4", "response/r2/of": "n1", "response/r2/returned": "5",
        "response/r3/returned": "6", "observation/o1/asked": "3",
    }  # fmt: skip
    made = report(fields, used=("S1-2604-w01",))
    assert [row["activity_id"] for row in made.activities.values()] == ["S1-2604-w02", "OLD-7"]
    assert [(row["response_id"], row["activity_id"]) for row in made.responses.values()] == [
        ("S1-2604-w02", "S1-2604-w02"), ("S1-2604-w02-1", "S1-2604-w02"), ("survey-1", None),
    ]  # fmt: skip
    assert [row["observation_id"] for row in made.observations.values()] == ["1"]


def test_answers_about_an_activity_that_was_taken_out_go_with_it():
    made = report({"activity/a/title": "A", "activity/a/gone": True, "response/r/of": "a", "response/r/returned": "4"})
    assert made.responses == {}


def test_nothing_to_report_is_a_reason_and_no_activity():
    fields = {"form/is_nil": True, "activity/a/title": "A", "activity/a/involvement_type": "1"}
    assert [one.code for one in report(fields).unreadable] == ["nil_reason"]
    made = report(fields | {"form/nil_reason": "Snow."})
    assert (made.is_nil, made.activities, made.unreadable) == (True, {}, [])
    back = report(fields | {"form/nil_reason": "Snow.", "form/is_nil": False})
    assert (back.is_nil, len(back.activities)) == (False, 1)


@pytest.mark.parametrize(
    ("ticks", "said", "who"),
    [
        ({}, None, ()),
        ({"form/liaison_changed": False}, False, ()),
        ({"form/liaison_changed": True}, True, ("liaison",)),
        ({"form/liaison_changed": False, "form/principal_changed": True}, True, ("principal",)),
    ],
)
def test_who_changed_is_said_only_where_somebody_ticked(ticks: dict[str, Any], said: bool | None, who: tuple[str, ...]):
    made = report(ticks)
    assert (made.form["liaison_or_principal_changed"], made.changed) == (said, who)


def test_a_stored_report_comes_back_as_the_same_report():
    activity = dict.fromkeys(ACTIVITY) | {
        "activity_id": "A1", "title": "Night", "involvement_type": 4, "activity_date": date(2026, 4, 23),
        "families_attended": 48, "other_types": "2;5", "notice_languages": "English;Spanish", "child_care": False,
        "is_cancelled": False, "audience": "", "interpretation_languages": "", "partner": "", "fund": "",
        "evidence_link": "", "cost": 12.5, "duration_hours": 1.5, "counting_method": "sign_in",
    }  # fmt: skip
    answers = dict.fromkeys(RESPONSE) | {
        "response_id": "R1", "activity_id": "A1", "instrument": "Card", "returned": 0, "mean_rating": 4.25,
        "scale_id": "1-5", "themes": "food;thanks", "language": "",
    }  # fmt: skip
    form = dict.fromkeys(FORM) | {"team_met": False, "barriers": ["trust"], "notes": "Two\nlines.",
                                  "liaison_or_principal_changed": False}  # fmt: skip
    fields = fields_of(form, {"activity": [activity], "response": [answers]}, {"Night": "7"})
    made = report(fields)
    head = {"school_id": "S1", "month": APRIL}
    assert list(made.activities.values()) == [head | activity]
    assert list(made.responses.values()) == [head | answers]
    assert made.form == form
    assert (made.steps, made.unreadable) == ({"7": "s1"}, [])


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("form/notes", True),
        ("form/is_nil", True),
        ("form/state", False),
        ("activity/n1/title", True),
        ("activity/n1/please_check", False),
        ("activity/N1/title", False),
        ("activity/n1/title/x", False),
        ("kept/no_method/a1/counting_method", True),
        ("kept/no_method//team_minutes", True),
        ("kept/../a1/x", False),
    ],
)
def test_only_fields_of_the_form_are_fields(path: str, is_one: bool):
    assert is_path(path) is is_one


def test_only_what_can_be_typed_is_a_value():
    assert all(is_value(one) for one in (None, True, 3, 1.5, "x" * 4_000, ["transport"]))
    assert not any(is_value(one) for one in ({"a": 1}, "x" * 4_001, ["x"] * 41, [1], 10**9, float("nan"), "a\x00b"))
