"""Who is here: only a request from this very machine, with nothing in between, may choose whom to be."""

from dataclasses import dataclass, field

import pytest

from dashboards.shell.who import Visitor, is_at_this_machine
from models.permissions import Viewer
from models.vocabulary import Role


@dataclass
class Request:
    """A tornado request as far as it is looked at."""

    remote_ip: str = "127.0.0.1"
    headers: dict[str, str] = field(default_factory=lambda: {"Host": "localhost:5006"})


@dataclass
class FromToken:
    """Bokeh's proxy: headers from the token, which a stranger can write, around the real request."""

    _request: Request
    headers: dict[str, str]


@pytest.mark.parametrize("host", ["localhost:5006", "localhost", "127.0.0.1:5006", "[::1]:5006"])
@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_somebody_at_this_machine_may_choose(address, host):
    assert is_at_this_machine(Request(address, {"Host": host}))


@pytest.mark.parametrize("address", ["192.168.1.7", "10.0.0.1", "203.0.113.9", "::ffff:203.0.113.9", "", None])
def test_somebody_elsewhere_may_not(address):
    assert not is_at_this_machine(Request(address))


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "localhost@evil", ""]
)
def test_a_page_opened_under_another_name_may_not(host):
    assert not is_at_this_machine(Request(headers={"Host": host}))


def test_a_request_without_a_host_may_not():
    assert not is_at_this_machine(Request(headers={}))


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded"])
def test_a_forwarded_request_never_counts_as_local(name):
    assert not is_at_this_machine(Request(headers={"Host": "localhost", name: "127.0.0.1"}))


def test_no_request_at_all_is_nobody():
    assert not is_at_this_machine(None)


def test_headers_from_a_token_do_not_count():
    forged = FromToken(Request("203.0.113.9", {"Host": "office.example"}), {"Host": "localhost"})
    assert not is_at_this_machine(forged)


def test_headers_missing_from_a_token_do_not_hide_a_proxy():
    proxied = FromToken(Request(headers={"Host": "localhost", "X-Forwarded-For": "203.0.113.9"}), {"Host": "localhost"})
    assert not is_at_this_machine(proxied)


def visitor(role: Role, *clusters: str) -> Visitor:
    return Visitor(Viewer(1, 1, "Rosa Maria Okafor", role, clusters=clusters), "Alder Valley", "alder", (), "as=r")


def test_the_header_says_name_role_and_clusters():
    assert visitor(Role.COORDINATOR, "Harbor", "Lakeview").who == {
        "name": "Rosa Maria Okafor",
        "role": "Coordinator, Harbor, Lakeview",
        "initials": "RM",
    }


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.ADMINISTRATOR, "You are looking as an administrator."),
        (Role.DIRECTOR, "You are looking as a director."),
        (Role.LIAISON, "You are looking as a school liaison."),
    ],
)
def test_the_banner_says_as_whom_one_is_looking(role, words):
    assert visitor(role).banner[0] in (words, words.replace("school ", ""))
