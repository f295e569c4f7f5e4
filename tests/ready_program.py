"""
The program, read once: for each request at its door a fork of it runs that command, as a process of its own.

    {"line": ["serve", "--port", "5099"], "folder": "/a/folder", "environment": {"NAME": "value"}}

with standard input, output and error beside it. Answers with the fork's number, and once it has ended with how.
Reading Panel and pandas costs one to four seconds; a fork has them already. `{"reads": "sqlite:///a.db"}` has that
database read here too; a fork with `"knows": true` begins with all that a server with visitors keeps of it.
"""

import gc
import json
import os
import select
import signal
import socket
import sys
import time
from contextlib import suppress
from typing import Any

import panel.command  # noqa: F401 - read before the first fork
from bokeh.settings import settings

import dashboards.pages.home
import dashboards.pages.method
import dashboards.pages.our_school
import dashboards.pages.school
import dashboards.pages.trends
import dashboards.pages.triage  # noqa: F401
from dashboards.shell import fence
from dashboards.shell.preparing import READY
from dashboards.state.district.data import district_now, kept_for_all
from dashboards.state.district.warm import warm_up
from dashboards.state.filters import Filters
from dashboards.state.ready import Wanted, make_whole_ready
from data.__main__ import app
from models.database import connect
from models.today import today
from models.wording.language import words_in
from tests.lines_run import LinesRun

LOOKED_AT = [
    ("triage", "school=4-017"), ("triage", "school=4-012"), ("triage", "school=4-002"), ("triage", "school=4-009"),
    ("school", "school=4-017"), ("trends", ""),
]  # fmt: skip
"""Pages of the made-up district that many tests open."""
CHILD = {signal.SIGCHLD}
_who_waits: dict[int, socket.socket] = {}


def read(url: str) -> None:
    """Know of a database what a server knows whose pages have been looked at. No thread runs afterwards."""
    database, day = connect(url), today()
    warm_up(database, day)
    with district_now(database, 1) as district:
        for page, words in LOOKED_AT:
            filters = Filters(district.choices(district.office, day), words_in())
            filters.follow(f"?{words}")
            READY.get(page, make_whole_ready)(district, district.office, Wanted.of(filters, day))
    database.close()
    gc.collect()
    gc.freeze()


def run(asked: dict[str, Any], streams: list[int], lines_run: LinesRun) -> None:
    """Be that command from here on, with its own streams, folder and environment."""
    lines_run.begin_fork()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    time.tzset()
    vars(settings).pop("_secret_key_bytes", None)  # what Bokeh read when it was imported, before there was a secret
    if not asked.get("knows"):
        kept_for_all().clear()
    line = asked["line"]
    sys.argv = ["partnership", *line]
    try:
        app(line)
    finally:
        lines_run.tell()


def begin(asking: socket.socket, door: socket.socket, lines_run: LinesRun) -> None:
    """Have one request begun, and told who it is."""
    text, streams, _, _ = socket.recv_fds(asking, 1_000_000, 3)
    while not text.endswith(b"\n"):
        text += asking.recv(1_000_000)
    asked: dict[str, Any] = json.loads(text)
    if "ran" in asked:
        lines_run.add(asked["ran"])
        asking.close()
        return
    if "reads" in asked:
        read(asked["reads"])
        asking.sendall(b"read\n")
        asking.close()
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, CHILD)  # it might have ended before anybody knows who waits for it
    if (number := os.fork()) == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, CHILD)
        door.close()
        for others in [asking, *_who_waits.values()]:
            others.close()
        run(asked, list(streams), lines_run)
    _who_waits[number] = asking
    asking.sendall(f"{number}\n".encode())
    signal.pthread_sigmask(signal.SIG_UNBLOCK, CHILD)
    for stream in streams:
        os.close(stream)


def bury(*_: object) -> None:
    """Forks that have ended leave nothing behind; who waits for one is told."""
    with suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            with _who_waits.pop(ended[0]) as waits, suppress(OSError):
                waits.sendall(f"{os.waitstatus_to_exitcode(ended[1])}\n".encode())


def main(address: str) -> None:
    """Answer at this door until nobody holds the other end of standard input."""
    fence.put_up()  # as the first page does that a server makes ready: whoever asks first is let in at once
    gc.collect()
    gc.freeze()  # what is read by now stays in every fork, as what a warm server has read stays in it
    signal.signal(signal.SIGCHLD, bury)
    lines_run = LinesRun(address)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address)
        door.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while door in select.select([door, sys.stdin], [], [])[0]:  # what stands before the door is heard first
            begin(door.accept()[0], door, lines_run)
    lines_run.write()


if __name__ == "__main__":
    main(sys.argv[1])
