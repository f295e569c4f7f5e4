"""
Lines that servers and commands run, counted among those that the tests run.

The program that they are forks of counts as a worker of the tests does; a fork says what it ran when it ends, and the
program writes that down for all of them, once it ends itself. Without a count going on nothing of this does anything.
"""

import json
import os
import signal
import socket
from pathlib import Path
from types import FrameType

from slipcover import pytest_plugin
from slipcover.slipcover import Slipcover

TELL = signal.SIGUSR1
"""Sent to a fork instead of ending it: it says what it ran, and ends at once. Who does not count is ended by it too."""


class LinesRun:
    """Of the program and its forks. `counting` is None where nobody counts."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._counting: Slipcover | None = pytest_plugin._slipcover_instance

    def begin_fork(self) -> None:
        """From here on only this fork's lines, told when it is asked for them."""
        if self._counting:
            self._counting.signal_child_process()
            signal.signal(TELL, self._tell_and_end)

    def tell(self) -> None:
        """Say to the program what this fork has run."""
        if self._counting:
            seen = [self._counting.all_seen, self._counting.newly_seen]
            ran = {file: sorted(set().union(*(some[file] for some in seen))) for file in set().union(*seen)}
            with socket.socket(socket.AF_UNIX) as program:
                program.connect(self._address)
                program.sendall(f"{json.dumps({'ran': ran})}\n".encode())

    def _tell_and_end(self, number: int, frame: FrameType | None) -> None:
        self.tell()
        os._exit(0)

    def add(self, ran: dict[str, list[int]]) -> None:
        """What a fork has told."""
        if self._counting:
            for file, lines in ran.items():
                self._counting.all_seen[file].update(lines)

    def write(self) -> None:
        """Write everything down where the count of the tests is put together."""
        if self._counting:
            folder = Path(os.environ["SLIPCOVER_COVERAGE_DIR"])
            name = f"coverage-{os.environ['PYTEST_XDIST_WORKER']}-program.json"
            (folder / name).write_text(json.dumps(self._counting.get_coverage()))
