"""`partnership config`: what is set, what may be set, and a file to begin with."""

from typing import Annotated

import typer

from data.settings_told import changed, example, explained
from models.errors import PartnershipError
from models.settings import settings, settings_file


def config(
    explain: Annotated[bool, typer.Option("--explain", help="Say every setting, and what it is now.")] = False,
    as_example: Annotated[bool, typer.Option("--example", help="Print a partnership.toml to begin with.")] = False,
) -> None:
    """Say what is set differently from the usual. No password or secret is shown."""
    if explain and as_example:
        raise PartnershipError("Choose --explain or --example.")
    if as_example:
        typer.echo("\n".join(example()))
        return
    now, file = settings(), settings_file()
    typer.echo(f"File: {file}" if file.exists() else f"File: {file}, which is not there: that is no fault.")
    lines = explained(now) if explain else changed(now)
    typer.echo("\n".join(lines) if lines else "Nothing is set: everything stands at its default.")
