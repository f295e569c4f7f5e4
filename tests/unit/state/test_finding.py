"""Finding a school by name or number: accents, case and one slip of the finger do not matter, filters neither."""

import pandas as pd
import pytest

from dashboards.state.triage.board import Board, make_board
from dashboards.state.triage.finding import MOST, Found, find_schools, folded, is_near
from dashboards.state.triage.rows import BoardInWords
from models.wording.language import words_in
from tests.boards import without_reports

NAMES = {
    "001": "Alder Creek",
    "002": "Harlan Creek",
    "003": "Lincoln Elementary",
    "004": "Lincoln Elementary",
    "4-017": "Iron Hill",
    "010": "Peña Elementary",
    "012": "O’Hare Elementary",
    "016": "École Saint-Étienne",
    "007": "مدرسة النور (K-8) 12",
    "015": "קמפוס ירוק Middle",
    "009": '<b>Bold</b> & "Quotes" {A} School',
}


def board(names: dict[str, str]) -> Board:
    ids = list(names)
    schools = pd.DataFrame({"school_id": ids, "name": list(names.values())}, dtype="str")
    schools["opened_on"] = schools["closed_on"] = pd.Series(pd.NaT, index=schools.index, dtype="datetime64[s]")
    schools["cluster"] = pd.Series(["Riverside"] * len(ids), dtype="str")
    schools["level"], schools["enrollment"] = "elementary", 300.0
    return make_board("2025-26", None, pd.Timestamp("2026-07-31"), None, without_reports(schools))


def found(typed: str, names: dict[str, str] | None = None, shown: tuple[str, ...] = ()) -> Found:
    return find_schools(BoardInWords(board(NAMES if names is None else names), words_in()), shown, typed)


def names(typed: str) -> list[str]:
    return [hit["name"] for hit in found(typed)["hits"]]


@pytest.mark.parametrize(
    ("typed", "school"),
    [
        ("iron hill", "Iron Hill"),
        ("HILL iron", "Iron Hill"),
        ("  iro   hi ", "Iron Hill"),
        ("pena", "Peña Elementary"),
        ("PEÑA", "Peña Elementary"),
        ("pen\u0303a", "Peña Elementary"),
        ("o'hare", "O’Hare Elementary"),
        ("ohare", "O’Hare Elementary"),
        ("ecole saint etienne", "École Saint-Étienne"),
        ("النور", "مدرسة النور (K-8) 12"),
        ("ירוק", "קמפוס ירוק Middle"),
        ("<b>bold</b>", NAMES["009"]),
        ("{a} school", NAMES["009"]),
    ],
)
def test_case_accents_apostrophes_and_the_order_of_words_do_not_matter(typed, school):
    assert names(typed) == [school]


@pytest.mark.parametrize("typed", ["4-017", "4017", "017", "4-01"])
def test_a_school_is_found_by_its_number_which_then_stands_beside_it(typed):
    answer = found(typed)
    assert [hit["about"] for hit in answer["hits"]] == [["4-017", "Riverside", "Elementary, 300 pupils"]]


@pytest.mark.parametrize("typed", ["harlen", "harln", "harllan", "hralan", "harlan crek", "iorn hill", "penna"])
def test_one_slip_of_the_finger_in_a_word_is_forgiven_and_said(typed):
    answer = found(typed)
    assert len(answer["hits"]) == 1
    assert answer["note"] == f"Nothing is spelled “{typed}”; this comes near."


@pytest.mark.parametrize("typed", ["herlen", "irn hill", "qqqq", "4018", "harlan hill"])
def test_what_is_further_off_finds_nobody_and_says_so(typed):
    answer = found(typed)
    assert answer["hits"] == []
    assert answer["note"] == f"No school here has “{typed}” in its name or number."


def test_a_name_that_is_spelled_right_brings_no_guesses_along():
    assert names("creek") == ["Alder Creek", "Harlan Creek"]


def test_names_that_begin_so_come_before_words_that_do_and_those_before_what_is_inside():
    some = {"1": "North Elm", "2": "Elmwood", "3": "Helmut", "4": "Elm Hill"}
    assert [hit["name"] for hit in found("elm", some)["hits"]] == ["Elm Hill", "Elmwood", "North Elm", "Helmut"]


def test_schools_of_the_same_name_are_told_apart_by_their_number():
    assert [hit["about"][0] for hit in found("lincoln")["hits"]] == ["003", "004"]
    assert found("iron")["hits"][0]["about"][0] == "Riverside"


def test_a_school_outside_the_filters_is_found_and_said_to_be():
    hits = found("creek", shown=("001",))["hits"]
    assert [(hit["name"], hit["outside"]) for hit in hits] == [
        ("Alder Creek", ""),
        ("Harlan Creek", "outside these filters"),
    ]


def test_of_very_many_schools_the_first_are_told_and_how_many_more_there_are():
    many = {f"{number:03}": f"Elm {number:03}" for number in range(MOST + 2)}
    answer = found("elm", many)
    assert len(answer["hits"]) == MOST
    assert answer["note"] == "2 more schools fit. Type more of the name."
    many.popitem()
    assert found("elm", many)["note"] == "1 more school fits. Type more of its name."


@pytest.mark.parametrize("typed", ["", "   ", "- ( )"])
def test_nothing_typed_finds_nothing_and_says_nothing(typed):
    assert found(typed) == {"text": typed, "hits": [], "note": ""}


def test_an_endless_text_is_cut():
    assert found("x" * 5_000)["text"] == "x" * 100


def test_a_board_holds_only_schools_its_viewer_may_see_and_no_other_is_found():
    assert found("hill", {"1": "Fairbrook"})["hits"] == []


def test_letters_that_do_not_come_apart_are_compared_as_people_type_them():
    assert [folded(text) for text in ("Straße", "ØRSTED", "Łódź", "İzmir")] == ["strasse", "orsted", "lodz", "izmir"]


@pytest.mark.parametrize("typed", ["elm", "lem", "helm", "el", "em", "eln"])
def test_one_letter_left_out_added_changed_or_swapped_is_near(typed):
    assert is_near(typed, "elm")


@pytest.mark.parametrize("typed", ["e", "mle", "helms", "oak", ""])
def test_two_are_not(typed):
    assert not is_near(typed, "elm")


def test_on_the_list_too_schools_of_the_same_name_say_their_number():
    rows = BoardInWords(board(NAMES), words_in()).rows
    assert {school_id: row["number"] for school_id, row in rows.items() if row["number"]} == {
        "003": "003",
        "004": "004",
    }
