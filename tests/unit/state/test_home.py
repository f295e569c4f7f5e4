"""Home, made without a database: the words that are kept, the days of a month, and what is said of what is new."""

from collections import Counter
from datetime import UTC, date, datetime

import pandas as pd
import pytest

from dashboards.state.home.dates import Dates, month_line
from dashboards.state.home.part import Link
from dashboards.state.home.since import since_part
from dashboards.state.home.visit import kept_words
from dashboards.state.triage.board import Board, make_board
from dashboards.state.triage.ledger import Reports
from models.wording import home as wording
from models.wording.language import words_in
from tests.boards import without_reports

WORDS = words_in()
MARCH = Dates(*map(pd.Timestamp, ("2026-03-01", "2026-04-05", "2026-04-10", "2026-04-10", "2026-04-15", "2026-04-30")))
REPORTS = Reports(expected=11, received=10, states=Counter(), late=1)


# ---------------------------------------------------------------- words of other pages
@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("", ""),
        ("?month=2026-03&cluster=Lakeview", ""),
        ("?as=r.okafor&district=d&month=2026-03", ""),
        ("?month=2026-02&cluster=all&level=k8", "?month=2026-02&cluster=all&level=k8"),
        ("?cluster=Lakeview&view=months&figure=reach&said_by=nobody", "?view=months&figure=reach&said_by=nobody"),
        ("?search=a%26b", "?search=a%26b"),
    ],
)
def test_words_of_other_pages_are_kept_but_for_those_of_the_usual_view(address: str, kept: str):
    assert kept_words(address, "?month=2026-03&cluster=Lakeview") == kept


# ---------------------------------------------------------------- the month's line
def line(today: str) -> list[tuple[float, str, str, bool, bool]]:
    made = month_line(WORDS, MARCH, REPORTS, [], pd.Timestamp(today))
    return [(one["at"], one["day"], one["text"], one["is_past"], one["is_now"]) for one in made["points"]]


def test_days_of_the_month_stand_in_order_and_those_of_one_day_together():
    assert line("2026-04-10") == [
        (0.0, "31 Mar", "month ends", True, False),
        (0.1667, "5 Apr", "due: 9 of 11 on time", True, False),
        (0.3333, "10 Apr", "list made, review by, today", True, True),
        (0.5, "15 Apr", "mended by", False, False),
        (1.0, "30 Apr", "locked", False, False),
    ]


def test_between_two_days_today_has_a_place_of_its_own():
    assert [(day, text) for _, day, text, _, is_now in line("2026-04-12") if is_now] == [("12 Apr", "today")]
    assert [is_past for *_, is_past, _ in line("2026-04-12")] == [True, True, True, True, False, False]


def test_a_month_that_is_over_is_past_as_a_whole_and_stands_at_the_day_of_its_list():
    points = line("2026-11-26")
    assert all(is_past for *_, is_past, _ in points)
    assert [day for _, day, _, _, is_now in points if is_now] == ["10 Apr"]
    assert month_line(WORDS, MARCH, REPORTS, [], pd.Timestamp("2026-11-26"))["done"] == 1


# ---------------------------------------------------------------- what is new
SINCE = datetime(2026, 4, 8, 15, 0, tzinfo=UTC)
NO_REPORTS = pd.DataFrame(columns=["school_id", "month", "submitted_date", "due_date", "is_first"])
NO_CHANGES = pd.DataFrame(columns=["happened_at", "person", "action", "subject", "details"])


@pytest.fixture
def board() -> Board:
    schools = pd.DataFrame(
        {"school_id": ["S1", "S2"], "name": ["Harlan Creek", "Cedar Glen"], "cluster": "Lakeview", "level": "k8",
         "enrollment": 300.0, "closed_on": pd.NaT}
    )  # fmt: skip
    return make_board("2025-26", None, pd.Timestamp("2026-04-10"), None, without_reports(schools))


def told(board: Board, came: pd.DataFrame = NO_REPORTS, changes: pd.DataFrame = NO_CHANGES, schools: str = "S1 S2"):
    def link(school_id: str) -> Link:
        return {"text": school_id, "address": f"triage?school={school_id}"}

    part = since_part(WORDS, board, pd.Index(schools.split()), SINCE, None, came, changes, "Rosa Okafor", link)
    assert bool(part["lines"]) is not bool(part["none"])
    return [(" ".join(name["text"] for name in one["names"]), one["text"], one["day"]) for one in part["lines"]]


def report(school: str, submitted: str, *, is_first: bool = True) -> dict[str, object]:
    day = pd.Timestamp(submitted)
    return {"school_id": school, "month": pd.Timestamp("2026-03-01"), "submitted_date": day,
            "due_date": pd.Timestamp("2026-04-05"), "is_first": is_first}  # fmt: skip


def change(action: str, person: str = "Maria Alvarez", subject: str = "S1", **details: object) -> dict[str, object]:
    return {"happened_at": datetime(2026, 4, 9, 15, 0, tzinfo=UTC), "person": person, "action": action,
            "subject": subject, "details": details}  # fmt: skip


def test_few_reports_are_told_one_by_one_and_many_counted_by_month(board: Board):
    few = pd.DataFrame([report("S1", "2026-04-07"), report("S2", "2026-04-05", is_first=False)])
    assert told(board, few) == [
        ("S1", "sent March, 2 days late", "7 Apr"),
        ("S2", "sent March again, corrected", "5 Apr"),
    ]
    many = pd.DataFrame([report("S1", "2026-04-07")] * 5)
    assert told(board, many) == [("", "5 reports came in: 5 of March 2026.", "")]
    by_month = {date(2026, month, 1): 30 for month in (3, 2, 1)} | {date(2025, 12, 1): 1_000}
    assert wording.came_in_text(WORDS, 1_090, by_month) == (
        "1,090 reports came in: 30 of March 2026, 30 of February 2026, 30 of January 2026, 1,000 of earlier months."
    )


def test_reports_and_decisions_about_schools_of_others_are_no_news(board: Board):
    assert told(board, pd.DataFrame([report("S1", "2026-04-07")]), schools="S2") == []
    decided = pd.DataFrame([change("add_decision", direction="on", ends_on="2026-05-15")])
    assert told(board, changes=decided, schools="S2") == []


def test_what_others_did_is_told_and_what_one_did_oneself_is_not(board: Board):
    changes = pd.DataFrame(
        [
            change("add_decision", direction="off", ends_on="2026-05-15"),
            change("save_rule_set", subject="Spring rules"),
            change("import_files", subject="receipt 7", counts={"school": {"new": 2, "changed": 1}}),
            change("save_rule_set", "Rosa Okafor", "Mine"),
            change("an action of a version to come"),
        ]
    )
    assert told(board, changes=changes) == [
        ("S1", "taken off Check in until 15 May by Maria Alvarez", "9 Apr"),
        ("", 'Maria Alvarez put the rules "Spring rules" in force.', "9 Apr"),
        ("", "Maria Alvarez brought rows in: 2 new, 1 changed.", "9 Apr"),
    ]


def test_a_first_visit_hears_that_it_is_the_first(board: Board):
    part = since_part(WORDS, board, pd.Index([]), None, None, NO_REPORTS, NO_CHANGES, "", lambda _: Link())  # type: ignore[typeddict-item]
    assert (part["since"], part["lines"]) == ("", [])
    assert part["none"].startswith("This is your first visit.")


# ---------------------------------------------------------------- sentences
@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (wording.review_text(WORDS, 5, 7), "5 reports wait for your review, the oldest for 7 days."),
        (wording.review_text(WORDS, 1, 1), "1 report waits for your review, for 1 day."),
        (wording.review_text(WORDS, 2, 0), "2 reports wait for your review."),
        (wording.review_text(WORDS, 0, 0), "Nothing waits for your review."),
        (wording.steps_text(WORDS, 1, 0, None), "1 next step is due today."),
        (wording.steps_text(WORDS, 2, 1, None), "2 next steps are due today, 1 is overdue."),
        (wording.steps_text(WORDS, 1, 4, date(2026, 4, 10)), "1 next step was due on 10 April, 4 are overdue."),
        (wording.steps_text(WORDS, 0, 4, None), "4 next steps are overdue."),
        (wording.steps_text(WORDS, 0, 0, None), "No next step is due."),
        (
            wording.backlog_text(WORDS, 19, 8, ["Riverside"]),
            "19 reports wait for review, the oldest 8 days, in Riverside.",
        ),
        (wording.backlog_text(WORDS, 0, 0, []), "No report waits for review."),
    ],
)
def test_sentences(said: str, sentence: str):
    assert said == sentence
