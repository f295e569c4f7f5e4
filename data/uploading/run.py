"""An upload carried out by a process of its own, and what the page that waits for it is told meanwhile."""

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Timer

from data.uploading.upload import Told, Upload, told_from_json, write_upload
from models.errors import PartnershipError

COMMAND = (sys.executable, "-m", "data.uploading.process")
SECONDS = 900
"""Until it is ended whatever it does."""
Progress = Callable[[int, int, str], None]


def carry_out(database: str, upload: Upload, progress: Progress, seconds: float = SECONDS) -> Told:
    """
    Have it done and wait for it. database: its address; progress: rows done, rows in all, and what is being done.

    Raises PartnershipError where the process was ended by its limits, or ended without an answer: then nothing was
    stored, since it stores everything in one transaction as the last thing it does.
    """
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        clock = Timer(seconds, child.kill)
        clock.start()
        try:
            with suppress(BrokenPipeError):  # it ended already; what it said is read below
                write_upload(child.stdin, database, upload)
                child.stdin.close()
            told = None
            for line in child.stdout:
                said = json.loads(line)
                if "told" in said:
                    told = told_from_json(said["told"])
                else:
                    progress(said["done"], said["total"], said["what"])
        finally:
            clock.cancel()
    if told is None:
        raise PartnershipError(
            "The files could not be read to the end: they take too much memory or time, or one is damaged. "
            "Send them in smaller parts, or as CSV; nothing was stored."
        )
    return told
