"""The language nobody speaks, by which a text that is not translated is seen."""

from datetime import date

import pytest
from babel.messages.catalog import Catalog

from models.wording.language import words_for, words_in
from models.wording.triage import reports_text
from tests.pseudo_language import LANGUAGE, pseudo, pseudo_text, write


@pytest.fixture
def catalogue_folder(tmp_path, monkeypatch):
    write(tmp_path / f"{LANGUAGE}.po")
    monkeypatch.setenv("PARTNERSHIP_CATALOGUES", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Find a school", "[Ƒîñð à šçĥööļ ·····]"),
        ("{count} left", "[{count} ļéƒţ ··]"),
        (" of {n} ", " [öƒ {n} ·] "),
        ("%(name)s <b>left</b>", "[%(name)s <b>ļéƒţ</b> ··]"),
        (", ", ", "),
        ("{number} %", "{number} %"),
        ("d MMMM y", "d MMMM y"),
        ("LLLL y", "LLLL y"),
        ("My", "[Ṁý ·]"),
    ],
)
def test_a_text_is_accented_longer_and_in_brackets_and_its_values_are_kept(text, shown):
    assert pseudo_text(text) == shown


def test_a_catalogue_keeps_its_plurals_contexts_and_places():
    catalogue = Catalog()
    catalogue.add(("{count} call", "{count} calls"), locations=[("a.js", 1)])
    catalogue.add("none", context="margin")
    spoken = pseudo(catalogue)

    call = spoken.get("{count} call")
    assert (call.string, call.locations) == (("[{count} çàļļ ··]", "[{count} çàļļš ··]"), [("a.js", 1)])
    assert spoken.get("none", context="margin").string == "[ñöñé ··]"


def test_who_asks_for_the_language_gets_it_with_months_and_numbers_that_are_not_english(catalogue_folder):
    words = words_for([LANGUAGE])

    assert words.language == LANGUAGE
    assert reports_text(words, date(2026, 3, 1), 0, 9, 0) == "[0 öƒ 9 Marto ŕéþöŕţš àŕé îñ ······]"
    assert words.number(1234.5, 1) == "1\N{NO-BREAK SPACE}234,5"
    assert words_for(["en-US"]) is words_in("en")


def test_every_text_of_the_scripts_is_in_it(catalogue_folder):
    said = {text: shown for text, shown in words_in(LANGUAGE).for_scripts.items() if isinstance(shown, str)}
    assert len(said) > 50
    assert said == {text: pseudo_text(text) for text in said}
