"""What is said of schools that somebody looks for by name or number. Pure."""

from models.wording.counted import NN_, counted
from models.wording.language import Words

MORE = NN_("{count} more school fits. Type more of its name.", "{count} more schools fit. Type more of the name.")


def outside_filters_text(words: Words) -> str:
    """Beside a school that the list does not show now."""
    return words.gettext("outside these filters")


def found_text(words: Words, typed: str, found: int, left_out: int, *, is_guessed: bool) -> str:
    """Below the schools that were found for `typed`; empty where all that fit are told. Counts are of schools."""
    if not found:
        return words.gettext("No school here has “{typed}” in its name or number.", typed=typed)
    if left_out:
        return counted(words, MORE, left_out)
    return words.gettext("Nothing is spelled “{typed}”; this comes near.", typed=typed) if is_guessed else ""
