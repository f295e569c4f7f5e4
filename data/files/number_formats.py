"""
What Excel shows for a number or a day, where its format makes another text of it: percent, zeros before, months. Pure.

Only formats that change what a cell says are followed. A format that only rounds, groups or adds a unit leaves the
number as it is stored, so that nothing is lost.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

PART = re.compile(r'\[[^\]]*\]|"[^"]*"|\\.|_.|\*.|.', re.DOTALL)
CONDITION = re.compile(r"\[[<>=]")
LARGEST = Decimal("1e12")
ARITHMETIC = Decimal("1e-9")
STORED_DAY = re.compile(r"([0-9]{4}-[0-9]{2})-[0-9]{2}( [0-9:]+)?")


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell's text as Excel shows it, and whether the stored number has more digits."""

    text: str
    is_rounded: bool = False


def as_shown(text: str, code: str) -> Shown:
    """text: the stored number, as 0.62, or day, as 2025-09-14. code: its format, as 0% or 000."""
    day = STORED_DAY.fullmatch(text) if text[4:5] == "-" else None
    if day:
        # A month that is shown without its day; the first of it says the same in a column of days as well.
        return Shown(text if text[8:10] == "01" else day[1]) if not _has_days(code) else Shown(text)
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Shown(text)
    parts = _section(code, -1 if number < 0 else 0 if number == 0 else 1)
    if parts is None:
        return Shown(text)
    if "%" in parts:
        return _percent(number, parts) if abs(number) < LARGEST else Shown(text)
    return _padded(text, number, parts)


@lru_cache(maxsize=1000)
def _sections(code: str) -> list[list[str]]:
    sections: list[list[str]] = [[]]
    for part in PART.findall(code):
        if part == ";":
            sections.append([])
        else:
            sections[-1].append(part)
    return sections


@lru_cache(maxsize=3000)
def _section(code: str, sign: int) -> list[str] | None:
    """The part of the format that holds for numbers of this sign; None where no digits are shown."""
    sections = _sections(code)
    if any(CONDITION.match(part) for section in sections for part in section):
        return next((section for section in sections if "%" in section), None)
    place = {1: 0, -1: 1, 0: 2}[sign]
    chosen = sections[place] if place < len(sections) else sections[0]
    if not any(part in "0#?" for part in chosen):
        chosen = sections[0]
    return chosen if any(part in "0#?" for part in chosen) else None


def _has_days(code: str) -> bool:
    return any(part in "dDhHsS" for part in _sections(code)[0])


def _percent(number: Decimal, parts: list[str]) -> Shown:
    digits = [part for part in parts if part in "0#?."]
    decimals = len(digits) - digits.index(".") - 1 if "." in digits else 0
    whole = number.scaleb(2 * parts.count("%"))
    rounded = whole.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    plain = f"{rounded:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    # What a computer's arithmetic leaves behind, as 0.28999999999999998, is no digit anybody wrote.
    return Shown(f"{plain}%", abs(whole - rounded) > ARITHMETIC)


def _padded(text: str, number: Decimal, parts: list[str]) -> Shown:
    """001 for 1 under 000; S-001 under "S-"000; 555-0101 under 000-0000."""
    zeros = parts.count("0")
    is_padding = zeros > 1 and not any(part in "#?.,/eE" for part in parts)
    if not is_padding or number != number.to_integral_value() or number < 0:
        return Shown(text)
    digits = list(str(int(number)).zfill(zeros))
    first = parts.index("0")
    made: list[str] = []
    for place in reversed(range(len(parts))):
        if parts[place] != "0":
            made.append(_literal(parts[place]))
        elif place != first:
            made.append(digits.pop())
        else:
            # The first place takes all digits that are left.
            made.append("".join(digits))
    return Shown("".join(reversed(made)).strip())


def _literal(part: str) -> str:
    if part.startswith('"'):
        return part[1:-1]
    if part.startswith("\\"):
        return part[1:]
    return "" if part[0] in "[_*" else part
