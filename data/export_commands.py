"""`partnership export`: rows handed out, as files for other programs."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from data.command_database import opened
from data.command_line import DistrictCode, in_plain_words

FirstMonth = Annotated[datetime, typer.Option("--from", formats=["%Y-%m"], metavar="YYYY-MM", help="First month.")]
LastMonth = Annotated[datetime, typer.Option("--to", formats=["%Y-%m"], metavar="YYYY-MM", help="Last month.")]

export = typer.Typer(help="Hand rows out, as files for other programs.", no_args_is_help=True)


@export.command("support-need")
@in_plain_words
def export_support_need(
    first: FirstMonth,
    last: LastMonth,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="CSV file to write.")],
    district: DistrictCode = None,
) -> None:
    """Write every expected school's lists, score and reasons, each month as of that month."""
    from data.exporting import write_whole
    from data.support_need_export import support_need_csv
    from models.recording.record import district_named

    with opened() as database, database.reading() as session:
        text, rows = support_need_csv(session, district_named(session, district), first.date(), last.date())
    write_whole(out, text)
    typer.echo(f"{out}: {rows:,} rows.")


@export.command("trends")
@in_plain_words
def export_trends(
    first: FirstMonth,
    last: LastMonth,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the eight files; made if need be.")],
    district: DistrictCode = None,
) -> None:
    """Write the trends of a range of months, as of the last of them, as eight CSV files."""
    from data.exporting import folder_made, write_whole
    from data.trends_export import trends_csv
    from models.recording.record import district_named

    with opened() as database, database.reading() as session:
        files = trends_csv(session, district_named(session, district), first.date(), last.date())
    folder_made(out)
    for name, text in files.items():
        write_whole(out / f"{name}.csv", text)
    typer.echo(f"{out}: {', '.join(f'{name}.csv' for name in files)}.")


@export.command("training")
@in_plain_words
def export_training(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="CSV file to write.")],
    district: DistrictCode = None,
) -> None:
    """Write every session with who came, by the columns of the template professional_development.csv."""
    from data.exporting import write_csv, write_whole
    from data.training_export import training_of_district
    from models.recording.record import district_named
    from models.today import today

    with opened() as database, database.reading() as session:
        frame = training_of_district(session, district_named(session, district), today())
    write_whole(out, write_csv(frame, {}).decode())
    typer.echo(f"{out}: {len(frame):,} rows.")
