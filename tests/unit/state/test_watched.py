"""One question for all open pages of a district, every few seconds, and none while no page is open."""

from collections.abc import Callable
from threading import Event
from time import monotonic, sleep

from dashboards.state.district.watched import EVERY, Seen, StampsWatched
from models.database import Database, connect
from models.errors import NoAnswerError
from models.vocabulary import Topic

HERE, THERE = connect("sqlite:///here.sqlite"), connect("sqlite:///there.sqlite")


class Answers:
    """A database whose stamps are those of a test; None: it does not answer."""

    def __init__(self, stamp: str | None) -> None:
        self.stamp = stamp
        self.asked: list[tuple[str, int]] = []

    def __call__(self, database: Database, district_id: int) -> dict[Topic, str]:
        self.asked.append((str(database.url.database), district_id))
        if self.stamp is None:
            raise NoAnswerError("The database is busy with another change.")
        return dict.fromkeys(Topic, self.stamp)


def not_by_itself(answers: Answers) -> StampsWatched:
    """Asks when a test says so; its clock stands at 7."""
    return StampsWatched(0, answers, clock=lambda: 7.0, pause=lambda seconds: Event().wait())


def soon(is_so: Callable[[], bool]) -> None:
    end = monotonic() + 20
    while not is_so():
        assert monotonic() < end
        sleep(0.005)


def test_all_pages_of_a_district_hear_of_one_question():
    answers, heard = Answers("a"), list[tuple[str, Seen]]()
    watched = not_by_itself(answers)
    for name in ("first", "second"):
        watched.follow(HERE, 1, lambda seen, name=name: heard.append((name, seen)))
    watched.ask()
    assert answers.asked == [("here.sqlite", 1)]
    assert dict(heard) == dict.fromkeys(("first", "second"), Seen(dict.fromkeys(Topic, "a"), 7.0))


def test_each_district_of_each_database_is_asked_for_once():
    answers = Answers("a")
    watched = not_by_itself(answers)
    for database, district_id in ((HERE, 1), (HERE, 2), (THERE, 1), (HERE, 1)):
        watched.follow(database, district_id, lambda seen: None)
    watched.ask()
    assert sorted(answers.asked) == [("here.sqlite", 1), ("here.sqlite", 2), ("there.sqlite", 1)]


def test_a_page_that_was_closed_hears_nothing_and_nobody_asks_for_it():
    answers, heard = Answers("a"), list[Seen]()
    watched = not_by_itself(answers)
    leave = watched.follow(HERE, 1, heard.append)
    leave()
    watched.ask()
    assert (answers.asked, heard) == ([], [])


def test_while_the_database_does_not_answer_nobody_hears_anything():
    answers, heard = Answers(None), list[Seen]()
    watched = not_by_itself(answers)
    watched.follow(HERE, 1, heard.append)
    watched.ask()
    answers.stamp = "b"
    watched.ask()
    assert heard == [Seen(dict.fromkeys(Topic, "b"), 7.0)]


def test_it_asks_as_long_as_a_page_is_open_and_again_for_the_next_one():
    answers = Answers("a")
    watched = StampsWatched(0.001, answers)
    for _ in range(2):
        before = len(answers.asked)
        leave = watched.follow(HERE, 1, lambda seen: None)
        soon(lambda before=before: len(answers.asked) > before + 3)
        leave()
        soon(lambda: not watched._is_asking)
    after = len(answers.asked)
    sleep(0.02)
    assert len(answers.asked) == after


def test_a_write_right_after_a_question_is_heard_of_within_five_seconds():
    assert 2 * EVERY <= 5  # where the question after it takes as long again


def test_it_waits_the_time_between_two_questions():
    answers, waited = Answers("a"), list[float]()

    def pause(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 3:
            leave()

    watched = StampsWatched(3, answers, pause=lambda seconds: (sleep(0.01), pause(seconds))[1])
    leave = watched.follow(HERE, 1, lambda seen: None)
    soon(lambda: not watched._is_asking)
    assert (waited, len(answers.asked)) == ([3, 3, 3], 2)
