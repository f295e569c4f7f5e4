"""The text of the page that tells the method, block by block, so that each can be translated. Pure."""

import re
from collections.abc import Iterator
from typing import IO, Any

from models.wording.language import Words

_TITLE = re.compile(r"# (.+)\n+")
_LINK_TO_A_FILE = re.compile(r"\[([^\]]+)\]\((?!https?:)[^)]*\)")


def title_and_blocks(method: str) -> tuple[str, tuple[str, ...]]:
    """
    The method's title, and its paragraphs, headings, lists and tables in Markdown, without links to files beside it,
    which are not served.

    Raises ValueError where the text does not begin with a title.
    """
    title = _TITLE.match(method)
    if not title:
        raise ValueError("The method's text must begin with its title, as '# How the lists come about'.")
    text = _LINK_TO_A_FILE.sub(r"\1", method[title.end() :])
    return title[1].strip(), tuple(block.strip("\n") for block in re.split(r"\n{2,}", text) if block.strip())


def method_text(words: Words, method: str) -> tuple[str, str]:
    """Title and Markdown of the method in a reader's language."""
    title, blocks = title_and_blocks(method)
    return words.gettext(title), "\n\n".join(words.gettext(block) for block in blocks)


def extract(
    file: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[Any]]]:
    """What Babel calls to collect the blocks for the message catalogue."""
    title, blocks = title_and_blocks(file.read().decode())
    return ((1, "gettext", text, []) for text in (title, *blocks))
