"""When a notice or an interpreter speaks a school's language."""

import pytest

from models.support_need.home_languages import in_home_language


@pytest.mark.parametrize(
    ("used", "home_languages", "expected"),
    [
        ("English;Spanish", "Spanish;Somali", True),
        ("English; spanish ", "Spanish", True),
        ("English;Tagalog", "Spanish;Somali", False),
        ("English", "Spanish", False),
        ("", "Spanish", False),
        ("English;Tagalog", "", True),
        ("English", "", False),
    ],
)
def test_only_a_language_spoken_at_home_counts_where_those_are_known(used: str, home_languages: str, expected: bool):
    assert in_home_language(used, home_languages) is expected
