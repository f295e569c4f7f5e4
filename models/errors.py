"""Errors written for the person who must act: what, where, what now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


def _english_day(day: date) -> str:
    return f"{day:%-d %B %Y}"


class Word(str):
    """A value of an error that is itself a text of the catalogue, as who did it where nobody did."""

    __slots__ = ()


class PartnershipError(Exception):
    """
    Something a person can mend. The message is a sentence that may be shown as it is.

    The message is a text of the catalogue with {names} in it, the values stand beside it, so that a page can say it in
    its reader's language (`Words.refusal`); `str` says it in English. Days are given as dates.
    """

    def __init__(self, message: str = "", /, **values: object) -> None:
        self.message = message
        self.values = values
        super().__init__(self.said(str, _english_day))

    def said(self, gettext: Callable[[str], str], day: Callable[[date], str]) -> str:
        """The sentence in a reader's language. gettext: looks a text up. day: writes a date in words."""
        text = gettext(self.message) if self.message else ""
        shown = {
            name: day(value) if isinstance(value, date) else gettext(value) if isinstance(value, Word) else value
            for name, value in self.values.items()
        }
        return text.format(**shown) if shown else text


class NotAllowedError(PartnershipError):
    """This person may not do or see this; the message says who may."""


class SchemaError(PartnershipError):
    """The database's tables are older or newer than this program."""


class DatabaseUnavailableError(PartnershipError):
    """The database could not be reached or is busy; nothing was changed."""


class NoAnswerError(DatabaseUnavailableError):
    """The database is busy, locked by somebody or out of reach: later it may answer as if nothing had been."""


class UnreachableError(NoAnswerError):
    """Nobody answers at the database's address, or its file can't be opened."""


class ConflictError(PartnershipError):
    """Somebody else changed the same thing first; nothing was saved."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong (or odd) in a file: where it stands, what it is, and what to do."""

    file: str
    row: int | None
    """Row number as a spreadsheet shows it (the header is row 1); None for the file as a whole."""
    column: str | None
    value: str | None
    what: str
    remedy: str
    is_warning: bool = False

    def __str__(self) -> str:
        place = ", ".join(
            part for part in (self.file, f"row {self.row}" if self.row else "", self.column or "") if part
        )
        shown = f' "{self.value}"' if self.value not in (None, "") else ""
        return f"{place}:{shown} {self.what} {self.remedy}".strip()


class RefusedImportError(PartnershipError):
    """A file could not be taken over. Nothing was saved; every problem is listed at once."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        count = len(problems)
        super().__init__(f"Nothing was saved: {count} problem{'s' if count != 1 else ''} to mend.")
