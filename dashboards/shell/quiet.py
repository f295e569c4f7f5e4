"""
What a browser is told when a message it sent cannot be taken: a sentence and an id, never our traceback.

Bokeh answers a value of a wrong kind with the whole traceback, paths included; it has no public setting for that.
Import this module once per server, never from a page. Source: reliability.md T18.
"""

import logging
import secrets
from typing import Any

from bokeh.protocol.messages.error import Error, error

log = logging.getLogger(__name__)


def _create_in_words(cls: type[error], request_id: Any, text: str, **metadata: Any) -> error:
    reference = secrets.token_hex(4)
    log.error("A message from a browser could not be taken (id %s): %s", reference, text[:500], exc_info=True)
    words = f"This could not be taken (id {reference}). Nothing was changed."
    return cls(cls.create_header(request_id=request_id), metadata, Error(text=words, traceback=None))


def keep_insides() -> None:
    """From now on errors of the protocol are told in words; calling it twice is harmless."""
    error.create = classmethod(_create_in_words)  # type: ignore[method-assign,assignment]


keep_insides()
