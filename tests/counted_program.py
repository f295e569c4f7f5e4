"""
`tests/ready_program.py`, read so that the lines its forks run can be counted; without a count it is only begun.

Each line tells once that it was run and is then as it was written. By halves, looking for such lines from time to time,
a server took half as much work again.
"""

import runpy

from slipcover import pytest_plugin

if pytest_plugin._slipcover_instance:
    pytest_plugin._slipcover_instance.immediate = True

runpy.run_module("tests.ready_program", run_name="__main__", alter_sys=True)
