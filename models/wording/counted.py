"""Texts that change with a count: how they are marked for the catalogue, and how they are said. Pure."""

from models.wording.language import Words


def NN_(one: str, many: str) -> tuple[str, str]:
    """Mark a text and its plural for the message catalogue, as `N_` does a text without a plural."""
    return one, many


def counted(words: Words, texts: tuple[str, str], count: int, **values: object) -> str:
    """
    The text of these two that fits the count, `{count}` in it, written without marks between thousands.

    Other whole numbers in these sentences are written the same way; `Words.ngettext` marks thousands.
    """
    return words.ngettext(*texts, count, **({"count": count} | values))
