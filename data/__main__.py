"""The command line, installed as `partnership`. Exit codes: 0 done, 1 refused with reasons, 2 used wrongly."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from data.command_database import opened
from data.command_line import DistrictCode, bar, in_plain_words, now, whoever_runs_this
from data.doctor_commands import doctor
from data.export_commands import export
from data.keeping_commands import backup, copy, migrate, restore
from data.mapping_commands import check as check_mapping
from data.mapping_commands import mapping
from data.mapping_commands import new as new_mapping
from data.remind_commands import remind
from data.serve_commands import serve
from data.serving import make_secret
from data.settings_commands import config
from data.status_commands import status
from data.user_commands import user
from models.database import Database
from models.errors import PartnershipError, Problem
from models.permissions import in_district
from models.settings import settings
from models.tables import District
from models.today import day_of, time_zone

app = typer.Typer(
    name="partnership",
    help="A school district's family and community partnership activity: data in, dashboards up.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(export, name="export")
app.add_typer(user, name="user")
SHOWN_WARNINGS = 20


@app.command()
@in_plain_words
def init(
    district: Annotated[str | None, typer.Option("--district", metavar="CODE", help="Make a district too.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="The new district's name.")] = None,
) -> None:
    """Make the database's tables, or bring them up to date, and the secret that signs sessions. Safe to run again."""
    from models.recording.record import create_district

    with opened() as database:
        changed = database.upgrade()
        if changed.kept is not None:
            typer.echo(f"The database as it was before: {changed.kept}")
        if district is not None:
            with database.writing() as session:
                create_district(session, district, name or district)
            typer.echo(f"District {district} is made.")
        typer.echo(f"The database is ready: {database.url.render_as_string(hide_password=True)}")
    secret = settings().secret_file
    if make_secret(secret):
        typer.echo(f"The secret that signs sessions is made: {secret}")


@app.command()
@in_plain_words
def sample(
    if_empty: Annotated[bool, typer.Option("--if-empty", help="Do nothing where a district is there already.")] = False,
    seed: Annotated[int | None, typer.Option("--seed", help="Another number, another district.")] = None,
    last_month: Annotated[
        datetime | None, typer.Option("--last-month", formats=["%Y-%m"], metavar="YYYY-MM", help="Last month reported.")
    ] = None,
) -> None:
    """Fill the database with a believable sample district of 86 schools with fictional names."""
    from data.sample.make import DEFAULT_LAST_MONTH, DEFAULT_SEED, make_sample

    with opened() as database:
        with database.reading() as session:
            is_empty = session.scalar(select(District.district_id).limit(1)) is None
        if if_empty and not is_empty:
            return
        last = date(last_month.year, last_month.month, 1) if last_month else DEFAULT_LAST_MONTH
        with bar() as progress:
            chosen = DEFAULT_SEED if seed is None else seed
            receipt = make_sample(database, seed=chosen, last_month=last, at=now(), progress=progress)
    say_counts(receipt.counts)


@app.command("import")
@in_plain_words
def import_files(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files (CSV, XLSX) or folders of one call.")] = None,
    mapping: Annotated[
        str | None, typer.Option("--mapping", metavar="NAME|FILE", help="A foreign layout; without: our templates.")
    ] = None,
    preview: Annotated[bool, typer.Option("--preview", help="Say what would change, and change nothing.")] = False,
    receipts: Annotated[bool, typer.Option("--receipts", help="List the imports so far, the latest first.")] = False,
    undo: Annotated[int | None, typer.Option("--undo", metavar="RECEIPT", help="Take an import back whole.")] = None,
    district: DistrictCode = None,
    replace: Annotated[bool, typer.Option("--replace", help="Months sent whole: take away what they lack.")] = False,
    older: Annotated[bool, typer.Option("--older", help="Bring back what is older than what is stored.")] = False,
    into_locked: Annotated[bool, typer.Option("--into-locked", help="Change months the district has locked.")] = False,
    past_dates: Annotated[bool, typer.Option("--past-dates", help="Move dates that lists were made by.")] = False,
    new_schools: Annotated[
        bool, typer.Option("--new-schools", help="Schools and clusters that are not known yet are new: add them.")
    ] = False,
    every_warning: Annotated[bool, typer.Option("--every-warning", help="List all warnings, however many.")] = False,
) -> None:
    """
    Take over files and folders: all of them, or nothing with every problem listed.

    What is implausible but possible is stored, marked and listed as a warning. The same files twice change nothing.
    """
    if bool(paths) + receipts + (undo is not None) != 1:
        raise typer.BadParameter("Name files or folders, or --receipts, or --undo RECEIPT.")
    with opened() as database:
        if receipts:
            return list_receipts(database, district)
        if undo is not None:
            return take_back(database, district, undo)
        from data.importing.import_files import import_paths
        from models.recording.report_rules import Allowed

        with bar() as progress:
            outcome = import_paths(
                database, paths or [], mapping=mapping, district=district, viewer=whoever_runs_this(), at=now(),
                is_preview=preview, new_schools=new_schools, progress=progress,
                allowed=Allowed(replace, older, into_locked, past_dates),
            )  # fmt: skip
    say_warnings(outcome.warnings, every=every_warning)
    if outcome.preview is not None:
        typer.echo("A preview: nothing was changed. The import would bring:")
    elif outcome.receipt is None or outcome.receipt.receipt_id is None:
        typer.echo("Everything was stored already: nothing was changed.")
    else:
        typer.echo(f"Receipt {outcome.receipt.receipt_id}:")
    say_counts(outcome.counts)
    return None


def say_warnings(warnings: list[Problem], *, every: bool) -> None:
    shown = warnings if every else warnings[:SHOWN_WARNINGS]
    for warning in shown:
        typer.echo(f"Warning: {warning}", err=True)
    if len(warnings) > len(shown):
        typer.echo(f"... and {len(warnings) - len(shown)} more warnings: see --every-warning.", err=True)


def say_counts(counts: dict[str, dict[str, int]]) -> None:
    for table, numbers in counts.items():
        shown = ", ".join(f"{number:,} {what}" for what, number in numbers.items() if number) or "0 new"
        typer.echo(f"  {table.replace('_', ' ')}: {shown}")


def list_receipts(database: Database, district: str | None) -> None:
    from models.recording.record import district_named
    from models.recording.record import receipts as kept

    with database.reading() as session:
        for receipt in kept(session, district_named(session, district)):
            state = f", taken back {day_of(receipt.undone_at):%Y-%m-%d}" if receipt.undone_at else ""
            files = ", ".join(str(file["name"]) for file in receipt.files) or "no file"
            new = sum(numbers["new"] for numbers in receipt.counts.values())
            changed = sum(numbers["changed"] for numbers in receipt.counts.values())
            at = receipt.imported_at.astimezone(time_zone())
            typer.echo(
                f"{receipt.receipt_id}  {at:%Y-%m-%d %H:%M}  {receipt.person}  {files}: {new:,} new, "
                f"{changed:,} changed, {len(receipt.warnings)} warnings{state}"
            )


def take_back(database: Database, district: str | None, receipt_id: int) -> None:
    from models.recording.record import district_named
    from models.recording.record import undo as take_import_back

    with database.writing() as session:
        viewer = in_district(whoever_runs_this(), district_named(session, district))
        take_import_back(session, viewer, receipt_id, at=now())
    typer.echo(f"Receipt {receipt_id} is taken back: everything is as it was before it.")


app.add_typer(mapping, name="mapping")
mapping.command("check")(in_plain_words(check_mapping))
mapping.command("new")(in_plain_words(new_mapping))
for keeping in (backup, restore, copy, migrate):
    app.command()(keeping)
for command in (serve, config, doctor, status, remind):
    app.command()(in_plain_words(command))


@app.command()
@in_plain_words
def check(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Compute the kept totals again first.")] = False,
    district: DistrictCode = None,
) -> None:
    """Compare the kept totals with what the stored rows give; 0 differences is right."""
    from models.recording.record import district_named
    from models.totals import keep as rollups

    with opened() as database:
        database.require_schema()
        database.require_whole()
        if rebuild:
            with database.writing() as session:
                rollups.rebuild(session, district_named(session, district))
        with database.reading() as session:
            found = rollups.differences(session, district_named(session, district))
    for difference in found:
        typer.echo(difference, err=True)
    if found:
        raise PartnershipError("{count} kept totals differ. Run `partnership check --rebuild`.", count=len(found))
    typer.echo("Every kept total is what the stored rows give.")


if __name__ == "__main__":
    app()
