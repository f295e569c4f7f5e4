"""Steps of the programme at one school: which are reached, who wrote so, and what was written since a list. Pure."""

from datetime import date

from models.vocabulary import ProgrammeStep
from models.wording.language import Words


def reached_text(words: Words, count: int) -> str:
    """How many of the steps are recorded; a later step does not imply an earlier one."""
    every = len(ProgrammeStep)
    return words.gettext("{count} of {every} recorded", count=count, every=every)


def written_text(words: Words, author: str, day: date, before: date | None, after: date | None) -> str:
    """Who wrote a step last, and what stood there before."""
    said = {"name": author, "day": words.day(day)}
    if after is None:
        was = "" if before is None else words.day(before)
        return words.gettext("Taken back by {name} on {day}; it was {before}.", **said, before=was)
    if before is None:
        return words.gettext("Written by {name} on {day}.", **said)
    if before == after:
        return words.gettext("Note by {name} on {day}.", **said)
    return words.gettext("Corrected by {name} on {day}; it was {before}.", **said, before=words.day(before))


def since_list_text(words: Words, as_of: date) -> str:
    """Beside what was written here after the day of the list that is shown."""
    return words.gettext("written since the list of {day}", day=words.short_day(as_of))


def past_text(words: Words, as_of: date) -> str:
    """Why nothing can be written on the page of an earlier list."""
    return words.gettext(
        "As it was known with the list of {day}. Choose the latest month to write.", day=words.day(as_of)
    )
