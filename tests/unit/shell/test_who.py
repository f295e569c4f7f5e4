"""Who is here: only a request from this very machine, with nothing in between, may choose whom to be."""

from dataclasses import dataclass, field
from http.cookies import SimpleCookie

import pytest

from dashboards.shell.who import REMEMBERED, Visitor, chosen_login, header_set_in_between, is_at_this_machine
from models.permissions import Viewer
from models.vocabulary import Role
from models.wording.language import words_in


@dataclass
class Request:
    """A tornado request as far as it is looked at."""

    remote_ip: str = "127.0.0.1"
    headers: dict[str, str] = field(default_factory=lambda: {"Host": "localhost:5006"})
    version: str = "HTTP/1.1"
    cookies: SimpleCookie = field(default_factory=SimpleCookie)


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


# What proxies, load balancers and delivery networks are known to add, from their manuals.
SET_BY_PROXIES = """
    Via Forwarded X-Forwarded-For X-Forwarded-Host X-Forwarded-Proto X-Forwarded-Port X-Forwarded-Server
    X-Forwarded-Prefix X-Forwarded-Scheme X-Forwarded-Ssl X-Forwarded-By X-Forwarded X-Forwarder-For
    X-Original-Forwarded-For X-Original-Host X-Original-URL X-Original-URI X-Rewrite-URL X-Real-IP X-Real-Port
    X-Client-IP X-Cluster-Client-IP X-ProxyUser-IP X-Remote-IP X-Remote-Addr X-Remote-User X-Host X-Scheme
    X-Envoy-External-Address X-Envoy-Internal X-Request-Id X-Correlation-Id X-B3-TraceId X-Amzn-Trace-Id X-Amz-Cf-Id
    X-Cloud-Trace-Context X-Azure-ClientIP X-Azure-FDID X-ARR-LOG-ID X-ARR-SSL X-WAWS-Unencoded-URL X-SSL-Client-Cert
    X-Varnish X-Akamai-Edgescape X-Sucuri-ClientIP X-Appengine-User-IP X-Vercel-Id X-Nf-Client-Connection-Ip
    True-Client-IP Client-IP HTTP-Client-IP HTTP-X-Forwarded-For Remote-Addr Remote-User Front-End-Https
    CF-Connecting-IP CF-Connecting-IPv6 CF-Ray CF-Visitor CF-IPCountry CDN-Loop CloudFront-Viewer-Address
    Fastly-Client-IP Fastly-SSL Fly-Client-IP Akamai-Origin-Hop Ali-Cdn-Real-Ip Incap-Client-IP WL-Proxy-Client-IP
    Proxy-Client-IP Proxy-Connection Proxy-Authorization Surrogate-Capability SSL-Client-Cert Tailscale-User-Login
    XRoxy-Connection traceparent tracestate b3 x_forwarded_for HTTP_X_FORWARDED_FOR Client_IP
"""


@pytest.mark.parametrize("name", SET_BY_PROXIES.split())
def test_a_request_with_a_header_of_a_proxy_never_counts_as_local(name):
    assert not is_at_this_machine(Request(headers={"Host": "localhost", name.lower(): "127.0.0.1"}))
    assert not is_at_this_machine(Request(headers={"Host": "localhost", name.upper(): ""}))


def test_the_older_protocol_that_proxies_speak_never_counts_as_local():
    assert not is_at_this_machine(Request(version="HTTP/1.0"))


# Chromium, Firefox and Safari opening a page and its websocket, also from inside another program.
SENT_BY_BROWSERS = """
    Host Connection Cache-Control Pragma Upgrade Upgrade-Insecure-Requests User-Agent Accept Accept-Encoding
    Accept-Language Cookie Referer Origin Priority DNT Sec-GPC Sec-Fetch-Site Sec-Fetch-Mode Sec-Fetch-User
    Sec-Fetch-Dest Sec-CH-UA Sec-CH-UA-Mobile Sec-CH-UA-Platform Sec-Purpose Purpose Save-Data TE If-None-Match
    If-Modified-Since Range Authorization Sec-WebSocket-Key Sec-WebSocket-Version Sec-WebSocket-Protocol
    Sec-WebSocket-Extensions X-Requested-With X-Purpose X-Moz
"""


def test_what_browsers_send_by_themselves_is_nobodys_header():
    assert header_set_in_between(SENT_BY_BROWSERS.split()) == ""


def test_no_request_at_all_is_nobody():
    assert not is_at_this_machine(None)


def test_headers_from_a_token_do_not_count():
    forged = FromToken(Request("203.0.113.9", {"Host": "office.example"}), {"Host": "localhost"})
    assert not is_at_this_machine(forged)


def test_headers_missing_from_a_token_do_not_hide_a_proxy():
    proxied = FromToken(Request(headers={"Host": "localhost", "X-Forwarded-For": "203.0.113.9"}), {"Host": "localhost"})
    assert not is_at_this_machine(proxied)


def visitor(role: Role, *clusters: str) -> Visitor:
    return Visitor(
        Viewer(1, 1, "Rosa Maria Okafor", role, clusters=clusters), words_in(), "Alder Valley", "alder", (), "as=r"
    )


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


# ---------------------------------------------------------------- whom to look as
LOGINS = ["m.alvarez", "r.okafor", "a b"]


def remembering(value: str) -> Request:
    return Request(cookies=SimpleCookie({REMEMBERED: value}))


def test_without_a_choice_the_first_person_looks():
    assert chosen_login(Request(), {}, LOGINS) == "m.alvarez"
    assert chosen_login(None, {}, LOGINS) == "m.alvarez"


@pytest.mark.parametrize(("kept", "who"), [("r.okafor", "r.okafor"), ("a%20b", "a b")])
def test_a_browser_remembers_whom_somebody_looked_as_last(kept, who):
    assert chosen_login(remembering(kept), {}, LOGINS) == who


@pytest.mark.parametrize("kept", ["", "nobody", "%", "<b>", "R.OKAFOR"])
def test_a_person_who_is_not_here_is_not_remembered(kept):
    assert chosen_login(remembering(kept), {}, LOGINS) == "m.alvarez"


def test_an_address_that_names_a_person_counts_more_than_what_is_remembered():
    assert chosen_login(remembering("r.okafor"), {"as": "m.alvarez"}, LOGINS) == "m.alvarez"
    assert chosen_login(remembering("r.okafor"), {"as": "nobody"}, LOGINS) == "nobody"


def test_cookies_of_a_token_do_not_count():
    token = FromToken(Request(), {"Cookie": f"{REMEMBERED}=r.okafor"})
    assert chosen_login(token, {}, LOGINS) == "m.alvarez"
