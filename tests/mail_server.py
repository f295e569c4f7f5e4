"""A small mail server for tests: it speaks SMTP on a real port, and keeps every letter it took and line it heard."""

import base64
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, NamedTuple


class Received(NamedTuple):
    """One letter: the envelope, and what stood in it."""

    sender: str
    to: list[str]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        read = message_from_bytes(self.raw, policy=default)
        assert isinstance(read, EmailMessage)
        return read


class MailServer(socketserver.ThreadingTCPServer):
    """It takes every letter but those to `refused` addresses; with `user` only from who signs in so."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.letters: list[Received] = []
        self.heard: list[bytes] = []
        self.refused: set[str] = set()
        self.user: tuple[str, str] | None = None
        self.refuses_sender = False
        self.breaks_off_at = 0
        """The letter of this number is taken, and the line broken off before the answer; 0: none."""
        self.before_data: Callable[[], None] = lambda: None

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 here")
        sender, to, is_known = "", [], self.server.user is None
        while line := self.rfile.readline():
            self.server.heard.append(line)
            verb, _, rest = line.decode("ascii", errors="replace").strip().partition(" ")
            match verb.upper():
                case "EHLO":
                    self._say("250-here", "250-AUTH PLAIN", "250 8BITMIME")
                case "AUTH":
                    said = base64.b64decode(rest.split()[-1]).decode().split("\0")[1:]
                    is_known = tuple(said) == self.server.user
                    self._say("235 in" if is_known else "535 no")
                case "MAIL" if not is_known:
                    self._say("530 sign in first")
                case "MAIL":
                    sender, to = _address(rest), []
                    self._say("553 not you" if self.server.refuses_sender else "250 go on")
                case "RCPT":
                    is_refused = _address(rest) in self.server.refused
                    to += [] if is_refused else [_address(rest)]
                    self._say("550 nobody of this name" if is_refused else "250 go on")
                case "DATA":
                    self._say("354 go on")
                    if not self._take(sender, to):
                        return
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 well")

    def _take(self, sender: str, to: list[str]) -> bool:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b"..") else line)
        self.server.before_data()
        self.server.letters.append(Received(sender, list(to), b"".join(lines)))
        if len(self.server.letters) == self.server.breaks_off_at:
            return False
        self._say("250 taken")
        return True

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


def _address(rest: str) -> str:
    return rest.partition("<")[2].partition(">")[0]


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """One that answers until the end of the block."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def mail_settings(server: MailServer, **more: Any) -> dict[str, str]:
    """Variables of the environment that name this server."""
    said = {"host": "127.0.0.1", "port": server.port, "security": "none", "from_address": "family@district.example"}
    return {f"PARTNERSHIP_MAIL__{name.upper()}": str(value) for name, value in (said | more).items()}
