"""The shapes of what travels to scripts, written in TypeScript as Python says them."""

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NotRequired, TypedDict

import pytest

ROOT = Path(__file__).resolve().parents[3]
spec = importlib.util.spec_from_file_location("types_from_python", ROOT / "tests/javascript/types_from_python.py")
assert spec is not None
assert spec.loader is not None
made = importlib.util.module_from_spec(spec)
spec.loader.exec_module(made)


class Month(TypedDict):
    name: str
    count: int | None
    share: float


class Year(TypedDict):
    months: list[Month]
    marks: dict[str, list[str | None]]
    kind: Literal["list", "months"]
    pair: tuple[str, bool]
    note: NotRequired[str]


@dataclass(frozen=True)
class Shown:
    year: Year | None
    ids: Sequence[str] = ()
    any: dict[str, Any] | None = None


def test_a_shape_is_an_interface_and_what_it_names_stands_before_it():
    assert (
        made.typescript([Shown]).partition("\n\n")[2]
        == """\
export interface Month {
  name: string
  count: number | null
  share: number
}

export interface Year {
  months: Month[]
  marks: Record<string, (string | null)[]>
  kind: "list" | "months"
  pair: [string, boolean]
  note?: string
}

export interface Shown {
  year: Year | null
  ids: string[]
  any: Record<string, unknown> | null
}
"""
    )


def test_a_shape_named_twice_is_written_once():
    assert made.typescript([Month, Year]).count("interface Month ") == 1


def test_what_json_has_no_word_for_is_refused():
    class Odd(TypedDict):
        path: Path

    with pytest.raises(TypeError, match="has no TypeScript here"):
        made.typescript([Odd])


def test_the_types_kept_are_what_python_says_now():
    assert made.main(["--check"]) == 0, "run make scripts"
