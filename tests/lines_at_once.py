"""
Imported before anything whose lines are counted: each line tells once that it was run and is then as it was written.

By halves, looking for such lines from time to time, tests that compute took a quarter more, a server half.
Without a count this does nothing.
"""

from slipcover import pytest_plugin

if pytest_plugin._slipcover_instance:
    pytest_plugin._slipcover_instance.immediate = True
