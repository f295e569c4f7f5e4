"""What the panel of a school says is to be done next, whom to call, and what was tried."""

from typing import Any

import pandas as pd

from dashboards.state.school.next_step import NextPart, next_part
from dashboards.state.triage.board import Board, BoardFrames, make_board
from dashboards.state.triage.rows import BoardInWords
from models.wording.language import words_in

AS_OF = pd.Timestamp("2026-04-10")
NOBODY = pd.DataFrame({"school_id": [], "name": [], "phone": [], "email": []}, dtype=object)
CONTACT = {
    "school_id": "1", "contacted_on": "2026-03-12", "channel": "phone", "purpose": "Plan of the year.", "result": None,
    "next_step": "", "next_step_due": None, "closed_on": None,
}  # fmt: skip


def people(*rows: tuple[str, str | None, str | None, str | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["school_id", "name", "phone", "email"], dtype=object)


def board(*contacts: dict[str, Any], liaisons: pd.DataFrame = NOBODY) -> Board:
    """A year without reports as of 10 April 2026: two schools, contacts newest first."""
    schools = pd.DataFrame(
        {"school_id": ["1", "2"], "name": ["Ash Grove", "Birch Hill"], "cluster": None, "level": "k8"}
    )
    schools["enrollment"] = 300.0
    schools["opened_on"] = schools["closed_on"] = pd.Series(pd.NaT, index=schools.index, dtype="datetime64[s]")
    log = pd.DataFrame([CONTACT | one for one in contacts], columns=list(CONTACT))
    for name in ("contacted_on", "next_step_due", "closed_on"):
        log[name] = pd.to_datetime(log[name]).astype("datetime64[s]")
    surveys = pd.DataFrame(columns=["school_id", "measure", "value", "low", "high", "scale_id", "words"])
    decisions = pd.DataFrame({"school_id": pd.Series(dtype="str"), "kind": [], "ends_on": []})
    frames = BoardFrames(schools, pd.DataFrame(), pd.DataFrame(), log, surveys, decisions, liaisons)
    return make_board("2025-26", None, AS_OF, None, frames)


def told(*contacts: dict[str, Any], liaisons: pd.DataFrame = NOBODY, principals: pd.DataFrame = NOBODY) -> NextPart:
    return next_part(BoardInWords(board(*contacts, liaisons=liaisons), words_in()), "1", principals)


def test_open_steps_stand_by_their_day_and_say_what_is_overdue_and_what_is_due_today():
    part = told(
        {"next_step": "Send the form"},
        {"next_step": "Call again", "next_step_due": "2026-04-16"},
        {"next_step": "Visit", "next_step_due": "2026-03-27"},
        {"next_step": "Ask for the plan", "next_step_due": "2026-04-10"},
        {"next_step": "Done by now", "next_step_due": "2026-03-01", "closed_on": "2026-03-02"},
        {"school_id": "2", "next_step": "Of another school"},
    )
    assert part["steps"] == [
        {"text": "Visit", "when": "overdue, was due 27 Mar", "mark": "overdue"},
        {"text": "Ask for the plan", "when": "due today", "mark": "today"},
        {"text": "Call again", "when": "due 16 Apr", "mark": ""},
        {"text": "Send the form", "when": "no date", "mark": ""},
    ]


def test_a_school_without_a_step_or_a_contact_says_so():
    part = told()
    assert (part["steps"], part["no_step"]) == ([], "No next step is agreed.")
    assert (part["contacts"], part["no_contact"], part["reached"]) == ([], "No contact is recorded yet.", "")


def test_principal_and_liaison_stand_with_the_phone_and_e_mail_that_are_known():
    part = told(
        principals=people(("1", "Ruth Tran", "555-0100", None), ("2", "Ben Novak", "555-0101", None)),
        liaisons=people(("1", "Marit Lund", None, "m.lund@example.org")),
    )
    assert part["people"] == [
        {"role": "Principal", "name": "Ruth Tran", "phone": "555-0100", "email": ""},
        {"role": "Liaison", "name": "Marit Lund", "phone": "", "email": "m.lund@example.org"},
    ]


def test_a_school_without_a_liaison_says_that_none_is_named_and_a_phone_alone_is_a_principal_s():
    part = told(principals=people(("1", None, "555-0100", None)))
    assert part["people"] == [
        {"role": "Principal", "name": "name not known", "phone": "555-0100", "email": ""},
        {"role": "Liaison", "name": "none named", "phone": "", "email": ""},
    ]


def test_the_log_says_what_came_of_a_contact_and_writes_years_only_where_they_are_needed():
    part = told(
        {"result": "no_answer"},
        {"result": "accepted", "next_step": "Call again", "next_step_due": "2026-04-16"},
        {"contacted_on": "2024-10-22", "result": "declined", "purpose": ""},
    )
    assert [(one["date"], one["text"]) for one in part["contacts"]] == [
        ("12 Mar", "Plan of the year. No answer."),
        ("12 Mar", "Plan of the year. The offer was accepted. Next: Call again by 16 Apr."),
        ("22 Oct 2024", "Call. The offer was declined."),
    ]
    assert part["reached"] == "Last answered 29 days ago; 1 try since, no answer."


def test_what_was_tried_without_an_answer_is_no_contact():
    assert told({"result": "no_answer"}, {"result": "no_answer"})["reached"] == "2 tries, never answered."
    assert told({"result": "no_answer"})["reached"] == "1 try, never answered."
    assert told({"contacted_on": "2026-04-10"})["reached"] == "Last answered today."
    assert told({"contacted_on": "2026-04-09"})["reached"] == "Last answered 1 day ago."


def test_the_row_of_an_open_school_says_that_no_liaison_is_named_where_others_are():
    def said(liaisons: pd.DataFrame) -> list[str | None]:
        return [row["nobody"] for row in BoardInWords(board(liaisons=liaisons), words_in()).rows.values()]

    assert said(people(("2", "Marit Lund", None, None))) == ["no liaison named", None]
    assert said(NOBODY) == [None, None]
