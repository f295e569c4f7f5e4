"""Whatever a visitor writes to the websocket: nothing of others comes back, no inside of ours, and the server lives."""

import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from data.sample.make import STORIES
from models.settings import ROOT
from tests.forged import LOGINS, OWN, READING, RIGHT, WRONG
from tests.forged import OTHER as ELSEWHERE
from tests.named_schools import named_in, without_identities
from tests.raw_request import Asked, ask
from tests.serving import Server
from tests.socket_client import SocketClient

OTHER = STORIES["lost_liaison"].school_id
INSIDES = re.compile(
    rf"Traceback \(most|site-packages|sqlalchemy|SELECT school|{re.escape(str(ROOT))}|/tmp/|line \d+, in "
)
NONSENSE = [None, True, 5, float("nan"), "x", "", [], {}, ["x"], {"open": None}, {"open": 5}, {"open": ["4-017"]}]


@pytest.fixture(scope="module")
def server(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    return served(sample_district())


@pytest.fixture
def liaison(server: Server) -> Iterator[SocketClient]:
    with SocketClient(server.url, query=f"?as={LOGINS['liaison']}") as client:
        yield client


@pytest.fixture
def coordinator(server: Server) -> Iterator[SocketClient]:
    with SocketClient(server.url, query="?as=r.okafor") as client:
        yield client


@pytest.fixture(scope="module")
def other_schools(server: Server) -> list[str]:
    """Names and numbers of every school but the liaison's own."""
    path = server.database_url.removeprefix("sqlite:///")
    rows = sqlite3.connect(path).execute("SELECT school_id, name FROM school WHERE school_id != ?", (OWN,)).fetchall()
    return [text for row in rows for text in row]


def assert_only_own(client: SocketClient, other_schools: list[str]) -> None:
    assert named_in(client.received(), other_schools) == []


def assert_no_insides(client: SocketClient) -> None:
    """No traceback, statement or path of ours in anything that came."""
    client.settle()
    client.look()
    assert [text[:300] for text in (client.html, *client.frames) if INSIDES.search(text)] == []


def is_alive(server: Server) -> bool:
    with urlopen(Request(f"{server.url}/liveness"), timeout=10) as answer:
        return answer.status == 200


# ---------------------------------------------------------------- what a liaison is sent
def test_a_liaisons_page_names_no_other_school_and_a_coordinators_does(
    liaison: SocketClient, coordinator: SocketClient, other_schools: list[str]
):
    assert_only_own(liaison, other_schools)
    assert len(named_in(coordinator.received(), other_schools)) > 10


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("our_school", ""),
        ("our_school", "&month=2025-12"),
        ("our_school", f"&school={OTHER}"),
        ("school", "&month=2026-03&cluster=Lakeview"),
        ("school", f"&month=2025-12&school={OTHER}"),
    ],
)
def test_a_liaisons_own_pages_name_no_other_school_whatever_they_are_told(
    page: str, query: str, server: Server, other_schools: list[str]
):
    with SocketClient(server.url, page=page, query=f"?as={LOGINS['liaison']}{query}") as client:
        assert len(client.of_class({"our_school": "OwnSchool", "school": "SchoolPageView"}[page])) == 1
        for message in [*READING, *NONSENSE]:
            client.message(message, *client.components())
        assert_no_insides(client)
        said = without_identities(client.received())
        for school in (OTHER, ELSEWHERE):  # an address comes back as far as it was typed
            said = said.replace(f"school={school}", "")
        assert "Fairbrook" in said
        assert named_in(said, other_schools) == []


def test_a_liaison_is_offered_no_filter_over_schools(liaison: SocketClient):
    titles = {str(model.get("attributes", {}).get("title")) for model in liaison.models.values()}
    assert {"School year", "As of", "Involvement type"} <= titles
    assert not {"Cluster", "School level", "School"} & titles


def test_another_school_in_a_liaisons_address_is_named_and_shows_nothing(server: Server, other_schools: list[str]):
    with SocketClient(server.url, query=f"?as=c.eriksen33&school={OTHER}") as client:
        said = without_identities(client.received())
        assert f"Not understood in the address, so left out: school={OTHER}. The rest holds." in said
        assert STORIES["lost_liaison"].name not in said


@pytest.mark.parametrize("view", ["list", "months"])
def test_no_forged_message_shows_a_liaison_another_school(
    view: str, liaison: SocketClient, server: Server, other_schools: list[str]
):
    if view == "months":
        liaison.message({"address": "?view=months"}, *liaison.components())
        liaison.settle()
        liaison.look()
    words = [*READING, *NONSENSE, *(forged.message for forged in (*RIGHT, *WRONG[::5]))]
    for message in words:
        liaison.message(message, *liaison.components())
    assert_no_insides(liaison)
    said = without_identities(liaison.received())
    typed = set(re.findall(r"school=(\d-\d{3})", json.dumps(words)))  # an address comes back as far as it was typed
    for school in typed:
        said = said.replace(f"school={school}", "")
    assert typed == {OTHER, ELSEWHERE}
    assert named_in(said, other_schools) == []
    assert is_alive(server)


# ---------------------------------------------------------------- widgets outside their options
def every_widget(client: SocketClient) -> list[tuple[str, str]]:
    """(model, property) of whatever a person can set on the page."""
    settable = {
        "CustomSelect": "value",
        "CheckboxGroup": "active",
        "FileDownload": "clicks",
    }
    found = [
        (model["id"], settable[name])
        for model in client.models.values()
        if (name := model["name"].rsplit(".", 1)[-1]) in settable
    ]
    assert len(found) >= 6
    return found


@pytest.mark.parametrize(
    "value",
    [
        "no such cluster",
        "<script>",
        "x" * 100_000,
        None,
        -1,
        10**30,
        {"type": "number", "value": "nan"},
        [99, -5],
        ["x"],
    ],
    ids=["unknown", "markup", "huge", "none", "negative", "endless", "nan", "positions", "texts"],
)
def test_a_widget_set_to_anything_breaks_nothing(value: object, coordinator: SocketClient, server: Server):
    for model, attribute in every_widget(coordinator):
        coordinator.set(model, attribute, value)
    assert_no_insides(coordinator)
    assert is_alive(server)
    assert coordinator.set(coordinator.model("CheckboxGroup"), "active", [0]) == "OK"


def test_a_value_of_a_wrong_kind_is_answered_with_an_id_that_the_log_knows(coordinator: SocketClient, server: Server):
    assert coordinator.set(coordinator.model("CheckboxGroup"), "active", "all") == "ERROR"
    told = re.search(r"This could not be taken \(id ([0-9a-f]{8})\). Nothing was changed.", coordinator.received())
    assert told is not None
    assert f"(id {told[1]})" in server.said()


def test_a_liaison_who_sets_what_the_office_filters_by_gets_nothing_more(
    liaison: SocketClient, other_schools: list[str]
):
    component = liaison.component("schools", "shown")
    data = liaison.models[component]["attributes"]["data"]["id"]
    for attribute, value in (("shown", [OTHER]), ("selected", OTHER), ("schools", json.dumps([{"id": OTHER}]))):
        liaison.set(data, attribute, value)
    liaison.message({"open": OTHER}, component)
    liaison.settle()
    liaison.look()
    said = without_identities(liaison.received()).replace(OTHER, "")
    assert STORIES["lost_liaison"].name not in said
    assert [school for school in other_schools if "-" not in school and school in said] == []


@pytest.mark.parametrize("garbage", ["", "x", "[]", "null", "{" * 50_000])
def test_frames_that_are_no_protocol_end_the_session_and_not_the_server(garbage: str, server: Server):
    with SocketClient(server.url, query="?as=r.okafor") as client:
        for _ in range(3):
            client.write(garbage)
    assert is_alive(server)


def test_a_frame_without_end_ends_the_session_and_not_the_server(server: Server):
    with SocketClient(server.url, query="?as=r.okafor") as client:
        client.write("x" * 21 * 1024 * 1024)
        with pytest.raises(AssertionError, match="the server closed the connection"):
            client.wait_for("nothing")
    assert is_alive(server)


# ---------------------------------------------------------------- who may ask at all
@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example"}, {"X-Forwarded-For": "203.0.113.9"}, {"Forwarded": "for=203.0.113.9"}]
)
def test_a_request_that_does_not_come_from_this_machine_gets_a_sentence_and_no_data(headers, server: Server):
    answer = ask(server.url, Asked(headers=headers))
    said = answer.body
    assert answer.status == 403
    assert "There is no log-in yet, so these pages open only on the machine they run on." in said
    assert STORIES["silent"].name not in said
    assert "Rosa Okafor" not in said


def test_a_websocket_from_another_site_is_refused(server: Server):
    with pytest.raises(Exception, match="403"):
        SocketClient(server.url, query="?as=r.okafor", Origin="https://evil.example")


# ---------------------------------------------------------------- when something breaks inside
def test_a_database_that_disappears_is_told_in_words_and_kept_in_the_log(
    served: Callable[..., Server], sample_district: Callable[[], str]
):
    url = sample_district()
    path = Path(url.removeprefix("sqlite:///"))
    server = served(url)
    with SocketClient(server.url, query="?as=r.okafor") as client:
        _spoil(path)
        client.set(client.select("As of"), "value", "2025-09")
        client.settle()
        client.look()
        said = client.received()
        told = re.search(r"Something went wrong \(id ([0-9a-f]{8})\)", said)
        assert told is not None
        assert_no_insides(client)
    assert told[1] in server.said()
    assert re.search(rf"\(id {told[1]}\) \w+.* at \S+\.py:\d+ ", server.said())


def _spoil(path: Path) -> None:
    """Take away tables that the next computation reads, as a failed restore would."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for table in ("survey_result", "support_contact", "decision", "school_month", "school_in_year"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("UPDATE topic_version SET stamp = 'moved'")


def test_a_copy_of_a_page_after_the_trouble_says_the_same(
    served: Callable[..., Server], sample_district: Callable[[], str], tmp_path: Path
):
    path = tmp_path / "gone.sqlite"
    shutil.copyfile(sample_district().removeprefix("sqlite:///"), path)
    server = served(f"sqlite:///{path}")
    _spoil(path)
    with SocketClient(server.url, query="?as=r.okafor") as client:
        told = re.search(r"Something went wrong \(id ([0-9a-f]{8})\)", client.received())
        assert told is not None
        assert_no_insides(client)
    assert told[1] in server.said()
