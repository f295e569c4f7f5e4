"""What is said of support and of its doubt: each sentence where it holds, and nowhere else."""

import pytest

from models.trends.support_effect import SupportEffect
from models.wording.language import words_in
from models.wording.trends_support import effect_text, warning_text

NAN = float("nan")
WORDS = words_in()


def effect(value: float, low: float, high: float, *, shown: bool = True) -> SupportEffect:
    return SupportEffect(40, 20, 900, 0.7, value, 0.2, low, high, shown=shown)


@pytest.mark.parametrize(
    ("found", "begins"),
    [
        (effect(0.5, 0.1, 0.9), "After support, schools held 0.5 activities a month more than similar schools"),
        (effect(0.0, -0.4, 0.4), "No difference can be shown yet (−0.4 to +0.4 activities a month)."),
        (effect(-0.5, -0.9, -0.1), "After support, schools held 0.5 activities a month fewer than similar schools"),
        (effect(NAN, NAN, NAN, shown=False), "Too few schools were supported so far"),
    ],
)
def test_one_sentence_fits_what_the_interval_leaves_open(found: SupportEffect, begins: str):
    assert effect_text(WORDS, found).startswith(begins)


def test_a_rise_is_never_called_the_work_of_support():
    assert effect_text(WORDS, effect(0.5, 0.1, 0.9)).endswith("This does not prove that support was the cause.")


def test_before_and_after_alone_is_always_said_to_be_no_effect():
    assert "Here they rose by 0.7 activities" in warning_text(WORDS, 0.7)
    assert "Here they changed by −0.2 activities" in warning_text(WORDS, -0.2)
    assert warning_text(WORDS, NAN).endswith("low figures rise by themselves.")
