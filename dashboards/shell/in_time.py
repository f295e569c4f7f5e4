"""Work beside the event loop that somebody at a browser waits for, though not for ever."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from dashboards.state.background import submit
from models.errors import NoAnswerError

Result = TypeVar("Result")
ANSWERS_WITHIN = 4.5
"""Seconds in which the database must say who is here. What is computed afterwards may take longer."""


async def in_time(work: Callable[[], Result]) -> Result:
    """What the work gives. Raises what it raises, and NoAnswerError where it takes too long."""
    try:
        return await asyncio.wait_for(asyncio.wrap_future(submit(work)), ANSWERS_WITHIN)
    except TimeoutError as late:
        raise NoAnswerError("The database does not answer. Load the page again in a moment.") from late
