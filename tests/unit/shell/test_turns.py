"""Open pages go first, one page is made at a time, and who does not read is let go."""

import asyncio
import socket
from contextlib import closing, suppress

import pytest
from tornado.iostream import IOStream, StreamClosedError

from dashboards.shell import turns
from dashboards.shell.turns import AT_WORK, UNREAD, Turns, bound_unread


def in_order(*steps) -> list[str]:
    """What happened, in order, where these run at once on one loop; each is given the turns and a list to tell in."""
    told: list[str] = []

    async def run() -> None:
        made = Turns()
        await asyncio.gather(*(step(made, told) for step in steps))

    asyncio.run(run())
    return told


def page(name: str, *, after: float = 0):
    async def step(of: Turns, told: list[str]) -> None:
        await asyncio.sleep(after)
        async with of.for_a_new_page():
            told.append(f"{name} begins")
            await asyncio.sleep(0.03)
            told.append(f"{name} is made")

    return step


def click(*, after: float):
    async def step(of: Turns, told: list[str]) -> None:
        await asyncio.sleep(after)
        of.open_page_at_work()
        await asyncio.sleep(AT_WORK / 3)
        of.open_page_at_work()
        told.append("click is answered")

    return step


def test_one_page_is_made_at_a_time():
    assert in_order(page("first"), page("second", after=0.005)) == [
        "first begins", "first is made", "second begins", "second is made",
    ]  # fmt: skip


def test_an_open_page_goes_before_the_next_new_one():
    told = in_order(page("first"), page("second", after=0.005), click(after=0.025))
    assert told == ["first begins", "first is made", "click is answered", "second begins", "second is made"]


def test_a_new_page_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(turns, "LONGEST", 0.1)

    async def busy(of: Turns, told: list[str]) -> None:
        for _ in range(20):
            of.open_page_at_work()
            await asyncio.sleep(0.02)
        told.append("busy no more")

    assert in_order(busy, page("new", after=0.01))[-1] == "busy no more"


def test_a_page_that_fails_lets_the_next_one_in():
    async def failing(of: Turns, told: list[str]) -> None:
        with pytest.raises(ValueError, match="no"):
            async with of.for_a_new_page():
                raise ValueError("no")
        told.append("failed")

    assert in_order(failing, page("next", after=0.005))[-1] == "next is made"


def test_a_client_that_does_not_read_is_let_go():
    async def run() -> tuple[int, bool]:
        ours, theirs = socket.socketpair()
        with closing(theirs):
            stream = IOStream(ours)
            bound_unread(stream)
            sent = 0
            while not stream.closed() and sent < 4 * UNREAD:
                with suppress(StreamClosedError):
                    stream.write(b"x" * 1_000_000).add_done_callback(lambda done: done.exception())
                    sent += 1_000_000
            return sent, stream.closed()

    sent, is_closed = asyncio.run(run())
    assert is_closed
    assert UNREAD <= sent <= UNREAD + 4_000_000  # what the machine itself holds comes on top
