"""What the page People says: counts that add up in the sentence, days of care, and what an audit line comes to."""

from datetime import date

import pytest

from models.queries.accounts import ABOUT_PEOPLE
from models.vocabulary import Role
from models.wording import people as wording
from models.wording.language import words_in

WORDS, TODAY = words_in(), date(2026, 4, 15)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((86, 1, 0, 11), "86 people can sign in, 1 is invited. 11 open schools have no liaison."),
        ((1, 0, 2, 0), "1 person can sign in, 2 have no way in yet. Every open school has a liaison."),
        ((0, 0, 1, 1), "Nobody can sign in yet, 1 has no way in yet. 1 open school has no liaison."),
    ],
)
def test_the_sentence_counts_every_open_account_once(counts: tuple[int, int, int, int], said: str):
    assert wording.answer_text(WORDS, *counts) == said


@pytest.mark.parametrize(
    ("begins", "ends", "said"),
    [
        (date(2023, 8, 1), None, ""),
        (date(2025, 8, 1), None, "since 1 Aug 2025"),
        (date(2026, 4, 20), None, "from 20 Apr 2026"),
        (date(2026, 4, 1), date(2026, 4, 30), "until 30 Apr 2026"),
    ],
)
def test_a_list_says_of_days_what_is_near(begins: date, ends: date | None, said: str):
    assert wording.note_text(WORDS, begins, ends, TODAY) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [(None, "not yet"), (TODAY, "today"), (date(2026, 4, 2), "2 Apr"), (date(2025, 11, 17), "17 Nov 2025")],
)
def test_when_somebody_was_here_last(day: date | None, said: str):
    assert wording.seen_text(WORDS, day, TODAY) == said


@pytest.mark.parametrize("action", ABOUT_PEOPLE)
def test_every_change_about_a_person_has_words(action: str):
    assert wording.change_text(WORDS, action, {"after": None}, {})


def test_a_change_of_role_and_of_days_is_said_in_words():
    changed = {"before": {"role": "viewer"}, "after": {"role": "coordinator", "email": ""}}
    assert wording.change_text(WORDS, "change_person", changed, {}) == "Role: Coordinator, E-mail: –"
    given = {"school_id": "4-012", "before": None, "after": {"from_date": "2026-04-01", "until_date": None}}
    assert (
        wording.change_text(WORDS, "give_school", given, {"4-012": "Fairbrook"}) == "Fairbrook: from 1 Apr 2026, no end"
    )


def test_before_an_account_is_closed_all_that_ends_is_said():
    assert wording.ends_text(WORDS, 2, ["Lakeview", "Harbor"]) == (
        "2 sign-ins end within seconds. Today is the last day for Lakeview, Harbor. "
        "They cannot come in any more. Nothing they wrote is deleted."
    )


def test_every_role_without_care_has_a_word_in_its_place():
    assert set(wording.WITHOUT_CARE) == set(Role)
