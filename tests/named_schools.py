"""Which schools a page names: a liaison's own pages name no other."""

import re
from collections.abc import Iterable


def without_identities(said: str) -> str:
    """The page without the choice of whom to look as, which exists on the server's own machine only."""
    return re.sub(r'<select id="identity".*?</select>', "", said, flags=re.DOTALL)


def named_in(said: str, schools: Iterable[str]) -> list[str]:
    """Which of these names and numbers stand there as words of their own."""
    said = without_identities(said)
    there = [school for school in schools if school in said]  # an expression for each of hundreds is slow to look for
    return [school for school in there if re.search(rf"(?<![\w-]){re.escape(school)}(?![\w-])", said)]
