"""`partnership doctor`: what is unsafe or broken about this installation, a sentence each, and what to do."""

import typer

from data.doctor.checks import CHECKS
from data.doctor.gathering import gathered
from data.doctor.judging import Finding, Severity, findings
from models.database import Database, connect
from models.errors import PartnershipError


def doctor() -> None:
    """Say what is unsafe or broken, and what to do; ends with 1 where nothing would be served because of it."""
    database = connect()
    try:
        found = examined(database)
    finally:
        database.close()
    say_warnings(found)
    require_none(found)
    count = sum(one.severity is Severity.WARN for one in found)
    warnings = f"{count} warnings" if count != 1 else "1 warning"
    typer.echo(f"{len(CHECKS)} checks, {warnings}: nothing stands against serving.")


def examined(database: Database, *, is_whole_known: bool = False) -> list[Finding]:
    """Everything that is wrong now, what refuses first."""
    return findings(gathered(database, is_whole_known=is_whole_known), CHECKS)


def say_warnings(found: list[Finding]) -> None:
    for one in found:
        if one.severity is not Severity.REFUSE:
            typer.echo(f"Warning: {one}" if one.severity is Severity.WARN else str(one), err=True)


def require_none(found: list[Finding]) -> None:
    """Raises PartnershipError with every sentence that stands against serving."""
    refusing = [str(one) for one in found if one.severity is Severity.REFUSE]
    if refusing:
        raise PartnershipError("{sentences}\nNothing was started.", sentences="\n".join(refusing))
