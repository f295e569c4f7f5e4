"""The stamps are asked beside everything else: a database that is slow to answer stops nobody."""

from threading import Event

import pytest

from dashboards.state.district.stamps import Stamps, StampsAsked
from models.database import Database, connect
from models.errors import NoAnswerError, SchemaError
from models.vocabulary import Topic

DATABASE = connect("sqlite:///nowhere.sqlite")


class Answers:
    """A database that says what it is told to, once it may."""

    def __init__(self, *stamps: str) -> None:
        self.stamps, self.may, self.asked = list(stamps), Event(), 0
        self.may.set()

    def __call__(self, database: Database, district_id: int) -> dict[Topic, str]:
        self.asked += 1
        assert self.may.wait(20)
        return dict.fromkeys(Topic, self.stamps.pop(0))


def of(stamp: str, *, is_fresh: bool = True) -> Stamps:
    return Stamps(dict.fromkeys(Topic, stamp), is_fresh)


def test_each_change_asks_anew():
    asked = StampsAsked(20, Answers("a", "b"))
    assert [asked.now(DATABASE, 1), asked.now(DATABASE, 1)] == [of("a"), of("b")]


def test_who_gets_no_answer_has_the_last_one_and_only_the_first_waits_for_it():
    answers = Answers("a", "b", "c")
    asked = StampsAsked(0.01, answers)
    assert asked.now(DATABASE, 1).by_topic == of("a").by_topic
    answers.may.clear()
    assert [asked.now(DATABASE, 1) for _ in range(3)] == [of("a", is_fresh=False)] * 3
    assert answers.asked == 2
    answers.may.set()
    while not (now := asked.now(DATABASE, 1)).is_fresh:
        pass
    assert now in (of("b"), of("c"))


def test_districts_do_not_share():
    asked = StampsAsked(20, Answers("a", "b"))
    assert [asked.now(DATABASE, 1), asked.now(DATABASE, 2)] == [of("a"), of("b")]


def test_where_nothing_is_known_it_is_said():
    answers = Answers("a")
    answers.may.clear()
    with pytest.raises(NoAnswerError, match="The database does not answer"):
        StampsAsked(0.01, answers).now(DATABASE, 1)
    answers.may.set()


def test_where_only_who_asks_knows_any_those_stand():
    answers = Answers("a")
    answers.may.clear()
    assert StampsAsked(0.01, answers).now(DATABASE, 1, of("page").by_topic) == of("page", is_fresh=False)
    answers.may.set()


def test_what_is_wrong_with_the_database_is_raised_as_it_is():
    with pytest.raises(SchemaError, match="There is no database yet"):
        StampsAsked(20).now(DATABASE, 1)


def test_a_busy_database_leaves_the_last_answer_standing():
    def read(database: Database, district_id: int) -> dict[Topic, str]:
        if asked._known:
            raise NoAnswerError("The database is busy with another change.")
        return of("a").by_topic

    asked = StampsAsked(20, read)
    assert [asked.now(DATABASE, 1), asked.now(DATABASE, 1)] == [of("a"), of("a", is_fresh=False)]
