"""What a reviewer looks at first: each slip is found, told in figures, and nothing is asked of a clean report."""

from dataclasses import replace
from datetime import date

import pytest

from models.review_findings import (
    FOUND_BY_CODE,
    ActivitySaid,
    AnswersSaid,
    FindingCode,
    ReportSaid,
    UsualHere,
    findings,
)
from models.school_charts.month_limits import MonthLimits
from models.school_charts.usual_ranges import Figure, UsualRange
from models.vocabulary import CountingMethod
from models.wording import review as wording
from models.wording.language import words_in
from models.wording.return_comments import TEXTS, comments, composed_in_spanish

MARCH = date(2026, 3, 1)
WORDS = words_in()
USUAL = UsualHere(
    pupils=210,
    report={Figure.ACTIVITIES: UsualRange(2, 4, 1, 7, 40)},
    turnout={4: UsualRange(8, 40, 3, 60, 90)},
    highest={4: 35},
    own_activities=MonthLimits(3, 1, 5, 14),
)
NIGHT = ActivitySaid(
    "A1", "Reading night", date(2026, 3, 23), 4, families=20, adults=25, method=CountingMethod.HEAD_COUNT
)
CARDS = AnswersSaid("R1", "A1", sent=20, returned=11, sides=11, rating=4.2, scale_id="1-5")
CLEAN = ReportSaid(MARCH, False, [NIGHT, replace(NIGHT, activity_id="A2", title="Budget hearing")], [CARDS])


def night(**instead: object) -> ReportSaid:
    return replace(CLEAN, activities=[replace(NIGHT, **instead), CLEAN.activities[1]])


def cards(**instead: object) -> ReportSaid:
    return replace(CLEAN, answers=[replace(CARDS, **instead)])


def found(report: ReportSaid, usual: UsualHere = USUAL) -> list[tuple[FindingCode, float | None, float | None]]:
    return [(one.code, one.figure, one.beside) for one in findings(report, usual)]


def test_a_report_that_is_as_usual_is_clean():
    assert findings(CLEAN, USUAL) == []


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (night(families=480, adults=500), (FindingCode.ABOVE_ENROLLMENT, 480, 210)),
        (night(families=75, adults=90), (FindingCode.FAR_MORE, 75, 35)),
        (night(families=None, adults=None), (FindingCode.COUNT_MISSING, None, None)),
        (night(families=30, adults=22), (FindingCode.FAMILIES_ABOVE_ADULTS, 30, 22)),
        (night(method=None), (FindingCode.METHOD_MISSING, 20, None)),
        (night(on=date(2026, 4, 2)), (FindingCode.DATE_OUTSIDE_MONTH, None, None)),
        (night(title="Budget hearing"), (FindingCode.REPEATED, None, None)),
        (night(marks=frozenset({"asked_twice"})), (FindingCode.MARKED, 20, None)),
        (cards(returned=32, sent=30), (FindingCode.ANSWERS_ABOVE_SENT, 32, 30)),
        (cards(returned=25, sent=None), (FindingCode.ANSWERS_ABOVE_ATTENDANCE, 25, 20)),
        (cards(sides=14), (FindingCode.SIDES_ABOVE_ANSWERS, 14, 11)),
        (cards(rating=6.0), (FindingCode.RATING_OFF_SCALE, 6.0, None)),
        (cards(scale_id=""), (FindingCode.RATING_WITHOUT_SCALE, 4.2, None)),
        (cards(activity_id="A9"), (FindingCode.ANSWERS_WITHOUT_ACTIVITY, 11, None)),
        (replace(CLEAN, is_nil=True), (FindingCode.NIL_WITH_ACTIVITIES, 2, None)),
        (ReportSaid(MARCH), (FindingCode.NOTHING_SAID, None, None)),
    ],
)
def test_each_slip_is_found_alone(report: ReportSaid, expected: tuple):
    assert found(report)[0] == expected
    assert len(found(report)) == 1


def test_a_single_activity_in_the_usual_place_asks_nothing_of_cancelled_ones_tickets_or_a_reason():
    cancelled = replace(NIGHT, is_cancelled=True, families=None)
    views = replace(NIGHT, activity_id="A3", families=900, method=CountingMethod.VIEWS)
    assert findings(replace(CLEAN, activities=[*CLEAN.activities, cancelled, views]), USUAL) == []
    assert findings(ReportSaid(MARCH, is_nil=True), USUAL) == []


def test_far_off_needs_both_the_range_and_some_families():
    usual = replace(USUAL, turnout={4: UsualRange(15, 60, 12, 62, 90)})
    assert found(night(families=64, adults=70), usual) == []
    assert found(night(families=2, adults=3), usual)[0] == (FindingCode.FAR_FEWER, 2, None)
    assert findings(night(families=75, adults=90), replace(USUAL, turnout={})) == []


def test_what_was_as_high_before_or_signed_for_is_likely_right():
    one = findings(night(families=75, adults=90, method=CountingMethod.SIGN_IN), USUAL)[0]
    assert one.is_likely_right
    assert "A sign-in sheet; the most at one of its type here so far were 35." in wording.finding_text(
        WORDS, one, {"A1": "Reading night"}
    )
    again = findings(night(families=75, adults=90), replace(USUAL, highest={4: 80}))[0]
    assert wording.finding_text(WORDS, again, {"A1": "Reading night"}) == (
        "75 families at Reading night, expected 8 to 40.",
        "The most at one of its type here so far were 80: likely right.",
    )


def test_many_and_few_activities_are_out_of_the_range_and_of_the_schools_own_months():
    many = replace(CLEAN, activities=[replace(NIGHT, activity_id=f"A{n}", title=f"Night {n}") for n in range(1, 10)])
    assert found(many) == [(FindingCode.MANY_ACTIVITIES, 9, None)]
    used_to_it = replace(USUAL, own_activities=MonthLimits(8, 4, 12, 14))
    assert found(many, used_to_it) == []
    few = replace(CLEAN, activities=[NIGHT])
    assert found(few, used_to_it) == [(FindingCode.FEW_ACTIVITIES, 1, None)]
    assert found(few, replace(USUAL, own_activities=MonthLimits(3, float("nan"), float("nan"), 2))) == []


def test_the_most_telling_stands_first():
    report = replace(night(families=480, adults=500), answers=[replace(CARDS, returned=32, sent=30, rating=6.0)])
    assert [code for code, *_ in found(report)] == [
        FindingCode.ABOVE_ENROLLMENT, FindingCode.ANSWERS_ABOVE_SENT, FindingCode.RATING_OFF_SCALE,
    ]  # fmt: skip


def test_every_finding_has_its_words_and_a_ready_comment_in_both_languages():
    assert set(FindingCode) == set(wording.HEADS) == set(wording.SHORT) == set(TEXTS)
    assert set(FOUND_BY_CODE.values()) <= set(FindingCode)
    one = findings(cards(returned=32, sent=30), USUAL)
    ready = comments(WORDS, one, {"A1": "Reading night"}, MARCH)
    assert ready[0].english == 'At "Reading night" 32 cards came back but 30 were sent. Which is right?'
    assert composed_in_spanish("Elena", MARCH, ready[:1]) == (
        "Gracias por marzo, Elena. Una cosa: En «Reading night» se devolvieron 32 tarjetas, pero se enviaron 30. "
        "¿Qué cifra es correcta? Todo lo demás está bien."
    )
    assert composed_in_spanish("", MARCH, []) == ""
    assert wording.looks_text(WORDS, one) == "more answers than sent"
    assert wording.looks_text(WORDS, [*one, *one]) == "2 things to look at"
