"""What the stories about the triage page share: one server for the sample district, which nobody changes."""

from collections.abc import Callable

import pytest

from tests.serving import Server


@pytest.fixture(scope="session")
def office(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    """The sample district served once for all stories that only look; whoever changes rows serves a copy."""
    return served(sample_district())
