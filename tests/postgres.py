"""A real PostgreSQL server for the tests: found, made in a folder of its own, started, and stopped again."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

SECONDS_TO_START = 60
# The tests throw every database away, so nothing has to survive a power cut.
QUICK_AND_LOSSY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=512MB")
# Everything that changes when somebody makes, alters or drops a table, column, constraint or index.
TABLES_AS_THEY_ARE = """
    WITH ours AS (SELECT oid, relname FROM pg_class WHERE relnamespace = 'public'::regnamespace)
    SELECT md5(string_agg(part, ',' ORDER BY part)) FROM (
        SELECT concat_ws(' ', oid, relname) AS part FROM ours
        UNION ALL SELECT concat_ws(' ', attrelid, attnum, attname, atttypid, attnotnull)
            FROM pg_attribute WHERE attrelid IN (SELECT oid FROM ours)
        UNION ALL SELECT concat_ws(' ', oid, conname) FROM pg_constraint WHERE conrelid IN (SELECT oid FROM ours)
    ) AS parts
"""
TABLES_WITH_ROWS = """
    SELECT string_agg(quote_ident(relname), ', ') FROM pg_class WHERE relnamespace = 'public'::regnamespace
    AND relkind = 'r' AND relname <> 'alembic_version' AND pg_relation_size(oid) > 0
"""
NOT_FOUND = "PostgreSQL's server (initdb) is not installed. Install the package postgresql, or name its folder: PG_BIN"


class PostgresServer:
    """
    One running server on a free port of 127.0.0.1, with everything it owns in one temporary folder.

    PostgreSQL refuses to run as root. A root test run therefore starts it as the user `postgres`, or `nobody`
    where there is none. Raises RuntimeError, with the server's own words, when it does not start.
    """

    def __init__(self) -> None:
        self.binaries = find_binaries()
        self.user = run_as()
        self.folder = Path(tempfile.mkdtemp(prefix="partnership-pg-"))
        self.port = free_port()
        self.log = self.folder / "server.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._clones = 0
        if self.user:
            shutil.chown(self.folder, self.user)

    def start(self) -> None:
        """Make the cluster and start it; returns when it answers."""
        self._make()
        self.go_on()

    def _make(self) -> None:
        self._run("initdb", "--pgdata", self._cluster, "--username", "tests", "--auth", "trust", "--encoding", "UTF8",
                  "--locale", "C.UTF-8", "--data-checksums", "--no-sync", "--no-instructions")  # fmt: skip

    def go_on(self) -> None:
        """Start the cluster that was made; returns when it answers."""
        settings = [*QUICK_AND_LOSSY, f"port={self.port}", "listen_addresses=127.0.0.1", "unix_socket_directories="]
        options = [part for setting in settings for part in ("-c", setting)]
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [self.binaries / "postgres", "-D", self._cluster, *options],
                stdout=log, stderr=subprocess.STDOUT, cwd=self.folder, **self._as_user(),
            )  # fmt: skip
        self._wait_until_it_answers()

    def halt(self) -> None:
        """Stop at once, to go on some time; safe to call twice."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)  # immediate: nothing here is worth a checkpoint
            self._process.wait(timeout=20)

    def stop(self) -> None:
        """Stop at once and remove the folder; safe to call twice."""
        self.halt()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def number(self) -> int:
        """Of its process. Raises RuntimeError before it runs."""
        if self._process is None:
            raise RuntimeError("The server does not run yet.")
        return self._process.pid

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of one database of this server."""
        return f"postgresql+psycopg://tests@127.0.0.1:{self.port}/{database}"

    def create(self, database: str, *, template: str = "template1") -> str:
        """
        Make a database as a copy of another and return its URL.

        The files are copied: a fifth of the work of PostgreSQL's usual way, which writes each page into its log too.
        """
        self._command(f'CREATE DATABASE "{database}" TEMPLATE "{template}" STRATEGY file_copy')
        return self.url(database)

    def clone(self, template: str) -> str:
        """A fresh copy under a name not used before; returns its URL."""
        self._clones += 1
        return self.create(f"test_{self._clones}", template=template)

    def drop(self, url: str) -> None:
        """Remove a database, ending whoever is still connected to it."""
        self._command(f'DROP DATABASE IF EXISTS "{url.rpartition("/")[2]}" WITH (FORCE)')

    def tables_as_they_are(self, url: str) -> str:
        """The same word as long as nobody made, altered or dropped a table."""
        with psycopg.connect(self._plain(url)) as link:
            return str(link.execute(TABLES_AS_THEY_ARE).fetchone()[0])

    def empty(self, url: str, tables: str) -> bool:
        """
        Take every row out of a database, with counters at 1 again: a tenth of the work of making it anew.

        False, and nothing done, where its tables are not these any more (`tables_as_they_are`) or somebody holds them.
        """
        try:
            with psycopg.connect(self._plain(url), options="-c lock_timeout=2s") as link:
                if link.execute(TABLES_AS_THEY_ARE).fetchone()[0] != tables:
                    return False
                if names := link.execute(TABLES_WITH_ROWS).fetchone()[0]:
                    link.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE".encode())
        except psycopg.Error:
            return False
        return True

    @property
    def _cluster(self) -> Path:
        return self.folder / "cluster"

    @staticmethod
    def _plain(url: str) -> str:
        return url.replace("+psycopg", "", 1)

    def _command(self, sql: str) -> None:
        address = f"postgresql://tests@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(address, autocommit=True) as link:
            link.execute(sql.encode())

    def _as_user(self) -> dict:
        if not self.user:
            return {}
        return {"user": self.user, "group": pwd.getpwnam(self.user).pw_gid, "extra_groups": []}

    def _run(self, program: str, *arguments: str | Path) -> None:
        done = subprocess.run(
            [self.binaries / program, *arguments], cwd=self.folder, text=True, capture_output=True, **self._as_user()
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stdout}{done.stderr}")

    def _wait_until_it_answers(self) -> None:
        end = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                self._command("SELECT 1")
                return
            except psycopg.OperationalError as problem:
                if self._process.poll() is not None or time.monotonic() > end:
                    words = self.log.read_text(errors="replace")
                    self.stop()
                    raise RuntimeError(f"PostgreSQL did not start:\n{words}") from problem
            time.sleep(0.05)


class PostgresReplica(PostgresServer):
    """Another server's replica, which streams all that is written there."""

    def __init__(self, of: PostgresServer) -> None:
        super().__init__()
        self._of = of

    def _make(self) -> None:
        self._run("pg_basebackup", "--host", "127.0.0.1", "--port", str(self._of.port), "--username", "tests",
                  "--pgdata", self._cluster, "--checkpoint", "fast", "--wal-method", "stream", "--no-sync",
                  "--no-manifest", "--write-recovery-conf")  # fmt: skip


def find_binaries() -> Path:
    """The folder with initdb and postgres: PG_BIN, the PATH, or Debian's place, newest first. RuntimeError if none."""
    named = [Path(os.environ["PG_BIN"])] if "PG_BIN" in os.environ else []
    on_path = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: int(place.parent.name), reverse=True)
    for folder in [*named, *on_path, *debian]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise RuntimeError(NOT_FOUND)


def run_as() -> str:
    """The user the server must run as: empty for the present one, an unprivileged one when that is root."""
    if os.geteuid() != 0:
        return ""
    users = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in users)


def free_port() -> int:
    """A port of 127.0.0.1 nobody listens on at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
