"""
What is written to the log, and how: one line an event, and nothing that belongs to a person, a school or a lock.

Whatever a message brings along is shown only where it cannot be such: a number, an id, a machine's address, a page's
name. Of an exception its kind and where it arose are told, never its text, which may hold what somebody typed; whoever
works on the program sees all of it with `python -X dev`. Source: decision 0037.
"""

import logging
import re
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Any

import orjson

from models.errors import PartnershipError
from models.settings import ROOT, LogFormat, settings

HIDDEN = "***"
NO_ID = "-"
FRAMES = 8
"""Places told of an exception, from where it arose outwards."""
OTHER_ADDRESS = "/..."
SERVED = ("static", "assets", "components", "liveness", "healthz", "metrics", "autoload.js", "ws", "metadata")
SAFE = re.compile(
    r"[A-Z]{1,8}|[0-9a-f]{8}|\d[\d.,:]*|(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?|[0-9a-f:]*::[0-9a-f:]*"
    r"|https?://(?:localhost|[\d.]+|\[[\da-f:]+\])(?::\d+)?(?:/[\w./-]*)?"
)
"""A word that is nobody's: a method, an id, a number, an address of a machine."""
PASSWORD = re.compile(r"(?<=://)[^\s/@]*@")
ASKED = re.compile(r"\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE)( ['\"]?)(/[^\s'\"]*)")
QUERY = re.compile(r"(?<=[\w/])\?[^\s'\")]*")
NAMED_SECRET = re.compile(
    r"(?i)\b(\w*(?:passw|secret|token|cookie|authori[sz]ation|session|api[-_]?key)\w*\s*[=:]\s*)(?:bearer\s+)?[^\s,;)]+"
)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
KEY = re.compile(r"(?=[\w.-]*\d)(?=[\w.-]*[A-Za-z])[\w.-]{24,}")
"""What looks like a key: long, of letters and figures."""
IN_A_TASK = re.compile(r"exception=(\w+)\(.*\)>")
"""How asyncio shows an exception that nobody waited for, with its text."""
here: ContextVar[str] = ContextVar("here", default=NO_ID)
"""The id of the request or visit at work: the same for a page and all that its websocket brings."""


def configure(to: LogFormat | None = None) -> None:
    """Write the log of this process by these rules, whoever set it up before; may be called again."""
    chosen = to or settings().log_format
    root = logging.getLogger()
    ours = [handler for handler in root.handlers if isinstance(handler.formatter, OneLine)]
    if not ours:
        handler = logging.StreamHandler()
        handler.setFormatter(OneLine(chosen))
        root.handlers[:] = [handler]
    logging.getLogger("dashboards").setLevel(logging.INFO)
    for logger in list(logging.Logger.manager.loggerDict.values()):  # as Panel's own, which writes past the root
        if isinstance(logger, logging.Logger):
            for other in logger.handlers:
                other.setFormatter(OneLine(chosen))


class OneLine(logging.Formatter):
    """One event as one line for people, or as JSON for programs."""

    def __init__(self, to: LogFormat) -> None:
        super().__init__()
        self._is_json = to is LogFormat.JSON

    def format(self, record: logging.LogRecord) -> str:
        """The line; never raises, and of a message that cannot be put together only the template is left."""
        event = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "id": here.get(),
            "from": record.name,
            "what": told(record),
        }
        if record.exc_info and record.exc_info[0] is not None:
            event["error"] = _error_told(record.exc_info[0], record.exc_info[1], record.exc_info[2])
        if self._is_json:
            return orjson.dumps(event).decode()
        line = " ".join(event.values())
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info and sys.flags.dev_mode else line


def told(record: logging.LogRecord) -> str:
    """A record's message in one line, with what it brings along shown only where it is nobody's."""
    given: Any = record.args
    try:
        if isinstance(given, dict):
            text = str(record.msg) % {name: _shown(value) for name, value in given.items()}
        else:
            text = str(record.msg) % tuple(map(_shown, given)) if given else str(record.msg)
    except (TypeError, ValueError):
        text = str(record.msg)
    return redacted(" ".join(text.split()))


def redacted(text: str) -> str:
    """The text without passwords, keys, e-mail addresses, queries of addresses, and paths that are none of ours."""
    text = PASSWORD.sub(f"{HIDDEN}@", text)
    text = IN_A_TASK.sub(r"exception=\1()>", text)
    text = ASKED.sub(lambda found: f"{found[1]}{found[2]}{page_of(found[3])}", text)
    for pattern in (QUERY, MAIL, KEY):
        text = pattern.sub("" if pattern is QUERY else HIDDEN, text)
    return NAMED_SECRET.sub(rf"\1{HIDDEN}", text)


def page_of(address: str) -> str:
    """The page or kind of file that a path asks for, as /triage or /static; of any other path nothing is told."""
    parts = [part for part in address.partition("?")[0].split("/") if part]
    known = [part for part in parts if part in SERVED or part in PAGES]
    return f"/{'/'.join(known[:2])}" if known or not parts else OTHER_ADDRESS


class Known(str):
    """
    A text that is nobody's and shown as it is: whoever makes one has it from a closed list of this program.

    It is written the same with %r, so that quotes do not hide what it is.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _shown(value: object) -> object:
    if isinstance(value, PartnershipError):
        return Known(value.message)
    if isinstance(value, BaseException):
        return Known(type(value).__name__)
    if value is None or isinstance(value, bool | int | float | Known):
        return value
    if not isinstance(value, str):
        return Known(type(value).__name__)
    if value.startswith("/"):
        return Known(page_of(value))
    if ASKED.match(value):  # as Tornado names a request
        return Known(redacted(value))
    return Known(value if SAFE.fullmatch(value) else HIDDEN)


def _error_told(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> str:
    places = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in reversed(extract_tb(trace))]
    cause = error.__cause__ or error.__context__ if error is not None else None
    because = f", after {type(cause).__name__}" if cause is not None else ""
    words = f" ({error.message})" if isinstance(error, PartnershipError) else ""
    return f"{kind.__name__}{words}{because} at {' < '.join(places[:FRAMES])}"


def _short(path: str) -> str:
    inside = path.removeprefix(f"{ROOT}/")
    return inside if inside != path and ".venv" not in inside else "/".join(Path(path).parts[-3:])


PAGES = frozenset(path.stem for path in (ROOT / "dashboards").glob("*.py"))
