"""
One language: its texts from the message catalogue, its plurals, numbers and days.

English is the source: the texts stand in the code, where they are used, and are shown where there is no catalogue.
A catalogue is `catalogues/LANGUAGE.po`, made from `catalogues/messages.pot` by any gettext tool. Plural rules, the
names of months and the form of numbers come from Unicode's CLDR, through Babel.
"""

import gettext
import io
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale, dates, negotiate_locale, numbers
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from models.errors import PartnershipError
from models.settings import settings

SOURCE_LANGUAGE = "en"
CATALOGUES = Path(__file__).parent / "catalogues"
MOST_FORMATS = 4_096
"""Formatted days and numbers kept per language; the rows of a list repeat the same few."""
TRIED_COUNTS = (*range(201), 1_000, 1_000_000)
"""Counts that between them reach every plural form of every language CLDR knows."""


class Words:
    """
    What one visitor reads: every text, number and day in one language. Made once and passed to whatever makes texts.

    `language` is a code as browsers write it ("en", "es-MX"). Nothing that is kept for several visitors may hold what
    a Words returns, unless it is kept under that Words.
    """

    def __init__(self, language: str = SOURCE_LANGUAGE, catalogue: Catalog | None = None) -> None:
        self.language = language
        self._catalogue = catalogue
        self._translations = _translations(catalogue)
        locale = catalogue.locale if catalogue is not None and catalogue.locale else None
        self.locale = locale or Locale.parse(SOURCE_LANGUAGE)
        self._number = lru_cache(MOST_FORMATS)(self._formatted_number)
        self._day = lru_cache(MOST_FORMATS)(self._formatted_day)

    # ------------------------------------------------------------ texts
    def gettext(self, message: str, /, **values: object) -> str:
        """A text, its {names} filled in. Raises KeyError for a name without a value."""
        text = self._translations.gettext(message)
        return text.format(**values) if values else text

    def ngettext(self, one: str, many: str, count: int, /, **values: object) -> str:
        """A text that depends on a count of things; `{count}` in it is the count in figures unless given as a value."""
        shown = values if "count" in values else {"count": self.number(count), **values}
        return self._translations.ngettext(one, many, count).format(**shown)

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        """A text that means two things in English, with the context that tells them apart."""
        text = self._translations.pgettext(context, message)
        return text.format(**values) if values else text

    def refusal(self, error: PartnershipError) -> str:
        """What an error says to the person who must act."""
        return error.said(self.gettext, self.day)

    # ------------------------------------------------------------ numbers and days
    def number(self, value: float, decimals: int = 0) -> str:
        """ "1,250", or "2.4" with one decimal. Rounded as Python rounds, so that tables and sentences agree."""
        return self._number(f"{value:.{decimals}f}")

    def percent(self, rate: float, decimals: int = 0) -> str:
        """A share of 0 to 1 in per cent: "43 %"."""
        return self.gettext("{number} %", number=self.number(100 * rate, decimals))

    def share_of(self, part: float, whole: float) -> str:
        """A part of a whole in per cent, without decimals: "43 %"."""
        return self.gettext("{number} %", number=self.number(100 * part / whole))

    def month(self, when: date) -> str:
        """ "March"."""
        return self._day(date(2000, when.month, 1), "LLLL")

    def month_letter(self, when: date) -> str:
        """ "M", over a column of months."""
        return self._day(date(2000, when.month, 1), "LLLLL")

    def day(self, when: date) -> str:
        """ "10 April 2026"."""
        return self._day(date(when.year, when.month, when.day), self.gettext("d MMMM y"))

    def day_in_year(self, when: date) -> str:
        """ "10 April", where the year stands elsewhere."""
        return self._day(date(when.year, when.month, when.day), self.gettext("d MMMM"))

    def short_day(self, when: date) -> str:
        """ "14 Apr"."""
        return self._day(date(when.year, when.month, when.day), self.gettext("d MMM"))

    def weekday(self, when: date) -> str:
        """ "Tue"."""
        return self._day(date(when.year, when.month, when.day), "ccc")

    def short_month(self, when: date) -> str:
        """ "Mar"."""
        return self._day(date(2000, when.month, 1), "LLL")

    def short_month_in_year(self, when: date) -> str:
        """ "Apr 2026"."""
        return self._day(date(when.year, when.month, 1), self.gettext("LLL y"))

    def short_day_in_year(self, when: date) -> str:
        """ "14 Apr 2026"."""
        return self._day(date(when.year, when.month, when.day), self.gettext("d MMM y"))

    def month_in_year(self, when: date) -> str:
        """ "April 2026"."""
        return self._day(date(when.year, when.month, 1), self.gettext("LLLL y"))

    def listed(self, parts: Iterable[str]) -> str:
        """ "a, b, c"."""
        return self.gettext(", ").join(parts)

    # ------------------------------------------------------------ beginnings of sentences
    def begun(self, text: str) -> str:
        """The text as the beginning of a sentence; scripts without capitals stay as they are."""
        return text[:1].upper() + text[1:]

    # ------------------------------------------------------------ for the browser
    @cached_property
    def for_scripts(self) -> Mapping[str, Any]:
        """
        What the scripts of a page say, by English text: a text, or {plural category: text}; empty for English.

        Categories are CLDR's ("one", "few", "other"), so that the browser's own plural rules choose among them.
        """
        if self._catalogue is None:
            return {}
        texts: dict[str, Any] = {}
        for message in self._catalogue:
            if not message.id or not any(name.endswith(".js") for name, _ in message.locations):
                continue
            if isinstance(message.id, (tuple, list)):
                texts[message.id[0]] = self._by_category(*message.id)
            else:
                texts[message.id] = self._translations.gettext(message.id)
        return texts

    def _by_category(self, one: str, many: str) -> dict[str, str]:
        categories: dict[str, str] = {}
        for count in TRIED_COUNTS:
            category = self.locale.plural_form(count)
            categories.setdefault(category, self._translations.ngettext(one, many, count))
        return categories

    def _formatted_number(self, digits: str) -> str:
        value = Decimal(digits)
        if not value.is_finite():
            return digits
        places = max(0, -int(value.as_tuple().exponent))
        return numbers.format_decimal(
            value, format="#,##0" + ("." + "0" * places if places else ""), locale=self.locale
        )

    def _formatted_day(self, day: date, pattern: str) -> str:
        return dates.format_date(day, pattern, locale=self.locale)


def catalogues() -> Path:
    """Where the catalogues lie: in this package, unless the settings name a folder to try one out."""
    return settings().catalogues or CATALOGUES


@lru_cache(1)
def _languages(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in sorted(folder.glob("*.po"))}


@lru_cache(32)
def _words(language: str, folder: Path) -> Words:
    if language == SOURCE_LANGUAGE:
        return Words()
    with _languages(folder)[language].open("rb") as file:
        return Words(language, read_po(file))


def words_in(language: str = SOURCE_LANGUAGE) -> Words:
    """The words of a language, read once for all visitors. Raises KeyError for a language without a catalogue."""
    return _words(language, catalogues())


def words_for(preferred: Iterable[str]) -> Words:
    """The words of the first language a reader prefers ("es-MX", "es", "en") that there is a catalogue for."""
    known = {language.lower(): language for language in (SOURCE_LANGUAGE, *_languages(catalogues()))}
    chosen = negotiate_locale([language.lower() for language in preferred], list(known), sep="-")
    return words_in(known[chosen.lower()] if chosen else SOURCE_LANGUAGE)


def _translations(catalogue: Catalog | None) -> gettext.NullTranslations:
    if catalogue is None:
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
