"""What is changed in Bokeh and Panel: an answer is written even where it comes while another is being written."""

import asyncio
from typing import Any
from unittest.mock import Mock

from bokeh.document import Document
from panel.io import document as panel_document

from dashboards.shell import bokeh_patches


class Socket:
    """A connection whose writes end when they are told to."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.written: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def write(self, connection: Any, *, msg: str) -> list[Any]:
        self.sent.append(msg)
        return [self.written]


def test_an_answer_that_comes_while_another_is_being_written_is_written_too(monkeypatch):
    bokeh_patches.patch()

    async def answers() -> list[str]:
        document, socket = Document(), Socket()
        protocol = Mock(create=lambda kind, events: events[0])
        connection = Mock(_socket=socket, protocol=protocol)
        monkeypatch.setitem(panel_document.extra_socket_handlers, Socket, socket.write)
        panel_document.schedule_write_events(document, [connection], ["the first"])  # type: ignore[list-item]
        while not socket.sent:
            await asyncio.sleep(0)
        socket.written.set_result(None)  # and before who waits for it goes on:
        panel_document.schedule_write_events(document, [connection], ["the second"])  # type: ignore[list-item]
        for _ in range(20):
            await asyncio.sleep(0)
        assert document not in panel_document._WRITE_BLOCK
        return socket.sent

    assert asyncio.run(answers()) == ["the first", "the second"]
