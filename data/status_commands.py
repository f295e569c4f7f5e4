"""`partnership status`: how the installation stands, as the page Status shows it."""

import typer

from data.standing import answer, beside, cards, standing
from models.database import connect
from models.today import today
from models.wording.language import words_in


def status() -> None:
    """Say whether all is well, what to do, and how database and backups stand."""
    database, words = connect(), words_in()
    try:
        now = standing(database)
    finally:
        database.close()
    typer.echo(f"{answer(words, now)}\n{beside(words, now)}")
    for card in cards(words, now, today()):
        typer.echo(f"\n{card.title}")
        for label, value in card.rows:
            typer.echo(f"  {label:<22} {value}")
        if card.note:
            typer.echo(f"  {card.note}")
