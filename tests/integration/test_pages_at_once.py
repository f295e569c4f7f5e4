"""One person's browser asks for page after page: at the end it is told so, and everybody else goes on as before."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from models.database import connect
from tests.raw_request import Asked, ask
from tests.serving import Server
from tests.signing_in import BY_PASSWORD, give_passwords, key_of, with_key

MOST = 4
ASKED = 20


def test_a_flood_of_pages_is_bounded_for_who_sends_it_and_nobody_else(
    served: Callable[..., Server], sample_district: Callable[[], str]
):
    url = sample_district()
    give_passwords(url, "r.okafor")
    with closing(connect(url)) as database:
        first, second, other = (key_of(database, login) for login in ("r.okafor", "r.okafor", "m.alvarez"))
    server = served(url, **BY_PASSWORD, PARTNERSHIP_SIGN_IN__PAGES_AT_ONCE=str(MOST))
    with ThreadPoolExecutor(ASKED) as pool:
        answers = list(pool.map(lambda _: ask(server.url, with_key(Asked("/method"), first)), range(ASKED)))
    statuses = [answer.status for answer in answers]
    assert (statuses.count(200), statuses.count(429)) == (MOST, ASKED - MOST)
    refused = ask(server.url, with_key(Asked("/triage"), second))
    assert (refused.status, refused.headers["Retry-After"]) == (429, "30")
    assert "You have 4 pages open here" in refused.body
    assert "Content-Security-Policy" in refused.headers
    assert ask(server.url, with_key(Asked("/method"), other)).status == 200
    assert "r.okafor" not in server.said()
