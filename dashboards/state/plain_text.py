"""Plain data on its way to a component: every text in it as one line of what can be seen."""

import re
from typing import Any

import orjson

# Controls, and the marks that turn the direction of the text around them, so that one name can rewrite a whole line.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]+")

_WITHOUT_TEXT = frozenset({int, float, bool, type(None)})
"""Most of what lists hold; looked at before anything else is asked."""


def plain(value: object) -> str:
    """The value as one line of visible text; None is an empty text. Raises nothing."""
    return "" if value is None else " ".join(_UNSEEN.sub(" ", str(value)).split())


def to_json(data: Any) -> str:
    """
    JSON of plain data with every text made `plain`; numpy's numbers count as plain, NaN and infinity become null.

    Control characters and direction marks go, so that a school's name cannot reorder the text around it. HTML needs no
    escaping: components insert text nodes, never markup.
    """
    return orjson.dumps(seen(data), option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS).decode()


def seen(data: Any) -> Any:
    """Plain data with every text in it made `plain` where it holds what cannot be seen."""
    if isinstance(data, str):
        return plain(data) if _UNSEEN.search(data) else data
    if isinstance(data, dict):
        return {name: seen(value) for name, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [value if type(value) in _WITHOUT_TEXT else seen(value) for value in data]
    return data
