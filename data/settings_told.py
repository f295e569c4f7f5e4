"""The settings in words: every key with what it may be, what differs from the usual, and a file to begin with."""

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from textwrap import wrap
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import SecretStr
from sqlalchemy import exc, make_url

from models.settings import Network, Settings, keys, variable_of

Key = tuple[str, ...]
WIDTH = 100
HIDDEN = "***"
NOT_SET = "not set"
MAY_BE: tuple[tuple[Any, str], ...] = (
    (bool, "true or false"),
    (int, "a whole number"),
    (float, "a number"),
    (Path, "a file or folder"),
    (SecretStr, "an address, its password never shown"),
)
"""What a value of a type may be, in words; a text otherwise."""


def explained(now: Settings) -> list[str]:
    """Every key: its variable, what it may be, its default and its value now."""
    lines: list[str] = []
    for path, field in keys():
        lines += [
            ".".join(path),
            *(f"    {line}" for line in wrap(field.description, WIDTH - 4)),
            f"    variable  {variable_of(path)}",
            f"    may be    {may_be(field)}",
            f"    default   {shown(field.default)}",
            f"    now       {shown(value_of(now, path))}",
            "",
        ]
    return lines


def changed(now: Settings) -> list[str]:
    """ "port = 8080", a line for each key that is set differently from its default."""
    return [
        f"{'.'.join(path)} = {shown(value_of(now, path))}"
        for path, field in keys()
        if value_of(now, path) != field.default
    ]


def example() -> list[str]:
    """A partnership.toml with every key at its default, each behind a # so that the file changes nothing yet."""
    lines = [
        "# The settings of this installation. Take the # away from a line to set its key.",
        "# `partnership config --explain` says the same, and what is set now.",
    ]
    table: Key = ()
    for path, field in sorted(keys(), key=lambda one: one[0][:-1]):  # keys of no group come before the first table
        if path[:-1] != table:
            table = path[:-1]
            lines += ["", f"[{'.'.join(table)}]"]
        value = '"..."' if field.default is None else in_toml(field.default)
        lines += ["", *(f"# {line}" for line in wrap(f"{field.description}. May be {may_be(field)}.", WIDTH - 2))]
        lines.append(f"# {path[-1]} = {value}")
    return lines


def value_of(now: Settings, path: Key) -> Any:
    """What a key holds."""
    found: Any = now
    for name in path:
        found = getattr(found, name)
    return found


def may_be(field: Any) -> str:
    """What the value of a key may be, in words."""
    words = _kind(field.annotation)
    bounds = [
        f" {said} {getattr(bound, name):g}"
        for name, said in (("gt", "above"), ("ge", "from"), ("le", "to"))
        for bound in field.metadata
        if hasattr(bound, name)
    ]
    return words + "".join(bounds)


def _kind(annotation: Any) -> str:
    if get_origin(annotation) is tuple:
        of = get_args(annotation)[0]
        if of == Network:
            return 'a list of addresses or networks, as ["10.0.0.5", "10.1.0.0/16"]'
        choices = f" of {', '.join(of)}" if isinstance(of, type) and issubclass(of, StrEnum) else ", each in quotes"
        return f"a list{choices}"
    if get_origin(annotation) in (Union, UnionType):
        return _kind(get_args(annotation)[0])
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return _listed(annotation)
    return next((words for kind, words in MAY_BE if annotation is kind), "a text")


def _listed(of: Any) -> str:
    return " or ".join(str(one) for one in of)


def shown(value: Any) -> str:
    """A value as somebody may read it over a shoulder: no password of an address."""
    if isinstance(value, SecretStr):
        return without_password(value.get_secret_value()) or NOT_SET
    if value is None or value in ("", ()):
        return NOT_SET
    return in_toml(value)


def without_password(address: str) -> str:
    """The address of a database, with stars for its password, wherever that stands in it."""
    if not address:
        return ""
    try:
        url = make_url(address)
    except exc.ArgumentError:
        return HIDDEN
    kept = {name: HIDDEN if "pass" in name.lower() else value for name, value in url.query.items()}
    return url.set(query=kept).render_as_string(hide_password=True)


def in_toml(value: Any) -> str:
    """A value as partnership.toml has it."""
    if isinstance(value, SecretStr):
        return json.dumps(without_password(value.get_secret_value()))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(in_toml(one) for one in value)}]"
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    return json.dumps(str(value), ensure_ascii=False)
