"""Which rows stand on the screen, in what order, and the sentences about them."""

import json
import math

import pandas as pd
import pytest

from dashboards.state.choices import ALL, NO_CLUSTER, Choices
from dashboards.state.filters import Filters
from dashboards.state.triage.board import Board, make_board
from dashboards.state.triage.export_frame import triage_frame
from dashboards.state.triage.rows import BoardInWords, SchoolRow, school_rows
from dashboards.state.triage.screen import Screen, clusters_json, make_screen
from models.permissions import Viewer
from models.vocabulary import Role
from models.wording.language import words_in
from tests.boards import without_reports

AS_OF = pd.Timestamp("2026-07-31")
VIEWER = Viewer(1, 1, "Rosa Okafor", Role.COORDINATOR, clusters=("Harbor",))
NAMES = {"1": "elm Hill", "2": "Ash Grove", "3": "Birch+ (East)", "4": "Élan", "5": "Ash grove"}


def board(names: dict[str, str] | None = None) -> Board:
    """
    A year without reports: Ash Grove has a contact and a step, elm Hill a try since its last, Birch tries and a figure
    under 30 %, Élan no cluster.
    """
    chosen = NAMES if names is None else names
    ids = list(chosen)
    schools = pd.DataFrame({"school_id": ids, "name": list(chosen.values())}, dtype="str")
    schools["opened_on"] = schools["closed_on"] = pd.Series(pd.NaT, index=schools.index, dtype="datetime64[s]")
    schools["cluster"] = pd.Series([None if one == "4" else "Harbor" for one in ids], dtype="str")
    schools["level"] = ["high" if one == "1" else "elementary" for one in ids]
    schools["enrollment"] = [float("nan") if one == "3" else 300.0 for one in ids]
    contacts = pd.DataFrame(
        {
            "school_id": ["2", "1", "3", "1", "3", "1", "2"],
            "contacted_on": pd.to_datetime(
                ["2026-07-30", "2026-07-29", "2026-07-28", "2026-07-21", "2026-06-02", "2026-05-01", "2026-04-30"]
            ).astype("datetime64[s]"),
            "result": [None, "no_answer", "no_answer", "accepted", "no_answer", "declined", "no_answer"],
            "next_step": ["Call again", "", "", "", "", "Send the form", ""],
            "next_step_due": pd.to_datetime(["2026-08-04", *[None] * 4, "2026-07-20", None]).astype("datetime64[s]"),
            "closed_on": pd.to_datetime([None] * 7).astype("datetime64[s]"),
        }
    )
    surveys = pd.DataFrame(
        {
            "school_id": ["2", "3"],
            "measure": ["parent_response_rate"] * 2,
            "value": [0.43, math.nan],
            "low": [math.nan, 0.0],
            "high": [math.nan, 0.3],
            "scale_id": ["", ""],
            "words": ["", ""],
            "please_check": ["", ""],
        }
    )
    decisions = pd.DataFrame({"school_id": pd.Series(dtype="str"), "kind": [], "ends_on": []})
    if names == {}:
        contacts, surveys = contacts[:0], surveys[:0]
    liaisons = pd.DataFrame({"school_id": ["1", "2"], "name": ["Ana", "Ben"], "phone": [None] * 2, "email": [None] * 2})
    frames = without_reports(
        schools, contacts=contacts, surveys=surveys, decisions=decisions, liaisons=liaisons[: len(ids)]
    )
    return make_board("2025-26", None, AS_OF, None, frames)


def screen(some: Board | None = None, ignored: tuple[str, ...] = (), **chosen: object) -> Screen:
    made = some or board()
    ids = frozenset(made.schools.index)
    choices = Choices({"2025-26": {}}, {"2025-26": ("Harbor", NO_CLUSTER)}, ids, "2025-26", {"2025-26": ""})
    filters = Filters(choices, words_in())
    filters.param.update(**({"cluster": ALL} | chosen))
    return make_screen(BoardInWords(made, words_in()), filters, VIEWER, list(ignored))


def row(school_id: str) -> SchoolRow:
    return school_rows(words_in(), board())[school_id]


def shown(**chosen: object) -> list[str]:
    return [NAMES[one] for one in screen(**chosen).shown]


# ---------------------------------------------------------------- which
def test_no_filter_shows_every_school_by_name_whatever_its_capitals():
    assert shown() == ["Ash Grove", "Ash grove", "Birch+ (East)", "elm Hill", "Élan"]


def test_a_cluster_and_no_cluster_are_two_choices():
    assert shown(cluster=NO_CLUSTER) == ["Élan"]
    assert len(shown(cluster="Harbor")) == 4


def test_a_level_and_a_search_hold_at_once():
    assert shown(level="elementary", search="ash") == ["Ash Grove", "Ash grove"]
    assert shown(level="high", search="ash") == []


@pytest.mark.parametrize("typed", ["HILL elm", "  elm   hill ", "1"])
def test_a_search_takes_words_in_any_order_and_a_number(typed):
    assert shown(search=typed) == ["elm Hill"]


def test_a_school_looked_for_outside_the_filters_is_named_with_its_cluster():
    told = "Outside these filters: Élan (no cluster). Find a school opens any school and moves no filter."
    assert screen(search="lan", cluster="Harbor").notice == told
    assert screen(search="ash", cluster="Harbor").notice == ""
    assert screen(search="no school is called so").notice == ""


@pytest.mark.parametrize("typed", ["+ (", "birch+", "(east)"])
def test_a_search_is_text_and_no_pattern(typed):
    assert shown(search=typed) == ["Birch+ (East)"]


def test_tiers_leave_nobody_out_in_a_year_that_has_none():
    assert len(shown(tiers=[])) == 5


# ---------------------------------------------------------------- in what order
@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("-school", ["Élan", "elm Hill", "Birch+ (East)", "Ash grove", "Ash Grove"]),
        ("contact", ["Ash Grove", "elm Hill", "Ash grove", "Birch+ (East)", "Élan"]),
        ("-contact", ["Ash grove", "Birch+ (East)", "Élan", "elm Hill", "Ash Grove"]),
        ("step", ["elm Hill", "Ash Grove", "Ash grove", "Birch+ (East)", "Élan"]),
        ("-step", ["Ash Grove", "elm Hill", "Ash grove", "Birch+ (East)", "Élan"]),
        ("survey", ["Birch+ (East)", "Ash Grove", "Ash grove", "elm Hill", "Élan"]),
        ("-survey", ["Ash Grove", "Birch+ (East)", "Ash grove", "elm Hill", "Élan"]),
        ("cluster", ["Ash Grove", "Ash grove", "Birch+ (East)", "elm Hill", "Élan"]),
    ],
)
def test_an_order_puts_what_is_not_known_last_and_never_contacted_longest(order, names):
    assert shown(sort=order) == names


# ---------------------------------------------------------------- in what words
def test_the_count_is_of_what_is_shown_and_of_all():
    assert screen(level="high").showing == "Showing 1 of 5 schools"
    assert screen(level="high").showing_short == "1 of 5"


def test_a_year_without_reports_says_so_and_a_district_without_schools_too():
    assert screen().answer == "No monthly reports for 2025-26 yet."
    assert screen(board({})).answer == "There are no schools yet."


def test_what_the_address_got_wrong_is_named():
    assert screen(ignored=("level=college", "colour=red")).notice == (
        "Not understood in the address, so left out: level=college, colour=red. The rest holds."
    )
    assert screen().notice == ""


def test_a_school_that_may_not_be_seen_is_not_open():
    assert screen(school="2").selected == "2"
    assert screen(school="9").selected == ""


def test_schools_without_a_cluster_have_a_block_of_their_own_in_the_months():
    blocks = json.loads(clusters_json(screen()))
    assert [(block["name"], block["ids"]) for block in blocks] == [
        ("Harbor", ["2", "5", "3", "1"]),
        ("No cluster", ["4"]),
    ]


# ---------------------------------------------------------------- what a row says
def test_a_row_says_what_is_not_known_and_shows_no_zero_for_it():
    unknown = row("4")
    assert (unknown["contact_days"], unknown["contact_words"], unknown["survey"], unknown["cluster"]) == (
        None,
        "none yet",
        None,
        "No cluster",
    )
    assert row("3")["pupils"] is None


def test_a_censored_figure_keeps_its_bound_in_the_row():
    assert row("3")["survey"] == "under 30 %"
    assert row("2")["survey"] == "43 %"


def test_the_oldest_open_step_is_the_next_one_and_says_whether_it_is_overdue():
    assert row("1")["step"] == ("Send the form", "was due 20 Jul")
    assert row("2")["step"] == ("Call again", "due 4 Aug")


def told_of_contacts(school_id: str) -> tuple[int | None, str, str]:
    one = row(school_id)
    return one["contact_days"], one["contact_words"], one["contact_tries"]


def test_the_last_contact_is_the_last_that_was_answered_and_tries_since_stand_beside_it():
    assert told_of_contacts("2") == (1, "1 day", "")
    assert told_of_contacts("1") == (10, "10 days", "1 try since, no answer")
    assert told_of_contacts("3") == (None, "never answered", "2 tries, no answer")
    assert told_of_contacts("5") == (None, "none yet", "")


def test_what_people_take_away_counts_the_last_answer_and_the_tries_since():
    taken = triage_frame(screen(), {}).set_index("school_id")
    assert taken["days_since_contact"].to_dict() == {"2": 1, "5": None, "3": None, "1": 10, "4": None}
    assert taken["tries_since_contact"].to_dict() == {"2": 0, "5": 0, "3": 2, "1": 1, "4": 0}
