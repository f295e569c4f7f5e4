"""The cells of a notebook, run for one visitor of a served page: in a thread, and as that visitor."""

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from bokeh.document import Document
from panel import panel, viewable
from panel.io.state import set_curdoc

from dashboards.state.background import AtOnce, Background, Change, Failed, Then
from dashboards.state.district.watched import Seen
from dashboards.state.notebooks import NotebookRead
from data.district_frames import only_as
from models.database import Database
from models.permissions import Viewer
from models.wording.language import Words, words_in

Result = TypeVar("Result")


@dataclass(frozen=True)
class Here:
    """
    Where a cell runs: whose language it speaks, how its page has something done that may take a while, and the query of
    the page's address.
    """

    words: Words
    background: Background
    address: str = ""


class OfANotebook:
    """
    The background of a page for what a notebook makes: it does not hear of what others write, since nothing on the page
    would say so.
    """

    def __init__(self, of_page: Background) -> None:
        self._of_page = of_page
        self.is_at_once = of_page.is_at_once

    def read(self, work: Callable[[], Result], then: Then[Result], failed: Failed) -> None:
        self._of_page.read(work, then, failed)

    def run(self, work: Callable[[], Result], then: Then[Result], failed: Failed) -> None:
        self._of_page.run(work, then, failed)

    def write(self, database: Database, change: Change[Result], then: Then[Result], failed: Failed) -> None:
        self._of_page.write(database, change, then, failed)

    def listen(self, database: Database, district_id: int, is_news: Callable[[Seen], bool], then: Then[Seen]) -> None:
        """Nothing: a notebook shows what it read when it was opened, or when its filters moved."""


_here: ContextVar[Here | None] = ContextVar("here", default=None)


def here() -> Here:
    """Of the cell that runs; on one's own machine English, and everything on the spot."""
    return _here.get() or Here(words_in(), AtOnce())


def is_in_a_served_cell() -> bool:
    """Does a page run this cell, and not Jupyter?"""
    return _here.get() is not None


@contextmanager
def _cells_of(viewer: Viewer, at: Here) -> Iterator[None]:
    token = _here.set(at)
    try:
        with only_as(viewer):
            yield
    finally:
        _here.reset(token)


@dataclass(frozen=True)
class Ran:
    """What the cells of each block gave, block by block; after an error, those that ran before it."""

    outputs: tuple[tuple[Any, ...], ...]
    error: Exception | None


def run_cells(notebook: NotebookRead, path: Path, viewer: Viewer, at: Here) -> Ran:
    """
    Run a notebook's cells from the first to the last; what the last line of a cell gives is what it shows, as in
    Jupyter, and what it hands to `display`.

    They run in a module of their own, known to nobody else: it goes when what they showed goes. And beside an empty
    document: in a thread Bokeh would name whatever document the event loop is at, which is another visitor's.
    """
    module = ModuleType(f"notebook_{path.stem}")
    shown: list[Any] = []
    module.__dict__.update(__file__=str(path), display=lambda *things: shown.extend(things))
    outputs: list[tuple[Any, ...]] = []
    with _cells_of(viewer, at), set_curdoc(Document()):
        for block in notebook.blocks:
            shown.clear()
            try:
                for source in block.code:
                    value = _run_cell(source, str(path), module.__dict__)
                    if value is not None:
                        shown.append(value)
                shown[:] = [panel(thing) if isinstance(thing, viewable.Viewer) else thing for thing in shown]
            except Exception as error:  # noqa: BLE001 - told to the person and logged by the page
                return Ran((*outputs, tuple(shown)), error)
            outputs.append(tuple(shown))
    return Ran(tuple(outputs), None)


def _run_cell(source: str, name: str, names: dict[str, Any]) -> Any:
    """What the last line gives; None where it gives nothing, or ends with a semicolon."""
    tree = ast.parse(source, name)
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        tree.body.pop()
    exec(compile(tree, name, "exec"), names)  # noqa: S102 - a file of ours: names come from a fixed list
    if not isinstance(last, ast.Expr):
        return None
    value = eval(compile(ast.Expression(last.value), name, "eval"), names)  # noqa: S307 - the same
    return None if source.rstrip().endswith(";") else value
