"""What the deploy guide brings is right: the web server's site does what it says, units and lines name real things."""

import re
import shlex
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import orjson
import pytest
import requests
import typer
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from data.__main__ import app
from data.keeping.backup import make_backup
from models.database import connect
from models.settings import ROOT
from tests.factories import district_rows, make_district, report_row
from tests.nginx import Nginx
from tests.postgres import PostgresServer, find_binaries

DEPLOY = ROOT / "dashboards" / "deploy"
UNITS = sorted(path for kind in ("service", "timer", "target") for path in DEPLOY.glob(f"*.{kind}"))
KEY = "a-browsers-own-key-of-43-characters-{:07d}"
LONG = 16 * 1024 + 1


class Told(BaseHTTPRequestHandler):
    """Answers what it was asked, and which of the two processes it stands for."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        told = {"port": self.server.server_address[1], "headers": dict(self.headers), "filler": "word " * 500}
        body = orjson.dumps(told)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Strict-Transport-Security", "max-age=1")
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *said: object) -> None:
        """Nothing: what was asked is in the answer."""


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    two = [ThreadingHTTPServer(("127.0.0.1", 0), Told) for _ in range(2)]
    for one in two:
        Thread(target=one.serve_forever, daemon=True).start()
    with Nginx(tmp_path_factory.mktemp("nginx"), [one.server_address[1] for one in two]) as running:
        yield running
    for one in two:
        one.shutdown()
        one.server_close()


def asked(nginx: Nginx, path: str, method: str = "GET", **more: object) -> requests.Response:
    return requests.request(method, nginx.url + path, verify=nginx.folder / "certificate.pem", timeout=10, **more)


def port_of(nginx: Nginx, path: str, key: str) -> int:
    return int(asked(nginx, path, headers={"Cookie": f"other=1; __Host-partnership={key}; last=2"}).json()["port"])


def test_page_and_websocket_of_a_browser_reach_one_process_and_the_door_goes_by_address(nginx: Nginx):
    keys = [KEY.format(number) for number in range(12)]
    pages = [port_of(nginx, "/triage", key) for key in keys]
    assert [port_of(nginx, "/partnership/triage/ws", key) for key in keys] == pages
    assert len(Counter(pages)) == 2
    assert len({port_of(nginx, "/partnership/sign-in", key) for key in keys}) == 1


def test_a_browser_cannot_say_who_it_is_or_where_it_comes_from(nginx: Nginx):
    forged = {
        "X-Remote-User": "m.alvarez", "X_Remote_User": "m.alvarez", "X-Partnership-Secret": "guessed",
        "X-Forwarded-For": "10.1.2.3", "X-Forwarded-Proto": "http", "Forwarded": "for=10.1.2.3",
    }  # fmt: skip
    came = {name.lower(): value for name, value in asked(nginx, "/home", headers=forged).json()["headers"].items()}
    assert {name for name in came if "remote" in name or "secret" in name or name == "forwarded"} == set()
    assert (came["x-forwarded-for"], came["x-forwarded-proto"]) == ("127.0.0.1", "https")
    assert came["host"] == nginx.url.removeprefix("https://")


def test_only_what_says_its_version_is_kept_for_long_and_texts_travel_short(nginx: Nginx):
    kept = {
        path: asked(nginx, path).headers["Cache-Control"]
        for path in (
            "/static/js/bokeh.min.js?v=" + "0a" * 64, "/partnership/static/extensions/panel/css/select.css?v=1.9.4",
            "/static/extensions/panel/css/select.css", "/static/js/bokeh.min.js?v=latest", "/assets/logo.svg?v=1.9.4",
            "/home?v=1.9.4",
        )
    }  # fmt: skip
    forever = "public, max-age=31536000, immutable"
    assert list(kept.values()) == [forever, forever, "no-cache", "no-cache", "no-cache", "no-store"]
    for path in ("/home", "/assets/logo.svg", "/liveness"):
        answer = asked(nginx, path, headers={"Accept-Encoding": "gzip"})
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        assert answer.headers["Server"] == "nginx"
        assert ("Content-Encoding" in answer.headers) == (path != "/liveness")


def test_without_tls_nothing_is_answered_but_the_way_to_it(nginx: Nginx):
    answer = requests.get(f"{nginx.http_url}/triage?month=2026-03", allow_redirects=False, timeout=10)
    assert (answer.status_code, answer.headers["Location"]) == (
        308,
        "https://family.district.example/triage?month=2026-03",
    )


def test_long_forms_many_tries_and_questions_for_the_machine_do_not_get_through(nginx: Nginx):
    assert asked(nginx, "/sign-in", "POST", data=b"x" * LONG).status_code == 413
    tries = Counter(
        asked(nginx, "/partnership/sign-in", "POST", data={"name": "r.okafor"}).status_code for _ in range(30)
    )
    assert tries[429] >= 5
    assert tries[200] >= 15
    assert asked(nginx, "/partnership/sign-in").status_code == 200, "to look at the door is no try"
    for path in ("/liveness", "/partnership/metrics"):
        assert asked(nginx, path).status_code == 404


# ---------------------------------------------------------------- units and lines
def commands() -> set[str]:
    """Every command there is, with its group: "import", "user add"."""
    top = typer.main.get_command(app)
    found = set(top.commands)
    for name, one in top.commands.items():
        found |= {f"{name} {inner}" for inner in getattr(one, "commands", {})}
    return found


def options_of(command: str) -> set[str]:
    at = typer.main.get_command(app)
    for word in command.split():
        at = at.commands[word]
    return {option for parameter in at.params for option in (*parameter.opts, *parameter.secondary_opts)}


def test_systemd_takes_every_unit(tmp_path: Path):
    if not shutil.which("systemd-analyze"):
        pytest.fail("systemd-analyze is not installed. Install the package systemd.")
    for unit in UNITS:
        # The program is not installed where it belongs, and nobody is called partnership here.
        text = re.sub(r"^(Exec\w+=)/\S+", r"\1/bin/true", unit.read_text(encoding="utf-8"), flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(text)
    names = [tmp_path / unit.name.replace("@.", "@5006.") for unit in UNITS]
    for template in tmp_path.glob("*@.service"):
        shutil.copy(template, tmp_path / template.name.replace("@.", "@5006."))
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *names], capture_output=True, text=True)
    ours = [line for line in done.stderr.splitlines() if "partnership" in line]
    assert (done.returncode, ours) == (0, [])


def test_units_and_guide_run_only_commands_that_there_are_with_their_own_options():
    guide = "\n".join(
        re.findall(r"```sh[^\n]*\n(.*?)```", (DEPLOY / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    )
    lines = "\n".join(unit.read_text(encoding="utf-8") for unit in UNITS) + "\n" + guide
    run = re.findall(r"(?:^|=/opt/partnership/\.venv/bin/)partnership ([^|&;>\n]+)", lines, re.MULTILINE)
    assert len(run) >= 8
    for line in run:
        words = shlex.split(line)
        command = next((c for c in (" ".join(words[:2]), words[0]) if c in commands()), None)
        assert command, f"there is no command for: partnership {line}"
        assert {word.partition("=")[0] for word in words if word.startswith("--")} <= options_of(command)


def test_every_file_of_the_guide_is_there():
    guide = (DEPLOY / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"dashboards/deploy/([\w@.-]+\w)", guide))
    assert named >= {unit.name for unit in UNITS} | {"nginx.conf", "postgresql.sql", "partnership.toml"}
    assert [name for name in sorted(named) if not (DEPLOY / name).exists()] == []


def test_the_pages_role_writes_rows_and_changes_no_table(postgres_server: PostgresServer):
    administrator = postgres_server.url("postgres").replace("+psycopg", "")
    line = [find_binaries() / "psql", "--quiet", "--no-psqlrc", administrator]
    subprocess.run([*line, "--file", DEPLOY / "postgresql.sql"], check=True, capture_output=True)
    url = postgres_server.url("partnership")
    owner = connect(url.replace("tests@", "partnership_owner@"))
    owner.upgrade()
    pages = connect(url.replace("tests@", "partnership@"))
    make_district(pages, district_rows(schools=2, reports=[report_row("S1")]))
    for statement in (
        "DROP TABLE school", "ALTER TABLE school ADD COLUMN mine int", "CREATE TABLE mine (number int)",
        "TRUNCATE audit_line", "ALTER ROLE partnership SUPERUSER",
    ):  # fmt: skip
        with pytest.raises(ProgrammingError, match=r"permission denied|must be"), pages.writing() as session:
            session.execute(text(statement))
    pages.close()
    owner.close()
    postgres_server.drop(url)
    subprocess.run([*line, "--command", "DROP ROLE partnership, partnership_owner"], check=True, capture_output=True)


def test_a_copy_as_the_guide_makes_it_is_read_by_nobody_without_the_key(sqlite_url: str, tmp_path: Path):
    folder = tmp_path / "backups" / "partnership"
    with closing(connect(sqlite_url)) as database:
        make_backup(database, folder, datetime.now(UTC))
    make_key, copy, back = (guide_line(kind) for kind in ("copies-key", "copies", "copies-back"))
    said = run_in(tmp_path, make_key).stderr
    public = re.search(r"age1[a-z0-9]+", said)[0]  # type: ignore[index]
    to_here = re.sub(r"\| ssh .*", "> partnership-Mon.tar.age", copy).replace("/var/backups", "backups")
    run_in(tmp_path, f"PUBLIC_KEY={public}; {to_here}")
    whole = (tmp_path / "partnership-Mon.tar.age").read_bytes()
    assert whole.startswith(b"age-encryption.org/v1\n")
    assert [word for word in (b"SQLite format", b"partnership/", b"sha256") if word in whole] == []
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    shutil.rmtree(folder)
    other = make_key.replace("partnership-backups", "other")
    run_in(tmp_path, other)
    back = back.replace("/var/backups", "backups")
    with pytest.raises(subprocess.CalledProcessError):
        run_in(tmp_path, back.replace("partnership-backups", "other"))
    run_in(tmp_path, back)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == kept


def guide_line(kind: str) -> str:
    """The one line of a block of the guide."""
    text = (DEPLOY / "README.md").read_text(encoding="utf-8")
    return re.search(rf"```sh {kind}\n([^\n]+)\n```", text)[1]  # type: ignore[index]


def run_in(folder: Path, line: str) -> subprocess.CompletedProcess[str]:
    """A line of a shell, which fails where any part of it does."""
    shell = ["bash", "-o", "pipefail", "-c", line]
    return subprocess.run(shell, cwd=folder, capture_output=True, text=True, check=True, timeout=60)
