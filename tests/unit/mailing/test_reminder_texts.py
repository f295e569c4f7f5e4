"""The ready texts in English and Spanish, the months they are about, and where their link leads."""

from dataclasses import replace
from datetime import date

import pytest

from data.mailing.reminder_texts import month_named, report_link
from models.errors import PartnershipError
from models.reminder_rules import ReportingDates, months_to_remind
from models.settings import Settings
from models.wording.reminders import BETWEEN, LetterFacts, LetterLanguage, letter

FACTS = LetterFacts(
    school="Harlan Creek", month=date(2026, 3, 1), state="missing", due_date=date(2026, 4, 5), on=date(2026, 4, 10),
    mend_by=date(2026, 4, 15), names=["Carla Eriksen", "Ana Ruiz"], link="https://family.example/report?school=4-012",
    sender="Rosa Okafor", district="Alder Valley Schools",
)  # fmt: skip
RETURNED = replace(FACTS, state="returned", returned_on=date(2026, 4, 8), reason="480 families,\n or 48?")


def paragraphs(language: str, facts: LetterFacts) -> list[str]:
    return letter(LetterLanguage(language), facts).body.split("\n\n")


def test_a_missing_report_is_asked_for_with_its_day_and_a_link_and_without_blame():
    ready = letter(LetterLanguage.ENGLISH, FACTS)
    assert ready.subject == "March 2026 report of Harlan Creek"
    assert ready.body == (
        "Hello Carla Eriksen and Ana Ruiz,\n\n"
        "The report of Harlan Creek for March 2026 was due on 5 April 2026 and has not arrived. "
        "If it is on its way, there is nothing more to do.\n\n"
        "It holds the month's activities, how many families came, and what parents answered. "
        "A month without activities counts, too: choose “Nothing to report” and say why.\n\n"
        "Here it is: https://family.example/report?school=4-012\n\n"
        "If something stands in the way, or somebody else files the reports now, tell us. We are glad to help.\n\n"
        "Thank you,\nRosa Okafor\nAlder Valley Schools"
    )


def test_the_same_in_spanish():
    ready = letter(LetterLanguage.SPANISH, FACTS)
    assert ready.subject == "Informe de marzo de 2026, Harlan Creek"
    assert paragraphs("es", FACTS)[:2] == [
        "Hola, Carla Eriksen y Ana Ruiz:",
        "El informe de Harlan Creek correspondiente a marzo de 2026 vencía el 5 de abril de 2026 y no ha llegado. "
        "Si ya está en camino, no hay nada más que hacer.",
    ]
    assert ready.body.endswith("Muchas gracias,\nRosa Okafor\nAlder Valley Schools")


@pytest.mark.parametrize(
    ("facts", "english", "spanish"),
    [
        (replace(FACTS, on=date(2026, 4, 2), state="not_due"), "is due on 5 April 2026", "vence el 5 de abril de 2026"),
        (replace(FACTS, on=date(2026, 4, 5), state="not_due"), "is due on 5 April 2026", "vence el 5 de abril de 2026"),
        (replace(FACTS, is_begun=True), "It is begun and has not been sent yet", "Está empezado"),
        (replace(FACTS, is_begun=True, on=date(2026, 4, 2), state="draft"), "is begun and has", "está empezado y"),
        (RETURNED, "came back to you on 8 April 2026 to be mended", "Se le devolvió el 8 de abril de 2026"),
        (replace(RETURNED, returned_on=None), "It came back to you to be mended", "Se le devolvió para"),
    ],
)
def test_each_state_has_its_own_sentence(facts: LetterFacts, english: str, spanish: str):
    assert english in paragraphs("en", facts)[1]
    assert spanish in paragraphs("es", facts)[1]


def test_what_came_back_says_what_was_asked_and_until_when_as_long_as_that_is_to_come():
    assert paragraphs("en", RETURNED)[2:4] == [
        "What was asked: 480 families, or 48?", "Please mend it by 15 April 2026 and send it again.",
    ]  # fmt: skip
    later = replace(RETURNED, on=date(2026, 4, 16), reason="")
    assert paragraphs("en", later)[2] == "Please mend it and send it again."
    assert "Nothing to report" not in letter(LetterLanguage.ENGLISH, RETURNED).body


def test_nobody_by_name_no_link_and_no_sender_leave_no_gap():
    bare = replace(FACTS, names=[" "], link="", sender="", district="")
    assert paragraphs("en", bare)[0] == "Hello,"
    assert paragraphs("en", bare)[-1] == "Thank you,\nOffice of Family and Community Outreach"
    assert not [part for part in paragraphs("en", bare) if "Here it is" in part or not part.strip()]


def test_both_languages_stand_one_below_the_other():
    both, english, spanish = (letter(LetterLanguage(one), FACTS) for one in ("both", "en", "es"))
    assert both.body == english.body + BETWEEN + spanish.body
    assert both.subject == f"{english.subject} / {spanish.subject}"


# ---------------------------------------------------------------- which month
def month(number: int) -> ReportingDates:
    return ReportingDates(
        date(2026, number, 1), "2025-26", date(2026, number + 1, 5), date(2026, number + 1, 15),
        date(2026, number + 1, 28),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("on", "latest"),
    [
        (date(2026, 3, 30), 2),
        (date(2026, 3, 31), 3),
        (date(2026, 4, 5), 3),
        (date(2026, 4, 29), 3),
        (date(2026, 4, 30), 4),
    ],
)
def test_a_month_is_asked_for_from_five_days_before_its_due_date(on: date, latest: int):
    offered = months_to_remind([month(number) for number in (2, 3, 4, 5)], on)
    assert offered[0] == month_named(offered, "") == month(latest)
    assert month_named(offered, "2026-02") == month(2)
    with pytest.raises(PartnershipError, match="2026-05"):
        month_named(offered, "2026-05")


def test_before_the_first_month_there_is_nothing_to_remind_of():
    with pytest.raises(PartnershipError, match="No month"):
        month_named(months_to_remind([month(3)], date(2026, 2, 1)), "")


@pytest.mark.parametrize(
    ("said", "link"),
    [
        ({}, ""),
        ({"origins": ["https://family.example"]}, "https://family.example/report?school=4%26012&month=2026-03"),
        (
            {"origins": ["family.example:8080"], "prefix": "/partnership"},
            "http://family.example:8080/partnership/report?school=4%26012&month=2026-03",
        ),
    ],
)
def test_the_link_leads_to_the_page_where_the_report_is_filed(said: dict, link: str):
    assert report_link("4&012", date(2026, 3, 1), Settings(**said)) == link
