"""What every command of `partnership` shares: its district, how far it came, and errors said in words."""

import functools
import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated, ParamSpec, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from models.errors import PartnershipError, RefusedImportError
from models.permissions import Viewer, administrator_on_the_server

P = ParamSpec("P")
R = TypeVar("R")
DistrictCode = Annotated[str | None, typer.Option("--district", metavar="CODE", help="Which district, where several.")]


def whoever_runs_this() -> Viewer:
    """
    Who writes by a command: the administrator of the machine it runs on, under their name there.

    Commands ask for no log-in. Who can run them can open the database without them; see decision 0012.
    """
    return administrator_on_the_server(getpass.getuser())


def now() -> datetime:
    return datetime.now(UTC)


def in_plain_words(command: Callable[P, R]) -> Callable[P, R]:
    """Say a PartnershipError in its own words on standard error and end with 1; a defect of ours stays a traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except RefusedImportError as refused:
            for problem in refused.problems:
                typer.echo(str(problem), err=True)
            typer.echo(str(refused), err=True)
            raise typer.Exit(1) from refused
        except PartnershipError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from error

    return run


@contextmanager
def bar() -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on standard error, where a person looks at it."""
    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task("", total=None)
        yield lambda done, total, what: shown.update(task, completed=done, total=total, description=what)
