"""What the page of training sessions says: who came to which, and which schools had none for a year. Pure."""

from collections.abc import Sequence
from datetime import date

from models.trends.programme_health import Development
from models.wording.counted import NN_, counted
from models.wording.language import Words

WITHOUT = NN_(
    "{count} school of {expected} had nobody at a session in twelve months.",
    "{count} schools of {expected} had nobody at a session in twelve months.",
)
TEAMS = NN_("{count} school's team came", "{count} schools' teams came")
EXPECTED = NN_("{count} school's team is expected", "{count} schools' teams are expected")
UNCOUNTED = NN_("of {count} nobody counted", "of {count} nobody counted")


def answer_text(words: Words, found: Development) -> str:
    """The sentence on top."""
    if not found.expected:
        return words.gettext("No school is expected to report, so none is counted here.")
    if not found.none_for_a_year:
        return words.gettext("Every school had its team at a session in twelve months.")
    return counted(words, WITHOUT, found.none_for_a_year, expected=found.expected)


def beside_text(words: Words, year: str, day: date, held: int) -> str:
    """The line under it."""
    sessions = words.ngettext("{count} session in {year}", "{count} sessions in {year}", held, year=year)
    return words.gettext("{sessions}, counted by {day}", sessions=sessions, day=words.day(day))


def list_text(words: Words, found: Development, as_of: date) -> str:
    """The same count as the latest list's day has it, and trends with it."""
    return words.gettext(
        "Trends say {count} of {expected}, as it was known on {day}.",
        count=words.number(found.none_for_a_year),
        expected=words.number(found.expected),
        day=words.short_day(as_of),
    )


def about_text(words: Words, held_on: date, hours: float | None) -> str:
    day = words.day(held_on)
    if hours is None:
        return day
    decimals = 0 if float(hours).is_integer() else 1
    text = words.ngettext("{hours} hour", "{hours} hours", 1 if hours == 1 else 2, hours=words.number(hours, decimals))
    return words.gettext("{day}, {hours}", day=day, hours=text)


def came_text(words: Words, people: Sequence[int | None]) -> str:
    """How many teams came, and how many people as far as somebody counted."""
    if not people:
        return words.gettext("No school is noted.")
    teams = counted(words, TEAMS, len(people))
    known = [one for one in people if one is not None]
    if not known:
        return words.gettext("{teams}; nobody counted how many members.", teams=teams)
    members = words.ngettext("{count} member", "{count} members", sum(known))
    if len(known) == len(people):
        return words.gettext("{teams}, {members}.", teams=teams, members=members)
    rest = counted(words, UNCOUNTED, len(people) - len(known))
    return words.gettext("{teams}, {members}; {rest}.", teams=teams, members=members, rest=rest)


def expected_text(words: Words, teams: int) -> str:
    """How many teams are expected at a session to come."""
    if not teams:
        return words.gettext("No school is noted yet.")
    return words.gettext("{teams}.", teams=counted(words, EXPECTED, teams))


def all_came_text(words: Words, teams: int) -> str:
    """What one click writes of a planned session."""
    return words.ngettext("Held, and the team came", "Held, and all {count} teams came", teams)


def planned_text(words: Words, author: str, day: date) -> str:
    """Who planned it, or changed that last."""
    return words.gettext("Planned by {name} on {day}.", name=author, day=words.day(day))


def own_text(words: Words, came: int, missed: Sequence[str]) -> str:
    """Of a coordinator's own schools."""
    everybody = came + len(missed)
    if not missed:
        return words.gettext("All {count} of your schools came.", count=everybody)
    return words.gettext(
        "{came} of your {count} schools came; not {names}.", came=came, count=everybody, names=words.listed(missed)
    )


def last_text(words: Words, last: date | None) -> str:
    """When a school's team came last."""
    return words.gettext("none recorded") if last is None else words.gettext("last {day}", day=words.day(last))


def said_text(words: Words, author: str, day: date, changes: int) -> str:
    """Who wrote it here last; a session that was written once is new."""
    if changes == 1:
        return words.gettext("Written down by {name} on {day}.", name=author, day=words.day(day))
    return words.gettext("Changed by {name} on {day}.", name=author, day=words.day(day))
