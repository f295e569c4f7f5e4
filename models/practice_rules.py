"""What may be written about a promising practice, and what keeps it from being shared. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from models.errors import PartnershipError
from models.vocabulary import SchoolLevel

LONGEST_TITLE = 120
LONGEST_TEXT = 4_000

FITS = {
    SchoolLevel.ELEMENTARY: frozenset({SchoolLevel.ELEMENTARY, SchoolLevel.K8}),
    SchoolLevel.K8: frozenset({SchoolLevel.ELEMENTARY, SchoolLevel.K8, SchoolLevel.MIDDLE}),
    SchoolLevel.MIDDLE: frozenset({SchoolLevel.K8, SchoolLevel.MIDDLE}),
    SchoolLevel.HIGH: frozenset({SchoolLevel.HIGH}),
    SchoolLevel.ALTERNATIVE: frozenset({SchoolLevel.MIDDLE, SchoolLevel.HIGH, SchoolLevel.ALTERNATIVE}),
}
"""By level of a school: the levels of schools whose practices fit it. Source: decision 0041."""
KINDS_OF_SCHOOL = ("elementary", "k-8", "k8", "middle", "high", "alternative", "school", "academy")
"""What stands beside a school's own name."""


@dataclass(frozen=True)
class WriteUp:
    """What is written about a practice; figures are never typed, they are the report's."""

    title: str = ""
    aim: str = ""
    what_was_done: str = ""
    materials: str = ""
    how_it_went: str = ""


TEXTS = tuple(field.name for field in fields(WriteUp))


def checked_write_up(typed: WriteUp) -> WriteUp:
    """The same without blanks around and at ends of lines. Raises PartnershipError without a title, or for too much."""
    told = replace(typed, **{name: _tidy(getattr(typed, name)) for name in TEXTS})
    told = replace(told, title=" ".join(told.title.split()))
    if not told.title:
        raise PartnershipError("Say what it is called; nothing was saved.")
    if len(told.title) > LONGEST_TITLE:
        raise PartnershipError(
            "The title is longer than {most} characters. Shorten it; nothing was saved.", most=LONGEST_TITLE
        )
    if any(len(getattr(told, name)) > LONGEST_TEXT for name in TEXTS):
        raise PartnershipError(
            "A text is longer than {most} characters. Shorten it; nothing was saved.", most=f"{LONGEST_TEXT:,}"
        )
    return told


def check_may_be_shared(told: WriteUp, school_names: Iterable[str]) -> None:
    """
    Raises PartnershipError where nobody wrote what was done, or where a school is named: other schools read it without
    the name. school_names: of every school of the district.
    """
    if not told.what_was_done:
        raise PartnershipError("Nobody has written yet what was done; nothing was published.")
    said = " ".join(getattr(told, name) for name in TEXTS)
    for name in sorted(school_names, key=len, reverse=True):
        own = own_name(name)
        # One word may mean something else in small letters: Summit, and a summit.
        how = re.IGNORECASE if " " in own else re.NOFLAG
        if own and re.search(rf"(?<!\w){re.escape(own)}(?!\w)", said, how):
            raise PartnershipError(
                'The text names {name}. Other schools read it without names: write "our school" instead; '
                "nothing was published.",
                name=name,
            )


def own_name(name: str) -> str:
    """A school's name without its kind, as people write it: "Cedar Glen" of "Cedar Glen Elementary School"."""
    words = name.split()
    while len(words) > 1 and words[-1].lower().strip(".,") in KINDS_OF_SCHOOL:
        words.pop()
    return " ".join(words)


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n"))
