"""A visitor without a browser: opens a page, speaks its websocket's own language, and may send whatever it likes."""

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from ssl import SSLContext
from typing import Any
from urllib.request import Request, urlopen

from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, WebSocketClosedError, websocket_connect

SECONDS = 20


def until(there: Callable[[], bool]) -> None:
    """Return when it is so, as what is made beside everything else is a little later. AssertionError if it never is."""
    end = time.monotonic() + SECONDS
    while not there():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)  # who asks more often keeps the server from what is waited for


class SocketClient:
    """
    One session over the wire; use it in a `with`.

    `frames` are all texts received so far. Each message of Bokeh's protocol is three texts: header, metadata,
    content; bytes are the numbers of charts. trusted: whose certificates count, where the address is https.
    """

    def __init__(
        self,
        server_url: str,
        page: str = "triage",
        query: str = "",
        *,
        trusted: SSLContext | None = None,
        **headers: str,
    ) -> None:
        self.frames: list[str] = []
        self._is_old = True
        self._loop = asyncio.new_event_loop()
        address = f"{server_url}/{page}{query}"
        with urlopen(Request(address, headers=headers), timeout=SECONDS, context=trusted) as answer:
            self.html = answer.read().decode()
        token = re.search(r'"token":\s*"([^"]+)"', self.html)[1]
        request = HTTPRequest(
            f"{server_url.replace('http', 'ws', 1)}/{page}/ws{query}",
            headers={"Origin": server_url} | headers,
            ssl_options=trusted,
        )
        self._connection: WebSocketClientConnection = self._run(
            lambda: websocket_connect(request, subprotocols=["bokeh", token], max_message_size=64 * 1024 * 1024)
        )
        # As a browser does: the second of three small texts would wait 40 ms for the first one to be acknowledged.
        self._connection.protocol.stream.set_nodelay(True)  # type: ignore[union-attr]
        self._message()
        self.look()
        self.say_ready()
        self.ask("SERVER-INFO-REQ", {})  # what comes to a page once it is open
        self.look()

    def __enter__(self) -> "SocketClient":
        return self

    def __exit__(self, *problem: object) -> None:
        async def close() -> None:
            self._connection.close()
            await asyncio.sleep(0.05)

        self._run(close)
        self._loop.close()

    # ------------------------------------------------------------ what can be sent
    def set(self, model_id: str, attribute: str, value: Any) -> str:
        """Change a property of a model, whatever its widget would allow; the kind of answer: "OK" or "ERROR"."""
        self._is_old = True
        return self.patch({"kind": "ModelChanged", "model": {"id": model_id}, "attr": attribute, "new": value})

    def message(self, data: Any, *model_ids: str) -> str:
        """What components' own scripts would send with `send_msg`, the same for each; the kind of answer."""
        return self.patch(*(_data_event(model_id, data) for model_id in model_ids))

    def patch(self, *events: Any) -> str:
        self._send("PATCH-DOC", {"events": list(events)})
        return self._answer()[0]["msgtype"]

    def ask(self, kind: str, content: Any) -> Any:
        self._send(kind, content)
        return self._answer()[1]

    def settle(self) -> None:
        """
        Return when the server has answered everything: its own changes come after the answer to ours. `models` are
        those from before; `look` again where a test asks what they hold now.
        """
        for _ in range(3):
            self._run(lambda: asyncio.sleep(0.02))
            self.ask("SERVER-INFO-REQ", {})

    def say_ready(self) -> None:
        """As a browser does when it has drawn the page: only then does the server tell its changes unasked."""
        event = {"type": "event", "name": "document_ready", "values": {"type": "map", "entries": []}}
        assert self.patch({"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": event}) == "OK"

    def wait_for(self, model_id: str) -> None:
        """Return when the server has changed a property of this model; TimeoutError when it does not."""
        changed = False
        while not changed:
            header, content = self._message()
            events = content["events"] if header.get("msgtype") == "PATCH-DOC" else []
            changed = any(event.get("model", {}).get("id") == model_id for event in events)

    def closed_within(self, seconds: float) -> int:
        """The code with which the server closes the connection. TimeoutError where it does not in that time."""

        async def listen() -> None:
            while await self._connection.read_message() is not None:
                pass

        self._loop.run_until_complete(asyncio.wait_for(listen(), seconds))
        return self._connection.close_code or 0

    def look(self) -> None:
        """Ask for the whole page again: `models` are those it has now, by id."""
        self._is_old = False  # before it is asked for: what comes meanwhile is news
        self.models = {model["id"]: model for model in _models(self.ask("PULL-DOC-REQ", {})["doc"])}

    def look_again(self) -> None:
        """Once all is answered, where anything has changed since: `models` are those the page has now."""
        self.settle()
        if self._is_old:
            self.look()

    def shown(self, model_id: str, field: str) -> Any:
        """What a component holds once all is answered; None for what it began with."""
        self.look_again()
        return self.held(model_id, field)

    def held(self, model_id: str, field: str) -> Any:
        """What a component held when the page was last looked at; None for what it began with."""
        value = self.models[model_id]["attributes"]["data"].get("attributes", {}).get(field)
        return dict(value["entries"]) if isinstance(value, dict) else value

    def write(self, text: str) -> None:
        """One frame of any text, without waiting for an answer; a connection that is closed already is as good."""
        with suppress(WebSocketClosedError):
            self._run(lambda: self._connection.write_message(text))

    # ------------------------------------------------------------ what there is
    def model(self, name: str, **attributes: Any) -> str:
        """The id of the one model of this kind whose attributes are these."""
        found = [
            model["id"]
            for model in self.models.values()
            if model["name"].rsplit(".", 1)[-1] == name
            and all(model.get("attributes", {}).get(key) == value for key, value in attributes.items())
        ]
        assert len(found) == 1, f"{len(found)} models {name} with {attributes}"
        return found[0]

    def select(self, title: str) -> str:
        return self.model("CustomSelect", title=title)

    def components(self) -> list[str]:
        """The ids of all components of our own."""
        return [model["id"] for model in self.models.values() if "esm" in model.get("attributes", {})]

    def of_class(self, kind: str) -> list[str]:
        """The ids of the components of our own of one class."""
        return [model for model in self.components() if self.models[model]["attributes"]["class_name"] == kind]

    def component(self, *wanted: str) -> str:
        """The id of the one component of our own whose data have all these fields."""
        found = [
            model["id"]
            for model in self.models.values()
            if "esm" in model.get("attributes", {})
            and set(wanted) <= set(model["attributes"]["data"].get("attributes", {}))
        ]
        assert len(found) == 1, f"{len(found)} components with {wanted}"
        return found[0]

    def received(self) -> str:
        """Everything that came, page and frames, as one text."""
        return "\n".join([self.html, *self.frames])

    # ------------------------------------------------------------ the wire
    def _run(self, start: Callable[[], Awaitable[Any]]) -> Any:
        async def within_time() -> Any:
            return await asyncio.wait_for(start(), SECONDS)

        return self._loop.run_until_complete(within_time())

    def _send(self, kind: str, content: Any) -> None:
        self._sent = f"test-{len(self.frames)}-{kind}"
        for text in ({"msgid": self._sent, "msgtype": kind}, {}, content):
            self._run(lambda text=text: self._connection.write_message(json.dumps(text)))

    def _answer(self) -> tuple[dict[str, Any], Any]:
        """The answer to what was sent last; whatever comes before it is kept in `frames` only."""
        while True:
            header, content = self._message()
            if header.get("reqid") == self._sent:
                return header, content

    def _message(self) -> tuple[dict[str, Any], Any]:
        header, _, content = (self._text() for _ in range(3))
        for _ in range(header.get("num_buffers", 0)):
            self._text()
            self._run(self._connection.read_message)
        self._is_old |= header.get("msgtype") == "PATCH-DOC"
        return header, content

    def _text(self) -> Any:
        text = self._run(self._connection.read_message)
        assert text is not None, "the server closed the connection"
        self.frames.append(text)
        return json.loads(text)


def _data_event(model_id: str, data: Any) -> dict[str, Any]:
    values = {"type": "map", "entries": [["model", {"id": model_id}], ["data", _encoded(data)]]}
    said = {"type": "event", "name": "data_event", "values": values}
    return {"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": said}


def _encoded(data: Any) -> Any:
    """Plain data as Bokeh writes it: objects are maps, numbers without a JSON form have their own."""
    if isinstance(data, dict):
        return {"type": "map", "entries": [[key, _encoded(value)] for key, value in data.items()]}
    if isinstance(data, list):
        return [_encoded(value) for value in data]
    if isinstance(data, float) and data != data:
        return {"type": "number", "value": "nan"}
    return data


def _models(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if node.get("type") == "object" and "id" in node:
            yield node
        for value in node.values():
            yield from _models(value)
    elif isinstance(node, list):
        for value in node:
            yield from _models(value)
