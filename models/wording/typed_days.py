"""
A day as people type it: "tue", "next fri", "tomorrow", "5 may", "12/3". Read in the reader's language, and pure.

Names of days and months, and whether the day or the month comes first in figures, are CLDR's, through Babel.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from babel import dates

from models.errors import PartnershipError
from models.wording.language import Words

LONGEST = 40
_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?\.?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_LEAP_YEARS = 8
"""Within so many years every day of a calendar comes."""


def typed_day(words: Words, text: str, today: date, *, ahead: bool) -> date:
    """
    The day that is meant. ahead: a day to come, else one that has been: "tue" is the next one or the last one, and so
    is a day without a year; today itself is said by its own word.

    Raises PartnershipError for what is not understood.
    """
    plain = _plain(text)[:LONGEST]
    for read in (_by_word, _by_weekday, _by_figures, _by_month):
        if (found := read(words, plain, today, ahead)) is not None:
            return found
    raise PartnershipError(
        '"{text}" is not understood as a day. Type one such as {weekday}, {day} or {tomorrow}, or choose it; '
        "nothing was saved.",
        text=text.strip()[:LONGEST],
        weekday=words.weekday(today),
        day=words.day_in_year(today),
        tomorrow=words.gettext("tomorrow"),
    )


def day_in_words(words: Words, day: date) -> str:
    """ "Tue 28 April 2026": what was understood, for whoever typed it."""
    return words.gettext("{weekday} {day}", weekday=words.weekday(day), day=words.day(day))


# ---------------------------------------------------------------- ways to say a day
def _by_word(words: Words, plain: str, today: date, ahead: bool) -> date | None:
    known = {words.gettext("today"): 0, words.gettext("tomorrow"): 1, words.gettext("yesterday"): -1}
    days = {_plain(word): days for word, days in known.items()}.get(plain)
    return None if days is None else today + timedelta(days=days)


def _by_weekday(words: Words, plain: str, today: date, ahead: bool) -> date | None:
    """ "tue": the first one from tomorrow on, or the last one until yesterday; "next tue": the next week's."""
    names = dates.get_day_names("wide", "format", words.locale)
    if (number := _begins(names, plain)) is not None:
        days = (number - today.weekday()) % 7 or 7
        return today + timedelta(days=days if ahead else days - 7 if days < 7 else -7)
    pattern = re.escape(_plain(words.gettext("next {weekday}", weekday="\0"))).replace(re.escape("\0"), "(.+)")
    said = re.fullmatch(pattern, plain)
    if said is None or (number := _begins(names, said[1])) is None:
        return None
    return today + timedelta(days=7 - today.weekday() + number)


def _by_figures(words: Words, plain: str, today: date, ahead: bool) -> date | None:
    """ "12/3", in the order of the language; what can only be meant the other way round is."""
    if _ISO.fullmatch(plain):
        return _day(*map(int, plain.split("-")))
    said = _FIGURES.fullmatch(plain)
    if said is None:
        return None
    first, second = int(said[1]), int(said[2])
    pattern = str(dates.get_date_format("short", words.locale))
    orders = [(first, second), (second, first)]  # month, day
    if pattern.find("d") < pattern.find("M"):
        orders.reverse()
    for month, day in orders:
        if (found := _in_year(month, day, said[3], today, ahead)) is not None:
            return found
    return None


def _by_month(words: Words, plain: str, today: date, ahead: bool) -> date | None:
    """ "5 may", "may 5", "5 de mayo de 2026"."""
    parts = re.findall(r"[^\W\d_]+|\d+", plain)
    names = dates.get_month_names("wide", "format", words.locale)
    months = [number for part in parts if (number := _begins(names, part, least=3)) is not None]
    figures = [part for part in parts if part.isdecimal()]
    days = [part for part in figures if len(part) <= 2]
    others = [part for part in parts if not part.isdecimal() and _begins(names, part, least=3) is None]
    if len(months) != 1 or len(days) != 1 or len(figures) > 2 or any(len(part) > 2 for part in others):
        return None
    years = [part for part in figures if len(part) == 4]
    if len(figures) != 1 + len(years):
        return None
    return _in_year(months[0], int(days[0]), years[0] if years else None, today, ahead)


# ---------------------------------------------------------------- what they share
def _plain(text: str) -> str:
    """Small letters without accents, a comma or a point after a word left out."""
    letters = unicodedata.normalize("NFKD", text.casefold().strip())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"(?<=[^\W\d_])[.,]|,", " ", bare).split())


def _begins(names: Mapping[int, str], said: str, least: int = 2) -> int | None:
    """The number of the one name that begins with what was said."""
    if len(said) < least:
        return None
    found = [number for number, name in names.items() if _plain(name).startswith(said)]
    return found[0] if len(found) == 1 else None


def _in_year(month: int, day: int, year: str | None, today: date, ahead: bool) -> date | None:
    if year is not None:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    away = range(_LEAP_YEARS + 1)
    years = [today.year + number if ahead else today.year - number for number in away]
    return _first((_day(one, month, day) for one in years), lambda found: found >= today if ahead else found <= today)


def _first(days: Iterable[date | None], fits: Callable[[date], bool]) -> date | None:
    return next((day for day in days if day is not None and fits(day)), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
