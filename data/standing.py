"""How the installation stands, for who looks after it: is all well, and if not, what is the one thing to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from data.doctor.checks import CHECKS
from data.doctor.facts import Disk
from data.doctor.gathering import gathered
from data.doctor.judging import Finding, Severity, findings
from data.keeping.manifest import listed, program_version
from models.database import Database
from models.errors import PartnershipError
from models.queries.administration import DatabaseFacts, database_facts
from models.settings import settings
from models.today import day_of, time_zone
from models.wording.language import Words

MEGABYTE = 1024 * 1024
GIGABYTE = 1024 * MEGABYTE
DAYS = 30


class Card(NamedTuple):
    """Labels and values under a title, and a sentence below them."""

    title: str
    rows: Sequence[tuple[str, str]]
    note: str = ""


@dataclass(frozen=True)
class Standing:
    """What is so now. `database`: None where it does not answer."""

    at: datetime
    found: Sequence[Finding]
    database: DatabaseFacts | None
    disk: Disk | None
    newest_change: datetime | None
    backups: Sequence[datetime]

    @property
    def to_do(self) -> list[Finding]:
        """What somebody has to do something about, what refuses first."""
        return [one for one in self.found if one.severity is not Severity.NOTE]

    def days_backed_up(self, today: date) -> int:
        """Of the last 30 days those that have a backup."""
        days = {day_of(moment) for moment in self.backups}
        return sum(today - timedelta(days=back) in days for back in range(DAYS))


def standing(database: Database) -> Standing:
    """How it stands now; looks neither through the whole file nor at any person's rows."""
    facts = gathered(database, is_whole_known=True)
    told = None
    if facts.stored.problem is None:
        with database.reading() as session:
            told = database_facts(session)
    backups = sorted(one.manifest.made_at for one in listed(facts.backups_folder))
    return Standing(facts.now, findings(facts, CHECKS), told, facts.disk, facts.stored.newest_change, backups)


def answer(words: Words, now: Standing) -> str:
    """The first sentence: all is well, or the first thing to do."""
    if now.to_do:
        return in_words(words, now.to_do[0])
    if not now.backups:
        return words.gettext("All is well.")
    return words.gettext("All is well. The last backup is of {moment}.", moment=_moment(words, now.backups[-1]))


def beside(words: Words, now: Standing) -> str:
    """The line under it: of how many things that was the first."""
    if not now.to_do:
        return words.gettext("{count} checks found nothing to do.", count=words.number(len(CHECKS)))
    return words.ngettext("{count} thing to do.", "{count} things to do, the first one above.", len(now.to_do))


def in_words(words: Words, finding: Finding) -> str:
    """A finding's sentence in a reader's language."""
    values = {
        name: words.refusal(value) if isinstance(value, PartnershipError) else value
        for name, value in finding.values.items()
    }
    return words.gettext(finding.sentence, **values)


def cards(words: Words, now: Standing, today: date) -> list[Card]:
    """To do, the database, backups, and the program."""
    return [_to_do(words, now), _database(words, now), _backups(words, now, today), _program(words)]


def _to_do(words: Words, now: Standing) -> Card:
    nothing = "" if now.to_do else words.gettext("Nothing.")
    said = {Severity.REFUSE: words.gettext("To mend first"), Severity.WARN: words.gettext("To mend")}
    rows = [(said[one.severity], in_words(words, one)) for one in now.to_do]
    return Card(words.gettext("To do"), rows, nothing)


def _database(words: Words, now: Standing) -> Card:
    gettext = words.gettext
    rows: list[tuple[str, str]] = []
    if now.database is not None:
        size = gettext("{number} MB", number=words.number(now.database.size / MEGABYTE, 1))
        rows += [
            (gettext("Kind"), f"{now.database.kind} {now.database.version}"),
            (gettext("Size"), size),
            (gettext("Version of the tables"), now.database.schema),
        ]
    if now.disk is not None:
        free, whole = (words.number(size / GIGABYTE) for size in (now.disk.free, now.disk.total))
        rows.append((gettext("Room"), gettext("{free} of {whole} GB free", free=free, whole=whole)))
    newest = _moment(words, now.newest_change) if now.newest_change else gettext("none yet")
    notes = " ".join(in_words(words, one) for one in now.found if one.severity is Severity.NOTE)
    return Card(gettext("Database"), [*rows, (gettext("Newest change"), newest)], notes)


def _backups(words: Words, now: Standing, today: date) -> Card:
    gettext = words.gettext
    title = gettext("Backups")
    if not now.backups:
        return Card(title, [], gettext("No backup yet: run partnership backup"))
    days = words.number(now.days_backed_up(today))
    return Card(
        title,
        [
            (gettext("Last"), _moment(words, now.backups[-1])),
            (gettext("Days with one"), gettext("{days} of the last {all}", days=days, all=words.number(DAYS))),
            (gettext("Kept"), words.number(len(now.backups))),
        ],
    )


def _program(words: Words) -> Card:
    gettext = words.gettext
    ways = words.listed(settings().sign_in.ways) or gettext("none: this machine only")
    return Card(gettext("Program"), [(gettext("Version"), program_version()), (gettext("Ways to sign in"), ways)])


def _moment(words: Words, at: datetime) -> str:
    local = at.astimezone(time_zone())
    return words.gettext("{day}, {time}", day=words.day(day_of(at)), time=f"{local:%H:%M}")
