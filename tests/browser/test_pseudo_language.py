"""In the language nobody speaks every word of every page is translated, every label has room, and no rule is broken."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.places import MAKERS, make_places
from tests.browser.pseudo_walk import NAMES, WHOLE, faults, in_this_language, months, untranslated, words_stored
from tests.browser.walk import WALK
from tests.pseudo_language import LANGUAGE, write
from tests.serving import Server
from tests.watching import Watch

# Each view and drawer once; `python -m tests.browser.pseudo_walk` walks all steps, each in a page of its own.
TOGETHER = [
    ["start-coordinator", "list-no-match", "school-all-reasons-proved", "school-by-hand", "school-everything-listed",
     "school-closed", "school-tables-of-the-charts", "school-not-enough-data-also-listed", "school-compared-in-a-table",
     "school-data-to-check", "hand-form-filled", "months-cluster", "hand-past-list", "months-a-box-explained",
     "list-address-not-understood", "filters-open"],
    ["news-names-and-why", "list-every-filter", "rules-many-moved"],
    ["trends", "trends-cluster", "trends-first-year", "trends-two-periods", "trends-sections", "trends-download"],
    ["page-step-of-programme", "page-steady", "page-closed", "page-first-year", "page-listed-and-searched",
     "page-unknown"],
]  # fmt: skip
"""Steps of one page and person, seen one after the other without loading it again."""
ALONE = [
    "start-liaison", "rules-refused-without-a-note", "hand-refused-without-a-note",
    "method-director", "few-no-district-at-all",
    "own-came-back", "own-late", "own-to-mend-and-proved", "few-nothing", "few-surveys", "few-gaps",
    "few-gaps-liaison-of-no-school", "few-gaps-liaison-of-two-schools", "refused-person",
    "refused-from-another-machine", "connection-lost", "trends-few-report-sections", "trends-few-gaps",
    "home-director", "home-coordinator", "home-administrator-compared", "home-few-nothing", "home-few-surveys",
    "page-few-surveys", "page-few-gaps", "trends-few-surveys", "trends-few-nothing", "trends-no-district-at-all",
    "notebooks", "rules-proposal-waits", "hand-ended",
    "people-by-school", "people-asked", "people-add", "review", "review-backlog", "support", "support-office",
    "contact", "meeting", "practices", "practices-to-mark", "practices-own", "plan", "plan-office", "plan-next-year",
    "training", "reminders", "import", "audit", "report",
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
def servers(folder: Path, sample_template: Path) -> Iterator[dict[str, Server]]:
    started = {
        place: Server(
            f"sqlite:///{folder / place}.sqlite",
            folder / f"{place}.log",
            {"PARTNERSHIP_CATALOGUES": str(folder)},
            template=sample_template,
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
def speakers(browser: Browser) -> Iterator[BrowserContext]:
    context = in_this_language(browser)
    yield context
    context.close()


# What a step writes is there for those after it, as words that nobody translates: so they come last.
@pytest.mark.parametrize("names", [*TOGETHER, *([name] for name in ALONE)], ids=lambda names: names[0])
def test_every_word_is_translated_and_none_is_cut_off(
    names: list[str], speakers: BrowserContext, servers: dict[str, Server], known: dict[str, set[str]]
):
    steps = [STEPS[name] for name in names]
    watch = Watch(speakers, [servers[steps[0].place]])
    try:
        found = faults(steps, speakers, servers[steps[0].place], known[steps[0].place])
    finally:
        watch.end()
    assert found + watch.problems() == []


def test_every_page_that_is_looked_at_whole_is_walked_to():
    assert {*(name for names in TOGETHER for name in names), *ALONE} >= WHOLE


def test_what_is_seen_on_one_page_is_of_one_person_and_changes_nothing():
    for names in TOGETHER:
        assert len({STEPS[name].address.split("&")[0] for name in names}) == 1, names
        assert len({STEPS[name].place for name in names}) == 1, names
        assert not any(STEPS[name].changes or STEPS[name].visitor for name in names), names


def test_a_word_that_is_not_translated_would_be_seen(tmp_path: Path):
    sqlite3.connect(tmp_path / "one.sqlite").execute("CREATE TABLE school (name TEXT)").connection.close()
    lines = ["span: [Ƒîñð ··] Harlan", "button title: Find [à šçĥööļ ···]", "a href: /triage"]
    assert untranslated(lines, {"Harlan"}) == ["button title: Find [à šçĥööļ ···]"]
    assert words_stored(tmp_path / "one.sqlite") == set()
