"""
What a cell, a name and a number say without the signs nobody sees and the ones programs put around them. Pure.

People copy from web pages, letters and Excel: no-break blanks, zero-width signs, ="001" and '001 come along. A cell
that looks like another must be read like it, or one school becomes two.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

from data.files.cells import Unreadable, text

UNSEEN = "\u00ad\u180e\ufeff" + "".join(
    chr(code)
    for first, last in ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F))
    for code in range(first, last + 1)
)
"""Signs without a width of their own: soft hyphen, zero-width blanks and joiners, direction marks, byte order marks."""
AT_ENDS = UNSEEN + "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
"""For `strip`, which takes its time by the length alone; a pattern would go back and forth in a long run of blanks."""
WITHIN_NAMES = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Signs that change no name. Joiners and direction marks stay within one: other scripts are written with them."""
EVERY_UNSEEN = re.compile(rf"[{UNSEEN}]")
EXCEL_TEXT = re.compile(r'="([^"]*)"')
"""How a file tells Excel that 001 is text."""
MARKED_NUMBER = re.compile(r"'([0-9][0-9.,/:+-]*)")
"""The apostrophe Excel takes for "this is text"."""
QUOTES = (('"', '"'), ("'", "'"), ("\u201c", "\u201d"), ("\u201e", "\u201c"), ("\u2018", "\u2019"))
SHORTENED = re.compile(r"[0-9]+([.,][0-9]+)?e\+[0-9]+|[0-9]+[.,][0-9]+e-?[0-9]+", re.IGNORECASE)
IS_SHORTENED = Unreadable(
    "is what Excel makes of a long number: it was shortened, and its last digits are lost.",
    "Format the column as Text in Excel, type or paste the numbers again from where they come from, and send that.",
)
ODD = re.compile(r"[^\x00 -~]|[=\"']|  ")
"""What makes a column worth looking through cell by cell."""
NAMES = frozenset({"name", "cluster", "login", "principal"})
NO_IDENTIFIERS = frozenset({"scale_id"})


def are_plain(cells: Iterable[str]) -> bool:
    """Are these cells, whose ends are free of blanks, what they say as they stand, also as names and numbers?"""
    return ODD.search("\x00".join(cells)) is None


def cleaned(cell: str) -> str:
    """The cell in Unicode's composed form (NFC), without blanks and unseen signs at its ends, ="..." and '0..."""
    if not cell.isascii():
        cell = unicodedata.normalize("NFC", cell)
    cell = cell.strip(AT_ENDS)
    wrapped = EXCEL_TEXT.fullmatch(cell) or MARKED_NUMBER.fullmatch(cell)
    return wrapped[1].strip(AT_ENDS) if wrapped else cell


def name_of(cell: str) -> str:
    """A school's, cluster's or person's name: cleaned, one blank where several are, without unseen signs within."""
    return " ".join(WITHIN_NAMES.sub("", cleaned(cell)).split())


def number_of(cell: str) -> str:
    """A number that tells things apart, as 001 or A-1: a name, also without quotes around it and ' or = before it."""
    number = " ".join(EVERY_UNSEEN.sub("", cleaned(cell)).split())
    for opening, closing in QUOTES:
        if len(number) > 2 and number.startswith(opening) and number.endswith(closing):
            return cleaned(number[1:-1])
    return number.lstrip("='\u2019") or number


def is_identifier(target: str) -> bool:
    """Does this column of ours tell things apart by a number?"""
    return (target.endswith("_id") or target == "corrects") and target not in NO_IDENTIFIERS


def tidying(target: str) -> Callable[[str], str]:
    """How cells of this column of ours are tidied before they are read."""
    return name_of if target in NAMES else number_of if is_identifier(target) else cleaned


def identifier(cell: str) -> str | Unreadable:
    """A number of a school, activity, report ...; refused where Excel has shortened it to 1.7E+11."""
    return IS_SHORTENED if SHORTENED.fullmatch(cell) else text(cell)
