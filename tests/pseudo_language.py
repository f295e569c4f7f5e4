"""
A language nobody speaks, to see what is not translated: "Find a school" is "[Ƒîñð à šçĥööļ ·····]".

    python -m tests.pseudo_language FOLDER/LANGUAGE.po        where LANGUAGE is en-XA
    PARTNERSHIP_CATALOGUES=FOLDER partnership serve

A browser that prefers en-XA then shows it. English without brackets is a text that never reached the catalogue, a text
that does not fit has no room for longer words, and an English month or a comma between thousands was not written by
`Words`: months and numbers are those of Esperanto.
"""

import math
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from models.wording.language import CATALOGUES

LANGUAGE, LOCALE = "en-XA", "eo"
LONGER = 0.4
"""How much longer than English texts often get in another language."""

ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "àƀçðéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÀƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ"
)
_KEPT = re.compile(r"(\{[^{}]*\}|%\(\w+\)[sd]|</?\w[^>]*>|&#?\w+;)")
"""Values, in braces or as Jinja writes them, and what is HTML."""
_FIELD = r"(?:d{1,2}|M{1,5}|L{1,5}|y{1,4}|E{1,5})"
_DATE_PATTERN = re.compile(rf"{_FIELD}(?:[ ,./-]+{_FIELD})+")


def pseudo(catalogue: Catalog) -> Catalog:
    """Every text of the catalogue in the language nobody speaks."""
    spoken = Catalog(locale=LOCALE, fuzzy=False)
    for message in catalogue:
        if message.id:
            ids = message.id
            said = pseudo_text(ids) if isinstance(ids, str) else tuple(pseudo_text(one) for one in ids)
            spoken.add(ids, said, locations=message.locations, flags=message.flags, context=message.context)
    return spoken


def pseudo_text(text: str) -> str:
    """Accented, longer and in brackets; patterns of dates and texts without a word of their own stay as they are."""
    parts = _KEPT.split(text)
    letters = sum(character.isalpha() for part in parts[::2] for character in part)
    if not letters or _DATE_PATTERN.fullmatch(text):
        return text
    inside = text.strip()
    before, after = text[: text.index(inside)], text[text.index(inside) + len(inside) :]
    # Splitting by a group gives words and what is kept in turn.
    accented = "".join(part if at % 2 else part.translate(ACCENTED) for at, part in enumerate(_KEPT.split(inside)))
    return f"{before}[{accented} {'·' * math.ceil(LONGER * letters)}]{after}"


def write(path: Path) -> None:
    """The catalogue of the language nobody speaks, from what `make words` collected."""
    with (CATALOGUES / "messages.pot").open("rb") as file:
        catalogue = pseudo(read_po(file))
    with path.open("wb") as file:
        write_po(file, catalogue, width=None)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
