"""The database's server is frozen: open pages go on with what they have, and whoever waits is told so."""

import json
import re
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from models.database import connect
from models.tables import Decision
from tests.forged import BY_HAND, HELD_OWN, decision
from tests.postgres import PostgresServer
from tests.raw_request import Asked, ask
from tests.serving import Server
from tests.socket_client import SocketClient, until
from tests.troubles import frozen


@pytest.fixture(scope="module")
def server(_sample_on_postgresql: Callable[[], str], served: Callable[..., Server]) -> Server:
    return served(_sample_on_postgresql())


def notice(client: SocketClient) -> str:
    return str(json.loads(client.shown(*client.of_class("Frame"), "said"))["notice"])


def refusal(client: SocketClient) -> str:
    return str((client.shown(*client.of_class(BY_HAND), "answer") or {}).get("refusal", ""))


def test_pages_go_on_with_what_is_known_and_who_saves_or_comes_is_told(postgres_server: PostgresServer, server: Server):
    address = f"?as=r.okafor&month=2026-03&cluster=all&school={HELD_OWN}"
    with SocketClient(server.url, query=address) as saving, SocketClient(server.url, query="?as=m.alvarez") as other:
        before = decisions(server)
        with frozen(postgres_server):
            saving.message(decision(HELD_OWN), *saving.of_class(BY_HAND))
            assert other.set(other.select("Cluster"), "value", "Garden") == "OK"
            until(lambda: "The page shows what it said last" in notice(other))
            assert "cluster=Garden" in json.dumps(other.models)
            until(lambda: "Nothing was" in refusal(saving))  # saved, or changed: as the line was or was not open
            came = ask(server.url, Asked("/triage?as=m.alvarez"))
            assert re.search(r"The database (does not answer|cannot be reached)\. ", came.body)
        assert decisions(server) == before
        assert other.set(other.select("Cluster"), "value", "Harbor") == "OK"
        until(lambda: notice(other) == "")


def decisions(server: Server) -> int:
    database = connect(server.database_url)
    with database.reading() as session:
        count = session.scalar(select(func.count(Decision.decision_id)))
    database.close()
    return int(count or 0)
