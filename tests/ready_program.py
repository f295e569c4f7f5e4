"""
The program, read once: for each line on standard input a fork of it runs that command, as a process of its own.

    {"line": ["serve", "--port", "5099"], "environment": {"NAME": "value"}, "log": "/a/file"}

Answers with the fork's number. Reading Panel and pandas costs four seconds; a fork has them already.
"""

import gc
import json
import os
import signal
import sys
from pathlib import Path
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
from data.__main__ import app


def run(line: list[str], environment: dict[str, str], log: Path) -> None:
    """Be that command from here on, with its own streams."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for stream, number in ((os.devnull, 0), (log, 1), (log, 2)):
        opened = os.open(stream, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(opened, number)
        os.close(opened)
    os.environ.update(environment)
    vars(settings).pop("_secret_key_bytes", None)  # what Bokeh read when it was imported, before there was a secret
    sys.argv = ["partnership", *line]
    app(line)


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # forks that have ended leave nothing behind
    fence.put_up()  # as the first page does that a server makes ready: whoever asks first is let in at once
    gc.collect()
    gc.freeze()  # what is read by now stays in every fork, as what a warm server has read stays in it
    for text in sys.stdin:
        asked: dict[str, Any] = json.loads(text)
        if (number := os.fork()) == 0:
            run(asked["line"], asked["environment"], Path(asked["log"]))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
