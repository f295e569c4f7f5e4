"""The README is true: its commands run, its stories are planted, its links and pictures exist."""

import os
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import yaml

from data.sample.make import STORIES
from models.database import URL_VARIABLE
from models.settings import ROOT
from models.today import ZONE_VARIABLE, time_zone
from tests.commands import ready_program
from tests.postgres import find_binaries, free_port

README = (ROOT / "README.md").read_text(encoding="utf-8")
LINES = [
    line for block in re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE) for line in block.splitlines()
]
# Lines that are not simply run, each with its own test below (or, for serving, in tests/browser).
BY_OTHER_TESTS = ("make ", "conda ", "jupyter ", "python -m pip ", "partnership serve ")
VENV_BIN = Path(sys.executable).parent
POSTGRESQL = "export PARTNERSHIP_DATABASE_URL=postgresql://"
FROM_ELSEWHERE = {
    "schools.csv": "school_id,name,cluster,level,enrollment,frl_pct,ell_pct,home_languages\n"
    "S1,Alder,C1,high,900,49,0,\n",
    "reports.csv": "report_id,school_id,month,due_date,submitted_date,status\n"
    "R1,S1,2025-08,2025-09-05,2025-09-02,on_time\n",
    "activities.csv": "activity_id,school_id,month,date,type,goal,audience,languages,attendance\n"
    "A1,S1,2025-08,2025-08-28,2,reading,all families,English,51\n",
    "responses.csv": "activity_id,school_id,month,n_responses,mean_rating,n_comments\nA1,S1,2025-08,12,4.1,0\n",
    "plans.csv": "school_id,school_year,item_id,goal,type,planned_month,done_month,reported_month\n"
    "S1,2025-2026,P1,attendance,6,2025-11,,\n",
}


def run(script: list[str], folder: Path, *commands: str, **environment: str) -> str:
    """
    Run lines of the README in a folder that holds what a checkout holds; what they said.

    commands: folders whose commands go before those that are installed.
    """
    (folder / "data" / "local").mkdir(parents=True)
    for name in ("examples", "mappings"):
        (folder / "data" / name).symlink_to(ROOT / "data" / name)
    (folder / "from-elsewhere").mkdir()
    for name, text in FROM_ELSEWHERE.items():
        (folder / "from-elsewhere" / name).write_text(text)
    path = os.pathsep.join([*commands, str(VENV_BIN), str(find_binaries()), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-euxo", "pipefail", "-c", "\n".join(script)],
        cwd=folder,
        env=os.environ | {"PATH": path} | environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_every_command_on_sqlite_does_what_the_readme_says(tmp_path: Path):
    until = next(number for number, line in enumerate(LINES) if line.startswith(POSTGRESQL))
    (commands := tmp_path / "commands").mkdir()
    ready_program().stand_in(commands)  # thirty times `partnership`; as installed it runs in the next test
    said = run([line for line in LINES[:until] if not line.startswith(BY_OTHER_TESTS)], tmp_path, str(commands))
    for words in ("A preview: nothing was changed.", "Receipt 1 is taken back", "needs.csv: ", "school: 86 new"):
        assert words in said
    for words in ("verified", "is restored: as on", "activity: 6,170 rows, as in the backup"):
        assert words in said
    kept = sorted(path.suffix for path in (tmp_path / "data/local/backups").iterdir())
    assert kept == [".json", ".json", ".sqlite", ".sqlite", ".txt"]


def test_every_command_on_postgresql_does_what_the_readme_says(tmp_path: Path, postgresql_url: str):
    start = next(number for number, line in enumerate(LINES) if line.startswith(POSTGRESQL))
    theirs = [line for line in LINES[start + 1 :] if not line.startswith(BY_OTHER_TESTS)]
    address = postgresql_url.replace("+psycopg", "")
    theirs = [line.replace("postgresql://partnership@localhost/partnership", address) for line in theirs]
    assert [line.split()[:2] for line in theirs[:2]] == [["partnership", "copy"], ["partnership", "backup"]]
    ours = f"{URL_VARIABLE}=sqlite:///data/local/our-district.db partnership init --district our-district"
    settings = {URL_VARIABLE: address, "PARTNERSHIP_BACKUPS__FOLDER": "backups"}
    said = run([ours, *theirs], tmp_path, **settings)
    assert "tables copied, and each compared" in said
    (backup,) = (tmp_path / "backups").glob("*.dump")
    assert backup.read_bytes().startswith(b"PGDMP")


def test_the_zone_the_readme_names_is_one(monkeypatch: pytest.MonkeyPatch):
    named = re.findall(rf"^export {ZONE_VARIABLE}=(.+)$", "\n".join(LINES), re.MULTILINE)
    monkeypatch.setenv(ZONE_VARIABLE, *named)
    assert str(time_zone()) == "America/Chicago"


@pytest.mark.parametrize("line", re.findall(r"^make .*$|(?<=`)make [^`\n]+", README, re.MULTILINE))
def test_a_make_line_is_one_the_makefile_has(line: str):
    subprocess.run([*line.split(), "-n"], cwd=ROOT, capture_output=True, check=True)


def test_the_conda_lines_name_the_file_and_the_environment_there_are():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    assert "conda env create -f environment.yml" in LINES
    assert f"conda activate {environment['name']}" in LINES


def test_the_notebook_lines_name_an_extra_and_a_notebook_there_are():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    named = [line.split(" ", 2)[2] for line in LINES if line.startswith("jupyter lab ")]
    assert [(ROOT / name).exists() for name in named] == [True]
    assert any(need.startswith("jupyterlab") for need in extras["notebook"])
    assert 'python -m pip install -e ".[notebook]"' in LINES


def page_at(address: str) -> str:
    """What stands there; JupyterLab tells its address a moment before it answers."""
    for _ in range(100):
        with suppress(URLError), urlopen(address, timeout=30) as answer:
            page: str = answer.read().decode()
            return page
        time.sleep(0.1)
    raise RuntimeError(f"Nothing answers at {address}")


def test_make_lab_starts_jupyterlab_at_localhost_with_a_token_and_without_news(tmp_path: Path):
    """Its last line, as make would run it: what stands before it has tests of its own."""
    assert {"make lab", "make notebooks"} <= set(LINES)
    more = f"--no-browser --allow-root --ServerApp.port_retries=50 --ServerApp.runtime_dir={tmp_path}"
    said = subprocess.run(
        ["make", "-n", "lab", f"LAB_MORE={more}", f"LAB_PORT={free_port()}"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    line = next(one for one in said.splitlines() if "jupyter-lab" in one).replace("exec .venv/bin", str(VENV_BIN))
    assert "news_url=None" in line
    assert "NeverCheckForUpdate" in line
    environment = os.environ | {"JUPYTER_CONFIG_DIR": str(tmp_path), "JUPYTER_DATA_DIR": str(tmp_path)}
    with subprocess.Popen(line.split(), cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as lab:
        try:
            said_so_far = lab.stderr or []
            addresses = (re.search(r"http://localhost:\d+/lab\?token=\w{48}", told) for told in said_so_far)
            assert "<title>JupyterLab</title>" in page_at(next(found[0] for found in addresses if found))
        finally:
            lab.kill()


def test_serving_prints_the_line_and_opens_the_port(served: Callable, sqlite_url: str):
    assert [line for line in LINES if line.startswith("partnership serve")] == ["partnership serve --port 5006"]
    assert "panel serve " in served(sqlite_url).said()


STORIES_TOLD = README.partition("| where | what happens |")[2].partition("\n\n")[0]


def test_the_readme_tells_the_samples_stories_in_their_own_words():
    told = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", STORIES_TOLD, re.MULTILINE)
    assert [story for story in told if set(story[0]) != {"-"}] == [
        (story.name, story.text) for story in STORIES.values()
    ]


def test_every_link_and_picture_of_the_readme_is_there():
    named = re.findall(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"", README)
    missing = [name for name in map("".join, named) if not name.startswith("http") and not (ROOT / name).exists()]
    assert missing == []


def test_every_picture_is_shown_in_the_readme_and_small_enough_to_send():
    pictures = sorted((ROOT / "dashboards/assets/pictures").glob("*.png"))
    assert [picture.name for picture in pictures if picture.stat().st_size > 400_000] == []
    assert [picture.name for picture in pictures if picture.name not in README] == []
