"""`partnership serve`: the settings looked at, then the line that serves the pages printed and run."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from data.command_database import opened
from data.doctor_commands import examined, require_none, say_warnings
from data.serving import environment_of_pages, in_address, serve_line
from models import logs
from models.errors import UnreachableError
from models.settings import ROOT, settings, variable_of

Port = Annotated[int | None, typer.Option("--port", min=1, max=65535, help="Port to listen on.")]
Address = Annotated[str | None, typer.Option("--address", help="Address to listen on; usually this machine alone.")]
Prefix = Annotated[str | None, typer.Option("--prefix", metavar="PATH", help="Path the pages stand under.")]
Origins = Annotated[
    list[str] | None, typer.Option("--origin", metavar="HOST[:PORT]", help="A name people reach it by; repeatable.")
]
Warm = Annotated[
    bool, typer.Option("--warm/--no-warm", help="Make ready first what the first visitors would wait for.")
]


def serve(
    port: Port = None, address: Address = None, prefix: Prefix = None, origin: Origins = None, warm: Warm = True
) -> None:
    """Serve the dashboards, and print the line that does it. What is not said here is as the settings say."""
    for name in origin or []:
        if "*" in name:
            raise typer.BadParameter(
                f'"{name}" would let pages of any web site in. Name each host without a star.',
                param_hint="--origin",
            )
    said = {"port": port, "address": address, "prefix": prefix, "origins": json.dumps(origin) if origin else None}
    with _before_the_settings(said):
        chosen = settings()
        with opened() as database:
            try:
                database.require_schema()
                database.require_whole()
            except UnreachableError:
                if database.is_sqlite:
                    raise
            found = examined(database, is_whole_known=True)
        require_none(found)
        line = serve_line(chosen, warm=warm)
    os.environ.update(environment_of_pages(chosen))
    shown = " ".join(f'"{part}"' if " " in part else part for part in line)
    typer.echo(shown.replace(f"{ROOT}{os.sep}", ""))
    say_warnings(found)
    # Not "localhost" for ::1: on many machines that name is 127.0.0.1 alone, where nobody listens then.
    here = "localhost" if chosen.address == "127.0.0.1" else in_address(chosen.address)
    typer.echo(f"Open {chosen.origin if chosen.origins else f'http://{here}:{chosen.port}'}{chosen.prefix}")
    sys.stdout.flush()
    logs.configure(chosen.log_format)
    # In this process, which has read by now what the pages need too: 2 s sooner than in one of its own.
    from panel.command import main as panel

    sys.argv[:] = line
    panel()


@contextmanager
def _before_the_settings(said: dict[str, int | str | None]) -> Iterator[None]:
    """
    What the command line says goes before the settings, for the pages too, which ask the settings themselves; where
    nothing is served in the end, nothing stays.
    """
    before = dict(os.environ)
    os.environ.update({variable_of((name,)): str(value) for name, value in said.items() if value is not None})
    try:
        yield
    except BaseException:
        os.environ.clear()
        os.environ.update(before)
        raise
