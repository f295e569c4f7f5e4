"""A real PgBouncer in front of the tests' PostgreSQL: each transaction may have another session of the server."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

from tests.postgres import PostgresServer, free_port, run_as

NOT_FOUND = "PgBouncer is not installed. Install the package pgbouncer."
SECONDS_TO_START = 20
SETTINGS = """
[databases]
* = host=127.0.0.1 port={server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {folder}/people
pool_mode = transaction
default_pool_size = {sessions}
"""


class Pooler:
    """PgBouncer as Debian has it, in its mode `transaction`; every database of the server by its own name."""

    def __init__(self, of: PostgresServer, sessions: int = 1, *more: str) -> None:
        """sessions: how many it keeps for a database. more: lines of its settings."""
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="partnership-pooler-"))
        (self.folder / "people").write_text('"tests" ""\n')
        lines = SETTINGS.format(server=of.port, port=self.port, folder=self.folder, sessions=sessions)
        (self.folder / "pgbouncer.ini").write_text(lines + "\n".join(more) + "\n")
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Pooler":
        self.go_on()
        return self

    def __exit__(self, *how: object) -> None:
        self.halt()
        shutil.rmtree(self.folder)

    def go_on(self) -> None:
        """Start it; returns when it answers. Raises RuntimeError where it is not installed, or does not start."""
        program = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        if program is None:
            raise RuntimeError(NOT_FOUND)
        user = run_as()  # like PostgreSQL it refuses to run as root
        if user:
            shutil.chown(self.folder, user)
        as_user = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}
        with (self.folder / "said").open("wb") as said:
            self._process = subprocess.Popen(
                [program, self.folder / "pgbouncer.ini"], stdout=said, stderr=said, cwd=self.folder, **as_user
            )
        end = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"PgBouncer did not start:\n{(self.folder / 'said').read_text()}")
            time.sleep(0.05)

    def halt(self) -> None:
        """Stop it at once, as somebody who starts it anew does; safe to call twice."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(timeout=20)

    def url(self, url: str) -> str:
        """The address of a database of the server, by way of this."""
        before, _, name = url.rpartition("/")
        return f"{before.rpartition(':')[0]}:{self.port}/{name}"

    def _answers(self) -> bool:
        try:
            psycopg.connect(f"postgresql://tests@127.0.0.1:{self.port}/postgres").close()
        except psycopg.OperationalError:
            return False
        return True
