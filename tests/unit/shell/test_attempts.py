"""Who tries too often waits; nobody else does."""

from dashboards.shell.sign_in.attempts import SECONDS, WRONG_PER_ADDRESS, WRONG_PER_NAME, Attempts


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_wrong_tries_count_by_name_and_address_and_are_forgotten_after_a_minute():
    clock = Clock()
    attempts = Attempts(clock)
    for _ in range(WRONG_PER_NAME):
        assert attempts.may_try("Rosa", "10.0.0.1")
        attempts.was_wrong("rosa", "10.0.0.1")
    assert not attempts.may_try("ROSA", "10.0.0.1")
    assert attempts.may_try("rosa", "10.0.0.2")
    assert attempts.may_try("maria", "10.0.0.1")
    clock.now = SECONDS + 1
    assert attempts.may_try("rosa", "10.0.0.1")


def test_many_names_from_one_address_are_stopped_and_those_who_get_in_do_not_count():
    attempts = Attempts(Clock())
    for number in range(WRONG_PER_ADDRESS * 2):
        attempts.was_wrong(f"right{number}", "10.0.0.1")
        attempts.was_right(f"right{number}", "10.0.0.1")
    for number in range(WRONG_PER_ADDRESS):
        assert attempts.may_try(f"name{number}", "10.0.0.1")
        attempts.was_wrong(f"name{number}", "10.0.0.1")
    assert not attempts.may_try("another", "10.0.0.1")
    assert attempts.may_try("another", "10.0.0.2")
