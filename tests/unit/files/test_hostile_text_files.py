"""Files made to exhaust memory are given up on while they are read, in words."""

import subprocess
import sys

import pytest

MEMORY = """
import resource, sys
from data.files.text_file import read_text_file

SIZE = 64 * 1024 * 1024 - 100
HEADER = b"school_id,month\\n"
content = {content}
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
found = read_text_file("f.csv", content)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
print(*found.problems)
"""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (r'HEADER + b"\n" * SIZE', "more than 2,000,000 lines"),
        (r'HEADER + b"," * SIZE', "longer than 1,000,000 characters"),
        (r'HEADER + b"x" * SIZE', "longer than 1,000,000 characters"),
        (r"""HEADER + b'"' + b"x\n" * (SIZE // 2)""", "far too long"),
        (r"""HEADER + b'"\n",' * (SIZE // 5)""", "longer than 1,000,000 characters"),
        (r'HEADER + b"x\n" * (SIZE // 2)', "more than 500,000 filled rows"),
        (r'b"a," * 5_000 + b"\n1,2\n"', "5,001 columns"),
        (r'("школа\n" * (SIZE // 12)).encode("utf-16")', "more than"),
    ],
)
def test_a_hostile_file_takes_little_memory_and_is_a_sentence(content: str, words: str):
    """Measured in a process of its own, whose most memory is its own."""
    script = MEMORY.replace("{content}", content)
    child = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    grown, told = child.stdout.split("\n", 1)
    assert words in told
    assert int(grown) * 1024 < 130_000_000
