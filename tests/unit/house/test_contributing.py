"""CONTRIBUTING.md is true: its commands can be run, and what it names is there. tests/test_house.py holds its map."""

import importlib.util
import re
import shlex
import subprocess
import tomllib

import pytest
import typer.main

from data.__main__ import app
from models.settings import ROOT

NOTE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^ *```sh\n(.*?)^ *```", NOTE, re.DOTALL | re.MULTILINE)
COMMANDS = [line.strip() for block in BLOCKS for line in block.splitlines()] + [
    text for text in re.findall(r"`([^`\n]+)`", NOTE) if re.match(r"(make|partnership|python -m|git) ", text)
]


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_is_one_there_is(line: str):
    words = [word.removeprefix(".venv/bin/") for word in shlex.split(line) if not word.startswith("HEADED=")]
    match words:
        case ["make", *_]:
            subprocess.run([*words, "-n"], cwd=ROOT, capture_output=True, check=True)
        case ["partnership", name, *options]:
            known = typer.main.get_command(app).commands[name].params
            named = {option for parameter in known for option in parameter.opts}
            assert {option for option in options if option.startswith("--")} <= named
        case ["pytest", *paths]:
            assert (ROOT / paths[0]).exists()
        case ["python", "-m", module, *_]:
            assert importlib.util.find_spec(module)
        case ["panel", "serve", pages, *_]:
            assert list(ROOT.glob(pages))
        case ["alembic", "revision", *_]:
            assert "alembic" in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
        case _:
            assert words[:2] == ["git", "tag"]


def test_the_next_migration_has_the_next_number():
    numbers = [path.name[:4] for path in (ROOT / "models" / "migrations" / "versions").glob("[0-9]*.py")]
    assert f"--rev-id {int(max(numbers)) + 1:04d} " in NOTE


def test_every_link_leads_somewhere():
    headings = {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in re.findall(r"(?m)^## (.*)$", NOTE)}
    links = re.findall(r"\]\(([^)]+)\)", NOTE)
    assert [name for name in links if not name.startswith("#") and not (ROOT / name).exists()] == []
    assert {name[1:] for name in links if name.startswith("#")} == headings


def test_every_fixture_is_told_and_no_other():
    written = "".join((ROOT / "tests" / name).read_text() for name in ("fixtures.py", "browser/conftest.py"))
    made = set(re.findall(r"^@pytest\.fixture.*\ndef ([a-z]\w+)\(", written, re.MULTILINE))
    rows = re.findall(r"^\| (`[^|]+) \|", NOTE.partition("| fixture | gives |")[2].partition("\n\n")[0], re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`(\w+)", row)} == made - {"browser"}
