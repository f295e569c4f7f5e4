"""`tests/ready_program.py`, read so that the lines its forks run can be counted; without a count it is only begun."""

import runpy

import tests.lines_at_once  # noqa: F401 - before the program is read

runpy.run_module("tests.ready_program", run_name="__main__", alter_sys=True)
