"""Messages and addresses that no page of ours sends: an id or the end of the session, and nobody else notices."""

import json
import re
from collections.abc import Callable, Iterator

import pytest

from data.sample.make import STORIES
from tests.integration.test_websocket_writes import INSIDES
from tests.raw_request import Asked, ask
from tests.serving import Server
from tests.socket_client import SocketClient


@pytest.fixture(scope="module")
def server(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    return served(sample_district())


@pytest.fixture(scope="module")
def bystander(server: Server) -> Iterator[SocketClient]:
    """Somebody whose page is open all the while."""
    with SocketClient(server.url, query="?as=m.alvarez") as client:
        yield client


ODD = [
    ("PUSH-DOC", {"doc": {"roots": [], "title": "x", "version": "3.9.2", "defs": []}}),
    ("PUSH-DOC", {"doc": {}}),
    ("SERVER-INFO-REPLY", {}),
    ("NO-SUCH-MESSAGE", {}),
    ("PATCH-DOC", []),
    *(("PATCH-DOC", {"events": [event]}) for event in (
        {"kind": "RootRemoved", "model": {"id": "p1001"}},
        {"kind": "RootRemoved", "model": {"id": "no such"}},
        {"kind": "RootAdded", "model": {"type": "object", "name": "NoSuchModel", "id": "x1"}},
        {"kind": "RootAdded", "model": {"type": "object", "name": "os.system", "id": "x2"}},
        {"kind": "ModelChanged", "model": {"id": "no such"}, "attr": "value", "new": 1},
        {"kind": "NoSuchKind"},
        {"kind": "ModelChanged", "model": {"id": "x"}, "attr": "value", "new": json.loads("[" * 900 + "]" * 900)},
    )),
]  # fmt: skip
"""What a page's own script never sends: another document, models nobody knows, roots taken away."""


HARMLESS = [
    ("PATCH-DOC", {"events": [{"kind": "MessageSent", "msg_type": "no_such", "msg_data": {}}]}),
    ("PATCH-DOC", {"events": [{"kind": "TitleChanged", "title": ["x"] * 100_000}]}),
]
"""Taken without a word: of the own page only, and asked by nobody."""


@pytest.mark.parametrize(("kind", "content"), [*ODD, *HARMLESS])
def test_a_message_that_no_page_sends_is_answered_with_an_id_or_ends_the_session(
    kind: str, content: object, server: Server, bystander: SocketClient
):
    with SocketClient(server.url, query="?as=r.okafor") as client:
        before = len(client.frames)
        try:
            answer = json.dumps(client.ask(kind, content))
        except AssertionError as closed:
            answer = str(closed)
        is_refused = re.search(r"\(id [0-9a-f]{8}\)\. Nothing was changed|the server closed", answer) is not None
        assert is_refused or (kind, content) in HARMLESS, answer
        assert [text for text in client.frames[before:] if INSIDES.search(text)] == []
    before_it = set(bystander.models)
    bystander.look()
    assert set(bystander.models) == before_it, "nobody else's page is another"
    assert ask(server.url, Asked("/liveness")).status == 200


@pytest.mark.parametrize("word", ["as", "district"])
def test_no_sign_in_the_address_ends_a_line_or_is_markup(word: str, server: Server):
    """A line's end, a NUL, what is no UTF-8, and a script: each is a text in a sentence, and no header or log line."""
    for sent in (
        "%0d%0aSet-Cookie:%20x=1",
        "%0d%0a%0d%0a%3Cscript%3Ex",
        "m.alvarez%00",
        "%ff%fe",
        "%c0%af",
        "%ed%a0%80",
    ):
        answer = ask(server.url, Asked(f"/triage?{word}={sent}"))
        assert (answer.status, "Set-Cookie" in answer.headers, "<script>x" in answer.body) == (200, False, False)
        assert re.search("Nobody here signs in as|There is no district", answer.body), sent
        assert not {"\0", "\r"} & set(answer.body)
        assert STORIES["silent"].name not in answer.body
    assert not re.search(r"^(Set-Cookie|<script>)|\0", server.said(), re.MULTILINE)
