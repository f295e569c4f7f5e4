"""One moment of a district's data: the stamps of its topics, and what was read and computed under them."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar, cast

from sqlalchemy.orm import Session

from dashboards.state.district.kept import Kept
from models import queries
from models.database import Database
from models.vocabulary import Topic

Value = TypeVar("Value")


class MovedOnError(Exception):
    """Somebody wrote since these stamps were read: what is read now would not fit what is kept. Begin anew."""


class NotKeptError(Exception):
    """What is asked for has to be read or computed first, and here nobody may wait for that."""


class Moment:
    """
    The stamps of a district's topics, and whatever is made under them. Reads and computes on first use.

    Everything is kept under the stamps it was read with, for all visitors, so that a write costs only what it moved.
    A stamp was never given twice, so what is kept also holds for a copy of the database, or one put back in its place.
    Handed out as kept: never change what you get. Methods raise MovedOnError where they have to read and the data are
    of another moment by now; `district_now` gives one that reads in one session, where that can't happen.
    """

    def __init__(
        self,
        database: Database,
        district_id: int,
        stamps: Mapping[Topic, str],
        kept: Kept,
        session: Session | None = None,
    ) -> None:
        self.database = database
        self.district_id = district_id
        self.stamps = stamps
        self.kept = kept
        self._session = session
        self._may_make = True

    @contextmanager
    def only_kept(self) -> Iterator[None]:
        """Inside, nothing is read and nothing costly computed: what is not kept raises NotKeptError."""
        self._may_make = False
        try:
            yield
        finally:
            self._may_make = True

    def keep(self, key: tuple[Hashable, ...], topics: Iterable[Topic], make: Callable[[], Value]) -> Value:
        """The value of a key as of the stamps of these topics: all that it is made from."""
        kept_under = self.key_of(key, topics)
        if self._may_make:
            return self.kept.value(kept_under, make)
        is_kept, value = self.kept.find(kept_under)
        if not is_kept:
            raise NotKeptError
        return cast("Value", value)

    def key_of(self, key: tuple[Hashable, ...], topics: Iterable[Topic]) -> Hashable:
        """Under what a value is kept that is made from these topics."""
        return (self.district_id, key, self.stamps_of(topics))

    def stamps_of(self, topics: Iterable[Topic]) -> tuple[str, ...]:
        return tuple(self.stamps[topic] for topic in topics)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """The session of this moment, or one whose rows have the same stamps. Raises MovedOnError, NotKeptError."""
        if not self._may_make:
            raise NotKeptError
        if self._session is not None:
            yield self._session
            return
        with self.database.reading() as session:
            if queries.topic_stamps(session, self.district_id) != self.stamps:
                raise MovedOnError
            self._session = session
            try:
                yield session
            finally:
                self._session = None

    def let_go(self) -> None:
        """The session is closed: what is read from now on needs another one."""
        self._session = None

    def read(self, key: tuple[Hashable, ...], topics: Iterable[Topic], read: Callable[[Session], Value]) -> Value:
        """Like `keep`, of what a session gives."""

        def made() -> Value:
            with self.reading() as session:
                return read(session)

        return self.keep(key, topics, made)
