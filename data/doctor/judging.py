"""What a check is, and what the doctor says: each finding one plain sentence that says what is so and what to do."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from data.doctor.facts import Facts

Values = Mapping[str, object]


class Severity(StrEnum):
    REFUSE = "refuse"
    """Nothing is served until it is mended."""
    WARN = "warn"
    NOTE = "note"
    """To know; the program does what is to be done itself."""


class Check(NamedTuple):
    """
    One thing that may be wrong. is_so: whether it is, of these facts; the values of the sentence's {names} where it
    has any. The sentence is a text of the catalogue.
    """

    code: str
    severity: Severity
    sentence: str
    is_so: Callable[[Facts], bool | Values]


@dataclass(frozen=True)
class Finding:
    """Something that is wrong, with the values of its sentence."""

    code: str
    severity: Severity
    sentence: str
    values: Values

    def __str__(self) -> str:
        return self.sentence.format(**self.values) if self.values else self.sentence


def findings(facts: Facts, checks: Iterable[Check]) -> list[Finding]:
    """What is wrong, what refuses first."""
    found = [
        Finding(check.code, check.severity, check.sentence, {} if answer is True else answer)
        for check in checks
        if (answer := check.is_so(facts))
    ]
    return sorted(found, key=lambda one: list(Severity).index(one.severity))
