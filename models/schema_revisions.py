"""The revisions of the tables, in the order of their migrations, and a database brought from one to another."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from models.errors import PartnershipError, SchemaError

MIGRATIONS = Path(__file__).parent / "migrations"


@cache
def revisions() -> tuple[str, ...]:
    """Every revision this program knows, the first one first; their files are read once."""
    return tuple(script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions())[::-1]


def revision_of(connection: Connection) -> str | None:
    """The revision of a database's tables; None where there are none of ours."""
    return MigrationContext.configure(connection).get_current_revision()


def require_known(revision: str | None) -> None:
    """Raises SchemaError for tables that a newer version of this program made."""
    if revision is not None and revision not in revisions():
        raise SchemaError(
            "The database was made by a newer version of this program. Update the program; nothing was changed."
        )


def target_named(target: str) -> str:
    """The revision that "head" or a number names. Raises PartnershipError where this program has no such revision."""
    known = revisions()
    if target == "head":
        return known[-1]
    if target not in known:
        raise PartnershipError(
            "There is no revision {name} of the tables. There are {first} to {last}.",
            name=target,
            first=known[0],
            last=known[-1],
        )
    return target


def is_down(current: str | None, target: str) -> bool:
    """Does the way from one revision to the other lead back?"""
    known = revisions()
    return current is not None and known.index(target) < known.index(current)


def move(connection: Connection, target: str) -> None:
    """Run the migrations up or down to a revision, inside the connection's transaction."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    step = command.downgrade if is_down(revision_of(connection), target) else command.upgrade
    step(config, target)
