"""How the installation stands, for who looks after it: is all well, and if not, what is the one thing to do."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from data.doctor.checks import CHECKS
from data.doctor.facts import Disk
from data.doctor.gathering import gathered
from data.doctor.judging import Finding, Severity, findings
from data.keeping.manifest import listed, program_version
from data.keeping.runs import BackedUp, Run, by_day, runs
from models.database import Database
from models.errors import PartnershipError
from models.queries.administration import DatabaseFacts, database_facts, signed_in_now
from models.settings import settings
from models.today import day_of, time_zone
from models.vocabulary import N_
from models.wording.language import Words

MEGABYTE = 1024 * 1024
GIGABYTE = 1024 * MEGABYTE
DAYS = 30
DAYS_NAMED = 4


class Strip(NamedTuple):
    """
    The last days, a mark each: `marks` are (code, day and what is known of its backup), `key` is (code, how many) of
    the codes there are, `said` the same in a sentence; `first` and `last` day.
    """

    first: str
    last: str
    marks: Sequence[tuple[str, str]]
    said: str
    key: Sequence[tuple[str, str]]


class Card(NamedTuple):
    """Labels and values under a title, and a sentence below them."""

    title: str
    rows: Sequence[tuple[str, str]]
    note: str = ""
    days: Strip | None = None


@dataclass(frozen=True)
class Standing:
    """What is so now. `database`: None where it does not answer."""

    at: datetime
    found: Sequence[Finding]
    database: DatabaseFacts | None
    disk: Disk | None
    newest_change: datetime | None
    backups: Sequence[datetime]
    runs: Sequence[Run] = ()
    """Of `partnership backup`, as far as they were written down."""
    signed_in: int = 0
    """People whose sign-in holds, at all processes."""

    @property
    def to_do(self) -> list[Finding]:
        """What somebody has to do something about, what refuses first."""
        return [one for one in self.found if one.severity is not Severity.NOTE]

    def backed_up(self, today: date) -> list[tuple[date, BackedUp]]:
        """What is known of the last 30 days, the oldest first."""
        return by_day(self.backups, self.runs, at=self.at, today=today, days=DAYS)


def standing(database: Database) -> Standing:
    """How it stands now; looks neither through the whole file nor at any person's rows."""
    facts = gathered(database, is_whole_known=True)
    told, signed_in = None, 0
    if facts.stored.problem is None:
        with database.reading() as session:
            told, signed_in = database_facts(session), signed_in_now(session, facts.now)
    backups = sorted(one.manifest.made_at for one in listed(facts.backups_folder))
    return Standing(
        facts.now,
        findings(facts, CHECKS),
        told,
        facts.disk,
        facts.stored.newest_change,
        backups,
        runs(facts.backups_folder),
        signed_in,
    )


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
    days = now.backed_up(today)
    if not now.backups and not now.runs:
        return Card(title, [], gettext("No backup yet: run partnership backup"))
    last = _moment(words, now.backups[-1]) if now.backups else gettext("none yet")
    made = words.number(sum(what is BackedUp.MADE for _, what in days))
    rows = [
        (gettext("Last"), last),
        (gettext("Days with one"), gettext("{days} of the last {all}", days=made, all=words.number(DAYS))),
        *_days_named(words, days),
        (gettext("Kept"), words.number(len(now.backups))),
    ]
    is_unknown = any(what is BackedUp.UNKNOWN for _, what in days)
    note = gettext("Not known: from before runs were written down, and no file is left.") if is_unknown else ""
    return Card(title, rows, note, _strip(words, days))


def _days_named(words: Words, days: Sequence[tuple[date, BackedUp]]) -> list[tuple[str, str]]:
    """On which days a backup failed, and on which none was made, the newest first; few of them by name."""
    labels = {BackedUp.FAILED: words.gettext("Failed on"), BackedUp.NONE: words.gettext("None on")}
    rows = []
    for code, label in labels.items():
        found = [words.day_in_year(day) for day, what in reversed(days) if what is code]
        if (left := len(found) - DAYS_NAMED) > 0:
            found[DAYS_NAMED:] = [words.ngettext("{count} more day", "{count} more days", left)]
        if found:
            rows.append((label, words.listed(found)))
    return rows


def _strip(words: Words, days: Sequence[tuple[date, BackedUp]]) -> Strip:
    gettext = words.gettext
    said = {
        BackedUp.MADE: N_("{day}: a backup was made"),
        BackedUp.FAILED: N_("{day}: the backup failed"),
        BackedUp.NONE: N_("{day}: no backup was made"),
        BackedUp.NOT_YET: N_("{day}: none yet"),
        BackedUp.UNKNOWN: N_("{day}: not known"),
    }
    labels = {
        BackedUp.MADE: N_("made: {count}"),
        BackedUp.FAILED: N_("failed: {count}"),
        BackedUp.NONE: N_("none: {count}"),
        BackedUp.NOT_YET: N_("not yet: {count}"),
        BackedUp.UNKNOWN: N_("not known: {count}"),
    }
    counts = Counter(what for _, what in days)
    key = [
        (code.value, gettext(label, count=words.number(counts[code]))) for code, label in labels.items() if counts[code]
    ]
    return Strip(
        first=words.short_day(days[0][0]),
        last=words.short_day(days[-1][0]),
        marks=[(what.value, gettext(said[what], day=words.day(day))) for day, what in days],
        said=gettext("Backups of the last {all} days: {counts}", all=words.number(DAYS),
                     counts=words.listed(label for _, label in key)),
        key=key,
    )  # fmt: skip


def _program(words: Words) -> Card:
    gettext = words.gettext
    ways = words.listed(settings().sign_in.ways) or gettext("none: this machine only")
    return Card(gettext("Program"), [(gettext("Version"), program_version()), (gettext("Ways to sign in"), ways)])


def _moment(words: Words, at: datetime) -> str:
    local = at.astimezone(time_zone())
    return words.gettext("{day}, {time}", day=words.day(day_of(at)), time=f"{local:%H:%M}")
