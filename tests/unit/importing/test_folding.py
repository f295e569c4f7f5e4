"""What is one school or cluster but for zeros, case, blanks and signs; and what is not."""

from typing import Any

import pytest

from data.importing.completing import Known
from data.importing.folding import (
    Tables,
    doubtful_logins,
    fold_clusters,
    fold_schools,
    folded_name,
    folded_number,
    new_ones,
    resembling_name,
)
from data.importing.reading import PlacedRows

KNOWN = Known(
    schools=frozenset({"001", "002", "010"}),
    school_names={"001": "Alder Creek", "002": "Birch Hill", "010": "Peña Elementary"},
    clusters=frozenset({"North Side", "Peña Hills"}),
    logins={"ana@district.org": 1},
)


def tables(**rows: list[dict[str, Any]]) -> Tables:
    return [
        (name, PlacedRows(list(some), [(f"{name}.csv", line) for line in range(2, len(some) + 2)]))
        for name, some in rows.items()
    ]


def school(number: str, name: str = "") -> dict[str, Any]:
    return {"school_id": number, "name": name}


@pytest.mark.parametrize(
    ("one", "other"),
    [("1", "001"), ("1.0", "001"), ("123.0", "123"), ("s1", "S1"), ("S 1", "S1"), ("1,234", "1234"), ("000", "0"),
     ("\uff10\uff10\uff11", "1"), ("a\u2011b", "a-b")],
)  # fmt: skip
def test_numbers_that_are_one(one: str, other: str):
    assert folded_number(one) == folded_number(other)


@pytest.mark.parametrize(("one", "other"), [("S1", "S01"), ("1", "10"), ("1-2", "12"), ("1.5", "15"), ("A", "B")])
def test_numbers_that_are_two(one: str, other: str):
    assert folded_number(one) != folded_number(other)


def test_names_fold_by_case_blanks_and_apostrophes_and_resemble_each_other_without_accents():
    assert folded_name("O\u2019Hare  north") == folded_name("O'Hare North")
    assert folded_name("Peña") != folded_name("Pena")
    assert resembling_name("Peña-Hills") == resembling_name("Pena hills")
    assert resembling_name("Area 1-2") != resembling_name("Area 12")
    assert resembling_name("北") != resembling_name("南")


def test_a_number_without_its_zeros_is_the_known_school_in_every_file_and_is_told_once_for_each():
    call = tables(
        schools=[school("1", "alder  creek"), school("2", "Birch Hill")],
        school_years=[{"school_id": "1"}, {"school_id": "2"}],
        activities=[{"school_id": "1"}, {"school_id": "001"}, {"school_id": "1"}],
    )
    problems = fold_schools(call, KNOWN)
    assert [[row["school_id"] for row in placed.rows] for _, placed in call] == [
        ["001", "002"],
        ["001", "002"],
        ["001", "001", "001"],
    ]
    assert [(problem.file, problem.row, problem.value, problem.is_warning) for problem in problems] == [
        ("schools.csv", 2, "1", True),
        ("school_years.csv", 2, "1", True),
        ("activities.csv", 2, "1", True),
    ]
    assert "2 cells of this column were read so (1 for 001, 2 for 002)." in problems[0].what
    assert "2 cells of this column were read so (1 for 001)." in problems[2].what


def test_a_name_that_speaks_against_it_is_refused_with_both():
    call = tables(schools=[school("1", "Gale")])
    assert [str(problem) for problem in fold_schools(call, KNOWN)] == [
        'schools.csv, row 2, school_id: "1" differs from 001 by zeros, case, blanks or signs only, but is called '
        '"Gale", and 001 is "Alder Creek". Write 001 and the name it has if it is that school; '
        "else give the other school another number."
    ]
    assert call[0][1].rows[0]["school_id"] == "1"
    assert new_ones(call, KNOWN, new_schools=False, is_preview=False) == []


def test_a_name_without_its_accent_does_not_speak_against_it():
    call = tables(schools=[school("10", "PENA ELEMENTARY")])
    assert [problem.is_warning for problem in fold_schools(call, KNOWN)] == [True]
    assert call[0][1].rows[0]["school_id"] == "010"


def test_a_number_that_fits_two_known_schools_is_refused_and_an_exact_one_is_itself():
    known = Known(schools=frozenset({"1", "01"}))
    call = tables(activities=[{"school_id": "001"}, {"school_id": "1"}])
    assert [str(problem) for problem in fold_schools(call, known)] == [
        'activities.csv, row 2, school_id: "001" differs from several that are known by zeros, case, blanks or signs '
        'only: "01" and "1". Write the one that is meant as it is known.'
    ]
    assert [row["school_id"] for row in call[0][1].rows] == ["001", "1"]


def test_two_spellings_in_the_first_files_are_one_school_with_its_zeros():
    call = tables(schools=[school("7", "Elm"), school("007", "Elm")], activities=[{"school_id": "7.0"}])
    assert all(problem.is_warning for problem in fold_schools(call, Known()))
    assert [row["school_id"] for _, placed in call for row in placed.rows] == ["007", "007", "007"]


def test_two_spellings_with_two_names_in_the_first_files_are_refused():
    call = tables(schools=[school("7", "Elm"), school("007", "Fir")])
    assert [(problem.value, problem.is_warning) for problem in fold_schools(call, Known())] == [("7", False)]


def test_a_list_that_lost_its_zeros_gives_the_numbers_where_nothing_else_is_known():
    call = tables(schools=[school("7", "Elm")], activities=[{"school_id": "007"}])
    assert [problem.file for problem in fold_schools(call, Known())] == ["activities.csv"]
    assert call[1][1].rows[0]["school_id"] == "7"


def test_a_cluster_is_written_as_it_is_stored_wherever_it_stands():
    call = tables(
        school_years=[{"school_id": "001", "cluster": "NORTH SIDE"}, {"school_id": "002", "cluster": None}],
        coordinator_clusters=[{"person_id": 1, "cluster": "north side"}],
    )
    assert [problem.value for problem in fold_clusters(call, KNOWN, new_schools=False)] == ["NORTH SIDE", "north side"]
    assert [row["cluster"] for _, placed in call for row in placed.rows] == ["North Side", None, "North Side"]


@pytest.mark.parametrize(
    ("written", "chosen"),
    [(["a B", "A B", "A B"], "A B"), (["a b", "A B"], "a b"), (["A\u2019s", "A's", "A's"], "A's")],
)
def test_a_new_cluster_is_written_as_most_rows_have_it_else_as_the_first(written: list[str], chosen: str):
    call = tables(school_years=[{"cluster": name} for name in written])
    assert all(problem.is_warning for problem in fold_clusters(call, Known(), new_schools=False))
    assert {row["cluster"] for row in call[0][1].rows} == {chosen}


@pytest.mark.parametrize("name", ["Pena Hills", "PeñaHills", "Peña-Hills"])
def test_a_cluster_that_resembles_another_is_refused_with_both_unless_it_is_said_to_be_new(name: str):
    call = tables(school_years=[{"cluster": name}])
    problems = fold_clusters(call, KNOWN, new_schools=False)
    told = fold_clusters(call, KNOWN, new_schools=True)
    assert [(problem.value, problem.is_warning) for problem in (*problems, *told)] == [(name, False), (name, True)]
    assert '"Peña Hills"' in problems[0].what
    assert "--new-schools" in problems[0].remedy


def test_new_schools_are_counted_named_and_looked_at():
    call = tables(schools=[school("9", "Alder creek"), *(school(f"{number}", "New") for number in range(100, 125))])
    [problem] = new_ones(call, KNOWN, new_schools=False, is_preview=False)
    assert problem.is_warning is False
    assert problem.what.startswith('26 new schools: 100 "New", 101 "New", ')
    assert problem.what.endswith(" and 6 more.")
    [few] = new_ones(tables(schools=[school("9", "Alder creek")]), KNOWN, new_schools=True, is_preview=False)
    assert (few.is_warning, few.what) == (
        True,
        '1 new school: 9 "Alder creek" (001 has this name; known numbers have 3 digits).',
    )


def test_the_first_files_of_a_district_bring_what_they_bring():
    call = tables(schools=[school("9", "Elm")], school_years=[{"school_id": "9", "cluster": "East"}])
    assert new_ones(call, Known(), new_schools=False, is_preview=False) == []


def test_one_login_for_two_people_is_refused():
    call = tables(people=[{"person_id": 1, "login": "ana@district.org"}, {"person_id": 2, "login": "Ana@District.org"}])
    assert [str(problem) for problem in doubtful_logins(call, KNOWN)] == [
        'people.csv, row 3, login: "Ana@District.org" is the login of person 1 already, written "ana@district.org". '
        "Write person_id 1 if it is the same person, or give this one a login of their own."
    ]


def test_a_login_may_pass_to_another_person_once_its_owner_has_a_new_one():
    call = tables(people=[{"person_id": 1, "login": "ana.b"}, {"person_id": 2, "login": "ana@district.org"}])
    assert doubtful_logins(call, KNOWN) == []
