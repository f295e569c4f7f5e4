"""Gentle checks: each question where it is due, the answer that is offered, and none where nothing is odd."""

from datetime import date
from typing import Any

import pytest

from models.report_checks import Finding, History, PastMonth, checks_of, history_of, open_findings
from models.report_form import Report, report_of
from models.wording import report as wording
from models.wording.language import words_in

APRIL = date(2026, 4, 1)
SCHOOL = History(pupils=412, most_families=60, team_minutes=60)
NIGHT = {
    "activity/a1/title": "Family reading night", "activity/a1/involvement_type": "4",
    "activity/a1/activity_date": "2026-04-23", "activity/a1/families_attended": "48",
    "activity/a1/adults_attended": "57", "activity/a1/counting_method": "sign_in",
    "response/r1/of": "a1", "response/r1/sent": "30", "response/r1/returned": "22", "response/r1/positive": "18",
    "response/r1/neutral": "3", "response/r1/mean_rating": "4.3", "response/r1/scale_id": "1-5",
    "form/team_met": "yes", "form/team_minutes": "60",
}  # fmt: skip


def report(**changed: Any) -> Report:
    return report_of("S1", APRIL, NIGHT | {name.replace("__", "/"): value for name, value in changed.items()})


def found(history: History = SCHOOL, **changed: Any) -> list[Finding]:
    return checks_of(report(**changed), history)


def test_a_usual_month_is_asked_nothing():
    assert found() == []


@pytest.mark.parametrize(
    ("changed", "question", "offered"),
    [
        ({"activity__a1__families_attended": "480"}, "480 families? The school has 412 pupils.", "It is 48"),
        ({"activity__a1__families_attended": "4800"}, "4800 families? The school has 412 pupils.", "It is 48"),
        ({"activity__a1__families_attended": "413"}, "413 families? The school has 412 pupils.", ""),
        (
            {"activity__a1__families_attended": "190"},
            "190 families? The most at any one activity here in two years were 60.",
            "It is 19",
        ),
        ({"activity__a1__adults_attended": "7"}, "7 adults for 48 families? Usually one comes from each, or more.", ""),
        ({"activity__a1__counting_method": ""}, "How were the families counted?", ""),
        ({"activity__a1__activity_date": "2026-05-02"}, "2 May is not in April.", ""),
        ({"response__r1__returned": "31"}, "31 came back, but 30 were sent.", ""),
        ({"response__r1__returned": "49", "response__r1__sent": ""}, "49 came back, but 48 families came.", ""),
        ({"response__r1__positive": "30"}, "33 answers in all, but 22 came back.", ""),
        ({"response__r1__mean_rating": "43"}, "43 is not on the scale 1-5.", ""),
        ({"form__team_minutes": "600"}, "600 minutes? That is more than four hours.", "It is 60"),
        ({"form__team_met": "no"}, "60 minutes, but the team did not meet.", ""),
    ],
)
def test_each_slip_is_one_question_with_its_answers(changed: dict[str, str], question: str, offered: str):
    words = words_in()
    (one,) = found(**changed)
    assert (wording.question(words, one), wording.instead(words, one)) == (question, offered)
    assert open_findings([one], {one.kept: one.figure}) == []
    assert open_findings([one], {one.kept: "another"}) == [one]


def test_tickets_and_views_and_what_was_cancelled_are_no_turnout():
    assert found(activity__a1__families_attended="4800", activity__a1__counting_method="views",
                 response__r1__returned="") == []  # fmt: skip
    assert found(activity__a1__families_attended="4800", activity__a1__is_cancelled="yes",
                 response__r1__gone=True) == []  # fmt: skip


def test_the_same_activity_twice_is_asked_about_once():
    again = {
        name.replace("/a1/", "__a2__").replace("/", "__"): value for name, value in NIGHT.items() if "/a1/" in name
    }
    (one,) = found(**again)
    assert (one.code, one.row, wording.question(words_in(), one)) == (
        "twice", "a2", "Family reading night stands here twice on that day.",
    )  # fmt: skip


def test_a_school_without_a_history_is_asked_only_what_needs_none():
    assert [one.code for one in found(History(), activity__a1__families_attended="4800")] == [
        "adults_below_families",
    ]


def test_the_same_checks_serve_a_filed_report_by_its_numbers():
    filed = report(activity__a1__families_attended="480")
    by_number = Report("S1", APRIL, filed.form, {"A-7": next(iter(filed.activities.values()))})
    assert [(one.row, one.path) for one in checks_of(by_number, SCHOOL)] == [("A-7", "activity/A-7/families_attended")]


def test_what_is_usual_is_told_by_three_months_at_least():
    months = [PastMonth(("A", "B"), (20, None), 60, 5, 10), PastMonth(("A",), (40,), 45, 6, 10)]
    assert history_of(300, months) == History(pupils=300)
    told = history_of(300, [*months, PastMonth(("A", "B", "C"), (10, 12, 8), None, None, None)])
    assert told == History(pupils=300, most_families=40, activities=(1, 3), families=(20, 40))
