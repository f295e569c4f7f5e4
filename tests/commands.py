"""Commands of `partnership` as processes of their own, without what it costs to read the program for each of them."""

import atexit
import json
import os
import shlex
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from models.settings import ROOT

IN_ITS_PLACE = """#!{python} -IS
import json, os, socket, sys
program = socket.socket(socket.AF_UNIX)
program.connect({address!r})
asked = {{"line": sys.argv[1:], "folder": os.getcwd(), "environment": dict(os.environ)}}
socket.send_fds(program, [json.dumps(asked).encode() + b"\\n"], [0, 1, 2])
answers = program.makefile()
answers.readline()
sys.exit(int(answers.readline()))
"""


class Command:
    """A command that runs. `number`: of its process."""

    def __init__(self, address: str, asked: dict[str, object], streams: list[int]) -> None:
        self._program = socket.socket(socket.AF_UNIX)
        self._program.connect(address)
        socket.send_fds(self._program, [f"{json.dumps(asked)}\n".encode()], streams)
        self._answers = self._program.makefile()
        number = self._answers.readline()
        if not number:
            raise RuntimeError("The program cannot be run; what it said stands above.")
        self.number = int(number)

    def leave(self) -> None:
        """Nobody asks how it ends."""
        self._answers.close()
        self._program.close()

    def code(self, seconds: float) -> int:
        """How it ended, once it has. Raises TimeoutError when it does not."""
        self._program.settimeout(seconds)
        code = int(self._answers.readline())
        self.leave()
        return code


@dataclass(frozen=True)
class Heard:
    """A command whose words are kept in files until it has ended."""

    command: Command
    out: IO[bytes]
    err: IO[bytes]

    def ended(self, seconds: float = 120) -> "subprocess.CompletedProcess[str]":
        """How it ended, and what it said. Raises TimeoutError when it does not."""
        code = self.command.code(seconds)
        said = []
        for stream in (self.out, self.err):
            stream.seek(0)
            said.append(stream.read().decode())
            stream.close()
        return subprocess.CompletedProcess([], code, *said)


class ReadyProgram:
    """The program, read once, and run again and again: see `tests/ready_program.py`."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="partnership-ready-")
        self._address = f"{self._folder.name}/door"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.counted_program", self._address],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        atexit.register(self._folder.cleanup)
        if self._process.stdout is None or not self._process.stdout.readline():
            raise RuntimeError("The program cannot be read; what it said stands above.")
        self._known: set[str] = set()

    def run(self, line: list[str], environment: dict[str, str], log: Path, knows: str = "") -> Command:
        """
        Run `partnership` with these words, writing into `log`. Raises RuntimeError where the program cannot be.

        knows: a database; it begins with all that a server with visitors keeps of it. Only for the same rows, stamps
        and all.
        """
        if knows:
            self._read(knows)
        with Path(os.devnull).open() as nothing, log.open("ab") as said:
            streams = [nothing.fileno(), said.fileno(), said.fileno()]
            return self._begin(line, environment, streams, knows=bool(knows))

    def command(self, *line: str, **environment: str) -> Heard:
        """Begin `partnership` with these words."""
        out, err = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115 - closed once they are read
        with Path(os.devnull).open() as nothing:
            command = self._begin(list(line), environment, [nothing.fileno(), out.fileno(), err.fileno()])
        return Heard(command, out, err)

    def _read(self, url: str) -> None:
        if url not in self._known:
            self._known.add(url)
            with socket.socket(socket.AF_UNIX) as program:
                program.connect(self._address)
                program.sendall(f"{json.dumps({'reads': url})}\n".encode())
                if not program.makefile().readline():
                    raise RuntimeError("The program cannot read this; what it said stands above.")

    def stand_in(self, folder: Path) -> None:
        """Put a `partnership` into a folder, for scripts with that folder on their PATH."""
        program = folder / "partnership"
        program.write_text(IN_ITS_PLACE.format(python=shlex.quote(sys.executable), address=self._address))
        program.chmod(0o755)

    def _begin(
        self, line: list[str], environment: dict[str, str], streams: list[int], *, knows: bool = False
    ) -> Command:
        asked = {"line": line, "folder": str(ROOT), "environment": {**os.environ, **environment}, "knows": knows}
        return Command(self._address, asked, streams)

    def end(self) -> None:
        """Nobody asks any more. It ends by itself when this process does; who counts lines waits for what it writes."""
        self._process.communicate()  # closes both ends


@cache
def ready_program() -> ReadyProgram:
    """The one of this test process."""
    return ReadyProgram()


def end_ready_program() -> None:
    """Once no test asks for it any more."""
    if ready_program.cache_info().currsize:
        ready_program().end()
