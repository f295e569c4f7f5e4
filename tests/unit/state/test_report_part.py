"""Whom a report goes to, as the form of it says."""

from types import SimpleNamespace
from typing import Any

import pytest

from dashboards.state.report.part import who_reviews
from models.permissions import Viewer
from models.vocabulary import Role
from models.wording.language import words_in


@pytest.mark.parametrize(
    ("coordinators", "reader", "who"),
    [
        (["Rosa Okafor"], "Carla Eriksen", "Rosa"),
        (["Rosa Okafor"], "Maria Alvarez", "Rosa"),
        (["Rosa Okafor"], "Rosa Okafor", "the office"),  # who writes for a school sends nothing to themselves
        ([], "Carla Eriksen", "the office"),
    ],
)
def test_it_goes_to_the_coordinator_by_first_name(coordinators: list[str], reader: str, who: str):
    found: Any = SimpleNamespace(coordinators=[SimpleNamespace(name=name) for name in coordinators])
    assert who_reviews(words_in(), found, Viewer(1, 1, reader, Role.COORDINATOR)) == who
