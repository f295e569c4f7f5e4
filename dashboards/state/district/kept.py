"""What was computed for everybody, kept up to a limit of memory: what nobody asked for longest goes first."""

import sys
from collections.abc import Callable, Hashable, Iterable, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import chain
from threading import Lock, RLock
from typing import NamedTuple, TypeVar

import numpy as np
import pandas as pd
from cachetools import LRUCache

from models.settings import settings

Value = TypeVar("Value")
OBJECT = 64
"""Bytes of one thing in an array of things, about: a short text, a date."""
PLAIN = frozenset({str, int, float, bool, date, type(None)})
"""Most of all there is; looked at before anything else is asked."""


class _Held(NamedTuple):
    value: object
    size: int


class Kept:
    """Values by key, of all districts of this server. Handed out as kept: never change what you get."""

    def __init__(self, limit: int) -> None:
        """limit: bytes. A value larger than that is made each time it is asked for."""
        self._values: LRUCache[Hashable, _Held] = LRUCache(limit, getsizeof=lambda held: held.size)
        self._lock = RLock()
        self._being_made: dict[Hashable, Lock] = {}
        self.found = 0
        self.made = 0

    def value(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """
        The value kept under a key; made, and kept, where there is none.

        Who asks for it while another thread makes it waits for that one; everybody else goes on.
        """
        found, value = self.find(key)
        if found:
            return value  # type: ignore[return-value]
        with self._lock:
            mine = self._being_made.setdefault(key, Lock())
        with mine:
            found, value = self.find(key)
            if found:
                return value  # type: ignore[return-value]
            try:
                value = make()
                self.put(key, value)
                return value
            finally:
                with self._lock:
                    self.made += 1
                    self._being_made.pop(key, None)

    def find(self, key: Hashable) -> tuple[bool, object]:
        """Is a value kept under this key, and which? Waits for nobody who is making one."""
        with self._lock:
            if key not in self._values:
                return False, None
            self.found += 1
            return True, self._values[key].value

    def get(self, key: Hashable) -> object | None:
        """The value kept under a key, or None."""
        with self._lock:
            held = self._values.get(key)
        return None if held is None else held.value

    def put(self, key: Hashable, value: object, size: int | None = None) -> None:
        """Keep a value, in the place of the one that was kept under this key. size: bytes, where somebody knows."""
        held = _Held(value, size_of(value) if size is None else size)  # outside the lock: it walks through all of it
        with self._lock, suppress(ValueError):  # larger than the limit
            self._values[key] = held

    def clear(self) -> None:
        with self._lock:
            self._values.clear()

    @property
    def size(self) -> int:
        """Bytes kept now, about."""
        return int(self._values.currsize)


class KeptApart(Kept):
    """
    What is made once for something small, and let go of whole: whatever is kept for all is taken from there, what is
    made here goes with this. So that years nobody looks at push nothing out that somebody will.
    """

    def __init__(self, for_all: Kept) -> None:
        super().__init__(sys.maxsize)
        self._for_all = for_all

    def find(self, key: Hashable) -> tuple[bool, object]:
        """Is a value kept under this key, here or for all, and which?"""
        here, value = super().find(key)
        return (here, value) if here else self._for_all.find(key)

    def get(self, key: Hashable) -> object | None:
        """The value kept under a key, here or for all, or None."""
        value = super().get(key)
        return self._for_all.get(key) if value is None else value

    def put(self, key: Hashable, value: object, size: int | None = None) -> None:
        """Keep a value as long as this is kept; nobody asks how large it is."""
        with self._lock:
            self._values[key] = _Held(value, 0)


def limit_of_settings() -> int:
    """Bytes to keep at most, as set."""
    return settings().kept_mb * 1_000_000


def size_of(value: object) -> int:
    """
    About how many bytes a value holds: arrays, frames and texts by what they are, everything else by its parts.

    What two values share is counted for each of them, so the limit is rather kept too early than too late.
    """
    return _size(value, set())


def _size(value: object, seen: set[int]) -> int:
    if type(value) in PLAIN:
        return sys.getsizeof(value)
    if id(value) in seen:
        return 0
    seen.add(id(value))
    if isinstance(value, np.ndarray | pd.Series | pd.Index):
        return value.nbytes + (OBJECT * value.size if _holds_objects(value.dtype) else 0)
    if isinstance(value, pd.DataFrame):
        widths = [getattr(kind, "itemsize", 8) + OBJECT * _holds_objects(kind) for kind in value.dtypes.to_numpy()]
        return len(value) * sum(widths) + value.index.nbytes
    held: Iterable[object]
    if isinstance(value, Mapping):
        held = chain(value, value.values())
    elif isinstance(value, list | tuple | set | frozenset):
        held = value
    else:
        held = [getattr(value, name) for name in _field_names(type(value))]
    sizes = [sys.getsizeof(one) if type(one) in PLAIN else _size(one, seen) for one in held]
    return sys.getsizeof(value) + sum(sizes)


def _field_names(kind: type) -> tuple[str, ...]:
    if kind not in _fields:
        _fields[kind] = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
    return _fields[kind]


_fields: dict[type, tuple[str, ...]] = {}


def _holds_objects(dtype: object) -> bool:
    """Texts are not looked at one by one: that took a tenth of the time of opening a school."""
    return isinstance(dtype, pd.StringDtype) or (isinstance(dtype, np.dtype) and dtype.hasobject)
