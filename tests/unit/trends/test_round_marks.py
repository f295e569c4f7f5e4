"""Round numbers for the marks of an axis."""

import pytest

from models.trends.round_marks import round_marks


@pytest.mark.parametrize(
    ("top", "below", "reaching"),
    [
        (4.2, [0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5]),
        (5.0, [0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5]),
        (100.0, [0, 20, 40, 60, 80], [0, 20, 40, 60, 80, 100]),
        (7631.0, [0, 2000, 4000, 6000], [0, 2000, 4000, 6000, 8000]),
        (0.9, [0, 0.2, 0.4, 0.6, 0.8], [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
    ],
)
def test_marks_are_round_and_at_most_five_below_the_top(top: float, below: list[float], reaching: list[float]):
    assert round_marks(top) == pytest.approx(below)
    assert round_marks(top, reaches_top=True) == pytest.approx(reaching)
