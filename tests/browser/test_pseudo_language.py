"""In the language nobody speaks every word of every kind of page is translated, and every label has room."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.places import MAKERS, make_places
from tests.browser.pseudo_walk import NAMES, faults, in_this_language, months, untranslated, words_stored
from tests.browser.walk import WALK
from tests.pseudo_language import LANGUAGE, write
from tests.serving import Server

# Each view and drawer once; `python -m tests.browser.pseudo_walk` walks all steps.
SEEN = [
    "start-coordinator", "start-liaison", "list-every-filter", "list-no-match", "list-address-not-understood",
    "filters-open", "news-names-and-why", "months-cluster", "months-a-box-explained",
    "school-not-enough-data-also-listed", "school-closed", "school-by-hand", "school-all-reasons-proved",
    "school-data-to-check", "school-everything-listed", "school-tables-of-the-charts",
    "school-compared-in-a-table", "hand-form-filled", "hand-refused-without-a-note", "hand-past-list",
    "rules-many-moved", "rules-refused-without-a-note", "rules-proposal-waits", "hand-ended",
    "method-director", "few-no-district-at-all",
    "own-came-back", "own-late", "own-to-mend-and-proved", "few-nothing", "few-surveys", "few-gaps",
    "few-gaps-liaison-of-no-school", "few-gaps-liaison-of-two-schools", "refused-person",
    "refused-from-another-machine", "connection-lost", "trends", "trends-cluster", "trends-first-year",
    "trends-sections", "trends-two-periods", "trends-download", "trends-few-report-sections", "trends-few-gaps",
    "home-director", "home-coordinator", "home-administrator-compared", "home-few-nothing", "home-few-surveys",
    "page-listed-and-searched", "page-steady", "page-closed", "page-unknown", "page-first-year", "page-few-surveys",
    "page-few-gaps", "trends-few-surveys", "trends-few-nothing", "trends-no-district-at-all",
    "notebooks", "people-by-school", "people-asked", "people-add",
]  # fmt: skip
STEPS = {step.name: step for step in WALK}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, sample_template: Path) -> Path:
    here = tmp_path_factory.mktemp("places")
    shutil.copyfile(sample_template, here / "sample.sqlite")
    make_places(here)
    write(here / f"{LANGUAGE}.po")
    return here


@pytest.fixture(scope="module")
def servers(folder: Path) -> Iterator[dict[str, Server]]:
    started = {
        place: Server(
            f"sqlite:///{folder / place}.sqlite", folder / f"{place}.log", {"PARTNERSHIP_CATALOGUES": str(folder)}
        )
        for place in MAKERS
    }
    yield started
    for server in started.values():
        server.stop()


@pytest.fixture(scope="module")
def known(folder: Path) -> dict[str, set[str]]:
    return {place: words_stored(folder / f"{place}.sqlite") | months() | NAMES for place in MAKERS}


@pytest.fixture(scope="module")
def speakers(browser: Browser) -> BrowserContext:
    return in_this_language(browser)


# What a step writes is there for those after it, as words that nobody translates: so they come last.
@pytest.mark.parametrize("name", sorted(SEEN, key=lambda name: STEPS[name].changes))
def test_every_word_is_translated_and_none_is_cut_off(
    name: str, speakers: BrowserContext, servers: dict[str, Server], known: dict[str, set[str]]
):
    step = STEPS[name]
    assert faults(step, speakers, servers[step.place], known[step.place]) == []


def test_a_word_that_is_not_translated_would_be_seen(tmp_path: Path):
    sqlite3.connect(tmp_path / "one.sqlite").execute("CREATE TABLE school (name TEXT)").connection.close()
    lines = ["span: [Ƒîñð ··] Harlan", "button title: Find [à šçĥööļ ···]", "a href: /triage"]
    assert untranslated(lines, {"Harlan"}) == ["button title: Find [à šçĥööļ ···]"]
    assert words_stored(tmp_path / "one.sqlite") == set()
