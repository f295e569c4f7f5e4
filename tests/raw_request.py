"""A request written by hand: any sender, header and protocol, which real clients would not let a test choose."""

import socket
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPResponse
from urllib.parse import urlsplit

SECONDS = 60
"""The first page of a server takes long where others use the machine, too."""


@dataclass(frozen=True)
class Asked:
    """
    One request to a server on this machine; `headers` replace or, given as None, remove the usual ones.

    sender: the address it comes from; everything in 127.x.x.x is this machine's own, and any but 127.0.0.1 stands
    for another one's. key: of a websocket to open; None asks for a page.
    """

    path: str = "/triage?as=m.alvarez"
    headers: dict[str, str | None] = field(default_factory=dict)
    sender: str = "127.0.0.1"
    protocol: str = "HTTP/1.1"
    method: str = "GET"
    body: str = ""
    key: str | None = None


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str

    @property
    def is_through(self) -> bool:
        """A page that was shown, or a websocket that was opened."""
        return self.status < 400


def ask(server_url: str, asked: Asked) -> Answer:
    """Send one request and read the whole answer. Raises OSError, also when the server says nothing for long."""
    with socket.create_connection(
        ("127.0.0.1", urlsplit(server_url).port or 80), timeout=SECONDS, source_address=(asked.sender, 0)
    ) as connection:
        if connection.getsockname() == connection.getpeername():
            raise ConnectionRefusedError("Nobody listens there: the system connected this end with itself.")
        connection.sendall(_written(server_url, asked))
        with closing(HTTPResponse(connection, method=asked.method)) as response:
            response.begin()
            body = "" if response.status == 101 else response.read().decode(errors="replace")
            return Answer(response.status, dict(response.getheaders()), body)


def _written(server_url: str, asked: Asked) -> bytes:
    headers: dict[str, str | None] = {"Host": urlsplit(server_url).netloc, "Connection": "close"}
    if asked.key is not None:
        headers |= {
            "Origin": server_url,
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
            "Sec-WebSocket-Protocol": f"bokeh, {asked.key}",
        }
    if asked.body:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(asked.body))}
    headers |= asked.headers
    lines = [f"{asked.method} {asked.path} {asked.protocol}"]
    lines += [f"{name}: {value}" for name, value in headers.items() if value is not None]
    return ("\r\n".join(lines) + "\r\n\r\n" + asked.body).encode()
