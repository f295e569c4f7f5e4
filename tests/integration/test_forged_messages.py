"""Messages in the components' own words, by every role: the right person's is written, and no other writes a row."""

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import groupby
from typing import Any

import pytest

from models.tables.topics import TOPIC_OF_TABLE
from tests.forged import BY_HAND, HELD_OWN, LOGINS, READING, RIGHT, RULES, WHAT_IF, WRONG, Forged
from tests.serving import Server
from tests.socket_client import SocketClient, until

Rows = dict[str, Counter]
WRITTEN = {BY_HAND: "decision", WHAT_IF: "rule_set"}
FORBIDDEN, ALLOWED, ASKED = 943, 12, 200
"""How many messages the tables below come to: a table that has grown shorter by accident attacks less."""


@pytest.fixture(scope="module")
def server(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    return served(sample_district())


def rows(server: Server) -> Rows:
    """Every row of every table, read past the program."""
    with closing(sqlite3.connect(server.database_url.removeprefix("sqlite:///"))) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: Counter(connection.execute(f'SELECT * FROM "{name}"')) for name in tables}


@contextmanager
def commits(server: Server) -> Iterator[Callable[[], int]]:
    """A number that changes whenever anybody has written into the database."""
    with closing(sqlite3.connect(server.database_url.removeprefix("sqlite:///"))) as connection:
        yield lambda: connection.execute("PRAGMA data_version").fetchone()[0]


@pytest.fixture(scope="module")
def untouched(server: Server) -> Rows:
    """The rows before anything was sent."""
    return rows(server)


def written(before: Rows, after: Rows) -> dict[str, int]:
    """How many rows are new or changed, by table; tables without any are left out."""
    news = {name: (after[name] - before[name]).total() + (before[name] - after[name]).total() for name in after}
    return {name: count for name, count in news.items() if count}


def opened(server: Server, role: str, school: str, month: str) -> SocketClient:
    return SocketClient(server.url, query=f"?as={LOGINS[role]}&month={month}&cluster=all&school={school}")


def turn_to(client: SocketClient, school: str, month: str) -> None:
    """Another school and month on an open page, as by a link."""
    client.message({"address": f"?month={month}&cluster=all&school={school}"}, *client.of_class("Frame"))
    client.settle()


def send(client: SocketClient, forged: Forged) -> None:
    """To the component it is meant for, or to all of ours where this person's page has none such."""
    meant = client.of_class(forged.to)
    if forged.pretended:
        for model in meant or client.components():
            client.set(client.models[model]["attributes"]["data"]["id"], "school", forged.pretended)
    client.message(forged.message, *(meant or client.components()))


def answers(client: SocketClient) -> list[Any]:
    """What the components that write have answered so far."""
    client.look_again()
    return [client.held(model, "answer") for kind in WRITTEN for model in client.of_class(kind)]


def forbidden_to(role: str) -> Iterator[Forged]:
    yield from WRONG
    yield from (forged for forged in RIGHT if role not in forged.by)


def by_page(messages: Iterable[Forged]) -> Iterator[tuple[tuple[str, str], list[Forged]]]:
    def page(forged: Forged) -> tuple[str, str]:
        return forged.school, forged.month

    for key, some in groupby(sorted(messages, key=page), key=page):
        yield key, list(some)


# ---------------------------------------------------------------- the right words by the right person
@pytest.mark.parametrize("role", ["director", "coordinator"])
def test_what_a_person_may_decide_is_written(role: str, served: Callable[..., Server], sample_district):
    server = served(sample_district())
    sent, before = [forged for forged in RIGHT if role in forged.by], rows(server)
    with opened(server, role, "", "2026-03") as client:
        for forged in sent:
            turn_to(client, forged.school, forged.month)
            (by_hand,) = client.of_class(BY_HAND)
            until(lambda model=by_hand, school=forged.school: f'"{school}"' in str(client.shown(model, "school")))
            told = answers(client)
            send(client, forged)
            until(lambda told=told: answers(client) != told)
            assert "refusal': '" not in str(answers(client)).replace("refusal': ''", ""), answers(client)
            table = "rule_proposal" if "propose" in forged.message else WRITTEN[forged.to]
            changed = 2 if "end" in forged.message else 1  # the row as it was, and as it is
            after = rows(server)
            news = written(before, after)
            assert news.pop("topic_version") in (1, 2), forged  # a stamp in the place of another, or the topic's first
            assert news == {table: changed, "audit_line": 1}, forged
            raised = {topic for _, topic, _ in after["topic_version"] - before["topic_version"]}
            assert raised == {TOPIC_OF_TABLE[table]}
            before = after
    assert len(sent) == {"director": 8, "coordinator": 4}[role]


# ---------------------------------------------------------------- everything else
@pytest.mark.parametrize("role", LOGINS)
def test_no_forged_decision_writes_a_row(role: str, server: Server, untouched: Rows):
    sent, through = [], []
    with commits(server) as number, opened(server, role, "", "2026-03") as client:
        for (school, month), messages in by_page(forbidden_to(role)):
            turn_to(client, school, month)
            for forged in messages:
                before = number()
                send(client, forged)
                sent.append(forged)
                through += [forged] if number() != before else []
            client.settle()  # a change still on its way is seen by the next test, which looks at the same rows
    assert through == []
    assert written(untouched, rows(server)) == {}
    assert len(sent) == len(WRONG) + len([forged for forged in RIGHT if role not in forged.by])


@pytest.mark.parametrize("role", LOGINS)
def test_asking_to_see_something_writes_no_row(role: str, server: Server, untouched: Rows):
    with opened(server, role, HELD_OWN, "2026-03") as client:
        for message in READING:
            client.message(message, *client.components())
        client.settle()  # a change still on its way is seen by the next test, which looks at the same rows
    assert written(untouched, rows(server)) == {}


def test_the_messages_are_as_many_as_they_were_counted():
    sent = [(role, forged) for role in LOGINS for forged in forbidden_to(role)]
    assert len(sent) == FORBIDDEN
    assert sum(len(forged.by) for forged in RIGHT) == ALLOWED
    assert len(LOGINS) * len(READING) == ASKED


# ---------------------------------------------------------------- the words that ask are understood
def test_the_words_that_ask_are_those_the_components_know(server: Server):
    with opened(server, "coordinator", "", "2026-03") as client:
        (frame,), (schools,), (rules,) = (client.of_class(kind) for kind in ("Frame", "SchoolList", WHAT_IF))

        def address() -> str:
            return str(json.loads(client.shown(frame, "said"))["address"])

        client.message({"open": HELD_OWN}, schools)
        assert f"school={HELD_OWN}" in address()
        client.message({"close": 1}, *client.of_class("SchoolDetail"))
        assert "school=" not in address()
        client.message({"sort": "-contact"}, schools)
        assert "sort=-contact" in address()
        client.message({"find": "harlan"}, frame)
        assert "Harlan Creek" in str(client.shown(frame, "found")["hits"])
        client.message({"open": HELD_OWN}, frame)
        assert f"school={HELD_OWN}" in address()
        client.message({"close": True}, frame)
        assert "school=" not in address()
        client.message({"open": HELD_OWN}, frame)
        (comparing,) = [head for head in client.of_class("ChartHead") if client.shown(head, "section")]
        client.message({"opened": True}, comparing)
        first, second = (code for code, _ in json.loads(client.shown(comparing, "options"))[:2])
        assert client.shown(comparing, "option") == first
        client.message({"option": second}, comparing)
        assert (client.shown(comparing, "option"), client.shown(comparing, "figure")) == (second, "funnel")
        client.message({"address": "?month=2026-02&cluster=Garden"}, frame)
        until(lambda: "month=2026-02&cluster=Garden" in address())  # another list may have to be made
        client.message({"open": 1}, rules)
        assert "weights" in json.loads(client.shown(rules, "rules"))
        client.message({"try": RULES["save"], "moving": False, "turn": 7}, rules)
        effect = json.loads(client.shown(rules, "effect"))
        assert (effect["turn"], bool(effect["stays"])) == (7, True)
        client.message({"address": "?view=months"}, frame)
        client.settle()
        client.look()
        client.message({"open": HELD_OWN}, *client.of_class("MonthsPicture"))
        assert f"view=months&school={HELD_OWN}" in address()


def test_a_page_that_never_says_it_is_ready_keeps_the_server_no_busier(server: Server):
    with opened(server, "coordinator", HELD_OWN, "2026-03") as client:
        (comparing,) = [head for head in client.of_class("ChartHead") if client.shown(head, "section")]
        codes = [code for code, _ in json.loads(client.shown(comparing, "options"))]
        client.message({"opened": True}, comparing)
        for code in codes[:3]:
            client.message({"option": code}, comparing)
        client.settle()
        before = server.cpu_seconds()
        time.sleep(1)
        assert server.cpu_seconds() - before < 0.25  # it was a core's whole second


def test_what_may_be_ended_is_the_servers_to_say_and_not_the_browsers(server: Server):
    with opened(server, "coordinator", HELD_OWN, "2025-12") as client:
        (by_hand,) = client.of_class(BY_HAND)
        assert [event["may_end"] for event in json.loads(client.shown(by_hand, "school"))["held"]] == [False]
        pretended = json.dumps({"id": HELD_OWN, "held": [{"id": 3, "may_end": True}]})
        assert client.set(client.models[by_hand]["attributes"]["data"]["id"], "school", pretended) == "OK"
        client.message({"end": 3}, by_hand)
        refusal = "This decision cannot be ended on the list that is shown; nothing was saved."
        assert client.shown(by_hand, "answer") == {"count": 1, "refusal": refusal}


def test_what_was_ended_on_this_page_is_undone_there_and_nowhere_else(served: Callable[..., Server], sample_district):
    server = served(sample_district())
    before = rows(server)["decision"]
    with (
        opened(server, "coordinator", HELD_OWN, "2026-03") as client,
        opened(server, "coordinator", HELD_OWN, "2026-03") as elsewhere,
    ):
        (by_hand,) = client.of_class(BY_HAND)
        client.message({"end": 3}, by_hand)
        until(lambda: client.shown(by_hand, "answer") == {"count": 1, "refusal": ""})
        assert rows(server)["decision"] != before
        (other,) = elsewhere.of_class(BY_HAND)
        elsewhere.message({"undo": 3}, other)
        refusal = "Only what was ended on this page can be undone here; nothing was saved."
        assert elsewhere.shown(other, "answer") == {"count": 1, "refusal": refusal}
        client.message({"undo": 3}, by_hand)
        until(lambda: client.shown(by_hand, "answer") == {"count": 2, "refusal": ""})
        assert rows(server)["decision"] == before
