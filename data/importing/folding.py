"""
Who and what is meant: a number or name that is a known one but for zeros, case, blanks and signs is that one.

Excel drops zeros and people type one cluster in four ways; made anew, each would be a school or cluster of its own,
with half of the reports. What folds to exactly one known school, and is not called otherwise, is that school, and the
import says so. Where two fit, or the name speaks against it, or only accents differ, nothing is taken for granted:
the import is refused with both. Pure: no database.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from data.files.signs import EVERY_UNSEEN
from data.importing.completing import Known, refusal, warning
from data.importing.reading import Place, PlacedRows
from models.errors import Problem

Tables = list[tuple[str, PlacedRows]]
LOOKALIKES = str.maketrans("\u2018\u2019\u02bc`\u00b4\u2032\u2010\u2011\u2012\u2013\u2014\u2212", "''''''------")
"""Apostrophes and hyphens as letter-writing programs put them, and the ones on a keyboard."""
MOST_NAMED = 20
"""New schools or clusters a sentence names; it counts the others."""
DIGITS = re.compile(r"0*([0-9]+)(\.0+)?")
BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[^0-9a-z]+(?=[0-9])")
"""What makes Area 1-2 another one than Area 12."""
GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+")


def folded_name(name: str) -> str:
    """A name as it is compared: without case, doubled blanks and unseen signs; accents count."""
    plain = EVERY_UNSEEN.sub("", unicodedata.normalize("NFKC", name)).translate(LOOKALIKES)
    return " ".join(unicodedata.normalize("NFC", plain.casefold()).split()).strip("\"'\u201c\u201d")


def resembling_name(name: str) -> str:
    """What two names share that a hurried typist may mean as one: letters and digits without accents."""
    apart = BETWEEN_DIGITS.sub("|", unicodedata.normalize("NFKD", folded_name(name)))
    return "".join(letter for letter in apart if letter.isalnum() or letter == "|") or apart


def folded_number(number: str) -> str:
    """A school's number as it is compared: 001, 1, 1.0 and " 1" are one, S1 and s1 too."""
    plain = folded_name(number).replace(" ", "")
    digits = DIGITS.fullmatch(plain.replace(",", "") if GROUPED.fullmatch(plain) else plain)
    return digits[1] if digits else plain


@dataclass
class _Mentions:
    """One spelling of a number or name in the call: how often, where first in each file, with which names."""

    count: int = 0
    first: dict[str, Place] = field(default_factory=dict)
    rows: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Rows by file and table: one cell fills a row of several tables."""

    def cells(self, file: str) -> int:
        return max((count for (where, _), count in self.rows.items() if where == file), default=0)

    @property
    def place(self) -> Place:
        return next(iter(self.first.values()))


def fold_schools(tables: Tables, known: Known) -> list[Problem]:
    """Write the known number in every row that means it, in place; warnings for it, refusals for what is in doubt."""
    mentioned = _mentions(tables, "school_id")
    names = _names_in(tables)
    stored = _by_fold(known.schools, folded_number)
    problems, meant = [], {}
    anew: defaultdict[str, list[str]] = defaultdict(list)
    for number in mentioned:
        fitting = stored.get(folded_number(number), [])
        if number in known.schools:
            continue
        if not fitting:
            anew[folded_number(number)].append(number)
        elif len(fitting) > 1:
            problems.append(_two_fit(mentioned[number].place, "school_id", number, fitting))
        elif against := _speaks_against(names.get(number, set()), {known.school_names.get(fitting[0], "")}):
            problems.append(_called_otherwise(mentioned[number].place, number, fitting[0], against))
        else:
            meant[number] = fitting[0]
    for spellings in anew.values():
        listed = [number for number in spellings if number in names]
        if len(spellings) == 1 or not listed:
            continue
        # Excel takes zeros away and adds .0, never the other way round.
        chosen = max(listed, key=lambda number: (number.isalnum(), len(number), mentioned[number].count))
        for number in spellings:
            against = _speaks_against(names.get(number, set()), names[chosen])
            if number != chosen and against:
                problems.append(_called_otherwise(mentioned[number].place, number, chosen, against))
            elif number != chosen:
                meant[number] = chosen
    return problems + _write(tables, "school_id", mentioned, meant)


def fold_clusters(tables: Tables, known: Known, *, new_schools: bool) -> list[Problem]:
    """
    Write a cluster as it is stored, else as most rows of the call have it; refuse one that resembles another.

    new_schools: a person has said that what is new is meant to be, so that a resemblance is only told.
    """
    mentioned = _mentions(tables, "cluster")
    stored = _by_fold(known.clusters, folded_name)
    problems, meant = [], {}
    anew: defaultdict[str, list[str]] = defaultdict(list)
    for name in mentioned:
        fitting = stored.get(folded_name(name), [])
        if name in known.clusters:
            continue
        if len(fitting) > 1:
            problems.append(_two_fit(mentioned[name].place, "cluster", name, fitting))
        elif fitting:
            meant[name] = fitting[0]
        else:
            anew[folded_name(name)].append(name)
    made = []
    for spellings in anew.values():
        chosen = max(spellings, key=lambda name: mentioned[name].count)  # the first of those that come most often
        made.append(chosen)
        meant |= {name: chosen for name in spellings if name != chosen}
    resembled = {resembling_name(name): name for name in sorted(known.clusters)}
    for name in made:
        other = resembled.setdefault(resembling_name(name), name)
        if other != name:
            problems.append(_resembles(mentioned[name].place, name, other, is_warning=new_schools))
    return problems + _write(tables, "cluster", mentioned, meant)


def doubtful_logins(tables: Tables, known: Known) -> list[Problem]:
    """Refusals where two people would sign in with what is one login but for case, blanks and signs."""
    people = [placed for table, placed in tables if table == "people"]
    given = {
        row["person_id"]: folded_name(row["login"]) for placed in people for row in placed.rows if row.get("login")
    }
    owners = {
        folded_name(login): (login, person)
        for login, person in known.logins.items()
        if given.get(person, folded_name(login)) == folded_name(login)
    }
    problems = []
    for placed in people:
        for row, place in placed.placed():
            if not row.get("login") or row.get("person_id") is None:
                continue
            login, person = owners.setdefault(folded_name(row["login"]), (row["login"], row["person_id"]))
            if person != row["person_id"]:
                what = f'is the login of person {person} already, written "{login}".'
                remedy = f"Write person_id {person} if it is the same person, or give this one a login of their own."
                problems.append(refusal(place, "login", row["login"], what, remedy))
    return problems


def _mentions(tables: Tables, column: str) -> dict[str, _Mentions]:
    found: dict[str, _Mentions] = {}
    for table, placed in tables:
        for row, place in placed.placed():
            value = row.get(column)
            if value is None:
                continue
            mentions = found.get(value)
            if mentions is None:
                mentions = found[value] = _Mentions()
            mentions.count += 1
            mentions.first.setdefault(place[0], place)
            mentions.rows[place[0], table] += 1
    return found


def _names_in(tables: Tables) -> dict[str, set[str]]:
    """The names the call gives to each school number it lists."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for table, placed in tables:
        if table == "schools":
            for row in placed.rows:
                if row.get("school_id") is not None:
                    names[row["school_id"]] |= {row.get("name") or ""}
    return names


def _by_fold(known: Iterable[str], fold: Callable[[str], str]) -> Mapping[str, list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for one in sorted(known):
        groups[fold(one)].append(one)
    return groups


def _speaks_against(names: set[str], others: set[str]) -> tuple[str, str] | None:
    """A name of the one and a name of the other, where none of them is the same name; None where one is, or unknown."""
    names, others = names - {""}, others - {""}
    is_one = {resembling_name(name) for name in names} & {resembling_name(name) for name in others}
    return None if is_one or not names or not others else (min(names), min(others))


def _called_otherwise(place: Place, number: str, other: str, names: tuple[str, str]) -> Problem:
    what = f'differs from {other} by zeros, case, blanks or signs only, but is called "{names[0]}", and {other} is '
    remedy = f"Write {other} and the name it has if it is that school; else give the other school another number."
    return refusal(place, "school_id", number, f'{what}"{names[1]}".', remedy)


def _two_fit(place: Place, column: str, value: str, fitting: list[str]) -> Problem:
    shown = " and ".join(f'"{one}"' for one in fitting[:3])
    what = f"differs from several that are known by zeros, case, blanks or signs only: {shown}."
    return refusal(place, column, value, what, "Write the one that is meant as it is known.")


def _resembles(place: Place, name: str, other: str, *, is_warning: bool) -> Problem:
    what = f'is written like another cluster, "{other}", but for accents, blanks or hyphens.'
    if is_warning:
        return warning(place, "cluster", name, what, "It is a cluster of its own, as --new-schools says.")
    remedy = f'Write "{other}" in both if they are one cluster; if they are two, add --new-schools.'
    return refusal(place, "cluster", name, what, remedy)


def _write(tables: Tables, column: str, mentioned: Mapping[str, _Mentions], meant: Mapping[str, str]) -> list[Problem]:
    """Put what is meant in the place of what is written; one warning for every file."""
    if not meant:
        return []
    for _, placed in tables:
        for row in placed.rows:
            if row.get(column) in meant:
                row[column] = meant[row[column]]
    return list(_told(column, mentioned, meant))


def _told(column: str, mentioned: Mapping[str, _Mentions], meant: Mapping[str, str]) -> Iterator[Problem]:
    files = dict.fromkeys(file for value in meant for file in mentioned[value].first)
    for file in files:
        here = [value for value in meant if file in mentioned[value].first]
        example = here[0]
        cells = sum(mentioned[value].cells(file) for value in here)
        more = f" {cells} cells of this column were read so ({_pairs(here, meant)})." if cells > 1 else ""
        what = f"was read as {meant[example]}, which it is but for zeros, case, blanks or signs.{more}"
        remedy = "Write it as it is known; in Excel, format the column as Text first."
        yield warning(mentioned[example].first[file], column, example, what, remedy)


def _pairs(values: list[str], meant: Mapping[str, str]) -> str:
    shown = ", ".join(f"{value} for {meant[value]}" for value in values[:5])
    return f"{shown} and {len(values) - 5} more" if len(values) > 5 else shown


def new_ones(tables: Tables, known: Known, *, new_schools: bool, is_preview: bool) -> list[Problem]:
    """
    The schools and clusters a call would add to a district that has schools: refused unless a person said they are
    new, and told where they did, and in a preview. The first files of a district bring what they bring.
    """
    if not known.schools:
        return []
    folded = {folded_number(number) for number in known.schools}
    names = {
        number: min(filter(None, called), default="")
        for number, called in _names_in(tables).items()
        if number not in known.schools and folded_number(number) not in folded
    }
    listed = [(table, placed) for table, placed in tables if table == "schools"]
    mentioned = {"school": _mentions(listed, "school_id"), "cluster": _mentions(tables, "cluster")}
    found = {
        "school": {number: _introduced(number, name, known) for number, name in names.items()},
        "cluster": {name: f'"{name}"' for name in mentioned["cluster"].keys() - known.clusters},
    }
    return [
        _new(mentioned[kind][min(new)].place[0], kind, new, new_schools=new_schools, is_preview=is_preview)
        for kind, new in found.items()
        if new
    ]


def _introduced(number: str, name: str, known: Known) -> str:
    """A new school in a list: its number, its name, and what makes it look like a known one after all."""
    same = [other for other, called in known.school_names.items() if resembling_name(called) == resembling_name(name)]
    widths = {len(other) if other.isdecimal() else 0 for other in known.schools}
    odd = [f"{', '.join(sorted(same)[:3])} has this name"] if name and same else []
    if number.isdecimal() and len(widths) == 1 and len(number) < min(widths):
        odd.append(f"known numbers have {min(widths)} digits")
    return f'{number} "{name}"' + (f" ({'; '.join(odd)})" if odd else "")


def _new(file: str, kind: str, found: Mapping[str, str], *, new_schools: bool, is_preview: bool) -> Problem:
    listed = ", ".join(found[key] for key in sorted(found)[:MOST_NAMED])
    more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    what = f"{len(found)} new {kind}{'s' if len(found) > 1 else ''}: {listed}{more}."
    remedy = f"If they are new, add --new-schools; else write the {kind}s as they are known."
    if new_schools:
        return warning((file, 0), None, None, what, "Added, as --new-schools says.")
    if is_preview:
        return warning((file, 0), None, None, what, f"The import will be refused as it is. {remedy}")
    return refusal((file, 0), None, None, what, remedy)
