"""What all tests share is in `tests/fixtures.py`, which is read where tests are run: by each worker, or without any."""

import tests.lines_at_once  # noqa: F401, I001 - before anything that is counted

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Who only hands tests out to workers need not read the program: the workers are begun after that."""
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", default=None):
        config.pluginmanager.import_plugin("tests.fixtures")
