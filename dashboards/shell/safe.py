"""Makes text of rows and files safe on its way to a screen, a tooltip, an axis label or a chart's title."""

import html
import json
from typing import Any

from dashboards.state.plain_text import plain


def in_html(value: object) -> str:
    """One line of text that HTML shows as it is, also inside an attribute's quotes."""
    return html.escape(plain(value), quote=True)


def in_title(value: object) -> str:
    """
    One line of text for `opts(title=...)` of HoloViews, which would read braces as fields to fill in.

    Source: a title "Team {A} night" ends a page with KeyError, and "{label.__class__}" is looked up.
    """
    return plain(value).replace("{", "{{").replace("}", "}}")


def in_json(value: Any) -> str:
    """JSON that may stand in a page, without a "<" that could end a script. Raises TypeError or ValueError."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def inside_script(source: str) -> str:
    """Our own script as the inside of a script element. Raises ValueError if it would end it early."""
    if "</script" in source.lower() or "<!--" in source:
        raise ValueError('A script of the page holds "</script" or "<!--", which would end its element early.')
    return source


def inside_style(source: str) -> str:
    """Our own stylesheet as the inside of a style element. Raises ValueError if it would end it early."""
    if "</style" in source.lower():
        raise ValueError('A stylesheet of the page holds "</style", which would end its element early.')
    return source
