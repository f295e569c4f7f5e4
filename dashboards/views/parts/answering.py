"""What every view with a form does: it answers in any case, and believes a message only as far as it can."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NoReturn

from models.errors import PartnershipError
from models.vocabulary import N_
from models.wording.language import Words

NOT_UNDERSTOOD = N_("The page sent something that cannot be understood. Load it again; nothing was saved.")


def refuse(words: Words, error: Exception, answer: Callable[[str], None]) -> None:
    """
    Tell a form why it was refused, or it would wait for ever. Raises what is no PartnershipError, for the page to
    show, once the form has been told.
    """
    if not isinstance(error, PartnershipError):
        answer(words.gettext("Something went wrong; nothing was saved."))
        raise error
    answer(words.refusal(error))


def raise_error(error: Exception) -> NoReturn:
    """For what is only read: the page shows it."""
    raise error


# ---------------------------------------------------------------- what a message holds
def dictionary_of(form: Mapping[str, Any], name: str) -> dict[str, Any]:
    """What a message holds under a name; empty where that is no dictionary."""
    value = form.get(name)
    return value if isinstance(value, dict) else {}


def day_of_text(text: str) -> date:
    """A day as a browser's field gives it. Raises PartnershipError for another text."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise PartnershipError("Give the day as a date; nothing was saved.") from error
