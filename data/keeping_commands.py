"""`partnership backup`, `restore`, `copy` and `migrate`: a whole database kept safe, moved, brought to a revision."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from data.command_database import opened
from data.command_line import bar, in_plain_words
from models.errors import PartnershipError, SchemaError
from models.settings import settings

Days = Annotated[
    int | None, typer.Option("--keep-daily", min=1, metavar="N", help="Days that keep their newest backup.")
]
Weeks = Annotated[int | None, typer.Option("--keep-weekly", min=0, metavar="N", help="Weeks that do.")]
Months = Annotated[int | None, typer.Option("--keep-monthly", min=0, metavar="N", help="Months that do.")]
Folder = Annotated[
    Path | None,
    typer.Option("--to", metavar="FOLDER", help="Where backups are; by the settings, or beside the database."),
]
UNITS = ((timedelta(days=1), "day"), (timedelta(hours=1), "hour"), (timedelta(minutes=1), "minute"))


@in_plain_words
def backup(
    to: Folder = None,
    show: Annotated[bool, typer.Option("--list", help="Say which there are, and whether each is as written.")] = False,
    keep_daily: Days = None,
    keep_weekly: Weeks = None,
    keep_monthly: Months = None,
    keep_all: Annotated[bool, typer.Option("--keep-all", help="Remove no old ones.")] = False,
) -> None:
    """
    Back up the whole database while people work, then remove old backups.

    Kept are the newest, the newest of each of the last 14 days, 8 weeks and 12 months (as the settings say), and for as
    many days what was kept before a restore. Nothing is removed that this command did not make.
    """
    from data.keeping.backup import make_backup
    from data.keeping.manifest import backups_folder
    from data.keeping.runs import Outcome, note
    from data.keeping.thinning import Rule, thin

    now = datetime.now(UTC)
    with opened() as database:
        folder = backups_folder(database, to)
        if show:
            return list_backups(folder, now)
        outcome = Outcome.FAILED
        note(folder, now, Outcome.BEGUN)
        try:
            made = make_backup(database, folder, now)
            outcome = Outcome.MADE
        finally:
            note(folder, now, outcome)
    usual = settings().backups
    rule = Rule(
        usual.daily if keep_daily is None else keep_daily,
        usual.weekly if keep_weekly is None else keep_weekly,
        usual.monthly if keep_monthly is None else keep_monthly,
    )
    gone = 0 if keep_all else thin(folder, made, rule, now)
    thinned = f" {gone} older ones removed: kept are {rule}." if gone else ""
    typer.echo(
        f"{made.path}: {size(made.manifest.bytes)}, {sum(made.manifest.rows.values()):,} rows in "
        f"{len(made.manifest.rows)} tables, checked.{thinned}"
    )
    return None


def list_backups(folder: Path, now: datetime) -> None:
    """One line a backup, the newest first. Raises PartnershipError where one is not as it was written."""
    from data.keeping.manifest import listed

    found = listed(folder)
    if not found:
        typer.echo(f"There is no backup in {folder}.")
    broken = 0
    for one in found:
        is_whole = one.is_as_written()
        broken += not is_whole
        state = "verified" if is_whole else "NOT as it was written"
        reason = f", {one.manifest.reason}" if one.manifest.reason != "asked for" else ""
        typer.echo(
            f"{one.path.name}  {age(now - one.manifest.made_at)} old  {size(one.manifest.bytes)}  "
            f"tables {one.manifest.schema_revision}  {state}{reason}"
        )
    if broken:
        raise PartnershipError("{count} not as written. Take none of these to restore.", count=broken)


@in_plain_words
def restore(
    name: Annotated[
        str, typer.Argument(metavar="BACKUP", help='A backup\'s file, its name in the folder, or "latest".')
    ],
    to: Folder = None,
    force: Annotated[
        bool, typer.Option("--force", help="In the place of a database that is there; it is backed up first.")
    ] = False,
) -> None:
    """Put a backup in the place of the database: whole, looked through first, or not at all."""
    from data.keeping.manifest import backup_named, backups_folder
    from data.keeping.restore import restore as put_back

    with opened() as database:
        folder = backups_folder(database, to)
        chosen = backup_named(name, folder)
        done = put_back(database, chosen, folder, datetime.now(UTC), force=force)
    if done.kept is not None:
        typer.echo(f"What was there before is kept: {done.kept}")
    for table, rows in done.rows.items():
        expected = chosen.manifest.rows.get(table)
        said = "as in the backup" if rows == expected else f"the backup says {expected}"
        typer.echo(f"  {table.replace('_', ' ')}: {rows:,} rows, {said}")
    if done.rows != chosen.manifest.rows:
        raise PartnershipError("The rows are not those of the backup. Somebody has written since, or restore it again.")
    typer.echo(f"{chosen.path.name} is restored: as on {chosen.manifest.made_at:%Y-%m-%d %H:%M} UTC.")
    if done.needs_upgrade:
        typer.echo("Its tables are of an older version. Run `partnership init` to bring them up to date.")


@in_plain_words
def copy(
    target: Annotated[str, typer.Option("--to", metavar="URL", help="An empty database; its tables are made.")],
    source: Annotated[
        str | None, typer.Option("--from", metavar="URL", help="Default: the database people work with.")
    ] = None,
) -> None:
    """Copy the whole database, all districts, into an empty one: every row is compared, or nothing is copied."""
    from data.keeping.copying import copy_database

    for url in (source, target):
        refuse_password(url)
    with opened(source) as theirs:
        theirs.require_schema()  # so that it is this address which is named if nobody answers
        with opened(target) as ours, bar() as progress:
            rows = copy_database(theirs, ours, progress)
    typer.echo(f"{sum(rows.values()):,} rows in {len(rows)} tables copied, and each compared.")


def refuse_password(url: str | None) -> None:
    """Raises PartnershipError for an address with a password: everybody on the machine can read a command's words."""
    try:
        has_one = url is not None and (make_url(url).password is not None or "password" in make_url(url).query)
    except ArgumentError:
        return  # what it is instead is told by whoever opens it
    if has_one:
        raise PartnershipError(
            "A password in a command can be read by everybody on this machine. Leave it out of the address and put it "
            "into ~/.pgpass or PGPASSWORD."
        )


@in_plain_words
def migrate(
    to: Annotated[str, typer.Option("--to", metavar="REVISION", help="As 0009; default: this program's own.")] = "head",
    lose_data: Annotated[
        bool, typer.Option("--lose-data", help="Also where a step down loses rows that people wrote.")
    ] = False,
) -> None:
    """
    Bring the tables up to date, or down to what an older version of the program needs.

    SQLite is changed on a copy, which then takes the file's place; the old file stays. PostgreSQL in one transaction.
    A step down that loses rows is refused, and says which, unless --lose-data.
    """
    with opened() as database:
        if database.is_sqlite and not Path(database.url.database or "").exists():
            raise SchemaError("There is no database yet. Run `partnership init`.")
        done = database.change_schema(to, may_lose=lose_data)
    if done.lost:
        typer.echo(f"Lost by it: {'; '.join(done.lost)}.")
        typer.echo("Once the tables are up to date again, run `partnership check --rebuild`: totals held it too.")
    if done.kept is not None:
        typer.echo(f"The file as it was before: {done.kept}")
    typer.echo(f"The tables are of revision {done.after}; they were {done.before or 'not there'}.")


def size(number: int) -> str:
    """Bytes for a reader."""
    return f"{number / 1e6:,.1f} MB"


def age(since: timedelta) -> str:
    """How old, in the largest unit that fits."""
    for unit, word in UNITS:
        if since >= unit:
            number = since // unit
            return f"{number} {word}{'' if number == 1 else 's'}"
    return "less than a minute"
