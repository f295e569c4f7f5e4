"""Find a school by what somebody types: among all schools they may see, whatever the filters show. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import TypedDict

from dashboards.state.triage.rows import BoardInWords, SchoolRow
from models.wording import finding as wording
from models.wording.reasons import tier_text

MOST = 8
"""Schools told at once; who types on sees others."""
LONGEST_TEXT = 100
SHORTEST_WITH_ERROR = 4
"""Letters a word must have before an error in it is forgiven: of shorter ones too many others are near."""
SPECIAL_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
NOT_HEARD = re.compile("['’ʼ`´‘ʻ]")
WORD = re.compile(r"[^\W_]+")


class Hit(TypedDict):
    """
    A school that was found: its name, and cluster, kind, tier (a number, where it is needed) to tell it by. `address`:
    of the page that shows it; "" where this one does.
    """

    id: str
    name: str
    address: str
    about: list[str]
    outside: str


class Found(TypedDict):
    """What was found for the `text` somebody typed; `note` says what else there is to say, or that nothing fits."""

    text: str
    hits: list[Hit]
    note: str


NOTHING: Found = {"text": "", "hits": [], "note": ""}


def folded(text: str) -> str:
    """A text as it is compared: without case, accents and apostrophes. "Peña" is "pena", "O’Hare" is "ohare"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(SPECIAL_LETTERS))
    return NOT_HEARD.sub("", "".join(letter for letter in decomposed if not unicodedata.combining(letter)))


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared; a number with dashes is several."""
    return tuple(WORD.findall(folded(text)))


def is_near(typed: str, word: str) -> bool:
    """Is one the other after one letter was left out, added, changed, or swapped with its neighbour?"""
    if abs(len(typed) - len(word)) > 1:
        return False
    same = next((at for at, (one, other) in enumerate(zip(typed, word, strict=False)) if one != other), None)
    if same is None:
        return True
    rest, others = typed[same:], word[same:]
    is_swapped = rest[:2] == others[1::-1] and rest[2:] == others[2:]
    return rest[1:] == others[1:] or rest[1:] == others or rest == others[1:] or is_swapped


def find_schools(
    shown_board: BoardInWords, shown: Collection[str], typed: str, address: Callable[[str], str] | None = None
) -> Found:
    """
    The schools of a board that fit what was typed, those whose name begins so first, then by name.

    Every word typed must begin, or be inside, a word of the school's name, or begin its number. Where no school fits,
    one typing error in each longer word of a name is forgiven. `shown` are the ids of the schools in the list now.
    address: of the page that shows a school, by its id; None: this page shows it.
    """
    typed = typed[:LONGEST_TEXT]
    asked = words_of(typed)
    if not asked:
        return {**NOTHING, "text": typed}
    words = shown_board.words
    rows = list(shown_board.rows.values())
    ranks = {row["id"]: _rank(asked, row) for row in rows}
    found = sorted((row for row in rows if ranks[row["id"]] is not None), key=lambda row: ranks[row["id"]] or 0)
    is_guessed = not found
    if is_guessed:
        found = [row for row in rows if _is_nearly(asked, row)]
    namesakes = Counter(folded(row["name"]) for row in rows)
    hits: list[Hit] = []
    for row in found[:MOST]:
        has_number = namesakes[folded(row["name"])] > 1 or _is_by_number(asked, row)
        outside = "" if row["id"] in shown else wording.outside_filters_text(words)
        about = _about(shown_board, row, has_number=has_number)
        leads = address(row["id"]) if address else ""
        hits.append({"id": row["id"], "name": row["name"], "address": leads, "about": about, "outside": outside})
    note = wording.found_text(words, typed.strip(), len(found), len(found) - len(hits), is_guessed=is_guessed)
    return {"text": typed, "hits": hits, "note": note}


def _about(shown_board: BoardInWords, row: SchoolRow, *, has_number: bool) -> list[str]:
    standing = row["closed"]
    if not standing and shown_board.board.has_reports:
        words, is_judged = shown_board.words, shown_board.board.is_judged(row["id"])
        standing = tier_text(words, row["tier"]) if is_judged else row["why"][0]
    return [part for part in (row["id"] if has_number else "", row["cluster"], row["size"], standing) if part]


def _rank(asked: tuple[str, ...], row: SchoolRow) -> int | None:
    """0: the name begins so; 1: its words do, or the number; 2: inside a word; None: the school does not fit."""
    name, number = words_of(row["name"]), words_of(row["id"])
    joined = "".join(number)
    if name[: len(asked) - 1] == asked[:-1] and len(name) >= len(asked) and name[len(asked) - 1].startswith(asked[-1]):
        return 0
    worst = 1
    for word in asked:
        if any(own.startswith(word) for own in (*name, *number)) or joined.startswith(word):
            continue
        if not any(word in own for own in name):
            return None
        worst = 2
    return worst


def _is_by_number(asked: tuple[str, ...], row: SchoolRow) -> bool:
    number = words_of(row["id"])
    return any(any(own.startswith(word) for own in (*number, "".join(number))) for word in asked)


def _is_nearly(asked: tuple[str, ...], row: SchoolRow) -> bool:
    name = words_of(row["name"])
    return all(any(_fits_with_error(word, own) for own in name) for word in asked)


def _fits_with_error(typed: str, own: str) -> bool:
    if own.startswith(typed):
        return True
    if len(typed) < SHORTEST_WITH_ERROR or typed.isdigit():
        return False
    # Somebody who is still typing has the beginning of the word only.
    return any(is_near(typed, own[:length]) for length in {len(typed) - 1, len(typed), len(typed) + 1, len(own)})
