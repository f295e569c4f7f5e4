"""`partnership mapping check` and `partnership mapping new`: a mapping tried, and begun, without a database."""

from pathlib import Path
from typing import Annotated

import typer

from models.errors import PartnershipError

mapping = typer.Typer(help="Mappings for files that are not laid out as ours.", no_args_is_help=True)
Data = Annotated[list[Path], typer.Argument(metavar="DATA...", help="Files (CSV, XLSX) or folders.")]


def check(
    name: Annotated[str, typer.Argument(metavar="FILE", help="A mapping file (.toml), or a shipped mapping's name.")],
    data: Annotated[list[Path] | None, typer.Argument(metavar="[DATA...]", help="Files or folders to try.")] = None,
) -> None:
    """
    Say in plain sentences what a mapping reads; of DATA also what it leaves out, how many rows, and every problem.

    Looks at no database: nothing is stored, and schools and months are not compared with those that are.
    """
    from data.importing.incoming_files import files_at
    from data.importing.mapping import layout_named
    from data.importing.mapping_report import report

    files, ignored = files_at(data or [])
    found = report(layout_named(name), files)
    typer.echo("\n".join(found.lines))
    problems = [*ignored, *found.problems]
    for problem in sorted(problems, key=lambda one: one.is_warning):
        typer.echo(f"Warning: {problem}" if problem.is_warning else str(problem), err=True)
    if not found.is_usable:
        errors = sum(not problem.is_warning for problem in found.problems)
        raise PartnershipError("{count} to mend before these files can be imported.", count=_problems(errors))
    if files:
        typer.echo("\nNothing stands against it. Next: partnership import DATA --mapping FILE --preview")
    else:
        typer.echo("\nThe mapping can be used. Name files after it to see what it reads of them.")


def new(
    data: Data,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write it; must be new.")] = None,
) -> None:
    """Write a first draft of a mapping from the headers of DATA; every guess is marked for a look."""
    from data.importing.incoming_files import files_at
    from data.importing.mapping_draft import draft

    files, _ = files_at(data)
    text = draft(files)
    if out is None:
        typer.echo(text, nl=False)
        return
    try:
        with out.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise PartnershipError("{file} is there already. Choose another name.", file=out) from error
    except OSError as error:
        raise PartnershipError(
            "{file} can't be written: {why}. Choose another file.", file=out, why=error.strerror
        ) from error
    typer.echo(f"{out}: a first draft. Look at every line with a #, then: partnership mapping check {out} DATA")


def _problems(count: int) -> str:
    return f"{count} problem{'' if count == 1 else 's'}"
