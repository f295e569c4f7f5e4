"""To import a module of ours does nothing but define what is in it: whoever can have one imported gains nothing."""

import os
import re
import subprocess
import sys
from pathlib import Path

ALONE = Path(__file__).with_name("imported_alone.py")
AT_LEAST = 600
"""Modules there are, so that looking at none is no success."""


def test_importing_any_module_of_ours_does_nothing_else():
    env = {name: value for name, value in os.environ.items() if not name.startswith("PARTNERSHIP_")}
    env["PYTHONPATH"] = str(ALONE.parents[3])
    done = subprocess.run([sys.executable, ALONE], capture_output=True, text=True, env=env, timeout=300)
    assert done.returncode == 0, done.stderr
    first, *rest = done.stdout.splitlines()
    assert rest == []
    assert int(re.fullmatch(r"(\d+) modules", first)[1]) >= AT_LEAST  # type: ignore[index]
