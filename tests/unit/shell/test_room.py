"""How many pages one person may have at once: those being made count, and those let go of do not."""

import pytest
from bokeh.document import Document
from bokeh.server.session import ServerSession

from dashboards.shell.sign_in.room import Room, TooManyPagesError

ANA, BEN, ANA_ELSEWHERE = (1, 1), (1, 2), (2, 1)
MOST = 3


class Asked:
    """Stands for a request: all that is asked of it is to be another than the next one."""


def session() -> ServerSession:
    return ServerSession("one", Document())


def test_who_has_as_many_as_one_may_have_is_told_so_and_nobody_else():
    room, pages = Room(), []
    for _ in range(MOST):
        request = Asked()
        room.take(request, ANA, MOST)
        pages.append(session())
        room.give(request, pages[-1])
    with pytest.raises(TooManyPagesError, match="You have 3 pages open here"):
        room.take(Asked(), ANA, MOST)
    for other in (BEN, ANA_ELSEWHERE):
        room.take(Asked(), other, MOST)
    pages[0].destroy()
    room.take(Asked(), ANA, MOST)


def test_pages_that_are_asked_for_at_once_count_before_they_are_made():
    room, requests = Room(), [Asked() for _ in range(MOST)]
    for request in requests:
        room.take(request, ANA, MOST)
    with pytest.raises(TooManyPagesError):
        room.take(Asked(), ANA, MOST)
    room.give(requests[0], None)
    room.take(Asked(), ANA, MOST)


def test_a_page_that_was_never_asked_for_here_counts_for_nobody():
    room = Room()
    room.give(Asked(), session())
    for _ in range(MOST):
        room.take(Asked(), ANA, MOST)
