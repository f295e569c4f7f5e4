"""What the page about one school says of plan, answers, months and a similar school: pure parts, from small frames."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from dashboards.state.school.months import Months
from dashboards.state.school_page.gathered import Gathered
from dashboards.state.school_page.office import session_lines
from dashboards.state.school_page.reported import activities_card, estimates_text, parents_card, teachers_card
from dashboards.state.school_page.similar import SimilarFound
from dashboards.state.school_page.story import story_card
from dashboards.state.school_page.told_types import OwnTypes
from dashboards.state.school_page.types_and_plan import plan_card, similar_card, types_card
from dashboards.state.triage.board import Board, make_board
from models.month_marks import MonthMark
from models.school_charts.month_limits import month_limits
from models.school_charts.peer_months import Peers
from models.wording.language import words_in
from tests.boards import without_reports

WORDS = words_in()
AS_OF = pd.Timestamp("2026-04-10")
MARCH = pd.Timestamp("2026-03-01")
MONTHS = pd.DatetimeIndex(["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"])
NAN = float("nan")


def board() -> Board:
    """March 2026, without an assessment: one school, whose February report is missing."""
    schools = pd.DataFrame({"school_id": ["1"], "name": ["Ash Grove"], "cluster": None, "level": "k8"})
    schools["enrollment"] = 300.0
    schools["opened_on"] = schools["closed_on"] = pd.Series(pd.NaT, index=schools.index, dtype="datetime64[s]")
    marks = pd.DataFrame([["accepted", "missing", "to_review", "not_due"]], index=["1"], columns=MONTHS)
    return replace(make_board("2025-26", None, AS_OF, None, without_reports(schools, marks=marks)), month=MARCH)


def found(**given: Any) -> Gathered:
    nothing = pd.DataFrame()
    usual: dict[str, Any] = {
        "lists": nothing, "tier_since": None, "activities": nothing, "forms": nothing, "observations": nothing,
        "steps": steps(), "plan": pd.DataFrame(columns=["state", "accepted_on"]),
        "coordinators": (), "types": None, "similar": None, "sent_for": pd.DataFrame(columns=["month", "name", "role"]),
    }  # fmt: skip
    return Gathered(**usual | given)


# ---------------------------------------------------------------- the plan
def steps(*rows: tuple[str, str | None, int | None]) -> pd.DataFrame:
    """planned_month, done_month, involvement_type of each step."""
    frame = pd.DataFrame(rows, columns=["planned_month", "done_month", "involvement_type"])
    dates = dict.fromkeys(("planned_month", "done_month"), "datetime64[s]")
    return frame.astype(dates | {"involvement_type": float}).assign(title="Math kits")


def test_a_step_is_done_not_yet_without_a_report_or_due_later():
    card = plan_card(
        WORDS,
        board(),
        "1",
        found(
            steps=steps(
                ("2026-01-01", "2026-01-01", 1),
                ("2026-01-01", "2026-03-01", 1),
                ("2026-01-01", None, 1),
                ("2026-02-01", None, 1),
                ("2026-04-01", None, 1),
                ("2026-04-01", "2026-03-01", 1),
            )
        ),
    )
    assert [(step["state"], step["state_label"]) for step in card["steps"]] == [
        ("done", "done"),
        ("done", "done in Mar"),
        ("open", "not yet"),
        ("unknown", "no report tells"),
        ("later", "due later"),
        ("done", "done in Mar"),
    ]
    assert card["about"] == "2 of 4 steps due by March are done"
    assert card["plan"] == "No plan of 2025-26 is stored."


def test_a_step_without_a_title_is_called_by_its_type_and_without_both_by_that():
    planned = steps(("2026-04-01", None, 1), ("2026-04-01", None, None)).assign(title="")
    titles = [step["title"] for step in plan_card(WORDS, board(), "1", found(steps=planned))["steps"]]
    assert titles == ["Parenting", "a step whose type the plan does not say"]


def test_a_plan_that_is_not_accepted_yet_or_waits_again_says_so():
    waits, is_in = "The plan waits for review.", "The plan was accepted on 25 September 2025."
    late, in_time = "2026-05-02", "2025-09-25"
    for state, day, said in (("submitted", late, waits), ("accepted", in_time, is_in), ("submitted", in_time, waits)):
        plan = pd.DataFrame({"state": [state], "accepted_on": pd.to_datetime([day])})
        assert plan_card(WORDS, board(), "1", found(plan=plan))["plan"] == said


# ---------------------------------------------------------------- types, and a similar school
OWN = OwnTypes({1: 4, 2: 5, 3: 0, 4: 2, 5: 0, 6: 1}, pd.Series({1: 2.04, 2: NAN}), 6, Peers(12, are_of_size=True))


def test_types_stand_beside_what_was_planned_by_now_and_what_is_usual():
    card = types_card(
        WORDS,
        board(),
        found(types=OWN, steps=steps(("2026-01-01", None, 1), ("2026-04-01", None, 1), ("2026-03-01", None, None))),
    )
    assert card is not None
    assert card["lines"][0] == {"name": "Parenting", "own": 4, "usual": 2.0, "plan": 1}
    assert card["lines"][1] == {"name": "Communicating", "own": 5, "usual": None, "plan": 0}
    assert card["peers"] == "12 schools of this level and size"


def test_a_school_without_a_report_has_no_type_of_zero_and_nothing_missing():
    card = types_card(WORDS, board(), found())
    assert card is not None
    assert (card["lines"], card["none"]) == ([], "No report of 2025-26 is in, so no type is counted.")
    assert similar_card(WORDS, board(), "1", found().similar, "") is None


HELD = pd.DataFrame(
    {
        "school_id": "2",
        "month": MARCH,
        "activity_date": pd.to_datetime(["2026-03-09", "2026-02-02", "2026-01-12"]),
        "title": ["Library helpers", "Book fair helpers", "Council"],
        "involvement_type": [3, 3, 5],
        "families_attended": [NAN, 14.0, NAN],
        "counting_method": [None, "sign_in", None],
        "is_attendance": True,
    }
)
NAMED = SimilarFound((3, 5, 6), True, "2", "Birch Hill", "k8", 320.0, 10, HELD)


def test_of_each_missing_type_the_best_attended_activity_of_the_similar_school_is_told():
    card = similar_card(WORDS, board(), "1", found(types=OWN, similar=NAMED).similar, "?school=2")
    assert card is not None
    assert (card["name"], card["size"], card["school"]) == (
        "Birch Hill",
        "320 pupils",
        {"name": "Birch Hill", "address": "?school=2"},
    )
    assert card["about"] == "What it did of the types that Ash Grove has not reported this year:"
    assert [(line["type"], line["text"]) for line in card["lines"]] == [
        ("Volunteering", "Book fair helpers, 2 Feb, 14 families, 2 activities in all"),
        ("Decision making", "Council, 12 Jan"),
        ("Collaborating with the community", "none reported either"),
    ]


def test_a_similar_school_that_may_not_be_seen_has_no_name_no_link_and_no_titles():
    unnamed = replace(NAMED, school_id="", name="", activities=HELD.assign(title="", school_id=""))
    card = similar_card(WORDS, board(), "1", found(types=OWN, similar=unnamed).similar, "?school=")
    assert card is not None
    assert (card["name"], card["school"]) == ("A similar K-8 school", None)
    assert card["size"].startswith("about ")
    assert int(card["size"].split()[1]) % 50 == 0
    assert card["lines"][0]["text"] == "Volunteering, 2 Feb, 14 families, 2 activities in all"
    assert "Birch" not in str(card)


def test_where_nothing_is_missing_or_nobody_near_does_it_one_sentence_says_so():
    nothing = similar_card(WORDS, board(), "1", found(similar=SimilarFound((), False)).similar, "")
    nobody = similar_card(WORDS, board(), "1", found(similar=SimilarFound((3,), True)).similar, "")
    assert nothing is not None
    assert nobody is not None
    assert nothing["none"].startswith("All six types are reported this year")
    assert nobody["none"].startswith("None of the schools nearest")


# ---------------------------------------------------------------- what was reported
def activities(*rows: dict[str, Any]) -> pd.DataFrame:
    usual = {
        "month": MARCH, "activity_date": pd.Timestamp("2026-03-10"), "title": "Open house", "involvement_type": 2,
        "families_attended": 20.0, "counting_method": "sign_in", "returned": NAN, "is_cancelled": False,
        "please_check": "", "is_attendance": True,
    }  # fmt: skip
    return pd.DataFrame([usual | row for row in rows], columns=list(usual))


def test_what_was_counted_how_and_by_whom_is_told_and_never_a_zero_for_a_blank():
    some = activities(
        {"families_attended": 480.0, "please_check": "attendance_above_enrollment", "returned": 7.0},
        {"families_attended": NAN, "counting_method": None},
        {"families_attended": 86.0, "counting_method": "views", "is_attendance": False},
        {"is_cancelled": True, "families_attended": NAN},
        {"counting_method": "estimate"},
    )
    card = activities_card(WORDS, board(), some)
    assert card is not None
    shown = [(row["families"], row["counted"], row["answers"], row["attention"]) for row in card["rows"]]
    assert shown == [
        ("20", "estimate", "not asked", False),
        ("cancelled", "", "not asked", False),
        ("86 views", "views", "not asked", False),
        ("not counted", "", "not asked", False),
        ("480 (please check)", "sign-in", "7", True),
    ]
    assert card["about"] == "2025-26: 5 activities, 1 of them cancelled"
    assert "estimate" in card["rows"][0]["found"]
    assert estimates_text(WORDS, some) == "1 of 2 counts are estimates"
    assert estimates_text(WORDS, some[:0]) == ""


def forms(*rows: dict[str, Any]) -> pd.DataFrame:
    usual = {
        "sent": 20.0, "returned": 8.0, "positive": 6.0, "neutral": 1.0, "negative": 1.0, "mean_rating": 4.0,
        "scale_id": "1-5", "themes": "thanks", "needs_follow_up": False,
    }  # fmt: skip
    return pd.DataFrame([usual | row for row in rows], columns=list(usual))


def test_under_ten_answers_of_parents_there_is_no_figure_and_no_theme():
    card = parents_card(WORDS, board(), "1", forms({"returned": 9.0}))
    assert card is not None
    assert (card["lines"], card["note"]) == ([], "Fewer than 10 answers, so no figure is shown.")
    none = parents_card(WORDS, board(), "1", forms({"returned": NAN}))
    assert none is not None
    assert none["note"] == "The reports of 2025-26 hold no parents' answers."


def test_ratings_of_two_scales_are_never_averaged_and_one_on_too_few_is_left_out():
    card = parents_card(
        WORDS,
        board(),
        "1",
        forms(
            {"returned": 10.0, "mean_rating": 4.0},
            {"returned": 30.0, "mean_rating": 4.4, "themes": "thanks;food"},
            {"returned": 9.0, "mean_rating": 3.0, "scale_id": "1-4", "needs_follow_up": True},
        ),
    )
    assert card is not None
    lines = {line["label"]: (line["figure"], line["aside"]) for line in card["lines"]}
    assert lines["Forms that came back"] == ("49 of 60 handed out (82 of 100)", "")
    assert lines["Rating, scale 1-5"] == ("4.3", "(40 answers)")
    assert "Rating, scale 1-4" not in lines
    assert lines["Positive answers"] == ("75 of 100", "")
    assert lines["Named most"] == ("thanks (3 forms), food (1 form)", "")
    assert lines["Somebody has to get back to parents"] == ("1 form", "")


def test_where_some_forms_were_handed_out_without_a_count_no_share_is_told():
    card = parents_card(WORDS, board(), "1", forms({"sent": NAN, "returned": 12.0}, {}))
    assert card is not None
    assert card["lines"][0]["figure"] == "20"


def seen(answered: float, note: str = "More pupils ask.") -> pd.DataFrame:
    saw = dict.fromkeys(("saw_behaviour", "saw_taking_part", "saw_asking_for_help", "saw_homework"), 5.0)
    return pd.DataFrame([{"asked": 20.0, "answered": answered, **saw, "saw_attendance": NAN, "note": note}])


def test_what_teachers_saw_is_told_from_ten_answers_on():
    card = teachers_card(WORDS, seen(12.0))
    assert card is not None
    assert card["note"] == "12 of 20 teachers answered"
    assert [line["label"] for line in card["lines"]][-1] == "Saw change in homework"
    assert card["said"] == ["More pupils ask."]
    few = teachers_card(WORDS, seen(9.0))
    assert few is not None
    assert (few["lines"], few["said"], few["note"]) == ([], [], "Fewer than 10 answers, so no figure is shown.")
    assert teachers_card(WORDS, seen(9.0)[:0]) is None


def test_a_session_the_team_missed_says_so():
    sessions = pd.DataFrame(
        {"held_on": pd.to_datetime(["2025-11-05", "2025-09-12", "2025-09-01"]), "topic": ["Counting", "Roles", "Plan"],
         "came": [False, True, True], "people": [NAN, 4.0, NAN], "is_since": [True, False, False]}
    )  # fmt: skip
    lines = session_lines(WORDS, sessions, pd.Timestamp("2025-11-10").date())
    assert [line["since"] for line in lines] == ["written since the list of 10 Nov", "", ""]
    said = [("5 Nov", "not attended"), ("12 Sep", "4 people came"), ("1 Sep", "attended")]
    assert [(line["date"], line["came"]) for line in lines] == said


# ---------------------------------------------------------------- the months
def lists() -> pd.DataFrame:
    marks, tiers = ["accepted", "missing", "to_review", "not_due"], ["steady", "check_in", "check_in", ""]
    return pd.DataFrame({"school_year": "2025-26", "mark": marks, "tier": tiers}, index=MONTHS)


def months(**columns: list[Any]) -> Months:
    frame = pd.DataFrame({"month": MONTHS, "school_year": "2025-26", "missing": [False, True, False, False]})
    frame["reported"] = [1.0, 0.0, 1.0, 0.0]
    for quantity in ("activities", "reach"):
        frame[quantity] = columns.get(quantity, [NAN] * len(MONTHS))
    return Months(frame, {name: month_limits(frame[name]) for name in ("activities", "reach")})


def test_a_quantity_without_any_figure_is_not_offered_so_that_no_axis_is_empty():
    card = story_card(WORDS, found(lists=lists()), months(activities=[3.0, NAN, 0.0, NAN]), AS_OF)
    assert card is not None
    assert [line["code"] for line in card["lines"]] == ["activities"]
    assert card["lines"][0]["own"] == [3.0, None, 0.0, None]
    assert [one["missing"] for one in card["months"]] == [False, True, False, False]
    empty = story_card(WORDS, found(lists=lists()), months(), AS_OF)
    assert empty is not None
    assert empty["lines"] == []
    assert empty["none"] == "No report is in, and there are no schools like it to compare with."


def test_the_table_of_the_months_has_tier_report_with_who_sent_it_and_figure_of_each_month_so_far():
    sent = pd.DataFrame({"month": [MONTHS[2]], "name": ["Rosa Okafor"], "role": ["coordinator"]})
    card = story_card(WORDS, found(lists=lists(), sent_for=sent), months(activities=[3.0, NAN, 0.0, NAN]), AS_OF)
    assert card is not None
    assert card["lines"][0]["table"]["rows"] == [
        ["Mar 2026", "Check in", "to review, sent by Rosa Okafor, coordinator, for the school", "0", "–"],
        ["Feb 2026", "Check in", "missing", "no report", "–"],
        ["Jan 2026", "Steady", "accepted", "3", "–"],
    ]
    assert card["months"][3]["mark"] == MonthMark.NOT_DUE.value
    assert np.isfinite([line["own"][0] for line in card["lines"]]).all()


def test_a_year_without_reports_has_no_story():
    assert story_card(WORDS, found(), Months(), AS_OF) is None
