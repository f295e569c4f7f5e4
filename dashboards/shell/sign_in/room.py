"""
How many pages one person may have open at once. Source: decision 0049.

Nobody meets the end of it by working; a script does, and a browser gone wild, and then only its own person waits.
"""

from collections import Counter
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from models.errors import NotAllowedError

AGAIN_AFTER = 30
"""Seconds after which a page that was left is let go of: a browser may ask again then."""
Person = tuple[int, int]
"""Numbers of district and person."""


class TooManyPagesError(NotAllowedError):
    """This person has as many pages as one may have; none is made."""


class Room:
    """The pages of each person, those that are being made among them; used on the event loop of one server only."""

    def __init__(self) -> None:
        self._coming: Counter[Person] = Counter()
        self._asked: WeakKeyDictionary[Any, Person] = WeakKeyDictionary()
        """By HTTP request: who is waiting for a page."""
        self._made: dict[Person, WeakSet[Any]] = {}
        """Bokeh's sessions; one that is let go of is `destroyed`, long before it is no more."""

    def take(self, request: Any, person: Person, most: int) -> None:
        """A page for this request is on its way. Raises TooManyPagesError where this person has `most` already."""
        made = self._made.setdefault(person, WeakSet())
        if sum(not one.destroyed for one in made) + self._coming[person] >= most:
            raise TooManyPagesError(
                "You have {count} pages open here, which is the most for one person. Close those you do not need, and "
                "load this page again in half a minute.",
                count=most,
            )
        self._coming[person] += 1
        self._asked[request] = person

    def give(self, request: Any, session: Any | None) -> None:
        """The page of this request is made; None: there will be none."""
        person = self._asked.pop(request, None)
        if person is None:
            return
        self._coming[person] -= 1
        if session is not None:
            self._made[person].add(session)


room = Room()
"""That of this server."""
