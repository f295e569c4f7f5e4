"""What a page tells of its own failing script is looked up, never written down as it came, and bounded."""

import pytest

from dashboards.shell.door.script_failed import MOST_OF_ALL, MOST_OF_ONE, SECONDS, Told, places_in


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("frame.js:2:40", "frame.js:2:40"),
        ("bokeh.min.js:249:5887 plan.first.js:1:7 page:0:0", "bokeh.min.js:249:5887 < plan.first.js:1:7 < page:0:0"),
        ("frame.js:0002:40", "frame.js:2:40"),
        ("", ""),
        ("frame.js", ""),
        ("frame.js:2", ""),
        ("frame.js:2:40 ", ""),
        ("frame.js:2:40\n", ""),
        ("frame.js:2:40\nERROR A planted line", ""),
        ("frame.js:12345678:1", ""),
        ("frame.js:-1:1", ""),
        ("frame.js:٢:1", ""),
        ("Maple_Fork.js:2:40", ""),
        ("frame.js:2:40 r.okafor:1:1", ""),
        ("../frame.js:2:40", ""),
        (" ".join(["frame.js:2:40"] * 5), ""),
        ("frame.js:2:40 " * 50_000, ""),
    ],
)  # fmt: skip
def test_a_place_is_one_of_the_scripts_there_are_with_line_and_column(said: str, told: str):
    assert places_in(said) == told


def test_one_tells_so_often_within_a_quiet_minute_and_all_together_not_much_more():
    clock = Clock()
    told = Told(clock)
    assert [told.has_room(1) for _ in range(MOST_OF_ONE + 2)] == [True] * MOST_OF_ONE + [False] * 2
    assert sum(told.has_room(who) for who in range(2, 1_000)) == MOST_OF_ALL - MOST_OF_ONE
    clock.now = SECONDS + 1
    assert told.has_room(1)
