"""One visitor's language: texts from a catalogue, plurals, numbers and days by its rules."""

from datetime import date

from babel.messages.catalog import Catalog

from models.errors import NotAllowedError, PartnershipError
from models.wording.language import Words, words_for, words_in


def spanish() -> Words:
    catalogue = Catalog(locale="es")
    catalogue.add("Nothing received since {day}", "Nada recibido desde el {day}")
    catalogue.add(("{count} school", "{count} schools"), ("{count} escuela", "{count} escuelas"))
    catalogue.add("d MMMM y", "d 'de' MMMM 'de' y")
    catalogue.add("Choose {day}.", "Elija el {day}.")
    catalogue.add("Find a school", "Buscar una escuela", locations=[("dashboards/shell/frame.js", 1)])
    catalogue.add(
        ("{count} report", "{count} reports"), ("{count} informe", "{count} informes"), locations=[("a.js", 2)]
    )
    return Words("es", catalogue)


def test_english_says_the_source_texts():
    words = words_in()

    assert words.gettext("Nothing received since {day}", day="10 October") == "Nothing received since 10 October"
    assert words.gettext("50 % {kept} as it stands") == "50 % {kept} as it stands"
    assert words.ngettext("{count} school", "{count} schools", 1) == "1 school"
    assert words.ngettext("{count} school", "{count} schools", 2500) == "2,500 schools"
    assert words.for_scripts == {}


def test_english_days_and_numbers_are_as_the_pages_write_them():
    words, day = words_in(), date(2026, 9, 5)

    assert words.day(day) == "5 September 2026"
    assert words.short_day(day) == "5 Sep"
    assert words.day_in_year(day) == "5 September"
    assert (words.month(day), words.month_letter(day), words.month_in_year(day)) == (
        "September",
        "S",
        "September 2026",
    )
    assert (words.number(1234.25, 1), words.number(0.35, 1), words.number(-0.4)) == ("1,234.2", "0.3", "-0")
    assert words.percent(0.425) == "42 %"
    assert words.listed(["a", "b"]) == "a, b"
    assert words.begun("offer a visit") == "Offer a visit"


def test_another_language_says_its_catalogue_and_english_where_that_is_silent():
    words, day = spanish(), date(2026, 4, 10)

    assert (
        words.gettext("Nothing received since {day}", day=words.day(day))
        == "Nada recibido desde el 10 de abril de 2026"
    )
    assert words.ngettext("{count} school", "{count} schools", 2500) == "2.500 escuelas"
    assert words.gettext("Steady") == "Steady"


def test_scripts_get_the_texts_that_scripts_say_by_plural_category():
    assert spanish().for_scripts == {
        "Find a school": "Buscar una escuela",
        "{count} report": {"one": "{count} informe", "many": "{count} informes", "other": "{count} informes"},
    }


def test_a_refusal_is_said_in_english_by_itself_and_in_the_readers_language_by_words():
    error = PartnershipError("Choose {day}.", day=date(2026, 4, 10))

    assert str(error) == "Choose 10 April 2026."
    assert spanish().refusal(error) == "Elija el 10 de abril de 2026."
    assert str(NotAllowedError("Ask {who}.", who="M. {Alvarez}")) == "Ask M. {Alvarez}."
    assert str(PartnershipError("A {brace} stays.")) == "A {brace} stays."


def test_a_reader_gets_the_first_language_there_is_a_catalogue_for():
    assert words_for(["fr-CA", "fr", "en-US"]).language == "en"
    assert words_for([]).language == "en"


def test_a_number_that_is_none_is_said_as_it_is():
    assert words_in().number(float("nan"), 1) == "nan"


def test_a_count_that_is_given_in_words_is_not_written_in_figures():
    assert words_in().ngettext("{count} school", "{count} schools", 3, count="three") == "three schools"
